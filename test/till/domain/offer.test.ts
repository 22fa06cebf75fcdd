import test from 'ava';
import type {Card, CardRule, CatalogueItem, Product} from '../../../till/domain/catalogue.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {gtinCheckDigit} from '../../../till/domain/gtin.ts';
import {grosze} from '../../../till/domain/money.ts';
import {type Circumstances, offerCode, offerPlu, offerProduct} from '../../../till/domain/offer.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {verifierDigit} from '../../../till/domain/weight-label.ts';
import {apples, milk, product, settings, shop, shopItems, vodka, water} from './shop.ts';

const noon: Circumstances = {
	instantMs: Date.parse('2026-11-23T12:00:00+01:00'),
	pieceCount: 1,
};
const lateEvening: Circumstances = {...noon, instantMs: Date.parse('2026-11-23T22:00:00+01:00')};
const family: CardRule = {
	id: 'stali',
	name: 'Stały klient',
	prefix: '777',
	length: 10,
	percentHundredths: 500,
	excludedGroups: [],
};
const card: Card = {
	number: '7770000001',
	name: 'Pani Halina',
	blocked: false,
	percentHundredths: 1000,
	excludedGroups: [],
};
const ham: Product = {
	...apples,
	code: 'H1',
	name: 'Szynka',
	receiptName: 'Szynka',
	plu: '00034',
	priceGrosze: grosze(4990),
};
const rolls: Product = {...milk, code: 'R1', name: 'Kajzerki', receiptName: 'Kajzerki', barcodes: [], plu: '7'};
const items: readonly CatalogueItem[] = [
	...shopItems,
	...[ham, rolls].map(product),
	{kind: 'card-rule', value: family},
	{kind: 'card', value: card},
	{kind: 'card', value: {...card, number: '7770000002', blocked: true}},
	{kind: 'card', value: {...card, number: '7770000003', validTo: '2026-11-22'}},
	shop({...settings, weightBarcodes: [...settings.weightBarcodes, '24AAAAAQQQQQK']}),
];
const catalogue = new Goods(items);

const withCheck = (body: string) => body + gtinCheckDigit(body);
const weightLabel = withCheck(`291001${verifierDigit('01234')}01234`);
const priceLabel = withCheck('230003401590');
const pieceLabel = withCheck('240000700012');

test('a scanned product is offered at its price, with its route and deposit', t => {
	t.deepEqual(offerCode(catalogue, '5901234123457', noon), {
		kind: 'goods',
		goods: {
			product: water,
			route: 'main',
			quantity: {pieces: pieces(1)},
			priceGrosze: grosze(199),
			priceSource: 'product',
			barcode: '5901234123457',
			deposit: settings.deposits[0],
		},
	});
});

test('the pieces typed before the goods are how many there are', t => {
	t.like(offerPlu(catalogue, '7', {...noon, pieceCount: 12}), {kind: 'goods', goods: {quantity: {pieces: pieces(12)}}});
});

test('goods by the kilogram are to be weighed, one at a time', t => {
	const weigh = offerPlu(catalogue, '1001', noon);
	t.like(weigh, {kind: 'weigh', goods: {product: apples, priceGrosze: grosze(399)}});
	t.false('goods' in weigh && 'quantity' in weigh.goods);
	t.deepEqual(offerProduct(catalogue, '1001', {...noon, pieceCount: 2}), {
		kind: 'refused',
		code: 'quantity-of-weighed',
		about: apples.name,
	});
});

test('a label of the scales says how much, whatever else is decided as for any goods', t => {
	t.like(offerCode(catalogue, weightLabel, noon), {
		kind: 'goods',
		goods: {product: apples, quantity: {weightGrams: grams(1234)}, barcode: weightLabel},
	});
	t.like(offerCode(catalogue, pieceLabel, noon), {
		kind: 'goods',
		goods: {product: rolls, quantity: {pieces: pieces(12)}, priceGrosze: rolls.priceGrosze},
	});
});

test('the total on a price label is what is paid', t => {
	t.like(offerCode(catalogue, priceLabel, noon), {
		kind: 'goods',
		goods: {product: ham, quantity: {pieces: pieces(1)}, priceGrosze: grosze(1590), priceSource: 'label'},
	});
});

test('a weight on a label of goods sold by the piece is a label of something else', t => {
	const goods = new Goods([...items, product({...rolls, plu: '1001', code: 'R2', name: 'Chleb'})]);
	goods.remove('product:1001');
	t.like(offerCode(goods, weightLabel, noon), {kind: 'refused', code: 'product-incomplete', about: 'Chleb'});
	for (const label of [weightLabel, priceLabel, pieceLabel])
		t.like(offerCode(catalogue, label, {...noon, pieceCount: 3}), {kind: 'refused', code: 'quantity-of-weighed'});
});

const refusals: readonly (readonly [string, string, string])[] = [
	['a misread barcode', '5901234123458', 'bad-check-digit'],
	['a text', 'http://ostoja', 'unknown-code'],
	['a barcode of goods the shop does not have', withCheck('590000000000'), 'unknown-code'],
	['a label of goods the shop does not have', withCheck(`299999${verifierDigit('01234')}01234`), 'unknown-code'],
	['a blocked card', '7770000002', 'card-blocked'],
	['a card past its last day', '7770000003', 'card-expired'],
];
for (const [what, code, refusal] of refusals) {
	test(`${what} is refused: ${refusal}`, t => {
		t.like(offerCode(catalogue, code, noon), {kind: 'refused', code: refusal, about: code});
	});
}

