/**
 * The bookkeeper: the only one who writes into the book.
 *
 * One entry at a time gets its number and is stored; before the first entry of a new month the old month is sealed.
 * A receipt's sealed form is kept in the journal before it is stored, so that after a crash the same entry is put
 * again and not another one.
 */

import type {Sealed} from '../domain/entry.ts';
import type {ReceiptContent} from '../domain/receipt.ts';
import {monthSeal, type Sealer, seal, type Unsealed} from '../domain/seal.ts';
import type {Book} from '../replica/replica.ts';

export class Bookkeeper {
	readonly #book: Book;
	readonly #sealer: Sealer;
	#writing: Promise<unknown> = Promise.resolve();

	constructor(book: Book, sealer: Sealer) {
		this.#book = book;
		this.#sealer = sealer;
	}

	/** Writes an event entry. */
	write(content: Unsealed): Promise<Sealed> {
		return this.#inTurn(() => this.#write(content, () => undefined));
	}

	/**
	 * Writes a sale's receipt. `keepSealed` puts the sealed entry into the journal; it is called before the entry is
	 * stored.
	 */
	writeReceipt(content: ReceiptContent, keepSealed: (entry: Sealed) => void): Promise<Sealed> {
		return this.#inTurn(() => this.#write(content, keepSealed));
	}

	/** Stores an entry that was sealed before a crash; harmless when it was stored already. */
	storeAgain(entry: Sealed): Promise<Sealed> {
		return this.#inTurn(async () => {
			await this.#book.append(entry);
			return entry;
		});
	}

	async #write(content: Unsealed, keepSealed: (entry: Sealed) => void): Promise<Sealed> {
		// A month never runs backwards: what comes late from an earlier one is written in the month the chain has reached.
		const reached = this.#book.head().month ?? content.month;
		if (content.month > reached) await this.#sealMonth(reached, content);
		const late = content.month < reached;
		const entry = seal(late ? {...content, month: reached} : content, this.#book.head(), this.#sealer);
		keepSealed(entry);
		await this.#book.append(entry);
		return entry;
	}

	async #sealMonth(month: string, {businessDay, writtenAt}: Unsealed): Promise<void> {
		const firstEntry = await this.#book.firstOf(month);
		if (firstEntry === undefined) return;
		const content = monthSeal(this.#book.head(), {firstEntry, businessDay, writtenAt});
		await this.#book.append(seal(content, this.#book.head(), this.#sealer));
	}

	#inTurn<T>(write: () => Promise<T>): Promise<T> {
		const written = this.#writing.then(write);
		// Whoever asked hears of the failure; the next in turn is not held up by it.
		this.#writing = written.catch(() => undefined);
		return written;
	}
}
