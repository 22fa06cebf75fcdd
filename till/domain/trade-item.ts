/**
 * What GS1 elements mean for a sale: which goods, how much of them, at what price, and until when.
 *
 *   01            the goods on the counter            15 16 17 7003  the last day on which they may be sold
 *   02 + 37       the goods in a box, and how many    392y 393y      what the label asks for them; the label is right
 *   30            how many pieces                     310y           net weight in kilograms
 *
 * Other weights (in pounds, with packaging) are no weight a sale could be reckoned from, and other fields say nothing
 * that a sale depends on.
 */
import {type Gs1Elements, gs1Day, writeGs1} from './gs1.ts';
import {gtinKey} from './gtin.ts';
import {divideRoundingHalfUp, type Grosze, grosze} from './money.ts';
import {type Grams, grams, type Pieces, pieces, type Quantity, valueOfQuantity} from './quantity.ts';
import {fail, ok, type Result} from './result.ts';

export interface TradeItem {
	/** As `gtinKey` spells it. */
	readonly key: string;
	readonly weightGrams?: Grams;
	readonly totalGrosze?: Grosze;
	readonly pieces?: Pieces;
	/** `YYYY-MM-DD`: the earliest of the dates after which goods may not be sold. */
	readonly sellUntil?: string;
	/** The whole code as people write it, where it says more than the number. */
	readonly written?: string;
}

/** Why elements are not something to sell; `ai` is the field that says so. */
export type TradeItemFault =
	/** A pallet, a place, an owner: no goods. */
	| {readonly code: 'no-goods'}
	/** Nothing, a fraction of a grosz, more than a till takes, or zloty of another country. */
	| {readonly code: 'weight' | 'price' | 'count' | 'currency'; readonly ai: string};

/** Above it a decimal point at the wrong place is likelier than a sale. */
const weightGramsMax = 999_999;
const totalGroszeMax = 10_000_000;
const pieceCountMax = 999;
const polishZloty = '985';
/** Best before, sell by, use by, and use by with the hour: food may not be sold once any of these days is over. */
const lastDays = ['15', '16', '17', '7003'];

export function tradeItemOf(elements: Gs1Elements): Result<TradeItem, TradeItemFault> {
	const contents = elements.get('02');
	const gtin = elements.get('01') ?? (elements.has('37') ? contents : undefined);
	if (gtin === undefined) return fail({code: 'no-goods'});
	const weight = weightOf(elements);
	if (!weight.ok) return weight;
	const total = totalOf(elements);
	if (!total.ok) return total;
	const count = countOf(elements, elements.has('01') ? '30' : '37');
	if (!count.ok) return count;
	const [sellUntil] = lastDays.flatMap(ai => gs1Day((elements.get(ai) ?? '').slice(0, 6)) ?? []).sort();
	return ok({
		key: gtinKey(gtin),
		...weight.value,
		...total.value,
		...count.value,
		...(sellUntil === undefined ? {} : {sellUntil}),
		...(elements.size === 1 ? {} : {written: writeGs1(elements)}),
	});
}

function weightOf(elements: Gs1Elements): Result<Pick<TradeItem, 'weightGrams'>, TradeItemFault> {
	const measure = measureOf(elements, '310');
	if (measure === undefined) return ok({});
	const {ai, value, decimals} = measure;
	// Scales for trade show no fraction of a gram that they would not have been asked to hide.
	const weight = decimals <= 3 ? value * 10 ** (3 - decimals) : divideRoundingHalfUp(value, 10 ** (decimals - 3));
	if (weight < 1 || weight > weightGramsMax) return fail({code: 'weight', ai});
	return ok({weightGrams: grams(weight)});
}

function totalOf(elements: Gs1Elements): Result<Pick<TradeItem, 'totalGrosze'>, TradeItemFault> {
	const abroad = measureOf(elements, '393');
	const price = measureOf(elements, '392') ?? abroad;
	if (price === undefined) return ok({});
	const {ai} = price;
	if (abroad !== undefined && abroad.digits.slice(0, 3) !== polishZloty) return fail({code: 'currency', ai: abroad.ai});
	const total = groszeOf(price === abroad ? {...price, value: Number(price.digits.slice(3))} : price);
	return total === undefined ? fail({code: 'price', ai}) : ok({totalGrosze: total});
}

function groszeOf({value, decimals}: Pick<Measure, 'value' | 'decimals'>): Grosze | undefined {
	if (decimals <= 2 && value > totalGroszeMax) return undefined;
	const total = decimals <= 2 ? value * 10 ** (2 - decimals) : value / 10 ** (decimals - 2);
	return Number.isInteger(total) && total >= 1 && total <= totalGroszeMax ? grosze(total) : undefined;
}

function countOf(elements: Gs1Elements, ai: '30' | '37'): Result<Pick<TradeItem, 'pieces'>, TradeItemFault> {
	const digits = elements.get(ai);
	if (digits === undefined) return ok({});
	const count = Number(digits);
	return count < 1 || count > pieceCountMax ? fail({code: 'count', ai}) : ok({pieces: pieces(count)});
}

interface Measure {
	readonly ai: string;
	readonly digits: string;
	readonly value: number;
	readonly decimals: number;
}

function measureOf(elements: Gs1Elements, identifier: '310' | '392' | '393'): Measure | undefined {
	for (const [ai, digits] of elements) {
		if (ai.length === 4 && ai.startsWith(identifier))
			return {ai, digits, value: Number(digits), decimals: Number(ai[3])};
	}
	return undefined;
}

/** How much is sold, and what a piece or a kilogram of it costs. */
export interface Measured {
	readonly quantity: Quantity;
	readonly priceGrosze: Grosze;
	/** The label's price, which is not the shop's. */
	readonly isByLabel: boolean;
}

/**
 * How much of a product a label stands for; undefined where it does not say, and the scale has to. What the label asks is
 * the truth: where weight or count at the shop's price come to another sum, it is one piece at the label's.
 */
export function measuredBy(
	{weightGrams, pieces: count, totalGrosze}: TradeItem,
	{unit, priceGrosze}: {readonly unit: 'szt' | 'kg'; readonly priceGrosze: Grosze},
): Measured | undefined {
	const quantity = quantityBy(unit, weightGrams, count);
	const value = quantity && valueOfQuantity(quantity, priceGrosze);
	if (totalGrosze !== undefined && totalGrosze !== value)
		return {quantity: {pieces: pieces(1)}, priceGrosze: totalGrosze, isByLabel: true};
	return quantity && {quantity, priceGrosze, isByLabel: false};
}

/** Packed goods may show a weight and be sold by the piece all the same. */
function quantityBy(unit: 'szt' | 'kg', weightGrams?: Grams, count: Pieces = pieces(1)): Quantity | undefined {
	if (unit === 'szt') return {pieces: count};
	return weightGrams === undefined ? undefined : {weightGrams};
}
