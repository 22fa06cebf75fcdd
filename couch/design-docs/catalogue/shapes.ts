/** What every document of the catalogue has to have, by type, and the field its id is made of. */
import {groupColours, partCountMax, permissions, pricesInDocumentMax, routes} from '../../../till/domain/catalogue.ts';
import {amountMinorMax, isForeign, rateTenThousandthsMax} from '../../../till/domain/currency.ts';
import {labelPresets} from '../../../till/domain/label-presets.ts';
import {vatLetters} from '../../../till/domain/vat.ts';
import {
	currencyCountMax,
	denominationCountMax,
	depositPiecesMax,
	pinHashForm,
	pinHashPattern,
	publicKeyPattern,
	saleGroszeMax,
	timeOrMidnightPattern,
	timePattern,
	voucherKindCountMax,
	voucherNameLengthMax,
} from '../../documents/limits.ts';
import {
	type Check,
	code,
	day,
	digest,
	either,
	instant,
	list,
	matching,
	object,
	oneOf,
	optional,
	record,
	refuse,
	text,
	tillId,
	truth,
	whole,
} from '../check.ts';

const price = whole(1, 10_000_000);
const percentHundredths = whole(0, 9999);
const hour = whole(0, 23);
const limit = optional(whole(0, Number.MAX_SAFE_INTEGER));
const rate = either(oneOf('exempt', 'inactive'), whole(0, 9999));

const tcpAddress = object({kind: oneOf('tcp'), host: text(253), port: whole(1, 65_535)});
const serialAddress = object({
	kind: oneOf('serial'),
	path: text(255),
	baudRate: whole(300, 4_000_000),
	dataBits: oneOf(7, 8),
	parity: oneOf('none', 'even', 'odd'),
	stopBits: oneOf(1, 2),
	flowControl: optional(oneOf('rts-cts', 'xon-xoff')),
});
const address: Check = (value, field) => {
	object({kind: oneOf('tcp', 'serial')})(value, field);
	((value as {kind: string}).kind === 'tcp' ? tcpAddress : serialAddress)(value, field);
};
const publicKey = matching(publicKeyPattern, 'is not an Ed25519 public key: SPKI, 44 bytes in base64');
const printers: Readonly<Record<string, Check>> = {
	posnet: object({address, codePage: optional(oneOf('windows-1250', 'iso-8859-2', 'mazovia'))}),
	thermal: object({
		address,
		maker: oneOf('posnet', 'novitus'),
		decimalSeparator: optional(oneOf('.', ',')),
		closing: optional(oneOf('$e', '$x', '$y')),
	}),
	'novitus-xml': object({address}),
	noviapi: object({address: tcpAddress}),
	elzab: object({
		address,
		uniqueNumber: text(20),
		codePage: optional(oneOf('windows-1250', 'cp852', 'mazovia')),
		nameLength: optional(oneOf(28, 40)),
	}),
};
const printer: Check = (value, field) => {
	object({protocol: oneOf(...Object.keys(printers))})(value, field);
	printers[(value as {protocol: string}).protocol]?.(value, field);
};

/** A product without a receipt name is printed under its name, and has packages only where it has a deposit. */
function productCheck(fields: Readonly<Record<string, Check>>): Check {
	const check = object(fields);
	return (value, field) => {
		check(value, field);
		const {name, receiptName, deposit, depositPieces} = value as {
			readonly name: string;
			readonly receiptName?: string;
			readonly deposit?: string;
			readonly depositPieces?: number;
		};
		if (receiptName === undefined && name.length > 40)
			refuse('receiptName', 'is missing, and the name is longer than 40 characters');
		if (depositPieces !== undefined && deposit === undefined) refuse('depositPieces', 'goes with deposit');
	};
}

const terms = {name: text(120), validFrom: instant, validTo: optional(instant)};
const parts = list(object({part: code, count: whole(1, pricesInDocumentMax), digest}), {
	lengthMin: 1,
	lengthMax: partCountMax,
});
const prices = record(code, price, {sizeMax: pricesInDocumentMax});

