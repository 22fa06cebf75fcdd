/**
 * A till in a process of its own, at the far end of a bad cable: what its Node was started with holds for it alone,
 * such as the certificate it trusts.
 *
 * It is given its settings as the one argument and does what it is told, one message after the other.
 */
import {openReplica} from '../../../../../till/replica/open-replica.ts';
import type {ReplicatedDocument} from '../../../../../till/replica/replica.ts';
import {createLink} from '../../../../../till/sync/couch-link.ts';
import type {Timings} from '../../../../../till/sync/timings.ts';
import {seededRandom} from '../../../kill/random.ts';
import {entryAfter} from '../../../replica/entries.ts';
import {clock} from '../../shop.ts';

export interface FarTillSettings {
	readonly dataDir: string;
	readonly url: string;
	readonly user: string;
	readonly password: string;
	readonly prefix: string;
	readonly seed: number;
	readonly timings: Partial<Timings>;
}

export type Errand =
	| {readonly kind: 'sell'; readonly count: number}
	| {readonly kind: 'report'}
	| {readonly kind: 'stop'};

export interface Report {
	readonly state: string;
	readonly problem: string | undefined;
	readonly waitingCount: number;
	readonly refusedCount: number;
	readonly catalogue: readonly ReplicatedDocument[];
	/** Documents stored, each time counted; the most in one batch. */
	readonly appliedCount: number;
	readonly batchCountMax: number;
	/** The whole book, as it was sealed. */
	readonly sold: readonly Readonly<Record<string, unknown>>[];
}

const {dataDir, url, user, password, prefix, seed, timings} = JSON.parse(process.argv[2] ?? '') as FarTillSettings;
const replica = await openReplica({dataDir, till: 'anna'});
const {catalogue, book} = replica;
let appliedCount = 0;
let batchCountMax = 0;
catalogue.onApplied(({length}) => {
	appliedCount += length;
	batchCountMax = Math.max(batchCountMax, length);
});
const link = createLink({
	replica,
	server: {url, user, password, prefix},
	till: 'anna',
	clock,
	random: seededRandom(seed).fraction,
	pushSeconds: 0,
	log: () => undefined,
	timings,
});

async function perform(errand: Errand): Promise<Report | undefined> {
	switch (errand.kind) {
		case 'sell':
			for (let sold = 0; sold < errand.count; sold++) await book.append(entryAfter(book.head(), {name: 'Żaneta'}));
			return undefined;
		case 'report': {
			const entries = await book.from(1, Number.POSITIVE_INFINITY);
			const {state, problem, waitingCount, refused} = link.status();
			return {
				state,
				problem,
				waitingCount,
				refusedCount: refused.length,
				catalogue: await catalogue.all(),
				appliedCount,
				batchCountMax,
				sold: entries.map(({document}) => document),
			};
		}
		case 'stop':
			await link.stop();
			await replica.close();
			process.disconnect();
			return undefined;
	}
}

let last: Promise<unknown> = Promise.resolve();
process.on('message', (errand: Errand) => {
	last = last.then(async () => {
		const report = await perform(errand);
		if (errand.kind !== 'stop') process.send?.(report ?? {});
	});
});
process.send?.('ready');
