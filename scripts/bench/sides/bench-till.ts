/** A till as `till/main.ts` puts it together, without a screen's page and without devices. */
import {Till} from '../../../till/app/till.ts';
import {systemClock} from '../../../till/devices/clock.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Book, Replica} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {createLink} from '../../../till/sync/couch-link.ts';
import type {Link} from '../../../till/sync/link.ts';
import type {ServerAddress} from '../../../till/sync/server.ts';
import {benchSign} from '../till-keys.ts';

export interface TillInput {
	readonly id: string;
	readonly dataDir: string;
	readonly server: ServerAddress;
	/** How often receipts are sent; at once unless told otherwise. */
	readonly pushSeconds?: number;
}

export interface BenchTill {
	readonly replica: Replica;
	readonly link: Link;
	/** Absent where only replica and link are measured. */
	readonly till?: Till;
	close(): Promise<void>;
}

/** Replica and link. */
export async function openLink({id, dataDir, server, pushSeconds = 0}: TillInput): Promise<BenchTill> {
	const replica = await openReplica({dataDir, till: id});
	const link = createLink({
		replica,
		server,
		till: id,
		clock: systemClock,
		random: Math.random,
		pushSeconds,
		log: sentence => process.stderr.write(`  ${id}: ${sentence}\n`),
		describe: () => ({version: 'bench', devices: {}, sharedCodes: [], setAside: []}),
	});
	return {
		replica,
		link,
		async close() {
			await link.stop();
			await replica.close();
		},
	};
}

/** Replica, link, and the till itself; there is no profile in the catalogue, so that it never opens for selling. */
export async function openWholeTill(input: TillInput): Promise<BenchTill & {readonly till: Till}> {
	const opened = await openLink(input);
	const {replica, link} = opened;
	const till = new Till({
		id: input.id,
		version: 'bench',
		replica,
		link,
		connectDevices: () => {
			throw new Error('The catalogue of a benchmark has no profile of a till.');
		},
		clock: systemClock,
		sealer: {till: input.id, sha256, sign: benchSign, suffix: () => sha256(String(Math.random())).slice(0, 8)},
		saleId: () => sha256(String(Math.random())).slice(0, 24),
		log: sentence => process.stderr.write(`  ${input.id}: ${sentence}\n`),
	});
	await till.start();
	return {
		...opened,
		till,
		async close() {
			await till.stop();
			await opened.close();
		},
	};
}

export function untilLive(link: Link): Promise<void> {
	return new Promise(resolve => {
		if (link.status().state === 'live') return resolve();
		const stop = link.onStatus(({state}) => {
			if (state !== 'live') return;
			stop();
			resolve();
		});
	});
}

/** Resolves when nothing waits any more. */
export function untilSent(book: Book): Promise<void> {
	return new Promise(resolve => {
		const look = () => {
			if (book.counts().waiting > 0) return;
			stop();
			resolve();
		};
		const stop = book.onChange(look);
		look();
	});
}
