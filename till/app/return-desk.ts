/**
 * The return desk: looks for the receipt, writes the return into the book, and opens the drawer.
 *
 * The return is in the book before any money is out. A crash between the two leaves a return whose money is still in the
 * drawer, and a cashier who sees it there; the other way round it would be gone without a word.
 */
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import {assert, unreachable} from '../domain/assert.ts';
import type {Clock} from '../domain/clock.ts';
import type {Return, ReturnRegister, TenderKind} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import {joinFound, type WantedReceipt} from '../domain/receipt-query.ts';
import {returnOf} from '../domain/return.ts';
import {type Returning, type ReturningEvent, type ReturningRefusal, stepReturning} from '../domain/returning.ts';
import {paidIn} from '../domain/tenders.ts';
import type {Link} from '../sync/link.ts';
import {inBackground} from './background.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import {payOut} from './pay-out.ts';
import {type BookToSearch, returnsIn, searchBook} from './receipt-search.ts';

export interface ReturnDeskParts {
	readonly till: string;
	readonly book: BookToSearch;
	readonly books: Pick<Bookkeeper, 'write'>;
	readonly link: Pick<Link, 'status' | 'findReceipts'>;
	readonly printer: Pick<FiscalPrinter, 'moveCash' | 'openDrawer'>;
	readonly clock: Clock;
	readonly onChange: () => void;
	readonly onRefusal: (refusal: ReturningRefusal) => void;
	/** The money may go, but the customer has no paper of it. */
	readonly onNoSlip: () => void;
	readonly log: (sentence: string) => void;
}

export interface GiveBack {
	readonly kind: TenderKind;
	/** In somebody's words. */
	readonly reason: string;
	readonly register: ReturnRegister;
	readonly cashier: Return['cashier'];
	readonly approvedBy: Return['approvedBy'];
}

export class ReturnDesk {
	readonly #parts: ReturnDeskParts;
	#returning: Returning | undefined;
	/** What is asked for in an earlier search is not what the cashier waits for now. */
	#searchCount = 0;

	constructor(parts: ReturnDeskParts) {
		this.#parts = parts;
	}

	/** Undefined while nobody takes anything back. */
	get returning(): Returning | undefined {
		return this.#returning;
	}

	open(): void {
		assert(this.#returning === undefined, 'a return is begun where none is under way');
		this.#returning = {at: 'finding'};
	}

	step(event: ReturningEvent): void {
		if (this.#returning === undefined) return;
		const {returning, effect, refusal} = stepReturning(this.#returning, event);
		this.#returning = returning;
		if (refusal !== undefined) this.#parts.onRefusal(refusal);
		switch (effect) {
			case undefined:
				return;
			case 'search':
				assert(returning?.at === 'searching', 'what is looked for is known');
				return inBackground(this.#search(returning.wanted));
			case 'write':
				assert(returning?.at === 'giving', 'what is given back is known');
				return inBackground(this.#write(returning));
			default:
				return unreachable(effect);
		}
	}

	async #search(wanted: WantedReceipt): Promise<void> {
		const {till, book, link, log} = this.#parts;
		this.#searchCount += 1;
		const count = this.#searchCount;
		const isOwn = wanted.by === 'sale' || wanted.till === till;
		const own = isOwn ? await searchBook(book, wanted) : [];
		const {state} = link.status();
		const asked =
			state === 'live' || state === 'catching-up' ? await link.findReceipts(wanted) : ({ok: false} as const);
		if (!asked.ok && 'fault' in asked) log(`The server did not tell of a receipt: ${asked.fault}`);
		const others = await Promise.all(
			(asked.ok ? asked.value : []).map(async found => ({
				...found,
				returns: [...(await returnsIn(book, found.receipt)), ...found.returns],
			})),
		);
		if (count !== this.#searchCount) return;
		this.step({on: 'found', found: joinFound(own, others), serverAsked: asked.ok});
		this.#parts.onChange();
	}

	async #write({found, goods, ...given}: Extract<Returning, {at: 'giving'}>): Promise<void> {
		const {books, clock, onChange} = this.#parts;
		const {tenders, reason, register, cashier, approvedBy} = given;
		const now = clock.now();
		const when = {businessDay: businessDayOf(now), month: monthOf(now), writtenAt: isoWithOffset(now)};
		const content = returnOf({receipt: found.receipt, goods, tenders, reason, register, cashier, approvedBy, ...when});
		const {entry} = await books.write(content);
		this.step({on: 'written', entry});
		onChange();
		const cashGrosze = paidIn('cash', tenders);
		if (cashGrosze === 0) return;
		const {printer, onNoSlip, log} = this.#parts;
		await payOut(cashGrosze, {printer, onNoSlip, log});
		const drawer = await printer.openDrawer();
		if (drawer.outcome !== 'confirmed') log(`The drawer did not open for a refund: ${JSON.stringify(drawer)}`);
	}
}
