/**
 * Some shops number packed goods with the prefix of their scales. What the label of a scale can be about is asked first, and
 * where the same digits are a barcode of packed goods as well, the cashier sees which of them lies on the counter.
 */
import test from 'ava';
import type {Product} from '../../../till/domain/catalogue.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {type Circumstances, offerCode} from '../../../till/domain/offer.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {apples, milk, product, settings, shop, shopItems} from './shop.ts';

const noon: Circumstances = {instantMs: Date.parse('2026-11-23T12:00:00+01:00'), pieceCount: 1};
/** Reads as 1.234 kg of item 1234 as well. */
const code = '2912341012346';
const cheese: Product = {...milk, code: 'ser-paczka', name: 'Ser w paczce', barcodes: [code]};
const roll: Product = {...milk, code: 'bulka', name: 'Bułka', barcodes: [], plu: '1234'};
const ham: Product = {...apples, code: 'szynka', name: 'Szynka na wagę', plu: '1234'};
const catalogue = (...products: readonly Product[]) => new Goods([...shopItems, ...products.map(product)]);

test('packed goods are sold by their barcode where the item of a label is sold by the piece, or has that code by chance', t => {
	for (const other of [roll, {...roll, code: '1234', plu: '77'}])
		t.like(offerCode(catalogue(cheese, other), code, {...noon, pieceCount: 3}), {
			kind: 'goods',
			goods: {product: cheese, quantity: {pieces: pieces(3)}, priceSource: 'product', barcode: code},
		});
	t.deepEqual(catalogue(cheese, roll).sharedCodes(), []);
});

test('a label of goods sold by the piece is still the label of something else', t => {
	t.like(offerCode(catalogue(roll), code, noon), {kind: 'refused', code: 'product-incomplete', about: roll.name});
});

test('where it may be the label of weighed goods as well, the cashier says which, and each is sold as what it is', t => {
	const goods = catalogue(cheese, ham);
	t.deepEqual(offerCode(goods, code, noon), {kind: 'choose', products: [ham, cheese]});
	t.like(offerCode(goods, code, {...noon, chosen: ham.code}), {
		kind: 'goods',
		goods: {product: ham, quantity: {weightGrams: grams(1234)}},
	});
	t.like(offerCode(goods, code, {...noon, chosen: cheese.code, pieceCount: 2}), {
		kind: 'goods',
		goods: {product: cheese, quantity: {pieces: pieces(2)}},
	});
	t.deepEqual(offerCode(goods, `(01)0${code}`, noon), {kind: 'choose', products: [ham, cheese]});
});

test('a price on a label may be of goods by the piece and by the kilogram', t => {
	const priced = '2312345016034';
	const packed = {...cheese, barcodes: [priced]};
	for (const unit of ['szt', 'kg'] as const) {
		const other = {...roll, plu: '12345', unit};
		t.deepEqual(offerCode(catalogue(packed, other), priced, noon), {kind: 'choose', products: [other, packed]});
		t.like(offerCode(catalogue(packed, other), priced, {...noon, chosen: other.code}), {
			goods: {quantity: {pieces: pieces(1)}, priceGrosze: grosze(1603), priceSource: 'label'},
		});
	}
});

test('goods whose own barcode is a whole label are weighed goods, and nobody is asked', t => {
	const own = {...ham, barcodes: [code]};
	t.like(offerCode(catalogue(own), code, noon), {goods: {product: own, quantity: {weightGrams: grams(1234)}}});
	t.deepEqual(catalogue(own).sharedCodes(), []);
});

test('the office is told of each such barcode until one of the two is changed', t => {
	const goods = catalogue(cheese, ham);
	const shared = [{code, products: [ham.code, cheese.code]}];
	t.deepEqual(goods.sharedCodes(), shared);
	goods.put(product({...cheese, barcodes: []}));
	t.deepEqual(goods.sharedCodes(), []);
	goods.put(product(cheese));
	t.deepEqual(goods.sharedCodes(), shared);
	goods.put(shop({...settings, weightBarcodes: []}));
	t.deepEqual(goods.sharedCodes(), []);
	goods.put(shop(settings));
	goods.remove(`product:${ham.code}`);
	t.deepEqual(goods.sharedCodes(), []);
});
