import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type Basket, type BasketGoods, checkAge, showCard, sumsOf} from '../../../till/domain/basket.ts';
import {canonicalForm} from '../../../till/domain/chain.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import type {PrintJob, PrintState} from '../../../till/domain/print-job.ts';
import {receiptOf} from '../../../till/domain/receipt.ts';
import {basketOf, counted, date, mixedBasket, paid, printedAs, weighedApples} from './sales.ts';
import {milk, vodka, water} from './shop.ts';
import {quiet} from './slips.ts';

const facts = {cashier: {id: '2', name: 'Żaneta'}, ...date, writtenAt: '2026-11-23T15:05:01+01:00'};
const halina: AppliedCard = {
	number: '9812345000016',
	name: 'Pani Halina',
	percentHundredths: 1000,
	excludedGroups: [],
	source: 'card:9812345000016',
};

function jobsOf(basket: Basket, ...states: readonly PrintState[]): readonly PrintJob[] {
	return paid(basket).slips.map((slip, index) => ({
		slip,
		before: {...quiet, uniqueNumber: slip.route},
		state: states[index] ?? printedAs(100 + index),
	}));
}

test('a receipt is of two slips with the numbers of their printers', t => {
	const receipt = receiptOf({basket: mixedBasket, jobs: jobsOf(mixedBasket), ...facts});
	t.like(receipt, {
		type: 'receipt',
		saleId: 'sale-1',
		businessDay: '2026-11-23',
		dueGrosze: grosze(429 + 398 + 100 + 2899),
		changeGrosze: grosze(1000),
		slips: {0: {printer: 'main', fiscalNumber: 100, proof: 'answer'}, 1: {printer: 'alcohol', fiscalNumber: 101}},
		deposits: {0: {line: 2, deposit: 'PET050', pieces: 2, totalGrosze: grosze(100)}},
	});
	t.deepEqual(
		receipt.lines.map(({line, route, receiptName}) => [line, route, receiptName]),
		[
			[1, 'main', milk.receiptName],
			[2, 'main', water.receiptName],
			[3, 'alcohol', vodka.receiptName],
		],
	);
	t.deepEqual(receipt.tenders, [{kind: 'cash', amountGrosze: grosze(429 + 398 + 100 + 2899 + 1000)}]);
});

test('what was given up is not on the receipt: neither its goods nor its money', t => {
	const receipt = receiptOf({
		basket: mixedBasket,
		jobs: jobsOf(mixedBasket, printedAs(100), {at: 'abandoned'}),
		...facts,
	});
	t.is(receipt.dueGrosze, grosze(927));
	t.deepEqual(receipt.tenders, [{kind: 'cash', amountGrosze: grosze(927)}]);
	t.is(receipt.changeGrosze, grosze(0));
	t.deepEqual(
		receipt.lines.map(({product}) => product),
		[milk.code, water.code],
	);
	t.deepEqual(
		receipt.slips.map(({route}) => route),
		['main'],
	);
});

test('alcohol that a till with one printer printed is on its receipt', t => {
	const [slip] = paid(mixedBasket, ['main']).slips;
	if (slip === undefined) return t.fail('the basket has a slip');
	const receipt = receiptOf({basket: mixedBasket, jobs: [{slip, before: quiet, state: printedAs(43)}], ...facts});
	t.is(receipt.lines.length, 3);
	t.true(receipt.lines.every(({route}) => route === 'main'));
});

test('card, age and discounts are told only where there are any', t => {
	const plain = receiptOf({basket: basketOf(counted(milk)), jobs: jobsOf(basketOf(counted(milk))), ...facts});
	t.false('card' in plain || 'ageCheck' in plain || plain.lines.some(line => 'discountSource' in line));
	const basket = checkAge(showCard(mixedBasket, halina), 'document');
	const receipt = receiptOf({basket, jobs: jobsOf(basket), ...facts});
	t.like(receipt, {card: halina.number, ageCheck: 'document', discountGrosze: grosze(43 + 40)});
	t.deepEqual(
		receipt.lines.map(({discountSource}) => discountSource),
		[halina.source, halina.source, undefined],
	);
});

test('a receipt without a printed slip is a broken promise', t => {
	const jobs = jobsOf(mixedBasket, {at: 'abandoned'}, {at: 'abandoned'});
	t.throws(() => receiptOf({basket: mixedBasket, jobs, ...facts}), {message: /at least one printed slip/});
});

const goods: fc.Arbitrary<BasketGoods> = fc.oneof(
	fc
		.tuple(fc.constantFrom(milk, water, vodka), fc.integer({min: 1, max: 9}))
		.map(([product, count]) => counted(product, count)),
	fc.integer({min: 2, max: 9000}).map(weighedApples),
);

testProp(
	'sums add up every way they are taken, of whole numbers and texts only',
	[fc.array(goods, {minLength: 1, maxLength: 12}), fc.boolean()],
	(t, list, withCard) => {
		const basket = withCard ? showCard(basketOf(...list), halina) : basketOf(...list);
		const receipt = receiptOf({basket, jobs: jobsOf(basket), ...facts});
		const {lines, slips, vat, deposits, tenders, goodsGrosze, depositsGrosze, dueGrosze, changeGrosze} = receipt;
		t.is(goodsGrosze, sumGrosze(lines.map(({totalGrosze}) => totalGrosze)));
		t.is(goodsGrosze, sumGrosze(vat.map(({grossGrosze}) => grossGrosze)));
		t.is(goodsGrosze, sumGrosze(slips.map(slip => slip.goodsGrosze)));
		t.is(depositsGrosze, sumGrosze(deposits.map(({totalGrosze}) => totalGrosze)));
		t.is(depositsGrosze, sumGrosze(slips.map(slip => slip.depositsGrosze)));
		t.is(dueGrosze, sumsOf(basket.lines).dueGrosze);
		t.is(grosze(dueGrosze + changeGrosze), sumGrosze(tenders.map(({amountGrosze}) => amountGrosze)));
		t.notThrows(() => canonicalForm({...receipt}));
	},
);
