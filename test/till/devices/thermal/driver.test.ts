import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {grosze} from '../../../../till/domain/money.ts';
import {decide} from '../../../../till/domain/verdict.ts';
import {anyLine} from '../any-line.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf} from '../slips.ts';
import {closed, evidenceOf, hearTill, listeningBench, memoryBench, milkAndBread, opened, printed} from './bench.ts';

test('what is said of a slip, from its beginning to its end', async t => {
	const bench = await listeningBench();
	await opened(bench);
	t.deepEqual(bench.said.splice(0), ['DLE', '3#e', '23#s', '28#s', '0;1$h', '1$l', '6$l', '#n']);
	t.deepEqual(await closed(bench), printed);
	t.deepEqual(bench.said, ['3#e', '0;0;0;0;1;0;0;0;1;1;1$x', '23#s']);
});

test('the printer’s memory is the evidence, and its numbers are counted since the last report', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await bench.run(bench.printer.cancel());
	await opened(bench);
	t.deepEqual(await closed(bench), {outcome: 'confirmed', value: {fiscalNumber: 2}});
	t.deepEqual((await evidenceOf(bench)) as unknown, {
		uniqueNumber: 'ABC1234567890',
		dailyReportCount: 0,
		completedCount: 1,
		cancelledCount: 1,
		lastReceiptNumber: 2,
		printoutCount: 2,
		memoryClearCount: 0,
		transaction: 'none',
		dayGrossByLetter: {C: 698},
	});
	t.deepEqual(await bench.run(bench.printer.dailyReport('2026-11-23')), {outcome: 'confirmed', value: {}});
	const {dailyReportCount, printoutCount, lastReceiptNumber} = await evidenceOf(bench);
	t.deepEqual(
		{dailyReportCount, printoutCount, lastReceiptNumber},
		{
			dailyReportCount: 20_261_123,
			printoutCount: 3,
			lastReceiptNumber: 0,
		},
	);
});

test('a second report of the same day shows by its printout, where the day and the counters do not', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	await bench.run(bench.printer.dailyReport('2026-11-23'));
	const before = await evidenceOf(bench);
	bench.simulator.setFault({kind: 'sale-meanwhile', command: '#r'});
	await bench.run(bench.printer.dailyReport('2026-11-23'));
	const now = await evidenceOf(bench);
	t.is(now.dailyReportCount, before.dailyReportCount);
	t.is(now.completedCount, before.completedCount);
	t.is(decide({slip: milkAndBottles, before}, now).kind, 'unclear');
});

test('a cut cable means that nothing is sent, and the call may be repeated', async t => {
	const bench = await listeningBench();
	bench.cable.cut();
	const opening = await opened(bench);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'not-connected');
	t.deepEqual(bench.said, []);
	bench.cable.restore();
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a cable cut while a line is being printed leaves it unknown', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'delay-answer', command: '$l', delayMs: 500});
	bench.clock.after(200, bench.cable.cut);
	t.is((await opened(bench)).outcome, 'unknown');
	bench.cable.restore();
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).cancelledCount, 1);
});

test('a closing is sent once, whatever the silence; only the counters are asked', async t => {
	const bench = await listeningBench();
	await opened(bench);
	bench.said.splice(0);
	bench.simulator.setFault({kind: 'lose-command', command: '1$e'});
	t.is((await closed(bench)).outcome, 'unknown');
	t.deepEqual(
		bench.said.filter(word => word.includes('$')),
		['0;0;0;0;1;0;0;0;1;1;1$x'],
	);
	t.is((await evidenceOf(bench)).transaction, 'open');
});

for (const kind of ['lose-answer-of', 'duplicate-answer', 'bad-crc'] as const) {
	test(`a slip that was printed is confirmed by the counters, whatever became of its answer: ${kind}`, async t => {
		const bench = await memoryBench();
		await opened(bench);
		bench.simulator.setFault({kind, command: '1$e'});
		t.deepEqual(await closed(bench), printed);
	});
}

