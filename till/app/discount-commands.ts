/** Discounts that are given by hand: who may, how much, and what the book keeps of it. */
import type {Command} from '../api/commands.ts';
import {type Basket, type BasketLine, discountByHand, type HandDiscount} from '../domain/basket.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {LineDiscount} from '../domain/discounts.ts';
import {mostByHand, takenByHand} from '../domain/manual-discount.ts';
import {type Grosze, grosze, percentOf, percentRoundingUp, sumGrosze, zeroGrosze} from '../domain/money.ts';
import {receiptDiscountSource} from '../domain/receipt-discount.ts';
import type {Answerable} from './approval-desk.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

export interface DiscountOptions {
	readonly sales: SaleDesk;
	readonly say: Say;
	readonly answerable: Answerable;
	readonly events: Pick<EventRecorder, 'record'>;
}

export type DiscountCommand = Extract<Command, {do: 'discount' | 'discount-amount'}>;

/** What is to be given, and how far that goes: both measures count what was already given by hand on the same goods. */
interface Gift {
	readonly given: HandDiscount;
	readonly amountGrosze: Grosze;
	/** Was given before, and stays. */
	readonly besideGrosze: Grosze;
	readonly percentHundredths: number;
}

export class DiscountCommands {
	readonly #options: DiscountOptions;

	constructor(options: DiscountOptions) {
		this.#options = options;
	}

	/** Taking a discount back is everybody's right; giving one is in the book with who answers for it. */
	give(command: DiscountCommand, cashier: Cashier | undefined): void {
		const {sales, say, answerable, events} = this.#options;
		if (sales.sale.at !== 'selling') return say('not-now', 'warning');
		const {basket} = sales.sale;
		const lines = basket.lines.filter(({line}) => command.line === undefined || line === command.line);
		if (lines.length === 0) return say('no-such-line', 'warning');
		if (command.do === 'discount' && command.percentHundredths === 0) {
			sales.step({on: 'discount', lines: reachOf(command), manual: undefined});
			return;
		}
		const reached = lines.filter(({product, grossGrosze}) => product.discountable && grossGrosze > 0);
		const [first] = reached;
		if (first === undefined) return say('discount-excluded', 'error');
		const most = mostOf(reached, command);
		if (command.do === 'discount-amount' && command.amountGrosze > most)
			return say('discount-too-much', 'error', String(most));
		const {given, amountGrosze, besideGrosze, percentHundredths} = giftOf(reached, command);
		const givenGrosze = givenOf(basket, given, amountGrosze);
		if (givenGrosze === 0) {
			// What was given by hand before gives way to it all the same.
			if (sales.step({on: 'discount', lines: given.lines, manual: undefined})) say('discount-no-better', 'warning');
			return;
		}
		const operation = {
			of: 'discount',
			amountGrosze: grosze(amountGrosze + besideGrosze),
			percentHundredths,
		} as const;
		const goods = command.line === undefined ? undefined : {code: first.product.code, name: first.product.name};
		const wish = {command, operation, saleId: basket.saleId, goods};
		const answers = answerable(wish, cashier);
		if (answers === undefined || cashier === undefined) return;
		if (!sales.step({on: 'discount', ...given})) return;
		events.record('discount-given', cashier, {
			saleId: basket.saleId,
			amountGrosze: givenGrosze,
			...(goods && {goods}),
			discount: {
				percentHundredths,
				allowedBy: {id: answers.id, name: answers.name},
				...(command.reason !== undefined && {reason: command.reason}),
			},
		});
	}
}

/** What the customer gets by it, and the receipt will say: nothing of it where a promotion or the card takes off more. */
function givenOf(basket: Basket, given: HandDiscount, amountGrosze: Grosze): Grosze {
	if (given.lines === 'receipt' && given.manual !== undefined && 'amountGrosze' in given.manual) return amountGrosze;
	const {lines} = discountByHand(basket, given);
	const reached = lines.filter(({line}) => given.lines === 'receipt' || given.lines.includes(line));
	return sumGrosze(reached.map(({discounts = []}) => amountFrom(discounts, source => source === 'manual')));
}

function reachOf({line}: DiscountCommand): HandDiscount['lines'] {
	return line === undefined ? 'receipt' : [line];
}

/** A discount on the whole receipt comes after what is already taken off; one on a line stands beside it. */
function mostOf(reached: readonly BasketLine[], {line}: DiscountCommand): Grosze {
	const parts = reached.map(({grossGrosze, discounts = []}) => {
		const others = line === undefined ? amountFrom(discounts, source => source !== receiptDiscountSource) : 0;
		return mostByHand(grosze(grossGrosze - others));
	});
	return sumGrosze(parts);
}

function giftOf(reached: readonly BasketLine[], command: DiscountCommand): Gift {
	const onGrosze = sumGrosze(reached.map(({grossGrosze}) => grossGrosze));
	const besideGrosze = besideOf(reached, command);
	const lines = reachOf(command);
	if (command.do === 'discount-amount') {
		const amountGrosze = grosze(command.amountGrosze);
		return {
			given: {lines, manual: {amountGrosze, onGrosze}},
			amountGrosze,
			besideGrosze,
			percentHundredths: percentRoundingUp(grosze(amountGrosze + besideGrosze), onGrosze),
		};
	}
	const {percentHundredths} = command;
	return {
		given: {lines, manual: {percentHundredths}},
		amountGrosze: percentOf(onGrosze, percentHundredths),
		besideGrosze,
		percentHundredths: percentHundredths + percentRoundingUp(besideGrosze, onGrosze),
	};
}

/** What was given by hand in the other way, which stays: on lines beside an amount on the receipt, or the other way round. */
function besideOf(reached: readonly BasketLine[], command: DiscountCommand): Grosze {
	const {line} = command;
	if (line !== undefined) {
		return sumGrosze(
			reached.map(({discounts = []}) => amountFrom(discounts, source => source === receiptDiscountSource)),
		);
	}
	if (command.do === 'discount') return zeroGrosze;
	return sumGrosze(
		reached.map(({manual, grossGrosze}) => (manual === undefined ? zeroGrosze : takenByHand(manual, grossGrosze))),
	);
}

function amountFrom(discounts: readonly LineDiscount[], isOf: (source: string) => boolean): Grosze {
	return sumGrosze(discounts.filter(({source}) => isOf(source)).map(({amountGrosze}) => amountGrosze));
}
