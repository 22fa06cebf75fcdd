/** Writes into the book what happened without a receipt. */
import type {Clock} from '../domain/clock.ts';
import type {TillEventKind} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import type {Grosze} from '../domain/money.ts';
import {inBackground} from './background.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import type {Person} from './state.ts';

export interface EventFacts {
	readonly saleId?: string;
	readonly goods?: {readonly code: string; readonly name: string};
	readonly amountGrosze?: Grosze;
}

export class EventRecorder {
	readonly #books: Bookkeeper;
	readonly #clock: Clock;

	constructor(books: Bookkeeper, clock: Clock) {
		this.#books = books;
		this.#clock = clock;
	}

	record(event: TillEventKind, {id, name}: Person, {saleId, goods, amountGrosze}: EventFacts = {}): void {
		const now = this.#clock.now();
		inBackground(
			this.#books.write({
				type: 'event',
				event,
				cashier: {id, name},
				month: monthOf(now),
				businessDay: businessDayOf(now),
				writtenAt: isoWithOffset(now),
				...(saleId === undefined ? {} : {saleId}),
				...(goods === undefined ? {} : {product: goods.code, name: goods.name}),
				...(amountGrosze === undefined ? {} : {amountGrosze}),
			}),
		);
	}
}
