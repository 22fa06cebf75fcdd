/**
 * Reads the catalogue out of another till's folder: that till may be running, and nothing in its folder is opened as a
 * database, locked or written.
 *
 *   catalogue.sqlite ──bytes──► copy ──opened──► documents ──► the copy is removed
 *   its -wal         ──bytes──►
 *
 * The file is copied first and its write-ahead log after it. Whatever a checkpoint carried into the file meanwhile is
 * still in the log, until a writer begins the log anew with another header. So with one header before and after, the
 * copy is the catalogue of one moment; without a log the file itself has to be the same. Otherwise it is copied again.
 */
import {closeSync, copyFileSync, existsSync, mkdirSync, openSync, readSync, rmSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {openStore} from '../../couch/store/pouch.ts';
import {documentPages} from '../../couch/store/tables.ts';
import {catalogueFile} from './mend-catalogue.ts';
import type {ReplicatedDocument} from './replica.ts';

const attemptsMax = 20;
const attemptPauseMs = 250;
/** Magic number, page size, checkpoint number and the salts, which are others whenever the log begins anew. */
const logHeaderBytes = 32;
const pageSize = 500;

/** Rejects where the folder has no catalogue, or where it is written so much that no copy of one moment can be had. */
export async function readForeignCatalogue({
	dataDir,
	copyDir,
	between,
}: {
	/** The other till's. */
	readonly dataDir: string;
	/** Made for the copy and removed after it. */
	readonly copyDir: string;
	/** What a test lets happen after the file was copied and before its log is. */
	readonly between?: () => Promise<void>;
}): Promise<readonly ReplicatedDocument[]> {
	const source = join(dataDir, catalogueFile);
	if (!existsSync(source)) throw new Error(`There is no ${source}: the till has no catalogue yet.`);
	const copy = join(copyDir, catalogueFile);
	try {
		await copyOfOneMoment(source, copy, between);
		return await documentsIn(copy);
	} finally {
		rmSync(copyDir, {recursive: true, force: true});
	}
}

async function copyOfOneMoment(source: string, copy: string, between?: () => Promise<void>): Promise<void> {
	for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
		if (attempt > 1) await pause(attemptPauseMs);
		rmSync(dirname(copy), {recursive: true, force: true});
		mkdirSync(dirname(copy), {recursive: true, mode: 0o700});
		const before = momentOf(source);
		copyFileSync(source, copy);
		await between?.();
		if (existsSync(logOf(source))) copyFileSync(logOf(source), logOf(copy));
		if (momentOf(source) === before) return;
	}
	throw new Error(`${source} changed while it was copied, ${attemptsMax} times.`);
}

/** What is the same as long as a copy of both files is of one moment. */
function momentOf(source: string): string {
	const header = logHeader(logOf(source));
	if (header !== '') return header;
	const {mtimeNs, size} = statSync(source, {bigint: true});
	return `${mtimeNs} ${size}`;
}

/** Empty where there is no log, or nothing in it. */
function logHeader(log: string): string {
	if (!existsSync(log)) return '';
	const file = openSync(log, 'r');
	try {
		const bytes = new Uint8Array(logHeaderBytes);
		const count = readSync(file, bytes, 0, logHeaderBytes, 0);
		return Buffer.from(bytes.subarray(0, count)).toString('hex');
	} finally {
		closeSync(file);
	}
}

const logOf = (file: string) => `${file}-wal`;

async function documentsIn(file: string): Promise<readonly ReplicatedDocument[]> {
	const store = openStore({file, autoCompaction: true, revisionsMax: 1});
	try {
		await store.info();
		const documents: ReplicatedDocument[] = [];
		for await (const page of documentPages(store, pageSize)) {
			documents.push(...page.filter(({_id: id}) => !id.startsWith('_design/')));
		}
		return documents;
	} finally {
		await store.close();
	}
}
