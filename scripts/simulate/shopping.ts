/** What a customer buys and how they pay, drawn from the seed: whims and mistakes included. */
import {card} from '../../test/till/app/goods.ts';
import {apples, pet} from '../../test/till/domain/shop.ts';
import {alcoholGoods, euro, type Good, giftVoucher, mainGoods, mealVoucher} from '../../test/till/kill/goods.ts';
import type {Random} from '../../test/till/kill/random.ts';
import type {VoucherKind} from '../../till/domain/catalogue.ts';
import {amountFor, worthOf} from '../../till/domain/currency.ts';
import type {Tender} from '../../till/domain/entry.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';
import {grosze} from '../../till/domain/money.ts';
import {grams, valueOfQuantity} from '../../till/domain/quantity.ts';
import {verifierDigit} from '../../till/domain/weight-label.ts';
import type {Lacks} from './rig.ts';

type Goods = readonly [Good, ...Good[]];

export type Wanted = Good & {
	/** How many pieces were typed before the good, where any were. */
	readonly pieceCount?: number;
	readonly onScale?: boolean;
	readonly voided?: Voided;
};

/** What is taken off again: rung up by mistake, or no longer wanted. */
export interface Voided {
	/** Some of the pieces, or all there is. */
	readonly units: number;
	/** When so many goods are rung up; one more than there are, when the customer has heard the total. */
	readonly afterRung: number;
}

const waysAtOnce = [
	'cash',
	'exact-cash',
	'card',
	'card-and-cash',
	'voucher-and-cash',
	'voucher-and-card',
	'euros',
	'card-and-euros',
] as const;
const waysToPay = [...waysAtOnce, 'transfer', 'transfer-and-card', 'transfer-and-cash'] as const;
export type WayToPay = (typeof waysToPay)[number];

export interface Shopping {
	readonly goods: readonly Wanted[];
	/** The discount card is shown when so many goods are rung up. */
	readonly cardAfter?: number;
	readonly paysBy: WayToPay;
	/** Of their firm. */
	readonly buyerNip?: string;
	/** Empty bottles that they bring back; worth less than what they buy. */
	readonly bottleCount?: number;
	/** How often the customer thinks better of it at the payment, and yet pays in the end. */
	readonly waverCount: number;
	/** Leaves everything there when so many goods are rung up; one more than there are, at the payment. */
	readonly leavesAfter?: number;
}

export const cardNumber = card.number;
export const bottleDeposit = pet;
const buyerNip = '5260250274';

/** `lacks`: what the shop's printers cannot print is not bought. */
export function drawShopping(random: Random, lacks: Lacks = {}): Shopping {
	const onMain = soldIn(lacks, mainGoods);
	const onAlcohol = soldIn(lacks, alcoholGoods);
	const kinds = random.pick(['main', 'main', 'alcohol', 'both', 'both', 'both']);
	const goods: Wanted[] = [];
	if (kinds !== 'alcohol')
		for (let left = 1 + random.below(4); left > 0; left -= 1) goods.push(drawMainGood(onMain, random));
	if (kinds !== 'main') {
		for (let left = 1 + random.below(2); left > 0; left -= 1) {
			goods.splice(random.below(goods.length + 1), 0, inPieces(random.pick(onAlcohol), random));
		}
	}
	const wanted = withVoids(goods, random);
	const bottleCount = 1 + random.below(8);
	const isBottlesWorthLess = 2 * worthOfBottles(bottleCount) < dueOf(wanted);
	const bringsBottles = random.chance(0.15) && lacks.deposits !== true && isBottlesWorthLess;
	const hasDeposits = bringsBottles || wanted.some(({depositGrosze}) => depositGrosze !== undefined);
	const lacksTransfers = lacks.transfers === 'all' || (lacks.transfers === 'beside-deposits' && hasDeposits);
	return {
		goods: wanted,
		...(random.chance(0.2) && {cardAfter: random.below(goods.length + 1)}),
		paysBy: random.pick(lacksTransfers ? waysAtOnce : waysToPay),
		...(random.chance(0.1) && lacks.buyer !== true && {buyerNip}),
		...(bringsBottles && {bottleCount}),
		waverCount: random.pick([0, 0, 0, 0, 0, 0, 0, 0, 1, 2]),
		...(random.chance(0.03) && {leavesAfter: 1 + random.below(goods.length + 1)}),
	};
}

export function keptUnits({units, voided}: Wanted): number {
	return units - (voided?.units ?? 0);
}

export function worthOfBottles(bottleCount: number): number {
	return bottleCount * bottleDeposit.valueGrosze;
}

