/**
 * Opens the till's data folder:
 *
 *   till.lock                  held while the till runs
 *   catalogue.sqlite           the server's catalogue, a PouchDB
 *   receipts-YYYY-MM.sqlite    the book, a PouchDB a month
 *   state.sqlite               journal, cursor, marks
 */
import {mkdirSync} from 'node:fs';
import {openBook} from './book.ts';
import {openCatalogue} from './catalogue-replica.ts';
import {lockFolder} from './folder-lock.ts';
import {openJournal} from './journal.ts';
import type {Replica} from './replica.ts';
import {openState} from './state-file.ts';

export interface ReplicaOptions {
	readonly dataDir: string;
	/** The till's id: the book holds its entries only. */
	readonly till: string;
	/** The time, ISO 8601. */
	readonly now?: () => string;
}

/** Rejects with `FolderInUse` while another process has the folder. */
export async function openReplica({dataDir, till, now = systemTime}: ReplicaOptions): Promise<Replica> {
	mkdirSync(dataDir, {recursive: true});
	const opened: (() => Promise<void>)[] = [];
	const close = async () => {
		for (const closePart of opened.splice(0).toReversed()) await closePart();
	};
	try {
		const lock = await lockFolder(dataDir);
		opened.push(() => lock.release());
		const state = openState(dataDir);
		opened.push(() => state.close());
		const catalogue = await openCatalogue(dataDir, state);
		opened.push(() => catalogue.close());
		const book = await openBook({dataDir, till, state, now});
		opened.push(() => book.close());
		return {catalogue, book, journal: openJournal(state), close};
	} catch (error) {
		await close();
		throw error;
	}
}

function systemTime(): string {
	return new Date().toISOString();
}
