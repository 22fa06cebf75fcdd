import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {othersNumber} from '../../../../till/devices/simulated/other-hands.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {systemNumberOf} from '../../../../till/domain/slip.ts';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, piecesLine, slipOf} from '../slips.ts';
import {type Bench, closed, evidenceOf, faultOfOpening, listeningBench, memoryBench, opened} from './bench.ts';

const threeLines = slipOf({
	lines: [piecesLine('Chleb', 'C', 1, 499), piecesLine('Masło', 'C', 1, 799), piecesLine('Wino', 'A', 1, 2999)],
	cashGrosze: 5000,
});

test('a cut cable means that nothing is sent, and the call may be repeated', async t => {
	const bench = await listeningBench();
	bench.cable.cut();
	t.is((await faultOfOpening(bench)).code, 'not-connected');
	t.deepEqual(bench.said(), []);
	bench.cable.restore();
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a cable cut while a line is being printed leaves it unknown', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'delay-answer', command: 'item', delayMs: 500});
	bench.clock.after(400, bench.cable.cut);
	t.is((await opened(bench)).outcome, 'unknown');
	bench.cable.restore();
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).cancelledCount, 1);
});

test('one command goes at a time, and what became of it is asked before the next', async t => {
	const bench = await listeningBench();
	await opened(bench);
	await closed(bench);
	t.deepEqual(
		bench.said().filter(word => word !== 'enq'),
		[
			'error set',
			'error set',
			'receipt begin',
			'item sale',
			'container sale',
			'payment add',
			'info lasttransaction',
			'receipt close',
			'info lasttransaction',
		],
	);
	t.is(bench.said().filter(word => word === 'enq').length, 6);
});

test('a closing is sent once, whatever the silence; after it there are only questions', async t => {
	for (const kind of ['lose-command', 'lose-answer-of', 'misread-command'] as const) {
		const bench = await listeningBench();
		await opened(bench);
		bench.simulator.setFault({kind, command: 'receipt close'});
		const before = bench.said().length;
		await closed(bench);
		const [first, ...later] = bench.said().slice(before);
		t.is(first, 'receipt close');
		for (const word of later) t.true(['enq', 'dle', 'error get', 'info lasttransaction'].includes(word), word);
	}
});

test('a closing that never arrived is unknown, and the evidence says that the receipt is open', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'receipt close'});
	t.is((await closed(bench)).outcome, 'unknown');
	t.is((await evidenceOf(bench))?.transaction, 'open');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.deepEqual(bookOf(bench), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
});

test('a closing that arrived damaged is refused: the printer says so and has the receipt open', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'misread-command', command: 'receipt close'});
	const closing = await closed(bench);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'protocol');
	t.is((await closed(bench)).outcome, 'confirmed', 'the printer’s word allows another try');
});

test('somebody else’s receipt, closed in the place of ours, is not taken for ours', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'memory-clear', command: 'receipt close'});
	bench.simulator.setFault({kind: 'sale-meanwhile', command: 'receipt close'});
	t.is((await closed(bench)).outcome, 'unknown');
	t.deepEqual((await evidenceOf(bench))?.lastTransaction, {
		systemNumber: othersNumber,
		state: 'closed',
		fiscalNumber: 1,
	});
});

test('the evidence is what the printer remembers', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	t.deepEqual(before, {
		uniqueNumber: 'BEK 2101002392',
		dailyReportCount: 0,
		completedCount: 0,
		lastReceiptNumber: 0,
		printoutCount: 0,
		memoryClearCount: 0,
		transaction: 'none',
		dayGrossByLetter: {},
	});
	await opened(bench);
	t.like(await evidenceOf(bench), {transaction: 'open', lastTransaction: {systemNumber: '', state: 'open'}});
	await closed(bench);
	t.like(await evidenceOf(bench), {
		completedCount: 1,
		lastReceiptNumber: 1,
		printoutCount: 1,
		transaction: 'none',
		dayGrossByLetter: {C: grosze(698)},
		lastTransaction: {systemNumber: systemNumberOf(milkAndBottles), state: 'closed'},
	});
	await opened(bench, threeLines);
	await bench.run(bench.printer.cancel());
	t.like(await evidenceOf(bench), {completedCount: 1, lastTransaction: {systemNumber: '', state: 'cancelled'}});
});

