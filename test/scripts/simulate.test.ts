/**
 * The simulation of printing, in small: `npm run simulate -- --only printing --seeds 200` is the same with a hundred
 * thousand sales. Whether its audit would notice is tried with tills that are worse than ours.
 */
import test from 'ava';
import {simulateInShares, simulateShare} from '../../scripts/simulate/many.ts';
import {rigs} from '../../scripts/simulate/rigs.ts';
import {type SimulationReport, simulate} from '../../scripts/simulate/run.ts';
import type {Tampering} from '../../scripts/simulate/world.ts';
import type {FiscalPrinter, Outcome} from '../../till/devices/fiscal-printer.ts';
import type {PrinterEvidence} from '../../till/domain/evidence.ts';

const saleCount = 120;
const aFewSales = 50;

/** What is still an experiment is simulated by hand only. */
const experimental: readonly string[] = ['elzab'];

for (const protocol of Object.keys(rigs).filter(name => !experimental.includes(name))) {
	test(`${protocol}: whatever befalls printers, tills and disks, each paid sale is printed once and in the book`, async t => {
		t.timeout(120_000);
		for (const seed of [1, 4]) {
			const {failure, tally} = await simulate({protocol, seed, saleCount: aFewSales});
			t.is(failure, undefined, failure && `seed ${seed}, sale ${failure.sale}: ${failure.words}\n${failure.story}`);
			t.true(tally.killCount > 2);
			t.true(tally.slipCount > aFewSales);
			t.true(tally.voidedCount > 0);
			t.is(tally.questionCount, tally.absentCount);
			t.is(tally.receiptCount + tally.leftCount, aFewSales);
		}
	});
}

test('the same seed is the same day to the last entry, and another seed is another', async t => {
	const world = {protocol: 'posnet', seed: 7, saleCount: 40};
	const [one, again, other] = [await simulate(world), await simulate(world), await simulate({...world, seed: 8})];
	t.is(one.digest, again.digest);
	t.deepEqual(one.tally, again.tally);
	t.not(one.digest, other.digest);
});

test('shared out among processes, the same seeds come to the same', async t => {
	t.timeout(120_000);
	const share = {protocol: 'posnet', firstSeed: 5, seedCount: 3, saleCount: 15, real: false};
	const report = await simulateInShares(share, 2);
	t.deepEqual(report.failures, []);
	t.is(report.tally.saleCount, 45);
	t.deepEqual(report.tally, (await simulateShare(share)).tally);
});

/** Worlds with such a till, until one of them is found out. */
async function findingsOf(tampering: Tampering): Promise<SimulationReport['failure']> {
	for (let seed = 1; seed <= 12; seed++) {
		const {failure} = await simulate({protocol: 'posnet', seed, saleCount, tampering});
		if (failure !== undefined) return failure;
	}
	return undefined;
}

/** The driver with another way of closing. */
function closing(
	close: (printer: FiscalPrinter, ...call: Parameters<FiscalPrinter['close']>) => ReturnType<FiscalPrinter['close']>,
): Tampering {
	return {printer: printer => ({...printer, close: (slip, options) => close(printer, slip, options)})};
}

/** The driver whose evidence is made into another. */
function telling(retell: () => (now: PrinterEvidence) => PrinterEvidence): Tampering {
	return {
		printer(printer) {
			const told = retell();
			return {
				...printer,
				async evidence(options): Promise<Outcome<PrinterEvidence>> {
					const outcome = await printer.evidence(options);
					return outcome.outcome === 'confirmed' ? {...outcome, value: told(outcome.value)} : outcome;
				},
			};
		},
	};
}

test('a driver that prints a slip anew when its closing falls silent is found out', async t => {
	const finding = await findingsOf(
		closing(async (printer, slip, options) => {
			const outcome = await printer.close(slip, options);
			if (outcome.outcome !== 'unknown') return outcome;
			await printer.cancel();
			const opened = await printer.open(slip);
			return opened.outcome === 'confirmed' ? printer.close(slip, options) : outcome;
		}),
	);
	// By two slips in one hand, or because nothing tells any more which of its attempts is the open one.
	t.regex(finding?.words ?? '', /printed .+, .+; the receipt has|A question although/);
});

test('a verdict that is always “not printed” is found out', async t => {
	// A printer that counts nothing says it of every slip.
	const finding = await findingsOf(
		telling(() => now => ({...now, completedCount: 0, cancelledCount: 0, lastReceiptNumber: 0})),
	);
	// By two slips in one hand, or by one that a customer who left never saw.
	t.regex(finding?.words ?? '', /printed .+, .+; the receipt has|Nothing was sold, and printed was/);
});

test('a till that asks where the printer has the answer is found out', async t => {
	const finding = await findingsOf(
		telling(
			() =>
				({lastDocument: _sums, ...now}) =>
					now,
		),
	);
	t.regex(finding?.words ?? '', /A question although/);
});

test('a number that is not the slip’s is found out', async t => {
	const finding = await findingsOf(
		closing(async (printer, slip, options) => {
			const outcome = await printer.close(slip, options);
			if (outcome.outcome !== 'confirmed') return outcome;
			return {...outcome, value: {fiscalNumber: outcome.value.fiscalNumber + 1}};
		}),
	);
	t.regex(finding?.words ?? '', /printed .+ the book says/);
});

test('a driver that takes silence for a printed slip is found out', async t => {
	const finding = await findingsOf(
		closing(async (printer, slip, options) => {
			const outcome = await printer.close(slip, options);
			return outcome.outcome === 'unknown' ? {outcome: 'confirmed', value: {fiscalNumber: 1}} : outcome;
		}),
	);
	t.regex(finding?.words ?? '', /printed nothing; the receipt has|the book says/);
});

test('a journal that keeps nothing is found out', async t => {
	const finding = await findingsOf({journal: journal => ({...journal, write: () => undefined})});
	t.regex(finding?.words ?? '', /printed/);
});

test('a journal that forgets what was put aside is found out', async t => {
	const finding = await findingsOf({
		journal: journal => ({
			...journal,
			write(saleId, state) {
				if ((state as {sale: {at: string}}).sale.at === 'suspended') journal.done(saleId);
				else journal.write(saleId, state);
			},
		}),
	});
	t.regex(finding?.words ?? '', /printed .+, .+; the receipt has|Nothing was sold, and printed was/);
});

test('a journal that is behind by a step is found out', async t => {
	const finding = await findingsOf({
		journal(journal) {
			let former: unknown;
			return {
				...journal,
				write(saleId, state) {
					if (former !== undefined) journal.write(saleId, former);
					former = state;
				},
			};
		},
	});
	t.not(finding, undefined);
});
