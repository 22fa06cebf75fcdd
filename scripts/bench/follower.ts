/** A till, ours or stock, behind a wire that counts. What happens on the server happens to all of them at once. */
import {join} from 'node:path';
import {catalogueDatabase, receiptsDatabase} from '../../couch/documents/databases.ts';
import type {BenchContext} from './benchmark.ts';
import {type CompressingFront, openCompressingFront} from './compressing-front.ts';
import {type CountingProxy, openCountingProxy} from './counting-proxy.ts';
import {type BenchShop, benchMonth} from './server.ts';
import {type Side, startSide} from './side.ts';
import type {StockSide} from './sides/stock.ts';
import type {TillSide} from './sides/till.ts';
import type {StockStack} from './stock.ts';

export interface Follower {
	readonly name: string;
	readonly wire: CountingProxy;
	/** Loads the catalogue; resolves when it is in step. */
	open(): Promise<{readonly documentCount: number}>;
	untilHeld(revisions: Readonly<Record<string, string>>): Promise<void>;
	hold(): Promise<void>;
	sell(count: number): Promise<{readonly jsonBytes: number}>;
	release(): Promise<void>;
}

interface Place {
	readonly context: BenchContext;
	readonly shop: BenchShop;
	readonly name: string;
	readonly compressed: boolean;
}

export async function ourFollower(place: Place): Promise<Follower> {
	const {context, shop, name, compressed} = place;
	const wire = await layWire(place);
	const side = started(context, startSide<TillSide>('till'));
	return {
		name,
		wire,
		open() {
			// Bodies go as they are where everything does, to show what compression of both ways is worth.
			const server = {...shop.address(wire.origin), plainBodies: !compressed};
			return side.call('open', {id: name, dataDir: context.openFolder(), server});
		},
		untilHeld: revisions => side.call('untilHeld', {revisions}),
		hold: async () => side.call('hold', undefined),
		sell: count => side.call('sell', {count}),
		async release() {
			const {refusedCount} = await side.call('release', undefined);
			if (refusedCount > 0) throw new Error(`${name}: the server refused ${refusedCount} receipts`);
		},
	};
}

export async function stockFollower(place: Place & {readonly stack: StockStack}): Promise<Follower> {
	const {context, shop, name, stack} = place;
	const wire = await layWire(place);
	const side = started(context, startSide<StockSide>('stock'));
	return {
		name,
		wire,
		open: () =>
			side.call('open', {
				stack,
				folder: join(context.openFolder()),
				catalogueUrl: shop.databaseUrl(catalogueDatabase, wire.origin),
				receiptsUrl: shop.databaseUrl(receiptsDatabase(benchMonth), wire.origin),
			}),
		untilHeld: revisions => side.call('untilHeld', {revisions}),
		hold: () => side.call('hold', undefined),
		sell: count => side.call('sell', {count, id: name}),
		release: () => side.call('release', undefined),
	};
}

function started<Calls extends TillSide | StockSide>(context: BenchContext, side: Side<Calls>): Side<Calls> {
	context.defer(() => side.end());
	return side;
}

async function layWire({context, compressed}: Place): Promise<CountingProxy> {
	const {origin} = new URL(context.server.url);
	const front = compressed && context.server.kind === 'couchdb' ? await openCompressingFront(origin) : undefined;
	const wire = await openCountingProxy({target: front?.origin ?? origin, uncompressed: !compressed});
	context.defer(() => closeBoth(wire, front));
	return wire;
}

async function closeBoth(wire: CountingProxy, front: CompressingFront | undefined): Promise<void> {
	await wire.close();
	await front?.close();
}
