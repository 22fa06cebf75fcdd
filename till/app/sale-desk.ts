/**
 * The sale desk: where the one sale of the till lives, between the domain that decides and the disk and devices that
 * carry it out.
 *
 *   event ──► stepSale ──► keep on disk ──► effects ──► their results come back as events
 *
 * A step that the disk does not take is not done. After a crash the sale is taken up where the journal has it.
 */

import {assert} from '../domain/assert.ts';
import type {Clock} from '../domain/clock.ts';
import type {Sealed} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import {receiptOf} from '../domain/receipt.ts';
import type {FreshSale, Sale, SaleEffect, SaleEvent} from '../domain/sale.ts';
import {stepSale} from '../domain/sale-step.ts';
import type {VatTable} from '../domain/vat.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {PrintRoom} from './print-room.ts';
import type {KeptSale, SaleJournal} from './sale-journal.ts';
import type {Person, Say} from './state.ts';
import type {WeighingDesk} from './weighing-desk.ts';

export interface SaleDeskOptions {
	readonly books: Bookkeeper;
	readonly events: EventRecorder;
	readonly journal: SaleJournal;
	readonly printRoom: PrintRoom;
	readonly weighing: WeighingDesk;
	readonly clock: Clock;
	/** A new sale's id. */
	readonly saleId: () => string;
	readonly vatTable: () => VatTable;
	/** Called when a sale that was paid in cash is closed. */
	readonly openDrawer: () => void;
	readonly say: Say;
	readonly onChange: () => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

/** Until a disk that failed may have got better. */
const tryAgainMs = 1000;

export class SaleDesk {
	readonly #options: SaleDeskOptions;
	#sale: Sale = {at: 'idle'};
	/** Whose sale it is, also after a restart, when nobody is logged in yet. */
	#seller: Person | undefined;
	/** The receipt that is being stored, sealed but perhaps not yet in the book. */
	#sealed: Sealed | undefined;
	/** Sales found unfinished at the start, waiting for their turn. */
	#found: readonly KeptSale[] = [];

	constructor(options: SaleDeskOptions) {
		this.#options = options;
	}

	get sale(): Sale {
		return this.#sale;
	}

	/** Takes up what a crash left unfinished, one sale after the other. */
	recover(found: readonly KeptSale[]): void {
		this.#found = found;
		this.#takeUpFound();
	}

	/** From now on what is begun is this person's. */
	setSeller(seller: Person): void {
		this.#seller = seller;
	}

	fresh(): FreshSale {
		return {saleId: this.#options.saleId(), openedAt: this.#timestamp()};
	}

	/** Steps the sale and performs what follows. False when the sale would not have it. */
	step(event: SaleEvent): boolean {
		const former = this.#sale;
		const step = stepSale(former, event);
		if (step.refusal !== undefined) {
			this.#options.say(step.refusal, 'warning');
			return false;
		}
		this.#sale = step.sale;
		try {
			if (step.effects.some(effect => effect.do === 'keep')) this.#keep();
		} catch (error) {
			this.#sale = former;
			this.#options.onStoreFailure(error);
			// What a printer said is said once; what a cashier wishes, they can wish again.
			if (event.on === 'print' || event.on === 'prepared') this.#later(() => this.step(event));
			return false;
		}
		for (const effect of step.effects) this.#perform(effect);
		this.#enter(former);
		this.#options.onChange();
		return true;
	}

	#takeUpFound(): void {
		const [kept, ...later] = this.#found;
		if (kept === undefined) return;
		this.#found = later;
		this.#sale = kept.sale;
		this.#seller = kept.seller;
		this.#sealed = kept.sealed;
		this.#options.log(
			`Sale ${'basket' in kept.sale ? kept.sale.basket.saleId : ''} is taken up again, ${kept.sale.at}`,
		);
		this.#options.say(kept.sale.at === 'sealing' ? 'receipt-recovered' : 'sale-recovered', 'info');
		this.step({on: 'restart'});
	}

