/**
 * Damages of the till's data, kept in `state.sqlite` for as long as the file that was set aside lies in the folder,
 * and for a month where there is no such file; but never shorter than until somebody has acknowledged them.
 */
import {join} from 'node:path';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import {type Damage, damageSentence} from '../domain/damage.ts';
import {isThere, type Note} from './set-aside.ts';
import {readFact, writeFact} from './state-file.ts';

const keptMs = 31 * 24 * 3_600_000;

export interface DamageLogOptions {
	readonly dataDir: string;
	readonly state: Sqlite;
	/** The time, ISO 8601. */
	readonly now: string;
	/** Hears of every damage in a sentence. */
	readonly tell?: (sentence: string) => void;
}

export class DamageLog {
	readonly #state: Sqlite;
	readonly #tell: ((sentence: string) => void) | undefined;
	#damages: readonly Damage[];

	constructor({dataDir, state, now, tell}: DamageLogOptions) {
		this.#state = state;
		this.#tell = tell;
		const before = readFact<readonly Damage[]>(state, 'damages') ?? [];
		this.#damages = before.filter(({setAside, foundAt, acknowledged}) => {
			if (acknowledged === undefined) return true;
			return setAside === undefined ? Date.parse(now) - Date.parse(foundAt) < keptMs : isThere(join(dataDir, setAside));
		});
	}

	/** The latest last. */
	get damages(): readonly Damage[] {
		return this.#damages;
	}

	/** The damage of this note was written down before a kill. */
	has(note: Note): boolean {
		return this.#damages.some(damage => isSame(damage, note));
	}

	add(damage: Damage): void {
		this.#tell?.(damageSentence(damage));
		this.#write([...this.#damages.filter(other => !isSame(other, damage)), damage]);
	}

	/** All that were told until now. */
	acknowledge(acknowledged: {readonly at: string; readonly by: string}): void {
		this.#write(this.#damages.map(damage => ({...damage, acknowledged: damage.acknowledged ?? acknowledged})));
	}

	#write(damages: readonly Damage[]): void {
		writeFact(this.#state, 'damages', damages);
		this.#damages = damages;
	}
}

type Found = Pick<Damage, 'file' | 'kind' | 'foundAt'>;

function isSame(one: Found, other: Found): boolean {
	return one.file === other.file && one.kind === other.kind && one.foundAt === other.foundAt;
}
