/**
 * The basket in a parked sale: the application's own value, written by one till and taken up by another as it was.
 *
 * A field of the basket or of a line that is not known makes it unreadable, unlike anywhere else: whoever left it out would
 * sell something else than was put aside. The sums have to be right, because the till that takes it up reckons nothing anew.
 */
import {type Basket, type BasketLine, lineCountMax} from '../../till/domain/basket.ts';
import {type Deposit, routes} from '../../till/domain/catalogue.ts';
import {grosze, sumGrosze} from '../../till/domain/money.ts';
import {isNip} from '../../till/domain/nip.ts';
import {packageCountMax} from '../../till/domain/packages.ts';
import type {AppliedCard} from '../../till/domain/pricing.ts';
import {grams, pieces, valueOfQuantity} from '../../till/domain/quantity.ts';
import {catalogueSchemas} from './catalogue.ts';
import {code, present, text} from './fields.ts';
import {z} from './schema.ts';

const instant = z.iso.datetime({offset: true});
const count = z.number().int().min(0);
const amount = count.max(100_000_000_000).transform(grosze);

/** A field that the value gets one day does not compile until it is known here. */
type FieldsOf<Value> = {readonly [Field in keyof Required<Value>]: z.ZodType};

const deposit = z.strictObject({
	id: code,
	name: text(40),
	packageNumber: count.max(9999),
	valueGrosze: count.max(100_000).transform(grosze),
} satisfies FieldsOf<Deposit>);

const quantity = z.union([
	z.strictObject({pieces: z.number().int().min(1).max(1_000_000).transform(pieces)}),
	z.strictObject({weightGrams: count.max(10_000_000).transform(grams)}),
]);

const amountOff = z.strictObject({amountGrosze: amount, onGrosze: amount});

/** The id of a promotion, or with `#2` that of the second version of it in this basket. */
const promotionKey = z.string().regex(/^[A-Za-z0-9._-]{1,40}(#[1-9]\d?)?$/);

const line = z
	.strictObject({
		line: z.number().int().min(1),
		product: catalogueSchemas.product,
		route: z.enum(routes),
		barcode: z.string().min(1).max(200).optional(),
		quantity,
		priceGrosze: amount,
		priceSource: text(100),
		deposit: deposit.optional(),
		promotionIds: z.array(promotionKey).optional(),
		manual: z.union([z.strictObject({percentHundredths: count.max(10_000)}), amountOff]).optional(),
		takenOffGrosze: amount.optional(),
		grossGrosze: amount,
		discountGrosze: amount,
		discounts: z.array(z.strictObject({source: text(100), name: z.string().max(200), amountGrosze: amount})).optional(),
		totalGrosze: amount,
	} satisfies FieldsOf<BasketLine>)
	.transform(value => present(value) as unknown as BasketLine)
	.refine(each => each.grossGrosze === valueOfQuantity(each.quantity, each.priceGrosze), {
		path: ['grossGrosze'],
		error: 'is not the quantity times the price',
	})
	.refine(each => each.totalGrosze === each.grossGrosze - each.discountGrosze, {
		path: ['totalGrosze'],
		error: 'is not the gross less the discount',
	})
	.refine(
		({discounts = [], discountGrosze}) => sumGrosze(discounts.map(({amountGrosze}) => amountGrosze)) === discountGrosze,
		{path: ['discountGrosze'], error: 'is not the sum of the discounts'},
	);

const percentHundredths = count.max(9999);
const card = z
	.strictObject({
		number: text(100),
		name: text(120),
		source: text(200),
		percentHundredths,
		groupPercents: z.record(code, percentHundredths).optional(),
		priceLevel: code.optional(),
		excludedGroups: z.array(code),
		excludesPromotions: z.boolean().optional(),
	} satisfies FieldsOf<AppliedCard>)
	.transform(present);

export const parkedBasket = z
	.strictObject({
		saleId: code,
		openedAt: instant,
		lines: z.array(line).max(lineCountMax),
		nextLine: z.number().int().min(1),
		card: card.optional(),
		promotions: z.array(catalogueSchemas.promotion).optional(),
		packages: z.array(z.strictObject({deposit, pieces: z.number().int().min(1).max(packageCountMax)})).optional(),
		receiptDiscount: amountOff.optional(),
		/** Of a basket that was aside before. */
		parkedAt: instant.optional(),
		buyerNip: z.string().refine(isNip, 'is not a NIP').optional(),
		ageCheck: z.enum(['adult', 'document']).optional(),
	} satisfies FieldsOf<Basket>)
	.transform(value => present(value) as unknown as Basket)
	.refine(
		({lines, nextLine}) =>
			lines.every(({line: number}, place) => number < nextLine && number > (lines[place - 1]?.line ?? 0)),
		{path: ['lines'], error: 'are not numbered in their order'},
	);
