/** A slip of twenty lines: what the till's driver adds to the printer's own time. */
import type {BenchContext, Benchmark, Row} from './benchmark.ts';
import {startSide} from './side.ts';
import type {CashDeskSide} from './sides/cash-desk.ts';
import type {PrinterProtocol, PrinterSide} from './sides/printer.ts';
import {median, quantile, rounded, showNumber} from './statistics.ts';

const slipCount = 500;
const smokeSlipCount = 20;
const warmUpCount = 50;
const overheadMsMax = 5;
const protocols: readonly PrinterProtocol[] = ['posnet'];

interface Measured {
	readonly protocol: PrinterProtocol;
	/** A slip's time without the device's. */
	readonly overheadMs: readonly number[];
	readonly deviceMs: readonly number[];
	/** The same bytes by a bare socket, the device's time taken off as well. */
	readonly bareMs: readonly number[];
}

export const print: Benchmark = {
	name: 'print',
	title: `${slipCount} slips of 20 lines over TCP, one after the other: what is added to the printer's own time.`,

	async run(context) {
		const measured: Measured[] = [];
		for (const protocol of protocols) {
			context.say(protocol);
			measured.push(await printOn(protocol, context));
		}
		context.say('the journal');
		const fsyncMs = await keepSlips(context);
		const all = measured.flatMap(({overheadMs}) => overheadMs);
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
			},
			notes: [
				'From the first byte of a slip until its fiscal number is known, without the time in which the simulated printer was at work itself; printer and till are processes of their own.',
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
		{
			measure: `${protocol}: floor, the same bytes by a bare socket, p50`,
			ours: `${showNumber(median(bareMs))} ms`,
			ratio: median(bareMs) / p50Ms,
		},
		{measure: `${protocol}: the simulated printer itself, p50`, ours: `${showNumber(median(deviceMs))} ms`},
	];
}

async function printOn(protocol: PrinterProtocol, {smoke}: BenchContext): Promise<Measured> {
	const printer = startSide<PrinterSide>('printer');
	const desk = startSide<CashDeskSide>('cash-desk');
	const {port} = await printer.call('listen', {protocol});
	await desk.call('connect', {protocol, port});
	for (let slip = 0; slip < warmUpCount; slip++) await desk.call('printSlip', undefined);
	const count = smoke ? smokeSlipCount : slipCount;
	const overheadMs: number[] = [];
	const deviceMs: number[] = [];
	await printer.call('takeWorkedMs', undefined);
	for (let slip = 0; slip < count; slip++) {
		const {tookMs} = await desk.call('printSlip', undefined);
		const workedMs = await printer.call('takeWorkedMs', undefined);
		overheadMs.push(tookMs - workedMs);
		deviceMs.push(workedMs);
	}
	const {tookMs: bare} = await desk.call('sendBare', {port, count});
	const bareDeviceMs = (await printer.call('takeWorkedMs', undefined)) / count;
	await desk.call('stop', undefined);
	await desk.end();
	await printer.end();
	return {protocol, overheadMs, deviceMs, bareMs: bare.map(tookMs => tookMs - bareDeviceMs)};
}

async function keepSlips({openFolder, smoke}: BenchContext): Promise<readonly number[]> {
	const desk = startSide<CashDeskSide>('cash-desk');
	const {tookMs} = await desk.call('keepSlips', {folder: openFolder(), count: smoke ? smokeSlipCount : slipCount});
	await desk.end();
	return tookMs;
}
