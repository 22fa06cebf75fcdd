/**
 * What every fiscal printer driver has to keep, whatever its protocol: run over the driver and its simulator.
 *
 * The bench is the protocol's own: it builds driver and simulator, and knows how to make the closing command fail
 * in each way. Time is the bench's too, so the same suite runs on a virtual clock and over a real socket.
 */
import test, {type ExecutionContext} from 'ava';
import type {FiscalPrinter, PrinterStatus} from '../../../../till/devices/fiscal-printer.ts';
import type {PrinterEvidence} from '../../../../till/domain/evidence.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import {milkAndBottles, piecesLine, shopVat, slipOf, weighedLine} from '../slips.ts';

export type CloseFault =
	| 'command-lost'
	| 'answer-lost'
	| 'power-cut-before'
	| 'power-cut-after'
	| 'answer-twice'
	| 'answer-spoiled';

export interface PrinterBench {
	readonly printer: FiscalPrinter;
	/** Lets time pass until the promise has settled. */
	run<T>(promise: Promise<T>): Promise<T>;
	/** Makes the next closing go wrong. */
	spoilClose(fault: CloseFault): void;
	/** Makes the next line be refused. */
	refuseLine(): void;
	takePaper(): void;
	givePaper(): void;
	/** Power and cable are back; the driver is connected again when it resolves. */
	recover(): Promise<void>;
	/** Gross grosze of all receipts in the printer's own book, and their number. */
	book(): {readonly receiptCount: number; readonly grossGrosze: number; readonly cancelledCount: number};
	/** The text of the last slip on the roll. */
	lastSlip(): string;
	stop(): Promise<void>;
}

export type MakePrinterBench = () => Promise<PrinterBench>;

const noWaiting = {onWaiting: () => {}};

const fruitAndWine = slipOf({
	saleId: 'W4RS2AWA',
	lines: [
		weighedLine('Jabłka Szampion', 'C', 1234, 1299, 100),
		piecesLine('Wino czerwone 0,75l', 'A', 2, 2999, 500),
		piecesLine('Znaczki pocztowe', 'E', 3, 490),
	],
	cashGrosze: 10_000,
});

async function evidenceOf(t: ExecutionContext, bench: PrinterBench): Promise<PrinterEvidence> {
	const outcome = await bench.run(bench.printer.evidence());
	if (outcome.outcome !== 'confirmed') return t.fail(`no evidence: ${JSON.stringify(outcome)}`);
	return outcome.value;
}

async function openSlip(t: ExecutionContext, bench: PrinterBench, slip: Slip): Promise<void> {
	t.is((await bench.run(bench.printer.open(slip))).outcome, 'confirmed');
}

async function printSlip(t: ExecutionContext, bench: PrinterBench, slip: Slip): Promise<number> {
	await openSlip(t, bench, slip);
	const closing = await bench.run(bench.printer.close(slip, noWaiting));
	if (closing.outcome !== 'confirmed') return t.fail(`not closed: ${JSON.stringify(closing)}`);
	return closing.value.fiscalNumber;
}

