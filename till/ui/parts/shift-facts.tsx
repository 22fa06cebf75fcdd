/** What a shift came to: while it runs without what has to be in the drawer, and after the count all of it. */
import type {ShiftReport, ShiftScreen} from '../../api/shift-view.ts';
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import type {ShiftWords} from '../words/shift-kinds.ts';
import {ParkedNote} from './parked-note.tsx';

type Row = readonly [name: string, value: string, testId: string];

export function ShiftFacts({view}: {readonly view: ShiftScreen}) {
	const words = useDesk().words.value.shift;
	const {closed} = view;
	const shift = closed ?? view.shift;
	return (
		<section class="shift-facts" aria-label={words.title}>
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
	shift: NonNullable<ShiftScreen['shift']>,
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
	];
}

function Verdict({report: {differenceGrosze}}: {readonly report: ShiftReport}) {
	const words = useDesk().words.value.shift;
	const tone = differenceGrosze === 0 ? 'good' : 'stop';
	const sentence = differenceGrosze < 0 ? words.missing : words.tooMuch;
	return (
		<p class={`verdict ${tone}`} role="status" data-testid="shift-difference" data-grosze={differenceGrosze}>
			{differenceGrosze === 0 ? words.agrees : `${sentence}: ${zloty(Math.abs(differenceGrosze))}`}
		</p>
	);
}
