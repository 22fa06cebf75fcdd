/** What makes goods cheaper, and what a sale may come to: what the server takes of it, and the till reads. */
import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {compiled, office, refusalBy, refusedField} from './compiled.ts';

type Fields = Readonly<Record<string, unknown>>;

const catalogue = await compiled('catalogue');

/** The field that the validator refuses; the schema has to refuse the same one. */
function refusedBy(document: Fields): {readonly validator: string | undefined; readonly schema: string | undefined} {
	const sent = JSON.parse(JSON.stringify(document)) as Fields;
	const read = readCatalogueDocument(sent);
	return {
		validator: refusedField(refusalBy(catalogue, {newDoc: sent, user: office})),
		schema: read.ok ? undefined : read.fault.field,
	};
}

const promotion: Fields = {
	_id: 'promotion:poranek',
	type: 'promotion',
	schema: 1,
	id: 'poranek',
	name: 'Tańszy poranek',
	validFrom: '2026-12-01T00:00:00+01:00',
	validTo: '2027-01-01T00:00:00+01:00',
	hours: {days: [1, 2, 3, 4, 5], fromHour: 6, toHour: 9},
	products: ['000123'],
	groups: ['10'],
	terms: {kind: 'percent', percentHundredths: 1500},
	combinesWithCard: true,
};
const {validTo: _validTo, hours: _hours, products: _products, groups: _groups, ...shortest} = promotion;
const part = {products: ['000123', '000124'], pieces: 2};

const taken: Readonly<Record<string, Fields>> = {
	'with everything it may have': promotion,
	'of all goods, without an end': shortest,
	'at a price': {...shortest, terms: {kind: 'fixed-price', priceGrosze: 399}},
	'three for two': {...shortest, terms: {kind: 'n-for-m', take: 3, pay: 2}},
	'the second half price': {...shortest, terms: {kind: 'second-cheaper', percentHundredths: 5000}},
	'several goods at a price': {...shortest, terms: {kind: 'bundle', parts: [part, part], priceGrosze: 999}},
	'to the minute': {...promotion, hours: {days: [5], fromHour: 15, toHour: 18, from: '15:30', to: '17:45'}},
	'past midnight': {...promotion, hours: {days: [5], fromHour: 22, toHour: 2, from: '22:30', to: '01:15'}},
	'until the minute of midnight': {
		...promotion,
		hours: {days: [5], fromHour: 22, toHour: 24, from: '22:30', to: '24:00'},
	},
	'until midnight': {...promotion, hours: {days: [7], fromHour: 23, toHour: 24}},
};
for (const [what, document] of Object.entries(taken)) {
	test(`a promotion ${what} is taken and read`, t => {
		t.deepEqual(refusedBy(document), {validator: undefined, schema: undefined});
	});
}

const refused: readonly (readonly [string, Fields])[] = [
	['terms/kind', {terms: {kind: 'free'}}],
	['terms', {terms: undefined}],
	['terms/percentHundredths', {terms: {kind: 'percent', percentHundredths: 10_000}}],
	['terms/percentHundredths', {terms: {kind: 'second-cheaper', percentHundredths: 0}}],
	['terms/priceGrosze', {terms: {kind: 'fixed-price', priceGrosze: 0}}],
	['terms/priceGrosze', {terms: {kind: 'fixed-price', priceGrosze: 3.99}}],
	['terms/pay', {terms: {kind: 'n-for-m', take: 2, pay: 2}}],
	['terms/pay', {terms: {kind: 'n-for-m', take: 3, pay: 0}}],
	['terms/take', {terms: {kind: 'n-for-m', take: 1, pay: 1}}],
	['terms/parts', {terms: {kind: 'bundle', parts: [], priceGrosze: 999}}],
	['terms/parts/0/products', {terms: {kind: 'bundle', parts: [{products: [], pieces: 1}], priceGrosze: 999}}],
	['terms/parts/0/pieces', {terms: {kind: 'bundle', parts: [{...part, pieces: 0}], priceGrosze: 999}}],
	['terms/priceGrosze', {terms: {kind: 'bundle', parts: [part]}}],
	['hours/days', {hours: {days: [], fromHour: 6, toHour: 9}}],
	['hours/days/0', {hours: {days: [0], fromHour: 6, toHour: 9}}],
	['hours/toHour', {hours: {days: [1], fromHour: 6, toHour: 25}}],
	['hours/from', {hours: {days: [1], fromHour: 6, toHour: 9, from: '24:00', to: '09:30'}}],
	['hours/from', {hours: {days: [1], fromHour: 6, toHour: 9, from: '6:30', to: '09:30'}}],
	['hours/to', {hours: {days: [1], fromHour: 6, toHour: 9, from: '06:30', to: '09:60'}}],
	['hours/to', {hours: {days: [1], fromHour: 6, toHour: 9, from: '06:30', to: '24:01'}}],
	['hours/to', {hours: {days: [1], fromHour: 6, toHour: 9, from: '06:30', to: '06:30'}}],
	['hours/to', {hours: {days: [1], fromHour: 6, toHour: 9, from: '06:30'}}],
	['hours/from', {hours: {days: [1], fromHour: 6, toHour: 9, to: '06:30'}}],
	['hours/fromHour', {hours: {days: [1], from: '06:30', to: '09:30'}}],
	['products', {products: []}],
	['groups', {groups: []}],
	['validFrom', {validFrom: '2026-12-01'}],
	['validTo', {validTo: 'soon'}],
	['combinesWithCard', {combinesWithCard: 'yes'}],
	['_id', {id: 'wieczor'}],
];
for (const [field, changes] of refused) {
	test(`a promotion with ${JSON.stringify(changes)} is refused for ${field}, and would be set aside`, t => {
		t.deepEqual(refusedBy({...promotion, ...changes}), {validator: field, schema: field});
	});
}

