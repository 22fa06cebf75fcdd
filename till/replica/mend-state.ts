/**
 * Looks at `state.sqlite` before the till opens it.
 *
 * Its marks can be lost: entries are then sent again, which is harmless. So can the last good versions of documents
 * that cannot be used: the office has to mend those anyway. Its journal cannot, because what a printer
 * did for an unfinished sale is known nowhere else, so the jobs are taken over one by one, out of the bytes of the
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
	const inLog = logFindings(file);
	const [detail] = inLog.length > 0 ? inLog : await checkPlainFile(file, stateTables, {mayBeEmpty: !hasOthers});
	return detail === undefined ? undefined : writeNote(dataDir, {...found, kind: 'damaged', detail});
}

/** The journal is the only table of the file whose rows have numbers, and so the only one that is read here. */
function salvageJobs(file: string): {readonly jobs: readonly Job[]; readonly unreadableCount: number} {
	const rows = [...lastRowsIn(file)].sort((left, right) => left.rowId - right.rowId);
	const jobs = rows.flatMap(({columns: [, saleId = null, state = null]}) => jobOf(saleId, state));
	return {jobs, unreadableCount: rows.length - jobs.length};
}

function jobOf(saleIdBytes: Column, stateBytes: Column): readonly Job[] {
	const [saleId, state] = [saleIdBytes, stateBytes].map(textOf);
	return saleId === undefined || state === undefined || !isJson(state) ? [] : [{saleId, state}];
}

function textOf(column: Column | undefined): string | undefined {
	return column && isUtf8(column) ? Buffer.from(column).toString('utf8') : undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		// A job that cannot be read cannot be taken up.
		return false;
	}
}
