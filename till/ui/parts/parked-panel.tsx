/** Baskets that were put aside, oldest first: a key each, which puts it on the counter again. */
import {useDesk} from '../desk-context.ts';
import {shortDate, wallTime, zloty} from '../format.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const rowCount = 4;

export function ParkedPanel() {
	const desk = useDesk();
	const words = desk.words.value.parked;
	const {parked = [], sale: counter, now = ''} = desk.snapshot.value ?? {};
	const page = desk.sale.goodsPages.show(parked, rowCount);
	const hasGoods = (counter?.lines.length ?? 0) > 0;
	return (
		<section class="parked" aria-label={words.title}>
			<ul>
				{page.items.map(({sale, parkedAt, cashier, lineCount, dueGrosze}) => (
					<li key={sale}>
						<Key
							testId={`take-up-${sale}`}
							kind="op"
							disabled={hasGoods}
							label={words.takeUp(cashier, dueGrosze)}
							onPress={() => desk.sale.takeUp(sale)}
						>
							<b>{whenParked(parkedAt, now)}</b>
							<span>
								{cashier}
								<small>{words.lines(lineCount)}</small>
							</span>
							<b class="due">{zloty(dueGrosze)}</b>
						</Key>
					</li>
				))}
			</ul>
			{parked.length === 0 && <p>{words.none}</p>}
			{page.count > 1 && <Pager name="parked" page={page} pages={desk.sale.goodsPages} />}
		</section>
	);
}

/** Both are ISO 8601 with offset; what is not of today has its day. */
function whenParked(parkedAt: string, now: string): string {
	const timeMs = Date.parse(parkedAt);
	const time = wallTime(timeMs);
	return parkedAt.slice(0, 10) === now.slice(0, 10) ? time : `${shortDate(timeMs)} ${time}`;
}
