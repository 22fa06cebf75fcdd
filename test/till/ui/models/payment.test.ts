import {fc, testProp} from '@fast-check/ava';
import {signal} from '@preact/signals';
import test from 'ava';
import type {Currency} from '../../../../till/domain/catalogue.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {mixedKinds, notesZloty, Payment, paymentForms} from '../../../../till/ui/models/payment.ts';

const due = (dueGrosze: number, voucherGroszeMax = 100_000) =>
	new Payment(signal({dueGrosze: grosze(dueGrosze), voucherGroszeMax: grosze(voucherGroszeMax)}));
const type = (payment: Payment, text: string) => {
	for (const character of text) payment.entry.press(character);
};

test('nothing given is not a payment', t => {
	const payment = due(13322);
	t.false(payment.acceptable.value);
	t.deepEqual(payment.tenders.value, []);
});

test('a voucher pays for food alone: the whole of it is not taken, and in a mixed payment it takes what it may', t => {
	const payment = due(5000, 1200);
	payment.choose('voucher');
	t.true(payment.voucherTooMuch.value);
	t.false(payment.acceptable.value);
	payment.choose('mixed');
	payment.put('voucher');
	payment.put('card');
	t.deepEqual(payment.tenders.value, [
		{kind: 'voucher', amountGrosze: grosze(1200)},
		{kind: 'card', amountGrosze: grosze(3800)},
	]);
	t.true(payment.acceptable.value);
});

test('where money goes out, nothing has to be given', t => {
	const payment = due(-250);
	t.true(payment.acceptable.value);
	t.deepEqual(payment.tenders.value, []);
	t.is(payment.changeGrosze.value, 250);
	payment.choose('card');
	t.deepEqual(payment.tenders.value, []);
});

test('notes add up, and the change is known before anything is accepted', t => {
	const payment = due(13322);
	payment.addNote(100);
	t.false(payment.acceptable.value);
	t.is(payment.changeGrosze.value, -3322);
	payment.addNote(50);
	t.true(payment.acceptable.value);
	t.is(payment.changeGrosze.value, 1678);
	t.deepEqual(payment.tenders.value, [{kind: 'cash', amountGrosze: 15000}]);
});

test('a note of 100 and a typed 5 are 105', t => {
	const payment = due(10499);
	payment.addNote(100);
	type(payment, '5');
	t.is(payment.givenGrosze.value, 10500);
	t.is(payment.changeGrosze.value, 1);
});

test('exact means exact, whatever was touched before', t => {
	const payment = due(13322);
	payment.addNote(200);
	payment.give(13322);
	t.is(payment.changeGrosze.value, 0);
	t.true(payment.acceptable.value);
});

test('a card pays the whole amount', t => {
	const payment = due(13322);
	payment.addNote(20);
	payment.choose('card');
	t.deepEqual(payment.tenders.value, [{kind: 'card', amountGrosze: 13322}]);
	t.true(payment.acceptable.value);
});

test('mixed: a voucher of ten, a card for the rest', t => {
	const payment = due(13322);
	payment.choose('mixed');
	type(payment, '10');
	payment.put('voucher');
	payment.put('card');
	t.deepEqual(payment.tenders.value, [
		{kind: 'voucher', amountGrosze: 1000},
		{kind: 'card', amountGrosze: 12322},
	]);
	t.true(payment.acceptable.value);
});

test('mixed: what a card cannot give back it does not take, but cash does', t => {
	const payment = due(5000);
	payment.choose('mixed');
	type(payment, '80');
	payment.put('card');
	t.is(payment.parts.value.card, 5000);
	payment.clear();
	type(payment, '30');
	payment.put('card');
	type(payment, '50');
	payment.put('cash');
	t.is(payment.changeGrosze.value, 3000);
});

test('mixed: a form touched again with nothing typed is taken back', t => {
	const payment = due(5000);
	payment.choose('mixed');
	payment.put('voucher');
	payment.put('voucher');
	t.deepEqual(payment.tenders.value, []);
});

test('another form begins from nothing', t => {
	const payment = due(5000);
	payment.addNote(50);
	payment.choose('mixed');
	t.is(payment.givenGrosze.value, 0);
	payment.choose('cash');
	t.is(payment.givenGrosze.value, 0);
});

