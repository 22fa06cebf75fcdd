import test from 'ava';
import type {DocumentSums, PrinterEvidence} from '../../../till/domain/evidence.ts';
import {grosze} from '../../../till/domain/money.ts';
import {type PrintEvent, type PrintJob, type PrintState, stepPrintJob} from '../../../till/domain/print-job.ts';
import {decide, type Verdict} from '../../../till/domain/verdict.ts';
import {documentOf, jobAt, quiet, waterSlip} from './slips.ts';

const at = '2026-11-23T15:04:05+01:00';
const printedNow: PrinterEvidence = {
	...quiet,
	completedCount: 41,
	lastReceiptNumber: 43,
	lastDocument: documentOf(waterSlip),
};
const cancelledNow: PrinterEvidence = {...quiet, cancelledCount: 3, lastReceiptNumber: 43};
const otherSums: DocumentSums = {
	...documentOf(waterSlip),
	grossByLetter: {A: grosze(398), B: grosze(1)},
};
const printed = (footerPending: boolean): Verdict => ({kind: 'printed', fiscalNumber: 43, footerPending});

const decisions: readonly (readonly [string, Partial<PrinterEvidence>, Verdict])[] = [
	['another printer was plugged in: nobody knows', {...printedNow, uniqueNumber: 'ZBF 9'}, {kind: 'unclear'}],
	['the receipt is still open: not printed, to be cancelled', {transaction: 'open'}, {kind: 'open'}],
	[
		'a receipt is open, but another was counted meanwhile: nobody knows whose is open',
		{...printedNow, transaction: 'open'},
		{kind: 'unclear'},
	],
	[
		'the footer is pending after one more receipt with these sums: printed, the footer is to be finished',
		{...printedNow, transaction: 'footer-pending'},
		printed(true),
	],
	[
		'the footer is pending and the receipt is not counted yet: printed, with the next number',
		{...quiet, transaction: 'footer-pending', lastDocument: documentOf(waterSlip)},
		printed(true),
	],
	[
		'the footer of other sums is pending: nobody knows',
		{...printedNow, transaction: 'footer-pending', lastDocument: otherSums},
		{kind: 'unclear'},
	],
	[
		'a footer is pending after two receipts: nobody knows',
		{...printedNow, completedCount: 42, transaction: 'footer-pending'},
		{kind: 'unclear'},
	],
	['one receipt more and these sums: printed', printedNow, printed(false)],
	['one receipt more and other sums: nobody knows', {...printedNow, lastDocument: otherSums}, {kind: 'unclear'}],
	[
		'one receipt more and other deposits: nobody knows',
		{...printedNow, lastDocument: {...documentOf(waterSlip), depositsChargedGrosze: grosze(0)}},
		{kind: 'unclear'},
	],
	['nothing was counted: not printed', quiet, {kind: 'not-printed'}],
	[
		'nothing was counted, though the sums are the same as of the receipt before: not printed',
		{lastDocument: documentOf(waterSlip)},
		{kind: 'not-printed'},
	],
	['one cancelled receipt more: not printed', cancelledNow, {kind: 'not-printed'}],
	['two cancelled receipts more: nobody knows', {...cancelledNow, cancelledCount: 4}, {kind: 'unclear'}],
	['one printed and one cancelled: nobody knows', {...printedNow, cancelledCount: 3}, {kind: 'unclear'}],
	['two receipts more: nobody knows', {...printedNow, completedCount: 42}, {kind: 'unclear'}],
	['fewer receipts than before: nobody knows', {...quiet, completedCount: 39}, {kind: 'unclear'}],
	['the working memory was cleared: nobody knows', {...printedNow, memoryClearCount: 1}, {kind: 'unclear'}],
	[
		'a daily report was made meanwhile: nobody knows',
		{...printedNow, dailyReportCount: 8, completedCount: 1, lastReceiptNumber: 1},
		{kind: 'unclear'},
	],
];
for (const [title, now, verdict] of decisions) {
	test(`after a silence, ${title}`, t => {
		t.deepEqual(decide(jobAt({at: 'asking'}), {...quiet, ...now}), verdict);
	});
}

const stopped: PrintState = {at: 'stopped', reason: {code: 'silent', detail: ''}};
const asking: PrintState = {at: 'asking'};

test('what the printer answers to the closing is believed', t => {
	const {job, effects} = stepPrintJob(jobAt({at: 'closing'}), {on: 'closed', fiscalNumber: 43, at});
	t.deepEqual(job.state, {at: 'printed', fiscalNumber: 43, proof: 'answer', printedAt: at});
	t.deepEqual(effects, []);
});

test('a closing that is not answered is asked after, never sent again', t => {
	const {job, effects} = stepPrintJob(jobAt({at: 'closing'}), {on: 'close-silent'});
	t.deepEqual(job.state, asking);
	t.deepEqual(effects, ['read-evidence']);
});

test('a slip that the counters prove gets their number, and a pending footer is finished', t => {
	const now: PrinterEvidence = {...printedNow, transaction: 'footer-pending'};
	const {job, effects} = stepPrintJob(jobAt(asking), {on: 'evidence', now, at});
	t.deepEqual(job.state, {at: 'printed', fiscalNumber: 43, proof: 'counters', printedAt: at});
	t.deepEqual(effects, ['finish-footer']);
});

