/**
 * Reads out of the till's files what there is to say of one business day (`till/domain/day-account.ts`).
 *
 *   … ◄──back to each printer's report before─┤ the day's entries ├─on to each printer's next report──► …
 *
 * The day's entries are looked for to the end of the book: a sale that was put aside is written down days later. A till
 * that runs reads a page at a time and sells between two of them.
 */
import {setImmediate as nextTurn} from 'node:timers/promises';
import {readEntry} from '../../couch/documents/entries.ts';
import {digestOf, type Sha256} from '../domain/chain.ts';
import {
	type BookEntry,
	type DayAccount,
	endsSpan,
	type LiveTotals,
	printersIn,
	type UnfinishedSlip,
} from '../domain/day-account.ts';
import type {Receipt, Sealed} from '../domain/entry.ts';
import type {EntryRange} from '../domain/entry-range.ts';
import type {PrintJob} from '../domain/print-job.ts';
import type {Book, DayMemoryKeeper, Journal, StoredEntry} from '../replica/replica.ts';
import {SaleJournal} from './sale-journal.ts';

export type BookToRead = Pick<Book, 'head' | 'from' | 'months' | 'get' | 'isWaiting' | 'refused'>;

export interface DayAccountParts {
	readonly till: string;
	readonly book: BookToRead;
	readonly journal: Journal;
	readonly memory: Pick<DayMemoryKeeper, 'held'>;
	readonly sha256: Sha256;
	/** Of a till that runs. */
	readonly running?: {readonly today: string; readonly totals: () => Promise<readonly LiveTotals[]>};
}

/** Some milliseconds of the till's one thread. */
const pageSize = 100;
/** A book that lost its end and got it back may have two entries under one number. */
const twinCountMax = 20;

export async function dayAccountOf(
	day: string,
	{till, book, journal, memory, sha256, running}: DayAccountParts,
): Promise<DayAccount> {
	const through = book.head().entry;
	const live = await running?.totals();
	const isToday = running?.today === day;
	const [oldest] = await book.from(1, 1);
	const beginsAt = oldest?.entry ?? through + 1;
	const firstDay = String(oldest?.document['businessDay'] ?? day);
	const reader = new SpanReader({book, sha256, beginsAt, through});
	const standing = isToday ? (live ?? []).flatMap(({printer}) => printer ?? []) : [];
	const {entries: read, range} = await reader.read(day, standing);
	const refused = new Set(book.refused().map(({id}) => id));
	const entries = read.map((entry): BookEntry => {
		if (book.isWaiting(entry.id)) return {...entry, unsent: 'waiting'};
		return refused.has(entry.id) ? {...entry, unsent: 'refused'} : entry;
	});
	return {
		till,
		day,
		entries,
		range,
		beginsAt,
		...(beginsAt > 1 && day < firstDay && {heldFrom: firstDay}),
		unfinished: await unfinishedSlips(new SaleJournal(journal), book),
		pendingReports: Object.values(memory.held().reports).map(({before}) => before.uniqueNumber),
		...(live !== undefined && {live}),
		isToday,
	};
}

/** The entries of a day and of the spans that it lies in. */
class SpanReader {
	readonly #book: BookToRead;
	readonly #sha256: Sha256;
	readonly #beginsAt: number;
	readonly #through: number;
	readonly #entries: BookEntry[] = [];

	constructor(options: {
		readonly book: BookToRead;
		readonly sha256: Sha256;
		readonly beginsAt: number;
		readonly through: number;
	}) {
		this.#book = options.book;
		this.#sha256 = options.sha256;
		this.#beginsAt = options.beginsAt;
		this.#through = options.through;
	}

