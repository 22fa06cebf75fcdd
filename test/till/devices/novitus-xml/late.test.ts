/** Printers that answer before they have done the work; whether there are any no document says. */
import test from 'ava';
import {grosze} from '../../../../till/domain/money.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, piecesLine, slipOf} from '../slips.ts';
import {closed, evidenceOf, memoryBench, opened} from './bench.ts';

/** What the manufacturer wants to pass between a command and the question what became of it. */
const momentMs = 100;

const threeLines = slipOf({
	lines: [piecesLine('Chleb', 'C', 1, 499), piecesLine('Masło', 'C', 1, 799), piecesLine('Wino', 'A', 1, 2999)],
	cashGrosze: 5000,
});

test('a printer that answers before it has done the work is waited for', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 1500});
	t.is((await opened(bench, threeLines)).outcome, 'confirmed');
	t.deepEqual(await closed(bench, threeLines), {outcome: 'confirmed', value: {fiscalNumber: 1}});
	await opened(bench);
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).cancelledCount, 1);
	const float = {direction: 'in', amountGrosze: grosze(100)} as const;
	t.is((await bench.run(bench.printer.moveCash(float))).outcome, 'confirmed');
	t.is((await bench.run(bench.printer.dailyReport('2026-11-23'))).outcome, 'confirmed');
});

test('a printer that has done its work when it answers is never given time for it', async t => {
	const bench = await memoryBench({delayMs: 0});
	const beganMs = bench.clock.now();
	await opened(bench, threeLines);
	await closed(bench, threeLines);
	t.true(bench.clock.now() - beganMs < momentMs);
});

test('one that was late once is given its moment after every command, until the next connection', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30, delayMs: 0});
	const tookMs = async () => {
		const beganMs = bench.clock.now();
		t.is((await opened(bench, threeLines)).outcome, 'confirmed');
		const isPrinted = (await closed(bench, threeLines)).outcome === 'confirmed';
		t.true(isPrinted);
		return bench.clock.now() - beganMs;
	};
	const firstMs = await tookMs();
	const commandCount = threeLines.lines.length + threeLines.tenders.length + 3;
	t.true((await tookMs()) >= commandCount * momentMs);
	bench.cable.cut();
	bench.cable.restore();
	t.is(await tookMs(), firstMs);
});

test('a late printer refuses a closing for what it says of that closing, and for nothing older', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30});
	const wrong = {...threeLines, goodsGrosze: grosze(threeLines.goodsGrosze + 1)};
	await opened(bench, wrong);
	const closing = await closed(bench, wrong);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'totals');
	// The error of that closing still stands when the next slip begins.
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is((await opened(bench, threeLines)).outcome, 'confirmed');
	t.deepEqual(await closed(bench, threeLines), {outcome: 'confirmed', value: {fiscalNumber: 2}});
	t.is(bookOf(bench).receiptCount, 1);
});

test('a closing that a late printer still has to do is waited for before a receipt is said to be open', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 80});
	await opened(bench, threeLines);
	bench.clock.after(20, bench.cable.cut);
	t.is((await closed(bench, threeLines)).outcome, 'unknown');
	bench.cable.restore();
	t.like(await evidenceOf(bench), {transaction: 'none', completedCount: 1, lastTransaction: {state: 'closed'}});
});

test('nor is it said while that waits for paper', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30});
	await opened(bench, threeLines);
	bench.simulator.setFault({kind: 'paper-out'});
	bench.clock.after(500, bench.cable.cut);
	t.is((await closed(bench, threeLines)).outcome, 'unknown');
	bench.cable.restore();
	const asked = await bench.run(bench.printer.evidence());
	t.is(asked.outcome === 'refused' ? asked.fault.code : asked.outcome, 'paper-out');
	bench.simulator.clearFault('paper-out');
	t.like(await evidenceOf(bench), {transaction: 'none', completedCount: 1});
});

test('a late printer’s refused line is named', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30});
	bench.simulator.setFault({kind: 'refuse', command: 'item', code: 19});
	const opening = await opened(bench, threeLines);
	t.is(opening.outcome === 'refused' && opening.fault.line, 1);
});

test('what waits for paper in a late printer when the till dies never comes onto the slip that is told anew', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30});
	bench.simulator.setFault({kind: 'paper-out'});
	const dying = bench.printer.open(threeLines);
	bench.clock.after(5000, bench.cable.cut);
	t.is((await bench.run(dying)).outcome, 'unknown');
	bench.cable.restore();
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	bench.clock.after(3000, () => bench.simulator.clearFault('paper-out'));
	const again = await opened(bench, threeLines);
	if (again.outcome !== 'confirmed') {
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is((await opened(bench, threeLines)).outcome, 'confirmed');
	}
	t.is((await closed(bench, threeLines)).outcome, 'confirmed');
	t.deepEqual(bookOf(bench), {...bookOf(bench), receiptCount: 1, grossGrosze: threeLines.goodsGrosze});
	t.regex(lastSlip(bench), /RESZTA +7,03/);
});

test('so is its paper, when it is closed', async t => {
	const bench = await memoryBench({answersEarly: true});
	await opened(bench);
	bench.simulator.setFault({kind: 'paper-out'});
	const heard: string[] = [];
	const closing = bench.printer.close(milkAndBottles, {
		onWaiting: ({condition}) => heard.push(condition) === 30 && bench.simulator.clearFault('paper-out'),
	});
	t.is((await bench.run(closing)).outcome, 'confirmed');
	t.deepEqual([...new Set(heard)], ['paper-out']);
});
