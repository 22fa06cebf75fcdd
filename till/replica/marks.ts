/**
 * What the server said about entries: sent, refused, or refused and to be tried again.
 *
 * An entry without a mark waits; nothing has to be written for that, so a crash after an entry was stored cannot
 * lose it. Up to the number `settled` every entry is sent unless its mark says otherwise, which keeps the table, and
 * the reading at start, as short as what is still open.
 */
import type {Row, Sqlite} from '../../couch/store/sqlite.ts';
import type {RefusedEntry} from './replica.ts';
import {readFact, writeFact} from './state-file.ts';

export interface Marked {
	readonly id: string;
	readonly entry: number;
	readonly month: string;
	/** When the entry was sealed; absent where its content does not say. */
	readonly writtenAt?: string | undefined;
}

export class Marks {
	readonly #state: Sqlite;
	readonly #refused = new Map<string, RefusedEntry>();
	#lastSent: {readonly id: string; readonly at: string} | undefined;

	constructor(state: Sqlite) {
		this.#state = state;
		this.#lastSent = readFact(state, 'lastSent');
		for (const row of state.all("SELECT * FROM marks WHERE mark = 'refused' ORDER BY entry")) {
			const id = String(row['id']);
			this.#refused.set(id, {
				id,
				month: String(row['month']),
				reason: String(row['reason']),
				refusedAt: String(row['at']),
				attempts: Number(row['attempts']),
			});
		}
	}

	get settled(): number {
		return readFact<number>(this.#state, 'settled') ?? 0;
	}

	/** The highest number that any mark speaks of. */
	get lastKnown(): number {
		const row = this.#state.get('SELECT MAX(entry) AS entry FROM marks');
		return Math.max(this.settled, Number(row?.['entry'] ?? 0));
	}

	/** Beyond `settled`. */
	sentNumbers(): ReadonlySet<number> {
		const rows = this.#state.all("SELECT entry FROM marks WHERE mark = 'sent'");
		return new Set(rows.map(({entry}) => Number(entry)));
	}

	get lastSent(): {readonly id: string; readonly at: string} | undefined {
		return this.#lastSent;
	}

	refused(): readonly RefusedEntry[] {
		return [...this.#refused.values()];
	}

	/** Entries that were refused and shall be tried again. */
	retrying(): readonly Marked[] {
		return this.#state
			.all("SELECT id, entry, month, writtenAt FROM marks WHERE mark = 'retrying' ORDER BY entry")
			.map(markedOf);
	}

	/** Ids beyond `settled` that do not wait. */
	marked(): ReadonlySet<string> {
		return new Set(this.#state.all('SELECT id FROM marks').map(row => String(row['id'])));
	}

	sent(entries: readonly Marked[], at: string): void {
		const last = entries.at(-1);
		if (last === undefined) return;
		this.#state.transaction(() => {
			for (const entry of entries) this.#mark(entry, {mark: 'sent', reason: '', at, attempts: 0});
			writeFact(this.#state, 'lastSent', {id: last.id, at});
		});
		for (const {id} of entries) this.#refused.delete(id);
		this.#lastSent = {id: last.id, at};
	}

	refuse(entries: readonly (Marked & {readonly reason: string})[], at: string): void {
		const refused = entries.map(entry => {
			const before = this.#state.get('SELECT attempts FROM marks WHERE id = ?', entry.id)?.['attempts'];
			return {...entry, refusedAt: at, attempts: Number(before ?? 0) + 1};
		});
		this.#state.transaction(() => {
			for (const entry of refused)
				this.#mark(entry, {mark: 'refused', reason: entry.reason, at, attempts: entry.attempts});
		});
		for (const {id, month, reason, refusedAt, attempts} of refused) {
			this.#refused.set(id, {id, month, reason, refusedAt, attempts});
		}
	}

	/** Refused entries are to be tried again; their attempts stay counted. */
	retry(ids: readonly string[]): readonly Marked[] {
		const retried = this.#state.transaction(() =>
			ids.flatMap(id =>
				this.#state.all(
					"UPDATE marks SET mark = 'retrying' WHERE id = ? AND mark = 'refused' RETURNING id, entry, month, writtenAt",
					id,
				),
			),
		);
		for (const id of ids) this.#refused.delete(id);
		return retried.map(markedOf);
	}

	/** Everything up to `entry` has a mark, or needs none any more. */
	settle(entry: number): void {
		this.#state.transaction(() => {
			writeFact(this.#state, 'settled', entry);
			this.#state.run("DELETE FROM marks WHERE mark = 'sent' AND entry <= ?", entry);
		});
	}

	/** Those months are gone, and the server has all of them. */
	forgetThrough(month: string): void {
		this.#state.run("DELETE FROM marks WHERE mark = 'sent' AND month <= ?", month);
	}

	#mark(
		{id, entry, month, writtenAt}: Marked,
		{mark, reason, at, attempts}: {mark: 'sent' | 'refused'; reason: string; at: string; attempts: number},
	): void {
		this.#state.run(
			'INSERT OR REPLACE INTO marks (id, entry, month, writtenAt, mark, reason, at, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
			id,
			entry,
			month,
			writtenAt ?? null,
			mark,
			reason,
			at,
			attempts,
		);
	}
}

function markedOf(row: Row): Marked {
	const writtenAt = row['writtenAt'];
	return {
		id: String(row['id']),
		entry: Number(row['entry']),
		month: String(row['month']),
		...(typeof writtenAt === 'string' && {writtenAt}),
	};
}
