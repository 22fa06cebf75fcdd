/** What a cashier does about money: packages that come back, who buys, and the payment itself. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import type {Cashier, Route} from '../domain/catalogue.ts';
import {checkForeign, type ForeignFault} from '../domain/currency.ts';
import type {Goods} from '../domain/goods.ts';
import {readNip} from '../domain/nip.ts';
import {billOf} from '../domain/packages.ts';
import {type PaymentFault, paidIn, settle, type VoucherFault, voucherMax} from '../domain/tenders.ts';
import {checkVouchers, type VoucherKindFault} from '../domain/vouchers.ts';
import type {Answerable} from './approval-desk.ts';
import type {BasketGuard} from './basket-guard.ts';
import {paymentOf} from './payment.ts';
import type {PrintRoom} from './print-room.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

export interface PayingOptions {
	readonly sales: SaleDesk;
	readonly goods: Goods;
	readonly guard: BasketGuard;
	readonly say: Say;
	readonly answerable: Answerable;
	readonly printRoom: Pick<PrintRoom, 'untold'>;
	/** Says why not. */
	readonly maySell: () => boolean;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	readonly tillNumber: number;
}

export class PayingCommands {
	readonly #options: PayingOptions;

	constructor(options: PayingOptions) {
		this.#options = options;
	}

	pay(command: Extract<Command, {do: 'pay'}>, cashier: Cashier | undefined): void {
		const {sales, goods, guard, printers, tillNumber, say, printRoom} = this.#options;
		const {tenders} = command;
		if (!this.#options.maySell()) return;
		const {sale} = sales;
		const vatTable = goods.settings?.vat;
		if (sale.at !== 'paying' || cashier === undefined || vatTable === undefined) return say('not-now', 'warning');
		if (!guard.mayBeSold(sale.basket, cashier)) return;
		const rateless = sale.basket.lines.find(({product}) => vatTable[product.vat] === 'inactive');
		// The office has changed its rates since it was scanned.
		if (rateless !== undefined) return say('product-incomplete', 'error', rateless.product.name);
		const taken = checkForeign(tenders, goods.settings?.currencies ?? []);
		if (!taken.ok) return this.#refuseForeign(taken.fault);
		const known = checkVouchers(tenders, goods.settings?.vouchers);
		if (!known.ok) return this.#refuseVoucher(known.fault);
		if (paidIn('transfer', tenders) > 0 && goods.settings?.transfers !== true)
			return say('transfer-not-taken', 'error');
		const bill = billOf(sale.basket, printers);
		const vouchers = goods.vouchers();
		const settled = settle(taken.value, bill, {voucherGroszeMax: voucherMax(vouchers, sale.basket, printers)});
		if (!settled.ok) {
			const isUnmarked = settled.fault.code === 'voucher-too-much' && vouchers !== 'anything' && vouchers.size === 0;
			return isUnmarked ? say('no-food-marked', 'error') : this.#refusePayment(settled.fault);
		}
		const payment = paymentOf({
			basket: sale.basket,
			...settled.value,
			...(bill.place !== undefined && {packagesPlace: bill.place}),
			vouchers,
			vatTable,
			printers,
			cashierName: cashier.name,
			tillNumber,
		});
		const untold = printRoom.untold(payment.slips);
		if (untold !== undefined) return say(`untold-${untold.code}`, 'error', untold.route);
		// Nobody is fetched to approve what would be refused anyway.
		if (!guard.maySell(sale.basket, command, cashier)) return;
		if (!this.#mayTakeTransfer(command, sale.basket.saleId, cashier)) return;
		sales.setCashier(cashier);
		sales.step({on: 'pay', payment});
	}

	/** Goods paid by transfer leave the shop before the money is there. */
	#mayTakeTransfer(command: Extract<Command, {do: 'pay'}>, saleId: string, cashier: Cashier): boolean {
		const amountGrosze = paidIn('transfer', command.tenders);
		if (amountGrosze === 0) return true;
		const operation = {of: 'take-transfer', amountGrosze} as const;
		return this.#options.answerable({command, operation, saleId}, cashier) !== undefined;
	}

	#refuseForeign(fault: ForeignFault): void {
		const {say} = this.#options;
		switch (fault.code) {
			case 'currency-not-taken':
			case 'rate-changed':
				return say(fault.code, 'error', fault.currency);
			case 'foreign-too-much':
				return say('foreign-too-much', 'error', `${fault.amountMinorMax} ${fault.currency}`);
			default:
				return unreachable(fault);
		}
	}

	#refuseVoucher(fault: VoucherKindFault): void {
		const {say} = this.#options;
		switch (fault.code) {
			case 'voucher-not-taken':
				return say('voucher-not-taken', 'error', fault.name);
			case 'voucher-kind-missing':
				return say('voucher-kind-missing', 'error');
			default:
				return unreachable(fault);
		}
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

	/** Only kinds that the shop charges a deposit for come back; what came before it was left out may be taken out again. */
	takePackages({deposit: id, pieces: count}: Extract<Command, {do: 'return-packages'}>): void {
		const {sales, goods, say} = this.#options;
		const kinds = goods.settings?.deposits ?? [];
		const {sale} = sales;
		const there = count === 0 && 'basket' in sale ? (sale.basket.packages ?? []).map(each => each.deposit) : [];
		const deposit = [...kinds, ...there].find(each => each.id === id);
		if (deposit === undefined) return say('no-such-line', 'error');
		if (count > 0 && !this.#options.maySell()) return;
		sales.step({on: 'packages', packages: {deposit, pieces: count}, fresh: sales.fresh()});
	}

	nameBuyer(written: string): void {
		const {sales, say} = this.#options;
		const nip = readNip(written);
		if (nip === undefined) return say('slip-nip', 'error', written);
		if (sales.step({on: 'buyer', nip, fresh: sales.fresh()})) say('nip-accepted', 'info', nip);
	}
}
