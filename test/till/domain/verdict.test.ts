import test from 'ava';
import type {PrinterEvidence} from '../../../till/domain/evidence.ts';
import {grosze} from '../../../till/domain/money.ts';
import {systemNumberOf} from '../../../till/domain/slip.ts';
import {decide, decideAgain} from '../../../till/domain/verdict.ts';
import {milkAndBottles} from '../devices/slips.ts';

const requestId = 'bd6ea2ae7be8d3331c4ee9dbc4ca82a9';
const before: PrinterEvidence = {
	uniqueNumber: 'ZBN1901007094',
	dailyReportCount: 71,
	completedCount: 1278,
	lastReceiptNumber: 1278,
	printoutCount: 1278,
	transaction: 'none',
	dayGrossByLetter: {A: grosze(4500)},
};
const soldBefore = {slip: milkAndBottles, before, requestId};
const counted = {completedCount: 1279, lastReceiptNumber: 1279, printoutCount: 1279};
const milkSold = {...counted, dayGrossByLetter: {A: grosze(4500), C: milkAndBottles.goodsGrosze}};
const request = (state: NonNullable<PrinterEvidence['request']>['state'], fiscalNumber?: number) => ({
	request: {requestId, state, ...(fiscalNumber !== undefined && {fiscalNumber})},
});

test('a request says itself what became of it, whatever was printed beside it', t => {
	const other = {...before, ...counted};
	t.deepEqual(decide(soldBefore, {...other, ...request('done', 1280)}), {
		kind: 'printed',
		fiscalNumber: 1280,
		footerPending: false,
	});
	t.is(decide(soldBefore, {...other, ...request('failed')}).kind, 'not-printed');
	t.is(decide(soldBefore, {...other, ...request('stored'), transaction: 'open'}).kind, 'not-printed');
	t.is(decide(soldBefore, {...other, ...request('waiting'), transaction: 'open'}).kind, 'waiting');
});

test('a forgotten request is decided by the counters, and by nothing less than an exact difference', t => {
	const forgotten = request('forgotten');
	t.is(decide(soldBefore, {...before, ...forgotten}).kind, 'not-printed', 'it was taken back');
	t.deepEqual(decide(soldBefore, {...before, ...milkSold, ...forgotten}), {
		kind: 'printed',
		fiscalNumber: 1279,
		footerPending: false,
	});
	t.is(decide(soldBefore, {...before, ...counted, ...forgotten}).kind, 'unclear', 'a document that sold nothing');
	t.is(decide(soldBefore, {...before, ...forgotten, dailyReportCount: 72}).kind, 'unclear');
});

test('what is said of another request, or of another printer, decides nothing', t => {
	t.is(decide(soldBefore, before).kind, 'unclear');
	t.is(decide({...soldBefore, requestId: 'f'.repeat(32)}, {...before, ...request('done', 1279)}).kind, 'unclear');
	t.is(decide(soldBefore, {...before, ...request('done', 3), uniqueNumber: 'ZBN1901007095'}).kind, 'unclear');
});

test('a slip that bears its own number has the number of today, where a report came between its counters and its beginning', t => {
	const {requestId: _request, ...known} = soldBefore;
	const own = {lastTransaction: {systemNumber: systemNumberOf(milkAndBottles), state: 'closed'}} as const;
	const numbered = (now: Partial<PrinterEvidence>) => decide(known, {...before, ...own, ...now});
	t.like(numbered({dailyReportCount: 72, lastReceiptNumber: 1}), {kind: 'printed', fiscalNumber: 1});
	// The report came after the slip.
	t.like(numbered({dailyReportCount: 72, lastReceiptNumber: 0}), {kind: 'printed', fiscalNumber: 1279});
	t.like(numbered({memoryClearCount: 1, lastReceiptNumber: 4}), {kind: 'printed', fiscalNumber: 4});
	t.like(numbered({lastReceiptNumber: 1279}), {kind: 'printed', fiscalNumber: 1279});
	// Not counted yet.
	t.like(numbered({lastReceiptNumber: 1278}), {kind: 'printed', fiscalNumber: 1279});
	// A report before the slip and another after it: only the printer can say, and where it does, nothing else counts.
	const told = {lastTransaction: {...own.lastTransaction, fiscalNumber: 1}};
	t.like(numbered({...told, dailyReportCount: 73, lastReceiptNumber: 0}), {kind: 'printed', fiscalNumber: 1});
});

const nameless: PrinterEvidence = {
	uniqueNumber: 'EAC 1801234567',
	namedBy: 'profile',
	dailyReportCount: 71,
	completedCount: 12,
	mayCountCancelled: true,
	lastReceiptNumber: 12,
	transaction: 'none',
	dayGrossByLetter: {A: grosze(4500)},
};

test('where nobody knows whether cancelled receipts are counted, totals that did not grow say that nothing was sold', t => {
	const known = {slip: milkAndBottles, before: nameless};
	const cancelled = {...nameless, completedCount: 13, lastReceiptNumber: 13};
	t.is(decide(known, cancelled).kind, 'not-printed');
	const {dayGrossByLetter: _gross, ...untold} = cancelled;
	t.is(decide(known, untold).kind, 'unclear');
	t.is(
		decide(known, {...cancelled, dayGrossByLetter: {A: grosze(4500), C: milkAndBottles.goodsGrosze}}).kind,
		'printed',
	);
	t.is(decide(known, {...cancelled, completedCount: 14}).kind, 'unclear');
});

test('a printer that cannot say who it is proves nothing while it has sold nothing', t => {
	const morning = {...nameless, completedCount: 0, lastReceiptNumber: 0, dayGrossByLetter: {}};
	const known = {slip: milkAndBottles, before: morning};
	t.is(decide(known, morning).kind, 'unclear');
	t.is(decide(known, {...morning, completedCount: 1}).kind, 'unclear');
	t.is(decideAgain(known, morning).kind, 'not-printed', 'the cashier has said so already');
	t.is(decide(known, {...morning, transaction: 'open'}).kind, 'open');
	const {namedBy: _namedBy, ...named} = morning;
	t.is(decide({...known, before: named}, named).kind, 'not-printed');
	const sold = {...morning, completedCount: 1, lastReceiptNumber: 1, dayGrossByLetter: {C: milkAndBottles.goodsGrosze}};
	t.is(decide(known, sold).kind, 'printed');
	t.is(decide({...known, before: nameless}, nameless).kind, 'not-printed');
});
