/** Cash of other currencies on the screen: at the payment, with the change, and when the drawer is counted. */
import test from 'ava';
import {exchangeRate, foreignMoney} from '../../../till/ui/format.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('an amount stands before its currency, and a rate has its four places', t => {
	t.is(plain(foreignMoney('EUR', 123_456)), '1 234,56 EUR');
	t.is(plain(exchangeRate('CZK', 1650)), '1 CZK = 0,1650 zł');
	t.is(plain(exchangeRate('XDR', 12_345_678)), '1 XDR = 1 234,5678 zł');
});

test('a shop that takes no currency has no key for one', t => {
	t.is(element(pageOf(states.payment), 'form-foreign'), undefined);
	t.truthy(element(pageOf(states['payment-currencies']), 'form-foreign'));
});

test('what is due in euros stands on its key, and what was given says its worth and the change in złoty', t => {
	const {desk, sent} = deskAt(states['payment-currencies']);
	desk.payment.choose('foreign');
	t.true(textOf(element(page(desk), 'foreign-exact')?.after ?? '').startsWith(' 31,17 EUR, równo'));
	t.true(textOf(page(desk)).includes('1 EUR = 4,2750 zł'));
	t.true(isDisabled(page(desk), 'main-key'));
	desk.payment.foreign.addNote(2000);
	t.true(textOf(page(desk)).includes('brakuje 47,72 zł'));
	desk.payment.foreign.addNote(2000);
	t.regex(element(page(desk), 'foreign-note-2000')?.after ?? '', /2×/);
	t.is(textOf(element(page(desk), 'hint')?.after ?? '').slice(0, 24), ' 40,00 EUR = 171,00 zł 4');
	t.true(textOf(element(page(desk), 'main-key')?.after ?? '').includes('PRZYJMIJ reszta 37,78 zł'));
	t.false(isDisabled(page(desk), 'main-key'));
	t.deepEqual(sent, []);
});

test('a currency that the office took away is said, with the others beside it', t => {
	const {desk} = deskAt(states['payment-currencies']);
	desk.payment.choose('foreign');
	const {currencies = []} = states['payment-currencies'];
	desk.show({...states['payment-currencies'], version: 2, currencies: currencies.slice(1)});
	t.true(textOf(page(desk)).includes('Sklep nie przyjmuje już tej waluty'));
	t.truthy(element(page(desk), 'currency-CZK'));
	t.true(isDisabled(page(desk), 'main-key'));
});

test('with the change stands what the customer gave', t => {
	t.true(textOf(pageOf(states['change-currency'])).includes('Klient dał 40,00 EUR 171,00'));
});

test('each currency of the drawer is counted by its amount, whether the shop still takes it or not', t => {
	const {desk, sent} = deskAt({...states['shift-currencies'], currencies: []});
	desk.shift.turnTo('counting');
	t.truthy(element(page(desk), 'cash-CZK'));
	desk.shift.chooseKind(10_000);
	desk.shift.count.press('3');
	desk.shift.chooseCurrency('EUR');
	t.true(textOf(element(page(desk), 'cash-10000')?.after ?? '').startsWith(' 100,00 × 3'));
	desk.shift.foreign.amount.press('340,5');
	desk.shift.chooseCurrency('CZK');
	desk.shift.foreign.amount.press('7');
	desk.shift.foreign.clearCurrency();
	t.true(textOf(element(page(desk), 'cash-EUR')?.after ?? '').startsWith(' EUR 340,50'));
	t.true(textOf(element(page(desk), 'main-key')?.after ?? '').startsWith(' ZAKOŃCZ ZMIANĘ 300,00 zł'));
	desk.shift.close();
	t.deepEqual(sent, [
		{
			do: 'close-shift',
			counted: [{valueGrosze: 10_000, count: 3}],
			foreign: [{currency: 'EUR', amountMinor: 34_050}],
		},
	]);
	t.deepEqual(desk.shift.foreign.counted.value, [], 'the next count begins from nothing');
});

test('a drawer of euros alone is counted too', t => {
	const {desk, sent} = deskAt(states['shift-currencies']);
	desk.shift.turnTo('counting');
	t.true(isDisabled(page(desk), 'main-key'));
	desk.shift.chooseCurrency('EUR');
	t.false(isDisabled(page(desk), 'main-key'));
	desk.shift.foreign.amount.press('20');
	desk.shift.close();
	t.deepEqual(sent, [{do: 'close-shift', counted: [], foreign: [{currency: 'EUR', amountMinor: 2000}]}]);
});

test('the report of a shift has each currency, and says what is missing of which', t => {
	const text = textOf(pageOf(states['shift-closed-currencies']));
	t.true(text.includes('EUR: jest / ma być 340,00 / 345,00 EUR'));
	t.true(text.includes('Brakuje gotówki: 2,00 zł, 5,00 EUR'));
});
