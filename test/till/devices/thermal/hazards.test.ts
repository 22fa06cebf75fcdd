/** What may become of answers and of the power, and what the driver makes of it. */
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {encodeFrame} from '../../../../till/devices/thermal/frame.ts';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {closed, evidenceOf, hearTill, listeningBench, memoryBench, milkAndBread, opened, printed} from './bench.ts';

test('the answer to an earlier closing is not taken for the answer to a cancelling', async t => {
	const bench = await listeningBench();
	await opened(bench, milkAndBread);
	bench.simulator.setFault({kind: 'lose-command', command: '1$e'});
	await closed(bench, milkAndBread);
	bench.said.splice(0);
	bench.simulator.setFault({kind: 'lose-command', command: '0$e'});
	t.is((await bench.run(bench.printer.cancel())).outcome, 'unknown', 'it was not cancelled, and nobody says so');
	// First it is found out what is still to come.
	t.deepEqual(
		bench.said.filter(word => word === '#n' || word === '0$e'),
		['#n', '0$e'],
	);
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).cancelledCount, 1);
});

test('an answer that comes when all patience is gone is not taken for the answer to anything else', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'delay-answer', command: '23#s', delayMs: 20_000});
	t.is((await evidenceOf(bench)).completedCount, 0);
	t.is((await opened(bench)).outcome, 'confirmed');
	await bench.clock.pass(30_000);
	t.deepEqual(await closed(bench), printed);
	t.is((await evidenceOf(bench)).completedCount, 1);
});

test('an answer to the wrong command confirms no closing', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: '1$e'});
	hearTill(bench, word => {
		const isClosing = word.endsWith('$x');
		if (isClosing)
			bench.cable.device.write(encodeFrame({parameters: [0], command: '#Z', text: '$x'}, {checked: false}));
	});
	t.is((await closed(bench)).outcome, 'unknown');
});

test('a refusal that belongs to another command does not hide a printed slip', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-answer-of', command: '1$e'});
	hearTill(bench, word => {
		const isClosing = word.endsWith('$x');
		if (isClosing)
			bench.cable.device.write(encodeFrame({parameters: [27], command: '#Z', text: '$x'}, {checked: false}));
	});
	t.deepEqual(await closed(bench), printed);
});

test('an answer that came twice does not hide that a later line was refused', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'duplicate-answer', command: '$l'});
	hearTill(bench, word => {
		const isFirst = word === '1$l';
		if (isFirst) bench.clock.after(1, () => bench.simulator.setFault({kind: 'refuse', command: '$l', code: 18}));
	});
	const opening = await opened(bench, milkAndBread);
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'vat-locked');
});

test('an answer that came twice disturbs nothing else', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'duplicate-answer', command: '$l'});
	t.is((await opened(bench, milkAndBread)).outcome, 'confirmed');
	t.deepEqual(await closed(bench, milkAndBread), printed);
	t.is(bookOf(bench).grossGrosze, milkAndBread.goodsGrosze);
});

test('a printer that was switched off between two slips is told again how to tell errors', async t => {
	const bench = await memoryBench({powerUnseen: true});
	await opened(bench);
	await closed(bench);
	bench.simulator.powerOff();
	t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
	bench.simulator.powerOn();
	t.is((await opened(bench)).outcome, 'confirmed');
	t.deepEqual(await closed(bench), {outcome: 'confirmed', value: {fiscalNumber: 2}});
});

test('a printer that was switched off within a slip refuses its closing and does not stop for a key', async t => {
	const bench = await memoryBench({powerUnseen: true});
	await opened(bench);
	bench.simulator.powerOff();
	bench.simulator.powerOn();
	const closing = await closed(bench);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'no-transaction');
	t.is((await bench.run(bench.printer.status())).condition, 'ready');
	t.is(bookOf(bench).receiptCount, 0);
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('a line sent to a printer that lost its power stops it, and a key sets it going', async t => {
	const bench = await memoryBench({powerUnseen: true});
	bench.simulator.setFault({kind: 'power-cut-before', command: '$l'});
	bench.clock.after(500, bench.simulator.powerOn);
	t.is((await opened(bench, milkAndBread)).outcome, 'unknown');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is((await opened(bench, milkAndBread)).outcome, 'confirmed');
});

test('a printer that waits for a key is told from one that is gone', async t => {
	const bench = await memoryBench();
	bench.cable.transport.write(encodeFrame({parameters: [0], command: '$e', text: ''}));
	await bench.clock.pass(100);
	t.is((await bench.run(bench.printer.status())).condition, 'waiting-for-operator');
	const evidence = await bench.run(bench.printer.evidence());
	t.is(evidence.outcome === 'refused' ? evidence.fault.code : evidence.outcome, 'busy');
	bench.simulator.pressKey();
	t.is((await bench.run(bench.printer.evidence())).outcome, 'confirmed');
});

test('with a receipt kept open across a power cut the evidence says so', async t => {
	const bench = await memoryBench({receiptAfterPowerCut: 'kept'});
	await opened(bench);
	bench.simulator.setFault({kind: 'power-cut-before', command: '1$e'});
	t.is((await closed(bench)).outcome, 'unknown');
	await bench.recover();
	t.is((await evidenceOf(bench)).transaction, 'open');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
});

test('the beginning of a frame that never ends does not swallow the flags for ever', async t => {
	const bench = await memoryBench();
	bench.cable.noiseToTill(Uint8Array.of(0x1b, 0x50, 0x41));
	await bench.clock.pass(100);
	t.is((await bench.run(bench.printer.status())).condition, 'ready');
});

testProp(
	'whatever bytes come down the line, neither end breaks and the next slip is printed',
	[fc.uint8Array({minLength: 400, maxLength: 600}), fc.uint8Array({minLength: 400, maxLength: 600})],
	async (t, toTill, toDevice) => {
		const bench = await memoryBench();
		bench.cable.noiseToTill(toTill);
		bench.cable.noiseToDevice(toDevice);
		const opening = bench.printer.open(milkAndBread);
		// Rubbish that was an error to a printer that shows errors: somebody presses the key.
		bench.clock.after(30_000, bench.simulator.pressKey);
		bench.cable.noiseToTill(toTill.toReversed());
		await bench.run(opening);
		await bench.clock.pass(60_000);
		bench.simulator.pressKey();
		await bench.run(bench.printer.cancel());
		t.is((await opened(bench, milkAndBread)).outcome, 'confirmed');
		t.is((await closed(bench, milkAndBread)).outcome, 'confirmed');
	},
	{numRuns: 50, endOnFailure: true},
);
