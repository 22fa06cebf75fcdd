/**
 * Checks a month of a till's book from its files; of a till that runs, what is in them at this moment. The keys are those of
 * the till's profile in its own copy of the catalogue, which the office writes.
 *
 * The answer is the exit code: 0 when the month is what the till wrote, 1 when it is not or cannot be checked, 2 when what
 * was asked makes no sense.
 */
import {createPublicKey, type KeyObject, verify} from 'node:crypto';
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import {SqliteError} from '../../couch/store/sqlite.ts';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {type ChainReport, checkChain} from '../../till/domain/chain-check.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {FolderInUse} from '../../till/replica/folder-lock.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import {readCatalogueBeside, readMonthBeside} from '../../till/replica/read-beside.ts';
import type {Book, CatalogueReplica} from '../../till/replica/replica.ts';
import {sha256} from '../../till/replica/sha256.ts';
import {type ReachFault, reachTill, type TillToReach} from '../reach-till/reach-till.ts';
import {reachSentenceOf} from '../reach-till/words.ts';
import {sentencesOf} from './words.ts';

export interface VerifyRequest extends TillToReach {
	/** `YYYY-MM`. */
	readonly month: string;
	readonly json: boolean;
	readonly output: {write(text: string): unknown};
}

type FolderFault =
	| {readonly code: 'no-entries'; readonly month: string}
	/** Beside a till that runs: it could not be read, which says nothing of what is in it. */
	| {readonly code: 'not-read'; readonly reason: string};

type VerifyFault = ReachFault | FolderFault | {readonly code: 'bad-month'};

/** Whether what was asked makes sense, and only had no answer. */
const isUnanswered: ReadonlySet<VerifyFault['code']> = new Set(['silent-till', 'no-entries', 'not-read']);

export async function runVerify(request: VerifyRequest): Promise<0 | 1 | 2> {
	const {json, month, output} = request;
	const checked = await verified(request);
	if (!checked.ok) {
		output.write(json ? `${JSON.stringify({ok: false, ...checked.fault})}\n` : `${faultText(checked.fault)}\n`);
		return isUnanswered.has(checked.fault.code) ? 1 : 2;
	}
	const {running, ...report} = checked.value;
	const isWhole = report.faults.length === 0;
	const text = json
		? JSON.stringify({ok: isWhole, month, ...checked.value})
		: sentencesOf(report, {month, isRunning: running === true}).join('\n');
	output.write(`${text}\n`);
	return isWhole ? 0 : 1;
}

interface Verified extends ChainReport {
	/** The till went on writing while it was read. */
	readonly running?: true;
}

async function verified({month, ...till}: VerifyRequest): Promise<Result<Verified, VerifyFault>> {
	if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return fail({code: 'bad-month'});
	const reached = await reachTill<Verified, VerifyFault>(
		{patienceMs: 0, ...till},
		{
			open: ({id}) => checkFolder({dataDir: till.dataDir, till: id, month}),
			// Whose files they are is in its settings only.
			ask: async () => fail({code: 'silent-till', reason: 'nie wiadomo, czyj (--config) · not known whose (--config)'}),
		},
	);
	return reached.ok ? ok(reached.value.value) : reached;
}

interface MonthOfTill {
	readonly dataDir: string;
	readonly till: string;
	readonly month: string;
}

/** The folder of a till that is off, or the files beside one that runs. */
async function checkFolder(which: MonthOfTill): Promise<Result<Verified, FolderFault>> {
	try {
		return await checkOpened(which);
	} catch (error) {
		if (!(error instanceof FolderInUse)) throw error;
		return checkBeside(which);
	}
}

async function checkOpened({dataDir, till, month}: MonthOfTill): Promise<Result<Verified, FolderFault>> {
	const {book, catalogue, close} = await openReplica({dataDir, till, tell: sentence => console.error(sentence)});
	try {
		const found = (await book.months()).find(each => each.month === month);
		if (found === undefined) return fail({code: 'no-entries', month});
		const profile = await profileOf(catalogue, till);
		const [before] = found.first > 1 ? await book.from(found.first - 1, 1) : [];
		const digestBefore = before?.entry === found.first - 1 ? String(before.document['digest']) : undefined;
		return ok(check(await linesOf(book, found), {till, month, profile, digestBefore}));
	} finally {
		await close();
	}
}