test('a card is offered with what it takes off, its own or its family’s', t => {
	t.like(offerCode(catalogue, '7770000001', noon), {
		kind: 'card',
		card: {name: 'Pani Halina', percentHundredths: 1000},
	});
	t.like(offerCode(catalogue, '7771234567', noon), {
		kind: 'card',
		card: {name: 'Stały klient', percentHundredths: 500},
	});
});

test('an unknown PLU and a product that is gone are told apart', t => {
	t.like(offerPlu(catalogue, '999', noon), {kind: 'refused', code: 'unknown-plu', about: '999'});
	t.like(offerProduct(catalogue, 'gone', noon), {kind: 'refused', code: 'product-gone', about: 'gone'});
});

test('goods whose group, letter or deposit is unknown cannot be sold', t => {
	const broken: readonly Partial<Product>[] = [{group: 'nie ma'}, {vat: 'G'}, {deposit: 'SZKLO'}];
	for (const fields of broken) {
		const goods = new Goods([...items, product({...rolls, ...fields})]);
		t.like(offerPlu(goods, '7', noon), {kind: 'refused', code: 'product-incomplete', about: rolls.name});
	}
});

test('two products with one barcode are both named, and the one that was meant is sold', t => {
	const twin = {...rolls, barcodes: milk.barcodes};
	const goods = new Goods([...items, product(twin)]);
	const [code = ''] = milk.barcodes;
	t.deepEqual(offerCode(goods, code, noon), {kind: 'choose', products: [milk, twin]});
	t.like(offerCode(goods, code, {...noon, chosen: 'R1'}), {kind: 'goods', goods: {product: twin, barcode: code}});
	t.like(offerCode(goods, code, {...noon, chosen: vodka.code}), {kind: 'choose'});
});

const packed = (fields: Partial<Product>) =>
	new Goods([...items, product({...ham, barcodes: ['95901234000010'], ...fields})]);
const gs1 = (rest: string) => `(01)95901234000010${rest}`;

test('a GS1 label sells the weight it shows, with the whole code on the line', t => {
	t.like(offerCode(packed({}), gs1('(3103)001234(10)L42'), noon), {
		kind: 'goods',
		goods: {
			quantity: {weightGrams: grams(1234)},
			priceGrosze: grosze(4990),
			priceSource: 'product',
			barcode: gs1('(3103)001234(10)L42'),
		},
	});
});

test('what a GS1 label asks for is the truth, by weight where the sum is the same and else as one piece', t => {
	t.like(offerCode(packed({}), gs1('(3103)000500(3922)2495'), noon), {
		goods: {quantity: {weightGrams: grams(500)}, priceGrosze: grosze(4990), priceSource: 'product'},
	});
	for (const rest of ['(3103)000500(3922)1999', '(3922)1999']) {
		t.like(offerCode(packed({}), gs1(rest), noon), {
			goods: {quantity: {pieces: pieces(1)}, priceGrosze: grosze(1999), priceSource: 'label'},
		});
	}
});

test('a GS1 label with a count sells so many pieces, and one without anything but a lot as many as were typed', t => {
	t.like(offerCode(packed({unit: 'szt'}), gs1('(30)12'), noon), {goods: {quantity: {pieces: pieces(12)}}});
	t.like(offerCode(packed({unit: 'szt'}), gs1('(10)L42'), {...noon, pieceCount: 3}), {
		goods: {quantity: {pieces: pieces(3)}},
	});
	t.like(offerCode(packed({}), gs1('(10)L42'), noon), {kind: 'weigh', goods: {barcode: gs1('(10)L42')}});
	t.like(offerCode(packed({unit: 'szt'}), gs1('(30)12'), {...noon, pieceCount: 3}), {code: 'quantity-of-weighed'});
});

test('goods are sold on their last day and refused on the day after, by the date on them', t => {
	const [code = ''] = milk.barcodes;
	for (const ai of ['15', '16', '17']) {
		t.like(offerCode(catalogue, `(01)0${code}(${ai})261123`, noon), {kind: 'goods'});
		t.deepEqual(offerCode(catalogue, `(01)0${code}(${ai})261122`, noon), {
			kind: 'refused',
			code: 'past-date',
			about: `2026-11-22 ${milk.name}`,
			forbidden: {why: {code: 'past-date', lastDay: '2026-11-22'}, goods: {code: milk.code, name: milk.name}},
		});
	}
	t.like(offerCode(catalogue, `(01)0${code}(11)200101`, noon), {kind: 'goods'});
});

test('a GS1 code that cannot be read sells nothing and names the field', t => {
	t.deepEqual(offerCode(catalogue, gs1('(17)261301'), noon), {kind: 'refused', code: 'code-unreadable', about: '(17)'});
});

test('the piece inside a pack is not sold for the pack', t => {
	t.like(offerCode(catalogue, '(01)15901234123454(10)L1', noon), {kind: 'refused', code: 'unknown-code'});
});

test('alcohol is refused in the hours of the ban', t => {
	t.deepEqual(offerCode(catalogue, '95012346', lateEvening), {
		kind: 'refused',
		code: 'alcohol-hours',
		about: vodka.name,
		forbidden: {why: {code: 'alcohol-hours'}, goods: {code: vodka.code, name: vodka.name}},
	});
	t.is(offerCode(catalogue, '5900820000011', lateEvening).kind, 'goods');
	const allDay = new Goods([...shopItems, shop({...settings, alcoholBan: {fromHour: 0, toHour: 0}})]);
	t.is(offerCode(allDay, '95012346', lateEvening).kind, 'goods');
});

test('what is offered says whose goods it is, whatever printers the till has', t => {
	t.like(offerCode(catalogue, '95012346', noon), {goods: {route: 'alcohol'}});
	t.like(offerCode(catalogue, '5900820000011', noon), {goods: {route: 'main'}});
});
