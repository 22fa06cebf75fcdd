/**
 * What every fiscal printer driver has to keep, whatever its protocol: run over the driver and its simulator.
 *
 * The bench is the protocol's own: it joins driver and simulator. Time is the bench's too, so the same suite runs on a
 * virtual clock and over a real socket.
 *
 * What a printer remembers differs; what has to come out does not: after any closing the driver's answer, or else the
 * printer's evidence held against the one before, says whether the slip was printed, and says the truth.
 */
import test, {type ExecutionContext} from 'ava';
import type {FiscalPrinter, PrinterStatus} from '../../../../till/devices/fiscal-printer.ts';
import type {SimulatedPrinter} from '../../../../till/devices/simulated/printer.ts';
import type {PrinterEvidence} from '../../../../till/domain/evidence.ts';
import {grosze} from '../../../../till/domain/money.ts';
import type {PrinterBlock} from '../../../../till/domain/printer-account.ts';
import {type Slip, systemNumberOf} from '../../../../till/domain/slip.ts';
import {decide, type Verdict} from '../../../../till/domain/verdict.ts';
import {milkAndBottles, petDeposit, piecesLine, shopVat, slipOf, weighedLine} from '../slips.ts';

export interface PrinterBench {
	readonly printer: FiscalPrinter;
	readonly simulator: SimulatedPrinter;
	/** Lets time pass until the promise has settled. */
	run<T>(promise: Promise<T>): Promise<T>;
	/** Power and cable are back; the driver is connected again when it resolves. */
	recover(): Promise<void>;
	stop(): Promise<void>;
}

export type MakePrinterBench = () => Promise<PrinterBench>;

/** What the protocol cannot do, so that nothing is expected of it. */
export interface PrinterSkills {
	/** Deposits are printed as packages. */
	readonly deposits?: boolean;
	/** Says that it waits for paper while a closing waits. */
	readonly tellsPaper?: boolean;
	readonly buyerNip?: boolean;
	readonly cash?: boolean;
	/** The number of a slip is at its foot as bars, for a scanner. */
	readonly barcode?: boolean;
	/** Receipts are numbered among all documents, so that a daily report has a number too and begins no new count. */
	readonly numbersDocuments?: boolean;
	/** The printer says itself who it is. One that does not proves nothing while it has sold nothing. */
	readonly namesItself?: boolean;
	/** Error codes with which the printer refuses to be asked how it is, and what keeps it from selling then. */
	readonly blockRefusals?: readonly (readonly [code: number, block: PrinterBlock])[];
	/** Error code with which the simulated device refuses a line; whatever the driver makes of it. */
	readonly lineRefusal: number;
}

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

const milk = slipOf({saleId: 'B7XK3MQE', lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349)], cashGrosze: 1000});

async function evidenceOf(t: ExecutionContext, bench: PrinterBench, requestId?: string): Promise<PrinterEvidence> {
	const outcome = await bench.run(bench.printer.evidence(requestId === undefined ? {} : {requestId}));
	if (outcome.outcome !== 'confirmed') return t.fail(`no evidence: ${JSON.stringify(outcome)}`);
	return outcome.value;
}

async function openSlip(t: ExecutionContext, bench: PrinterBench, slip: Slip): Promise<string | undefined> {
	const opening = await bench.run(bench.printer.open(slip));
	if (opening.outcome !== 'confirmed') return t.fail(`not opened: ${JSON.stringify(opening)}`);
	return opening.value.requestId;
}

async function printSlip(t: ExecutionContext, bench: PrinterBench, slip: Slip): Promise<number> {
	await openSlip(t, bench, slip);
	const closing = await bench.run(bench.printer.close(slip, noWaiting));
	if (closing.outcome !== 'confirmed') return t.fail(`not closed: ${JSON.stringify(closing)}`);
	return closing.value.fiscalNumber;
}

/** The printer's own book since it was made. */
export function bookOf({simulator}: Pick<PrinterBench, 'simulator'>) {
	const {allReceiptCount, allGross, records} = simulator.book();
	return {
		receiptCount: allReceiptCount,
		grossGrosze: Object.values(allGross).reduce((sum, gross) => sum + gross, 0),
		cancelledCount: records.filter(({kind}) => kind === 'cancelled').length,
	};
}

export function lastSlip({simulator}: Pick<PrinterBench, 'simulator'>): string {
	return simulator.snapshot().slips.at(-1)?.lines.join('\n') ?? '';
}

