/**
 * Baskets that were put aside, of this till and of the others, oldest first: a key each, which puts it on the counter again.
 * Of one that another till may have, and that nobody can be asked for, the cashier is asked first.
 */
import type {OtherParkedView, ParkedElsewhere, ParkedView} from '../../api/parked-view.ts';
import {useDesk} from '../desk-context.ts';
import {shortDate, wallTime, zloty} from '../format.ts';
import type {ParkedWords} from '../words/parked-kinds.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const rowCount = 4;

type Row = (ParkedView & {readonly tillName: string}) | (OtherParkedView & {readonly state?: undefined});

export function ParkedPanel() {
	const desk = useDesk();
	const words = desk.words.value.parked;
	if (desk.parked.doubted.value !== undefined) return <Doubt />;
	const {parked = [], parkedElsewhere = {state: 'own-only'}, sale: counter, now = '', till} = desk.snapshot.value ?? {};
	const isLinked = ['live', 'catching-up'].includes(desk.snapshot.value?.link.state ?? '');
	const others = parkedElsewhere.state === 'read' ? parkedElsewhere.baskets : [];
	const rows: readonly Row[] = [...parked.map(row => ({...row, tillName: till?.name ?? ''})), ...others];
	const inOrder = rows.toSorted((one, other) => Date.parse(one.parkedAt) - Date.parse(other.parkedAt));
	const page = desk.sale.goodsPages.show(inOrder, rowCount);
	const hasGoods = (counter?.lines.length ?? 0) > 0;
	const note = noteOf(parkedElsewhere, {isLinked, words});
	return (
		<section class="parked" aria-label={words.title}>
			<ul>
				{page.items.map(row => (
					<li key={row.sale}>
						<Basket row={row} now={now} usable={!hasGoods} />
					</li>
				))}
			</ul>
			<div class="below">
				{rows.length === 0 && parkedElsewhere.state !== 'asking' && <p>{words.none}</p>}
				{note !== undefined && <p data-testid="parked-note">{note}</p>}
			</div>
			{page.count > 1 && <Pager name="parked" page={page} pages={desk.sale.goodsPages} />}
		</section>
	);
}

function Basket({row, now, usable}: {readonly row: Row; readonly now: string; readonly usable: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.parked;
	const {sale, parkedAt, cashier, lineCount, dueGrosze, tillName, state} = row;
	const note = state === 'asking' ? words.isAsked : state === 'unsure' ? words.isUnsure : words.lines(lineCount);
	return (
		<Key
			testId={`take-up-${sale}`}
			kind="op"
			disabled={!usable || state === 'asking'}
			label={words.takeUp(cashier, dueGrosze)}
			onPress={() => desk.sale.takeUp(row)}
		>
			<b>{whenParked(parkedAt, now)}</b>
			<span>
				{cashier}
				<small>{note}</small>
			</span>
			<span class="of-till">{tillName}</span>
			<b class="due">{zloty(dueGrosze)}</b>
		</Key>
	);
}

function Doubt() {
	const desk = useDesk();
	const words = desk.words.value.parked;
	return (
		<section class="parked doubt" role="alertdialog" aria-label={words.isUnsure}>
			<p>{words.doubt}</p>
			<Key testId="take-up-unasked" kind="op alarming" onPress={() => desk.sale.takeUpUnasked()}>
				{words.takeUpUnasked}
			</Key>
		</section>
	);
}

function noteOf(
	elsewhere: ParkedElsewhere,
	{isLinked, words}: {readonly isLinked: boolean; readonly words: ParkedWords},
): string | undefined {
	switch (elsewhere.state) {
		case 'own-only':
			return isLinked ? undefined : words.onlyOwn;
		case 'asking':
			return words.asking;
		case 'no-answer':
			return words.noAnswer;
		case 'read':
			if (elsewhere.unreadableCount > 0) return words.unreadable(elsewhere.unreadableCount);
			return elsewhere.hasMore ? words.hasMore : undefined;
	}
}

/** Both are ISO 8601 with offset; what is not of today has its day. */
function whenParked(parkedAt: string, now: string): string {
	const timeMs = Date.parse(parkedAt);
	const time = wallTime(timeMs);
	return parkedAt.slice(0, 10) === now.slice(0, 10) ? time : `${shortDate(timeMs)} ${time}`;
}
