import test from 'ava';
import {hasNothingToReport, letterGross, type ReportIntent, reportVerdict} from '../../../till/domain/daily-report.ts';
import type {PrinterEvidence} from '../../../till/domain/evidence.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {PrinterHealth, PrinterTotals} from '../../../till/domain/printer-account.ts';

const before: PrinterEvidence = {
	uniqueNumber: 'ZBF 1',
	dailyReportCount: 41,
	completedCount: 118,
	lastReceiptNumber: 120,
	memoryClearCount: 0,
	transaction: 'none',
};
const intent: ReportIntent = {
	cashier: {id: '5', name: 'Ewa'},
	before,
	totals: {receiptCount: 118, grossByLetter: {A: grosze(123_45)}},
};
const quiet: PrinterTotals = {uniqueNumber: 'ZBF 1', grossByLetter: {}, receiptCount: 0, cancelledCount: 0};
const well: PrinterHealth = {blocks: [], warnings: [], detail: ''};

test('a report that was not answered was printed when the printer counts another one', t => {
	t.is(reportVerdict(intent, {...before, dailyReportCount: 42, completedCount: 0, lastReceiptNumber: 0}), 'printed');
	t.is(reportVerdict(intent, before), 'not-printed');
});

test('another printer, or one whose memory was cleared, does not know', t => {
	t.is(reportVerdict(intent, {...before, uniqueNumber: 'ZBF 9', dailyReportCount: 42}), 'unknown');
	t.is(reportVerdict(intent, {...before, memoryClearCount: 1}), 'unknown');
});

test('a printer on which nothing was sold is not asked for a report', t => {
	t.true(hasNothingToReport(quiet, well));
	t.false(hasNothingToReport({...quiet, receiptCount: 1}, well));
	t.false(hasNothingToReport({...quiet, cancelledCount: 1}, well), 'a cancelled receipt is reported');
	t.false(hasNothingToReport({...quiet, grossByLetter: {B: grosze(1)}}, well));
});

test('a printer that wants a report, or does not tell what it cancelled, is asked', t => {
	t.false(hasNothingToReport(quiet, {...well, unreportedSince: '2026-11-23'}));
	t.false(hasNothingToReport(quiet, {...well, blocks: ['report-due']}));
	const {cancelledCount: _untold, ...silent} = quiet;
	t.false(hasNothingToReport(silent, well));
});

test('only letters that were sold under are written down, in their order', t => {
	t.deepEqual(letterGross({C: grosze(5), A: grosze(7), B: grosze(0)}), [
		{letter: 'A', grossGrosze: grosze(7)},
		{letter: 'C', grossGrosze: grosze(5)},
	]);
});