test('without paper nothing is begun and nothing but DLE is said', async t => {
	const bench = await listeningBench();
	bench.simulator.setFault({kind: 'paper-out'});
	for (const call of [opened(bench), bench.run(bench.printer.evidence()), bench.run(bench.printer.cancel())]) {
		const outcome = await call;
		t.is(outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome, 'paper-out');
	}
	t.deepEqual([...new Set(bench.said)], ['DLE']);
	bench.simulator.clearFault('paper-out');
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('paper that runs out within a slip is waited for, and the status is told meanwhile', async t => {
	const bench = await memoryBench();
	hearTill(bench, word => {
		if (word === '1$l') bench.simulator.setFault({kind: 'paper-out'});
	});
	const opening = bench.printer.open(milkAndBread);
	await bench.clock.pass(300_000);
	t.is((await bench.run(bench.printer.status())).condition, 'paper-out');
	bench.simulator.clearFault('paper-out');
	t.is((await bench.run(opening)).outcome, 'confirmed');
});

test('an open cover is waited out as a fault of the mechanism', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'cover-open'});
	const closing = bench.printer.close(milkAndBottles, {
		onWaiting: ({condition}) => condition === 'mechanism' && bench.simulator.clearFault('cover-open'),
	});
	t.deepEqual(await bench.run(closing), printed);
});

test('a printer that prints for long is waited for while it says that its command is not done', async t => {
	const bench = await memoryBench({printMs: 2500});
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), printed);
});

test('a printer that never answers is disconnected, and nothing is begun with it', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'silent'});
	t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
	for (const call of [opened(bench), bench.run(bench.printer.evidence())]) {
		const outcome = await call;
		t.is(outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome, 'not-connected');
	}
});

test('noise on the line changes nothing', async t => {
	const bench = await memoryBench();
	bench.cable.device.onBytes(() => bench.cable.noiseToTill(Uint8Array.of(0xff, 0x02, 0x41, 0x00)));
	t.is((await opened(bench)).outcome, 'confirmed');
	t.is((await closed(bench)).outcome, 'confirmed');
});

test('words about commands are understood with a check byte too', async t => {
	const bench = await memoryBench({checksWords: true});
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), printed);
});

test('sums that the printer does not reckon itself are refused, and nothing is sold', async t => {
	for (const slip of [milkAndBottles, milkAndBread]) {
		const bench = await memoryBench();
		await opened(bench, slip);
		const closing = await closed(bench, {...slip, goodsGrosze: grosze(slip.goodsGrosze + 1)});
		t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'totals');
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.deepEqual(bookOf(bench), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
		t.regex(lastSlip(bench), /ANULOWANY/);
	}
});

test('a slip begun while another is open is refused', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const second = await opened(bench);
	t.is(second.outcome === 'refused' ? second.fault.code : second.outcome, 'transaction-open');
});

for (const kind of ['sale-meanwhile', 'memory-clear'] as const) {
	test(`a slip is not confirmed where somebody had a hand in the counters: ${kind}`, async t => {
		const bench = await memoryBench();
		await opened(bench);
		await closed(bench);
		bench.simulator.setFault({kind, command: '$h'});
		t.is((await opened(bench)).outcome, 'confirmed');
		t.is((await closed(bench)).outcome, 'unknown');
	});
}

test('a daily report whose answer was lost is believed with the counters, and not without', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	bench.simulator.setFault({kind: 'lose-answer-of', command: '#r'});
	t.is((await bench.run(bench.printer.dailyReport('2026-11-23'))).outcome, 'confirmed');
	await opened(bench);
	await closed(bench);
	bench.simulator.setFault({kind: 'lose-command', command: '#r'});
	t.is((await bench.run(bench.printer.dailyReport('2026-11-23'))).outcome, 'unknown');
	const refusal = await bench.run(bench.printer.dailyReport('2026-11-22'));
	t.is(refusal.outcome === 'refused' ? refusal.fault.code : refusal.outcome, 'clock');
});

