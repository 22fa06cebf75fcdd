import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {receiptFaults} from '../../../couch/conflict-watcher/sums.ts';
import {paymentOf} from '../../../till/app/payment.ts';
import {type Basket, emptyBasket} from '../../../till/domain/basket.ts';
import type {Receipt, Tender} from '../../../till/domain/entry.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {billOf, withPackages} from '../../../till/domain/packages.ts';
import {packagesReturned, receiptOf} from '../../../till/domain/receipt.ts';
import {settle, type VoucherRule, voucherMax} from '../../../till/domain/tenders.ts';
import {basketOf, counted, date, fresh, mixedBasket, printedAs} from './sales.ts';
import {milk, pet, vatTable, vodka, water} from './shop.ts';
import {quiet} from './slips.ts';

const printers = ['main', 'alcohol'] as const;
const food: VoucherRule = new Set([milk.group]);
const noLimit = {voucherGroszeMax: grosze(1_000_000)};
const facts = {cashier: {id: '2', name: 'Żaneta'}, ...date, writtenAt: '2026-11-23T15:05:01+01:00'};
const glass = {...pet, id: 'SZKLO100', name: 'Butelka szklana', packageNumber: 3, valueGrosze: grosze(100)};

const bringing = (basket: Basket, pieces: number, deposit = pet) => withPackages(basket, {deposit, pieces});

function receiptFor(basket: Basket, tenders: readonly Tender[], vouchers: VoucherRule = 'anything'): Receipt {
	const bill = billOf(basket, printers);
	const settled = settle(tenders, bill, noLimit);
	if (!settled.ok) throw new Error(settled.fault.code);
	const place = bill.place === undefined ? {} : {packagesPlace: bill.place};
	const shop = {vatTable, printers, cashierName: 'Żaneta', tillNumber: 3, vouchers};
	const {slips} = paymentOf({basket, ...settled.value, ...place, ...shop});
	const jobs = slips.map((slip, index) => ({
		slip,
		before: {...quiet, uniqueNumber: slip.route},
		state: printedAs(100 + index),
	}));
	const content = receiptOf({basket, jobs, ...place, ...facts});
	return {
		...content,
		schema: 1,
		till: 'anna',
		entry: 7,
		previous: '0'.repeat(64),
		_id: 'receipt:anna:00000007:0123abcd',
	};
}

test('packages lessen what is due on the main slip as long as something stays due there', t => {
	const basket = bringing(basketOf(counted(milk)), 8);
	t.deepEqual(billOf(basket, printers), {
		slipsGrosze: grosze(29),
		packagesGrosze: grosze(400),
		place: 'slip',
		dueGrosze: grosze(29),
	});
	const receipt = receiptFor(basket, [{kind: 'cash', amountGrosze: grosze(29)}]);
	t.like(receipt, {
		packagesPlace: 'slip',
		packagesGrosze: grosze(400),
		goodsGrosze: grosze(429),
		dueGrosze: grosze(29),
	});
	t.like(receipt.packages?.[0], {deposit: pet.id, pieces: 8, totalGrosze: grosze(400)});
	t.deepEqual(receiptFaults(receipt), []);
});

test('packages worth as much as the slip, or more, are a document of their own, and their money is cash that is given', t => {
	const basket = bringing(basketOf(counted(milk)), 9);
	t.like(billOf(basket, printers), {slipsGrosze: grosze(429), place: 'pay-out', dueGrosze: grosze(-21)});
	const receipt = receiptFor(basket, []);
	t.like(receipt, {
		packagesPlace: 'pay-out',
		packagesGrosze: grosze(450),
		dueGrosze: grosze(429),
		tenders: [{kind: 'cash', amountGrosze: grosze(450)}],
		changeGrosze: grosze(21),
		slips: {0: {depositsGrosze: grosze(0)}},
	});
	t.deepEqual(receiptFaults(receipt), []);
});

test('alcohol alone has no main slip, so its packages are paid out and the card pays what is left', t => {
	const basket = bringing(basketOf(counted(vodka)), 4);
	t.like(billOf(basket, printers), {place: 'pay-out', slipsGrosze: grosze(2899), dueGrosze: grosze(2699)});
	const receipt = receiptFor(basket, [{kind: 'card', amountGrosze: grosze(2699)}]);
	t.deepEqual(receipt.tenders, [
		{kind: 'card', amountGrosze: grosze(2699)},
		{kind: 'cash', amountGrosze: grosze(200)},
	]);
	t.deepEqual(receiptFaults(receipt), []);
	// The whole by card and the packages on top would be change from a card.
	const tooMuch = settle([{kind: 'card', amountGrosze: grosze(2899)}], billOf(basket, printers), noLimit);
	t.like(tooMuch, {ok: false, fault: {code: 'overpaid-without-cash'}});
});

