/** A slip's whole life at a NoviAPI printer, led by the till's own rules, with whatever goes wrong on the way. */
import {fc, testProp} from '@fast-check/ava';
import {PrintRoom} from '../../../../till/app/print-room.ts';
import type {PrinterFault} from '../../../../till/devices/simulated/faults.ts';
import {type PrintEvent, type PrintJob, stepPrintJob} from '../../../../till/domain/print-job.ts';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, shopVat} from '../slips.ts';
import {type MemoryBench, memoryBench, nameOf} from './bench.ts';

const command = fc.constantFrom(
	'POST receipt',
	'PUT receipt',
	'GET receipt',
	'DELETE receipt',
	'POST status',
	'PUT status',
	'GET status',
	'GET token',
);

const fault: fc.Arbitrary<PrinterFault> = fc.oneof(
	fc.record({
		kind: fc.constantFrom(
			'lose-command' as const,
			'lose-answer-of' as const,
			'bad-crc' as const,
			'misread-command' as const,
			'power-cut-before' as const,
			'power-cut-after' as const,
		),
		command,
	}),
	fc.record({kind: fc.constant('delay-answer' as const), command, delayMs: fc.integer({min: 1, max: 20_000})}),
	fc.record({kind: fc.constant('refuse' as const), command, code: fc.constantFrom(6, 13)}),
);

/** Each may cost a token, and the till takes eight an hour. */
const faultsMax = 6;

/** A confirming that the network held back arrives after all, once. */
function arriveLate(bench: MemoryBench, afterMs: number): void {
	bench.clock.after(afterMs, () => {
		const held = bench.sent.find(request => nameOf(request) === 'PUT receipt');
		if (held) void bench.simulator.handle(held);
	});
}

/** Somebody switches the printer on whenever it is off. */
function lookAfter(bench: MemoryBench): void {
	bench.clock.after(2500, () => {
		bench.simulator.powerOn();
		lookAfter(bench);
	});
}

async function lead(bench: MemoryBench): Promise<PrintJob> {
	const room = new PrintRoom({
		printers: {main: bench.printer},
		clock: bench.clock,
		timestamp: () => '2026-11-23T14:03:00+01:00',
		onWaiting: () => {},
		log: () => {},
	});
	let prepared = await room.prepare([milkAndBottles], shopVat);
	for (let tries = 0; !prepared.ok && tries < 20; tries++) {
		await new Promise<void>(resolve => bench.clock.after(3000, resolve));
		prepared = await room.prepare([milkAndBottles], shopVat);
	}
	const before = prepared.ok ? prepared.value[0] : undefined;
	if (before === undefined) throw new Error('the printer is never ready');
	let job: PrintJob = {slip: milkAndBottles, before, neverClosed: true, state: {at: 'planned'}};
	let event: PrintEvent = {on: 'begin'};
	for (let steps = 0; steps < 100; steps++) {
		const step = stepPrintJob(job, event);
		job = step.job;
		if (job.state.at === 'printed' || job.state.at === 'question') return job;
		let next: PrintEvent | undefined;
		for (const effect of step.effects) next = (await room.perform(job, effect)) ?? next;
		// The cashier reads what the matter is, and prints on.
		if (next === undefined) await new Promise<void>(resolve => bench.clock.after(3000, resolve));
		event = next ?? {on: 'print-on'};
	}
	return job;
}

testProp(
	'whatever happens on the way, the slip is printed once, and the till knows it',
	[
		fc.array(fault, {maxLength: faultsMax}),
		fc.option(fc.integer({min: 1, max: 60_000})),
		fc.constantFrom('cancelled' as const, 'kept' as const),
		fc.constantFrom(0, 1500),
	],
	async (t, faults, lateMs, receiptAfterPowerCut, printMs) => {
		const bench = await memoryBench({receiptAfterPowerCut, printMs});
		for (const each of faults) bench.simulator.setFault(each);
		if (lateMs !== null) arriveLate(bench, lateMs);
		lookAfter(bench);
		const job = await bench.run(lead(bench));
		t.is(job.state.at, 'printed', JSON.stringify(job.state));
		t.is(bookOf(bench).receiptCount, 1);
		t.is(job.state.at === 'printed' ? job.state.fiscalNumber : undefined, 1);
		await bench.stop();
	},
	{numRuns: 60},
);
