/**
 * The catalogue's documents: what the office writes and the tills read.
 *
 * A document is a domain object with `_id`, `type` and `schema` around it. Fields that are not known are ignored; a
 * document of a newer schema is set aside, so that an upgraded server never breaks a till.
 */
import type {
	Card,
	CardRule,
	Cashier,
	CatalogueItem,
	Currency,
	Group,
	HappyHours,
	Limits,
	PriceList,
	PriceListHeader,
	PriceListPart,
	PriceListVersion,
	Product,
	Promotion,
	SaleLimits,
	ShopSettings,
	VoucherKind,
	WholeVersion,
} from '../../till/domain/catalogue.ts';

export type {CatalogueItem};

import {groupColours, partCountMax, permissions, pricesInDocumentMax} from '../../till/domain/catalogue.ts';
import {amountMinorMax, isForeign, rateTenThousandthsMax} from '../../till/domain/currency.ts';
import {grosze} from '../../till/domain/money.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {vatLetters} from '../../till/domain/vat.ts';
import {code, present, text} from './fields.ts';
import {
	barcodeCountMax,
	barcodePattern,
	catalogueSchema,
	currencyCountMax,
	denominationCountMax,
	depositPiecesMax,
	labelMaskPattern,
	nameLengthMax,
	pinHashForm,
	pinHashPattern,
	pluPattern,
	priceGroszeMax,
	receiptNameLengthMax,
	saleGroszeMax,
	timeOrMidnightPattern,
	timePattern,
	voucherKindCountMax,
	voucherNameLengthMax,
} from './limits.ts';
import {readPlainProduct} from './plain-product.ts';
import {type DocumentFault, documentFault, z} from './schema.ts';
import {tillProfile} from './till-profile.ts';

export {catalogueSchema, priceGroszeMax};

const price = z.number().int().min(1).max(priceGroszeMax).transform(grosze);
const percentHundredths = z.number().int().min(0).max(9999);
const instant = z.iso.datetime({offset: true});

const product = z
	.object({
		code,
		name: text(nameLengthMax),
		// Most goods are printed under their name, and then it is not sent to every till twice.
		receiptName: text(receiptNameLengthMax).optional(),
		barcodes: z.array(z.string().regex(barcodePattern, 'is 8, 12, 13 or 14 digits')).max(barcodeCountMax),
		plu: z.string().regex(pluPattern, 'is 1 to 6 digits').optional(),
		unit: z.enum(['szt', 'kg']),
		vat: z.enum(vatLetters),
		priceGrosze: price,
		group: code,
		age18: z.boolean(),
		discountable: z.boolean(),
		deposit: code.optional(),
		depositPieces: z.number().int().min(1).max(depositPiecesMax).optional(),
		levelPrices: z.record(code, price).optional(),
		recalled: z.boolean().optional(),
	})
	.refine(({deposit, depositPieces}) => depositPieces === undefined || deposit !== undefined, {
		path: ['depositPieces'],
		error: 'goes with deposit',
	})
	.refine(({name, receiptName = name}) => receiptName.length <= receiptNameLengthMax, {
		path: ['receiptName'],
		error: 'is needed where the name is longer than what a printer prints',
	})
	.transform(value => present({...value, receiptName: value.receiptName ?? value.name}) as Product);

const group = z
	.object({
		code,
		name: text(60),
		route: z.enum(['main', 'alcohol']),
		colour: z.enum(groupColours),
		order: z.number().int(),
		mealVoucher: z.boolean().optional(),
	})
	.transform(value => present(value) as Group);

const prices = z
	.record(code, price)
	.refine(
		value => Object.keys(value).length <= pricesInDocumentMax,
		`has more than ${pricesInDocumentMax} prices: a longer list comes in parts`,
	);
const terms = {name: text(120), validFrom: instant, validTo: instant.optional()};
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is 64 hex digits');
const parts = z
	.array(z.object({part: code, count: z.number().int().min(1).max(pricesInDocumentMax), digest}))
	.min(1)
	.max(partCountMax);

const priceList = z
	.object({id: code, ...terms, prices, parts: z.never('stands beside prices').optional()})
	.transform(value => present(value) as PriceList);

export const priceListHeader = z
	.object({
		id: code,
		...terms,
		parts,
		former: z
			.union([z.object({...terms, parts}), z.object({...terms, prices})])
			.transform(value => present(value) as PriceListVersion | WholeVersion)
			.optional(),
	})
	.transform(value => present(value) as PriceListHeader);

const priceListPart = z.object({
	list: code,
	part: code,
	digest,
	prices: prices.refine(value => Object.keys(value).length > 0, 'has no prices'),
}) satisfies z.ZodType<PriceListPart>;

