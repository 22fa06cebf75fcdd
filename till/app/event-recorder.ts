/** Writes into the book what happened without a receipt; tries until the disk takes it. */

import type {Clock} from '../domain/clock.ts';
import type {TillEventKind} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import type {Grosze} from '../domain/money.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import type {Person} from './state.ts';

export interface EventFacts {
	readonly saleId?: string;
	readonly goods?: {readonly code: string; readonly name: string};
	readonly amountGrosze?: Grosze;
}

const tryAgainMs = 1000;

export class EventRecorder {
	readonly #books: Bookkeeper;
	readonly #clock: Clock;
	readonly #onFailure: (error: unknown) => void;

	constructor(books: Bookkeeper, clock: Clock, onFailure: (error: unknown) => void) {
		this.#books = books;
		this.#clock = clock;
		this.#onFailure = onFailure;
	}

	record(event: TillEventKind, {id, name}: Person, {saleId, goods, amountGrosze}: EventFacts = {}): void {
		const now = this.#clock.now();
		const content = {
			type: 'event',
			event,
			cashier: {id, name},
			month: monthOf(now),
			businessDay: businessDayOf(now),
			writtenAt: isoWithOffset(now),
			...(saleId === undefined ? {} : {saleId}),
			...(goods === undefined ? {} : {product: goods.code, name: goods.name}),
			...(amountGrosze === undefined ? {} : {amountGrosze}),
		} as const;
		const write = (): void => {
			this.#books.write(content).catch((error: unknown) => {
				this.#onFailure(error);
				this.#clock.after(tryAgainMs, write);
			});
		};
		write();
	}
}