for (const [command, what] of [
	['item', 'lines'],
	['container', 'packages'],
	['payment', 'grosze paid'],
] as const) {
	test(`a ${command} that was lost on the wire is noticed before the closing`, async t => {
		const bench = await memoryBench();
		bench.simulator.setFault({kind: 'lose-command', command});
		const fault = await faultOfOpening(bench, {
			...milkAndBottles,
			lines: [...milkAndBottles.lines, piecesLine('Chleb', 'C', 1, 499)],
		});
		t.is(fault.code, 'totals');
		t.regex(fault.detail, new RegExp(`of \\d+ ${what} the printer has \\d+`));
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is(bookOf(bench).receiptCount, 0);
	});
}

test('a refused line is named by its number', async t => {
	const bench = await memoryBench();
	const slip = slipOf({lines: [...threeLines.lines, piecesLine('Piwo', 'F', 1, 399)]});
	t.deepEqual(await faultOfOpening(bench, slip), {
		code: 'vat-letter',
		detail: 'Novitus 18: rate of the good: inactive, or the good is locked for it',
		line: 4,
	});
});

test('on a slow wire a late answer about one line is never taken for the answer about the next', async t => {
	const slip = slipOf({lines: [piecesLine('Chleb', 'C', 1, 499), piecesLine('Piwo', 'F', 1, 399)]});
	for (let delayMs = 9800; delayMs < 11_600; delayMs += 200) {
		const bench = await memoryBench({delayMs: 700});
		bench.simulator.setFault({kind: 'delay-answer', command: 'item', delayMs});
		t.like(await faultOfOpening(bench, slip), {code: 'vat-letter', line: 2}, String(delayMs));
	}
});

const questions = ['enq', 'error get', 'info lasttransaction', 'info checkout', 'receipt close', 'dle'];
const trouble = fc.oneof(
	fc.record({
		kind: fc.constantFrom('lose-answer-of', 'duplicate-answer', 'bad-crc', 'lose-command', 'misread-command'),
		command: fc.constantFrom(...questions),
	}),
	fc.record({
		kind: fc.constant('delay-answer'),
		command: fc.constantFrom(...questions),
		delayMs: fc.integer({min: 0, max: 45_000}),
	}),
) as fc.Arbitrary<Parameters<Bench['simulator']['setFault']>[0]>;

testProp(
	'whatever is lost, late or said twice around a closing, no outcome and no evidence is untrue',
	[fc.array(trouble, {maxLength: 6}), fc.array(trouble, {maxLength: 4})],
	async (t, around, after) => {
		const bench = await memoryBench();
		t.is((await opened(bench)).outcome, 'confirmed');
		for (const fault of around) bench.simulator.setFault(fault);
		const closing = await closed(bench);
		const isPrinted = bookOf(bench).receiptCount === 1;
		if (closing.outcome === 'confirmed') t.true(isPrinted);
		if (closing.outcome === 'refused') t.false(isPrinted);
		for (const fault of after) bench.simulator.setFault(fault);
		const evidence = await evidenceOf(bench);
		if (evidence !== undefined) {
			t.is(evidence.lastTransaction?.state, isPrinted ? 'closed' : 'open');
			t.is(evidence.transaction, isPrinted ? 'none' : 'open');
			t.is(evidence.completedCount, isPrinted ? 1 : 0);
		}
		t.pass();
	},
	{numRuns: 80},
);

test('a printer that was switched off and on is asked for silent errors again', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.powerOff();
	await bench.recover();
	bench.simulator.setFault({kind: 'refuse', command: 'item', code: 18});
	t.is((await faultOfOpening(bench)).code, 'vat-letter');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a printer that was just switched on and does not like the first question answers the next one', async t => {
	const bench = await memoryBench();
	for (const kind of ['refuse', 'misread-command'] as const) {
		bench.simulator.powerOff();
		await bench.recover();
		bench.simulator.setFault({kind, command: 'info checkout', code: 1034});
		await bench.run(bench.printer.identify());
		t.is((await bench.run(bench.printer.identify())).outcome, 'confirmed', kind);
	}
});

test('what is sold elsewhere between two answers does not lend its number to our slip', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	bench.simulator.setFault({kind: 'sale-meanwhile', command: 'info checkout'});
	const evidence = await bench.run(bench.printer.evidence());
	t.like(evidence, {outcome: 'confirmed', value: {lastReceiptNumber: 2}});
	const {records} = bench.simulator.book();
	t.like(evidence, {value: {lastTransaction: {systemNumber: records.at(-1)?.systemNumber}}});
});