export function conformsAsFiscalPrinter(name: string, make: MakePrinterBench): void {
	function fact(title: string, body: (t: ExecutionContext, bench: PrinterBench) => Promise<void>): void {
		test(`${name}: ${title}`, async t => {
			const bench = await make();
			try {
				await body(t, bench);
			} finally {
				await bench.stop();
			}
		});
	}

	fact('it says who it is, what its rates are and what time it has', async (t, bench) => {
		const identity = await bench.run(bench.printer.identify());
		t.true(identity.outcome === 'confirmed' && identity.value.uniqueNumber !== '' && identity.value.fiscal);
		t.deepEqual(await bench.run(bench.printer.vatTable()), {outcome: 'confirmed', value: shopVat});
		const time = await bench.run(bench.printer.clock());
		t.regex(time.outcome === 'confirmed' ? time.value : '', /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
		t.is((await bench.run(bench.printer.status())).condition, 'ready');
	});

	fact('slips are numbered one after the other and both books agree', async (t, bench) => {
		t.is(await printSlip(t, bench, milkAndBottles), 1);
		t.is(await printSlip(t, bench, fruitAndWine), 2);
		t.deepEqual(bench.book(), {
			receiptCount: 2,
			grossGrosze: milkAndBottles.goodsGrosze + fruitAndWine.goodsGrosze,
			cancelledCount: 0,
		});
		t.regex(bench.lastSlip(), /PARAGON FISKALNY[\s\S]*Jabłka Szampion[\s\S]*W4RS2AWA/);
	});

	fact('what it says of the last document are the sums of the slip', async (t, bench) => {
		await printSlip(t, bench, milkAndBottles);
		const evidence = await evidenceOf(t, bench);
		t.is(evidence.transaction, 'none');
		t.is(evidence.completedCount, 1);
		t.is(evidence.lastReceiptNumber, 1);
		t.deepEqual(evidence.lastDocument as unknown, {
			grossByLetter: {C: 698},
			depositsChargedGrosze: 200,
			depositsReturnedGrosze: 0,
			paidGrosze: 1000,
			changeGrosze: 102,
		});
	});

	fact('a cancelled slip is counted and sells nothing', async (t, bench) => {
		await openSlip(t, bench, fruitAndWine);
		t.is((await evidenceOf(t, bench)).transaction, 'open');
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.deepEqual(bench.book(), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
		t.regex(bench.lastSlip(), /ANULOWANY/);
		t.is(await printSlip(t, bench, fruitAndWine), 2);
	});

	fact('cancelling when nothing is open is done at once', async (t, bench) => {
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is((await bench.run(bench.printer.finishFooter())).outcome, 'confirmed');
		t.is(bench.book().cancelledCount, 0);
	});

	fact('sums that the printer does not reckon itself are refused, and nothing is sold', async (t, bench) => {
		await openSlip(t, bench, milkAndBottles);
		const wrong = {...milkAndBottles, goodsGrosze: fruitAndWine.goodsGrosze};
		const closing = await bench.run(bench.printer.close(wrong, noWaiting));
		t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'totals');
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is(bench.book().receiptCount, 0);
	});

	fact('a refused line is named, and what was begun can be cancelled', async (t, bench) => {
		bench.refuseLine();
		const opening = await bench.run(bench.printer.open(fruitAndWine));
		t.true(opening.outcome === 'refused' && opening.fault.line === 1);
		const closing = await bench.run(bench.printer.close(fruitAndWine, noWaiting));
		t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'no-transaction');
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is(await printSlip(t, bench, fruitAndWine), 2);
	});

	fact('a slip begun while another is open is refused', async (t, bench) => {
		await openSlip(t, bench, milkAndBottles);
		const second = await bench.run(bench.printer.open(fruitAndWine));
		t.is(second.outcome === 'refused' ? second.fault.code : second.outcome, 'transaction-open');
	});

	for (const fault of ['answer-lost', 'answer-twice', 'answer-spoiled'] as const) {
		fact(`a slip that was printed is confirmed although of its closing: ${fault}`, async (t, bench) => {
			bench.spoilClose(fault);
			t.is(await printSlip(t, bench, milkAndBottles), 1);
			t.is(await printSlip(t, bench, fruitAndWine), 2);
			t.is(bench.book().receiptCount, 2);
		});
	}

	fact('a closing that never arrived is unknown, and the evidence says that the slip is open', async (t, bench) => {
		await openSlip(t, bench, milkAndBottles);
		bench.spoilClose('command-lost');
		t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'unknown');
		t.is((await evidenceOf(t, bench)).transaction, 'open');
		t.is(bench.book().receiptCount, 0);
	});

	for (const [fault, printed] of [
		['power-cut-before', 0],
		['power-cut-after', 1],
	] as const) {
		fact(`after a ${fault} of the closing only the evidence knows`, async (t, bench) => {
			await openSlip(t, bench, milkAndBottles);
			bench.spoilClose(fault);
			t.is((await bench.run(bench.printer.close(milkAndBottles, noWaiting))).outcome, 'unknown');
			t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
			t.is((await bench.run(bench.printer.open(milkAndBottles))).outcome, 'refused');
			await bench.recover();
			const evidence = await evidenceOf(t, bench);
			t.is(evidence.completedCount, printed);
			t.is(evidence.cancelledCount, 1 - printed);
			t.is(evidence.transaction, 'none');
			t.is(bench.book().receiptCount, printed);
		});
	}

	fact('closing waits for paper as long as it takes, and says so', async (t, bench) => {
		await openSlip(t, bench, milkAndBottles);
		bench.takePaper();
		const heard: PrinterStatus['condition'][] = [];
		const closing = bench.printer.close(milkAndBottles, {
			onWaiting({condition}) {
				heard.push(condition);
				if (heard.length === 5) bench.givePaper();
			},
		});
		const outcome = await bench.run(closing);
		t.deepEqual(outcome, {outcome: 'confirmed', value: {fiscalNumber: 1}});
		t.is(heard.length, 5);
		t.deepEqual([...new Set(heard)], ['paper-out']);
	});

	fact('the daily report is numbered, starts the count anew and is not printed twice for nothing', async (t, bench) => {
		const nothing = await bench.run(bench.printer.dailyReport(await today(bench)));
		t.is(nothing.outcome === 'refused' ? nothing.fault.code : nothing.outcome, 'nothing-to-report');
		await printSlip(t, bench, fruitAndWine);
		const report = await bench.run(bench.printer.dailyReport(await today(bench)));
		t.deepEqual(report, {outcome: 'confirmed', value: {reportNumber: 1}});
		t.regex(bench.lastSlip(), /RAPORT FISKALNY DOBOWY/);
		t.is((await evidenceOf(t, bench)).completedCount, 0);
		t.is(await printSlip(t, bench, milkAndBottles), 1);
	});

	fact('the drawer opens', async (t, bench) => {
		t.is((await bench.run(bench.printer.openDrawer())).outcome, 'confirmed');
	});

	fact('calls made at once are carried out one after the other', async (t, bench) => {
		const calls = Promise.all([
			bench.printer.open(milkAndBottles),
			bench.printer.close(milkAndBottles, noWaiting),
			bench.printer.evidence(),
			bench.printer.status(),
		]);
		const [opening, closing, evidence] = await bench.run(calls);
		t.is(opening.outcome, 'confirmed');
		t.is(closing.outcome, 'confirmed');
		t.true(evidence.outcome === 'confirmed' && evidence.value.completedCount === 1);
	});

	fact('whoever waits when the till lets go of the printer is told', async (t, bench) => {
		await openSlip(t, bench, milkAndBottles);
		bench.takePaper();
		const closing = bench.printer.close(milkAndBottles, {onWaiting: () => void bench.printer.stop()});
		t.is((await bench.run(closing)).outcome, 'unknown');
	});
}

async function today(bench: PrinterBench): Promise<string> {
	const time = await bench.run(bench.printer.clock());
	return time.outcome === 'confirmed' ? time.value.slice(0, 10) : '';
}
