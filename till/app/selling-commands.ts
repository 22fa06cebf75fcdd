/** What a cashier does to a sale: each command becomes an event of the sale, or a sentence why not. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import type {Cashier, Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {Goods} from '../domain/goods.ts';
import {isoWithOffset} from '../domain/local-time.ts';
import {readNip} from '../domain/nip.ts';
import {type Circumstances, type Offer, offerCode, offerPlu, offerProduct} from '../domain/offer.ts';
import {otherPrinterFor} from '../domain/other-printer.ts';
import {billOf} from '../domain/packages.ts';
import {type PrintEvent, type PrintJob, printerOfJob} from '../domain/print-job.ts';
import {grams} from '../domain/quantity.ts';
import type {Sale} from '../domain/sale.ts';
import {waitingJob} from '../domain/sale-printing.ts';
import {type PaymentFault, settle, type VoucherFault, voucherMax} from '../domain/tenders.ts';
import {inBackground} from './background.ts';
import type {DayCommand} from './day-commands.ts';
import type {DayDesk} from './day-desk.ts';
import {paymentOf} from './payment.ts';
import type {ReturnCommand} from './return-commands.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

export type SellingCommand = Exclude<
	Command,
	| DayCommand
	| ReturnCommand
	| {
			do:
				| 'log-in'
				| 'log-out'
				| 'begin-return'
				| 'open-drawer'
				| 'open-service'
				| 'send-now'
				| 'retry-refused'
				| 'acknowledge-damages'
				| 'resend';
	  }
>;

type PrintingCommand = Extract<
	SellingCommand,
	{do: 'print-on' | 'answer-printed' | 'abandon-slip' | 'print-elsewhere'}
>;

export interface SellingOptions {
	readonly sales: SaleDesk;
	readonly goods: Goods;
	readonly clock: Clock;
	readonly say: Say;
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

	constructor(options: SellingOptions) {
		this.#options = options;
	}

	/** How many of the next goods, when it was typed. */
	get pendingPieces(): number | undefined {
		return this.#pendingPieces;
	}

	forgetPieces(): void {
		this.#pendingPieces = undefined;
	}

	/** `cashier` is absent only while a sale that a crash left at the printers is being finished. */
	obey(command: SellingCommand, cashier: Cashier | undefined): void {
		const {sales, goods, say} = this.#options;
		switch (command.do) {
			case 'scan':
				return this.#take(now => offerCode(goods, command.code, now));
			case 'plu':
				return this.#take(now => offerPlu(goods, command.plu, now));
			case 'pick':
				return this.#take(now => offerProduct(goods, command.product, now));
			case 'quantity':
				if (!['idle', 'selling', 'closed'].includes(sales.sale.at)) return say('not-now', 'warning');
				this.#pendingPieces = command.pieces === 0 ? undefined : command.pieces;
				return;
			case 'repeat-last':
				return this.#repeat();
			case 'void-line': {
				if (!cashier?.permissions.includes('void-line')) return say('not-permitted', 'error');
				const {line, pieces} = command;
				const voided =
					sales.sale.at === 'selling' ? sales.sale.basket.lines.find(each => each.line === line) : undefined;
				if (sales.step({on: 'void-line', line, ...(pieces === undefined ? {} : {count: pieces})}))
					say('line-voided', 'info', voided?.product.name);
				return;
			}
			case 'void-sale':
				if (!cashier?.permissions.includes('void-sale')) return say('not-permitted', 'error');
				if (sales.step({on: 'void-sale'})) say('sale-voided', 'info');
				return;
			case 'remove-card':
				sales.step({on: 'card', card: undefined, fresh: sales.fresh()});
				return;
			case 'return-packages':
				return this.#takePackages(command);
			case 'set-nip':
				return this.#nameBuyer(command.nip);
			case 'remove-nip':
				sales.step({on: 'buyer', nip: undefined, fresh: sales.fresh()});
				return;
			case 'tare':
				sales.step({on: 'tare', tareGrams: grams(command.tareGrams)});
				return;
			case 'add-weighed':
			case 'total':
				if (this.#maySell()) sales.step({on: command.do});
				return;
			case 'back':
				sales.step({on: command.do});
				return;
			case 'answer-age':
				if (sales.step({on: 'age-answer', answer: command.answer}) && command.answer === 'refused')
					say('age-refused', 'info');
				return;
			case 'pay':
				return this.#pay(command, cashier);
			case 'print-on':
			case 'answer-printed':
			case 'abandon-slip':
			case 'print-elsewhere':
				return this.#print(command);
			case 'suspend-sale':
				if (sales.step({on: 'suspend'})) say('sale-suspended', 'info');
				return;
			case 'resume-sale':
				return inBackground(this.#resume());
			case 'next-customer':
				sales.step({on: 'next'});
				return;
			default:
				return unreachable(command);
		}
	}

	#take(offerOf: (now: Circumstances) => Offer, pieceCount = this.#pendingPieces ?? 1): void {
		const {sales, clock, printers, say, day} = this.#options;
		day.beforeGoods();
		if (!this.#maySell()) return;
		const offer = offerOf({
			instantMs: clock.now(),
			pieceCount,
			hasAlcoholPrinter: printers.includes('alcohol'),
		});
		const fresh = sales.fresh();
		switch (offer.kind) {
			case 'refused':
				return say(offer.code, 'error', offer.about);
			case 'choose':
				return say('product-ambiguous', 'error', offer.products.map(({name}) => name).join(' · '));
			case 'card':
				if (sales.step({on: 'card', card: offer.card, fresh})) say('card-accepted', 'info', offer.card.name);
				return;
			case 'goods':
				if (sales.step({on: 'add', goods: offer.goods, fresh})) this.#pendingPieces = undefined;
				return;
			case 'weigh':
				if (sales.step({on: 'weigh', goods: offer.goods, fresh})) this.#pendingPieces = undefined;
				return;
			default:
				return unreachable(offer);
		}
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
	#repeat(): void {
		const {sales, goods, say} = this.#options;
		const last = sales.sale.at === 'selling' ? sales.sale.basket.lines.at(-1) : undefined;
		if (last === undefined || 'weightGrams' in last.quantity) return say('nothing-to-repeat', 'warning');
		const {barcode, product, quantity} = last;
		// A label says itself how many.
		const isLabel = barcode !== undefined && goods.interpret(barcode).kind !== 'gtin';
		this.#take(
			now => (barcode === undefined ? offerProduct(goods, product.code, now) : offerCode(goods, barcode, now)),
			isLabel ? 1 : quantity.pieces,
		);
	}

	#pay({tenders}: Extract<Command, {do: 'pay'}>, cashier: Cashier | undefined): void {
		const {sales, goods, printers, tillNumber, say} = this.#options;
		if (!this.#maySell()) return;
		const {sale} = sales;
		const vatTable = goods.settings?.vat;
		if (sale.at !== 'paying' || cashier === undefined || vatTable === undefined) return say('not-now', 'warning');
		const bill = billOf(sale.basket, printers);
		const vouchers = goods.vouchers();
		const settled = settle(tenders, bill, {voucherGroszeMax: voucherMax(vouchers, sale.basket.lines)});
		if (!settled.ok) return this.#refusePayment(settled.fault);
		sales.setCashier(cashier);
		sales.step({
			on: 'pay',
			payment: paymentOf({
				basket: sale.basket,
				...settled.value,
				...(bill.place !== undefined && {packagesPlace: bill.place}),
				vouchers,
				vatTable,
				printers,
				cashierName: cashier.name,
				tillNumber,
			}),
		});
	}

	#refusePayment(fault: PaymentFault | VoucherFault): void {
		const {say} = this.#options;
		switch (fault.code) {
			case 'overpaid-without-cash':
				return say('overpaid-without-cash', 'error');
			case 'voucher-too-much':
				return say('voucher-too-much', 'error', String(fault.voucherGroszeMax));
			case 'not-enough':
				return say('not-enough', 'error', String(fault.missingGrosze));
			case 'nothing-to-pay':
			case 'amount-not-positive':
				return say('not-enough', 'error');
			default:
				return unreachable(fault);
		}
	}

	/** Only kinds that the shop charges a deposit for come back. */
	#takePackages({deposit: id, pieces: count}: Extract<Command, {do: 'return-packages'}>): void {
		const {sales, goods, say} = this.#options;
		const deposit = goods.settings?.deposits.find(each => each.id === id);
		if (deposit === undefined) return say('no-such-line', 'error');
		if (count > 0 && !this.#maySell()) return;
		sales.step({on: 'packages', packages: {deposit, pieces: count}, fresh: sales.fresh()});
	}

	#nameBuyer(written: string): void {
		const {sales, say} = this.#options;
		const nip = readNip(written);
		if (nip === undefined) return say('slip-nip', 'error', written);
		if (sales.step({on: 'buyer', nip, fresh: sales.fresh()})) say('nip-accepted', 'info', nip);
	}

	/** The cashier's word about the slip that stands still. */
	#print(command: PrintingCommand): void {
		const halted = this.#halted();
		if (halted === undefined) return this.#options.say('not-now', 'warning');
		if (command.do === 'print-elsewhere') return inBackground(this.#printElsewhere(halted));
		this.#options.sales.step({on: 'print', route: halted.slip.route, event: this.#eventOf(command)});
	}

	#halted(): PrintJob | undefined {
		const {sale} = this.#options.sales;
		return sale.at === 'printing' ? waitingJob(sale.jobs) : undefined;
	}

	#eventOf(command: Exclude<PrintingCommand, {do: 'print-elsewhere'}>): PrintEvent {
		switch (command.do) {
			case 'print-on':
				return {on: 'print-on'};
			case 'answer-printed':
				return {on: 'cashier-says', printed: command.printed, at: isoWithOffset(this.#options.clock.now())};
			case 'abandon-slip':
				return {on: 'abandon'};
		}
	}

	/** Days may have begun since it was put aside: its printer is asked first what a day starts with. */
	async #resume(): Promise<void> {
		const {day, sales, say, onChange} = this.#options;
		const waiting = sales.suspended[0] && waitingJob(sales.suspended[0].jobs);
		const printers = waiting === undefined ? [] : [printerOfJob(waiting)];
		if (isCounterFree(sales.sale) && !(await day.clear(printers))) say('day-stopped', 'error');
		else if (!sales.resume()) say('not-now', 'warning');
		else return;
		onChange();
	}

	/** The other printer is asked first what a day starts with: it may have come, or have been put there, meanwhile. */
	async #printElsewhere(halted: PrintJob): Promise<void> {
		const {day, goods, printers, sales, say, onChange} = this.#options;
		const printer = otherPrinterFor(halted, printers, goods.settings);
		if (printer === undefined) return say('not-permitted', 'error');
		if (await day.clear([printer])) {
			if (this.#halted() === halted)
				sales.step({on: 'print', route: halted.slip.route, event: {on: 'print-elsewhere', printer}});
			return;
		}
		say('other-printer-stopped', 'error', printer);
		onChange();
	}
}

/** Another sale may be begun or taken up. */
function isCounterFree({at}: Sale): boolean {
	return at === 'idle' || at === 'closed';
}