/** A price list has its prices in itself or in parts, never both. */
function inOneOrInParts(inOne: Check, inParts: Check): Check {
	return (value, field) => {
		const {prices: own, parts: marks} = Object(value) as {readonly prices?: unknown; readonly parts?: unknown};
		if (own !== undefined && marks !== undefined)
			refuse(field === '' ? 'parts' : `${field}/parts`, 'stands beside prices');
		(marks === undefined ? inOne : inParts)(value, field);
	};
}
const former = inOneOrInParts(object({...terms, prices}), object({...terms, parts}));
const priceList = inOneOrInParts(
	object({id: code, ...terms, prices}),
	object({id: code, ...terms, parts, former: optional(former)}),
);

const discountPercent = whole(1, 9999);
const promotionTerms: Readonly<Record<string, Check>> = {
	percent: object({percentHundredths: discountPercent}),
	'fixed-price': object({priceGrosze: price}),
	'n-for-m': object({take: whole(2, 20), pay: whole(1, 19)}),
	'second-cheaper': object({percentHundredths: discountPercent}),
	bundle: object({
		parts: list(object({products: list(code, {lengthMin: 1, lengthMax: 500}), pieces: whole(1, 20)}), {
			lengthMin: 1,
			lengthMax: 10,
		}),
		priceGrosze: price,
	}),
};
const happyHourFields = object({
	days: list(whole(1, 7), {lengthMin: 1, lengthMax: 7}),
	fromHour: whole(0, 23),
	toHour: whole(1, 24),
	from: optional(matching(timePattern, 'is not HH:MM')),
	to: optional(matching(timeOrMidnightPattern, 'is not HH:MM')),
});
const happyHours: Check = (value, field) => {
	happyHourFields(value, field);
	const {from, to} = value as {readonly from?: string; readonly to?: string};
	if (from === undefined && to !== undefined) refuse(`${field}/from`, 'is missing beside to');
	if (from !== undefined && to === undefined) refuse(`${field}/to`, 'is missing beside from');
	if (from !== undefined && from === to) refuse(`${field}/to`, 'is from: that is no time at all');
};
const promotion = object({
	id: code,
	...terms,
	hours: optional(happyHours),
	products: optional(list(code, {lengthMin: 1, lengthMax: pricesInDocumentMax})),
	groups: optional(list(code, {lengthMin: 1, lengthMax: 500})),
	terms: (value, field) => {
		object({kind: oneOf(...Object.keys(promotionTerms))})(value, field);
		const {kind, take, pay} = value as {readonly kind: string; readonly take?: number; readonly pay?: number};
		promotionTerms[kind]?.(value, field);
		if (take !== undefined && pay !== undefined && pay >= take)
			refuse(`${field}/pay`, 'is not less than what is taken');
	},
	combinesWithCard: optional(truth),
});

const benefits = {
	percentHundredths,
	groupPercents: optional(record(code, percentHundredths, {sizeMax: 500})),
	priceLevel: optional(code),
	excludedGroups: list(code),
	excludesPromotions: optional(truth),
};

const amountMinor = whole(1, amountMinorMax);
const currency = object({
	code: (value, field) => {
		if (typeof value !== 'string' || !isForeign(value))
			refuse(field, 'is not a currency of hundredths by ISO 4217, beside PLN');
	},
	rateTenThousandths: whole(1, rateTenThousandthsMax),
	denominationsMinor: optional(list(amountMinor, {lengthMin: 1, lengthMax: denominationCountMax})),
	amountMinorMax: optional(amountMinor),
});
const currencies: Check = (value, field) => {
	list(currency, {lengthMax: currencyCountMax})(value, field);
	const codes = (value as readonly {readonly code: string}[]).map(({code: name}) => name);
	if (codes.some((name, place) => codes.indexOf(name) !== place)) refuse(field, 'has a currency twice');
};
const vouchers: Check = (value, field) => {
	list(object({id: code, name: text(voucherNameLengthMax), food: optional(truth)}), {
		lengthMin: 1,
		lengthMax: voucherKindCountMax,
	})(value, field);
	const ids = (value as readonly {readonly id: string}[]).map(({id}) => id);
	if (ids.some((id, place) => ids.indexOf(id) !== place)) refuse(field, 'has a kind twice');
};

const rates: Record<string, Check> = {};
for (const letter of vatLetters) rates[letter] = rate;

