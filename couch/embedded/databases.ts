/** All databases of the server, opened when they are first asked for. */
import {Database} from './database.ts';
import {CouchError, notFound} from './errors.ts';
import type {Registry} from './registry.ts';
import type {BuildProgress} from './view-build.ts';

export interface IndexTask extends BuildProgress {
	readonly database: string;
	readonly design: string;
}

const namePattern = /^[a-z][a-z0-9_$()+/-]*$/;
const systemNames: ReadonlySet<string> = new Set(['_users', '_replicator', '_global_changes']);

export class Databases {
	readonly #registry: Registry;
	readonly #open = new Map<string, Database>();

	constructor(registry: Registry) {
		this.#registry = registry;
	}

	names(): readonly string[] {
		return this.#registry.names();
	}

	has(name: string): boolean {
		return this.#registry.get(name) !== undefined;
	}

	get(name: string): Database {
		const known = this.#open.get(name);
		if (known !== undefined) {
			return known;
		}
		const record = this.#registry.get(name);
		if (record === undefined) {
			throw notFound('Database does not exist.');
		}
		const database = new Database(this.#registry, record);
		this.#open.set(name, database);
		return database;
	}

	async create(name: string, shardCount = 2): Promise<void> {
		if (!namePattern.test(name) && !systemNames.has(name)) {
			const reason =
				`Name: '${name}'. Only lowercase characters (a-z), digits (0-9), and any of the characters ` +
				'_, $, (, ), +, -, and / are allowed. Must begin with a letter.';
			throw new CouchError(400, 'illegal_database_name', reason);
		}
		if (this.has(name)) {
			const reason = 'The database could not be created, the file already exists.';
			throw new CouchError(412, 'file_exists', reason);
		}
		this.#registry.create(name, shardCount);
		await this.get(name).store.info();
	}

	async remove(name: string): Promise<void> {
		const database = this.get(name);
		this.#registry.remove(name);
		this.#open.delete(name);
		await database.destroy();
	}

	/** The indexes that are being built, of all databases. */
	async building(): Promise<readonly IndexTask[]> {
		const tasks = [...this.#open.values()].map(async ({name, views}) => {
			return (await views.building()).map(task => ({...task, database: name}));
		});
		return (await Promise.all(tasks)).flat();
	}

	async close(): Promise<void> {
		await Promise.all([...this.#open.values()].map(database => database.close()));
		this.#open.clear();
	}
}
