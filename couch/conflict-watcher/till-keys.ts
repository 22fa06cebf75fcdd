/**
 * The keys that tills' signatures are checked with, as the office says them in the catalogue: `till:<id>`.
 *
 * A profile is read again after a minute, and before anything is reported because of it. Of a till without a readable
 * key nothing can be checked; that is said once, and again when it has had one meanwhile.
 */
import {createPublicKey, type KeyObject} from 'node:crypto';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {readCatalogueDocument} from '../documents/catalogue.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';

const believedMs = 60_000;

/** A key, with the last entry that it is good for where another one came after it. */
export interface TillKey {
	readonly key: KeyObject;
	readonly lastEntry?: number;
}

export interface TillKeysOptions {
	readonly catalogue: Pick<CouchDatabase, 'getAll'>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

interface Known {
	/** The former ones in the order in which they ended, then the present one; none where nothing can be checked. */
	readonly keys: readonly TillKey[];
	readonly readAtMs: number;
}

export class TillKeys {
	readonly #options: TillKeysOptions;
	readonly #known = new Map<string, Known>();
	/** The tills of which it has been said that nothing can be checked. */
	readonly #unchecked = new Set<string>();

	constructor(options: TillKeysOptions) {
		this.#options = options;
	}

	/** Reads what is not known of these tills, or not known since just now. */
	async refresh(tills: Iterable<string>, {anew = false}: {readonly anew?: boolean} = {}): Promise<void> {
		const {catalogue, now} = this.#options;
		const readAtMs = now().getTime();
		const due = [...new Set(tills)].filter(till => {
			const known = this.#known.get(till);
			return anew || known === undefined || readAtMs - known.readAtMs >= believedMs;
		});
		const profiles = await catalogue.getAll(due.map(till => `till:${till}`));
		for (const till of due) this.#known.set(till, {keys: this.#keysOf(till, profiles.get(`till:${till}`)), readAtMs});
	}

	/** The key that an entry has to be signed with; undefined where nothing can be checked. */
	keyFor(till: string, number: number): TillKey | undefined {
		return this.all(till).find(({lastEntry}) => lastEntry === undefined || number <= lastEntry);
	}

	all(till: string): readonly TillKey[] {
		return this.#known.get(till)?.keys ?? [];
	}

	#keysOf(till: string, document: StoredDocument | undefined): readonly TillKey[] {
		const read = readKeys(document);
		if (typeof read !== 'string') {
			this.#unchecked.delete(till);
			return read;
		}
		if (!this.#unchecked.has(till)) this.#options.log(`ALARM ${till}: its signatures cannot be checked: ${read}`);
		this.#unchecked.add(till);
		return [];
	}
}

/** The keys, or why there are none. */
function readKeys(document: StoredDocument | undefined): readonly TillKey[] | string {
	if (document === undefined) return 'the catalogue has no profile of it';
	const read = readCatalogueDocument(document);
	if (!read.ok) return `its profile: ${read.fault.field} ${read.fault.reason}`;
	const {publicKey, formerKeys = []} = read.value.value as TillProfile;
	const ended = [...formerKeys].sort((left, right) => left.lastEntry - right.lastEntry);
	return [...ended, {publicKey, lastEntry: undefined}].map(({publicKey: text, lastEntry}) => {
		const key = createPublicKey({key: Buffer.from(text, 'base64'), format: 'der', type: 'spki'});
		return {key, ...(lastEntry === undefined ? {} : {lastEntry})};
	});
}