const card: Fields = {
	_id: 'card:9800000001004',
	type: 'card',
	schema: 1,
	number: '9800000001004',
	name: 'Złota karta',
	blocked: false,
	percentHundredths: 500,
	groupPercents: {pieczywo: 1000, nabial: 0},
	priceLevel: 'vip',
	excludedGroups: ['tyton'],
};

test('a card has percents by group and a level of prices, if it has them', t => {
	const {groupPercents: _percents, priceLevel: _level, ...plain} = card;
	for (const document of [card, plain]) t.deepEqual(refusedBy(document), {validator: undefined, schema: undefined});
	const wrong = (changes: Fields) => refusedBy({...card, ...changes});
	t.deepEqual(wrong({priceLevel: 'a b'}), {validator: 'priceLevel', schema: 'priceLevel'});
	t.deepEqual(wrong({groupPercents: {pieczywo: 10_000}}), {
		validator: 'groupPercents/pieczywo',
		schema: 'groupPercents/pieczywo',
	});
});

test('a product has prices by level and may be recalled; a group may be food', t => {
	const product: Fields = {
		_id: 'product:000123',
		type: 'product',
		schema: 1,
		code: '000123',
		name: 'Chleb żytni',
		barcodes: [],
		unit: 'szt',
		vat: 'C',
		priceGrosze: 499,
		group: '10',
		age18: false,
		discountable: true,
		levelPrices: {vip: 449},
		recalled: true,
	};
	const group: Fields = {
		_id: 'group:10',
		type: 'group',
		schema: 1,
		code: '10',
		name: 'Pieczywo',
		route: 'main',
		colour: 'bread',
		order: 1,
		mealVoucher: true,
	};
	for (const document of [product, group]) t.deepEqual(refusedBy(document), {validator: undefined, schema: undefined});
	t.deepEqual(refusedBy({...product, levelPrices: {vip: 0}}), {
		validator: 'levelPrices/vip',
		schema: 'levelPrices/vip',
	});
	t.deepEqual(refusedBy({...product, recalled: 'no'}), {validator: 'recalled', schema: 'recalled'});
	t.deepEqual(refusedBy({...group, mealVoucher: 1}), {validator: 'mealVoucher', schema: 'mealVoucher'});
});

test('a shop sets any of its limits, each a whole number above nothing', t => {
	const settings: Fields = {
		_id: 'shop:settings',
		type: 'shop',
		schema: 1,
		name: 'Ostoja',
		vat: {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'},
		weightBarcodes: [],
		deposits: [],
		quickProducts: [],
	};
	const limits = {piecesPerLineMax: 999, lineGroszeMax: 1_000_000, receiptGroszeMax: 1_500_000};
	for (const some of [{}, limits, {lineGroszeMax: 1}])
		t.deepEqual(refusedBy({...settings, limits: some}), {validator: undefined, schema: undefined});
	for (const name of Object.keys(limits)) {
		for (const impossible of [0, -1, 1.5, '10', null]) {
			const field = `limits/${name}`;
			t.deepEqual(refusedBy({...settings, limits: {...limits, [name]: impossible}}), {validator: field, schema: field});
		}
	}
});
