/** What a receipt with the buyer's NIP is good for: up to 450 złoty of goods on one slip it is an invoice itself. */
import test from 'ava';
import {saleView} from '../../../till/app/sale-view.ts';
import {addGoods, type BasketGoods, emptyBasket} from '../../../till/domain/basket.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {invoiceRuleOf} from '../../../till/domain/nip.ts';
import {withPackages} from '../../../till/domain/packages.ts';
import {counted, fresh} from '../domain/sales.ts';
import {milk, pet, vodka} from '../domain/shop.ts';

const dear = (product: typeof milk, amount: number): BasketGoods => ({
	...counted({...product, priceGrosze: grosze(amount)}),
	priceGrosze: grosze(amount),
});
const printers = ['main', 'alcohol'] as const;
const oneSlipOf = (bottles: number, ...goods: readonly BasketGoods[]) => {
	const basket = withPackages(goods.reduce(addGoods, emptyBasket(fresh)), {deposit: pet, pieces: bottles});
	const sale = {at: 'paying', basket} as const;
	return saleView({sale, nextEntry: 1, printers: ['main'], goods: new Goods(), now: fresh.openedAt});
};
const rulesOf = (goods: readonly BasketGoods[], bottles = 0) => {
	const basket = goods.reduce(addGoods, emptyBasket(fresh));
	const brought = bottles === 0 ? basket : withPackages(basket, {deposit: pet, pieces: bottles});
	const sale = {at: 'paying', basket: brought} as const;
	return saleView({sale, nextEntry: 1, printers, goods: new Goods(), now: fresh.openedAt}).split.map(
		({invoice}) => invoice,
	);
};

test('450 złoty is still a simplified invoice, a grosz more is not', t => {
	t.is(invoiceRuleOf(grosze(45_000)), 'simplified');
	t.is(invoiceRuleOf(grosze(45_001)), 'apart');
});

test('bottles that come back make no smaller invoice', t => {
	t.deepEqual(rulesOf([dear(milk, 46_000)], 30), ['apart']);
});

test('two slips of 250 złoty are two simplified invoices', t => {
	t.deepEqual(rulesOf([dear(milk, 25_000), dear(vodka, 25_000)]), ['simplified', 'simplified']);
	t.deepEqual(rulesOf([dear(milk, 46_000), dear(vodka, 2500)]), ['apart', 'simplified']);
});

test('a till with one printer that took up a basket with alcohol prints one slip, and 600 złoty is one sum', t => {
	const {split} = oneSlipOf(0, dear(milk, 30_000), dear(vodka, 30_000));
	t.deepEqual(split, [{route: 'main', dueGrosze: grosze(60_000), invoice: 'apart'}]);
});

test('bottles that come back lessen the one slip, also where all of it is alcohol', t => {
	const {split, dueGrosze} = oneSlipOf(5, dear(vodka, 3000));
	t.is(dueGrosze, grosze(3000 - 5 * pet.valueGrosze));
	t.deepEqual(split, [{route: 'main', dueGrosze, invoice: 'simplified'}]);
});