const euro = {code: 'EUR', rateTenThousandths: 42_750, denominationsMinor: [500, 1000, 2000]};
const koruna = {code: 'CZK', rateTenThousandths: 1650};
const near = (dueGrosze: number, currencies: readonly Currency[] = [euro, koruna]) => {
	const taken = signal(currencies);
	const bill = signal({dueGrosze: grosze(dueGrosze), voucherGroszeMax: grosze(100_000)});
	return {payment: new Payment(bill, {currencies: taken, transfers: signal(true)}), taken};
};
const inEuros = (amountMinor: number, amount: number) => ({
	kind: 'cash' as const,
	amountGrosze: grosze(amount),
	foreign: {currency: 'EUR', amountMinor, rateTenThousandths: 42_750},
});

test('there is no currency to choose where the shop takes none', t => {
	t.deepEqual(due(1).forms, ['cash', 'card', 'voucher', 'mixed']);
	t.deepEqual(near(1).payment.forms, ['cash', 'card', 'voucher', 'transfer', 'mixed', 'foreign']);
});

test('two notes of 20 EUR and a typed 1,50 are 41.50 EUR, worth 177.41 zł', t => {
	const {payment} = near(13322);
	payment.choose('foreign');
	payment.foreign.addNote(2000);
	payment.foreign.addNote(2000);
	type(payment, '1,50');
	t.deepEqual(payment.tenders.value, [inEuros(4150, 17_741)]);
	t.is(payment.changeGrosze.value, 17_741 - 13_322);
	t.true(payment.acceptable.value);
	payment.give(3116);
	t.is(payment.changeGrosze.value, -1);
	t.false(payment.acceptable.value);
	payment.chooseCurrency('CZK');
	t.deepEqual(payment.tenders.value, [], 'what was given was of the currency before');
});

test('mixed: a note of 20 EUR and the rest by card; touched again the note is taken back', t => {
	const {payment} = near(13322);
	payment.choose('mixed');
	type(payment, '20');
	payment.putForeign('EUR');
	payment.put('card');
	t.deepEqual(payment.tenders.value, [{kind: 'card', amountGrosze: grosze(13_322 - 8550)}, inEuros(2000, 8550)]);
	t.true(payment.acceptable.value);
	payment.putForeign('EUR');
	t.is(payment.changeGrosze.value, -8550);
	payment.putForeign('CZK');
	t.true(payment.acceptable.value, 'as much as pays what is missing');
});

test('a currency that the shop takes no more is no payment, and nothing of it is counted as another one', t => {
	const {payment, taken} = near(1000);
	payment.choose('foreign');
	payment.foreign.addNote(2000);
	taken.value = [koruna];
	t.deepEqual(payment.tenders.value, []);
	t.false(payment.acceptable.value);
	taken.value = [{...euro, rateTenThousandths: 43_000}];
	t.is(payment.givenGrosze.value, 8600, 'a new rate is shown at once');
});

const touch = fc.oneof(
	fc.constantFrom(...notesZloty).map(note => (payment: Payment) => payment.addNote(note)),
	fc.constantFrom('0', '00', '5', ',').map(digit => (payment: Payment) => payment.entry.press(digit)),
	fc.constantFrom(...mixedKinds).map(kind => (payment: Payment) => payment.put(kind)),
	fc.constantFrom(...paymentForms).map(form => (payment: Payment) => payment.choose(form)),
	fc.constantFrom('EUR', 'CZK').map(code => (payment: Payment) => payment.putForeign(code)),
	fc.constantFrom('EUR', 'CZK').map(code => (payment: Payment) => payment.chooseCurrency(code)),
	fc.constantFrom(500, 2000).map(note => (payment: Payment) => payment.foreign.addNote(note)),
);

testProp(
	'whatever is touched, change only ever comes from cash',
	[fc.integer({min: 1, max: 100_000}), fc.array(touch)],
	(t, dueGrosze, touches) => {
		const {payment} = near(dueGrosze);
		for (const each of touches) each(payment);
		const cashless = payment.tenders.value.filter(({kind}) => kind !== 'cash');
		t.true(cashless.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0) <= dueGrosze);
		t.true(payment.tenders.value.every(({amountGrosze}) => amountGrosze > 0));
		t.is(payment.acceptable.value, payment.givenGrosze.value >= dueGrosze);
	},
);
