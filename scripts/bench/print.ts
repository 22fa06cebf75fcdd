/** A slip of twenty lines: what the till's driver adds to the printer's own time. */
import type {BenchContext, Benchmark, Row} from './benchmark.ts';
import {type PrinterProtocol, printerProtocols} from './print-slips.ts';
import {type Side, startSide} from './side.ts';
import type {CashDeskSide} from './sides/cash-desk.ts';
import type {PrinterSide} from './sides/printer.ts';
import {median, quantile, rounded, showNumber} from './statistics.ts';

const slipCount = 500;
/** One slip in so many, where only the working is to be seen. */
const smokeShare = 20;
const warmUpCount = 50;
const overheadMsMax = 5;
/** Of each protocol beside POSNET, whose figures are the ones that are kept. */
const otherSlipCount = 100;
const otherWarmUpCount = 50;
const kept: PrinterProtocol = 'posnet';

interface Measured {
	readonly protocol: PrinterProtocol;
	/** A slip's time without the device's. */
	readonly overheadMs: readonly number[];
	readonly deviceMs: readonly number[];
	/** The same bytes by a bare socket, the device's time taken off as well; of a protocol that answers every write. */
	readonly bareMs?: readonly number[];
}

export const print: Benchmark = {
	name: 'print',
	title: `${slipCount} slips of 20 lines by POSNET and ${otherSlipCount} by each other protocol: what is added to the printer's own time.`,

	async run(context) {
		const measured: Measured[] = [];
		const {protocol: only} = context;
		for (const protocol of only === undefined ? printerProtocols : [only]) {
			context.say(protocol);
			measured.push(await printOn(protocol, context));
		}
		context.say('the journal');
		const fsyncMs = await keepSlips(context);
		const all = measured.filter(({protocol}) => protocol === (only ?? kept)).flatMap(({overheadMs}) => overheadMs);
		const medians = measured.map(({protocol, overheadMs}) => [protocol, rounded(median(overheadMs))] as const);
		return {
			rows: [
				...measured.flatMap(rowsOf),
				{measure: "the journal's two synced writes of a slip, p50", ours: `${showNumber(median(fsyncMs))} ms`},
				{measure: 'the same, p99', ours: `${showNumber(quantile(fsyncMs, 0.99))} ms`},
			],
			figures: {
				medianMs: rounded(median(all)),
				p99Ms: rounded(quantile(all, 0.99)),
				fsyncMs: rounded(median(fsyncMs)),
				...(only === undefined && {mediansMs: Object.fromEntries(medians)}),
			},
			notes: [
				'From the first byte of a slip until its fiscal number is known, without the time in which the simulated printer was at work itself; printer and till are processes of their own.',
				'NoviAPI is spoken over HTTP: what the simulated printer takes is part of its figure. Thermal, Novitus XML and ElzabESC ask the printer what became of the parts of a slip.',
				'The floor sends the bytes of a slip by a bare socket, which waits for each answer and looks at none.',
			],
		};
	},
};

function rowsOf({protocol, overheadMs, deviceMs, bareMs}: Measured): readonly Row[] {
	const p50Ms = median(overheadMs);
	return [
		{
			measure: `${protocol}: overhead, p50`,
			ours: `${showNumber(p50Ms)} ms`,
			reach: {target: `<= ${overheadMsMax} ms`, reached: p50Ms <= overheadMsMax},
		},
		{measure: `${protocol}: overhead, p99`, ours: `${showNumber(quantile(overheadMs, 0.99))} ms`},
		...(bareMs === undefined
			? []
			: [
					{
						measure: `${protocol}: floor, the same bytes by a bare socket, p50`,
						ours: `${showNumber(median(bareMs))} ms`,
						ratio: median(bareMs) / p50Ms,
					},
				]),
		...(protocol === 'noviapi'
			? []
			: [{measure: `${protocol}: the simulated printer itself, p50`, ours: `${showNumber(median(deviceMs))} ms`}]),
	];
}

async function printOn(protocol: PrinterProtocol, {smoke}: BenchContext): Promise<Measured> {
	const printer = startSide<PrinterSide>('printer');
	const desk = startSide<CashDeskSide>('cash-desk');
	const {port} = await printer.call('listen', {protocol});
	await desk.call('connect', {protocol, port});
	const isKept = protocol === kept;
	for (let slip = 0; slip < (isKept ? warmUpCount : otherWarmUpCount); slip++) await desk.call('printSlip', undefined);
	const wholeCount = isKept ? slipCount : otherSlipCount;
	const count = smoke ? wholeCount / smokeShare : wholeCount;
	const overheadMs: number[] = [];
	const deviceMs: number[] = [];
	await printer.call('takeWorkedMs', undefined);
	for (let slip = 0; slip < count; slip++) {
		const {tookMs} = await desk.call('printSlip', undefined);
		const workedMs = await printer.call('takeWorkedMs', undefined);
		overheadMs.push(tookMs - workedMs);
		deviceMs.push(workedMs);
	}
	const bareMs = isKept ? await sendBare(desk, printer, {port, count}) : undefined;
	await desk.call('stop', undefined);
	await desk.end();
	await printer.end();
	return {protocol, overheadMs, deviceMs, ...(bareMs !== undefined && {bareMs})};
}

async function sendBare(
	desk: Side<CashDeskSide>,
	printer: Side<PrinterSide>,
	{port, count}: {readonly port: number; readonly count: number},
): Promise<readonly number[]> {
	const {tookMs} = await desk.call('sendBare', {port, count});
	const deviceMs = (await printer.call('takeWorkedMs', undefined)) / count;
	return tookMs.map(each => each - deviceMs);
}

async function keepSlips({openFolder, smoke}: BenchContext): Promise<readonly number[]> {
	const desk = startSide<CashDeskSide>('cash-desk');
	const {tookMs} = await desk.call('keepSlips', {
		folder: openFolder(),
		count: smoke ? slipCount / smokeShare : slipCount,
	});
	await desk.end();
	return tookMs;
}
