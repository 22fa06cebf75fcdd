/**
 * Baskets on the server: put there, claimed, deleted, listed (decision 42). Nothing is remembered here; what a till knows of
 * its baskets stands in its journal.
 *
 *   share    `_bulk_docs` with `new_edits: false`, under a revision that follows from the share's name: put there twice, or
 *            late, or after it was claimed and deleted, it is the same write and changes nothing
 *   claim    the document is read, and put with `claimedBy` over the revision that was read: of several tills the server
 *            lets one. 409: somebody was quicker, and who it was is read. No answer: it is read once more, and a claim that
 *            is ours is ours, whichever attempt of which life of this till put it there
 *   remove   the same, with a claim of ours and `_deleted`; the tombstone keeps who claimed it
 *   list     one `_all_docs` over the ids of parked sales
 *
 * A document is always read with all its leaves: a tombstone says who had the basket, and a document that was never there
 * is something else than one that is gone.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {type ParkedSale, parkedId, parkedPrefix, readTillsDocument, tillsSchema} from '../../couch/documents/tills.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {
	BasketList,
	ClaimOutcome,
	ListedBasket,
	RemoveOutcome,
	SharedBasket,
	ShareOutcome,
	ShareState,
	UnreadableBasket,
} from '../domain/shared-basket.ts';
import {type Clock, isoTime} from './clock.ts';
import type {BasketExchange, ClaimWish} from './link.ts';
import {sha256} from './outgoing.ts';
import {isRecord, type Server, type ServerFault, sentenceOf} from './server.ts';

export interface SharedBasketsParts {
	readonly server: Pick<Server, 'ask' | 'database'>;
	readonly till: string;
	readonly clock: Clock;
	/** A customer stands there. */
	readonly timeoutMs: number;
}

type Parked = Readonly<Record<string, unknown>> & {readonly _id: string; readonly _rev: string};

/** What stands under a basket's name. */
type Found =
	| {readonly is: 'unclaimed'; readonly document: Parked}
	| {readonly is: 'ours'; readonly document: Parked}
	/** `isOver`: it is deleted. */
	| {readonly is: 'theirs'; readonly isOver: boolean; readonly by?: string}
	| {readonly is: 'absent'}
	| SilenceOrRefusal;
type SilenceOrRefusal = Extract<ClaimOutcome, {is: 'refused' | 'silence'}>;

/** Each time somebody else was quicker, and nobody is so often. */
const attemptCountMax = 4;
/** More than a shop puts aside, and as much as one answer should carry. */
const listCountMax = 40;

export class SharedBaskets implements BasketExchange {
	readonly #parts: SharedBasketsParts;

	constructor(parts: SharedBasketsParts) {
		this.#parts = parts;
	}

	async share(share: string, shared: SharedBasket): Promise<ShareOutcome> {
		const {server, timeoutMs} = this.#parts;
		const document = {_id: parkedId(share), type: 'parked', schema: tillsSchema, ...shared, _rev: revisionOf(share)};
		const read = readTillsDocument(document);
		if (!read.ok) return {is: 'refused', reason: `no till could read it: ${read.fault.field} ${read.fault.reason}`};
		const path = `${server.database(tillsDatabase)}/_bulk_docs`;
		const body = {new_edits: false, docs: [document]};
		const answer = await server.ask(path, {method: 'POST', body, timeoutMs});
		if (!answer.ok) return outcomeOf(answer.fault);
		const [refusal] = Array.isArray(answer.value) ? answer.value.filter(isRecord) : [];
		if (refusal?.['error'] === undefined) return {is: 'stored'};
		return {is: 'refused', reason: `${refusal['error']}: ${refusal['reason']}`};
	}

	async look(share: string): Promise<ShareState> {
		const found = await this.#find(share);
		return found.is === 'ours' || found.is === 'unclaimed' ? {is: found.is} : found;
	}

	async claim({share, tillName, isOwn = false}: ClaimWish): Promise<ClaimOutcome> {
		const {till, clock} = this.#parts;
		const claimedBy = {till, tillName, at: isoTime(clock)};
		let found = await this.#find(share);
		for (let attempt = 1; found.is === 'unclaimed' && attempt <= attemptCountMax; attempt += 1) {
			const read = readShared(found.document);
			if (!read.ok && !isOwn) return {is: 'unreadable', why: read.fault};
			const put = await this.#put({...found.document, claimedBy});
			if (put.is === 'put') return {is: 'ours', ...(read.ok && {basket: read.value})};
			if (put.is === 'refused') return put;
			found = await this.#find(share);
		}
		if (found.is === 'unclaimed') return {is: 'silence', reason: 'the server takes no claim'};
		if (found.is !== 'ours') return found;
		const read = readShared(found.document);
		if (!read.ok && !isOwn) return {is: 'unreadable', why: read.fault};
		return {is: 'ours', ...(read.ok && {basket: read.value})};
	}