	/** `standing`: printers that are asked now, whose spans go to the end of the book. */
	async read(
		day: string,
		standing: readonly string[],
	): Promise<{readonly entries: readonly BookEntry[]; readonly range: EntryRange}> {
		const ofDay = await this.#rangeOf(day);
		if (ofDay === undefined && standing.length === 0) return {entries: [], range: {from: 1, to: 0}};
		const days = ofDay ?? {from: this.#through + 1, to: this.#through};
		for (let page = days.from; page <= days.to; page += pageSize) {
			this.#entries.push(...(await this.#page({from: page, to: Math.min(page + pageSize - 1, days.to)})));
		}
		const printers = new Set([...printersIn(this.#entries), ...standing]);
		const to = standing.length > 0 ? await this.#readOn(days.to, () => false) : await this.#readToReports(days, day);
		const before = await this.#readBack(days.from, printers);
		return {entries: [...before.entries, ...this.#entries], range: {from: before.from, to}};
	}

	/** From the first to the last entry of a day; undefined where there is none. */
	async #rangeOf(day: string): Promise<EntryRange | undefined> {
		// An entry may lie in a later month than its day, never in an earlier one.
		const month = (await this.#book.months()).find(each => each.month >= day.slice(0, 7));
		let found: EntryRange | undefined;
		for (let page = month?.first ?? this.#through + 1; page <= this.#through; ) {
			const stored = await this.#stored(page, pageSize);
			for (const {entry, document} of stored) {
				if (document['businessDay'] === day && entry <= this.#through) found = {from: found?.from ?? entry, to: entry};
			}
			page = (stored.at(-1)?.entry ?? this.#through) + 1;
		}
		return found;
	}

	/** On to where each printer that sold on the day has reported what it sold. */
	async #readToReports(days: EntryRange, day: string): Promise<number> {
		const open = new Set<string>();
		for (const entry of this.#entries) {
			for (const {printer} of entry.slips) if (entry.businessDay === day) open.add(printer);
			for (const printer of [...open]) if (endsSpan(entry, printer)) open.delete(printer);
		}
		if (open.size === 0) return days.to;
		return this.#readOn(days.to, entry => {
			for (const printer of [...open]) if (endsSpan(entry, printer)) open.delete(printer);
			return open.size === 0;
		});
	}

	/** The number it came to. */
	async #readOn(last: number, isEnough: (entry: BookEntry) => boolean): Promise<number> {
		for (let page = last + 1; page <= this.#through; page += pageSize) {
			const entries = await this.#page({from: page, to: Math.min(page + pageSize - 1, this.#through)});
			const place = entries.findIndex(isEnough);
			this.#entries.push(...(place === -1 ? entries : entries.slice(0, place + 1)));
			const enough = entries[place];
			if (enough !== undefined) return enough.entry;
		}
		return this.#through;
	}

	/** Back to a report of each printer, or to the beginning of the book. */
	async #readBack(
		first: number,
		printers: ReadonlySet<string>,
	): Promise<{readonly entries: readonly BookEntry[]; readonly from: number}> {
		const wanted = new Set(printers);
		const pages: (readonly BookEntry[])[] = [];
		let from = first;
		while (from > this.#beginsAt && wanted.size > 0) {
			const page = await this.#page({from: Math.max(this.#beginsAt, from - pageSize), to: from - 1});
			const place = page.findLastIndex(entry => {
				for (const printer of [...wanted]) if (endsSpan(entry, printer)) wanted.delete(printer);
				return wanted.size === 0;
			});
			const entries = place === -1 ? page : page.slice(place);
			pages.unshift(entries);
			from = entries[0] !== undefined && place !== -1 ? entries[0].entry : Math.max(this.#beginsAt, from - pageSize);
		}
		return {entries: pages.flat(), from};
	}

	async #page({from, to}: EntryRange): Promise<readonly BookEntry[]> {
		const stored = await this.#stored(from, to - from + 1 + twinCountMax);
		return stored.filter(({entry}) => entry <= to).map(entry => bookEntryOf(entry, this.#sha256));
	}

	/** Reading a page leaves no turn to anybody else, so each page is read in a turn of its own. */
	async #stored(from: number, limit: number): Promise<readonly StoredEntry[]> {
		await nextTurn();
		return this.#book.from(from, limit);
	}
}

function bookEntryOf({_id: id, entry, month, document}: StoredEntry, sha256: Sha256): BookEntry {
	const head = {id, entry, month, businessDay: String(document['businessDay']), slips: []};
	try {
		const digest = digestOf(document, sha256);
		const read = readEntry(document);
		if (read.ok) return {...head, digest, ...contentOf(read.value)};
		const {field, reason} = read.fault;
		return {...head, digest, unread: `${field} ${reason}`};
	} catch (error) {
		// It holds what no entry can, so it has no canonical form.
		return {...head, digest: '', unread: error instanceof Error ? error.message : String(error)};
	}
}

function contentOf(entry: Sealed): Partial<BookEntry> {
	if (entry.type === 'receipt') return receiptContent(entry);
	if (entry.type !== 'event') return {};
	const {report, saleId, amountGrosze} = entry;
	if (report !== undefined) return {report};
	const isGivenUp = entry.event === 'slip-abandoned' && saleId !== undefined && amountGrosze !== undefined;
	return isGivenUp ? {givenUp: {saleId, amountGrosze}} : {};
}

function receiptContent({saleId, dueGrosze, slips}: Receipt): Partial<BookEntry> {
	return {
		sale: {saleId, dueGrosze},
		slips: slips.map(({printer, fiscalNumber, proof, vat, depositsGrosze}) => ({
			printer,
			fiscalNumber,
			proof,
			gross: vat.map(({letter, grossGrosze}) => ({letter, grossGrosze})),
			depositsGrosze,
		})),
	};
}

async function unfinishedSlips(journal: SaleJournal, book: BookToRead): Promise<readonly UnfinishedSlip[]> {
	const slips: UnfinishedSlip[] = [];
	for (const {sale, sealed} of journal.unfinished()) {
		if (!('jobs' in sale) || !('date' in sale)) continue;
		// Its receipt was stored, and then the power went.
		if (sealed !== undefined && (await book.get(sealed._id)) !== undefined) continue;
		for (const {slip, before, state} of sale.jobs) {
			if (state.at === 'abandoned') continue;
			slips.push({
				saleId: sale.basket.saleId,
				businessDay: sale.date.businessDay,
				printer: before.uniqueNumber,
				state: paperOf[state.at],
				gross: slip.vat.map(({letter, grossGrosze}) => ({letter, grossGrosze})),
				depositsGrosze: slip.depositsGrosze,
			});
		}
	}
	return slips;
}

const paperOf: Readonly<Record<Exclude<PrintJob['state']['at'], 'abandoned'>, UnfinishedSlip['state']>> = {
	planned: 'not-printed',
	opening: 'not-printed',
	closing: 'unknown',
	asking: 'unknown',
	question: 'unknown',
	stopped: 'not-printed',
	clearing: 'unknown',
	printed: 'printed',
};
