/** A slip that is paid by transfer, wholly or in part: what each protocol prints of it, and which has no word for it. */
import test from 'ava';
import type {FiscalPrinter} from '../../../till/devices/fiscal-printer.ts';
import type {SimulatedPrinter} from '../../../till/devices/simulated/printer.ts';
import type {Tender} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {Slip} from '../../../till/domain/slip.ts';
import {memoryBench as elzab} from './elzab/bench.ts';
import {memoryBench as noviapi} from './noviapi/bench.ts';
import {memoryBench as novitusXml} from './novitus-xml/bench.ts';
import {memoryBench as posnet} from './posnet/bench.ts';
import {milkAndBottles, piecesLine, slipOf} from './slips.ts';
import {memoryBench as thermal} from './thermal/bench.ts';

interface Bench {
	readonly printer: FiscalPrinter;
	readonly simulator: SimulatedPrinter;
	run<T>(promise: Promise<T>): Promise<T>;
}
type Make = () => Promise<Bench>;

/** 11.18 zł. */
const bread = slipOf({lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349), piecesLine('Chleb razowy', 'C', 1, 420)]});
const transfer = (amount: number): Tender => ({kind: 'transfer', amountGrosze: grosze(amount)});
const byTransfer: Slip = {...bread, tenders: [transfer(1118)]};
/** The change is of the cash alone. */
const mixed: Slip = {
	...bread,
	tenders: [transfer(1000), {kind: 'cash', amountGrosze: grosze(200)}],
	changeGrosze: grosze(82),
};
/** 8.98 zł with four deposits. */
const withDeposits: Slip = {...milkAndBottles, tenders: [transfer(898)], changeGrosze: grosze(0)};

async function printedBy({printer, simulator, run}: Bench, slip: Slip): Promise<string> {
	const opened = await run(printer.open(slip));
	if (opened.outcome !== 'confirmed') return JSON.stringify(opened);
	const closed = await run(printer.close(slip, {onWaiting: () => {}}));
	if (closed.outcome !== 'confirmed') return JSON.stringify(closed);
	return simulator.snapshot().slips.at(-1)?.lines.join('\n') ?? '';
}

const speaking: readonly (readonly [string, Make])[] = [
	['POSNET', posnet],
	['Novitus XML', novitusXml],
	['NoviAPI', noviapi],
	['ELZAB', elzab],
	['Thermal of Novitus', () => thermal({maker: 'novitus'})],
];

for (const [protocol, make] of speaking) {
	test(`${protocol} prints a transfer by its name, alone and beside cash, from which the change is`, async t => {
		const bench = await make();
		t.is(bench.printer.whatCannotBeTold?.(byTransfer), undefined);
		t.regex(await printedBy(bench, byTransfer), /PRZELEW.* 11,18/i);
		t.regex(await printedBy(bench, mixed), /PRZELEW.* 10,00/i);
		t.is(bench.simulator.book().records.filter(({kind}) => kind === 'receipt').length, 2);
	});
}

for (const [protocol, make] of speaking.slice(0, 3)) {
	test(`${protocol} prints it on a slip with deposits as well`, async t => {
		t.regex(await printedBy(await make(), withDeposits), /PRZELEW.* 8,98/i);
	});
}

async function refuses(bench: Bench, slip: Slip): Promise<readonly unknown[]> {
	const told = bench.printer.whatCannotBeTold?.(slip)?.code;
	const opened = await bench.run(bench.printer.open(slip));
	const {slips} = bench.simulator.snapshot();
	return [told, opened.outcome === 'refused' ? opened.fault.code : opened.outcome, slips.length];
}

test('Thermal of POSNET knows cash, cards and vouchers in the closing that is sure: nothing of a transfer is begun', async t => {
	const bench = await thermal({maker: 'posnet'});
	for (const slip of [byTransfer, mixed, withDeposits])
		t.deepEqual(await refuses(bench, slip), ['payments', 'payments', 0]);
});

test('Thermal of Novitus says deposits in a closing that knows no transfer either', async t => {
	t.deepEqual(await refuses(await thermal({maker: 'novitus'}), withDeposits), ['payments', 'payments', 0]);
});

for (const [maker, word] of [
	['posnet', 'INNA'],
	['novitus', 'PRZELEW'],
] as const) {
	test(`with the closing that tells all payments Thermal of ${maker} prints it as ${word}`, async t => {
		const bench = await thermal({maker, closing: '$y'});
		t.is(bench.printer.whatCannotBeTold?.(withDeposits), undefined);
		t.regex(await printedBy(bench, byTransfer), new RegExp(`${word}.* 11,18`, 'i'));
	});
}
