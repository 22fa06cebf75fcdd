import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {encodeFrame} from '../../../../till/devices/posnet/frame.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import {anyLine} from '../any-line.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf} from '../slips.ts';
import {memoryBench} from './bench.ts';

const noWaiting = {onWaiting: () => {}};
const tokenOf = (bytes: Uint8Array) => /@(\d{4})\t/.exec(Buffer.from(bytes).toString('latin1'))?.[1];

/** Both directions of the cable, as text. */
async function listeningBench() {
	const sent: string[] = [];
	const bench = await memoryBench();
	bench.cable.device.onBytes(bytes => sent.push(Buffer.from(bytes).toString('latin1')));
	const commands = () => sent.map(text => text.slice(1, text.indexOf('\t')));
	return {...bench, commands};
}

async function opened(bench: Awaited<ReturnType<typeof memoryBench>>, slip: Slip = milkAndBottles) {
	return bench.run(bench.printer.open(slip));
}

test('no two commands bear the same token', async t => {
	const bench = await memoryBench();
	const tokens: (string | undefined)[] = [];
	bench.cable.device.onBytes(bytes => tokens.push(tokenOf(bytes)));
	await opened(bench);
	await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.false(tokens.includes(undefined));
	t.is(new Set(tokens).size, tokens.length);
});

test('a cut cable means that nothing is sent, and the call may be repeated', async t => {
	const bench = await listeningBench();
	bench.cable.cut();
	const opening = await opened(bench);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'not-connected');
	t.deepEqual(bench.commands(), []);
	bench.cable.restore();
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a cable cut while a line is being printed leaves it unknown', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'delay-answer', command: 'trline', delayMs: 500});
	bench.clock.after(200, bench.cable.cut);
	t.is((await opened(bench)).outcome, 'unknown');
	bench.cable.restore();
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).cancelledCount, 1);
});

test('a closing is sent once, whatever the silence; only the answer is asked for again', async t => {
	const bench = await listeningBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'trend'});
	await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.is(bench.commands().filter(command => command === 'trend').length, 1);
	t.is(bench.commands().filter(command => command === 'rpt').length, 1);
});

test('an answer later than all patience is not taken for the answer to anything else', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'delay-answer', command: 'scnt', delayMs: 20_000});
	bench.simulator.setFault({kind: 'lose-command', command: 'rpt'});
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome, 'confirmed');
	t.is((await opened(bench)).outcome, 'confirmed');
	await bench.clock.pass(30_000);
	t.deepEqual(await bench.run(bench.printer.close(milkAndBottles, noWaiting)), {
		outcome: 'confirmed',
		value: {fiscalNumber: 1},
	});
});

test('a closing that was answered has its number even where the counter cannot be read afterwards', async t => {
	const bench = await memoryBench();
	await opened(bench);
	for (let times = 0; times < 2; times++) {
		bench.simulator.setFault({kind: 'lose-command', command: 'scnt'});
		bench.simulator.setFault({kind: 'lose-command', command: 'rpt'});
	}
	const closing = await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
});

test('an answer that was asked for again counts only together with the counter', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-answer-of', command: 'trend'});
	// The printer goes silent right after it has repeated its answer.
	bench.cable.device.onBytes(bytes => {
		if (Buffer.from(bytes).toString('latin1').startsWith('\u0002rpt')) bench.simulator.setFault({kind: 'silent'});
	});
	const closing = await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.is(closing.outcome, 'unknown');
});

test('an older answer under the same token is no proof of a closing', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'trend'});
	bench.simulator.setFault({kind: 'lose-command', command: 'rpt'});
	bench.cable.device.onBytes(bytes => {
		const text = Buffer.from(bytes).toString('latin1');
		const token = tokenOf(bytes);
		if (!text.startsWith('\u0002rpt') || token === undefined) return;
		bench.cable.device.write(encodeFrame({mnemonic: 'trend', fields: [], token}));
	});
	t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'unknown');
});