	async remove({share, tillName}: ClaimWish): Promise<RemoveOutcome> {
		const {till, clock} = this.#parts;
		const claimedBy = {till, tillName, at: isoTime(clock)};
		let found = await this.#find(share);
		for (let attempt = 1; found.is === 'ours' || found.is === 'unclaimed'; attempt += 1) {
			if (attempt > attemptCountMax) return {is: 'silence', reason: 'the server deletes nothing'};
			const {_id, _rev, type, schema, till: origin} = found.document;
			const tombstone = {_id, _rev, _deleted: true, type, schema, till: origin, claimedBy};
			// A server that was put back to a time before our claim has it unclaimed.
			const put = await this.#put(found.is === 'ours' ? tombstone : {...found.document, claimedBy});
			if (put.is === 'put' && found.is === 'ours') return {is: 'removed'};
			if (put.is === 'refused') return put;
			found = await this.#find(share);
		}
		return found.is === 'absent' || (found.is === 'theirs' && found.isOver) ? {is: 'removed'} : found;
	}

	async list(): Promise<Result<BasketList, string>> {
		const {server, timeoutMs} = this.#parts;
		const range = new URLSearchParams({
			startkey: JSON.stringify(parkedPrefix),
			endkey: JSON.stringify(`${parkedPrefix}\ufff0`),
			include_docs: 'true',
			limit: String(listCountMax + 1),
		});
		const answer = await server.ask(`${server.database(tillsDatabase)}/_all_docs?${range}`, {timeoutMs});
		if (!answer.ok) return fail(sentenceOf(answer.fault));
		const rows: readonly unknown[] =
			isRecord(answer.value) && Array.isArray(answer.value['rows']) ? answer.value['rows'] : [];
		const free = rows.slice(0, listCountMax).flatMap(row => {
			const document = isRecord(row) ? row['doc'] : undefined;
			return isRecord(document) && claimantOf(document) === undefined ? [document] : [];
		});
		const baskets = free.flatMap(listed);
		return ok({
			baskets: baskets.toSorted((one, other) => Date.parse(one.parkedAt) - Date.parse(other.parkedAt)),
			unreadableCount: free.length - baskets.length,
			hasMore: rows.length > listCountMax,
		});
	}

	async #put(document: Parked): Promise<{readonly is: 'put' | 'conflict'} | SilenceOrRefusal> {
		const {server, timeoutMs} = this.#parts;
		const path = `${server.database(tillsDatabase)}/${encodeURIComponent(document._id)}`;
		const answer = await server.ask(path, {method: 'PUT', body: document, timeoutMs});
		if (answer.ok) return {is: 'put'};
		const isConflict = answer.fault.code === 'http' && answer.fault.status === 409;
		return isConflict ? {is: 'conflict'} : outcomeOf(answer.fault);
	}

	async #find(share: string): Promise<Found> {
		const {server, till, timeoutMs} = this.#parts;
		const path = `${server.database(tillsDatabase)}/${encodeURIComponent(parkedId(share))}?open_revs=all`;
		const answer = await server.ask(path, {timeoutMs});
		if (!answer.ok) {
			const {fault} = answer;
			// A database that is not there, or a proxy that knows no such page, says nothing of a basket.
			const isMissing = fault.code === 'http' && fault.status === 404 && fault.reason === 'missing';
			return isMissing ? {is: 'absent'} : outcomeOf(fault);
		}
		const leaves = (Array.isArray(answer.value) ? answer.value : []).flatMap(leafOf);
		const live = leaves.find(leaf => leaf['_deleted'] !== true);
		const [first] = leaves;
		if (first === undefined) return {is: 'absent'};
		const claimant = claimantOf(live ?? first);
		if (live !== undefined && claimant === undefined) return {is: 'unclaimed', document: live};
		if (live !== undefined && claimant?.till === till) return {is: 'ours', document: live};
		const by = claimant?.tillName;
		return {is: 'theirs', isOver: live === undefined, ...(by !== undefined && {by})};
	}
}

/** Fixed for a share: a server that has had it takes it for what it was, whatever is put. */
function revisionOf(share: string): string {
	return `1-${sha256(share).slice(0, 32)}`;
}

/** A server that is ill, or a till that is not let in, has said nothing of the basket. */
function outcomeOf(fault: ServerFault): SilenceOrRefusal {
	const is = fault.code === 'http' && (fault.status === 403 || fault.status === 413) ? 'refused' : 'silence';
	return {is, reason: sentenceOf(fault)};
}

function leafOf(row: unknown): readonly Parked[] {
	const document = isRecord(row) ? row['ok'] : undefined;
	return isRecord(document) ? [document as Parked] : [];
}

function claimantOf(
	document: Readonly<Record<string, unknown>>,
): {readonly till: string; readonly tillName: string} | undefined {
	const claimedBy = document['claimedBy'];
	return isRecord(claimedBy) ? {till: String(claimedBy['till']), tillName: String(claimedBy['tillName'])} : undefined;
}

function listed(document: Readonly<Record<string, unknown>>): readonly ListedBasket[] {
	const read = readShared(document);
	if (!read.ok) return [];
	return [{share: String(document['_id']).slice(parkedPrefix.length), ...read.value}];
}

function readShared(document: Readonly<Record<string, unknown>>): Result<SharedBasket, UnreadableBasket> {
	const read = readTillsDocument(document);
	if (!read.ok) return fail(read.fault.code === 'newer-schema' ? 'newer-schema' : 'malformed');
	if (read.value.type !== 'parked') return fail('malformed');
	const {till, tillName, parkedAt, seller, basket}: ParkedSale = read.value;
	return ok({till, tillName, parkedAt, seller, basket});
}