const discountPercent = z.number().int().min(1).max(9999);
const promotionTerms = z.discriminatedUnion('kind', [
	z.object({kind: z.literal('percent'), percentHundredths: discountPercent}),
	z.object({kind: z.literal('fixed-price'), priceGrosze: price}),
	z.object({kind: z.literal('n-for-m'), take: z.number().int().min(2).max(20), pay: z.number().int().min(1).max(19)}),
	z.object({kind: z.literal('second-cheaper'), percentHundredths: discountPercent}),
	z.object({
		kind: z.literal('bundle'),
		parts: z
			.array(z.object({products: z.array(code).min(1).max(500), pieces: z.number().int().min(1).max(20)}))
			.min(1)
			.max(10),
		priceGrosze: price,
	}),
]);
const happyHours = z
	.object({
		days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
		fromHour: z.number().int().min(0).max(23),
		toHour: z.number().int().min(1).max(24),
		from: z.string().regex(timePattern, 'is HH:MM').optional(),
		to: z.string().regex(timeOrMidnightPattern, 'is HH:MM').optional(),
	})
	.refine(({from, to}) => from === undefined || to !== undefined, {path: ['to'], error: 'goes with from'})
	.refine(({from, to}) => to === undefined || from !== undefined, {path: ['from'], error: 'goes with to'})
	.refine(({from, to}) => from === undefined || from !== to, {
		path: ['to'],
		error: 'is not from: that is no time at all',
	})
	.transform(value => present(value) as HappyHours);
const promotion = z
	.object({
		id: code,
		...terms,
		hours: happyHours.optional(),
		products: z.array(code).min(1).max(pricesInDocumentMax).optional(),
		groups: z.array(code).min(1).max(500).optional(),
		terms: promotionTerms,
		combinesWithCard: z.boolean().optional(),
	})
	.refine(({terms: what}) => what.kind !== 'n-for-m' || what.pay < what.take, {
		path: ['terms', 'pay'],
		error: 'is not less than what is taken',
	})
	.transform(value => present(value) as Promotion);

const benefits = {
	percentHundredths,
	groupPercents: z.record(code, percentHundredths).optional(),
	priceLevel: code.optional(),
	excludedGroups: z.array(code),
	excludesPromotions: z.boolean().optional(),
};
const cardRule = z
	.object({
		id: code,
		name: text(60),
		prefix: z.string().regex(/^\d{1,12}$/, 'is 1 to 12 digits'),
		length: z.number().int().min(4).max(20),
		...benefits,
	})
	.transform(value => present(value) as CardRule);

const card = z
	.object({
		number: z.string().regex(/^\d{4,20}$/, 'is 4 to 20 digits'),
		name: text(60),
		blocked: z.boolean(),
		...benefits,
		validTo: z.iso.date().optional(),
	})
	.transform(value => present(value) as Card);

const limit = z.number().int().min(0).optional();
const cashier = z
	.object({
		id: code,
		name: text(60),
		pinHash: z.string().regex(pinHashPattern, `is ${pinHashForm}`),
		permissions: z.array(z.enum(permissions)),
		limits: z
			.object({
				voidGroszeMax: limit,
				discountPercentHundredthsMax: limit,
				discountGroszeMax: limit,
				returnGroszeMax: limit,
				cashInGroszeMax: limit,
				cashOutGroszeMax: limit,
				transferGroszeMax: limit,
			})
			.transform(value => present(value) as Limits)
			.optional(),
		pinLength: z.number().int().min(4).max(12).optional(),
		badge: z
			.string()
			.regex(/^[0-9a-f]{64}$/, 'is SHA-256 in hex')
			.optional(),
		bornOn: z.iso.date().optional(),
	})
	.transform(value => present(value) as Cashier);

const saleLimits = z
	.object({
		piecesPerLineMax: z.number().int().min(1).max(9999).optional(),
		lineGroszeMax: z.number().int().min(1).max(saleGroszeMax).transform(grosze).optional(),
		receiptGroszeMax: z.number().int().min(1).max(saleGroszeMax).transform(grosze).optional(),
	})
	.transform(value => present(value) as SaleLimits);
const amountMinor = z.number().int().min(1).max(amountMinorMax);
const currency = z
	.object({
		code: z.string().refine(isForeign, 'is not a currency of hundredths by ISO 4217, beside PLN'),
		rateTenThousandths: z.number().int().min(1).max(rateTenThousandthsMax),
		denominationsMinor: z.array(amountMinor).min(1).max(denominationCountMax).optional(),
		amountMinorMax: amountMinor.optional(),
	})
	.transform(value => present(value) as Currency);
const currencies = z
	.array(currency)
	.max(currencyCountMax)
	.refine(list => new Set(list.map(({code: name}) => name)).size === list.length, 'has a currency twice');
