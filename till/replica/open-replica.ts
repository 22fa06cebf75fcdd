/**
 * Opens the till's data folder:
 *
 *   till.lock                  held while the till runs
 *   catalogue.sqlite           the server's catalogue, a PouchDB
 *   receipts-YYYY-MM.sqlite    the book, a PouchDB a month
 *   state.sqlite               journal, cursor, marks, account of the book
 *   ….damaged-<time>.sqlite    a file that could not be trusted any more: never deleted, never read again
 *   ….mending                  such a file is being replaced; whoever opens the folder next finishes it
 *
 * Every file is looked at before it is opened: state first, because it knows what has to be in the others.
 */
import {mkdirSync} from 'node:fs';
import {openBook} from './book.ts';
import {BookAccount} from './book-account.ts';
import {openCatalogue} from './catalogue-replica.ts';
import {DamageLog} from './damage-log.ts';
import {finishDrop} from './drop-months.ts';
import {lockFolder} from './folder-lock.ts';
import {openJournal} from './journal.ts';
import {Marks} from './marks.ts';
import {mendBook, monthsIn} from './mend-book.ts';
import {mendCatalogue} from './mend-catalogue.ts';
import {mendState} from './mend-state.ts';
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
		const foundAt = now();
		const mended = await mendState({dataDir, now: foundAt, hasBook: monthsIn(dataDir).length > 0});
		const state = openState(dataDir);
		opened.push(() => state.close());
		const log = new DamageLog({dataDir, state, now: foundAt});
		if (mended !== undefined) log.add(mended.damage);
		mended?.finish();
		await mendCatalogue({dataDir, state, now: foundAt, log});
		const catalogue = await openCatalogue(dataDir, state);
		opened.push(() => catalogue.close());
		const account = new BookAccount(state);
		const marks = new Marks(state);
		finishDrop({dataDir, account, marks});
		await mendBook({dataDir, till, now: foundAt, account, marks, log});
		const book = await openBook({dataDir, till, account, marks, log, now});
		opened.push(() => book.close());
		return {catalogue, book, journal: openJournal(state), damages: () => log.damages, close};
	} catch (error) {
		await close();
		throw error;
	}
}

function systemTime(): string {
	return new Date().toISOString();
}
