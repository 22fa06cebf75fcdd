/**
 * The passwords of a shop that runs on one machine: made once, kept in its data folder, readable by its owner only.
 */
import {randomBytes} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

export class Secrets {
	readonly #file: string;
	readonly #passwords: Map<string, string>;

	constructor(file: string) {
		this.#file = file;
		const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
		this.#passwords = new Map(Object.entries(kept));
	}

	get(user: string): string | undefined {
		return this.#passwords.get(user);
	}

	/** The kept password, or a new one. */
	getOrMake(user: string): string {
		const kept = this.#passwords.get(user);
		if (kept !== undefined) return kept;
		const password = randomBytes(15).toString('base64url');
		this.set(user, password);
		return password;
	}

	set(user: string, password: string): void {
		this.#passwords.set(user, password);
		mkdirSync(dirname(this.#file), {recursive: true});
		writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(this.#passwords), null, '\t'), {mode: 0o600});
		renameSync(`${this.#file}.new`, this.#file);
	}
}