test('a daily report whose answer was lost is believed with the counter, and not without', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	bench.simulator.setFault({kind: 'lose-answer-of', command: 'dailyrep'});
	const report = await bench.run(bench.printer.dailyReport('2026-11-23'));
	t.deepEqual(report, {outcome: 'confirmed', value: {reportNumber: 1}});
	await opened(bench);
	await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	bench.simulator.setFault({kind: 'power-cut-before', command: 'dailyrep'});
	t.is((await bench.run(bench.printer.dailyReport('2026-11-23'))).outcome, 'unknown');
});

test('a printer that calls itself idle while it still prints is waited for', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'delay-answer', command: 'trend', delayMs: 20_000});
	bench.simulator.setFault({kind: 'lose-command', command: 'rpt'});
	const closing = await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
});

test('a command the printer misread is asked after, not repeated', async t => {
	const bench = await listeningBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'misread-command', command: 'trend'});
	t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'unknown');
	t.is(bench.commands().filter(command => command === 'trend').length, 1);
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome === 'confirmed' ? evidence.value.transaction : '', 'open');
});

test('noise on the line changes nothing', async t => {
	const bench = await memoryBench();
	bench.cable.device.onBytes(() => bench.cable.noiseToTill(Uint8Array.of(0xff, 0x02, 0x41, 0x00)));
	t.is((await opened(bench)).outcome, 'confirmed');
	t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'confirmed');
});

test('the status is told at once while a call waits for paper', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'paper-out'});
	const opening = bench.printer.open(milkAndBottles);
	await bench.clock.pass(60_000);
	t.is((await bench.run(bench.printer.status())).condition, 'paper-out');
	bench.simulator.clearFault('paper-out');
	t.is((await bench.run(opening)).outcome, 'confirmed');
});

test('an open cover is waited out as paper is', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'cover-open'});
	const closing = bench.printer.close(milkAndBottles, {
		onWaiting: ({condition}) => condition === 'cover-open' && bench.simulator.clearFault('cover-open'),
	});
	t.is((await bench.run(closing)).outcome, 'confirmed');
});

test('a printer that never answers is disconnected, and reading it unknown', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'silent'});
	t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
	t.is((await bench.run(bench.printer.evidence())).outcome, 'unknown');
	const opening = await opened(bench);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'not-connected');
});

test('a footer that somebody left pending is finished, and the slip is not printed again', async t => {
	const bench = await memoryBench();
	await opened(bench);
	// Another program closed the receipt and died before its footer.
	bench.cable.transport.write(
		encodeFrame({
			mnemonic: 'trend',
			fields: [
				{name: 'to', value: '698'},
				{name: 'fe', value: '0'},
			],
		}),
	);
	await bench.clock.pass(1000);
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome === 'confirmed' ? evidence.value.transaction : '', 'footer-pending');
	t.is(evidence.outcome === 'confirmed' ? evidence.value.completedCount : 0, 1);
	t.is((await bench.run(bench.printer.finishFooter())).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 1);
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('with a receipt kept open across a power cut the evidence says so', async t => {
	const bench = await memoryBench({receiptAfterPowerCut: 'kept'});
	await opened(bench);
	bench.simulator.setFault({kind: 'power-cut-before', command: 'trend'});
	t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'unknown');
	await bench.recover();
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome === 'confirmed' ? evidence.value.transaction : '', 'open');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
});

for (const kind of ['lose-answer-of', 'duplicate-answer', 'bad-crc'] as const) {
	test(`a slip that was printed is confirmed although of its closing: ${kind}`, async t => {
		const bench = await memoryBench();
		await opened(bench);
		bench.simulator.setFault({kind, command: 'trend'});
		const closing = await bench.run(bench.printer.close(milkAndBottles, noWaiting));
		t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
	});
}

