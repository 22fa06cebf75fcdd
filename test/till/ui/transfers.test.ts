/** Money by transfer on the screen: its key, what it asks for, and that nothing is lost while somebody is asked. */
import {signal} from '@preact/signals';
import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {Payment} from '../../../till/ui/models/payment.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

const state = states['payment-transfers'];
const withoutTransfers = (({transfers: _none, ...others}) => others)(state);

function payer(dueGrosze: number) {
	const bill = signal({dueGrosze: grosze(dueGrosze), voucherGroszeMax: grosze(100_000)});
	const transfers = signal(true);
	return {payment: new Payment(bill, {currencies: signal([]), transfers}), transfers};
}

test('a shop that takes no transfers has no key for them, at once or in part', t => {
	t.is(element(pageOf(states.payment), 'form-transfer'), undefined);
	t.truthy(element(pageOf(state), 'form-transfer'));
	const {desk} = deskAt(states.payment);
	desk.payment.choose('mixed');
	t.is(element(page(desk), 'part-transfer'), undefined);
});

test('the whole amount by transfer: nothing is typed, nothing is given back, and the NIP is at hand', t => {
	const {desk, sent} = deskAt(state);
	desk.payment.choose('transfer');
	const html = page(desk);
	t.true(
		textOf(element(html, 'whole-transfer')?.after ?? '').startsWith(' Płatność przelewem 133,22 zł Towar wychodzi'),
	);
	t.true(isDisabled(html, 'digit-7'));
	t.false(isDisabled(html, 'nip'));
	t.true(textOf(element(html, 'main-key')?.after ?? '').startsWith(' PRZYJMIJ bez reszty'));
	t.deepEqual(desk.payment.tenders.value, [{kind: 'transfer', amountGrosze: grosze(13_322)}]);
	desk.preferences.toggleLanguage();
	t.true(textOf(page(desk)).includes('Payment by transfer'));
	t.deepEqual(sent, []);
});

test('where packages cost more than the goods nothing is transferred', t => {
	const {payment} = payer(-250);
	payment.choose('transfer');
	t.deepEqual(payment.tenders.value, []);
	t.true(payment.acceptable.value);
});

test('mixed: so much by transfer, the rest in cash with change; what is most restricted is written first', t => {
	const {payment} = payer(10_000);
	payment.choose('mixed');
	payment.entry.press('90');
	payment.put('transfer');
	payment.entry.press('20');
	payment.put('cash');
	t.is(payment.changeGrosze.value, 1000);
	t.deepEqual(payment.tenders.value, [
		{kind: 'transfer', amountGrosze: grosze(9000)},
		{kind: 'cash', amountGrosze: grosze(2000)},
	]);
	t.deepEqual(payment.mixedKinds, ['voucher', 'transfer', 'card', 'cash']);
});

test('card, voucher and transfer together are never more than is due', t => {
	const {payment} = payer(10_000);
	payment.choose('mixed');
	for (const kind of ['card', 'voucher', 'transfer'] as const) {
		payment.entry.press('60');
		payment.put(kind);
	}
	t.deepEqual(payment.parts.value, {card: 6000, voucher: 4000});
	payment.put('card');
	payment.put('transfer');
	t.deepEqual(payment.parts.value, {voucher: 4000, transfer: 6000});
});

test('a transfer that the shop takes no more is no payment', t => {
	const {payment, transfers} = payer(10_000);
	payment.choose('transfer');
	transfers.value = false;
	t.is(payment.form.value, 'cash');
	t.false(payment.acceptable.value);
	transfers.value = true;
	payment.choose('mixed');
	payment.put('transfer');
	transfers.value = false;
	t.deepEqual(payment.tenders.value, []);
	payment.put('card');
	t.deepEqual(payment.tenders.value, [{kind: 'card', amountGrosze: grosze(10_000)}]);
	t.false(payment.forms.includes('transfer'));
});

test('while somebody is asked the parts that were typed stay, and are there when nobody approves', t => {
	const {desk} = deskAt(state);
	desk.payment.choose('mixed');
	desk.payment.entry.press('100');
	desk.payment.put('transfer');
	desk.payment.put('card');
	const {tenders} = desk.payment;
	const typed = tenders.value;
	t.is(typed.length, 2);
	desk.show({...states['approval-transfer'], version: 2});
	t.true(textOf(page(desk)).includes('Zapłata przelewem 133,22 zł'));
	desk.show({...state, version: 3});
	t.is(desk.payment.form.value, 'mixed');
	t.deepEqual(tenders.value, typed);
	desk.show({...states.sale, version: 4});
	desk.show({...states.approval, version: 5});
	desk.show({...state, version: 6});
	t.deepEqual(tenders.value, [], 'the next payment begins with nothing');
});

test('with the change stands that it was a transfer, in either language', t => {
	t.true(textOf(pageOf(states['change-transfer'])).includes('Klient dał przelew 133,22'));
	const {desk} = deskAt(states['change-transfer']);
	desk.preferences.toggleLanguage();
	t.true(textOf(page(desk)).includes('Given transfer 133,22'));
});

test('why not is said in the shop’s words', t => {
	const said = (code: 'transfer-not-taken' | 'untold-payments', about?: string) =>
		textOf(pageOf({...withoutTransfers, message: {code, id: 7, tone: 'error', ...(about && {about})}}));
	t.true(said('transfer-not-taken').includes('Sklep nie przyjmuje zapłaty przelewem'));
	t.true(said('untold-payments', 'alcohol').includes('Drukarka 2 (alkohol) nie wydrukuje przelewu na tym paragonie'));
});

test('six forms fit as the screen is: closer together, and seven parts in rows of four', t => {
	const {desk} = deskAt(state);
	t.true(page(desk).includes('class="side six"'));
	t.false(pageOf(states.payment).includes('side six'));
	desk.payment.choose('mixed');
	t.true(page(desk).includes('notes parts many'));
});
