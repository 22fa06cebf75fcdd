/**
 * Opens the till's data folder:
 *
 *   till.lock                  held while the till runs
 *   catalogue.sqlite           the server's catalogue, a PouchDB
 *   receipts-YYYY-MM.sqlite    the book, a PouchDB a month
 *   state.sqlite               journal, cursor, marks, account of the book, notice, what a day leaves to the next,
 *                              last good versions
 *   ….damaged-<time>.sqlite    a file that could not be trusted any more: never deleted, never read again
 *   ….mending                  such a file is being replaced; whoever opens the folder next finishes it
 *
 * Every file is looked at before it is opened: state first, because it knows what has to be in the others. After a stop
 * in good order the months that are over and sent are only counted: nobody has written to them, and looking them
 * through would take longer than everything else at the start.
 */
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {openAttemptsMemory} from './attempts-memory.ts';
import {openBook} from './book.ts';
import {BookAccount} from './book-account.ts';
import {openCatalogue} from './catalogue-replica.ts';
import {DamageLog} from './damage-log.ts';
import {openDayMemory} from './day-memory.ts';
import {finishDrop} from './drop-months.ts';
import {lockFolder} from './folder-lock.ts';
import {openJournal} from './journal.ts';
import {Marks} from './marks.ts';
import {mendBook, monthsIn} from './mend-book.ts';
import {catalogueFile, mendCatalogue} from './mend-catalogue.ts';
import {mendState} from './mend-state.ts';
import {openNoticeMemory} from './notice-memory.ts';
import type {Replica} from './replica.ts';
import {isThere} from './set-aside.ts';
import {forgetFact, openState, readFact, writeFact} from './state-file.ts';

/** Written when the till has closed everything else; forgotten while it runs. */
const stoppedWellFact = 'stoppedWell';

export interface ReplicaOptions {
	readonly dataDir: string;
	/** The till's id: the book holds its entries only. */
	readonly till: string;
	/** The time, ISO 8601. */
	readonly now?: () => string;
	/** Hears in sentences what happened to the till's files. */
	readonly tell?: (sentence: string) => void;
}

/** Rejects with `FolderInUse` while another process has the folder. */
export async function openReplica({dataDir, till, now = systemTime, tell}: ReplicaOptions): Promise<Replica> {
	mkdirSync(dataDir, {recursive: true});
	const opened: (() => Promise<void>)[] = [];
	const close = async () => {
		for (const closePart of opened.splice(0).toReversed()) await closePart();
	};
	try {
		const lock = await lockFolder(dataDir, tell);
		opened.push(() => lock.release());
		const foundAt = now();
		const hasOthers = monthsIn(dataDir).length > 0 || isThere(join(dataDir, catalogueFile));
		const mended = await mendState({dataDir, now: foundAt, hasOthers});
		const state = openState(dataDir);
		opened.push(() => state.close());
		const stoppedWell = readFact<boolean>(state, stoppedWellFact) === true;
		forgetFact(state, stoppedWellFact);
		const log = new DamageLog({dataDir, state, now: foundAt, ...(tell && {tell})});
		if (mended !== undefined) log.add(mended.damage);
		mended?.finish();
		await mendCatalogue({dataDir, state, now: foundAt, log});
		const catalogue = await openCatalogue(dataDir, state);
		opened.push(() => catalogue.close());
		const account = new BookAccount(state);
		const marks = new Marks(state);
		finishDrop({dataDir, account, marks});
		await mendBook({dataDir, till, now: foundAt, state, account, marks, log, stoppedWell});
		const book = await openBook({dataDir, till, account, marks, log, now});
		opened.splice(2, 0, async () => writeFact(state, stoppedWellFact, true));
		opened.push(() => book.close());
		return {
			catalogue,
			lastGood: catalogue.lastGood,
			book,
			journal: openJournal(state),
			notice: openNoticeMemory(state),
			day: openDayMemory(state),
			attempts: openAttemptsMemory(state),
			damages: () => log.damages,
			noteDamage: damage => log.add(damage),
			acknowledgeDamages: by => log.acknowledge({at: now(), by}),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function systemTime(): string {
	return new Date().toISOString();
}