test('sums that the printer does not reckon itself are refused, and nothing is sold', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const wrong = {...milkAndBottles, goodsGrosze: milkAndBottles.dueGrosze};
	const closing = await bench.run(bench.printer.close(wrong, noWaiting));
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'totals');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.deepEqual(bookOf(bench), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
	t.regex(lastSlip(bench), /ANULOWANY/);
});

test('a slip begun while another is open is refused', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const second = await opened(bench);
	t.is(second.outcome === 'refused' ? second.fault.code : second.outcome, 'transaction-open');
});

test('while the other interface prints, a slip is refused and may be tried again', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'busy-elsewhere'});
	const opening = await opened(bench);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'busy');
	bench.simulator.clearFault('busy-elsewhere');
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('lines of the slip for its footer come under the fiscal part', async t => {
	const bench = await memoryBench();
	const slip = {...milkAndBottles, footerLines: ['Punkty na karcie: 12', 'Dziękujemy']};
	await opened(bench, slip);
	t.is((await bench.run(bench.printer.close(slip, noWaiting))).outcome, 'confirmed');
	t.regex(lastSlip(bench), /SUMA PLN[\s\S]*Punkty na karcie: 12\n +Dziękujemy/);
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a footer that does not come out leaves the slip printed', async t => {
	const bench = await memoryBench();
	const slip = {...milkAndBottles, footerLines: ['Dziękujemy']};
	await opened(bench, slip);
	bench.simulator.setFault({kind: 'lose-command', command: 'trftrln'});
	const closing = await bench.run(bench.printer.close(slip, noWaiting));
	t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome === 'confirmed' ? evidence.value.transaction : '', 'footer-pending');
	t.is((await bench.run(bench.printer.finishFooter())).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 1);
});

test('a good that was sold at a lower rate once may not be sold at a higher one', async t => {
	const bench = await memoryBench();
	for (const letter of ['A', 'C'] as const) {
		const slip = slipOf({lines: [piecesLine('Sok jabłkowy', letter, 1, 500)]});
		await opened(bench, slip);
		await bench.run(bench.printer.close(slip, noWaiting));
	}
	t.deepEqual(await bench.run(bench.printer.maySell('Sok jabłkowy', 'A')), {outcome: 'confirmed', value: false});
	t.deepEqual(await bench.run(bench.printer.maySell('SOK-JABŁKOWY', 'C')), {outcome: 'confirmed', value: true});
	t.deepEqual(await bench.run(bench.printer.maySell('Sok wiśniowy', 'A')), {outcome: 'confirmed', value: true});
});

testProp(
	'whatever is sold, the printer reckons the same sums by its own arithmetic',
	[fc.array(anyLine, {minLength: 1, maxLength: 12}), fc.nat(20), fc.nat(5000)],
	async (t, lines, bottles, extra) => {
		const bench = await memoryBench();
		const deposits = bottles > 0 ? [petDeposit(bottles)] : [];
		const {dueGrosze} = slipOf({lines, deposits});
		const slip = slipOf({lines, deposits, cashGrosze: dueGrosze + extra});
		t.is((await opened(bench, slip)).outcome, 'confirmed');
		t.is((await bench.run(bench.printer.close(slip, noWaiting))).outcome, 'confirmed');
		t.is(bookOf(bench).grossGrosze, slip.goodsGrosze);
		const printedTax = /SUMA PTU +(\d+),(\d\d)/.exec(lastSlip(bench));
		const tax = slip.vat.reduce((sum, {vatGrosze}) => sum + vatGrosze, 0);
		t.is(Number(printedTax?.[1]) * 100 + Number(printedTax?.[2]), tax);
	},
	{numRuns: 40},
);

test('a slip has its own number even where another program sold just before it was begun', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'sale-meanwhile', command: 'trinit'});
	await opened(bench);
	t.deepEqual(await bench.run(bench.printer.close(milkAndBottles, noWaiting)), {
		outcome: 'confirmed',
		value: {fiscalNumber: 2},
	});
});
