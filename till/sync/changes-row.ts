/** A line of a continuous changes feed, and what it says. */
import type {ReplicatedDocument} from '../replica/replica.ts';
import {isRecord} from './server.ts';

export type ChangesLine =
	| {readonly kind: 'heartbeat'}
	| ({readonly kind: 'row'} & Change)
	/** The server closes the feed of its own accord. */
	| {readonly kind: 'end'}
	| {readonly kind: 'garbled'; readonly line: string};

export interface Change {
	readonly seq: string;
	readonly id: string;
	/** The document's leaves, deleted ones as well: the one that this change made is among them. */
	readonly leaves: readonly string[];
	readonly document: ReplicatedDocument | undefined;
}

export function readChangesLine(line: string): ChangesLine {
	if (line.trim() === '') return {kind: 'heartbeat'};
	const row = parse(line);
	if (!isRecord(row)) return {kind: 'garbled', line};
	if ('last_seq' in row) return {kind: 'end'};
	const change = readChange(row);
	return change === undefined ? {kind: 'garbled', line} : {kind: 'row', ...change};
}

/** A row of any changes feed; undefined for what is none. */
export function readChange(row: unknown): Change | undefined {
	const {seq, id, doc, changes} = isRecord(row) ? row : {};
	if ((typeof seq !== 'string' && typeof seq !== 'number') || typeof id !== 'string') return undefined;
	return {seq: String(seq), id, leaves: readLeaves(changes), document: readDocument(doc)};
}

function readLeaves(changes: unknown): readonly string[] {
	if (!Array.isArray(changes)) return [];
	return changes.flatMap(change => (isRecord(change) && typeof change['rev'] === 'string' ? [change['rev']] : []));
}

/** The number a sequence begins with; the rest of it is the server's own. */
export function sequenceNumber(seq: string | number): number {
	return Number.parseInt(String(seq), 10);
}

/**
 * What of a document is replicated: its content, not the server's notes about it. Attachments stay on the server, for
 * a row names them without bringing them.
 */
export function readDocument(doc: unknown): ReplicatedDocument | undefined {
	if (!isRecord(doc) || typeof doc['_id'] !== 'string' || typeof doc['_rev'] !== 'string') return undefined;
	const fields = Object.keys(doc);
	// Nearly all have nothing to leave out, and a new till reads a whole catalogue through here.
	if (fields.every(isReplicated)) return doc as ReplicatedDocument;
	return Object.fromEntries(fields.filter(isReplicated).map(field => [field, doc[field]])) as ReplicatedDocument;
}

function isReplicated(field: string): boolean {
	return !field.startsWith('_') || field === '_id' || field === '_rev' || field === '_deleted';
}

function parse(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		// A line that is not JSON is garbled, which the caller says.
		return undefined;
	}
}
