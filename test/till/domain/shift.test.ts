import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {cashGrosze, type Entry, type Tender, type TillEventKind} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {bordersShift, expectedCash, type Shift, shiftAfter, valueOfCash} from '../../../till/domain/shift.ts';

const zaneta = {id: '2', name: 'Żaneta'};
const writtenAt = '2026-11-23T06:00:00+01:00';

// As much of an entry as a shift looks at.
const event = (kind: TillEventKind, amount: number) =>
	({type: 'event', event: kind, cashier: zaneta, writtenAt, amountGrosze: grosze(amount)}) as Entry;
const receipt = (cash: number, change: number, card = 0) =>
	({type: 'receipt', tenders: tendersOf(cash, card), changeGrosze: grosze(change)}) as unknown as Entry;
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
