/** A till's data folder with two months in it, and ways to harm its files that a seed repeats. */
import {cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Sealed} from '../../../till/domain/entry.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {forgetFact, openState} from '../../../till/replica/state-file.ts';
import {type EntryWishes, entryAfter, headOf} from './entries.ts';

export const october = 'receipts-2026-10.sqlite';
export const november = 'receipts-2026-11.sqlite';

/** Some are longer than a page of the file. */
function wishesFor(number: number, octoberCount: number): EntryWishes {
	const businessDay = number <= octoberCount ? '2026-10-30' : '2026-11-23';
	return {type: 'receipt', businessDay, name: number % 3 === 0 ? 'Zofia '.repeat(2000) : `Zofia ${number}`};
}

/** What `sellInto` leaves in the journal: two in one row each, one in many. */
export const unfinishedJobs = [
	{saleId: 'sale-1', state: {at: 'printing', lines: linesOf(1)}},
	{saleId: 'sale-2', state: {at: 'selling', lines: linesOf(60)}},
	{saleId: 'sale-3', state: {at: 'printing', lines: linesOf(7)}},
];

function linesOf(count: number) {
	return Array.from({length: count}, (_, line) => ({line, name: 'Żurek '.repeat(line)}));
}

/** Sells into the folder; the first `sentCount` entries are on the server. Returns the entries. */
export async function sellInto(
	dataDir: string,
	{octoberCount = 20, novemberCount = 20, sentCount = 25} = {},
): Promise<readonly Sealed[]> {
	const {book, catalogue, journal, close} = await openReplica({dataDir, till: 'anna'});
	const entries: Sealed[] = [];
	for (let number = 1; number <= octoberCount + novemberCount; number++) {
		const entry = entryAfter(book.head(), wishesFor(number, octoberCount));
		await book.append(entry);
		entries.push(entry);
	}
	book.markSent(
		entries.slice(0, sentCount).map(({_id}) => _id),
		'2026-11-23T12:00:00Z',
	);
	for (const {saleId, state} of unfinishedJobs) journal.write(saleId, state);
	const products = Array.from({length: 200}, (_, code) => ({
		document: {_id: `product:${code}`, _rev: `1-${String(code).padStart(32, '0')}`, name: `Chleb żytni ${code}`},
	}));
	await catalogue.apply(products, {since: '200', source: 'shop'});
	await close();
	await forgetGoodStop(dataDir);
	return entries;
}

/** Leaves the folder as a till does that was killed: everything is looked through at the next start. */
export async function forgetGoodStop(dataDir: string): Promise<void> {
	const state = openState(dataDir);
	forgetFact(state, 'stoppedWell');
	await state.close();
}

export function copyFolder(source: string, target: string): string {
	rmSync(target, {recursive: true, force: true});
	cpSync(source, target, {recursive: true});
	return target;
}

/** Changes bytes at places a seed decides. Returns the file as it is then. */
export function flipBytes(file: string, {seed, count}: {readonly seed: number; readonly count: number}): Uint8Array {
	const bytes = new Uint8Array(readFileSync(file));
	const random = numbersFrom(seed);
	for (let flip = 0; flip < count; flip++) {
		const place = Math.floor(random() * bytes.length);
		bytes[place] = (bytes[place] ?? 0) ^ (1 + Math.floor(random() * 255));
	}
	writeFileSync(file, bytes);
	return bytes;
}

/** Overwrites a stretch with what no text holds. */
export function scribble(file: string, {from, bytes}: {readonly from: number; readonly bytes: number}): void {
	const content = new Uint8Array(readFileSync(file));
	content.fill(0xfe, from, from + bytes);
	writeFileSync(file, content);
}

export function cutFile(file: string, part: number): void {
	truncateSync(file, Math.floor(statSync(file).size * part));
}

export function removeWhole(dataDir: string, file: string): void {
	for (const ending of ['', '-wal', '-shm']) rmSync(join(dataDir, `${file}${ending}`), {force: true});
}

export function endOf(entries: readonly Sealed[]) {
	const last = entries.at(-1);
	if (last === undefined) throw new Error('a folder with entries has a last one');
	return headOf(last);
}

/** Numbers in [0, 1) that one seed always gives in the same order. */
function numbersFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
