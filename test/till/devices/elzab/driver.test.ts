import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {check} from '../../../../till/devices/elzab/commands.ts';
import {codes, encodeSequence} from '../../../../till/devices/elzab/frame.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {decide} from '../../../../till/domain/verdict.ts';
import {anyLine} from '../any-line.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, slipOf} from '../slips.ts';
import {closed, evidenceOf, listen, memoryBench, milkAndBread, opened} from './bench.ts';

const printed = {outcome: 'confirmed', value: {fiscalNumber: 1}} as const;

/** Without the flags and counters, each of which is read twice. */
const deeds = (said: readonly string[]) => said.filter(code => !['54', '55', '5F', 'D9', '66', 'DA'].includes(code));

test('what is said of a slip, from its beginning to its end', async t => {
	const bench = await memoryBench();
	const said = listen(bench);
	await opened(bench);
	const steps = ['21', '06', '50', '06', '18', '50', '07', '81', '82', '09', '09', '50'];
	t.deepEqual(deeds(said.splice(0)), steps);
	t.deepEqual(await closed(bench), printed);
	t.deepEqual(deeds(said.splice(0)), ['24']);
	t.regex(lastSlip(bench), /RABAT +-0,20/);
	t.regex(lastSlip(bench), /GOTOWKA +20,00\nRESZTA +9,02/);
	t.regex(lastSlip(bench), /Nr sys\. +K7M2Q9XA-1/);
});

test('questions go together; a printer that loses all but the first is asked one by one', async t => {
	const bench = await memoryBench({readsAhead: false});
	t.is((await bench.run(bench.printer.evidence())).outcome, 'confirmed');
	const said = listen(bench);
	const writes: number[] = [];
	bench.cable.device.onBytes(({length}) => writes.push(length));
	await opened(bench);
	t.deepEqual(await closed(bench), printed);
	t.true(said.includes('DA'));
	const questionBytes = 2;
	t.true(
		writes.slice(0, 3).every(length => length === questionBytes),
		'flags of their own',
	);
	bench.cable.cut();
	bench.cable.restore();
	writes.length = 0;
	await evidenceOf(bench);
	t.true(Math.max(...writes) > questionBytes, 'another connection is tried anew');
});

test('the printer’s memory is the evidence, under the profile’s number', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await bench.run(bench.printer.cancel());
	await opened(bench);
	t.deepEqual(await closed(bench), {outcome: 'confirmed', value: {fiscalNumber: 2}});
	t.deepEqual((await evidenceOf(bench)) as unknown, {
		uniqueNumber: 'EAC 1801234567',
		namedBy: 'profile',
		dailyReportCount: 0,
		completedCount: 2,
		mayCountCancelled: true,
		lastReceiptNumber: 2,
		transaction: 'none',
		dayGrossByLetter: {C: 1098},
	});
	t.deepEqual(await bench.run(bench.printer.dailyReport('2026-11-23')), {
		outcome: 'confirmed',
		value: {reportNumber: 1},
	});
});

test('a cancelled receipt that takes a number is told from one that was sold', async t => {
	const bench = await memoryBench({receiptAfterPowerCut: 'cancelled'});
	await opened(bench);
	await closed(bench);
	const before = await evidenceOf(bench);
	await opened(bench);
	bench.simulator.setFault({kind: 'power-cut-before', command: '24'});
	t.is((await closed(bench)).outcome, 'unknown');
	await bench.recover();
	const now = await evidenceOf(bench);
	t.is(now.completedCount, 2);
	t.is(decide({slip: milkAndBread, before}, now).kind, 'not-printed');
});

test('deposits and cash in the drawer are refused before anything is said', async t => {
	const bench = await memoryBench();
	const said = listen(bench);
	const opening = await opened(bench, milkAndBottles);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'packages');
	const move = await bench.run(bench.printer.moveCash({direction: 'in', amountGrosze: grosze(100)}));
	t.is(move.outcome, 'refused');
	t.deepEqual(said, []);
});

test('sums that the printer does not reckon itself void the receipt at its closing, and nothing is sold', async t => {
	const bench = await memoryBench();
	const wrong = {...milkAndBread, goodsGrosze: grosze(milkAndBread.goodsGrosze + 1)};
	t.is((await opened(bench, wrong)).outcome, 'confirmed');
	const closing = await closed(bench, wrong);
	t.regex(closing.outcome === 'refused' ? closing.fault.detail : closing.outcome, /voided/);
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.deepEqual(bookOf(bench), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
});

test('a closing is sent once, whatever the silence; only flags and counters are asked', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const said = listen(bench);
	bench.simulator.setFault({kind: 'lose-command', command: '24'});
	t.is((await closed(bench)).outcome, 'unknown');
	t.deepEqual(deeds(said), ['24']);
	t.is((await evidenceOf(bench)).transaction, 'open');
});

test('a model that does not tell its totals is believed by its ACK and its number, and otherwise asks', async t => {
	const bench = await memoryBench({tellsTotals: false});
	await opened(bench);
	t.deepEqual(await closed(bench), printed);
	const before = await evidenceOf(bench);
	t.false('dayGrossByLetter' in before);
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-answer-of', command: '24'});
	t.is((await closed(bench)).outcome, 'unknown');
	t.is(decide({slip: milkAndBread, before}, await evidenceOf(bench)).kind, 'unclear');
	const totals = await bench.run(bench.printer.totals());
	t.is(totals.outcome === 'refused' ? totals.fault.code : totals.outcome, 'protocol');
});

