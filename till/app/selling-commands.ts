/** What a cashier does to a sale: each command becomes an event of the sale, or a sentence why not. */
import type {Command} from '../api/commands.ts';
import type {MessageCode} from '../api/messages.ts';
import {unreachable} from '../domain/assert.ts';
import {type BasketLine, sumsOf, takenOff, voidedGrosze} from '../domain/basket.ts';
import type {Cashier, Product, Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {Goods} from '../domain/goods.ts';
import {grosze} from '../domain/money.ts';
import {type Circumstances, type Offer, offerCode, offerPlu, offerProduct, saysHowMuch} from '../domain/offer.ts';
import {grams, valueOfQuantity} from '../domain/quantity.ts';
import {isCounterFree, type Sale} from '../domain/sale.ts';
import {AddingGoods, type Wanted} from './adding-goods.ts';
import type {Answerable} from './approval-desk.ts';
import {inBackground} from './background.ts';
import type {BasketGuard} from './basket-guard.ts';
import type {DayCommand} from './day-commands.ts';
import type {DayDesk} from './day-desk.ts';
import {DiscountCommands} from './discount-commands.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {ParkingCommand} from './parking-commands.ts';
import {PayingCommands} from './paying-commands.ts';
import type {PrintRoom} from './print-room.ts';
import {PrintingCommands} from './printing-commands.ts';
import type {ReturnCommand} from './return-commands.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {ShiftCommand} from './shift-commands.ts';
import type {Say} from './state.ts';

export type SellingCommand = Exclude<
	Command,
	| DayCommand
	| ParkingCommand
	| ReturnCommand
	| ShiftCommand
	| {
			do:
				| 'log-in'
				| 'log-out'
				| 'begin-return'
				| 'approve'
				| 'approve-badge'
				| 'open-shift-desk'
				| 'open-drawer'
				| 'open-service'
				| 'send-now'
				| 'retry-refused'
				| 'acknowledge-damages'
				| 'resend';
	  }
>;

/** Goods that were named in some way, and what is offered for it. */
interface Taking {
	readonly code: string;
	readonly offerOf: (now: Circumstances) => Offer;
	readonly pieceCount?: number;
	/** The product that was meant, where several claim the code. */
	readonly chosen?: string;
}

/** Of goods that are scanned where only a card is taken: what is to be done first. */
const saidToGoods: Partial<Record<Sale['at'], MessageCode>> = {
	weighing: 'scan-in-weighing',
	'asking-age': 'scan-in-age',
	paying: 'scan-in-payment',
};

interface Choice extends Taking {
	readonly pieceCount: number;
	readonly products: readonly Product[];
}

export interface SellingOptions {
	readonly sales: SaleDesk;
	readonly goods: Goods;
	readonly clock: Clock;
	readonly say: Say;
	readonly answerable: Answerable;
	readonly events: Pick<EventRecorder, 'record'>;
	readonly guard: BasketGuard;
	readonly printRoom: Pick<PrintRoom, 'untold'>;
	readonly hasShift: () => boolean;
	readonly day: Pick<DayDesk, 'beforeGoods' | 'stops' | 'isReporting' | 'clear'>;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	readonly tillNumber: number;
	/** Called for what happens after a command was obeyed. */
	readonly onChange: () => void;
}

export class SellingCommands {
	readonly #options: SellingOptions;
	#pendingPieces: number | undefined;
	#choice: Choice | undefined;

	readonly #adding: AddingGoods;
	readonly #paying: PayingCommands;
	readonly #printing: PrintingCommands;
	readonly #discounts: DiscountCommands;

	constructor(options: SellingOptions) {
		this.#options = options;
		this.#adding = new AddingGoods(options);
		this.#paying = new PayingCommands({...options, maySell: () => this.#maySell()});
		this.#printing = new PrintingCommands(options);
		this.#discounts = new DiscountCommands(options);
	}

	/** How many of the next goods, when it was typed. */
	get pendingPieces(): number | undefined {
		return this.#pendingPieces;
	}

	/** The code that several products claim, while the cashier is asked which is meant. */
	get choice(): Pick<Choice, 'code' | 'products'> | undefined {
		return this.#choice;
	}

	/** Nothing of this cashier's is left for the next one. */
	forget(): void {
		this.#pendingPieces = undefined;
		this.#choice = undefined;
	}

	/** `cashier` is absent only while a sale that a crash left at the printers is being finished. */
	obey(command: SellingCommand, cashier: Cashier | undefined): void {
		const {sales, goods, say} = this.#options;
		const by = {command, cashier};
		const choice = this.#choice;
		// Whatever else is done than answering leaves the question.
		this.#choice = undefined;
		switch (command.do) {
			case 'scan':
				return this.#take({code: command.code, offerOf: now => offerCode(goods, command.code, now)}, by);
			case 'plu':
				return this.#take({code: command.plu, offerOf: now => offerPlu(goods, command.plu, now)}, by);
			case 'pick':
				return this.#take({code: command.product, offerOf: now => offerProduct(goods, command.product, now)}, by);
			case 'choose':
				if (choice === undefined) return say('not-now', 'warning');
				return this.#take({...choice, chosen: command.product}, by);
			case 'quantity':
				if (!['idle', 'selling', 'closed'].includes(sales.sale.at)) return say('not-now', 'warning');
				this.#pendingPieces = command.pieces === 0 ? undefined : command.pieces;
				return;
			case 'repeat-last':
				return this.#repeat(by);
			case 'set-pieces':
				return this.#setPieces(command, cashier);
			case 'void-line':
				return this.#voidLine(command, cashier);
			case 'void-sale':
				return this.#voidSale(command, cashier);
			case 'remove-card':
				sales.step({on: 'card', card: undefined, fresh: sales.fresh()});
				return;
			case 'discount':
			case 'discount-amount':
				return this.#discounts.give(command, cashier);
			case 'return-packages':
				return this.#paying.takePackages(command);
			case 'set-nip':
				return this.#paying.nameBuyer(command.nip);
			case 'remove-nip':
				sales.step({on: 'buyer', nip: undefined, fresh: sales.fresh()});
				return;
			case 'tare':
				sales.step({on: 'tare', tareGrams: grams(command.tareGrams)});
				return;
			case 'add-weighed':
				return this.#addWeighed(command, cashier);
			case 'total':
				return this.#total(cashier);
			case 'back':
				if (choice === undefined) sales.step({on: command.do});
				return;
			case 'answer-age':
				if (!this.#mayAnswerAge(command, cashier)) return;
				if (sales.step({on: 'age-answer', answer: command.answer}) && command.answer === 'refused')
					say('age-refused', 'info');
				return;
			case 'pay':
				return this.#paying.pay(command, cashier);
			case 'print-on':
			case 'answer-printed':
			case 'abandon-slip':
			case 'print-elsewhere':
				return this.#printing.obey(command);
			case 'suspend-sale':
				if (sales.suspend()) say('sale-suspended', 'info');
				return;
			case 'resume-sale':
				return inBackground(this.#printing.resume());
			case 'next-customer':
				sales.step({on: 'next'});
				return;
			default:
				return unreachable(command);
		}
	}

	#total(cashier: Cashier | undefined): void {
		const {sales, guard} = this.#options;
		if (!this.#maySell()) return;
		const basket = sales.sale.at === 'selling' ? sales.sale.basket : undefined;
		if (basket !== undefined && !(this.#adding.isWithinLimits(basket) && guard.mayBeSold(basket, cashier))) return;
		sales.step({on: 'total'});
	}

	/** What the scale reads is nobody's to answer for; what somebody typed is, and it is in the book. */
	#addWeighed(command: Extract<Command, {do: 'add-weighed'}>, cashier: Cashier | undefined): void {
		const {sales, answerable, events} = this.#options;
		if (!this.#maySell()) return;
		const {sale} = sales;
		if (sale.at !== 'weighing') {
			sales.step({on: 'add-weighed'});
			return;
		}
		const {product, priceGrosze} = sale.goods;
		const by = {command, cashier, product};
		if (command.typedGrams === undefined) {
			this.#adding.add({on: 'add-weighed'}, by);
			return;
		}
		const typedGrams = grams(command.typedGrams);
		const amountGrosze = valueOfQuantity({weightGrams: typedGrams}, priceGrosze);
		const facts = {saleId: sale.basket.saleId, goods: {code: product.code, name: product.name}};
		const answers = answerable({command, operation: {of: 'type-weight', amountGrosze}, ...facts}, cashier);
		if (answers === undefined || cashier === undefined) return;
		if (this.#adding.add({on: 'add-weighed', typedGrams}, by) === 'done')
			events.record('weight-typed', cashier, {...facts, amountGrosze});
	}

	/** What was taken off the same line before counts with it, so that many steps go no further than one. */
	#voidLine(command: Extract<Command, {do: 'void-line'}>, cashier: Cashier | undefined): void {
		const {sales, say, answerable} = this.#options;
		const {line, pieces} = command;
		const event = {line, ...(pieces === undefined ? {} : {count: pieces})};
		const basket = sales.sale.at === 'selling' ? sales.sale.basket : undefined;
		const voided = basket?.lines.find(each => each.line === line);
		let isApproved = false;
		// What is not there is nobody's to approve; the sale says so.
		if (basket !== undefined && voided !== undefined) {
			const {code, name} = voided.product;
			const amountGrosze = grosze(voidedGrosze(basket, event) + takenOff([voided]));
			const operation = {of: 'void-line', amountGrosze} as const;
			const wish = {command, operation, line, saleId: basket.saleId, goods: {code, name}};
			const answers = answerable(wish, cashier);
			if (answers === undefined) return;
			isApproved = answers.id !== cashier?.id;
		}
		if (sales.step({on: 'void-line', ...event, isApproved})) say('line-voided', 'info', voided?.product.name);
	}

	#voidSale(command: Extract<Command, {do: 'void-sale'}>, cashier: Cashier | undefined): void {
		const {sales, say, answerable} = this.#options;
		if (sales.sale.at === 'selling' || sales.sale.at === 'paying') {
			const {saleId, lines} = sales.sale.basket;
			const amountGrosze = grosze(sumsOf(lines).dueGrosze + takenOff(lines));
			const operation = {of: 'void-sale', amountGrosze} as const;
			if (answerable({command, operation, saleId}, cashier) === undefined) return;
		}
		if (sales.step({on: 'void-sale'})) say('sale-voided', 'info');
	}

	/** Refusing is everybody's right. */
	#mayAnswerAge(command: Extract<Command, {do: 'answer-age'}>, cashier: Cashier | undefined): boolean {
		const {sales, guard} = this.#options;
		if (command.answer === 'refused' || sales.sale.at !== 'asking-age') return true;
		const {basket, goods} = sales.sale;
		return guard.maySellByAge({command, saleId: basket.saleId, product: goods.product}, cashier);
	}

	#take(taking: Taking | Choice, by: Wanted): void {
		const {sales, say} = this.#options;
		if (!this.mayTakeGoods()) return;
		const {code, offerOf, pieceCount = this.#pendingPieces ?? 1, chosen} = taking;
		const offer = offerOf({...this.#circumstances(pieceCount), ...(chosen === undefined ? {} : {chosen})});
		const fresh = sales.fresh();
		const meanwhile = saidToGoods[sales.sale.at];
		if (meanwhile !== undefined && offer.kind !== 'card' && by.command.do === 'scan') return say(meanwhile, 'warning');
		switch (offer.kind) {
			case 'refused':
				return this.#refuse(offer, by.cashier);
			case 'choose':
				return this.#ask({code, offerOf, pieceCount, products: offer.products});
			case 'card':
				if (sales.step({on: 'card', card: offer.card, fresh})) say('card-accepted', 'info', offer.card.name);
				return;
			case 'goods': {
				const {product} = offer.goods;
				const done = this.#adding.add({on: 'add', goods: offer.goods, fresh}, {...by, product});
				// Where too many pieces were typed, the next goods are not to be multiplied by them either.
				if (done === 'done' || done === 'beyond-limit') this.#pendingPieces = undefined;
				if (done === 'unanswered' && 'products' in taking) this.#choice = taking;
				return;
			}
			case 'weigh':
				if (sales.step({on: 'weigh', goods: offer.goods, fresh})) this.#pendingPieces = undefined;
				return;
			default:
				return unreachable(offer);
		}
	}

	/** Which of several products was meant; the goods of a sale that is closed are the next customer's. */
	#ask(choice: Choice): void {
		const {sales, say} = this.#options;
		if (sales.sale.at === 'closed') sales.step({on: 'next'});
		if (sales.sale.at !== 'idle' && sales.sale.at !== 'selling') return say('not-now', 'warning');
		this.#choice = choice;
	}

	#lineOf(line: number): BasketLine | undefined {
		const {sale} = this.#options.sales;
		return sale.at === 'selling' ? sale.basket.lines.find(each => each.line === line) : undefined;
	}

	/** More of a line is sold as if it were scanned now: whatever forbids that, forbids it. Less of it is a void. */
	#setPieces(command: Extract<Command, {do: 'set-pieces'}>, cashier: Cashier | undefined): void {
		const {say} = this.#options;
		const {line, pieces: wanted} = command;
		const former = this.#lineOf(line);
		if (former === undefined) return say('no-such-line', 'warning');
		const {product, quantity, priceSource} = former;
		// The price on a label is of that one package.
		if (!('pieces' in quantity) || priceSource === 'label') return say('quantity-of-weighed', 'error', product.name);
		const count = wanted - quantity.pieces;
		if (count < 0) return this.#voidLine({do: 'void-line', line, pieces: -count}, cashier);
		if (count === 0 || !this.#maySell()) return;
		const offer = this.#offerAgain(former)(this.#circumstances(1));
		if (offer.kind === 'refused') return this.#refuse(offer, cashier);
		this.#adding.add({on: 'more-pieces', line, count}, {command, cashier, product});
	}

	#refuse({code, about, forbidden}: Extract<Offer, {kind: 'refused'}>, cashier: Cashier | undefined): void {
		const {say, guard} = this.#options;
		if (forbidden === undefined) say(code, 'error', about);
		else guard.refuse(forbidden, cashier);
	}

	/** The same goods once more, as they came: by their code, else by their key. */
	#offerAgain({barcode, product}: BasketLine): (now: Circumstances) => Offer {
		const {goods} = this.#options;
		return now =>
			barcode === undefined
				? offerProduct(goods, product.code, now)
				: offerCode(goods, barcode, {...now, chosen: product.code});
	}

	#circumstances(pieceCount: number): Circumstances {
		return {instantMs: this.#options.clock.now(), pieceCount};
	}

	/** Goods come on the counter only where somebody may sell and, if the shop wants that, in a shift. */
	mayTakeGoods(): boolean {
		const {day, goods, hasShift, say} = this.#options;
		day.beforeGoods();
		if (!this.#maySell()) return false;
		if (!goods.settings?.shiftNeeded || hasShift()) return true;
		say('shift-needed', 'error');
		return false;
	}

	/** Nothing is sold while something stops the day, nor while the printers report the day that is over. */
	#maySell(): boolean {
		const {sales, day, say} = this.#options;
		if (day.isReporting) say('report-running', 'warning');
		else if (day.stops) say(isCounterFree(sales.sale) ? 'day-stopped' : 'sale-stopped', 'error');
		else return true;
		return false;
	}

	/** As if the goods of the last line were scanned or touched once more: whatever forbids it now, forbids it. */
	#repeat(by: Wanted): void {
		const {sales, goods, say} = this.#options;
		const last = sales.sale.at === 'selling' ? sales.sale.basket.lines.at(-1) : undefined;
		if (last === undefined || 'weightGrams' in last.quantity) return say('nothing-to-repeat', 'warning');
		const {barcode, product, quantity} = last;
		const pieceCount = barcode !== undefined && saysHowMuch(goods, barcode, product) ? 1 : quantity.pieces;
		this.#take({code: barcode ?? product.code, offerOf: this.#offerAgain(last), pieceCount}, by);
	}
}
