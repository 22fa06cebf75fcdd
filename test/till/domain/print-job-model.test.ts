/**
 * The print job against a printer that only counts, with everything that may go wrong in any order.
 *
 * After every step: the slip came out at most once; *printed* means that it did, under that number; *stopped*,
 * *planned* and *abandoned* mean that it did not; a question is asked only of a slip that was to be closed. When
 * nothing goes wrong any more, it comes out.
 */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {
	type PrintEffect,
	type PrintEvent,
	type PrintJob,
	type StopReason,
	stepPrintJob,
} from '../../../till/domain/print-job.ts';
import {ModelPrinter} from './model-printer.ts';
import {jobAt, waterSlip} from './slips.ts';

const at = '2026-11-23T15:04:05+01:00';
const reason: StopReason = {code: 'silent', detail: 'the test says so'};
const foreignSlip = {...waterSlip, saleId: 'somebody else', vat: []};

/** How an effect goes: well; lost before the printer, or after it; refused; or the printer owes the footer. */
type Luck = 'well' | 'lost before' | 'lost after' | 'refused' | 'footer owed';
const lucks: readonly Luck[] = ['well', 'lost before', 'lost after', 'refused', 'footer owed'];

/** The till with one job: what is on disk, what is in memory, and what it is about to do. */
class Bench {
	readonly printer = new ModelPrinter();
	disk: PrintJob = {...jobAt({at: 'planned'}), neverClosed: true};
	job = this.disk;
	toDo: PrintEffect[] = [];
	wasToBeClosed = false;

	hear(event: PrintEvent): void {
		const {job, effects} = stepPrintJob(this.job, event);
		// On disk before the effects are performed.
		this.disk = job;
		this.job = job;
		this.toDo.push(...effects);
		this.wasToBeClosed ||= effects.includes('close');
	}

	perform(luck: Luck): void {
		const effect = this.toDo.shift();
		if (effect === undefined) return;
		const event = this.#atPrinter(effect, luck);
		if (event !== undefined) this.hear(event);
	}

	/** `reached`: the command was under way when the power went, and nobody is there to hear the answer. */
	restart(reached: boolean): void {
		const effect = this.toDo.shift();
		if (reached && effect !== undefined) this.#atPrinter(effect, 'well');
		this.toDo = [];
		this.job = this.disk;
		this.hear({on: 'restart'});
	}

	#atPrinter(effect: PrintEffect, luck: Luck): PrintEvent | undefined {
		const {printer} = this;
		switch (effect) {
			case 'open': {
				if (luck === 'lost before' || luck === 'refused') return {on: 'open-failed', reason};
				const opened = printer.open(waterSlip);
				return opened && luck !== 'lost after' ? {on: 'opened'} : {on: 'open-failed', reason};
			}
			case 'close': {
				if (luck === 'lost before') return {on: 'close-silent'};
				if (luck === 'refused') return {on: 'close-refused', reason};
				const fiscalNumber = printer.close(waterSlip, luck === 'footer owed' ? 'owed' : 'printed');
				if (fiscalNumber === undefined) return {on: 'close-refused', reason};
				return luck === 'well' ? {on: 'closed', fiscalNumber, at} : {on: 'close-silent'};
			}
			case 'cancel':
				if (luck !== 'lost before') printer.cancel();
				return undefined;
			case 'finish-footer':
				if (luck !== 'lost before') printer.finishFooter();
				return undefined;
			case 'clear':
				if (luck === 'lost before') return {on: 'clear-failed', reason};
				printer.cancel();
				printer.finishFooter();
				return luck === 'well' ? {on: 'cleared', now: printer.evidence()} : {on: 'clear-failed', reason};
			case 'read-evidence':
			case 'ask-later':
				// The print room asks until the printer answers.
				return {on: 'evidence', now: printer.evidence(), at};
		}
	}
}

class Move implements fc.Command<object, Bench> {
	readonly name: string;
	readonly #make: (bench: Bench) => void;

	constructor(name: string, make: (bench: Bench) => void) {
		this.name = name;
		this.#make = make;
	}
	check(): boolean {
		return true;
	}
	run(_model: object, bench: Bench): void {
		this.#make(bench);
		hold(bench);
	}
	toString(): string {
		return this.name;
	}
}

function hold({job: {state}, printer, wasToBeClosed}: Bench): void {
	const numbers = printer.numbersOf(waterSlip);
	assert.ok(numbers.length <= 1, 'the slip came out twice');
	if (state.at === 'printed') {
		assert.equal(numbers.length, 1, 'printed without paper');
		// A cashier vouches for the paper; where a daily report came between, its number is the till's best guess.
		if (state.proof !== 'cashier') assert.equal(state.fiscalNumber, numbers[0], 'printed under another number');
	}
	if (state.at === 'question') assert.ok(wasToBeClosed, 'a question about a slip that was never closed');
	if (state.at === 'stopped' || state.at === 'planned' || state.at === 'abandoned')
		assert.equal(numbers.length, 0, `it came out, and the job is ${state.at}`);
}

const move = (name: string, make: (bench: Bench) => void) => fc.constant(new Move(name, make));
const moves: fc.Arbitrary<fc.Command<object, Bench>> = fc.oneof(
	{weight: 3, arbitrary: move('begin', bench => bench.hear({on: 'begin'}))},
	{weight: 2, arbitrary: move('begin later', bench => bench.hear({on: 'begin-later'}))},
	{weight: 4, arbitrary: move('perform: well', bench => bench.perform('well'))},
	{
		weight: 6,
		arbitrary: fc.constantFrom(...lucks).map(luck => new Move(`perform: ${luck}`, bench => bench.perform(luck))),
	},
	{weight: 3, arbitrary: move('print on', bench => bench.hear({on: 'print-on'}))},
	move('give up', bench => bench.hear({on: 'abandon'})),
	// The cashier looks at the paper before answering.
	move('the cashier says', bench => bench.hear(word(bench))),
	move('the till is cut off before the command', bench => bench.restart(false)),
	move('the till is cut off after the command', bench => bench.restart(true)),
	move('the printer is switched off and on', bench => bench.printer.cancel()),
	move('a daily report', bench => bench.printer.reportDay()),
	move('a receipt of somebody else', bench => bench.printer.printForeign(foreignSlip)),
	move('somebody else opens a receipt', bench => void bench.printer.open(foreignSlip)),
);

function word({printer}: Bench): PrintEvent {
	return {on: 'cashier-says', printed: printer.numbersOf(waterSlip).length > 0, at};
}

/** Nothing goes wrong any more, and the cashier does what the screen says. */
function finish(bench: Bench): void {
	for (let rounds = 0; rounds < 20; rounds += 1) {
		while (bench.toDo.length > 0) bench.perform('well');
		const {at: state} = bench.job.state;
		if (state === 'printed' || state === 'abandoned') return;
		if (state === 'planned') bench.hear({on: 'begin'});
		else if (state === 'question') bench.hear(word(bench));
		else bench.hear({on: 'print-on'});
	}
}

test('whatever fails in whatever order, a slip is printed once, and is called printed only with proof', t => {
	const story = fc.property(fc.commands([moves], {maxCommands: 40, size: 'max'}), commands => {
		const bench = new Bench();
		fc.modelRun(() => ({model: {}, real: bench}), commands);
		finish(bench);
		hold(bench);
		const {at: end} = bench.job.state;
		assert.ok(end === 'printed' || end === 'abandoned', `the slip is lost: ${end}`);
	});
	t.notThrows(() => fc.assert(story, {numRuns: 2000}));
});