test('noise on the line changes nothing', async t => {
	const bench = await memoryBench();
	bench.cable.device.onBytes(() => bench.cable.noiseToTill(Uint8Array.from(Buffer.from('<packet><enq las'))));
	t.is((await opened(bench)).outcome, 'confirmed');
	t.is((await closed(bench)).outcome, 'confirmed');
});

testProp(
	'fifty thousand bytes of anything reach driver and printer, and both work on',
	[fc.uint8Array({minLength: 5000, maxLength: 5000}), fc.uint8Array({minLength: 5000, maxLength: 5000})],
	async (t, toTill, toDevice) => {
		const bench = await memoryBench();
		bench.cable.noiseToTill(toTill);
		bench.cable.noiseToDevice(toDevice);
		t.is((await opened(bench)).outcome, 'confirmed');
		t.is((await closed(bench)).outcome, 'confirmed');
	},
	{numRuns: 5},
);

test('the status is told at once while a call waits for paper', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'paper-out'});
	const opening = bench.printer.open(milkAndBottles);
	await bench.clock.pass(60_000);
	t.is((await bench.run(bench.printer.status())).condition, 'paper-out');
	bench.simulator.clearFault('paper-out');
	t.is((await bench.run(opening)).outcome, 'confirmed');
});

test('a wait for paper asks the printer once what became of the command, so its buffer does not run over', async t => {
	const bench = await listeningBench();
	await opened(bench);
	const before = bench.said().length;
	bench.simulator.setFault({kind: 'paper-out'});
	const closing = closed(bench);
	bench.clock.after(120_000, () => bench.simulator.clearFault('paper-out'));
	t.is((await closing).outcome, 'confirmed');
	t.is(
		bench
			.said()
			.slice(before)
			.filter(word => word === 'enq').length,
		1,
	);
});

test('an open cover is waited out as paper is', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'cover-open'});
	const closing = bench.printer.close(milkAndBottles, {
		onWaiting: ({condition}) => condition === 'mechanism' && bench.simulator.clearFault('cover-open'),
	});
	t.is((await bench.run(closing)).outcome, 'confirmed');
});

test('a printer that never answers is disconnected, and reading it unknown', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'silent'});
	t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
	t.is((await bench.run(bench.printer.evidence())).outcome, 'unknown');
	t.is((await faultOfOpening(bench)).code, 'not-connected');
	bench.simulator.clearFault('silent');
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('with a receipt kept open across a power cut the evidence says so', async t => {
	const bench = await memoryBench({receiptAfterPowerCut: 'kept'});
	await opened(bench);
	bench.simulator.setFault({kind: 'power-cut-before', command: 'receipt close'});
	t.is((await closed(bench)).outcome, 'unknown');
	await bench.recover();
	t.is((await evidenceOf(bench))?.transaction, 'open');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
});

test('a daily report whose answer was lost is believed with the counter, and not without', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	bench.simulator.setFault({kind: 'lose-answer-of', command: 'report daily'});
	const report = await bench.run(bench.printer.dailyReport('2026-11-23'));
	t.deepEqual(report, {outcome: 'confirmed', value: {reportNumber: 1}});
	await opened(bench);
	await closed(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'report daily'});
	t.is((await bench.run(bench.printer.dailyReport('2026-11-23'))).outcome, 'unknown');
});

test('a report of another day than the printer’s is refused for its clock', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	const report = await bench.run(bench.printer.dailyReport('2026-11-22'));
	t.is(report.outcome === 'refused' ? report.fault.code : report.outcome, 'clock');
});

test('more than there is in the drawer is not asked for, and what is lost on the way is unknown', async t => {
	const bench = await listeningBench();
	const out = {direction: 'out', amountGrosze: grosze(100)} as const;
	t.is((await bench.run(bench.printer.moveCash(out))).outcome, 'refused');
	t.false(bench.said().includes('cash payout'));
	bench.simulator.setFault({kind: 'lose-command', command: 'cash payin'});
	t.is((await bench.run(bench.printer.moveCash({...out, direction: 'in'}))).outcome, 'unknown');
});
