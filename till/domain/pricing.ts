/**
 * What goods cost at an instant, and what a card takes off.
 *
 * Price:     among the price lists in force that name the product, the one that began last; of two that began
 *            together, the one whose id comes last in the order of code units; where no list is in force, the product's own price.
 * Discount:  see `discounts.ts`; here is only whose card takes off which percent. A sale has one card.
 */
import {assert} from './assert.ts';
import {isOfRule} from './barcode.ts';
import type {Card, CardBenefits, CardRule, PriceList, Product} from './catalogue.ts';
import type {Grosze} from './money.ts';
import {fail, ok, type Result} from './result.ts';

export interface Price {
	readonly priceGrosze: Grosze;
	/** `product`, or the id of the price list's document. */
	readonly priceSource: string;
}

/** A price list with its times made comparable: in force from `fromMs` until just before `toMs`. */
export interface TimedPriceList {
	readonly id: string;
	readonly fromMs: number;
	readonly toMs: number;
	readonly prices: Readonly<Record<string, Grosze>>;
}

/** Price lists in the order in which they are asked, the strongest first. */
export function orderPriceLists(lists: Iterable<PriceList>): readonly TimedPriceList[] {
	return Array.from(lists, timed).sort((left, right) => {
		if (left.fromMs !== right.fromMs) return right.fromMs - left.fromMs;
		return left.id < right.id ? 1 : -1;
	});
}

function timed({id, validFrom, validTo, prices}: PriceList): TimedPriceList {
	return {id, fromMs: instantOf(validFrom), toMs: validTo === undefined ? Infinity : instantOf(validTo), prices};
}

function instantOf(time: string): number {
	const instantMs = Date.parse(time);
	assert(Number.isFinite(instantMs), `a price list's time is ISO 8601 with offset, not ${time}`);
	return instantMs;
}

/** `lists` as `orderPriceLists` orders them. */
export function priceAt(
	product: Pick<Product, 'code' | 'priceGrosze'>,
	lists: readonly TimedPriceList[],
	instantMs: number,
): Price {
	for (const {id, fromMs, toMs, prices} of lists) {
		if (instantMs < fromMs || instantMs >= toMs || !Object.hasOwn(prices, product.code)) continue;
		const priceGrosze = prices[product.code];
		if (priceGrosze !== undefined) return {priceGrosze, priceSource: `price-list:${id}`};
	}
	return {priceGrosze: product.priceGrosze, priceSource: 'product'};
}

/** A time without a change of prices: from `fromMs` until just before `untilMs`. */
export interface PriceSpan {
	readonly fromMs: number;
	readonly untilMs: number;
}

/** The time around an instant in which no price list begins or ends: in it every price stays as it is. */
export function priceSpanAt(lists: readonly TimedPriceList[], instantMs: number): PriceSpan {
	const changes = lists.flatMap(({fromMs, toMs}) => [fromMs, toMs]);
	return {
		fromMs: Math.max(-Infinity, ...changes.filter(ms => ms <= instantMs)),
		untilMs: Math.min(Infinity, ...changes.filter(ms => ms > instantMs)),
	};
}

/** A card as it works on a sale. */
export interface AppliedCard extends CardBenefits {
	readonly number: string;
	readonly name: string;
	/** `card:<number>` or `card-rule:<id>`, whichever gave the percent. */
	readonly source: string;
}

/** Why a card takes nothing off. */
export type CardFault = 'card-unknown' | 'card-blocked' | 'card-expired';

/**
 * A card's own document says everything about it; without one, the rule of its family does: of several that fit, the
 * one with the longest prefix, then the one whose id comes first.
 */
export function findCard(
	number: string,
	{
		rules,
		cards,
		day,
	}: {
		readonly rules: Iterable<CardRule>;
		readonly cards: {get(number: string): Card | undefined};
		/** `YYYY-MM-DD`. */
		readonly day: string;
	},
): Result<AppliedCard, CardFault> {
	const card = cards.get(number);
	if (card?.blocked) return fail('card-blocked');
	if (card?.validTo !== undefined && card.validTo < day) return fail('card-expired');
	if (card) {
		return ok({number, name: card.name, ...benefitsOf(card), source: `card:${number}`});
	}
	const [rule] = [...rules]
		.filter(candidate => isOfRule(number, candidate))
		.sort((left, right) => right.prefix.length - left.prefix.length || (left.id < right.id ? -1 : 1));
	if (!rule) return fail('card-unknown');
	return ok({number, name: rule.name, ...benefitsOf(rule), source: `card-rule:${rule.id}`});
}

function benefitsOf(benefits: CardBenefits): CardBenefits {
	const {percentHundredths, groupPercents, priceLevel, excludedGroups, excludesPromotions} = benefits;
	return {
		percentHundredths,
		...(groupPercents && {groupPercents}),
		...(priceLevel !== undefined && {priceLevel}),
		excludedGroups,
		...(excludesPromotions === true && {excludesPromotions}),
	};
}

/** The percent of a card for a product, in hundredths. */
export function cardPercentFor(
	product: Pick<Product, 'discountable' | 'group'>,
	{percentHundredths, groupPercents, excludedGroups}: CardBenefits,
): number {
	if (!mayReprice(product, excludedGroups)) return 0;
	return ownOf(groupPercents, product.group) ?? percentHundredths;
}

/** What a piece or a kilogram costs at the card's price level; undefined where the card has none for the product. */
export function levelPriceFor(
	product: Pick<Product, 'discountable' | 'group' | 'levelPrices'>,
	{priceLevel, excludedGroups}: CardBenefits,
): Grosze | undefined {
	if (priceLevel === undefined || !mayReprice(product, excludedGroups)) return undefined;
	return ownOf(product.levelPrices, priceLevel);
}

/** Names are the shop's: a group may be called what every object has. */
function ownOf<Value>(named: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
	return named !== undefined && Object.hasOwn(named, name) ? named[name] : undefined;
}

function mayReprice(
	{discountable, group}: Pick<Product, 'discountable' | 'group'>,
	excludedGroups: CardBenefits['excludedGroups'],
): boolean {
	return discountable && !excludedGroups.includes(group);
}