const vouchers = z
	.array(
		z
			.object({id: code, name: text(voucherNameLengthMax), food: z.boolean().optional()})
			.transform(value => present(value) as VoucherKind),
	)
	.min(1)
	.max(voucherKindCountMax)
	.refine(list => new Set(list.map(({id}) => id)).size === list.length, 'has a kind twice');
const vatRate = z.union([z.number().int().min(0).max(9999), z.literal('exempt'), z.literal('inactive')]);
const shopSettings = z
	.object({
		name: text(60),
		vat: z.object({A: vatRate, B: vatRate, C: vatRate, D: vatRate, E: vatRate, F: vatRate, G: vatRate}),
		weightBarcodes: z.array(z.string().regex(labelMaskPattern, 'is digits, then A V W C Q X 0, then K')),
		labelPresets: z.array(code).optional(),
		deposits: z.array(
			z.object({
				id: code,
				name: text(40),
				packageNumber: z.number().int().min(0).max(9999),
				valueGrosze: z.number().int().min(1).max(100_000).transform(grosze),
			}),
		),
		alcoholBan: z
			.object({fromHour: z.number().int().min(0).max(23), toHour: z.number().int().min(0).max(23)})
			.optional(),
		slipsMayMove: z.boolean().optional(),
		shiftNeeded: z.boolean().optional(),
		limits: saleLimits.optional(),
		strongProofFromGrosze: z.number().int().min(1).max(saleGroszeMax).transform(grosze).optional(),
		currencies: currencies.optional(),
		vouchers: vouchers.optional(),
		transfers: z.boolean().optional(),
		quickProducts: z.array(code),
	})
	.transform(value => present(value) as ShopSettings);

/** By type. */
export const catalogueSchemas = {
	product,
	group,
	'price-list': priceList,
	'price-list-part': priceListPart,
	promotion,
	'card-rule': cardRule,
	card,
	cashier,
	till: tillProfile,
	shop: shopSettings,
} as const satisfies Record<CatalogueItem['kind'], z.ZodType>;

export interface CatalogueDocument {
	readonly _id: string;
	readonly _rev?: string;
	readonly type: CatalogueItem['kind'];
	readonly schema: number;
	readonly [field: string]: unknown;
}

/** The id of the document that carries an item. */
export function catalogueId(item: CatalogueItem): string {
	switch (item.kind) {
		case 'product':
		case 'group':
			return `${item.kind}:${item.value.code}`;
		case 'card':
			return `card:${item.value.number}`;
		case 'shop':
			return 'shop:settings';
		case 'price-list-part':
			return `price-list:${item.value.list}:${item.value.part}`;
		case 'price-list':
		case 'promotion':
		case 'card-rule':
		case 'cashier':
		case 'till':
			return `${item.kind}:${item.value.id}`;
	}
}

/** In its shortest form: a receipt name that is the name is left out. */
export function catalogueDocument(item: CatalogueItem): CatalogueDocument {
	const document = {_id: catalogueId(item), type: item.kind, schema: catalogueSchema, ...item.value};
	return item.kind === 'product' ? withoutRepeatedName(document) : document;
}

/** The same product without a receipt name that says nothing new. */
export function withoutRepeatedName<Document extends {readonly [field: string]: unknown}>(
	document: Document,
): Document {
	if (document['receiptName'] !== document['name']) return document;
	const {receiptName: _, ...shorter} = document;
	return shorter as Document;
}

/** What a document says, or why it has to be set aside. */
export function readCatalogueDocument(
	document: Readonly<Record<string, unknown>>,
): Result<CatalogueItem, DocumentFault> {
	const product = readPlainProduct(document);
	return product === undefined ? readBySchema(document) : ok({kind: 'product', value: product});
}

/** The same by the schemas alone. */
export function readBySchema(document: Readonly<Record<string, unknown>>): Result<CatalogueItem, DocumentFault> {
	const {type, schema, _id: id} = document;
	if (typeof type !== 'string' || !Object.hasOwn(catalogueSchemas, type)) {
		return fail({code: 'unknown-type', field: 'type', reason: `is ${JSON.stringify(type)}`});
	}
	if (typeof schema !== 'number') return fail({code: 'malformed', field: 'schema', reason: 'is not a number'});
	if (schema > catalogueSchema) return fail({code: 'newer-schema', field: 'schema', reason: `is ${schema}`});
	const kind = type as CatalogueItem['kind'];
	const isHeader = kind === 'price-list' && !Object.hasOwn(document, 'prices') && Object.hasOwn(document, 'parts');
	const parsed = (isHeader ? priceListHeader : catalogueSchemas[kind]).safeParse(document);
	if (!parsed.success) return fail(documentFault(parsed.error));
	const item = {kind, value: parsed.data} as CatalogueItem;
	if (catalogueId(item) !== id) return fail({code: 'malformed', field: '_id', reason: `is not ${catalogueId(item)}`});
	return ok(item);
}
