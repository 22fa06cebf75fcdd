/**
 * An SQLite file as the bytes it is made of, for when SQLite itself can no longer be asked.
 *
 *   table leaf page   0D | first free 2 | cells 2 | content 2 | fragments 1 | cell pointers 2 each | … | cells
 *   cell              payload length | row id | payload … [first overflow page 4]       lengths are varints
 *   payload           header length | a type for each column | the columns' bytes
 *   overflow page     next overflow page 4 | bytes
 *
 * What the write-ahead log has of a page (`log-file.ts`) is newer than what the file has, unless it is left over from an
 * earlier round of the log.
 *
 * Nothing here trusts what it reads: a cell that does not hold together is left out. A page that SQLite no longer uses
 * may still hold its old rows, so whoever asks has to know a sound row when they see it.
 */
import {isUtf8} from 'node:buffer';
import {readFile} from './file-bytes.ts';
import {readLog} from './log-file.ts';
import {type Bytes, pageBytes, readUint16, readUint32} from './page-bytes.ts';

const fileHeaderBytes = 100;
const tableLeaf = 0x0d;
/** Nothing of a till is longer; what claims to be is a broken length. */
const payloadBytesMax = 4 * 1024 * 1024;

// How much of a long payload stays in its cell, as the file format has it for pages of this size.
const localBytesMax = pageBytes - 35;
const localBytesMin = Math.floor(((pageBytes - 12) * 32) / 255) - 23;

/** A text as its bytes, because they may be no text any more; null for everything that is not text. */
export type Column = Bytes | null;

export interface RawRow {
	readonly rowId: number;
	readonly columns: readonly Column[];
}

interface Page {
	readonly number: number;
	readonly bytes: Bytes;
}

interface PageFile {
	/** Every version of every page, the oldest first. */
	readonly pages: readonly Page[];
	page(number: number): Bytes | undefined;
}

/** Rows of all tables, in no order, as far as the file can be read; also such as were changed or removed since. */
export function* rowsIn(file: string): Generator<RawRow> {
	const pageFile = readPages(file);
	for (const page of pageFile.pages) yield* rowsOn(page, pageFile);
}

/** Rows of all tables but the schema as they were at the last commit; those of pages out of use are among them. */
export function* lastRowsIn(file: string): Generator<RawRow> {
	const {pages} = readPages(file, {upTo: 'commit'});
	const latest = new Map(pages.map(page => [page.number, page]));
	const pageFile: PageFile = {pages: [...latest.values()], page: number => latest.get(number)?.bytes};
	for (const page of pageFile.pages) if (page.number !== 1) yield* rowsOn(page, pageFile);
}

/** What is wrong with the part of the file that SQLite has to read before it can check anything. */
export function schemaFindings(file: string): readonly string[] {
	const pageFile = readPages(file, {upTo: 'misfit', firstOnly: true});
	const schemas = pageFile.pages.filter(({number}) => number === 1);
	const isOther = schemas.some(({bytes}) => !startsWith(bytes, 'SQLite format 3\0'));
	if (isOther) return ['file is not a database'];
	const texts = schemas.flatMap(page => [...rowsOn(page, pageFile)].flatMap(({columns}) => columns));
	return texts.some(text => text !== null && !isUtf8(text)) ? ['malformed database schema'] : [];
}

/**
 * How far the log is believed: as far as SQLite reads it, up to the last commit whatever is before it, or to the end of
 * what was written.
 */
type LogReach = 'misfit' | 'commit' | 'end';

function readPages(
	file: string,
	{upTo = 'end', firstOnly = false}: {readonly upTo?: LogReach; readonly firstOnly?: boolean} = {},
): PageFile {
	const main = firstOnly ? readFile(file, pageBytes) : readFile(file);
	const stored: Page[] = [];
	for (let at = 0; at < main.length; at += pageBytes) {
		const bytes = main.subarray(at, at + pageBytes);
		stored.push({number: at / pageBytes + 1, bytes: bytes.length < pageBytes ? padded(bytes) : bytes});
	}
	const {frames} = readLog(file);
	const current = frames.filter(({isCurrent, fits}) => (upTo === 'misfit' ? fits : isCurrent));
	const end = upTo === 'end' ? current.length : current.findLastIndex(({commits}) => commits) + 1;
	const leftOver = frames.filter(({isCurrent}) => !isCurrent);
	const pages = [...leftOver.map(pageOf), ...stored, ...current.slice(0, end).map(pageOf)];
	const latest = new Map(pages.map(({number, bytes}) => [number, bytes]));
	return {pages, page: number => latest.get(number)};
}

