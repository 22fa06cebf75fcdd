/**
 * Damages of the till's data, kept in `state.sqlite` until somebody has dealt with them: for as long as the file that
 * was set aside lies in the folder, and for a month where there is no such file.
 */
import {join} from 'node:path';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {Damage} from '../domain/damage.ts';
import {isThere} from './set-aside.ts';
import {readFact, writeFact} from './state-file.ts';

const keptMs = 31 * 24 * 3_600_000;

export class DamageLog {
	readonly #state: Sqlite;
	#damages: readonly Damage[];

	constructor({dataDir, state, now}: {readonly dataDir: string; readonly state: Sqlite; readonly now: string}) {
		this.#state = state;
		const before = readFact<readonly Damage[]>(state, 'damages') ?? [];
		this.#damages = before.filter(({setAside, foundAt}) =>
			setAside === undefined ? Date.parse(now) - Date.parse(foundAt) < keptMs : isThere(join(dataDir, setAside)),
		);
	}

	/** The latest last. */
	get damages(): readonly Damage[] {
		return this.#damages;
	}

	/** One that was written down before a kill is not written twice. */
	add(damage: Damage): void {
		const others = this.#damages.filter(({file, setAside, foundAt}) =>
			damage.setAside === undefined ? file !== damage.file || foundAt !== damage.foundAt : setAside !== damage.setAside,
		);
		this.#damages = [...others, damage];
		writeFact(this.#state, 'damages', this.#damages);
	}
}
