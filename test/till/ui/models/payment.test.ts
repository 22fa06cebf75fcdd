import {fc, testProp} from '@fast-check/ava';
import {signal} from '@preact/signals';
import test from 'ava';
import {grosze} from '../../../../till/domain/money.ts';
import {mixedKinds, notesZloty, Payment} from '../../../../till/ui/models/payment.ts';

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

const touch = fc.oneof(
	fc.constantFrom(...notesZloty).map(note => (payment: Payment) => payment.addNote(note)),
	fc.constantFrom('0', '00', '5', ',').map(digit => (payment: Payment) => payment.entry.press(digit)),
	fc.constantFrom(...mixedKinds).map(kind => (payment: Payment) => payment.put(kind)),
	fc.constantFrom('cash', 'card', 'voucher', 'mixed').map(form => (payment: Payment) => payment.choose(form)),
);

testProp(
	'whatever is touched, change only ever comes from cash',
	[fc.integer({min: 1, max: 100_000}), fc.array(touch)],
	(t, dueGrosze, touches) => {
		const payment = due(dueGrosze);
		for (const each of touches) each(payment);
		const cashless = payment.tenders.value.filter(({kind}) => kind !== 'cash');
		t.true(cashless.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0) <= dueGrosze);
		t.true(payment.tenders.value.every(({amountGrosze}) => amountGrosze > 0));
		t.is(payment.acceptable.value, payment.givenGrosze.value >= dueGrosze);
	},
);
