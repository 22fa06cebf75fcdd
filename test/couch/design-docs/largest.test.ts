/** The largest receipt and the largest basket a till can have, held against what the server takes. */
import test from 'ava';
import {barcodeCountMax, entryBytesMax, nameLengthMax, receiptNameLengthMax} from '../../../couch/documents/limits.ts';
import {parkedId} from '../../../couch/documents/tills.ts';
import {documentBytesMax} from '../../../couch/embedded/request-body.ts';
import {
	addGoods,
	type Basket,
	type BasketGoods,
	discountByHand,
	emptyBasket,
	lineCountMax,
	showCard,
} from '../../../till/domain/basket.ts';
import type {Product, Promotion, PromotionTerms} from '../../../till/domain/catalogue.ts';
import {revisionOf} from '../../../till/domain/chain.ts';
import {grosze} from '../../../till/domain/money.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {emptyChain, seal} from '../../../till/domain/seal.ts';
import {firstBatch, outgoing, sha256} from '../../../till/sync/outgoing.ts';
import {fresh, halina, soldReceipt} from '../../till/domain/sales.ts';
import {milk} from '../../till/domain/shop.ts';
import {anna, compiled, refusalBy} from './compiled.ts';

const code = (start: string): string => start.padEnd(40, 'x');
const codeAt = (place: number): string => code(`product-${place}-`);
/** No letter of a name takes more bytes than this one. */
const longest = (lengthMax: number): string => '€'.repeat(lengthMax);

const promotion = (id: string, terms: PromotionTerms, products: readonly string[]): Promotion => ({
	id: code(id),
	name: longest(nameLengthMax),
	validFrom: '2026-11-01T00:00:00.000000000+01:00',
	terms,
	products,
	combinesWithCard: true,
});
/** Of eight pieces one takes five, one takes two, and one the last; the card and the whole receipt come to each. */
const promotionsAt = (place: number) => [
	promotion(`five-${place}`, {kind: 'n-for-m', take: 5, pay: 1}, [codeAt(place)]),
	promotion(`two-${place}`, {kind: 'n-for-m', take: 2, pay: 1}, [codeAt(place)]),
	promotion(`last-${place}`, {kind: 'percent', percentHundredths: 1000}, [codeAt(place)]),
];
const deposit = {id: code('pet'), name: longest(40), packageNumber: 9999, valueGrosze: grosze(100_000)};

const goodsAt = (place: number): BasketGoods => {
	const product: Product = {
		...milk,
		code: codeAt(place),
		name: longest(nameLengthMax),
		receiptName: longest(receiptNameLengthMax),
		barcodes: Array.from({length: barcodeCountMax}, (_, index) => String(10_000_000_000_000 + place * 100 + index)),
		group: code('group'),
		priceGrosze: grosze(10_000_000 - place),
		deposit: deposit.id,
		depositPieces: 100,
	};
	return {
		product,
		route: 'main',
		barcode: '5901234123457'.padStart(14, '0'),
		quantity: {pieces: pieces(8)},
		priceGrosze: product.priceGrosze,
		priceSource: `price-list:${code('list')}`,
		deposit,
		promotions: promotionsAt(place),
	};
};

function largestBasket(): Basket {
	const goods = Array.from({length: lineCountMax}, (_, place) => goodsAt(place));
	const card = {...halina, number: '9'.repeat(100), source: `card-rule:${code('rule')}`, percentHundredths: 500};
	const shown = showCard(goods.reduce(addGoods, emptyBasket(fresh)), card);
	return discountByHand(shown, {
		lines: 'receipt',
		manual: {amountGrosze: grosze(1_000_000_000), onGrosze: grosze(31_999_360_000)},
	});
}

const basket = largestBasket();
const {_id, digest, ...content} = soldReceipt(basket);
const sealed = seal(content, emptyChain, {
	till: 'till-01',
	sha256,
	sign: () => 'x'.repeat(88),
	suffix: () => '0123abcd',
});

test('the largest receipt has five discounts a line', t => {
	t.true(sealed.type === 'receipt' && sealed.lines.every(({discounts}) => discounts?.length === 5));
});

test('the server takes the largest receipt a till can seal, with a tenth of its bound to spare', async t => {
	const {digest: sealedDigest} = sealed;
	const newDoc = {...sealed, _rev: revisionOf(sealedDigest), _revisions: {start: 1, ids: [sealedDigest.slice(0, 32)]}};
	t.is(refusalBy(await compiled('receipts'), {newDoc, oldDoc: null, user: anna}), undefined);
	const bytes = Buffer.byteLength(JSON.stringify(newDoc));
	t.true(bytes < entryBytesMax * 0.9 && bytes > entryBytesMax / 2, String(bytes));
});

test('such receipts are sent, in batches the server takes', t => {
	const sent = outgoing({_id: sealed._id, month: sealed.month, document: {...sealed}} as never);
	if (!sent.ok) return t.fail(sent.fault);
	const batch = firstBatch(Array.from({length: 20}, () => sent.value));
	t.true(batch.length > 0 && Buffer.byteLength(batch.map(({text}) => text).join()) < documentBytesMax);
});

test('the server takes the largest basket that is put aside', async t => {
	const newDoc = {
		_id: parkedId('till-01:k7'),
		type: 'parked',
		schema: 1,
		till: 'till-01',
		tillName: longest(nameLengthMax),
		parkedAt: fresh.openedAt,
		seller: {id: 'x'.repeat(100), name: longest(200)},
		basket,
	};
	t.is(refusalBy(await compiled('tills'), {newDoc, oldDoc: null, user: anna}), undefined);
	const bytes = Buffer.byteLength(JSON.stringify(newDoc));
	t.true(bytes < documentBytesMax / 2, String(bytes));
});
