/** One barcode, six bottles, six deposits. */
import test from 'ava';
import {
	addGoods,
	addPieces,
	type BasketGoods,
	depositsOf,
	emptyBasket,
	showCard,
	sumsOf,
	voidGoods,
} from '../../../till/domain/basket.ts';
import {grosze} from '../../../till/domain/money.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {leftOf, returnedGoods} from '../../../till/domain/return.ts';
import {counted, fresh, halina, soldReceipt} from './sales.ts';
import {vodka, water} from './shop.ts';

const sixPack: BasketGoods = counted({...water, code: 'woda-6', depositPieces: 6});
const basketOf = (...goods: readonly BasketGoods[]) => goods.reduce(addGoods, emptyBasket(fresh));
const depositsIn = (basket: ReturnType<typeof basketOf>) =>
	depositsOf(basket.lines).map(({pieces: count, totalGrosze}) => [count, totalGrosze as number]);

test('six bottles under one barcode are six deposits', t => {
	t.deepEqual(depositsIn(basketOf(sixPack)), [[6, 300]]);
	t.is(sumsOf(basketOf(sixPack).lines).depositsGrosze, grosze(300));
	t.deepEqual(depositsIn(addPieces(basketOf(sixPack), {line: 1, count: 1})), [[12, 600]]);
	t.deepEqual(depositsIn(voidGoods(addPieces(basketOf(sixPack), {line: 1, count: 1}), {line: 1, count: 1})), [
		[6, 300],
	]);
	t.deepEqual(depositsIn(basketOf(counted(water))), [[1, 50]], 'without a count it is one');
});

test('no card makes a deposit cheaper', t => {
	t.deepEqual(depositsIn(showCard(basketOf(sixPack), halina)), [[6, 300]]);
});

test('the receipt has six packages, and two packs of three that come back give twelve of them back', t => {
	const receipt = soldReceipt(basketOf({...sixPack, quantity: {pieces: pieces(3)}}, counted(vodka)));
	t.like(receipt.deposits, [{pieces: 18, totalGrosze: grosze(900)}]);
	const back = returnedGoods(receipt, leftOf(receipt, []), [{line: 1, quantity: {pieces: pieces(2)}}]);
	t.like(back, {ok: true, value: {deposits: [{pieces: 12, totalGrosze: grosze(600)}]}});
	if (!back.ok) return;
	const rest = returnedGoods(receipt, leftOf(receipt, [back.value]), [{line: 1, quantity: {pieces: pieces(1)}}]);
	t.like(rest, {ok: true, value: {deposits: [{pieces: 6, totalGrosze: grosze(300)}]}});
});
