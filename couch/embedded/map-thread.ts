/**
 * Maps run in a thread of their own: this is its other end.
 *
 * There is one thread for all indexes of a process. It is started for the first index that is built, and ends when nobody
 * has used it for a while: starting one takes longer than most builds. When it dies, those who wait are told, and the next
 * who asks starts another.
 */
import {Worker} from 'node:worker_threads';
import {CouchError, type ErrorBody} from './errors.ts';
import type {MangoMap} from './mango-map.ts';

/** A row of an index, without its document. */
export interface MapRow {
	readonly view: number;
	/** Of the rows that one map emitted for one document, in the order of their values: it tells equal keys apart. */
	readonly ordinal: number;
	/** As `collation.ts` encodes it, a character a byte: small buffers are slow to hand from thread to thread. */
	readonly key: string;
	readonly keyText: string;
	readonly value: string;
}

export type MapMessage =
	| {
			readonly kind: 'open';
			readonly number: number;
			readonly design: object;
			readonly maps: readonly (string | MangoMap)[];
	  }
	| {readonly kind: 'map'; readonly number: number; readonly documents: readonly string[]}
	| {readonly kind: 'close'; readonly number: number};

export type MapAnswer =
	| {readonly kind: 'done'}
	| {readonly kind: 'mapped'; readonly documents: readonly (readonly MapRow[])[]}
	| ({readonly kind: 'failed'} & ErrorBody);

/** How long it is kept for the next index after the last one was closed. */
const idleMs = 60_000;

interface Waiting {
	readonly resolve: (answer: MapAnswer) => void;
	readonly reject: (error: CouchError) => void;
}

class MapThread {
	readonly #worker: Worker;
	readonly #waiting: Waiting[] = [];
	readonly #ended: () => void;
	#failure: CouchError | undefined;
	#idle: NodeJS.Timeout | undefined;
	#userCount = 0;

	constructor(ended: () => void) {
		this.#ended = ended;
		this.#worker = startWorker();
		this.#worker.unref();
		this.#worker.on('message', (answer: MapAnswer) => this.#settle(answer));
		this.#worker.on('error', error => this.#fail(String(error)));
		this.#worker.on('exit', code => this.#fail(`The thread of the maps ended with ${code}.`));
	}

	get isAlive(): boolean {
		return this.#failure === undefined;
	}

	enter(): void {
		clearTimeout(this.#idle);
		this.#userCount++;
	}

	/** What the last one who used it had begun is not waited for. */
	async leave(number: number): Promise<void> {
		const isWanted = this.#userCount > 1 || this.#waiting.length === 0;
		if (isWanted) {
			// A thread that died has given everything back.
			await this.ask({kind: 'close', number}).catch(() => undefined);
		}
		this.#userCount--;
		if (this.#userCount > 0 || !this.isAlive) {
			return;
		}
		if (isWanted) {
			this.#idle = setTimeout(() => this.end(), idleMs);
			this.#idle.unref();
		} else {
			await this.end();
		}
	}

	ask(message: MapMessage): Promise<MapAnswer> {
		return new Promise((resolve, reject) => {
			if (this.#failure !== undefined) {
				reject(this.#failure);
				return;
			}
			this.#waiting.push({resolve, reject});
			// An idle thread keeps no process alive, one at work does.
			this.#worker.ref();
			this.#worker.postMessage(message);
		});
	}

	async end(): Promise<void> {
		clearTimeout(this.#idle);
		this.#fail('The thread of the maps was ended.');
		await this.#worker.terminate();
	}

	#settle(answer: MapAnswer): void {
		const waiting = this.#waiting.shift();
		if (this.#waiting.length === 0) {
			this.#worker.unref();
		}
		if (answer.kind === 'failed') {
			waiting?.reject(new CouchError(500, answer.error, answer.reason));
		} else {
			waiting?.resolve(answer);
		}
	}

	#fail(reason: string): void {
		if (this.#failure !== undefined) {
			return;
		}
		this.#failure = new CouchError(500, 'os_process_error', reason);
		this.#ended();
		for (const {reject} of this.#waiting.splice(0)) {
			reject(this.#failure);
		}
	}
}

let thread: MapThread | undefined;
let numberLast = 0;

/** The maps of one design document. */
export interface Mapper {
	/** False when its thread has died; another has to be opened. */
	readonly isAlive: boolean;
	/** The rows of each of the first documents, at least of one. */
	map(documents: readonly string[]): Promise<readonly (readonly MapRow[])[]>;
	close(): Promise<void>;
}

export async function openMapper(design: object, maps: readonly (string | MangoMap)[]): Promise<Mapper> {
	const own = thread ?? new MapThread(() => forget(own));
	thread = own;
	own.enter();
	const number = ++numberLast;
	try {
		await own.ask({kind: 'open', number, design, maps});
	} catch (error) {
		await own.leave(number);
		throw error;
	}
	return {
		get isAlive() {
			return own.isAlive;
		},
		async map(documents) {
			const answer = await own.ask({kind: 'map', number, documents});
			return answer.kind === 'mapped' ? answer.documents : [];
		},
		close() {
			return own.leave(number);
		},
	};
}

function forget(ended: MapThread): void {
	if (thread === ended) {
		thread = undefined;
	}
}

function startWorker(): Worker {
	if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./map-worker.mjs', import.meta.url), {execArgv: []});
	// Node 20 reads TypeScript by tsx only, and tsx does not reach into a new thread by itself.
	const file = new URL('./map-worker.ts', import.meta.url).href;
	const program = `import('tsx/esm/api').then(({register}) => { register(); return import(${JSON.stringify(file)}); })`;
	return new Worker(program, {eval: true, execArgv: []});
}
