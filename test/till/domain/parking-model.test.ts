/**
 * Ten thousand random counters: goods, voids, cards, discounts, packages, baskets put aside and taken up, payments.
 *
 *   B1  what is due depends on no order in which the lines were scanned
 *   B2  goods that are added and voided again leave the basket as it was
 *   B3  the slips, on one printer or on two, come to what the basket comes to, and to what was paid for it in euros
 *   B4  a basket that was put aside, written to disk and taken up is the same basket; none is lost, none is there twice
 */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {paymentOf} from '../../../till/app/payment.ts';
import {
	addGoods,
	type Basket,
	type BasketGoods,
	discountByHand,
	emptyBasket,
	showCard,
	sumsOf,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {Promotion, Route} from '../../../till/domain/catalogue.ts';
import {amountFor, worthOf} from '../../../till/domain/currency.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {billOf, withPackages} from '../../../till/domain/packages.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import type {Sale, SaleEvent} from '../../../till/domain/sale.ts';
import {stepSale} from '../../../till/domain/sale-step.ts';
import {counted, weighedApples} from './sales.ts';
import {milk, pet, vatTable, vodka, water} from './shop.ts';

const at = '2026-11-23T15:05:00+01:00';
const euroRate = 42_737;
const halina: AppliedCard = {
	number: '98',
	name: 'Pani Halina',
	percentHundredths: 500,
	excludedGroups: [],
	source: 'card:98',
};
const threeForTwo: Promotion = {
	id: '3-za-2',
	name: 'Trzy w cenie dwóch',
	validFrom: at,
	terms: {kind: 'n-for-m', take: 3, pay: 2},
};

/** A counter, the disk beside it, and what a person who only remembers would say is aside. */
class Counter {
	sale: Sale = {at: 'idle'};
	readonly disk = new Map<string, string>();
	readonly remembered = new Map<string, Basket>();
	saleCount = 0;

	fresh() {
		this.saleCount += 1;
		return {saleId: `sale-${this.saleCount}`, openedAt: at};
	}

	tell(event: SaleEvent): void {
		const {sale, effects} = stepSale(this.sale, event);
		this.sale = sale;
		for (const effect of effects) {
			if (effect.do === 'keep' && 'basket' in sale) this.disk.set(sale.basket.saleId, JSON.stringify(sale));
			else if (effect.do === 'forget') this.disk.delete(effect.saleId);
		}
	}

	/** `which` of the lines, counted around. */
	lineAt(which: number): number {
		const lines = this.sale.at === 'selling' ? this.sale.basket.lines : [];
		return lines[which % Math.max(1, lines.length)]?.line ?? 0;
	}

	/** An amount on a line, or on the whole receipt. */
	takeOff(amountGrosze: number, which?: number): void {
		if (this.sale.at !== 'selling') return;
		const reached = this.sale.basket.lines.filter(
			({line, product}) => product.discountable && (which === undefined || line === this.lineAt(which)),
		);
		const onGrosze = sumGrosze(reached.map(({grossGrosze}) => grossGrosze));
		const lines = which === undefined ? 'receipt' : reached.map(({line}) => line);
		const manual = {amountGrosze: grosze(amountGrosze), onGrosze};
		if (onGrosze > 0) this.tell({on: 'discount', lines, manual});
	}

	park(): void {
		if (this.sale.at !== 'selling' && this.sale.at !== 'paying') return;
		const {basket} = this.sale;
		this.tell({on: 'park', parkedAt: at});
		assert.equal(this.sale.at, 'parked');
		this.remembered.set(basket.saleId, basket);
		this.sale = {at: 'idle'};
	}

	takeUp(which: number): void {
		const ids = [...this.remembered.keys()];
		const saleId = ids[which % Math.max(1, ids.length)];
		if (this.sale.at !== 'idle' || saleId === undefined) return;
		this.sale = JSON.parse(this.disk.get(saleId) ?? '') as Sale;
		this.tell({on: 'take-up'});
		assert.deepEqual(this.sale, {at: 'selling', basket: {...this.remembered.get(saleId), parkedAt: at}});
		this.remembered.delete(saleId);
	}

	pay(): void {
		this.tell({on: 'total'});
		if (this.sale.at !== 'paying') return;
		this.disk.delete(this.sale.basket.saleId);
		this.sale = {at: 'idle'};
	}
}

type Move = readonly [name: string, make: (counter: Counter) => void];

const goods: fc.Arbitrary<BasketGoods> = fc.oneof(
	fc.integer({min: 1, max: 4}).map(count => ({...counted(milk, count), promotions: [threeForTwo]})),
	fc.integer({min: 1, max: 4}).map(count => counted(water, count)),
	fc.constant(counted(vodka)),
	fc.integer({min: 40, max: 3000}).map(weighedApples),
);
const which = fc.nat(7);
const moves: fc.Arbitrary<Move> = fc.oneof(
	{
		weight: 6,
		arbitrary: goods.map(
			(each): Move => [
				`add ${each.product.name} ${JSON.stringify(each.quantity)}`,
				counter => {
					counter.tell({on: 'add', goods: each, fresh: counter.fresh()});
					counter.tell({on: 'age-answer', answer: 'adult'});
				},
			],
		),
	},
	fc
		.tuple(which, fc.constantFrom(undefined, 1))
		.map(
			([line, count]): Move => [
				`void ${line} ${count}`,
				counter => counter.tell({on: 'void-line', line: counter.lineAt(line), ...(count === undefined ? {} : {count})}),
			],
		),
	fc.constant<Move>(['void all', counter => counter.tell({on: 'void-sale'})]),
	fc
		.constantFrom(halina, undefined)
		.map((card): Move => [`card ${card?.name}`, counter => counter.tell({on: 'card', card, fresh: counter.fresh()})]),
	fc
		.tuple(which, fc.integer({min: 1, max: 9999}))
		.map(
			([line, percentHundredths]): Move => [
				`discount ${line} ${percentHundredths}`,
				counter => counter.tell({on: 'discount', lines: [counter.lineAt(line)], manual: {percentHundredths}}),
			],
		),
	fc
		.tuple(fc.integer({min: 1, max: 3000}), fc.option(which, {nil: undefined}))
		.map(([amount, line]): Move => [`amount ${amount} ${line}`, counter => counter.takeOff(amount, line)]),
	fc.constant<Move>(['no discount', counter => counter.tell({on: 'discount', lines: 'receipt', manual: undefined})]),
	fc
		.nat(12)
		.map(
			(pieces): Move => [
				`packages ${pieces}`,
				counter => counter.tell({on: 'packages', packages: {deposit: pet, pieces}, fresh: counter.fresh()}),
			],
		),
	fc.constant<Move>(['total', counter => counter.tell({on: 'total'})]),
	{weight: 2, arbitrary: fc.constant<Move>(['park', counter => counter.park()])},
	{weight: 2, arbitrary: which.map((basket): Move => [`take up ${basket}`, counter => counter.takeUp(basket)])},
	fc.constant<Move>(['pay', counter => counter.pay()]),
);

/** The same goods, scanned from the last to the first. */
function backwards(basket: Basket): Basket {
	const {lines, promotions = [], card, packages = [], receiptDiscount} = basket;
	let other = emptyBasket(basket);
	for (const {
		promotionIds = [],
		product,
		route,
		quantity,
		priceGrosze,
		priceSource,
		deposit,
		manual,
	} of lines.toReversed()) {
		const number = other.nextLine;
		const held = promotions.filter(({id}) => promotionIds.includes(id));
		const each = {product, route, quantity, priceGrosze, priceSource, promotions: held, ...(deposit && {deposit})};
		other = discountByHand(addGoods(other, each), {lines: [number], manual});
	}
	const shown = packages.reduce(withPackages, showCard(other, card));
	return receiptDiscount === undefined ? shown : discountByHand(shown, {lines: 'receipt', manual: receiptDiscount});
}

function holdBasket(basket: Basket): void {
	assert.equal(sumsOf(backwards(basket).lines).dueGrosze, sumsOf(basket.lines).dueGrosze, 'B1');
	const more = {...counted(milk, 2), promotions: [threeForTwo]};
	assert.deepEqual(voidGoods(addGoods(basket, more), {line: basket.nextLine}).lines, basket.lines, 'B2');
	if (basket.lines.length === 0 || sumsOf(basket.lines).dueGrosze === 0) return;
	for (const printers of [['main'], ['main', 'alcohol']] satisfies Route[][]) {
		const {slipsGrosze, place} = billOf(basket, printers);
		const foreign = {currency: 'EUR', amountMinor: amountFor(slipsGrosze, euroRate), rateTenThousandths: euroRate};
		const amountGrosze = worthOf(foreign);
		const changeGrosze = grosze(amountGrosze - slipsGrosze);
		const {slips} = paymentOf({
			basket,
			tenders: [{kind: 'cash', amountGrosze, foreign}],
			changeGrosze,
			vatTable,
			printers,
			vouchers: 'anything',
			cashierName: 'Żaneta',
			tillNumber: 3,
			...(place !== undefined && {packagesPlace: place}),
		});
		assert.equal(sumGrosze(slips.map(({dueGrosze}) => dueGrosze)), slipsGrosze, 'B3');
		const cash = slips.flatMap(({tenders}) => tenders.map(tender => tender.amountGrosze));
		assert.deepEqual(
			[sumGrosze(cash), sumGrosze(slips.map(slip => slip.changeGrosze))],
			[amountGrosze, changeGrosze],
			'B3',
		);
	}
}

function hold({sale, disk, remembered}: Counter): void {
	if ('basket' in sale) holdBasket(sale.basket);
	const aside = [...disk].filter(([, kept]) => (JSON.parse(kept) as Sale).at === 'parked').map(([saleId]) => saleId);
	assert.deepEqual(aside.toSorted(), [...remembered.keys()].toSorted(), 'B4');
}

test('whatever is added, voided, taken off, put aside and paid, baskets come to what they come to', t => {
	const day = fc.property(fc.array(moves, {maxLength: 20, size: 'max'}), made => {
		const counter = new Counter();
		for (const [, make] of made) {
			make(counter);
			hold(counter);
		}
	});
	t.notThrows(() => fc.assert(day, {numRuns: 10_000}));
});