/** Asks until something is decided, as the till does. */
async function verdictOf(
	t: ExecutionContext,
	bench: PrinterBench,
	known: {readonly slip: Slip; readonly before: PrinterEvidence; readonly requestId: string | undefined},
): Promise<Verdict> {
	const {slip, before, requestId} = known;
	for (let attempt = 0; attempt < 20; attempt++) {
		const now = await evidenceOf(t, bench, requestId);
		const verdict = decide({slip, before, ...(requestId !== undefined && {requestId})}, now);
		if (verdict.kind !== 'waiting') return verdict;
	}
	return t.fail('nothing is decided');
}

export function conformsAsFiscalPrinter(name: string, make: MakePrinterBench, skills: PrinterSkills): void {
	const {
		deposits = true,
		tellsPaper = true,
		buyerNip = true,
		cash = true,
		barcode = false,
		blockRefusals = [],
		numbersDocuments = false,
		namesItself = true,
		lineRefusal,
	} = skills;
	const first = deposits ? milkAndBottles : milk;

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
		const health = await bench.run(bench.printer.health());
		t.deepEqual(health.outcome === 'confirmed' ? health.value.blocks : health, []);
	});

	for (const [code, block] of blockRefusals) {
		fact(`what keeps it from selling is known before the first sale: ${block}, by error ${code}`, async (t, bench) => {
			bench.simulator.setFault({kind: 'refuse', command: bench.simulator.commandOf.health, code});
			const blocked = await bench.run(bench.printer.health());
			t.deepEqual(blocked.outcome === 'confirmed' ? blocked.value.blocks : blocked, [block]);
			const mended = await bench.run(bench.printer.health());
			t.deepEqual(mended.outcome === 'confirmed' ? mended.value.blocks : mended, []);
		});
	}

	fact('slips are numbered one after the other and both books agree', async (t, bench) => {
		t.is(await printSlip(t, bench, first), 1);
		t.is(await printSlip(t, bench, fruitAndWine), 2);
		t.deepEqual(bookOf(bench), {
			receiptCount: 2,
			grossGrosze: first.goodsGrosze + fruitAndWine.goodsGrosze,
			cancelledCount: 0,
		});
		t.regex(lastSlip(bench), /PARAGON FISKALNY[\s\S]*Jabłka Szampion/);
		const totals = await bench.run(bench.printer.totals());
		if (totals.outcome !== 'confirmed') return t.fail(`no totals: ${JSON.stringify(totals)}`);
		t.deepEqual(totals.value.grossByLetter as unknown, {A: 5498, C: first.goodsGrosze + 1503, E: 1470});
		t.is(totals.value.receiptCount, 2);
	});

	fact('the number that a slip comes back by is on it, as bars where the protocol has them', async (t, bench) => {
		await printSlip(t, bench, first);
		t.true(lastSlip(bench).includes(systemNumberOf(first)));
		await printSlip(t, bench, fruitAndWine);
		const codes = bench.simulator.snapshot().slips.map(slip => slip.barcode);
		t.deepEqual(codes, barcode ? [systemNumberOf(first), systemNumberOf(fruitAndWine)] : [undefined, undefined]);
	});

	fact('a printed slip is told by the evidence', async (t, bench) => {
		const before = await evidenceOf(t, bench);
		t.is(before.transaction, 'none');
		const requestId = await openSlip(t, bench, first);
		const closing = await bench.run(bench.printer.close(first, noWaiting));
		t.deepEqual(closing, {outcome: 'confirmed', value: {fiscalNumber: 1}});
		const verdict = await verdictOf(t, bench, {slip: first, before, requestId});
		t.deepEqual(verdict, {kind: 'printed', fiscalNumber: 1, footerPending: false});
	});

	fact('the same goods sold again are another slip, and the evidence tells them apart', async (t, bench) => {
		await printSlip(t, bench, first);
		const again = {...first, saleId: 'ANOTHER1'};
		const before = await evidenceOf(t, bench);
		t.is((await verdictOf(t, bench, {slip: again, before, requestId: undefined})).kind, 'not-printed');
		const requestId = await openSlip(t, bench, again);
		await bench.run(bench.printer.close(again, noWaiting));
		t.is((await verdictOf(t, bench, {slip: again, before, requestId})).kind, 'printed');
	});

	fact('a cancelled slip sells nothing', async (t, bench) => {
		const before = await evidenceOf(t, bench);
		const requestId = await openSlip(t, bench, fruitAndWine);
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is(bookOf(bench).receiptCount, 0);
		t.not((await verdictOf(t, bench, {slip: fruitAndWine, before, requestId})).kind, 'printed');
		await printSlip(t, bench, fruitAndWine);
		t.is(bookOf(bench).receiptCount, 1);
	});

	fact('cancelling when nothing is open is done at once', async (t, bench) => {
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		t.is((await bench.run(bench.printer.finishFooter())).outcome, 'confirmed');
		t.is(bookOf(bench).cancelledCount, 0);
	});

	fact('a refused line is named, and what was begun can be cancelled', async (t, bench) => {
		bench.simulator.setFault({kind: 'refuse', command: bench.simulator.commandOf.line, code: lineRefusal});
		const opening = await bench.run(bench.printer.open(fruitAndWine));
		t.true(opening.outcome === 'refused', JSON.stringify(opening));
		if (opening.outcome === 'refused') t.is(opening.fault.line, 1);
		const closing = await bench.run(bench.printer.close(fruitAndWine, noWaiting));
		t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'no-transaction');
		t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
		await printSlip(t, bench, fruitAndWine);
		t.is(bookOf(bench).receiptCount, 1);
	});

	const faults = [
		['lose-answer-of', true],
		['duplicate-answer', true],
		['bad-crc', true],
		['power-cut-after', true],
		['lose-command', false],
		['power-cut-before', false],
	] as const;
	for (const [kind, isPrinted] of faults) {
		fact(`whatever becomes of the closing, the truth comes out: ${kind}`, async (t, bench) => {
			const earlier = namesItself ? 0 : 1;
			if (earlier > 0) await printSlip(t, bench, fruitAndWine);
			const before = await evidenceOf(t, bench);
			const requestId = await openSlip(t, bench, first);
			bench.simulator.setFault({kind, command: bench.simulator.commandOf.close});
			const closing = await bench.run(bench.printer.close(first, noWaiting));
			if (kind.startsWith('power-cut')) {
				t.is(closing.outcome, 'unknown');
				t.is((await bench.run(bench.printer.status())).condition, 'disconnected');
				t.is((await bench.run(bench.printer.open(first))).outcome, 'refused');
				await bench.recover();
			}
			if (closing.outcome === 'confirmed') t.true(isPrinted);
			else if (closing.outcome === 'refused') t.false(isPrinted);
			const verdict = await verdictOf(t, bench, {slip: first, before, requestId});
			t.is(verdict.kind === 'printed', isPrinted, verdict.kind);
			if (!isPrinted) t.true(verdict.kind === 'open' || verdict.kind === 'not-printed', verdict.kind);
			t.is(bookOf(bench).receiptCount, earlier + (isPrinted ? 1 : 0));
			// And the next slip is printed as if nothing had been.
			t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
			await printSlip(t, bench, fruitAndWine);
			t.is(bookOf(bench).receiptCount, earlier + (isPrinted ? 2 : 1));
		});
	}

	fact('another printer in its place is seen', async (t, bench) => {
		const before = await evidenceOf(t, bench);
		const requestId = await openSlip(t, bench, first);
		const {close} = bench.simulator.commandOf;
		bench.simulator.setFault({kind: 'swap', command: close, uniqueNumber: 'OTH 0000000002'});
		const closing = await bench.run(bench.printer.close(first, noWaiting));
		t.not(closing.outcome, 'confirmed');
		await bench.recover();
		if (namesItself) t.not((await evidenceOf(t, bench, requestId)).uniqueNumber, before.uniqueNumber);
		t.is((await verdictOf(t, bench, {slip: first, before, requestId})).kind, 'unclear');
	});

	if (tellsPaper) {
		fact('closing waits for paper as long as it takes, and says so', async (t, bench) => {
			await openSlip(t, bench, first);
			bench.simulator.setFault({kind: 'paper-out'});
			const heard: PrinterStatus['condition'][] = [];
			const closing = bench.printer.close(first, {
				onWaiting({condition}) {
					heard.push(condition);
					if (heard.length === 5) bench.simulator.clearFault('paper-out');
				},
			});
			t.deepEqual(await bench.run(closing), {outcome: 'confirmed', value: {fiscalNumber: 1}});
			t.is(heard.length, 5);
			t.deepEqual([...new Set(heard)], ['paper-out']);
		});

		fact('whoever waits when the till lets go of the printer is told', async (t, bench) => {
			await openSlip(t, bench, first);
			bench.simulator.setFault({kind: 'paper-out'});
			const closing = bench.printer.close(first, {onWaiting: () => void bench.printer.stop()});
			t.is((await bench.run(closing)).outcome, 'unknown');
		});
	}

	fact('the daily report starts the count anew and is not printed twice for nothing', async (t, bench) => {
		const nothing = await bench.run(bench.printer.dailyReport(await today(bench)));
		t.is(nothing.outcome === 'refused' ? nothing.fault.code : nothing.outcome, 'nothing-to-report');
		await printSlip(t, bench, fruitAndWine);
		const report = await bench.run(bench.printer.dailyReport(await today(bench)));
		t.is(report.outcome, 'confirmed');
		t.regex(lastSlip(bench), /RAPORT FISKALNY DOBOWY/);
		if (!numbersDocuments) t.is((await evidenceOf(t, bench)).completedCount, 0);
		const totals = await bench.run(bench.printer.totals());
		t.deepEqual(totals.outcome === 'confirmed' ? totals.value.grossByLetter : totals, {});
		t.is(await printSlip(t, bench, first), numbersDocuments ? 3 : 1);
	});

	fact('a daily report that somebody prints meanwhile is no proof of anything', async (t, bench) => {
		await printSlip(t, bench, fruitAndWine);
		const before = await evidenceOf(t, bench);
		const report = await bench.run(bench.printer.dailyReport(await today(bench)));
		t.is(report.outcome, 'confirmed');
		const now = await evidenceOf(t, bench);
		t.is(decide({slip: first, before}, now).kind, 'unclear');
	});

	fact('the drawer opens', async (t, bench) => {
		t.is((await bench.run(bench.printer.openDrawer())).outcome, 'confirmed');
		t.is(bench.simulator.snapshot().drawerKicks, 1);
	});

	if (cash) {
		fact('money is put into the drawer and taken out of it, never more than there is', async (t, bench) => {
			const {printer, simulator} = bench;
			const floatGrosze = grosze(20_000);
			t.is((await bench.run(printer.moveCash({direction: 'in', amountGrosze: floatGrosze}))).outcome, 'confirmed');
			t.is((await bench.run(printer.moveCash({direction: 'out', amountGrosze: grosze(5000)}))).outcome, 'confirmed');
			t.is(simulator.book().cashGrosze, 15_000);
			t.is(bookOf(bench).receiptCount, 0);
		});
	}

	if (deposits) {
		fact('packages are charged and taken back beside the goods, outside their sums', async (t, bench) => {
			const slip = slipOf({
				lines: [piecesLine('Woda gazowana 1,5l', 'A', 2, 299)],
				deposits: [petDeposit(2), petDeposit(-1)],
				cashGrosze: 1000,
			});
			await printSlip(t, bench, slip);
			t.is(bookOf(bench).grossGrosze, 598);
			const {packagesCharged, packagesReturned} = simulatedLast(bench);
			t.deepEqual({packagesCharged, packagesReturned}, {packagesCharged: 100, packagesReturned: 50});
		});
	}

	if (buyerNip) {
		fact('the buyer’s NIP is on the slip', async (t, bench) => {
			await printSlip(t, bench, {...fruitAndWine, buyerNip: '6760000001'});
			t.regex(lastSlip(bench), /6760000001/);
		});
	}

	fact('the slip bears its number, and both slips of a sale are told apart', async (t, bench) => {
		const alcohol: Slip = {...fruitAndWine, route: 'alcohol'};
		await printSlip(t, bench, {...first, saleId: fruitAndWine.saleId});
		t.not(systemNumberOf(alcohol), systemNumberOf(fruitAndWine));
		await printSlip(t, bench, alcohol);
		const numbers = bench.simulator.book().records.map(({systemNumber}) => systemNumber);
		if (numbers.some(number => number !== '')) {
			t.deepEqual(numbers, [systemNumberOf(fruitAndWine), systemNumberOf(alcohol)]);
		}
		t.is(bookOf(bench).receiptCount, 2);
	});

	fact('calls made at once are carried out one after the other', async (t, bench) => {
		const calls = Promise.all([
			bench.printer.open(first),
			bench.printer.close(first, noWaiting),
			bench.printer.evidence(),
			bench.printer.status(),
		]);
		const [opening, closing, evidence] = await bench.run(calls);
		t.is(opening.outcome, 'confirmed');
		t.is(closing.outcome, 'confirmed');
		t.true(evidence.outcome === 'confirmed' && evidence.value.transaction === 'none');
		t.is(bookOf(bench).receiptCount, 1);
	});
}

function simulatedLast({simulator}: PrinterBench) {
	return simulator.book().lastDocument;
}

async function today(bench: PrinterBench): Promise<string> {
	const time = await bench.run(bench.printer.clock());
	return time.outcome === 'confirmed' ? time.value.slice(0, 10) : '';
}
