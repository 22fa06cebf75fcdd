/**
 * What the server knows besides documents: which databases there are and in which file, who may use them, the
 * server's own id and secret, and settings. One small SQLite file, read whole at the start.
 *
 * A database's row is written before its file is made and removed before its file is: a crash between the two
 * leaves a file nobody knows, which the next start clears away, and never a database without its file.
 */
import {randomBytes, randomUUID} from 'node:crypto';
import {mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {openSqlite, type Sqlite, SqliteError} from '../store/sqlite.ts';

export interface DatabaseRecord {
	readonly name: string;
	/** Given anew to a database made again under its old name. */
	readonly uuid: string;
	/** Stored for CouchDB's sake; one file holds everything. */
	readonly shardCount: number;
	readonly createdAtMs: number;
	readonly security: Security;
	readonly revsLimit: number;
}

export interface Members {
	readonly names?: readonly string[];
	readonly roles?: readonly string[];
}

export interface Security {
	readonly members?: Members;
	readonly admins?: Members;
}

const securityInitial: Security = {members: {roles: ['_admin']}, admins: {roles: ['_admin']}};

const schema = `
	CREATE TABLE IF NOT EXISTS database (name TEXT PRIMARY KEY, uuid TEXT NOT NULL, record TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS setting (section TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (section, key));
`;

export class Registry {
	readonly #sqlite: Sqlite;
	readonly #folder: string;
	readonly #records = new Map<string, DatabaseRecord>();
	readonly serverUuid: string;
	readonly secret: string;

	constructor(dataDir: string) {
		this.#folder = join(dataDir, 'databases');
		mkdirSync(this.#folder, {recursive: true});
		this.#sqlite = openClaimed(dataDir);
		this.#sqlite.exec(schema);
		for (const row of this.#sqlite.all('SELECT record FROM database')) {
			const record = JSON.parse(String(row['record'])) as DatabaseRecord;
			this.#records.set(record.name, record);
		}
		this.serverUuid = this.#settingOr('server', 'uuid', () => randomUUID().replaceAll('-', ''));
		this.secret = this.#settingOr('server', 'secret', () => randomBytes(32).toString('hex'));
		this.#clearOrphans();
	}

	names(): readonly string[] {
		return [...this.#records.keys()].sort();
	}

	get(name: string): DatabaseRecord | undefined {
		return this.#records.get(name);
	}

	fileOf(record: DatabaseRecord): string {
		return join(this.#folder, `${record.uuid}.sqlite`);
	}

	/** A folder for what can be made again from a database's documents. */
	indexFolderOf(record: Pick<DatabaseRecord, 'uuid'>): string {
		return join(this.#folder, `${record.uuid}-views`);
	}

	create(name: string, shardCount: number): DatabaseRecord {
		const uuid = randomUUID().replaceAll('-', '');
		const record = {name, uuid, shardCount, createdAtMs: Date.now(), security: securityInitial, revsLimit: 1000};
		this.save(record);
		return record;
	}

	save(record: DatabaseRecord): void {
		this.#sqlite.run(
			'INSERT OR REPLACE INTO database (name, uuid, record) VALUES (?, ?, ?)',
			record.name,
			record.uuid,
			JSON.stringify(record),
		);
		this.#records.set(record.name, record);
	}

	remove(name: string): void {
		this.#sqlite.run('DELETE FROM database WHERE name = ?', name);
		this.#records.delete(name);
	}

	/** Without the server's own secrets. */
	settings(): Readonly<Record<string, Readonly<Record<string, string>>>> {
		const sections: Record<string, Record<string, string>> = {};
		for (const row of this.#sqlite.all("SELECT * FROM setting WHERE section <> 'server' ORDER BY section, key")) {
			const section = String(row['section']);
			sections[section] = {...sections[section], [String(row['key'])]: String(row['value'])};
		}
		return sections;
	}

	setting(section: string, key: string): string | undefined {
		const row = this.#sqlite.get('SELECT value FROM setting WHERE section = ? AND key = ?', section, key);
		return row === undefined ? undefined : String(row['value']);
	}

	saveSetting(section: string, key: string, value: string): void {
		this.#sqlite.run('INSERT OR REPLACE INTO setting (section, key, value) VALUES (?, ?, ?)', section, key, value);
	}

	removeSetting(section: string, key: string): void {
		this.#sqlite.run('DELETE FROM setting WHERE section = ? AND key = ?', section, key);
	}

	close(): Promise<void> {
		return this.#sqlite.close();
	}

	#settingOr(section: string, key: string, make: () => string): string {
		const known = this.setting(section, key);
		if (known !== undefined) {
			return known;
		}
		const made = make();
		this.saveSetting(section, key, made);
		return made;
	}

	#clearOrphans(): void {
		const uuids = new Set([...this.#records.values()].map(record => record.uuid));
		for (const name of readdirSync(this.#folder)) {
			if (!uuids.has(name.slice(0, 32))) {
				rmSync(join(this.#folder, name), {recursive: true, force: true});
			}
		}
	}
}

/** A second server on the same folder would let documents past the validators of the first. */
function openClaimed(dataDir: string): Sqlite {
	try {
		const sqlite = openSqlite(join(dataDir, 'server.sqlite'));
		sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
		return sqlite;
	} catch (error) {
		if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) {
			throw new Error(`The folder ${dataDir} is in use by another server.`);
		}
		throw error;
	}
}