function dueOf(goods: readonly Wanted[]): number {
	return boughtOf({goods}).reduce((sum, {dueGrosze}) => sum + dueGrosze, 0);
}

/** What is left of it to be paid, each as it is then. */
export function boughtOf({goods}: Pick<Shopping, 'goods'>): readonly Good[] {
	return goods.flatMap(good => {
		const units = keptUnits(good);
		return units === 0 ? [] : [{...good, units, dueGrosze: (good.dueGrosze * units) / good.units}];
	});
}

function soldIn(lacks: Lacks, [first, ...others]: Goods): Goods {
	if (lacks.deposits !== true) return [first, ...others];
	// The first of either printer is sold without a deposit.
	return [first, ...others.filter(({depositGrosze}) => depositGrosze === undefined)];
}

function drawMainGood(goods: Goods, random: Random): Wanted {
	if (random.chance(0.25)) return weighed(50 + random.below(4000), random.chance(0.5));
	return inPieces(random.pick(goods), random);
}

function inPieces(good: Good, random: Random): Wanted {
	const isLabel = good.units > 1;
	if (isLabel || random.chance(0.7)) return good;
	const pieceCount = 2 + random.below(11);
	return {...good, units: pieceCount, dueGrosze: good.dueGrosze * pieceCount, pieceCount};
}

/** A whole line goes only where it can be told from the others, and never the last that is left. */
function withVoids(goods: readonly Wanted[], random: Random): readonly Wanted[] {
	let leftCount = goods.length;
	return goods.map((good, place) => {
		if (!random.chance(0.08)) return good;
		const afterRung = place + 1 + random.below(goods.length - place + 1);
		if (good.pieceCount !== undefined && random.chance(0.6)) {
			return {...good, voided: {units: 1 + random.below(good.pieceCount - 1), afterRung}};
		}
		const isOneOfMany = goods.filter(({product}) => product === good.product).length > 1;
		if (isOneOfMany || leftCount === 1) return good;
		leftCount -= 1;
		return {...good, voided: {units: good.units, afterRung}};
	});
}

/** On the till's scale, or with a label from the one among the fruit. */
function weighed(weightGrams: number, onScale: boolean): Wanted {
	const digits = String(weightGrams).padStart(5, '0');
	const body = `291001${verifierDigit(digits)}${digits}`;
	return {
		product: apples.code,
		route: 'main',
		units: weightGrams,
		dueGrosze: valueOfQuantity({weightGrams: grams(weightGrams)}, apples.priceGrosze),
		wish: onScale ? {do: 'plu', plu: apples.plu ?? ''} : {do: 'scan', code: body + gtinCheckDigit(body)},
		...(onScale && {onScale}),
	};
}

export function tendersOf(paysBy: WayToPay, dueGrosze: number): readonly Tender[] {
	const tender = (kind: Tender['kind'], amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
	const part = Math.floor(dueGrosze / 3);
	// Whoever owes next to nothing pays it in one way.
	if (part === 0) return [tender('cash', dueGrosze)];
	switch (paysBy) {
		case 'cash':
			return [tender('cash', Math.ceil((dueGrosze + 1) / 1000) * 1000)];
		case 'exact-cash':
			return [tender('cash', dueGrosze)];
		case 'card':
			return [tender('card', dueGrosze)];
		case 'card-and-cash':
			return [tender('card', part), tender('cash', dueGrosze - part + 137)];
		case 'voucher-and-cash':
			return [voucher(giftVoucher, part), tender('cash', dueGrosze - part)];
		case 'voucher-and-card':
			return [voucher(giftVoucher, part), voucher(mealVoucher, part), tender('card', dueGrosze - 2 * part)];
		case 'euros':
			return [euros(Math.ceil(eurosFor(dueGrosze) / tenEuros) * tenEuros)];
		case 'card-and-euros':
			return [tender('card', part), euros(eurosFor(dueGrosze - part))];
		case 'transfer':
			return [tender('transfer', dueGrosze)];
		case 'transfer-and-card':
			return [tender('transfer', part), tender('card', dueGrosze - part)];
		case 'transfer-and-cash':
			return [tender('transfer', part), tender('cash', dueGrosze - part + 137)];
	}
}

const tenEuros = 1000;
const {code: currency, rateTenThousandths} = euro;

function eurosFor(dueGrosze: number): number {
	return amountFor(grosze(dueGrosze), rateTenThousandths);
}

function voucher(kind: VoucherKind, amount: number): Tender {
	return {kind: 'voucher', amountGrosze: grosze(amount), voucher: kind};
}

function euros(amountMinor: number): Tender {
	const foreign = {currency, amountMinor, rateTenThousandths};
	return {kind: 'cash', amountGrosze: worthOf(foreign), foreign};
}