test('what stopped for want of paper is told to go on when there is paper again, and not before', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const said = listen(bench);
	bench.simulator.setFault({kind: 'paper-out'});
	const closing = bench.printer.close(milkAndBread, {onWaiting: () => {}});
	await bench.clock.pass(60_000);
	t.is((await bench.run(bench.printer.status())).condition, 'paper-out');
	t.false(said.includes('2A'));
	bench.simulator.clearFault('paper-out');
	t.deepEqual(await bench.run(closing), printed);
	t.deepEqual(deeds(said), ['24', '2A']);
});

test('nothing is begun with a printer that is printing, and nothing is read from it', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'busy-elsewhere'});
	for (const call of [opened(bench), bench.run(bench.printer.evidence()), bench.run(bench.printer.cancel())]) {
		const outcome = await call;
		t.is(outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome, 'busy');
	}
});

test('a printer that says for ever that it prints is waited for, and then nothing is believed', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'busy-elsewhere'});
	t.is((await closed(bench)).outcome, 'unknown');
	bench.simulator.clearFault('busy-elsewhere');
	t.is((await evidenceOf(bench)).completedCount, 1);
});

test('a late answer is taken for no other, and a reading that was hit by one is read again', async t => {
	for (const delayMs of [9990, 10_000, 10_050, 10_100, 10_500, 12_000]) {
		const bench = await memoryBench();
		await opened(bench);
		await closed(bench);
		bench.simulator.setFault({kind: 'delay-answer', command: '24', delayMs});
		await opened(bench);
		t.deepEqual(await closed(bench), {outcome: 'confirmed', value: {fiscalNumber: 2}}, String(delayMs));
		t.is((await evidenceOf(bench)).completedCount, 2);
		await bench.clock.pass(5000);
		t.is((await opened(bench)).outcome, 'confirmed');
	}
});

test('a reading whose byte was spoilt on the way is not believed', async t => {
	const bench = await memoryBench();
	await opened(bench);
	await closed(bench);
	for (const command of ['66', 'D9', 'DA']) {
		bench.simulator.setFault({kind: 'bad-crc', command});
		const {dailyReportCount, completedCount, dayGrossByLetter} = await evidenceOf(bench);
		t.deepEqual(
			{dailyReportCount, completedCount, dayGrossByLetter},
			{
				dailyReportCount: 0,
				completedCount: 1,
				dayGrossByLetter: {C: grosze(1098)},
			},
		);
	}
});

test('what comes in one piece with the command at which the power goes is lost with it', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'power-cut-after', command: '81'});
	const pieces = [{code: codes.payment, data: new Uint8Array(18)}, check].map(encodeSequence);
	bench.cable.noiseToDevice(Uint8Array.from(pieces.flatMap(piece => [...piece])));
	await bench.clock.pass(100);
	await bench.recover();
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), printed);
});

test('a sequence that the cable cut in two is filled up by questions, and then the printer is heard again', async t => {
	const bench = await memoryBench();
	bench.cable.noiseToDevice(Uint8Array.of(0x1b, 0x06, 0x20, 0x4d));
	let isHeard = false;
	for (let calls = 0; calls < 30 && !isHeard; calls++) {
		isHeard = (await bench.run(bench.printer.evidence())).outcome === 'confirmed';
	}
	t.true(isHeard);
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), printed);
});

testProp(
	'whatever is sold, the printer reckons the same sums by its own arithmetic',
	[fc.array(anyLine, {minLength: 1, maxLength: 8}), fc.nat(5000), fc.boolean()],
	async (t, lines, extra, byCard) => {
		const bench = await memoryBench();
		const {dueGrosze} = slipOf({lines});
		const slip = slipOf({lines, ...(!byCard && {cashGrosze: dueGrosze + extra})});
		t.is((await opened(bench, slip)).outcome, 'confirmed');
		t.is((await closed(bench, slip)).outcome, 'confirmed');
		t.is(bookOf(bench).grossGrosze, slip.goodsGrosze);
	},
	{numRuns: 25},
);

const anyNoise = fc.array(fc.tuple(fc.nat(400), fc.uint8Array({minLength: 1, maxLength: 6})), {maxLength: 8});

testProp(
	'noise on the line ends nothing in a lie: what is confirmed was printed, and what is refused was not',
	[anyNoise],
	async (t, noise) => {
		const bench = await memoryBench();
		for (const [atMs, bytes] of noise) bench.clock.after(atMs, () => bench.cable.noiseToTill(Uint8Array.from(bytes)));
		const opening = await opened(bench);
		const closing = opening.outcome === 'confirmed' ? await closed(bench) : opening;
		const {receiptCount} = bookOf(bench);
		if (closing.outcome === 'confirmed') t.is(receiptCount, 1);
		if (closing.outcome === 'refused') t.is(receiptCount, 0);
		t.true(receiptCount <= 1);
	},
	{numRuns: 40},
);
