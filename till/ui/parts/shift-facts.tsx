/** What a shift came to: while it runs without what has to be in the drawer, and after the count all of it. */
import type {ShiftReport, ShiftScreen} from '../../api/shift-view.ts';
import {useDesk} from '../desk-context.ts';
import {foreignMoney, money, zloty} from '../format.ts';
import type {ShiftWords} from '../words/shift-kinds.ts';
import {ParkedNote} from './parked-note.tsx';

type Row = readonly [name: string, value: string, testId: string];

export function ShiftFacts({view}: {readonly view: ShiftScreen}) {
	const words = useDesk().words.value.shift;
	const {closed} = view;
	const shift = closed ?? view.shift;
	return (
		<section class={`shift-facts ${closed === undefined ? '' : 'closed'}`} aria-label={words.title}>
			<h1>{closed === undefined ? words.title : words.report}</h1>
			{shift === undefined ? (
				<p>{view.state === 'reading' ? words.reading : words.none}</p>
			) : (
				<>
					<p>
						{words.openedBy(shift.openedBy.name)}, {words.since(shift.openedAt.slice(11, 16))}
					</p>
					{closed !== undefined && <p>{words.closedBy(closed.closedBy)}</p>}
					<dl>
						{rowsOf(shift, closed, words).map(([name, value, testId]) => (
							<div key={name} data-testid={testId}>
								<dt>{name}</dt>
								<dd>{value}</dd>
							</div>
						))}
					</dl>
					{closed === undefined ? <ParkedNote /> : <Verdict report={closed} />}
				</>
			)}
		</section>
	);
}

function rowsOf(
	shift: Omit<NonNullable<ShiftScreen['shift']>, 'currencies'>,
	closed: ShiftReport | undefined,
	words: ShiftWords,
): readonly Row[] {
	const {floatGrosze, receiptCount, paidInGrosze, paidOutGrosze, refundedGrosze} = shift;
	const rows: Row[] = [
		[words.receipts, String(receiptCount), 'shift-receipts'],
		[words.float, zloty(floatGrosze), 'shift-float'],
		[words.paidIn, zloty(paidInGrosze), 'shift-paid-in'],
		[words.paidOut, zloty(paidOutGrosze), 'shift-paid-out'],
		[words.refunded, zloty(refundedGrosze), 'shift-refunded'],
	];
	if (closed === undefined) return rows;
	return [
		...rows,
		[words.taken, zloty(closed.takenGrosze), 'shift-taken'],
		[words.expected, zloty(closed.expectedGrosze), 'shift-expected'],
		[words.counted, zloty(closed.countedGrosze), 'shift-counted'],
		...closed.countedForeign.map(({currency, countedMinor, expectedMinor}): Row => {
			const value = `${money(countedMinor)} / ${foreignMoney(currency, expectedMinor)}`;
			return [words.countedIn(currency), value, `shift-${currency}`];
		}),
	];
}

function Verdict({report: {differenceGrosze, countedForeign}}: {readonly report: ShiftReport}) {
	const words = useDesk().words.value.shift;
	const differences = [
		{size: differenceGrosze, written: zloty(Math.abs(differenceGrosze))},
		...countedForeign.map(({currency, countedMinor, expectedMinor}) => {
			const size = countedMinor - expectedMinor;
			return {size, written: foreignMoney(currency, Math.abs(size))};
		}),
	];
	const listed = (sentence: string, some: typeof differences) =>
		some.length === 0 ? [] : [`${sentence}: ${some.map(({written}) => written).join(', ')}`];
	const sentences = [
		...listed(
			words.missing,
			differences.filter(({size}) => size < 0),
		),
		...listed(
			words.tooMuch,
			differences.filter(({size}) => size > 0),
		),
	];
	const tone = sentences.length === 0 ? 'good' : 'stop';
	return (
		<p class={`verdict ${tone}`} role="status" data-testid="shift-difference" data-grosze={differenceGrosze}>
			{sentences.length === 0 ? words.agrees : sentences.join('. ')}
		</p>
	);
}