async function checkBeside(which: MonthOfTill): Promise<Result<Verified, FolderFault>> {
	const {dataDir, till, month} = which;
	try {
		const read = await readMonthBeside(which);
		if (read === undefined) return fail({code: 'no-entries', month});
		const document = await readCatalogueBeside(dataDir, `till:${till}`);
		const profile = document && profileIn(document);
		return ok({...check(read.lines, {till, month, profile, digestBefore: read.digestBefore}), running: true});
	} catch (error) {
		if (error instanceof SqliteError || error instanceof SyntaxError)
			return fail({code: 'not-read', reason: error.message});
		throw error;
	}
}

function check(
	lines: readonly string[],
	{
		till,
		month,
		profile,
		digestBefore,
	}: {
		readonly till: string;
		readonly month: string;
		readonly profile: TillProfile | undefined;
		readonly digestBefore: string | undefined;
	},
): ChainReport {
	const keys = keysOf(profile);
	return checkChain(lines, {
		till,
		month,
		sha256,
		keyFor: entry => keys.find(({lastEntry}) => entry <= lastEntry)?.key,
		hasSigned: (key, digest, signature) =>
			verify(null, new TextEncoder().encode(digest), key, Uint8Array.from(Buffer.from(signature, 'base64'))),
		...(digestBefore === undefined ? {} : {digestBefore}),
	});
}

const pageSize = 1000;

async function linesOf(
	book: Book,
	{month, first}: {readonly month: string; readonly first: number},
): Promise<readonly string[]> {
	const lines: string[] = [];
	for (let next = first; ; ) {
		const page = await book.from(next, pageSize);
		const ofMonth = page.filter(entry => entry.month === month);
		lines.push(...ofMonth.map(({document}) => JSON.stringify(document)));
		const last = page.at(-1);
		if (last === undefined || ofMonth.length < page.length || page.length < pageSize) return lines;
		next = last.entry + 1;
	}
}

async function profileOf(catalogue: CatalogueReplica, till: string): Promise<TillProfile | undefined> {
	for await (const page of catalogue.pages()) {
		const document = page.find(({_id}) => _id === `till:${till}`);
		if (document !== undefined) return profileIn(document);
	}
	return undefined;
}

function profileIn(document: Parameters<typeof readCatalogueDocument>[0]): TillProfile | undefined {
	const read = readCatalogueDocument(document);
	return read.ok && read.value.kind === 'till' ? read.value.value : undefined;
}

interface Key {
	readonly key: KeyObject;
	readonly lastEntry: number;
}

/** In the order in which they ended, the present one last. */
function keysOf(profile: TillProfile | undefined): readonly Key[] {
	if (profile === undefined) return [];
	const {publicKey, formerKeys = []} = profile;
	const all = [
		...formerKeys.toSorted((one, other) => one.lastEntry - other.lastEntry),
		{publicKey, lastEntry: Infinity},
	];
	return all.map(({publicKey: text, lastEntry}) => ({
		key: createPublicKey({key: Buffer.from(text, 'base64'), format: 'der', type: 'spki'}),
		lastEntry,
	}));
}

function faultText(fault: VerifyFault): string {
	if (fault.code === 'bad-month') return 'Miesiąc pisze się RRRR-MM.\nA month is written YYYY-MM.';
	if (fault.code === 'no-entries')
		return `Kasa nie ma wpisów z miesiąca ${fault.month}.\nThe till has no entries of ${fault.month}.`;
	if (fault.code === 'not-read')
		return `Plików działającej kasy nie da się odczytać: ${fault.reason}. Zatrzymaj kasę i sprawdź jeszcze raz.\nThe files of the running till cannot be read: ${fault.reason}. Stop the till and check again.`;
	return reachSentenceOf(fault).join('\n');
}
