/**
 * Looks through the till's own book for a receipt that a customer brings.
 *
 * Business days of a book follow one another but for a few entries: a sale that was put aside is written down later. So
 * the day is looked for by halves first, and only what is not there is looked for in all the rest.
 */
import {setImmediate as nextTurn} from 'node:timers/promises';
import {readEntry} from '../../couch/documents/entries.ts';
import type {Receipt, Return, Sealed} from '../domain/entry.ts';
import {type FoundReceipt, isWanted, type WantedReceipt} from '../domain/receipt-query.ts';
import type {Book, StoredEntry} from '../replica/replica.ts';

export type BookToSearch = Pick<Book, 'head' | 'from' | 'returnsOf'>;

/** Some milliseconds of the till's one thread. */
const pageSize = 100;

export async function searchBook(book: BookToSearch, wanted: WantedReceipt): Promise<readonly FoundReceipt[]> {
	const receipts = await (wanted.by === 'slip' ? receiptsOfDay(book, wanted) : receiptsOfSale(book, wanted));
	return Promise.all(receipts.map(async receipt => ({receipt, returns: await returnsIn(book, receipt)})));
}

/** The returns of a receipt, whichever till sold it, that this till took. */
export async function returnsIn(
	book: Pick<Book, 'returnsOf'>,
	{_id: id, month}: Sealed<Receipt>,
): Promise<readonly Sealed<Return>[]> {
	return (await book.returnsOf(id, month)).flatMap(({document}) => {
		const entry = readEntry(document);
		return entry.ok && entry.value.type === 'return' ? [entry.value] : [];
	});
}

async function receiptsOfDay(
	book: BookToSearch,
	wanted: Extract<WantedReceipt, {by: 'slip'}>,
): Promise<readonly Sealed<Receipt>[]> {
	const through = book.head().entry;
	const begin = await firstFrom(book, wanted.day);
	const ofDay: Sealed<Receipt>[] = [];
	for (let page = begin; page <= through; ) {
		const stored = await pageOf(book, page);
		ofDay.push(...receiptsIn(stored, wanted));
		const last = stored.at(-1);
		// What is not of the day any more ends it, unless nothing was found: then it was written down later.
		if (last === undefined || (ofDay.length > 0 && dayOf(last) > wanted.day)) break;
		page = last.entry + 1;
	}
	return ofDay;
}

/** The number from which on entries are of this day or later, as far as the order of days can be trusted. */
async function firstFrom(book: BookToSearch, day: string): Promise<number> {
	let low = 1;
	let high = book.head().entry + 1;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		const [stored] = await book.from(middle, 1);
		await nextTurn();
		// Numbers that were dropped or lost are passed over: what comes after them answers for them.
		if (stored === undefined || dayOf(stored) >= day) high = middle;
		else low = stored.entry + 1;
	}
	return low;
}

/** The newest first: slips are brought back soon. */
async function receiptsOfSale(
	book: BookToSearch,
	wanted: Extract<WantedReceipt, {by: 'sale'}>,
): Promise<readonly Sealed<Receipt>[]> {
	const [oldest] = await book.from(1, 1);
	const beginsAt = oldest?.entry ?? 1;
	for (let to = book.head().entry; to >= beginsAt; to -= pageSize) {
		const stored = await pageOf(book, Math.max(beginsAt, to - pageSize + 1));
		const receipts = receiptsIn(stored, wanted);
		if (receipts.length > 0) return receipts;
	}
	return [];
}

/** A page is read in a turn of its own, because reading it leaves no turn to anybody else. */
async function pageOf(book: BookToSearch, from: number): Promise<readonly StoredEntry[]> {
	await nextTurn();
	return book.from(from, pageSize);
}

function receiptsIn(stored: readonly StoredEntry[], wanted: WantedReceipt): readonly Sealed<Receipt>[] {
	return stored.flatMap(({document}) => {
		if (document['type'] !== 'receipt') return [];
		const entry = readEntry(document);
		return entry.ok && entry.value.type === 'receipt' && isWanted(entry.value, wanted) ? [entry.value] : [];
	});
}

function dayOf({document}: StoredEntry): string {
	return String(document['businessDay']);
}
