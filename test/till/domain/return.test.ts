import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {returnFaults} from '../../../couch/conflict-watcher/return-sums.ts';
import {showCard} from '../../../till/domain/basket.ts';
import type {Receipt, Return, Sealed} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams, pieces, type Quantity} from '../../../till/domain/quantity.ts';
import {leftOf, returnedGoods, returnOf, type WantedLine} from '../../../till/domain/return.ts';
import {basketOf, counted, date, mixedBasket, soldReceipt, weighedApples} from './sales.ts';
import {apples, milk, water} from './shop.ts';

const żaneta = {id: '2', name: 'Żaneta'};
const hanna = {id: '9', name: 'Hanna'};
const writtenAt = '2026-11-23T15:05:01+01:00';
const card = {number: '98', name: 'Pani Halina', percentHundredths: 1000, excludedGroups: [], source: 'card:98'};

function back(receipt: Sealed<Receipt>, before: readonly Return[], ...wanted: readonly WantedLine[]): Return {
	const goods = returnedGoods(receipt, leftOf(receipt, before), wanted);
	if (!goods.ok) throw new Error(JSON.stringify(goods.fault));
	const facts = {cashier: żaneta, approvedBy: hanna, reason: 'Pęknięte opakowanie', register: 'returns' as const};
	const tenders = [{kind: 'cash' as const, amountGrosze: goods.value.refundGrosze}];
	const content = returnOf({receipt, goods: goods.value, tenders, ...facts, ...date, writtenAt});
	const entry = 8 + before.length;
	return {...content, schema: 1, till: 'anna', entry, previous: '1'.repeat(64), _id: `return:anna:${entry}`};
}

const piecesOf = (line: number, count: number): WantedLine => ({line, quantity: {pieces: pieces(count)}});
const gramsOf = (line: number, weight: number): WantedLine => ({line, quantity: {weightGrams: grams(weight)}});

test('bottles that come back full bring their deposits with them', t => {
	const receipt = soldReceipt(mixedBasket);
	const returned = back(receipt, [], piecesOf(2, 1));
	t.like(returned, {goodsGrosze: 199, depositsGrosze: 50, refundGrosze: 249});
	t.deepEqual(returned.tenders, [{kind: 'cash', amountGrosze: grosze(249)}]);
	t.like(returned.deposits[0], {line: 2, deposit: 'PET050', pieces: 1, totalGrosze: 50});
	t.deepEqual(returnFaults(returned), []);
	t.like(leftOf(receipt, [returned])[1], {quantity: {pieces: 1}, totalGrosze: 199, deposit: {pieces: 1}});
});

test('a receipt that comes back whole is worth what was paid, and has its own tax again', t => {
	const receipt = soldReceipt(mixedBasket);
	const whole = receipt.lines.map(({line, pieces: count}) => piecesOf(line, count ?? 0));
	const returned = back(receipt, [], ...whole);
	t.is(returned.refundGrosze, receipt.dueGrosze);
	t.deepEqual(returned.vat, receipt.vat);
	t.deepEqual(
		returned.original.slips.map(({printer}) => printer),
		['main', 'alcohol'],
	);
});

test('a złoty off does not go into three: the last one is given what the others left', t => {
	const basket = showCard(basketOf(counted({...milk, priceGrosze: grosze(335)}, 3)), card);
	const receipt = soldReceipt(basket);
	t.is(receipt.dueGrosze, grosze(904));
	const first = back(receipt, [], piecesOf(1, 1));
	const second = back(receipt, [first], piecesOf(1, 1));
	const third = back(receipt, [first, second], piecesOf(1, 1));
	t.deepEqual(
		[first, second, third].map(({refundGrosze}) => refundGrosze),
		[grosze(301), grosze(301), grosze(302)],
	);
	for (const returned of [first, second, third]) t.deepEqual(returnFaults(returned), []);
});

test('half a kilogram twice is no grosz more than the kilogram', t => {
	const basket = basketOf({...weighedApples(1000), priceGrosze: grosze(399)});
	const receipt = soldReceipt(basket);
	const first = back(receipt, [], gramsOf(1, 500));
	const second = back(receipt, [first], gramsOf(1, 500));
	t.deepEqual([first.refundGrosze, second.refundGrosze], [grosze(200), grosze(199)]);
	t.deepEqual(returnFaults(second), []);
});

test('nothing comes back twice, and nothing that was not sold', t => {
	const receipt = soldReceipt(mixedBasket);
	const first = back(receipt, [], piecesOf(2, 2));
	const left = leftOf(receipt, [first]);
	t.deepEqual(returnedGoods(receipt, left, [piecesOf(2, 1)]), {
		ok: false,
		fault: {code: 'more-than-left', line: 2, name: water.name},
	});
	t.deepEqual(returnedGoods(receipt, left, [piecesOf(1, 2)]), {
		ok: false,
		fault: {code: 'more-than-left', line: 1, name: milk.name, left: {pieces: pieces(1)}},
	});
	t.deepEqual(returnedGoods(receipt, left, [piecesOf(9, 1)]), {ok: false, fault: {code: 'no-such-line', line: 9}});
	t.deepEqual(returnedGoods(receipt, left, [gramsOf(1, 5)]), {
		ok: false,
		fault: {code: 'other-unit', line: 1, name: milk.name},
	});
	t.deepEqual(returnedGoods(receipt, left, []), {ok: false, fault: {code: 'nothing-wanted'}});
});

const parts = fc.array(fc.integer({min: 1, max: 7}), {minLength: 1, maxLength: 6});
const price = fc.integer({min: 50, max: 9999}).map(grosze);

testProp(
	'whatever the parts in which a line comes back, they add up to what was paid, or to a grosz or two less a part',
	[parts, price, fc.boolean(), fc.boolean()],
	(t, counts, priceGrosze, weighed, hasCard) => {
		const sold = counts.reduce((sum, count) => sum + count, 0);
		const goods = weighed ? weighedApples(sold * 37) : counted({...milk, priceGrosze}, sold);
		const plain = basketOf(weighed ? {...goods, product: apples, priceGrosze} : goods);
		const receipt = soldReceipt(hasCard ? showCard(plain, card) : plain);
		const returns: Return[] = [];
		for (const count of counts) {
			const quantity: Quantity = weighed ? {weightGrams: grams(count * 37)} : {pieces: pieces(count)};
			returns.push(back(receipt, returns, {line: 1, quantity}));
		}
		const refunded = returns.reduce((sum, {refundGrosze}) => sum + refundGrosze, 0);
		t.true(refunded <= receipt.dueGrosze);
		// Parts of a weight may each be rounded down, and none is worth more than it costs by itself.
		t.true(refunded >= receipt.dueGrosze - (weighed ? counts.length : 0));
		for (const returned of returns) t.deepEqual(returnFaults(returned), []);
		t.deepEqual(
			leftOf(receipt, returns).map(({quantity}) => quantity),
			[undefined],
		);
	},
);
