/**
 * Whether entries are signed by their tills.
 *
 *   entries of a till ──► runs: each one's `previous` is the digest of the one before
 *     the last one of a run holds  ──► so does all before it: its digest covers them        nearly always
 *     it does not                  ──► each of the run is checked by itself, with the keys as they are now
 *   an entry with several contents ──► each content is checked by itself
 *
 * V1  A content is vouched for by its own signature, or by a checked one of an entry that comes after it in its chain.
 * V2  What is no signature at all is found wherever it stands, without reckoning.
 * V3  A content that does not fit its digest is at fault already; there is nothing that its signature could be of.
 * V4  Nothing is remembered but keys, and what is found of an entry depends on the entries that came with it: two watchers
 *     may differ only about a signature whose content another one vouches for.
 */
import {verify} from 'node:crypto';
import {parseEntryId} from '../../till/domain/chain.ts';
import {runsOf, type Signed, signatureFormFault} from '../../till/domain/signature-runs.ts';
import type {EntryLeaves, Leaf} from './leaf.ts';
import type {EntryFault} from './sums.ts';
import {type TillKey, TillKeys, type TillKeysOptions} from './till-keys.ts';

/** With the content as it came. */
type SignedLeaf = Signed & {readonly leaf: Leaf};

export class Signatures {
	readonly #keys: TillKeys;

	constructor(options: TillKeysOptions) {
		this.#keys = new TillKeys(options);
	}

	/** The same entries, each content with what is wrong with its signature among its faults. */
	async check(entries: readonly EntryLeaves[]): Promise<readonly EntryLeaves[]> {
		const signed = entries.flatMap(signedOf);
		await this.#keys.refresh(signed.map(({till}) => till));
		const faults = await this.#faultsOf(signed);
		if (faults.size === 0) return entries;
		return entries.map(entry => ({...entry, live: entry.live.map(leaf => withFault(leaf, faults.get(leaf)))}));
	}

	async #faultsOf(signed: readonly SignedLeaf[]): Promise<ReadonlyMap<Leaf, EntryFault>> {
		const faults = new Map<Leaf, EntryFault>();
		const wellFormed: SignedLeaf[] = [];
		for (const one of signed) {
			if (this.#keyFor(one) === undefined) continue;
			const reason = signatureFormFault(one.leaf.content['signature']);
			if (reason === undefined) wellFormed.push(one);
			else faults.set(one.leaf, faultOf(reason));
		}
		const runs = runsOf(wellFormed, one => this.#keyFor(one));
		const doubtful = await refute(runs, run => this.#holds(run.at(-1) ?? run[0]));
		if (doubtful.length === 0) return faults;
		// The office may have replaced the key a moment ago.
		await this.#keys.refresh(
			doubtful.map(([{till}]) => till),
			{anew: true},
		);
		for (const one of await refute(doubtful.flat(), signature => this.#holds(signature))) {
			faults.set(one.leaf, faultOf(await this.#reasonFor(one)));
		}
		return faults;
	}

	#keyFor({till, number}: SignedLeaf): TillKey | undefined {
		return this.#keys.keyFor(till, number);
	}

	/** True also where there is no key to check it with any more. */
	async #holds(signed: SignedLeaf): Promise<boolean> {
		const key = this.#keyFor(signed);
		return key === undefined || isBy(signed.leaf, key);
	}

	async #reasonFor(signed: SignedLeaf): Promise<string> {
		const {till, leaf} = signed;
		for (const key of this.#keys.all(till)) {
			if (key === this.#keyFor(signed) || !(await isBy(leaf, key))) continue;
			const {lastEntry} = key;
			return lastEntry === undefined
				? `is by the present key of ${till}, which was not in use yet`
				: `is by a key of ${till} that was good up to entry ${lastEntry}`;
		}
		return `is not by the key of ${till}`;
	}
}

function signedOf({id, live, leafCount}: EntryLeaves): readonly SignedLeaf[] {
	const parts = parseEntryId(id);
	if (parts === undefined) return [];
	const {till, entry: number} = parts;
	const sound = live.filter(({faults}) => !faults.some(({field}) => field === '/digest' || field === '/signature'));
	return sound.map(leaf => {
		const {previous} = leaf.content;
		return {till, number, previous, digest: leaf.digest, leaf, isAlone: leafCount === 1};
	});
}

function faultOf(reason: string): EntryFault {
	return {field: '/signature', reason};
}

function withFault(leaf: Leaf, fault: EntryFault | undefined): Leaf {
	return fault === undefined ? leaf : {...leaf, faults: [...leaf.faults, fault]};
}

/** Those of which it does not hold; all are asked about at the same time. */
async function refute<Item>(items: readonly Item[], holds: (item: Item) => Promise<boolean>): Promise<readonly Item[]> {
	const answers = await Promise.all(items.map(holds));
	return items.filter((_, index) => answers[index] === false);
}

/** Reckoned beside this thread, which goes on. */
function isBy({content, digest}: Leaf, {key}: TillKey): Promise<boolean> {
	const signature = Uint8Array.from(Buffer.from(String(content['signature']), 'base64'));
	const signed = new TextEncoder().encode(digest);
	return new Promise((resolve, reject) => {
		verify(null, signed, key, signature, (error, isTrue) => (error ? reject(error) : resolve(isTrue)));
	});
}
