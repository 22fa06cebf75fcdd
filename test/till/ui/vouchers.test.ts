/** Kinds of vouchers on the screen: which one pays the whole amount, their parts of a mixed payment, their names. */

import {fc, testProp} from '@fast-check/ava';
import {signal} from '@preact/signals';
import test from 'ava';
import type {Tender} from '../../../till/domain/entry.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {paidInLimited} from '../../../till/domain/vouchers.ts';
import {Payment} from '../../../till/ui/models/payment.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';
import {gifts, meals} from './fixtures/vouchers.ts';

const voucher = (kind: typeof meals, amount: number): Tender => ({
	kind: 'voucher',
	amountGrosze: grosze(amount),
	voucher: kind,
});

function payer(dueGrosze: number, voucherGroszeMax: number) {
	const kinds = signal([gifts, meals]);
	const bill = signal({dueGrosze: grosze(dueGrosze), voucherGroszeMax: grosze(voucherGroszeMax)});
	return {payment: new Payment(bill, {currencies: signal([]), transfers: signal(false), vouchers: kinds}), kinds};
}

test('one kind is chosen already, and says its name', t => {
	const {desk} = deskAt(states['payment-one-voucher']);
	desk.payment.choose('voucher');
	t.is(element(page(desk), 'voucher-meals'), undefined);
	t.true(textOf(element(page(desk), 'whole-voucher')?.after ?? '').startsWith(' Bon żywieniowy 133,22 zł'));
	t.deepEqual(desk.payment.tenders.value, [voucher(meals, 13_322)]);
});

test('of two kinds one is touched; the one for food says how much it pays for, the other pays for all', t => {
	const {desk, sent} = deskAt(states['payment-vouchers']);
	desk.payment.choose('voucher');
	t.truthy(element(page(desk), 'voucher-meals'));
	t.true(textOf(element(page(desk), 'main-key')?.after ?? '').includes('bonem najwyżej 132,22 zł'));
	t.true(isDisabled(page(desk), 'main-key'));
	desk.payment.vouchers.choose('gifts');
	t.true(textOf(element(page(desk), 'whole-voucher')?.after ?? '').startsWith(' Bon towarowy 133,22 zł'));
	t.false(isDisabled(page(desk), 'main-key'));
	t.deepEqual(desk.payment.tenders.value, [voucher(gifts, 13_322)]);
	desk.payment.choose('voucher');
	t.deepEqual(desk.payment.tenders.value, [voucher(meals, 13_322)], 'for the next customer the first of them');
	t.deepEqual(sent, []);
});

test('mixed: a key for each kind, and none for vouchers of no kind', t => {
	const {desk} = deskAt(states['payment-vouchers']);
	desk.payment.choose('mixed');
	t.is(element(page(desk), 'part-voucher'), undefined);
	t.true(textOf(element(page(desk), 'part-voucher-gifts')?.after ?? '').startsWith(' Bon towarowy –'));
	desk.payment.putVoucher('meals');
	desk.payment.putVoucher('gifts');
	t.true(textOf(element(page(desk), 'part-voucher-meals')?.after ?? '').startsWith(' Bon żywieniowy 132,22'));
	t.deepEqual(desk.payment.tenders.value, [voucher(meals, 13_222), voucher(gifts, 100)]);
	t.true(desk.payment.acceptable.value);
	desk.payment.putVoucher('gifts');
	desk.payment.put('card');
	t.deepEqual(desk.payment.tenders.value.slice(1), [{kind: 'card', amountGrosze: grosze(100)}]);
});

test('a kind that the office takes away is no part any more', t => {
	const {payment, kinds} = payer(1000, 600);
	payment.choose('mixed');
	payment.putVoucher('meals');
	payment.putVoucher('gifts');
	t.deepEqual(payment.tenders.value, [voucher(meals, 600), voucher(gifts, 400)]);
	kinds.value = [meals];
	t.deepEqual(payment.tenders.value, [voucher(meals, 600)]);
	t.false(payment.acceptable.value);
	kinds.value = [];
	t.deepEqual(payment.tenders.value, []);
	payment.put('voucher');
	t.deepEqual(payment.tenders.value, [{kind: 'voucher', amountGrosze: grosze(600)}]);
});

test('what the customer gave is called by its kind', t => {
	t.true(textOf(pageOf(states['change-vouchers'])).includes('Bon żywieniowy, Bon towarowy, gotówka'));
});

const touch = fc.record({
	part: fc.constantFrom('meals', 'gifts', 'card', 'cash'),
	typed: fc.option(fc.integer({min: 1, max: 30}), {nil: undefined}),
});
testProp(
	'however the parts are touched, food pays for food and nothing but cash is too much',
	[fc.integer({min: 1, max: 2000}), fc.integer({min: 0, max: 2000}), fc.array(touch, {minLength: 1, maxLength: 8})],
	(t, dueGrosze, food, touches) => {
		const {payment} = payer(dueGrosze, Math.min(food, dueGrosze));
		payment.choose('mixed');
		for (const {part, typed} of touches) {
			if (typed !== undefined) payment.entry.press(String(typed));
			if (part === 'card' || part === 'cash') payment.put(part);
			else payment.putVoucher(part);
			const {value} = payment.tenders;
			t.true(paidInLimited(value) <= Math.min(food, dueGrosze));
			const cashless = value.filter(({kind}) => kind !== 'cash');
			t.true(sumGrosze(cashless.map(({amountGrosze}) => amountGrosze)) <= dueGrosze);
			t.true(value.every(({amountGrosze}) => amountGrosze > 0));
		}
	},
);
