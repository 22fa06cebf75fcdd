/** The display never moves and never changes its size: the last thing above, the total below. */
import type {ComponentChildren} from 'preact';
import type {SaleView} from '../../api/sale-view.ts';
import {useDesk} from '../desk-context.ts';
import {money, zloty} from '../format.ts';

interface DisplayProps {
	readonly sale: SaleView;
	readonly dueWord?: string | undefined;
	readonly aside?: string | undefined;
	readonly children: ComponentChildren;
}

export function Display({sale, dueWord, aside, children}: DisplayProps) {
	const words = useDesk().words.value.sale;
	const parts = [
		sale.discountGrosze !== 0 && words.discounts(money(-sale.discountGrosze)),
		sale.depositsGrosze !== 0 && words.deposit(money(sale.depositsGrosze)),
		sale.packagesGrosze !== 0 && words.packages(money(-sale.packagesGrosze)),
		sale.buyerNip !== undefined && words.nip(sale.buyerNip),
	].filter(part => part !== false);
	const isWide = Math.abs(sale.dueGrosze) >= 10_000_00;
	return (
		<div class="display">
			{children}
			<div class="total">
				<span class="word">{dueWord ?? (sale.dueGrosze < 0 ? words.payOut : words.due)}</span>
				<span class="aside">{aside ?? parts.join(' · ')}</span>
				<span class={`sum ${isWide ? 'wide' : ''}`} data-testid="total" data-grosze={sale.dueGrosze}>
					{money(Math.abs(sale.dueGrosze))}
					<Zloty />
				</span>
				<span class="split">
					{sale.split.length > 1 &&
						sale.split.map(({route, dueGrosze}, index) => (
							<span key={route} data-testid={`split-${route}`}>
								{words.slip(index + 1, route === 'alcohol')} <b>{zloty(dueGrosze)}</b>
							</span>
						))}
				</span>
			</div>
		</div>
	);
}

export function Zloty() {
	return <span class="unit">{useDesk().words.value.zloty}</span>;
}

interface LastProps {
	readonly name: string;
	readonly sub: string;
	readonly amountGrosze: number;
	readonly testId: string;
}

/** Another last thing than goods: what the customer gave, what the change is. */
export function Last({name, sub, amountGrosze, testId}: LastProps) {
	return (
		<div class="last" data-testid={testId}>
			<span class="number" />
			<span class="name">{name}</span>
			<span class="sub">{sub}</span>
			<span class="sum">{money(amountGrosze)}</span>
		</div>
	);
}
