/**
 * The sale desk: where the one sale of the till lives, between the domain that decides and the disk and devices that
 * carry it out.
 *
 *   event ──► stepSale ──► keep on disk ──► effects ──► their results come back as events
 *
 * A step that the disk does not take is not done: a cashier is told and may wish it again, what a printer said is
 * taken in as soon as the disk takes it. After a crash the sale is taken up where the journal has it.
 */

import {assert} from '../domain/assert.ts';
import type {Basket} from '../domain/basket.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {Sealed} from '../domain/entry.ts';
import {businessDayOf, isoWithOffset, monthOf} from '../domain/local-time.ts';
import type {Grosze} from '../domain/money.ts';
import {billOf} from '../domain/packages.ts';
import {packagesReturned, receiptOf} from '../domain/receipt.ts';
import type {FreshSale, Sale, SaleEffect, SaleEvent, SaleStep, ScaleReading} from '../domain/sale.ts';
import {isCounterFree} from '../domain/sale.ts';
import {printerOf} from '../domain/split.ts';
import type {VatTable} from '../domain/vat.ts';
import {inBackground} from './background.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import type {EventRecorder} from './event-recorder.ts';
import {ForetoldSteps} from './foretold-steps.ts';
import {ParkedBaskets} from './parked-baskets.ts';
import type {NotPrepared, PrintRoom} from './print-room.ts';
import {type KeptSale, type SaleJournal, toFinish} from './sale-journal.ts';
import type {Person, Say} from './state.ts';
import {SuspendedSales} from './suspended-sales.ts';
import type {WeighingDesk} from './weighing-desk.ts';

export interface SaleDeskOptions {
	readonly books: Bookkeeper;
	readonly events: EventRecorder;
	readonly journal: SaleJournal;
	readonly printRoom: PrintRoom;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	/** Whether these printers have what a day starts with; asked when nothing is printed yet. */
	readonly mayPrint: (routes: readonly Route[]) => Promise<boolean>;
	readonly weighing: WeighingDesk;
	readonly clock: Clock;
	/** A new sale's id. */
	readonly saleId: () => string;
	readonly vatTable: () => VatTable;
	/** With its goods on the routes that the catalogue has for them. */
	readonly routed: (sale: Sale) => Sale;
	/** Called when a sale that was paid in cash is closed. */
	readonly openDrawer: () => void;
	/** Called when a sale is closed whose packages are a document of their own. */
	readonly payOut: (amountGrosze: Grosze) => void;
	readonly onTakenUp: (basket: Basket) => void;
	/** Money may be due to a customer who has no paper of it. */
	readonly onNoSlip: () => void;
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
	#onDuty: Person | undefined;
	/** Whose sale it is, also after a restart, when nobody is logged in yet. */
	#seller: Person | undefined;
	/** The sale's receipt, sealed and in the journal but perhaps not yet in the book. */
	#sealed: Sealed | undefined;
	/** It was sealed before a crash, and whatever followed then may have happened. */
	#isStoredAgain = false;
	/** Sales found unfinished at the start, waiting for their turn. */
	#found: readonly KeptSale[] = [];
	readonly #suspended = new SuspendedSales();
	readonly #parked: ParkedBaskets;
	readonly #steps = new ForetoldSteps();
	#stopped = false;

	constructor(options: SaleDeskOptions) {
		this.#options = options;
		this.#parked = new ParkedBaskets(options.journal);
	}

	get sale(): Sale {
		return this.#sale;
	}

	/** Put aside with a slip that waits for its printer, in the order in which they are taken up. */
	get suspended(): SuspendedSales['all'] {
		return this.#suspended.all;
	}

	/** Put aside before they were paid. */
	get parked(): ParkedBaskets {
		return this.#parked;
	}

	/** Whether a slip of a sale that was put aside waits for this printer. */
	isAwaited(printer: Route): boolean {
		return this.#suspended.waitsFor(printer);
	}

