/**
 * Looks at the catalogue's file before the till opens it. Nothing is taken over from a damaged one: a wrong price
 * looks like a right one, and the server has them all. The cursor is forgotten, so that it is pulled again.
 *
 * An older copy is sound, only old: the till goes on with it until the server has told it everything again.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {checkStoreFile, lastSequenceIn} from '../../couch/store/check-file.ts';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {KeptCursor} from './catalogue-replica.ts';
import type {DamageLog} from './damage-log.ts';
import {forgetNote, isThere, moveAway, type Note, readNotes, writeNote} from './set-aside.ts';
import {forgetFact, readFact} from './state-file.ts';

export const catalogueFile = 'catalogue.sqlite';
const nothingLost = {salvagedCount: 0, lostCount: 0, unsentCount: 0, lost: []};

export interface MendCatalogueOptions {
	readonly dataDir: string;
	readonly state: Sqlite;
	readonly now: string;
	readonly log: DamageLog;
}

export async function mendCatalogue(options: MendCatalogueOptions): Promise<void> {
	const {dataDir, state, log} = options;
	const note = readNotes(dataDir).find(({file}) => file === catalogueFile) ?? (await examine(options));
	if (note === undefined) return noticeOlder(options);
	const {setAside, ...found} = note;
	moveAway(dataDir, note);
	forgetFact(state, 'cursor');
	const isKept = isThere(join(dataDir, setAside));
	log.add({...found, ...(isKept && {setAside}), ...nothingLost});
	forgetNote(dataDir, note);
}

async function examine({dataDir, state, now: foundAt}: MendCatalogueOptions): Promise<Note | undefined> {
	const file = catalogueFile;
	const path = join(dataDir, file);
	if (!existsSync(path)) {
		if (readFact(state, 'cursor') === undefined && !isThere(path)) return undefined;
		return writeNote(dataDir, {file, foundAt, kind: 'missing', detail: 'no such file'});
	}
	const [detail] = await checkStoreFile(path);
	return detail === undefined ? undefined : writeNote(dataDir, {file, foundAt, kind: 'damaged', detail});
}

async function noticeOlder({dataDir, state, now: foundAt, log}: MendCatalogueOptions): Promise<void> {
	const kept = readFact<KeptCursor>(state, 'cursor');
	const path = join(dataDir, catalogueFile);
	if (kept === undefined || !existsSync(path)) return;
	const sequence = await lastSequenceIn(path);
	if (sequence >= kept.sequence) return;
	const detail = `it ends at ${sequence} and was read up to ${kept.sequence}`;
	state.transaction(() => {
		forgetFact(state, 'cursor');
		log.add({file: catalogueFile, kind: 'incomplete', detail, foundAt, ...nothingLost});
	});
}