	#keep(): void {
		assert(this.#seller !== undefined, 'a sale has a seller');
		this.#options.journal.keep(this.#sale, this.#seller, this.#sealed);
	}

	#perform(effect: SaleEffect): void {
		switch (effect.do) {
			case 'keep':
				return;
			case 'forget':
				return this.#options.journal.forget(effect.saleId);
			case 'prepare':
				return this.#inBackground(this.#prepare(effect.slips));
			case 'printer':
				return this.#inBackground(this.#print(effect));
			case 'remember':
				assert(this.#seller !== undefined, 'a sale has a seller');
				return this.#options.events.record(effect.remark, this.#seller, effect);
			case 'seal':
				return this.#inBackground(this.#seal());
		}
	}

	/** What the desk itself does when the sale comes to a new state. */
	#enter(former: Sale): void {
		const sale = this.#sale;
		if (sale.at === 'weighing') {
			const same = former.at === 'weighing' && former.goods === sale.goods && former.tareGrams === sale.tareGrams;
			const onReading = (reading: Extract<SaleEvent, {on: 'reading'}>['reading']) =>
				this.step({on: 'reading', reading});
			if (!same) this.#options.weighing.start(sale.goods, sale.tareGrams, onReading);
		} else {
			this.#options.weighing.stop();
		}
		if (sale.at === 'closed' && former.at !== 'closed') {
			this.#sealed = undefined;
			if (sale.payment.tenders.some(({kind}) => kind === 'cash')) this.#options.openDrawer();
		}
		if (sale.at === 'idle') this.#takeUpFound();
	}

	async #prepare(slips: Extract<SaleEffect, {do: 'prepare'}>['slips']): Promise<void> {
		const prepared = await this.#options.printRoom.prepare(slips, this.#options.vatTable());
		if (!prepared.ok) {
			const {code, route, detail} = prepared.fault;
			this.#options.log(`Printer ${route} is not ready for a slip: ${code}, ${detail}`);
			this.#options.say(code, 'error', route);
			this.step({on: 'not-prepared'});
			return;
		}
		const now = this.#options.clock.now();
		this.step({on: 'prepared', before: prepared.value, date: {businessDay: businessDayOf(now), month: monthOf(now)}});
	}

	async #print({route, effect}: Extract<SaleEffect, {do: 'printer'}>): Promise<void> {
		const slip = 'payment' in this.#sale ? this.#sale.payment.slips.find(each => each.route === route) : undefined;
		assert(slip !== undefined, 'what is printed is a slip of the sale');
		const event = await this.#options.printRoom.perform(slip, effect);
		if (event !== undefined) this.step({on: 'print', route, event});
	}

	async #seal(): Promise<void> {
		try {
			const {entry} = await (this.#sealed === undefined
				? this.#sealNew()
				: this.#options.books.storeAgain(this.#sealed));
			this.step({on: 'sealed', entry});
		} catch (error) {
			this.#options.onStoreFailure(error);
			this.#later(() => this.#inBackground(this.#seal()));
		}
	}

	#sealNew(): Promise<Sealed> {
		const sale = this.#sale;
		assert(sale.at === 'sealing' && this.#seller !== undefined, 'only a sale that is printed is sealed');
		const {basket, jobs, date} = sale;
		const content = receiptOf({basket, jobs, cashier: this.#seller, ...date, writtenAt: this.#timestamp()});
		return this.#options.books.writeReceipt(content, sealed => {
			this.#sealed = sealed;
			this.#keep();
		});
	}

	#timestamp(): string {
		return isoWithOffset(this.#options.clock.now());
	}

	#later(task: () => void): void {
		this.#options.clock.after(tryAgainMs, task);
	}

	/** What fails here is a broken promise of our own: it must not pass unheard. */
	#inBackground(work: Promise<void>): void {
		work.catch((error: unknown) => {
			setImmediate(() => {
				throw error;
			});
		});
	}
}
