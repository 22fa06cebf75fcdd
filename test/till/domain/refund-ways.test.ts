/** How money goes back: vouchers as vouchers, a mistake as it was paid, and goods that come back in cash or by card. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type Tender, type TenderKind, tenderKinds} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {refundWays} from '../../../till/domain/refund-ways.ts';
import {paidIn} from '../../../till/domain/tenders.ts';

const paid = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
const waysOf = (tenders: readonly Tender[], refund: number, before: readonly Tender[] = []) =>
	refundWays({tenders}, [{tenders: before}], grosze(refund));

test('goods that come back: cash, or a form that paid for all of them', t => {
	const tenders = [paid('card', 500), paid('transfer', 200), paid('cash', 2000)];
	const kinds = (refund: number) => waysOf(tenders, refund).returns.map(({kind}) => kind);
	t.deepEqual(kinds(200), ['cash', 'card', 'transfer']);
	t.deepEqual(kinds(500), ['cash', 'card']);
	t.deepEqual(kinds(501), ['cash']);
});

test('a voucher is never cash: it goes back first, whichever the register', t => {
	const tenders = [paid('voucher', 2000), paid('cash', 1500)];
	const onlyVouchers = [{kind: 'voucher' as const, tenders: [paid('voucher', 2000)]}];
	t.deepEqual(waysOf(tenders, 2000), {returns: onlyVouchers, mistakes: onlyVouchers});
	const both = [{kind: 'cash' as const, tenders: [paid('voucher', 2000), paid('cash', 500)]}];
	t.deepEqual(waysOf(tenders, 2500), {returns: both, mistakes: both});
});

test('a mistake goes back as it was paid; cash instead of it has somebody who answers for it', t => {
	const tenders = [paid('voucher', 1000), paid('card', 500), paid('transfer', 300), paid('cash', 1000)];
	t.deepEqual(waysOf(tenders, 2000).mistakes, [
		{kind: 'card', tenders: [paid('voucher', 1000), paid('card', 500), paid('transfer', 300), paid('cash', 200)]},
		{kind: 'cash', tenders: [paid('voucher', 1000), paid('cash', 1000)], insteadGrosze: grosze(800)},
	]);
	t.deepEqual(waysOf([paid('cash', 500)], 429).mistakes, [{kind: 'cash', tenders: [paid('cash', 429)]}]);
});

test('what went back in a form before is not there again', t => {
	const tenders = [paid('voucher', 1000), paid('card', 1000)];
	t.deepEqual(waysOf(tenders, 500, [paid('voucher', 1000)]).mistakes[0]?.tenders, [paid('card', 500)]);
	t.deepEqual(
		waysOf(tenders, 500, [paid('voucher', 1000), paid('card', 600)]).returns.map(({kind}) => kind),
		['cash'],
	);
});

const sum = (tenders: readonly Tender[]) => tenders.reduce((all, {amountGrosze}) => all + amountGrosze, 0);
const payment = fc.array(fc.tuple(fc.constantFrom(...tenderKinds), fc.integer({min: 1, max: 5000})), {maxLength: 5});

testProp(
	'whatever paid and in whatever parts it comes back: each way is the whole sum, and no part of a voucher becomes cash',
	[payment, fc.array(fc.tuple(fc.integer({min: 1, max: 3000}), fc.boolean(), fc.nat(3)), {minLength: 1, maxLength: 6})],
	(t, tendersOf, parts) => {
		const tenders = tendersOf.map(([kind, amount]) => paid(kind, amount));
		const before: {tenders: readonly Tender[]}[] = [];
		for (const [wanted, isMistake, pick] of parts) {
			const left = sum(tenders) - sum(before.flatMap(each => each.tenders));
			const refund = Math.min(wanted, left);
			const ways = refundWays({tenders}, before, grosze(refund))[isMistake ? 'mistakes' : 'returns'];
			for (const way of ways) t.is(sum(way.tenders), refund);
			t.is(new Set(ways.map(({kind}) => kind)).size, ways.length);
			const way = ways[pick % ways.length];
			if (way !== undefined) before.push(way);
			const back = before.flatMap(each => each.tenders);
			t.true(paidIn('voucher', back) <= paidIn('voucher', tenders));
			t.true(sum(back) - paidIn('voucher', back) <= sum(tenders) - paidIn('voucher', tenders));
		}
	},
);
