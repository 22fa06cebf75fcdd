/**
 * Brings a file to the disk in a thread of its own, while the program goes on.
 *
 *   sync ──► runs ──► on the disk          who asks while one runs may have written too late for it and waits for the next,
 *                                          and all who wait share it
 */
import {closeSync, fdatasync, openSync} from 'node:fs';

export class BackgroundSync {
	readonly #descriptor: number;
	#running: Promise<void> | undefined;
	#next: Promise<void> | undefined;

	/** The file has to be there, and to stay the same one. */
	constructor(file: string) {
		this.#descriptor = openSync(file, 'r+');
	}

	/** Resolves when all that was written to the file before the call is on the disk. */
	sync(): Promise<void> {
		if (this.#running === undefined) return this.#begin();
		this.#next ??= settled(this.#running).then(() => {
			this.#next = undefined;
			return this.#begin();
		});
		return this.#next;
	}

	/** After the last sync that was asked for; whether it failed is for those who asked. */
	async close(): Promise<void> {
		while (this.#running !== undefined) await settled(this.#next ?? this.#running);
		closeSync(this.#descriptor);
	}

	#begin(): Promise<void> {
		const sync = new Promise<void>((resolve, reject) => {
			fdatasync(this.#descriptor, error => {
				this.#running = undefined;
				if (error === null) resolve();
				else reject(error);
			});
		});
		this.#running = sync;
		return sync;
	}
}

async function settled(work: Promise<void>): Promise<void> {
	await work.catch(() => undefined);
}