export const shapes: Readonly<Record<string, {readonly key: string; readonly check: Check}>> = {
	product: {
		key: 'code',
		check: productCheck({
			code,
			name: text(120),
			receiptName: optional(text(40)),
			barcodes: list(matching(/^(\d{8}|\d{12}|\d{13}|\d{14})$/, 'is not 8, 12, 13 or 14 digits'), {lengthMax: 50}),
			plu: optional(matching(/^\d{1,6}$/, 'is not 1 to 6 digits')),
			unit: oneOf('szt', 'kg'),
			vat: oneOf(...vatLetters),
			priceGrosze: price,
			group: code,
			age18: truth,
			discountable: truth,
			deposit: optional(code),
			depositPieces: optional(whole(1, depositPiecesMax)),
			levelPrices: optional(record(code, price, {sizeMax: 20})),
			recalled: optional(truth),
		}),
	},
	group: {
		key: 'code',
		check: object({
			code,
			name: text(60),
			route: oneOf(...routes),
			colour: oneOf(...groupColours),
			order: whole(-1_000_000, 1_000_000),
			mealVoucher: optional(truth),
		}),
	},
	'price-list': {key: 'id', check: priceList},
	'price-list-part': {
		key: 'part',
		check: object({
			list: code,
			part: code,
			digest,
			prices: record(code, price, {sizeMin: 1, sizeMax: pricesInDocumentMax}),
		}),
	},
	promotion: {key: 'id', check: promotion},
	'card-rule': {
		key: 'id',
		check: object({
			id: code,
			name: text(60),
			prefix: matching(/^\d{1,12}$/, 'is not 1 to 12 digits'),
			length: whole(4, 20),
			...benefits,
		}),
	},
	card: {
		key: 'number',
		check: object({
			number: matching(/^\d{4,20}$/, 'is not 4 to 20 digits'),
			name: text(60),
			blocked: truth,
			...benefits,
			validTo: optional(day),
		}),
	},
	cashier: {
		key: 'id',
		check: object({
			id: code,
			name: text(60),
			pinHash: matching(pinHashPattern, `is not ${pinHashForm}`),
			permissions: list(oneOf(...permissions)),
			limits: optional(
				object({
					voidGroszeMax: limit,
					discountPercentHundredthsMax: limit,
					discountGroszeMax: limit,
					returnGroszeMax: limit,
					cashInGroszeMax: limit,
					cashOutGroszeMax: limit,
					transferGroszeMax: limit,
				}),
			),
			pinLength: optional(whole(4, 12)),
			badge: optional(digest),
			bornOn: optional(day),
		}),
	},
	till: {
		key: 'id',
		check: object({
			id: tillId,
			name: text(60),
			number: whole(1, 9999),
			printers: object({main: printer, alcohol: optional(printer)}),
			scale: optional(object({protocol: oneOf('dialog06'), address})),
			scanner: optional(object({protocol: oneOf('line'), address})),
			receiptsPushSeconds: whole(0, 86_400),
			monthsKept: optional(whole(1, 120)),
			publicKey,
			formerKeys: optional(list(object({publicKey, lastEntry: whole(0, 99_999_999)}), {lengthMax: 100})),
			replaces: optional(tillId),
			retired: optional(truth),
		}),
	},
	shop: {
		key: '',
		check: object({
			name: text(60),
			vat: object(rates),
			weightBarcodes: list(matching(/^\d{1,3}[AVWCQX][AVWCQX0]*K$/, 'is not digits, then A V W C Q X 0, then K')),
			labelPresets: optional(list(oneOf(...Object.keys(labelPresets)))),
			deposits: list(object({id: code, name: text(40), packageNumber: whole(0, 9999), valueGrosze: whole(1, 100_000)})),
			alcoholBan: optional(object({fromHour: hour, toHour: hour})),
			slipsMayMove: optional(truth),
			shiftNeeded: optional(truth),
			limits: optional(
				object({
					piecesPerLineMax: optional(whole(1, 9999)),
					lineGroszeMax: optional(whole(1, saleGroszeMax)),
					receiptGroszeMax: optional(whole(1, saleGroszeMax)),
				}),
			),
			strongProofFromGrosze: optional(whole(1, saleGroszeMax)),
			currencies: optional(currencies),
			vouchers: optional(vouchers),
			transfers: optional(truth),
			quickProducts: list(code),
		}),
	},
};
