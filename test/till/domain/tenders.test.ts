import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import type {Tender, TenderKind} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {cashSuggestions, checkPayment} from '../../../till/domain/tenders.ts';

const tender = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
const due = grosze(4730);

test('fifty złoty for 47.30 gives 2.70 back', t => {
	t.deepEqual(checkPayment([tender('cash', 5000)], due), {
		ok: true,
		value: {paidGrosze: grosze(5000), changeGrosze: grosze(270)},
	});
});

test('a voucher, a card and cash may share a sale', t => {
	t.like(checkPayment([tender('voucher', 2000), tender('card', 2000), tender('cash', 1000)], due), {
		value: {changeGrosze: grosze(270)},
	});
	t.like(checkPayment([tender('card', 4730)], due), {ok: true, value: {changeGrosze: grosze(0)}});
});

test('too little is refused with what is missing', t => {
	t.deepEqual(checkPayment([tender('cash', 4000)], due), {
		ok: false,
		fault: {code: 'not-enough', missingGrosze: grosze(730)},
	});
	t.like(checkPayment([], due), {fault: {code: 'not-enough', missingGrosze: due}});
});

test('a card or a voucher never pays more than is due, with or without cash beside it', t => {
	t.deepEqual(checkPayment([tender('card', 5000)], due), {
		ok: false,
		fault: {code: 'overpaid-without-cash', excessGrosze: grosze(270)},
	});
	t.like(checkPayment([tender('voucher', 5000), tender('cash', 100)], due), {fault: {code: 'overpaid-without-cash'}});
	t.like(checkPayment([tender('card', 4730), tender('cash', 100)], due), {
		fault: {code: 'overpaid-without-cash', excessGrosze: grosze(100)},
	});
});

test('amounts of nothing or less are refused, and so is paying for nothing', t => {
	t.like(checkPayment([tender('cash', 5000), tender('card', 0)], due), {fault: {code: 'amount-not-positive'}});
	t.like(checkPayment([tender('cash', 5000), tender('card', -1)], due), {fault: {code: 'amount-not-positive'}});
	t.like(checkPayment([tender('cash', 5000)], grosze(0)), {fault: {code: 'nothing-to-pay'}});
});

test('the cash keys offer the exact amount and the next banknotes', t => {
	t.deepEqual(cashSuggestions(due), [4730, 5000, 6000, 10_000, 20_000, 50_000].map(grosze));
	t.deepEqual(cashSuggestions(grosze(2000)), [2000, 5000, 10_000, 20_000, 50_000].map(grosze));
	t.deepEqual(cashSuggestions(grosze(20_001)), [20_001, 21_000, 22_000, 25_000, 30_000, 40_000, 50_000].map(grosze));
	t.deepEqual(cashSuggestions(grosze(0)), []);
});

testProp('every suggestion pays, and is offered once', [fc.integer({min: 1, max: 10_000_000})], (t, amount) => {
	const suggestions = cashSuggestions(grosze(amount));
	t.is(suggestions[0], grosze(amount));
	t.is(new Set(suggestions).size, suggestions.length);
	for (const cash of suggestions) {
		const checked = checkPayment([{kind: 'cash', amountGrosze: cash}], grosze(amount));
		t.deepEqual(checked, {ok: true, value: {paidGrosze: cash, changeGrosze: grosze(cash - amount)}});
	}
});

testProp(
	'a payment that is taken covers what is due, and its change is less than its cash',
	[
		fc.array(
			fc.tuple(fc.constantFrom<TenderKind>('cash', 'card', 'voucher', 'transfer'), fc.integer({max: 5000, min: -10})),
		),
		fc.integer({min: -10, max: 9000}),
	],
	(t, drawn, owed) => {
		const tenders = drawn.map(([kind, amount]) => tender(kind, amount));
		const checked = checkPayment(tenders, grosze(owed));
		const sum = (list: readonly Tender[]) => list.reduce((total, {amountGrosze}) => total + amountGrosze, 0);
		const cash = sum(tenders.filter(({kind}) => kind === 'cash'));
		const mayPass = owed > 0 && drawn.every(([, amount]) => amount > 0) && sum(tenders) >= owed;
		const fits = sum(tenders) - cash < owed || (cash === 0 && sum(tenders) === owed);
		t.is(checked.ok, mayPass && fits);
		if (checked.ok) t.is(checked.value.changeGrosze, grosze(sum(tenders) - owed));
	},
);
