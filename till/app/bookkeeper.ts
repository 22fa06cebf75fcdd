/**
 * The bookkeeper: the only one who writes into the book.
 *
 * One entry at a time gets its number and is stored; before the first entry of a new month the old month is sealed, or
 * when the month is over and none comes. A sealed month takes nothing more, whatever the clock says afterwards.
 * A receipt's sealed form is kept in the journal before it is stored, so that after a crash the same entry is put
 * again and not another one.
 *
 * What the disk does not take is tried again, the same sealed entry, until it does: nobody knows whether a write that
 * failed is on disk after all, so its number can be given to nothing else. Whoever comes next waits for their turn.
 */
import {monthLater} from '../../couch/documents/databases.ts';
import type {Clock} from '../domain/clock.ts';
import type {Sealed} from '../domain/entry.ts';
import {monthSeal, type Sealer, seal, type Unsealed} from '../domain/seal.ts';
import type {Book} from '../replica/replica.ts';

/** As much of the book as it takes to write into it. */
export type BookToWrite = Pick<Book, 'head' | 'append' | 'restore' | 'from' | 'firstOf'>;

export interface BookkeeperOptions {
	readonly book: BookToWrite;
	readonly sealer: Sealer;
	readonly clock: Clock;
	/** The disk did not take an entry; it is tried again. */
	readonly onFailure: (error: unknown) => void;
}

/** Until a disk that failed may have got better. */
const tryAgainMs = 1000;

export class Bookkeeper {
	readonly #options: BookkeeperOptions;
	#writing: Promise<unknown> = Promise.resolve();
	#stopped = false;
	/** The last entry that was looked at or stored here. */
	#last: {readonly entry: number; readonly isSeal: boolean} | undefined;

	constructor(options: BookkeeperOptions) {
		this.#options = options;
	}

	/** Writes an event entry. */
	write(content: Unsealed): Promise<Sealed> {
		return this.#inTurn(() => this.#write(content, () => undefined));
	}

	/**
	 * Writes what a sale came to: its receipt, or packages that were paid out. `keepSealed` puts the sealed entry into the journal; it is called before the entry is
	 * stored, and again if it throws.
	 */
	writeKept(content: Unsealed, keepSealed: (entry: Sealed) => void): Promise<Sealed> {
		return this.#inTurn(() => this.#write(content, keepSealed));
	}

	/** Stores an entry that was sealed before a crash; harmless when it was stored already. */
	storeAgain(entry: Sealed): Promise<Sealed> {
		return this.#inTurn(async () => {
			await this.#untilTaken(() => this.#options.book.restore(entry));
			return entry;
		});
	}

	/** Seals the month the book has reached, when that is over and was not sealed yet. */
	endMonth(now: {readonly month: string; readonly businessDay: string; readonly writtenAt: string}): Promise<void> {
		return this.#inTurn(async () => {
			const reached = this.#options.book.head().month;
			if (reached !== undefined && now.month > reached) await this.#sealMonth(reached, now);
		});
	}

	/** What is not stored yet stays as the journal has it. */
	stop(): void {
		this.#stopped = true;
	}

	async #write(content: Unsealed, keepSealed: (entry: Sealed) => void): Promise<Sealed> {
		const {book, sealer} = this.#options;
		const reached = book.head().month ?? content.month;
		if (content.month > reached) await this.#sealMonth(reached, content);
		// A month never runs backwards: what comes late from an earlier one is written in the month the chain has reached,
		// and after a seal that is the next one.
		const open = (await this.#isSealed()) ? monthLater(reached, 1) : reached;
		const written = content.month < open ? {...content, month: open} : content;
		return this.#store(() => seal(written, book.head(), sealer), keepSealed);
	}

	async #sealMonth(
		month: string,
		{businessDay, writtenAt}: Pick<Unsealed, 'businessDay' | 'writtenAt'>,
	): Promise<void> {
		const {book, sealer} = this.#options;
		const firstEntry = await book.firstOf(month);
		// Sealed already, and then the power went before the new month had its first entry.
		if (firstEntry === undefined || (await this.#isSealed())) return;
		const sealNext = () => {
			const content = monthSeal(book.head(), {firstEntry, businessDay, writtenAt});
			return seal(content, book.head(), sealer);
		};
		await this.#store(sealNext, () => undefined);
	}

	/** The book ends with a seal. */
	async #isSealed(): Promise<boolean> {
		const {book} = this.#options;
		const {entry} = book.head();
		if (this.#last?.entry !== entry) {
			const [last] = await book.from(entry, 1);
			this.#last = {entry, isSeal: last?.document['type'] === 'seal'};
		}
		return this.#last.isSeal;
	}

	async #store(sealNext: () => Sealed, keepSealed: (entry: Sealed) => void): Promise<Sealed> {
		const {book} = this.#options;
		let entry = sealNext();
		let isHandedOver = false;
		await this.#untilTaken(() => {
			// While the journal could not be written the server may have told of later entries; the book has none of this one.
			if (!isHandedOver && entry.entry <= book.head().entry) entry = sealNext();
			keepSealed(entry);
			isHandedOver = true;
			return book.append(entry);
		});
		this.#last = {entry: entry.entry, isSeal: entry.type === 'seal'};
		return entry;
	}

	async #untilTaken(write: () => Promise<void>): Promise<void> {
		const {clock, onFailure} = this.#options;
		for (;;) {
			try {
				return await write();
			} catch (error) {
				onFailure(error);
			}
			await new Promise<void>(resolve => {
				clock.after(tryAgainMs, () => {
					if (!this.#stopped) resolve();
				});
			});
		}
	}

	#inTurn<T>(write: () => Promise<T>): Promise<T> {
		const written = this.#writing.then(write);
		// Whoever asked hears of the failure; the next in turn is not held up by it.
		this.#writing = written.catch(() => undefined);
		return written;
	}
}
