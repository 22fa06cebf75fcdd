/** What a shift that is closed came to beside its cash: other forms of payment, voids, and the drawer without a sale. */
import type {ShiftReport} from '../../api/shift-view.ts';
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';

const kinds = ['card', 'voucher', 'transfer'] as const;

export function ShiftTurnover({report: {cashless, voids, noSaleCount}}: {readonly report: ShiftReport}) {
	const words = useDesk().words.value.shift;
	const rows = [
		...kinds.map(kind => ({name: words.cashless[kind], value: zloty(cashless[kind]), testId: `shift-${kind}`})),
		{name: words.voids(voids.count), value: zloty(voids.amountGrosze), testId: 'shift-voids'},
		{name: words.noSales, value: String(noSaleCount), testId: 'shift-no-sales'},
	];
	return (
		<dl class="card shift-turnover">
			{rows.map(({name, value, testId}) => (
				<div key={testId} data-testid={testId}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
