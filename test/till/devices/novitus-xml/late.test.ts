/** Printers that answer before they have done the work; whether there are any no document says. */
import test from 'ava';
import {grosze} from '../../../../till/domain/money.ts';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, piecesLine, slipOf} from '../slips.ts';
import {closed, faultOfOpening, memoryBench, opened} from './bench.ts';

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

test('a late printer’s refused line is found missing, and named when the slip is tried again', async t => {
	const bench = await memoryBench({answersEarly: true, printMs: 30});
	bench.simulator.setFault({kind: 'refuse', command: 'item', code: 19});
	t.is((await faultOfOpening(bench, threeLines)).code, 'totals');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	bench.simulator.setFault({kind: 'refuse', command: 'item', code: 19});
	const again = await opened(bench, threeLines);
	t.is(again.outcome === 'refused' && again.fault.line, 1);
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
