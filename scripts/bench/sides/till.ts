/** Our side: one till's replica and link. */
import {setTimeout as delay, setImmediate as nextTurn} from 'node:timers/promises';
import {assert} from '../../../till/domain/assert.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {sequenceNumber} from '../../../till/sync/changes-row.ts';
import {benchReceipt} from '../receipts.ts';
import {serveSide} from '../side.ts';
import {type BenchTill, openLink, type TillInput, untilLive, untilSent} from './bench-till.ts';
import {watchCost} from './cost.ts';

const lookAgainMs = 10;

let opened: (BenchTill & {readonly id: string}) | undefined;

const calls = {
	/** Opens the folder and follows the server until the till is live. */
	async open(input: TillInput) {
		const watch = watchCost();
		const till = await openLink(input);
		opened = {...till, id: input.id};
		await untilLive(till.link);
		const cost = watch.end();
		return {...cost, documentCount: (await till.replica.catalogue.all()).length};
	},

	/** Resolves when the replica holds every document in this revision. */
	async untilHeld({revisions}: {readonly revisions: Readonly<Record<string, string>>}) {
		const {catalogue} = current().replica;
		const ids = Object.keys(revisions);
		for (;;) {
			const applied = new Promise<void>(resolve => {
				const stop = catalogue.onApplied(() => {
					stop();
					resolve();
				});
			});
			const held = await catalogue.revisions(ids);
			if (ids.every(id => held.get(id)?.winner === revisions[id])) return;
			await applied;
		}
	},

	/** Resolves when the replica has taken in the server's changes up to this one. */
	async untilRead({sequence}: {readonly sequence: string}) {
		const {catalogue} = current().replica;
		while (sequenceNumber(catalogue.cursor()?.since ?? '0') < sequenceNumber(sequence)) await delay(lookAgainMs);
	},

	/** Receipts are sent only when `release` says so. */
	hold() {
		current().link.setPushSeconds(86_400);
	},

	/** Puts receipts into the book. Answers with the length of their JSON. */
	async sell({count}: {readonly count: number}) {
		const {id, replica} = current();
		let jsonBytes = 0;
		for (let sold = 0; sold < count; sold++) {
			const receipt = benchReceipt(replica.book.head(), id);
			jsonBytes += Buffer.byteLength(JSON.stringify(receipt));
			await replica.book.append(receipt);
			// Storing is synchronous underneath; no cashier is so fast that the link would never get its turn.
			await nextTurn();
		}
		return {jsonBytes};
	},

	/** One receipt: how long it took from the till's disk until it was known to be on the server. */
	async push() {
		const {id, replica} = current();
		await replica.book.append(benchReceipt(replica.book.head(), id));
		const beganMs = performance.now();
		await untilSent(replica.book);
		assert(replica.book.counts().refused === 0, 'the server takes it');
		return {tookMs: performance.now() - beganMs};
	},

	/** Sends at once from now on. Resolves when nothing waits. */
	async release() {
		const {link, replica} = current();
		const sent = untilSent(replica.book);
		link.setPushSeconds(0);
		await sent;
		return {refusedCount: replica.book.counts().refused};
	},

	/** How long each of so many receipts took to be on the disk. */
	async commit({dataDir, count, warmUpCount}: {readonly dataDir: string; count: number; warmUpCount: number}) {
		const replica = await openReplica({dataDir, till: 'bench'});
		const tookMs: number[] = [];
		for (let made = 0; made < warmUpCount + count; made++) {
			const receipt = benchReceipt(replica.book.head(), 'bench');
			const beganMs = performance.now();
			await replica.book.append(receipt);
			if (made >= warmUpCount) tookMs.push(performance.now() - beganMs);
		}
		await replica.close();
		return {tookMs};
	},

	async close() {
		await opened?.close();
		opened = undefined;
	},
};

export type TillSide = typeof calls;

function current(): BenchTill & {readonly id: string} {
	if (opened === undefined) throw new Error('The till is not open.');
	return opened;
}

serveSide(calls);
