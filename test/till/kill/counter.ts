/**
 * The counter: a till that is a real process on a real folder, between two printers on real sockets. The server is
 * an address where nobody listens.
 *
 * The printers and the folder outlive every till; `kill` takes the process away with SIGKILL.
 */
import {createHash} from 'node:crypto';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {buildPages, buildPrograms, distDir} from '../../../scripts/build.ts';
import {freePort} from '../../../scripts/shop/ports.ts';
import {Program} from '../../../scripts/shop/program.ts';
import {openTillKey} from '../../../till/app/till-key.ts';
import type {CatalogueItem, Route, TillProfile} from '../../../till/domain/catalogue.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {TillConfig} from '../../../till/till-config.ts';
import {counterCatalogue} from './goods.ts';
import {PrinterWitness} from './printer-witness.ts';
import {TillGone, TillScreen} from './till-screen.ts';

export const tillId = 'anna';
const logLinesKept = 60;

export interface Remains {
	/** What SQLite finds wrong with the files. */
	readonly findings: readonly string[];
	/** Printers that were about to be told to close a slip, or had been: nobody knows which. */
	readonly closing: readonly Route[];
}

export class Counter {
	readonly printers: Readonly<Record<Route, PrinterWitness>>;
	readonly dataDir: string;
	readonly publicKey: string;
	readonly #folder: string;
	readonly #programDir: string;
	readonly #log: string[];
	readonly #stirListeners: Set<() => void>;
	#program: Program | undefined;
	#killing: Promise<void> | undefined;

	private constructor(parts: {
		readonly printers: Readonly<Record<Route, PrinterWitness>>;
		readonly folder: string;
		readonly programDir: string;
		readonly stirListeners: Set<() => void>;
	}) {
		this.printers = parts.printers;
		this.#folder = parts.folder;
		this.dataDir = join(parts.folder, 'data');
		this.#programDir = parts.programDir;
		this.#stirListeners = parts.stirListeners;
		this.#log = [];
		this.publicKey = openTillKey(join(this.dataDir, 'till-key.pem')).publicKey;
	}

	static async open(): Promise<Counter> {
		mkdirSync(distDir, {recursive: true});
		// A build of its own: another test may be building the usual one while a till starts from it.
		const programDir = mkdtempSync(join(distDir, 'kill-'));
		const folder = mkdtempSync(join(tmpdir(), 'ostoja-kill-'));
		await Promise.all([buildPrograms(programDir, ['till']), buildPages(programDir)]);
		const stirListeners = new Set<() => void>();
		const stir = () => {
			for (const listener of [...stirListeners]) listener();
		};
		const printers = {
			main: await PrinterWitness.open('ZBF 1', 'cancelled', stir),
			alcohol: await PrinterWitness.open('ZBF 2', 'kept', stir),
		};
		const counter = new Counter({printers, folder, programDir, stirListeners});
		await counter.#stockCatalogue();
		counter.#writeConfig(await freePort());
		return counter;
	}

	/** The last that the till's programs said. */
	get log(): readonly string[] {
		return this.#log;
	}

	/** Rejects with `TillGone` when it is killed before its screen can be opened. */
	async start(): Promise<TillScreen> {
		this.#killing = undefined;
		const program = new Program({
			name: 'till',
			args: ['--enable-source-maps', join(this.#programDir, 'till.mjs'), '--config', join(this.#folder, 'till.json')],
			ready: /^ready (\S+)/,
			onLine: (_name, line) => this.#note(line),
			onUnexpectedEnd: (_name, code) => this.#note(`!!! the till ended by itself with ${code}`),
		});
		this.#program = program;
		try {
			return await TillScreen.open(await program.start());
		} catch (error) {
			throw this.#killing === undefined ? error : new TillGone('killed while it started', {cause: error});
		}
	}

	/** The signal has left when this returns. */
	kill(): void {
		if (this.#killing !== undefined) return;
		this.#note('--- killed ---');
		this.#killing = this.#program?.kill();
	}

	get wasKilled(): boolean {
		return this.#killing !== undefined;
	}

	/** Resolves when the killed till is gone. */
	async gone(): Promise<void> {
		await this.#killing;
	}

	/** In good order. */
	async stop(): Promise<void> {
		await this.#program?.stop();
	}

	async close(): Promise<void> {
		await this.#program?.kill();
		await Promise.all(Object.values(this.printers).map(printer => printer.stop()));
		for (const folder of [this.#folder, this.#programDir]) rmSync(folder, {recursive: true, force: true});
	}

	/** Calls whenever a printer does something. Returns the way to stop. */
	onStir(listener: () => void): () => void {
		this.#stirListeners.add(listener);
		return () => this.#stirListeners.delete(listener);
	}

	/**
	 * What the dead till left behind. Looked at in a copy, so that the next till meets the files, and what their
	 * write-ahead logs still hold, untouched.
	 */
	async autopsy(): Promise<Remains> {
		const copy = join(this.#folder, 'copy');
		cpSync(this.dataDir, copy, {recursive: true, filter: source => !/-shm$|till\.lock/.test(source)});
		const findings: string[] = [];
		const closing: Route[] = [];
		for (const name of readdirSync(copy).filter(name => name.endsWith('.sqlite'))) {
			const file = openSqlite(join(copy, name));
			for (const row of file.all('PRAGMA integrity_check'))
				if (row['integrity_check'] !== 'ok') findings.push(`${name}: ${String(row['integrity_check'])}`);
			if (name === 'state.sqlite')
				closing.push(...file.all('SELECT state FROM journal').flatMap(row => closingIn(String(row['state']))));
			await file.close();
		}
		rmSync(copy, {recursive: true, force: true});
		return {findings, closing};
	}

	#note(line: string): void {
		this.#log.push(line);
		if (this.#log.length > logLinesKept) this.#log.shift();
	}

	async #stockCatalogue(): Promise<void> {
		const replica = await openReplica({dataDir: this.dataDir, till: tillId});
		const profile: CatalogueItem = {kind: 'till', value: this.#profile()};
		const changes = [...counterCatalogue, profile].map(item => {
			const document = catalogueDocument(item);
			const revision = createHash('md5').update(JSON.stringify(document)).digest('hex');
			return {document: {...document, _rev: `1-${revision}`}};
		});
		await replica.catalogue.apply(changes, {since: '1', source: 'the office'});
		await replica.close();
	}

	#profile(): TillProfile {
		const printer = (route: Route) =>
			({
				protocol: 'posnet',
				address: {kind: 'tcp', host: '127.0.0.1', port: this.printers[route].port},
			}) as const;
		return {
			id: tillId,
			name: 'Kasa 3',
			number: 3,
			printers: {main: printer('main'), alcohol: printer('alcohol')},
			receiptsPushSeconds: 5,
			publicKey: this.publicKey,
		};
	}

	#writeConfig(deadPort: number): void {
		const config: TillConfig = {
			id: tillId,
			version: '1.0.0',
			dataDir: this.dataDir,
			port: 0,
			uiDir: join(this.#programDir, 'ui'),
			server: {url: `http://127.0.0.1:${deadPort}`, user: tillId, password: 'nobody asks'},
			pushSeconds: 5,
		};
		writeFileSync(join(this.#folder, 'till.json'), JSON.stringify(config));
	}
}

function closingIn(state: string): readonly Route[] {
	const {sale}: {readonly sale: Sale} = JSON.parse(state);
	if (sale.at !== 'printing') return [];
	return sale.jobs.filter(job => job.state.at === 'closing').map(({slip}) => slip.route);
}
