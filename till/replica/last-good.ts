/**
 * The last good version of each document that cannot be used as it is now, in `state.sqlite`: the catalogue has the
 * newest revision only, whatever that says.
 *
 *   a batch ──► before ──► stored in the catalogue ──► after
 *                 │                                      └─ what can be used again is let go of
 *                 ├─ what is held of a document that comes unusable, is kept; so is what no till can do without and is taken out
 *                 └─ what else is deleted is let go of
 *
 * G1  A good version is on the disk here before the catalogue overwrites it. Whatever ends the till in between leaves
 *     one version too many, and never one too few.
 * G2  It is used only where the catalogue has the document and cannot use it, or lacks what no till can do without. So one
 *     too many does no harm: the next unusable version has what it overwrites kept over it.
 * G3  What comes unusable over what was unusable already, or over nothing, leaves what is kept as it is: also where the
 *     catalogue's file was lost and is being read anew.
 */
import {indispensable, readForUse} from '../../couch/documents/for-use.ts';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {IdRange, LastGoodVersions, ReplicatedDocument} from './replica.ts';
import {sha256} from './sha256.ts';

/** The documents as the catalogue has them, without those that are deleted or were never there. */
type AskHeld = (ids: readonly string[]) => Promise<readonly ReplicatedDocument[]>;

export class LastGood implements LastGoodVersions {
	readonly #state: Sqlite;
	readonly #ids: Set<string>;

	constructor(state: Sqlite) {
		this.#state = state;
		this.#ids = new Set(state.all('SELECT id FROM lastGood').map(({id}) => String(id)));
	}

	of(id: string): ReplicatedDocument | undefined {
		if (!this.#ids.has(id)) return undefined;
		const row = this.#state.get('SELECT document FROM lastGood WHERE id = ?', id);
		return row && (JSON.parse(String(row['document'])) as ReplicatedDocument);
	}

	/** Of a batch that is about to be stored, what takes the place of other versions or is deleted. */
	async before(documents: readonly ReplicatedDocument[], held: AskHeld): Promise<void> {
		const missed = documents.filter(document =>
			isGone(document) ? indispensable.has(document._id) : !isUsable(document),
		);
		const kept = missed.length === 0 ? [] : (await held(missed.map(({_id}) => _id))).filter(isUsable);
		this.#write({kept, forgotten: documents.filter(isGone).flatMap(({_id: id}) => (indispensable.has(id) ? [] : id))});
	}

	after(documents: readonly ReplicatedDocument[]): void {
		const usable = documents.filter(document => this.#ids.has(document._id) && isUsable(document));
		this.#write({kept: [], forgotten: usable.map(({_id}) => _id)});
	}

	/** Forgets what the server has not got: of the ids of a range all but these. */
	keepOnly(ids: ReadonlySet<string>, {after, through}: IdRange): void {
		const within = 'SELECT id FROM lastGood WHERE id > ? AND (? IS NULL OR id <= ?)';
		const rows = this.#ids.size === 0 ? [] : this.#state.all(within, after, through ?? null, through ?? null);
		this.#write({
			kept: [],
			forgotten: rows.map(({id}) => String(id)).filter(id => !ids.has(id) && !indispensable.has(id)),
		});
	}

	#write({
		kept,
		forgotten,
	}: {
		readonly kept: readonly ReplicatedDocument[];
		readonly forgotten: readonly string[];
	}): void {
		const gone = forgotten.filter(id => this.#ids.has(id));
		if (kept.length === 0 && gone.length === 0) return;
		this.#state.transaction(() => {
			for (const document of kept) {
				const text = JSON.stringify(document);
				this.#state.run('INSERT OR REPLACE INTO lastGood (id, document) VALUES (?, ?)', document._id, text);
			}
			for (const id of gone) this.#state.run('DELETE FROM lastGood WHERE id = ?', id);
		});
		for (const {_id: id} of kept) this.#ids.add(id);
		for (const id of gone) this.#ids.delete(id);
	}
}

function isGone({_deleted}: ReplicatedDocument): boolean {
	return _deleted === true;
}

function isUsable(document: ReplicatedDocument): boolean {
	return !isGone(document) && readForUse(document, sha256).ok;
}
