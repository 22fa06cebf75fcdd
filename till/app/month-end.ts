/**
 * Ends a month in which nothing more is sold. The seal comes before the first entry of the next month; on a till that
 * stands idle there would be none, and the month would stay open for the whole shop.
 *
 * The clock has to say it at two looks an hour apart, because one that is put right soon after the start must not end a
 * month too early; and nothing may lie on the counter, because a sale is of the month in which it was begun.
 */
import type {Clock} from '../domain/clock.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import {inBackground} from './background.ts';
import type {Bookkeeper} from './bookkeeper.ts';

const lookMs = 3_600_000;

export interface MonthEndParts {
	readonly books: Pick<Bookkeeper, 'endMonth'>;
	readonly clock: Clock;
	/** Nothing is being sold. */
	readonly isIdle: () => boolean;
}

export class MonthEnd {
	readonly #parts: MonthEndParts;
	/** What month it was at the last look, if nothing was being sold then. */
	#month: string | undefined;
	#cancel: () => void = () => undefined;

	constructor(parts: MonthEndParts) {
		this.#parts = parts;
	}

	start(): void {
		this.#look();
	}

	stop(): void {
		this.#cancel();
	}

	#look(): void {
		const {books, clock, isIdle} = this.#parts;
		const nowMs = clock.now();
		const before = this.#month;
		this.#month = isIdle() ? monthOf(nowMs) : undefined;
		if (this.#month !== undefined && this.#month === before) {
			const now = {month: before, businessDay: businessDayOf(nowMs), writtenAt: isoWithOffset(nowMs)};
			inBackground(books.endMonth(now));
		}
		this.#cancel = clock.after(lookMs, () => this.#look());
	}
}
