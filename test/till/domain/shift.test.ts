import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {cashGrosze, type Entry, type Tender, type TillEventKind} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {
	bordersShift,
	compareForeign,
	expectedCash,
	type Shift,
	shiftAfter,
	valueOfCash,
} from '../../../till/domain/shift.ts';

const zaneta = {id: '2', name: 'Żaneta'};
const writtenAt = '2026-11-23T06:00:00+01:00';

// As much of an entry as a shift looks at.
const event = (kind: TillEventKind, amount: number) =>
	({type: 'event', event: kind, cashier: zaneta, writtenAt, amountGrosze: grosze(amount)}) as Entry;
const receipt = (cash: number, change: number, card = 0) =>
	({type: 'receipt', tenders: tendersOf(cash, card), changeGrosze: grosze(change)}) as unknown as Entry;
const receiptIn = (amountMinor: number, worth: number, change: number, currency = 'EUR') =>
	({
		...receipt(worth, change),
		foreignCash: [{currency, amountMinor, amountGrosze: grosze(worth)}],
	}) as unknown as Entry;
const goodsBack = (cash: number, card = 0) => ({type: 'return', tenders: tendersOf(cash, card)}) as unknown as Entry;

function tendersOf(cash: number, card: number): readonly Tender[] {
	return [
		{kind: 'cash', amountGrosze: grosze(cash)},
		{kind: 'card', amountGrosze: grosze(card)},
	];
}

const after = (...entries: readonly Entry[]) => entries.reduce<Shift | undefined>(shiftAfter, undefined);
const expected = (...entries: readonly Entry[]) => {
	const shift = after(...entries);
	return shift && expectedCash(shift);
};

test('the float, and what customers gave less their change, has to be in the drawer', t => {
	t.is(expected(event('shift-opened', 20_000), receipt(5000, 1250, 700)), grosze(23_750));
	t.like(after(event('shift-opened', 20_000), receipt(5000, 1250)), {openedBy: zaneta, receiptCount: 1});
});

test('what goes to the safe and back to customers is not there any more, and what a card paid never was', t => {
	t.is(
		expected(event('shift-opened', 20_000), event('cash-in', 5000), event('cash-out', 15_000), goodsBack(250, 999)),
		grosze(9750),
	);
});

test('a report says what came by card, what was voided, and how often the drawer was opened without a sale', t => {
	t.like(
		after(
			event('shift-opened', 20_000),
			receipt(5000, 1250, 700),
			receipt(0, 0, 4200),
			goodsBack(250, 999),
			event('line-voided', 429),
			event('sale-voided', 1071),
			event('drawer-opened', 0),
		),
		{
			cashless: {card: grosze(700 + 4200 - 999), voucher: grosze(0), transfer: grosze(0)},
			voids: {count: 2, amountGrosze: grosze(1500)},
			noSaleCount: 1,
		},
	);
	t.like(after(event('line-voided', 429), event('shift-opened', 0)), {voids: {count: 0}}, 'of this shift alone');
});

test('foreign notes are in the drawer as what they are, and their change went out in złoty', t => {
	const entries = [
		event('shift-opened', 20_000),
		receiptIn(2000, 8550, 3550),
		receiptIn(1000, 4275, 0),
		receiptIn(50_000, 8250, 250, 'CZK'),
	];
	t.is(expected(...entries), grosze(20_000 - 3550 - 250));
	t.deepEqual(after(...entries)?.foreignTaken, [
		{currency: 'EUR', amountMinor: 3000},
		{currency: 'CZK', amountMinor: 50_000},
	]);
});

test('a currency that was counted and one that has to be there are compared each by itself', t => {
	const taken = [
		{currency: 'EUR', amountMinor: 3000},
		{currency: 'CZK', amountMinor: 50_000},
	];
	const counted = [
		{currency: 'USD', amountMinor: 100},
		{currency: 'EUR', amountMinor: 2500},
	];
	t.deepEqual(compareForeign(taken, counted), [
		{currency: 'EUR', countedMinor: 2500, expectedMinor: 3000},
		{currency: 'CZK', countedMinor: 0, expectedMinor: 50_000},
		{currency: 'USD', countedMinor: 100, expectedMinor: 0},
	]);
	t.deepEqual(compareForeign([], []), []);
});

test('before a shift and after it nothing is counted', t => {
	t.is(after(receipt(100, 0), event('cash-in', 100), goodsBack(1)), undefined);
	t.is(after(event('shift-opened', 1), event('shift-closed', 1), receipt(100, 0)), undefined);
});

test('a shift that nobody closed ends where the next one begins', t => {
	t.is(expected(event('shift-opened', 20_000), receipt(5000, 0), event('shift-opened', 300)), grosze(300));
});

test('an entry that begins or ends a shift is where reading may begin', t => {
	t.true(bordersShift(event('shift-opened', 1)) && bordersShift(event('shift-closed', 1)));
	t.false(bordersShift(event('cash-in', 1)) || bordersShift(receipt(1, 0)));
});

test('three hundreds and fourteen two-złoty coins are 328 złotych', t => {
	t.is(
		valueOfCash([
			{valueGrosze: 10_000, count: 3},
			{valueGrosze: 200, count: 14},
		]),
		grosze(32_800),
	);
	t.is(valueOfCash([]), grosze(0));
	t.is(valueOfCash(cashGrosze.map(valueGrosze => ({valueGrosze, count: 1}))), grosze(88_888));
});

const amount = fc.nat(1_000_000);
const movement = fc.oneof(
	fc.tuple(amount, amount, amount).map(([due, change, card]) => {
		return {entry: receipt(due + change, change, card), throughDrawer: due};
	}),
	fc.tuple(amount, amount, amount).map(([minor, worth, change]) => {
		return {entry: receiptIn(minor, worth, change), throughDrawer: -change};
	}),
	amount.map(cash => ({entry: event('cash-in', cash), throughDrawer: cash})),
	amount.map(cash => ({entry: event('cash-out', cash), throughDrawer: -cash})),
	fc.tuple(amount, amount).map(([cash, card]) => ({entry: goodsBack(cash, card), throughDrawer: -cash})),
	fc.constantFrom<TillEventKind>('drawer-opened', 'line-voided', 'override').map(kind => {
		return {entry: event(kind, 700), throughDrawer: 0};
	}),
);

testProp(
	'what has to be in the drawer is what went through it, whatever else was written',
	[amount, fc.array(movement)],
	(t, float, movements) => {
		const throughDrawer = movements.reduce((sum, each) => sum + each.throughDrawer, float);
		t.is(expected(event('shift-opened', float), ...movements.map(({entry}) => entry)), grosze(throughDrawer));
	},
);
