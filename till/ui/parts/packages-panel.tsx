/** Packages that come back: a row a kind, one more or one fewer at a touch. */
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const rowCount = 4;

export function PackagesPanel() {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const snapshot = desk.snapshot.value;
	const page = desk.sale.goodsPages.show(snapshot?.packages ?? [], rowCount);
	const countOf = (deposit: string) =>
		snapshot?.sale.lines.find(line => line.kind === 'packages' && line.deposit === deposit)?.pieces ?? 0;
	return (
		<section class="packages" aria-label={words.packagesTitle}>
			<ul>
				{page.items.map(({deposit, name, valueGrosze}) => {
					const count = countOf(deposit);
					return (
						<li key={deposit}>
							<span>
								<b>{name}</b>
								<small>{zloty(valueGrosze)}</small>
							</span>
							<Key
								testId={`fewer-${deposit}`}
								kind="op"
								guarded={false}
								disabled={count === 0}
								label={words.fewer(name)}
								onPress={() => desk.sale.countPackages(deposit, -1)}
							>
								<span class="sign">−</span>
							</Key>
							<b class="count" data-testid={`packages-of-${deposit}`} data-count={count}>
								{count}
							</b>
							<Key
								testId={`one-more-${deposit}`}
								kind="op"
								guarded={false}
								label={words.oneMore(name)}
								onPress={() => desk.sale.countPackages(deposit, 1)}
							>
								<span class="sign">+</span>
							</Key>
						</li>
					);
				})}
			</ul>
			{page.count > 1 && <Pager name="packages" page={page} pages={desk.sale.goodsPages} />}
		</section>
	);
}