test('a good that was sold at a lower rate once may not be sold at a higher one', async t => {
	const bench = await memoryBench();
	for (const letter of ['A', 'C'] as const) {
		const slip = slipOf({lines: [piecesLine('Sok jabłkowy', letter, 1, 500)]});
		await opened(bench, slip);
		await closed(bench, slip);
	}
	t.deepEqual(await bench.run(bench.printer.maySell('Sok jabłkowy', 'A')), {outcome: 'confirmed', value: false});
	t.deepEqual(await bench.run(bench.printer.maySell('SOK-JABŁKOWY', 'C')), {outcome: 'confirmed', value: true});
	bench.simulator.setFault({kind: 'refuse', command: '$g', code: 255});
	t.deepEqual(await bench.run(bench.printer.maySell('Sok jabłkowy', 'A')), {outcome: 'confirmed', value: true});
});

test('more cash than there is in the drawer is not taken out of it', async t => {
	const bench = await memoryBench();
	const move = await bench.run(bench.printer.moveCash({direction: 'out', amountGrosze: grosze(100)}));
	t.is(move.outcome === 'refused' ? move.fault.detail : move.outcome, 'Thermal 32: not so much cash in the drawer');
});

test('the kind of each payment is on the paper as the maker has it', async t => {
	const tenders = [
		{kind: 'card', amountGrosze: grosze(898)},
		{kind: 'cash', amountGrosze: grosze(1000)},
	] as const;
	const goods = {...milkAndBread, tenders, changeGrosze: grosze(1898 - milkAndBread.goodsGrosze)};
	const dialects = [{}, {maker: 'novitus'}, {closing: '$y'}] as const;
	for (const dialect of dialects) {
		const bench = await memoryBench(dialect);
		await opened(bench, goods);
		t.deepEqual(await closed(bench, goods), printed);
		t.regex(lastSlip(bench), /KARTA +8,98/);
		t.regex(lastSlip(bench), /GOTÓWKA +10,00/);
		t.regex(lastSlip(bench), /RESZTA +7,80/);
	}
	const transfer = {
		...milkAndBread,
		tenders: [{kind: 'transfer', amountGrosze: milkAndBread.dueGrosze}] as const,
		changeGrosze: grosze(0),
	};
	const novitus = await memoryBench({maker: 'novitus'});
	await opened(novitus, transfer);
	t.deepEqual(await closed(novitus, transfer), printed);
	t.regex(lastSlip(novitus), /PRZELEW +11,18/);
});

test('lines of the slip for its footer come under the fiscal part, in either closing', async t => {
	for (const slip of [milkAndBottles, milkAndBread]) {
		const bench = await memoryBench();
		const thankful = {...slip, footerLines: ['Punkty na karcie: 12', 'Dziękujemy']};
		await opened(bench, thankful);
		t.deepEqual(await closed(bench, thankful), printed);
		t.regex(lastSlip(bench), /SUMA PLN[\s\S]*Punkty na karcie: 12\n.*Dziękujemy/);
	}
});

test('a printer that wants commas is spoken to with commas', async t => {
	const bench = await memoryBench({decimalSeparator: ','});
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), printed);
});

const anyDialect = fc.record({
	maker: fc.constantFrom('posnet', 'novitus'),
	closing: fc.constantFrom('$e', '$x', '$y'),
	decimalSeparator: fc.constantFrom('.', ','),
});

testProp(
	'whatever is sold, the printer reckons the same sums by its own arithmetic',
	[anyDialect, fc.array(anyLine, {minLength: 1, maxLength: 12}), fc.nat(20), fc.nat(5000), fc.boolean()],
	async (t, dialect, lines, bottles, extra, byCard) => {
		const bench = await memoryBench(dialect);
		const deposits = bottles > 0 ? [petDeposit(bottles)] : [];
		const {dueGrosze} = slipOf({lines, deposits});
		const slip = slipOf({lines, deposits, ...(!byCard && {cashGrosze: dueGrosze + extra})});
		t.is((await opened(bench, slip)).outcome, 'confirmed');
		t.is((await closed(bench, slip)).outcome, 'confirmed');
		t.is(bookOf(bench).grossGrosze, slip.goodsGrosze);
		const printedTax = /SUMA PTU +(\d+),(\d\d)/.exec(lastSlip(bench));
		const tax = slip.vat.reduce((sum, {vatGrosze}) => sum + vatGrosze, 0);
		t.is(Number(printedTax?.[1]) * 100 + Number(printedTax?.[2]), tax);
	},
	{numRuns: 60},
);