test('a voucher pays on the main slip for no more than is due there beside the packages', t => {
	const basket = bringing(basketOf(counted(milk), counted(vodka)), 4);
	t.is(voucherMax(food, basket, printers), grosze(229));
	t.is(voucherMax('anything', basket, printers), grosze(3128));
	t.is(voucherMax(food, basketOf(counted(milk), counted(vodka)), printers), grosze(429));
	t.is(voucherMax(food, bringing(basketOf(counted(milk)), 9), printers), grosze(429));
});

test('packages without goods are an event, and nobody pays for it', t => {
	const basket = bringing(bringing(emptyBasket(fresh), 3), 2, glass);
	const bill = billOf(basket, printers);
	t.deepEqual(settle([], bill, noLimit), {
		ok: true,
		value: {tenders: [{kind: 'cash', amountGrosze: grosze(350)}], changeGrosze: grosze(350)},
	});
	t.like(settle([{kind: 'cash', amountGrosze: grosze(1)}], bill, noLimit), {ok: false});
	t.like(packagesReturned({basket, ...facts}), {
		event: 'packages-returned',
		amountGrosze: grosze(350),
		packages: {0: {deposit: pet.id, totalGrosze: grosze(150)}, 1: {deposit: glass.id, totalGrosze: grosze(200)}},
	});
});

test('a kind that is counted anew counts once, and none of it is none', t => {
	const basket = bringing(bringing(bringing(emptyBasket(fresh), 3), 2, glass), 5);
	t.deepEqual(basket.packages, [
		{deposit: pet, pieces: 5},
		{deposit: glass, pieces: 2},
	]);
	t.is(bringing(bringing(basket, 0), 0, glass).packages, undefined);
});

test('a receipt whose packages do not add up is seen', t => {
	const receipt = receiptFor(bringing(basketOf(counted(milk)), 2), [{kind: 'cash', amountGrosze: grosze(329)}]);
	const fieldsOf = (changed: Partial<Receipt>) => receiptFaults({...receipt, ...changed}).map(({field}) => field);
	t.deepEqual(fieldsOf({packagesGrosze: grosze(90)}), ['/packagesGrosze', '/dueGrosze', '/slips/0/depositsGrosze']);
	t.deepEqual(fieldsOf({packagesPlace: 'pay-out'}), ['/dueGrosze', '/slips/0/depositsGrosze']);
	const {packages: _packages, ...without} = receipt;
	t.true(receiptFaults(without).some(({field}) => field === '/packagesGrosze'));
	const {packagesPlace: _place, ...nowhere} = receipt;
	t.true(receiptFaults(nowhere).some(({field}) => field === '/packagesPlace'));
});

const amount = fc.integer({min: 1, max: 40});

testProp(
	'no slip goes negative or comes to nothing, and what the customer pays is goods and deposits less packages',
	[fc.nat(4), fc.nat(4), fc.nat(3), amount, amount],
	(t, milkCount, waterCount, vodkaCount, petCount, glassCount) => {
		const bought = [
			...(milkCount > 0 ? [counted(milk, milkCount)] : []),
			...(waterCount > 0 ? [counted(water, waterCount)] : []),
			...(vodkaCount > 0 ? [counted(vodka, vodkaCount)] : []),
		];
		if (bought.length === 0) {
			t.pass();
			return;
		}
		const basket = bringing(bringing(basketOf(...bought), petCount), glassCount, glass);
		const bill = billOf(basket, printers);
		const voucher = Math.max(0, Math.min(voucherMax(food, basket, printers), bill.dueGrosze));
		const tenders: readonly Tender[] = [
			...(voucher > 0 ? [{kind: 'voucher', amountGrosze: grosze(voucher)} as const] : []),
			...(bill.dueGrosze > voucher
				? [{kind: 'cash', amountGrosze: grosze(bill.dueGrosze - voucher + 100)} as const]
				: []),
		];
		const receipt = receiptFor(basket, tenders, food);
		for (const {tenders: given, changeGrosze} of receipt.slips)
			t.true(sumGrosze(given.map(({amountGrosze}) => amountGrosze)) - changeGrosze > 0);
		const handed = sumGrosze(tenders.map(({amountGrosze}) => amountGrosze));
		t.is(handed - receipt.changeGrosze, bill.dueGrosze);
		t.deepEqual(receiptFaults(receipt), []);
	},
);

test('a basket without packages is billed as before', t => {
	t.deepEqual(billOf(mixedBasket, printers), {
		slipsGrosze: grosze(3826),
		packagesGrosze: grosze(0),
		dueGrosze: grosze(3826),
	});
});