	/** Takes up what a crash left unfinished, one sale after the other; what was put aside stays so. */
	recover(found: readonly KeptSale[]): void {
		this.#suspended.put(...SuspendedSales.of(found));
		this.#parked.put(...ParkedBaskets.of(found));
		this.#found = toFinish(found);
		this.#takeUpFound();
	}

	/** From now on what is begun is this person's, and a basket that is on the counter. */
	setCashier({id, name}: Person): void {
		// Nothing else of a person goes into journal and book: who logs in has a PIN's hash, too.
		const cashier = {id, name};
		this.#onDuty = cashier;
		const {at} = this.#sale;
		if (at !== 'printing' && at !== 'sealing' && at !== 'closed') this.#seller = cashier;
	}

	/** What a printer still says is asked for again at the next start. */
	stop(): void {
		this.#stopped = true;
	}

	fresh(): FreshSale {
		return {saleId: this.#options.saleId(), openedAt: this.#timestamp()};
	}

	/** What would come of a wish; nothing is done. */
	foretell(event: SaleEvent): SaleStep {
		return this.#steps.step(this.#sale, event);
	}

	/** A wish of the cashier. False when the sale or the disk would not have it; they have been told. */
	step(event: SaleEvent): boolean {
		return this.#step(event) === 'done';
	}

	/** Takes up the first sale whose slip waits for its printer; false where none does, or another one is on the counter. */
	resume(): boolean {
		if (!isCounterFree(this.#sale)) return false;
		const taken = this.#suspended.take();
		if (taken === undefined) return false;
		this.#sale = taken.sale;
		this.#seller = taken.seller;
		if (this.#step({on: 'resume'}) === 'done') return true;
		this.#suspended.put(taken);
		this.#sale = {at: 'idle'};
		return false;
	}

	/** Puts the sale at the printers aside, until one of them works again. */
	suspend(): boolean {
		return this.step({on: 'suspend', suspendedAt: this.#timestamp()});
	}

	/** Puts the basket on the counter aside, to be paid later. */
	park(): boolean {
		return this.step({on: 'park', parkedAt: this.#timestamp()});
	}

	/** Takes up a basket that was put aside; it is this cashier's now. */
	takeUp(saleId: string): boolean {
		assert(isCounterFree(this.#sale), 'a basket is taken up on an empty counter');
		const former = this.#sale;
		const taken = this.#parked.take(saleId);
		if (taken === undefined) {
			this.#options.say('basket-gone', 'warning');
			return false;
		}
		this.#sale = this.#options.routed(taken.sale);
		this.#seller = this.#onDuty ?? taken.seller;
		if (this.#step({on: 'take-up'}) === 'done') {
			this.#options.onTakenUp(taken.sale.basket);
			return true;
		}
		this.#parked.put(taken);
		this.#sale = former;
		return false;
	}

	/** What a device, the book or the journal says, and says once. */
	#hear(event: SaleEvent): void {
		if (this.#stopped) return;
		if (this.#step(event) === 'not-kept') this.#options.clock.after(tryAgainMs, () => this.#hear(event));
	}

	/** Steps the sale and performs what follows. */
	#step(event: SaleEvent): 'done' | 'refused' | 'not-kept' {
		const former = this.#sale;
		const seller = this.#seller;
		const {sale, effects, refusal} = this.#steps.step(former, event);
		if (refusal !== undefined) {
			this.#options.say(refusal, 'warning');
			return 'refused';
		}
		this.#sale = sale;
		if (former.at === 'idle' || former.at === 'closed') this.#seller = this.#onDuty ?? seller;
		try {
			if (effects.some(effect => effect.do === 'keep')) this.#keep();
			else if (effects.some(effect => effect.do === 'keep-soon')) this.#keepSoon();
		} catch (error) {
			this.#sale = former;
			this.#seller = seller;
			this.#options.onStoreFailure(error);
			return 'not-kept';
		}
		for (const effect of effects) this.#perform(effect);
		this.#enter(former);
		this.#options.onChange();
		return 'done';
	}

	#takeUpFound(): void {
		const [kept, ...later] = this.#found;
		if (kept === undefined) return;
		this.#found = later;
		this.#sale = this.#options.routed(kept.sale);
		this.#seller = kept.seller;
		this.#sealed = kept.sealed;
		this.#options.log(
			`Sale ${'basket' in kept.sale ? kept.sale.basket.saleId : ''} is taken up again, ${kept.sale.at}`,
		);
		this.#options.say(kept.sale.at === 'sealing' ? 'receipt-recovered' : 'sale-recovered', 'info');
		this.#hear({on: 'restart'});
	}

	#keep(): void {
		assert(this.#seller !== undefined, 'a sale has a seller');
		this.#options.journal.keep(this.#sale, this.#seller, this.#sealed);
	}

	/** A disk that fails at it fails at what is waited for, too; the cashier is told at once. */
	#keepSoon(): void {
		assert(this.#seller !== undefined && this.#sale.at !== 'idle', 'a sale has a seller');
		this.#options.journal.keepSoon(this.#sale, this.#seller).onDisk.catch(this.#options.onStoreFailure);
	}

	#perform(effect: SaleEffect): void {
		switch (effect.do) {
			case 'keep':
			case 'keep-soon':
				return;
			case 'forget':
				return this.#forget(effect.saleId);
			case 'prepare':
				return inBackground(this.#prepare(effect.slips));
			case 'printer':
				return inBackground(this.#print(effect));
			case 'remember':
				assert(this.#seller !== undefined, 'a sale has a seller');
				return this.#options.events.record(effect.remark, this.#seller, effect);
			case 'seal':
				return inBackground(this.#seal());
		}
	}

	/** What the desk itself does when the sale comes to a new state. */
	#enter(former: Sale): void {
		const sale = this.#sale;
		if (sale.at === 'weighing') {
			const same = former.at === 'weighing' && former.goods === sale.goods && former.tareGrams === sale.tareGrams;
			const onReading = (reading: ScaleReading) => {
				if (!isSameReading(this.#sale, reading)) this.#hear({on: 'reading', reading});
			};
			if (!same) this.#options.weighing.start(sale.goods, sale.tareGrams, onReading);
		} else {
			this.#options.weighing.stop();
		}
		if (sale.at === 'selling' && sale !== former) this.#foresee(sale);
		if (sale.at === 'closed' && former.at !== 'closed') {
			this.#sealed = undefined;
			this.#handMoney(sale);
		}
		if (sale.at === 'suspended' || sale.at === 'parked') this.#putAside(sale);
		if (this.#sale.at === 'idle') this.#takeUpFound();
	}

	#handMoney({payment, basket}: Extract<Sale, {at: 'closed'}>): void {
		const {payOut, onNoSlip, printers} = this.#options;
		// The slip of a pay-out is asked for once, and after a crash nobody knows whether it was.
		if (payment.packagesPlace === 'pay-out' && this.#isStoredAgain) onNoSlip();
		else if (payment.packagesPlace === 'pay-out') payOut(billOf(basket, printers).packagesGrosze);
		if (payment.tenders.some(({kind}) => kind === 'cash')) this.#options.openDrawer();
	}

	/** The journal has it; the counter is free. */
	#putAside(sale: Extract<Sale, {at: 'suspended' | 'parked'}>): void {
		assert(this.#seller !== undefined, 'a sale has a seller');
		if (sale.at === 'parked') this.#parked.put({sale, seller: this.#seller});
		else this.#suspended.put({sale, seller: this.#seller});
		this.#seller = this.#onDuty;
		this.#sale = {at: 'idle'};
	}

	async #prepare(slips: Extract<SaleEffect, {do: 'prepare'}>['slips']): Promise<void> {
		const {printRoom, mayPrint, say, vatTable} = this.#options;
		const held = slips.find(({route}) => this.#suspended.waitsFor(route));
		if (held !== undefined) {
			say('slip-waits', 'error', held.route);
			return this.#hear({on: 'not-prepared'});
		}
		if (!(await mayPrint(slips.map(({route}) => route)))) {
			say('sale-stopped', 'error');
			return this.#hear({on: 'not-prepared'});
		}
		const prepared = await printRoom.prepare(slips, vatTable());
		if (!prepared.ok) {
			this.#refuseToPrint(prepared.fault);
			return this.#hear({on: 'not-prepared'});
		}
		const now = this.#options.clock.now();
		this.#hear({on: 'prepared', before: prepared.value, date: {businessDay: businessDayOf(now), month: monthOf(now)}});
	}

	#refuseToPrint(objection: NotPrepared): void {
		const {log, say} = this.#options;
		if (objection.code !== 'slip-fault') {
			log(`Printer ${objection.route} is not ready for a slip: ${objection.code}, ${objection.detail}`);
			return say(objection.code, 'error', objection.route);
		}
		const {code, line, about} = objection.fault;
		log(`Printer ${objection.route} would refuse the slip: ${code}, line ${line ?? '-'}, ${about}`);
		say(`slip-${code}`, 'error', about);
	}

	/** Its printer may have bound a good that is new in the basket to another rate. */
	#foresee({basket}: Extract<Sale, {at: 'selling'}>): void {
		const last = basket.lines.at(-1);
		if (last === undefined) return;
		const {product, route} = last;
		this.#options.printRoom.foresee(printerOf(route, this.#options.printers), {
			name: product.receiptName,
			vat: product.vat,
		});
	}

	async #print({route, effect}: Extract<SaleEffect, {do: 'printer'}>): Promise<void> {
		const job = 'jobs' in this.#sale ? this.#sale.jobs.find(({slip}) => slip.route === route) : undefined;
		assert(job !== undefined, 'what is printed is a slip of the sale');
		const saleId = saleIdOf(this.#sale);
		const event = this.#suspended.holdUp(job, effect) ?? (await this.#options.printRoom.perform(job, effect));
		// What is said of a sale that was put aside meanwhile is asked after again when it is taken up.
		if (event !== undefined && saleIdOf(this.#sale) === saleId) this.#hear({on: 'print', route, event});
	}

	async #seal(): Promise<void> {
		this.#isStoredAgain = this.#sealed !== undefined;
		const {entry} = await (this.#sealed === undefined ? this.#sealNew() : this.#options.books.storeAgain(this.#sealed));
		this.#hear({on: 'sealed', entry});
	}

	#sealNew(): Promise<Sealed> {
		const sale = this.#sale;
		assert(sale.at === 'sealing' && this.#seller !== undefined, 'only a sale that is printed is sealed');
		const {basket, jobs, date, payment} = sale;
		const {packagesPlace, tenders: given} = payment;
		const facts = {basket, cashier: this.#seller, ...date, writtenAt: this.#timestamp()};
		const content =
			jobs.length === 0
				? packagesReturned(facts)
				: receiptOf({...facts, jobs, given, ...(packagesPlace !== undefined && {packagesPlace})});
		return this.#options.books.writeKept(content, sealed => {
			this.#sealed = sealed;
			this.#keep();
		});
	}

	/** A sale that is over and stays in the journal would only be looked at once more after a crash. */
	#forget(saleId: string): void {
		if (this.#stopped) return;
		try {
			this.#options.journal.forget(saleId);
		} catch (error) {
			this.#options.onStoreFailure(error);
			this.#options.clock.after(tryAgainMs, () => this.#forget(saleId));
		}
	}

	#timestamp(): string {
		return isoWithOffset(this.#options.clock.now());
	}
}

function saleIdOf(sale: Sale): string | undefined {
	return 'basket' in sale ? sale.basket.saleId : undefined;
}

/** The scale is asked several times a second, and mostly says the same. */
function isSameReading(sale: Sale, reading: ScaleReading): boolean {
	return sale.at === 'weighing' && JSON.stringify(sale.reading) === JSON.stringify(reading);
}
