/** The figures of `bytes` as a table, as keys, and against what is to be reached. */
import type {Result, Row} from './benchmark.ts';
import type {BenchServer} from './server.ts';
import {rounded, showNumber} from './statistics.ts';
import type {StockStack} from './stock.ts';

export interface WireFigures {
	/** The median of several, each of another product. */
	readonly priceChangeBytes: number;
	readonly firstPriceChangeBytes: number;
	readonly lastPriceChangeBytes: number;
	readonly priceChangeRequests: number;
	readonly priceList1000Bytes: number;
	readonly priceList1000Requests: number;
	/** For one of a thousand. */
	readonly changedProductBytes: number;
	readonly idleMinuteBytes: number;
	readonly idleMinuteRequests: number;
	readonly firstLoadBytesPerProduct: number;
	readonly receiptBytes: number;
	readonly receiptJsonBytes: number;
	/** Times their JSON. */
	readonly backlogRatio: number;
}

/** Measured with and without compression. */
interface Both {
	readonly plain: WireFigures;
	readonly gzip: WireFigures;
}

interface Case {
	readonly measure: string;
	readonly figure: (both: Both) => number;
	readonly requests?: (both: Both) => number;
	readonly max?: number;
	readonly requestsMax?: number;
	readonly unit: 'B' | 'times';
}

const cases: readonly Case[] = [
	{
		measure: 'one price change',
		figure: ({plain}) => plain.priceChangeBytes,
		requests: ({plain}) => plain.priceChangeRequests,
		max: 500,
		requestsMax: 0,
		unit: 'B',
	},
	{
		measure: 'one price change, gzip',
		figure: ({gzip}) => gzip.priceChangeBytes,
		requests: ({gzip}) => gzip.priceChangeRequests,
		max: 120,
		unit: 'B',
	},
	{
		measure: '1000 prices in one list',
		figure: ({plain}) => plain.priceList1000Bytes,
		requests: ({plain}) => plain.priceList1000Requests,
		max: 25_000,
		unit: 'B',
	},
	{
		measure: '1000 prices in one list, gzip',
		figure: ({gzip}) => gzip.priceList1000Bytes,
		requests: ({gzip}) => gzip.priceList1000Requests,
		max: 6000,
		unit: 'B',
	},
	{measure: 'one of 1000 changed products', figure: ({plain}) => plain.changedProductBytes, max: 500, unit: 'B'},
	{measure: 'one of 1000 changed products, gzip', figure: ({gzip}) => gzip.changedProductBytes, unit: 'B'},
	{
		measure: 'an idle minute',
		figure: ({plain}) => plain.idleMinuteBytes,
		requests: ({plain}) => plain.idleMinuteRequests,
		max: 200,
		unit: 'B',
	},
	{measure: 'first load, a product', figure: ({plain}) => plain.firstLoadBytesPerProduct, max: 430, unit: 'B'},
	{measure: 'first load, a product, gzip', figure: ({gzip}) => gzip.firstLoadBytesPerProduct, max: 75, unit: 'B'},
	{
		measure: 'one receipt of 15 lines, over its JSON',
		figure: ({plain}) => plain.receiptBytes - plain.receiptJsonBytes,
		max: 1200,
		unit: 'B',
	},
	{measure: 'one receipt of 15 lines, whole, gzip', figure: ({gzip}) => gzip.receiptBytes, unit: 'B'},
	{measure: 'a backlog of 2000 receipts', figure: ({plain}) => plain.backlogRatio, max: 1.15, unit: 'times'},
	{measure: 'a backlog of 2000 receipts, gzip', figure: ({gzip}) => gzip.backlogRatio, max: 0.25, unit: 'times'},
];

export function bytesResult({
	ours,
	stock,
	productJsonBytes,
	server,
	stack,
}: {
	readonly ours: Both;
	readonly stock: Both;
	readonly productJsonBytes: number;
	readonly server: BenchServer;
	readonly stack: StockStack;
}): Result {
	return {
		rows: cases.map(oneCase => rowOf(oneCase, ours, stock)),
		figures: {...keysOf(ours), stock: keysOf(stock)},
		notes: [
			stack.description,
			`A product of these goods is ${productJsonBytes} B of JSON, so that ${Math.round(ours.plain.firstLoadBytesPerProduct - productJsonBytes)} B of a row of the first load are the feed's own: sequence, id and revision twice, framing. The targets were set with goods of 139 B, where a row is ${Math.round(ours.plain.firstLoadBytesPerProduct - productJsonBytes + 139)} B. A receipt is ${ours.plain.receiptJsonBytes} B of JSON. Stock follows and sends with live replications and their default batches.`,
			server.kind === 'couchdb'
				? 'gzip: CouchDB compresses nothing itself; a front in the manner of nginx (gzip, no buffering) stands before it.'
				: 'gzip: the server compresses its feeds itself. Without: the wire overwrites what the client accepts.',
			`A compressed stream knows only what went through it since the till connected: its first price change was ${ours.gzip.firstPriceChangeBytes} B, the last of those measured ${ours.gzip.lastPriceChangeBytes} B.`,
			'Requests are compressed by ours only; without gzip it sends them plain as well.',
		],
	};
}

function rowOf({measure, figure, requests, max, requestsMax, unit}: Case, ours: Both, stock: Both): Row {
	const show = (both: Both) => {
		const asked = requests === undefined ? '' : `, ${requests(both)} requests`;
		return unit === 'B' ? `${showNumber(figure(both))} B${asked}` : `${rounded(figure(both), 3)} × JSON`;
	};
	const reached =
		figure(ours) <= (max ?? Number.POSITIVE_INFINITY) &&
		!(requests && requestsMax !== undefined && requests(ours) > requestsMax);
	const target = `<= ${unit === 'B' ? `${showNumber(max ?? 0)} B` : `${max} ×`}${requestsMax === 0 ? ', no request' : ''}`;
	const ratio = figure(stock) / figure(ours);
	return {
		measure,
		ours: show(ours),
		stock: show(stock),
		...(ratio > 0 && {ratio}),
		...(max !== undefined && {reach: {target, reached}}),
	};
}

function keysOf({plain, gzip}: Both): Readonly<Record<string, number>> {
	return {
		priceChangeBytes: Math.round(plain.priceChangeBytes),
		priceChangeRequests: plain.priceChangeRequests,
		priceChangeGzipBytes: Math.round(gzip.priceChangeBytes),
		priceList1000Bytes: plain.priceList1000Bytes,
		priceList1000GzipBytes: gzip.priceList1000Bytes,
		changedProductBytes: Math.round(plain.changedProductBytes),
		idleMinuteBytes: plain.idleMinuteBytes,
		firstLoadBytesPerProduct: rounded(plain.firstLoadBytesPerProduct, 1),
		firstLoadGzipBytesPerProduct: rounded(gzip.firstLoadBytesPerProduct, 1),
		receiptOverheadBytes: Math.round(plain.receiptBytes - plain.receiptJsonBytes),
		backlogRatio: rounded(plain.backlogRatio, 3),
		backlogGzipRatio: rounded(gzip.backlogRatio, 3),
	};
}