function pageOf({pageNumber: number, page: bytes}: {readonly pageNumber: number; readonly page: Bytes}): Page {
	return {number, bytes};
}

/** A file that was cut off within a page: the rest is as good as empty. */
function padded(bytes: Bytes): Bytes {
	const page = new Uint8Array(pageBytes);
	page.set(bytes);
	return page;
}

function* rowsOn({number, bytes}: Page, file: PageFile): Generator<RawRow> {
	const start = number === 1 ? fileHeaderBytes : 0;
	if (bytes[start] !== tableLeaf) return;
	const cellCount = readUint16(bytes, start + 3);
	for (let cell = 0; cell < cellCount; cell++) {
		const pointer = start + 8 + 2 * cell;
		if (pointer + 2 > pageBytes) return;
		const row = readCell(bytes, readUint16(bytes, pointer), file);
		if (row !== undefined) yield row;
	}
}

function readCell(page: Bytes, start: number, file: PageFile): RawRow | undefined {
	const length = readVarint(page, start);
	const rowId = length && readVarint(page, length.end);
	if (rowId === undefined || length === undefined || length.value > payloadBytesMax) return undefined;
	const payload = readPayload(page, {start: rowId.end, bytesCount: length.value}, file);
	const columns = payload && readColumns(payload);
	return columns && {rowId: rowId.value, columns};
}

function readPayload(
	page: Bytes,
	{start, bytesCount}: {readonly start: number; readonly bytesCount: number},
	file: PageFile,
): Bytes | undefined {
	const localCount = localBytes(bytesCount);
	if (start + localCount > pageBytes) return undefined;
	if (localCount === bytesCount) return page.subarray(start, start + bytesCount);
	if (start + localCount + 4 > pageBytes) return undefined;
	const payload = new Uint8Array(bytesCount);
	payload.set(page.subarray(start, start + localCount));
	let filled = localCount;
	let next = readUint32(page, start + localCount);
	while (filled < bytesCount) {
		const overflow = file.page(next);
		if (overflow === undefined) return undefined;
		const part = overflow.subarray(4, 4 + Math.min(bytesCount - filled, pageBytes - 4));
		payload.set(part, filled);
		filled += part.length;
		next = readUint32(overflow, 0);
	}
	return payload;
}

function localBytes(payloadBytes: number): number {
	if (payloadBytes <= localBytesMax) return payloadBytes;
	const fitting = localBytesMin + ((payloadBytes - localBytesMin) % (pageBytes - 4));
	return fitting <= localBytesMax ? fitting : localBytesMin;
}

function readColumns(payload: Bytes): readonly Column[] | undefined {
	const header = readVarint(payload, 0);
	if (header === undefined || header.value > payload.length) return undefined;
	const columns: Column[] = [];
	let body = header.value;
	for (let at = header.end; at < header.value; ) {
		const type = readVarint(payload, at);
		if (type === undefined) return undefined;
		at = type.end;
		const size = columnBytes(type.value);
		if (body + size > payload.length) return undefined;
		columns.push(isText(type.value) ? payload.subarray(body, body + size) : null);
		body += size;
	}
	return columns;
}

function isText(type: number): boolean {
	return type >= 13 && type % 2 === 1;
}

const numberBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

function columnBytes(type: number): number {
	return numberBytes[type] ?? Math.floor((type - 12) / 2);
}

function startsWith(bytes: Bytes, text: string): boolean {
	return [...text].every((character, place) => bytes[place] === character.charCodeAt(0));
}

/** Seven bits a byte, the highest first, as long as the eighth is set. */
function readVarint(bytes: Bytes, start: number): {readonly value: number; readonly end: number} | undefined {
	let value = 0;
	for (let at = start; at < start + 8; at++) {
		const byte = bytes[at];
		if (byte === undefined) return undefined;
		value = value * 128 + (byte & 0x7f);
		if (byte < 0x80) return {value, end: at + 1};
	}
	const last = bytes[start + 8];
	return last === undefined ? undefined : {value: value * 256 + last, end: start + 9};
}
