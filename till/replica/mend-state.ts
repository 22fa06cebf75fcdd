/**
 * Looks at `state.sqlite` before the till opens it.
 *
 * Its marks can be lost: entries are then sent again, which is harmless. So can the last good versions of documents
 * that cannot be used: the office has to mend those anyway. Its journal cannot, because what a printer
 * did for an unfinished sale is known nowhere else, so the jobs are taken over one by one, put together from the bytes of the
 * file. A job that cannot be read is told: somebody has to look at the printer's last receipt.
 */
import {isUtf8} from 'node:buffer';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {checkPlainFile} from '../../couch/store/check-file.ts';
import {logFindings} from '../../couch/store/log-file.ts';
import {type Column, lastRowsIn} from '../../couch/store/page-file.ts';
import {openSqlite} from '../../couch/store/sqlite.ts';
import type {Damage} from '../domain/damage.ts';
import {openJournal} from './journal.ts';
import {jobOf} from './journal-rows.ts';
import {forgetNote, isThere, moveAway, type Note, readNotes, replaceFile, writeNote} from './set-aside.ts';
import {createTables, stateFile, stateTables} from './state-file.ts';

interface Job {
	readonly saleId: string;
	readonly state: string;
}

export interface MendedState {
	readonly damage: Damage;
	/** To be called once the damage is written down. */
	readonly finish: () => void;
}

export async function mendState({
	dataDir,
	now,
	hasOthers,
}: {
	readonly dataDir: string;
	readonly now: string;
	/** There are other files, and the state was there before them. */
	readonly hasOthers: boolean;
}): Promise<MendedState | undefined> {
	const interrupted = readNotes(dataDir).find(({file}) => file === stateFile);
	const note = interrupted ?? (await examine(dataDir, {now, hasOthers}));
	if (note === undefined) return undefined;
	const {jobs, unreadableCount} = salvageJobs(moveAway(dataDir, note));
	await replaceFile(dataDir, stateFile, async fresh => {
		const state = openSqlite(fresh);
		createTables(state);
		state.transaction(() => {
			for (const {saleId, state: job} of jobs) {
				state.run('INSERT OR IGNORE INTO journal (saleId, state) VALUES (?, ?)', saleId, job);
			}
		});
		await state.close();
	});
	const {setAside, ...found} = note;
	const isKept = isThere(join(dataDir, setAside));
	const counts = {salvagedCount: jobs.length, lostCount: unreadableCount, unsentCount: 0, lost: []};
	return {
		damage: {...found, ...(isKept && {setAside}), ...counts},
		finish: () => forgetNote(dataDir, note),
	};
}

async function examine(
	dataDir: string,
	{now, hasOthers}: {readonly now: string; readonly hasOthers: boolean},
): Promise<Note | undefined> {
	const file = join(dataDir, stateFile);
	const found = {file: stateFile, foundAt: now};
	if (!existsSync(file)) {
		return hasOthers || isThere(file)
			? writeNote(dataDir, {...found, kind: 'missing', detail: 'no such file'})
			: undefined;
	}
	const [detail] = await findingsIn(file, {mayBeEmpty: !hasOthers});
	return detail === undefined ? undefined : writeNote(dataDir, {...found, kind: 'damaged', detail});
}

async function findingsIn(file: string, options: {readonly mayBeEmpty: boolean}): Promise<readonly string[]> {
	const inLog = logFindings(file);
	if (inLog.length > 0) return inLog;
	const inTables = await checkPlainFile(file, stateTables, options);
	return inTables.length > 0 ? inTables : await jobFindings(file);
}

/** A page that the disk gives out as it once was is sound by itself. */
async function jobFindings(file: string): Promise<readonly string[]> {
	const state = openSqlite(file);
	try {
		createTables(state);
		const torn = openJournal(state).tornSales();
		return torn.map(saleId => `journal: parts of sale ${saleId} are missing`);
	} finally {
		await state.close();
	}
}

interface Salvaged {
	readonly jobs: readonly Job[];
	/** Jobs that are known to have been there. */
	readonly unreadableCount: number;
}

/** The journal and its parts are the only tables of the file whose rows have numbers, and so the only ones that are read here. */
function salvageJobs(file: string): Salvaged {
	const rows = [...lastRowsIn(file)].sort((left, right) => left.rowId - right.rowId);
	const parts = new Map<number, string>();
	const jobs: Job[] = [];
	let unreadableCount = 0;
	for (const {rowId, columns} of rows) {
		const [saleId, state] = columns.slice(-2).map(textOf);
		if (columns.length === partColumnCount) {
			if (isJson(state)) parts.set(rowId, state);
		} else if (saleId !== undefined && isJson(state)) jobs.push({saleId, state});
		else unreadableCount += 1;
	}
	const whole = jobs.flatMap(({saleId, state}) => {
		const job = jobOf(state, number => parts.get(number));
		return job === undefined ? [] : [{saleId, state: JSON.stringify(job.state)}];
	});
	return {jobs: whole, unreadableCount: unreadableCount + jobs.length - whole.length};
}

/** Its number, which the row itself does not hold, and its text. */
const partColumnCount = 2;

function textOf(column: Column | undefined): string | undefined {
	return column && isUtf8(column) ? Buffer.from(column).toString('utf8') : undefined;
}

function isJson(text: string | undefined): text is string {
	if (text === undefined) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		// A job that cannot be read cannot be taken up.
		return false;
	}
}