test('a slip that is still open after a silence is cancelled and waits for the cashier', t => {
	const {job, effects} = stepPrintJob(jobAt(asking), {on: 'evidence', now: {...quiet, transaction: 'open'}, at});
	t.like(job.state, {at: 'stopped', reason: {code: 'not-printed'}});
	t.deepEqual(effects, ['cancel']);
});

test('where the counters say nothing certain the cashier is asked, and their word is the proof', t => {
	const now: PrinterEvidence = {...printedNow, dailyReportCount: 8, completedCount: 0, lastReceiptNumber: 0};
	const {job} = stepPrintJob(jobAt(asking), {on: 'evidence', now, at});
	t.deepEqual(job.state, {at: 'question', now});
	const yes = stepPrintJob(job, {on: 'cashier-says', printed: true, at});
	t.deepEqual(yes.job.state, {at: 'printed', fiscalNumber: 43, proof: 'cashier', printedAt: at});
	const no = stepPrintJob(job, {on: 'cashier-says', printed: false, at});
	t.like(no.job, {state: {at: 'stopped'}, before: now});
	t.deepEqual(no.effects, []);
});

test('a slip is opened again only after the printer said that nothing is open and that it did not come out', t => {
	const clearing = stepPrintJob(jobAt(stopped), {on: 'print-on'});
	t.deepEqual([clearing.job.state.at, clearing.effects], ['clearing', ['clear']]);
	const cleared = stepPrintJob(clearing.job, {on: 'cleared', now: cancelledNow});
	t.deepEqual([cleared.job.state.at, cleared.job.before, cleared.effects], ['opening', cancelledNow, ['open']]);
	const cameOut = stepPrintJob(clearing.job, {on: 'cleared', now: printedNow});
	t.deepEqual([cameOut.job.state.at, cameOut.job.before, cameOut.effects], ['asking', quiet, ['read-evidence']]);
});

const afterReport: PrinterEvidence = {...quiet, dailyReportCount: 8, completedCount: 0, lastReceiptNumber: 0};

test('a slip that was never closed is not printed, whatever report or receipt came between', t => {
	const opening: PrintJob = {...jobAt({at: 'opening'}), neverClosed: true};
	const stoppedThere = stepPrintJob(opening, {on: 'restart'});
	const clearing = stepPrintJob(stoppedThere.job, {on: 'print-on'});
	const {job, effects} = stepPrintJob(clearing.job, {on: 'cleared', now: afterReport});
	t.like(job, {state: {at: 'opening'}, before: afterReport, neverClosed: true});
	t.deepEqual(effects, ['open']);
});

test('of a slip that may have been closed a report in between is a question', t => {
	const opening: PrintJob = {...jobAt({at: 'opening'}), neverClosed: true};
	const {job: closing} = stepPrintJob(opening, {on: 'opened'});
	const {job: refused} = stepPrintJob(closing, {on: 'close-refused', reason: {code: 'totals', detail: ''}});
	const clearing = stepPrintJob(refused, {on: 'print-on'});
	const {job, effects} = stepPrintJob(clearing.job, {on: 'cleared', now: afterReport});
	t.deepEqual([job.state.at, effects], ['asking', ['read-evidence']]);
});

test('a slip that is begun later has the counters read anew', t => {
	const {job, effects} = stepPrintJob({...jobAt({at: 'planned'}), neverClosed: true}, {on: 'begin-later'});
	t.deepEqual([job.state.at, effects], ['clearing', ['clear']]);
	const begun = stepPrintJob(job, {on: 'cleared', now: afterReport});
	t.like(begun, {job: {state: {at: 'opening'}, before: afterReport}, effects: ['open']});
});

test('a till that starts anew cancels what it was opening and asks after what it was closing', t => {
	const after = (state: PrintState) => stepPrintJob(jobAt(state), {on: 'restart'});
	t.like(after({at: 'opening'}), {job: {state: {at: 'stopped'}}, effects: ['cancel']});
	t.like(after({at: 'closing'}), {job: {state: asking}, effects: ['read-evidence']});
	t.like(after({at: 'question', now: quiet}), {job: {state: asking}, effects: ['read-evidence']});
	t.like(after({at: 'clearing'}), {job: {state: {at: 'stopped'}}, effects: []});
});

test('nothing leads out of printed and given up', t => {
	const ends: readonly PrintState[] = [
		{at: 'printed', fiscalNumber: 43, proof: 'answer', printedAt: at},
		{at: 'abandoned'},
	];
	const reason = {code: 'silent', detail: ''};
	const events: readonly PrintEvent[] = [
		{on: 'begin'},
		{on: 'begin-later'},
		{on: 'opened'},
		{on: 'open-failed', reason},
		{on: 'closed', fiscalNumber: 44, at},
		{on: 'close-refused', reason},
		{on: 'close-silent'},
		{on: 'evidence', now: quiet, at},
		{on: 'cleared', now: quiet},
		{on: 'clear-failed', reason},
		{on: 'print-on'},
		{on: 'cashier-says', printed: false, at},
		{on: 'abandon'},
		{on: 'restart'},
	];
	for (const state of ends) {
		const job = jobAt(state);
		for (const event of events) t.deepEqual(stepPrintJob(job, event), {job, effects: []});
	}
});
