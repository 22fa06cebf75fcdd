/** Writes into the book what happened without a receipt. */
import type {Clock} from '../domain/clock.ts';
import type {TillEvent, TillEventKind} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import type {Grosze} from '../domain/money.ts';
import {inBackground} from './background.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import type {Person} from './state.ts';

export interface EventFacts
	extends Partial<
		Pick<
			TillEvent,
			| 'clock'
			| 'printerChange'
			| 'report'
			| 'approval'
			| 'cash'
			| 'discount'
			| 'parkedAt'
			| 'lastDay'
			| 'outcome'
			| 'otherTill'
		>
	> {
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

	/** Nobody waits for it. */
	record(event: TillEventKind, person: Person, facts?: EventFacts): void {
		inBackground(this.write(event, person, facts));
	}

	/** In the book when it resolves. */
	async write(event: TillEventKind, {id, name}: Person, facts: EventFacts = {}): Promise<void> {
		const {
			saleId,
			goods,
			amountGrosze,
			clock,
			printerChange,
			report,
			approval,
			cash,
			discount,
			parkedAt,
			lastDay,
			outcome,
			otherTill,
		} = facts;
		const now = this.#clock.now();
		await this.#books.write({
			type: 'event',
			event,
			cashier: {id, name},
			month: monthOf(now),
			businessDay: businessDayOf(now),
			writtenAt: isoWithOffset(now),
			...(saleId === undefined ? {} : {saleId}),
			...(goods === undefined ? {} : {product: goods.code, name: goods.name}),
			...(amountGrosze === undefined ? {} : {amountGrosze}),
			...(clock === undefined ? {} : {clock}),
			...(printerChange === undefined ? {} : {printerChange}),
			...(report === undefined ? {} : {report}),
			...(approval === undefined ? {} : {approval}),
			...(cash === undefined ? {} : {cash}),
			...(discount === undefined ? {} : {discount}),
			...(parkedAt === undefined ? {} : {parkedAt}),
			...(lastDay === undefined ? {} : {lastDay}),
			...(outcome === undefined ? {} : {outcome}),
			...(otherTill === undefined ? {} : {otherTill}),
		});
	}
}
