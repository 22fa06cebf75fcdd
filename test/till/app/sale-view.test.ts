/** What the screen is told of a sale. */
import test from 'ava';
import {saleView} from '../../../till/app/sale-view.ts';
import {addGoods, emptyBasket, showCard} from '../../../till/domain/basket.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {counted, fresh} from '../domain/sales.ts';
import {milk} from '../domain/shop.ts';

const card = {number: '98', name: 'Pani Halina', percentHundredths: 500, excludedGroups: [], source: 'card:98'};

function discountOf(levelPrice: number) {
	const product = {...milk, priceGrosze: grosze(1000), levelPrices: {hurt: grosze(levelPrice)}};
	const basket = showCard(addGoods(emptyBasket(fresh), counted(product)), {...card, priceLevel: 'hurt'});
	const [line] = saleView({
		sale: {at: 'selling', basket},
		nextEntry: 1,
		printers: ['main'],
		goods: new Goods(),
		now: '2026-11-23T12:00:00+01:00',
	}).lines;
	return line?.kind === 'goods' ? line.discount : undefined;
}

test("a card's percent is told where it is what takes off, and not where its level of prices does", t => {
	t.deepEqual(discountOf(960), {amountGrosze: grosze(50), names: ['Pani Halina'], percentHundredths: 500});
	t.deepEqual(discountOf(880), {amountGrosze: grosze(120), names: ['Pani Halina']});
});
