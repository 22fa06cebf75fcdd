/**
 * Checks a month of a till's book from its files. The keys are those of the till's profile in its own copy of the
 * catalogue, which the office writes.
 *
 * The answer is the exit code: 0 when the month is what the till wrote, 1 when it is not or cannot be checked, 2 when what
 * was asked makes no sense.
 */
import {createPublicKey, type KeyObject, verify} from 'node:crypto';
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {type ChainReport, checkChain} from '../../till/domain/chain-check.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
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

type VerifyFault = ReachFault | {readonly code: 'bad-month'} | {readonly code: 'no-entries'; readonly month: string};

export async function runVerify(request: VerifyRequest): Promise<0 | 1 | 2> {
	const {json, month, output} = request;
	const checked = await verified(request);
	if (!checked.ok) {
		output.write(json ? `${JSON.stringify({ok: false, ...checked.fault})}\n` : `${faultText(checked.fault)}\n`);
		return checked.fault.code === 'silent-till' || checked.fault.code === 'no-entries' ? 1 : 2;
	}
	const report = checked.value;
	const isWhole = report.faults.length === 0;
	const text = json ? JSON.stringify({ok: isWhole, month, ...report}) : sentencesOf(report, month).join('\n');
	output.write(`${text}\n`);
	return isWhole ? 0 : 1;
}

async function verified({month, ...till}: VerifyRequest): Promise<Result<ChainReport, VerifyFault>> {
	if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return fail({code: 'bad-month'});
	const reached = await reachTill<ChainReport, VerifyFault>(
		{patienceMs: 0, ...till},
		{
			open: ({id}) => checkFolder(till.dataDir, id, month),
			// A till that runs writes on while its month is read.
			ask: async () => fail({code: 'silent-till', reason: 'kasa działa, zatrzymaj ją · the till runs, stop it'}),
		},
	);
	return reached.ok ? ok(reached.value.value) : reached;
}

async function checkFolder(
	dataDir: string,
	till: string,
	month: string,
): Promise<Result<ChainReport, {readonly code: 'no-entries'; readonly month: string}>> {
	const {book, catalogue, close} = await openReplica({dataDir, till, tell: sentence => console.error(sentence)});
	try {
		const found = (await book.months()).find(each => each.month === month);
		if (found === undefined) return fail({code: 'no-entries', month});
		const keys = keysOf(await profileOf(catalogue, till));
		const [before] = found.first > 1 ? await book.from(found.first - 1, 1) : [];
		const digestBefore = before?.entry === found.first - 1 ? String(before.document['digest']) : undefined;
		return ok(
			checkChain(await linesOf(book, found), {
				till,
				month,
				sha256,
				keyFor: entry => keys.find(({lastEntry}) => entry <= lastEntry)?.key,
				hasSigned: (key, digest, signature) =>
					verify(null, new TextEncoder().encode(digest), key, Uint8Array.from(Buffer.from(signature, 'base64'))),
				...(digestBefore === undefined ? {} : {digestBefore}),
			}),
		);
	} finally {
		await close();
	}
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
		if (document === undefined) continue;
		const read = readCatalogueDocument(document);
		return read.ok && read.value.kind === 'till' ? read.value.value : undefined;
	}
	return undefined;
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
	return reachSentenceOf(fault).join('\n');
}
