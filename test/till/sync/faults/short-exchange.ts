/** The two short exchanges that are spoilt at every one of their bytes: a small catalogue, and two receipts. */
import type {ExecutionContext} from 'ava';
import type {Sealed} from '../../../../till/domain/entry.ts';
import {openReplica} from '../../../../till/replica/open-replica.ts';
import type {ReplicatedDocument} from '../../../../till/replica/replica.ts';
import {followCatalogue} from '../../../../till/sync/catalogue-down.ts';
import {ReceiptsUp} from '../../../../till/sync/receipts-up.ts';
import {openServer, type Server, sentenceOf} from '../../../../till/sync/server.ts';
import {entryAfter} from '../../replica/entries.ts';
import {temporaryFolder} from '../../replica/folder.ts';
import {clock, shortTimings} from '../shop.ts';
import {type Cable, layCable} from './cable.ts';
import {MemoryCatalogue} from './memory-catalogue.ts';
import {type SmallCouch, smallCouchSource, startSmallCouch} from './small-couch.ts';

export interface ShortShop {
	readonly couch: SmallCouch;
	readonly cable: Cable;
	readonly timings: typeof shortTimings;
	open(signal: AbortSignal): Server;
}

/** `silenceMs` is how long the till waits for anything that does not come. */
export async function openShortShop(t: ExecutionContext, silenceMs = 3000): Promise<ShortShop> {
	const couch = await startSmallCouch(t);
	const cable = await layCable(t, couch.port);
	return {couch, cable, ...shortEnd(`http://127.0.0.1:${cable.port}`, silenceMs)};
}

/** The till's end of it. */
export function shortEnd(url: string, silenceMs: number): Pick<ShortShop, 'timings' | 'open'> {
	return {
		timings: {...shortTimings, heartbeatMs: silenceMs / 2, requestTimeoutMs: silenceMs},
		open: signal => openServer({address: {url}, timeoutMs: silenceMs, signal}),
	};
}

export interface CatalogueRun {
	readonly documents: readonly ReplicatedDocument[];
	readonly attemptCount: number;
	/** Documents stored, each time counted. */
	readonly appliedCount: number;
	/** Why attempts ended, the last of them because it was done. */
	readonly reasons: readonly string[];
}

/** A new till has nothing; a late one knows the server, and has everything of it still to read. */
export type TillKind = 'new' | 'late';
export const tillKinds: readonly TillKind[] = ['new', 'late'];

/** A till brings its catalogue up to date, as often anew as it needs. */
export async function loadCatalogue(
	{timings, open}: Pick<ShortShop, 'timings' | 'open'>,
	kind: TillKind,
	attemptCountMax = 5,
): Promise<CatalogueRun> {
	const replica = new MemoryCatalogue();
	if (kind === 'late') replica.keepCursor({since: '0', source: smallCouchSource});
	const reasons: string[] = [];
	let attemptCount = 0;
	for (let caughtUp = false; !caughtUp && attemptCount < attemptCountMax; attemptCount++) {
		const ending = new AbortController();
		const fault = await followCatalogue({
			server: open(ending.signal),
			replica,
			clock,
			timings,
			onAnswered: () => undefined,
			onCaughtUp: () => {
				caughtUp = true;
				ending.abort();
			},
			onInStep: () => undefined,
		});
		reasons.push(sentenceOf(fault));
	}
	const documents = [...(await replica.all())].sort((left, right) => (left._id < right._id ? -1 : 1));
	return {documents, attemptCount, appliedCount: replica.appliedCount, reasons};
}

export interface Seller {
	/** Seals two receipts and sends until nothing waits. Resolves with their contents and the attempts it took. */
	sellTwo(attemptCountMax?: number): Promise<{readonly sold: readonly Sealed[]; readonly attemptCount: number}>;
}

/** `names` stand in the two receipts and make them as long as the test wants. */
export async function openSeller(
	t: ExecutionContext,
	{open}: ShortShop,
	names: readonly string[] = ['Zofia', 'Żaneta'],
): Promise<Seller> {
	const ending = new AbortController();
	const {book, close} = await openReplica({dataDir: temporaryFolder(t), till: 'anna'});
	t.teardown(async () => {
		ending.abort();
		await close();
	});
	const receipts = new ReceiptsUp({server: open(ending.signal), book, clock});
	const isDone = () => book.counts().waiting === 0 && book.counts().refused === 0;
	return {
		async sellTwo(attemptCountMax = 5) {
			const sold: Sealed[] = [];
			for (const name of names) {
				const entry = entryAfter(book.head(), {name});
				await book.append(entry);
				sold.push(entry);
			}
			let attemptCount = 0;
			while (!isDone() && attemptCount < attemptCountMax) {
				attemptCount += 1;
				const fault = await receipts.push();
				if (fault === undefined && !isDone()) receipts.retryRefused();
			}
			return {sold, attemptCount};
		},
	};
}
