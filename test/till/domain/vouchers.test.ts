/** Vouchers for meals beside vouchers for anything: which a shop takes, what they pay for, and on which slip. */
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {Route, VoucherKind} from '../../../till/domain/catalogue.ts';
import type {Tender, TenderKind} from '../../../till/domain/entry.ts';
import {grosze, sumGrosze, zeroGrosze} from '../../../till/domain/money.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {type SplitDeposit, type SplitLine, splitIntoSlips} from '../../../till/domain/split.ts';
import {settle} from '../../../till/domain/tenders.ts';
import {checkVouchers} from '../../../till/domain/vouchers.ts';
import {vatTable} from './shop.ts';

const meals: VoucherKind = {id: 'meals', name: 'Bon żywieniowy', food: true};
const gifts: VoucherKind = {id: 'gifts', name: 'Bon towarowy'};

const tender = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
const voucher = (kind: VoucherKind, amount: number): Tender => ({...tender('voucher', amount), voucher: kind});

test('a shop takes the kinds it has, as they were shown, and no voucher of no kind', t => {
	const taken = (tenders: readonly Tender[], kinds?: readonly VoucherKind[]) => {
		const checked = checkVouchers(tenders, kinds);
		return checked.ok ? 'taken' : checked.fault;
	};
	const both = [voucher(meals, 500), voucher(gifts, 500), tender('card', 1)];
	t.is(taken(both, [gifts, meals]), 'taken');
	t.is(taken([voucher({...gifts, food: false}, 500)], [gifts]), 'taken', 'for anything, said or not');
	t.deepEqual(taken(both, [meals]), {code: 'voucher-not-taken', name: 'Bon towarowy'});
	t.deepEqual(taken(both, [meals, {...gifts, food: true}]), {code: 'voucher-not-taken', name: 'Bon towarowy'});
	t.deepEqual(taken(both, [{...meals, name: 'Bon obiadowy'}, gifts]), {
		code: 'voucher-not-taken',
		name: 'Bon żywieniowy',
	});
	t.deepEqual(taken([tender('voucher', 500)], [meals]), {code: 'voucher-kind-missing'});
	t.is(taken([tender('voucher', 500), tender('cash', 500)]), 'taken', 'one kind, as ever');
	t.deepEqual(taken([voucher(gifts, 500)]), {code: 'voucher-not-taken', name: 'Bon towarowy'});
});

test('vouchers for food pay together for food at most, others for the rest, and all of them for no more than is due', t => {
	const bill = {
		packagesGrosze: zeroGrosze,
		slipsGrosze: grosze(3000),
		dueGrosze: grosze(3000),
	};
	const settled = (...tenders: readonly Tender[]) => settle(tenders, bill, {voucherGroszeMax: grosze(1000)});
	const tooMuch = {fault: {code: 'voucher-too-much', voucherGroszeMax: grosze(1000)}} as const;
	t.like(settled(voucher(meals, 1000), voucher(gifts, 2000)), {ok: true, value: {changeGrosze: zeroGrosze}});
	t.like(settled(voucher(gifts, 3000)), {ok: true});
	t.like(settled(voucher(meals, 600), voucher({...meals, id: 'school'}, 401), voucher(gifts, 1999)), tooMuch);
	t.like(settled(tender('voucher', 1001), tender('cash', 1999)), tooMuch);
	t.like(settled(voucher(meals, 1000), voucher(gifts, 2001)), {fault: {code: 'overpaid-without-cash'}});
	t.like(settled(voucher(meals, 1000), voucher(gifts, 2000), tender('cash', 1)), {
		fault: {code: 'overpaid-without-cash'},
	});
});

const drawnLine = fc.record({
	route: fc.constantFrom<Route>('main', 'alcohol'),
	priceGrosze: fc.integer({min: 1, max: 5000}),
	takesVoucher: fc.boolean(),
	hasDeposit: fc.boolean(),
});
const shares = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100));
const drawnSale = fc
	.record({
		drawn: fc.array(drawnLine, {minLength: 1, maxLength: 8}),
		shares,
		excess: fc.nat(5000),
		isTurned: fc.boolean(),
	})
	.map(({drawn, shares: [ofMeals, ofSchool, ofGifts, ofCard, ofTransfer], excess, isTurned}) => {
		const lines = drawn.map(
			({route, priceGrosze, takesVoucher}, index): SplitLine => ({
				line: index + 1,
				route,
				name: `Towar ${index}`,
				vat: 'A',
				unit: 'szt',
				quantity: {pieces: pieces(1)},
				priceGrosze: grosze(priceGrosze),
				grossGrosze: grosze(priceGrosze),
				discountGrosze: zeroGrosze,
				takesVoucher,
			}),
		);
		const deposit = {packageNumber: 2, name: 'Puszka', pieces: 1, valueGrosze: grosze(50), totalGrosze: grosze(50)};
		const deposits = drawn.flatMap(({hasDeposit}, index): SplitDeposit[] =>
			hasDeposit ? [{...deposit, line: index + 1, takesVoucher: false}] : [],
		);
		const food = sumGrosze(lines.filter(({takesVoucher}) => takesVoucher).map(({grossGrosze}) => grossGrosze));
		let left = lines.reduce((sum, {grossGrosze}) => sum + grossGrosze, deposits.length * 50);
		let foodLeft: number = food;
		const take = (share: number, most: number) => {
			const amount = Math.floor((Math.min(most, left) * share) / 100);
			left -= amount;
			return amount;
		};
		const mealsPaid = take(ofMeals, foodLeft);
		foodLeft -= mealsPaid;
		const parts = [
			voucher(meals, mealsPaid),
			voucher({...meals, id: 'school'}, take(ofSchool, foodLeft)),
			voucher(gifts, take(ofGifts, left)),
			tender('card', take(ofCard, left)),
			tender('transfer', take(ofTransfer, left)),
		];
		const changeGrosze = grosze(left > 0 ? excess : 0);
		const given = [...parts, tender('cash', left + changeGrosze)].filter(({amountGrosze}) => amountGrosze > 0);
		const paid = {
			lines,
			deposits,
			packages: [],
			tenders: isTurned ? given.toReversed() : given,
			changeGrosze,
			vatTable,
			printers: ['main', 'alcohol'] as const,
			cashierName: 'Anna',
			tillNumber: 3,
			saleId: 'sale-1',
		};
		return {paid, foodGrosze: mealsPaid + (parts[1]?.amountGrosze ?? 0)};
	});

const paidWith = (tenders: readonly Tender[], kind: TenderKind) =>
	sumGrosze(tenders.filter(one => one.kind === kind).map(({amountGrosze}) => amountGrosze));

testProp('splitting changes no total, and a slip has one sum of vouchers', [drawnSale], (t, {paid}) => {
	const slips = splitIntoSlips(paid);
	for (const kind of ['cash', 'card', 'voucher', 'transfer'] as const)
		t.is(sumGrosze(slips.map(({tenders}) => paidWith(tenders, kind))), paidWith(paid.tenders, kind));
	for (const {tenders, dueGrosze, changeGrosze} of slips) {
		t.is(sumGrosze(tenders.map(({amountGrosze}) => amountGrosze)) - changeGrosze, dueGrosze);
		t.is(new Set(tenders.map(({kind}) => kind)).size, tenders.length);
		t.true(tenders.every(one => !('voucher' in one)));
	}
});

testProp(
	'on the slips there is food enough for all vouchers that pay for food',
	[drawnSale],
	(t, {paid, foodGrosze}) => {
		const room = splitIntoSlips(paid).map(({route, tenders}) => {
			const food = paid.lines.filter(line => line.route === route && line.takesVoucher);
			return Math.min(
				paidWith(tenders, 'voucher'),
				food.reduce((sum, {grossGrosze}) => sum + grossGrosze, 0),
			);
		});
		t.true(room.reduce((sum, each) => sum + each, 0) >= foodGrosze);
	},
);

testProp('with vouchers for food alone no slip has more of them than food', [drawnSale], (t, {paid}) => {
	const forFood = paid.tenders.filter(one => one.voucher?.food === true);
	const rest =
		sumGrosze(paid.tenders.map(({amountGrosze}) => amountGrosze)) -
		sumGrosze(forFood.map(({amountGrosze}) => amountGrosze)) -
		paid.changeGrosze;
	const tenders = rest > 0 ? [...forFood, tender('card', rest)] : forFood;
	for (const slip of splitIntoSlips({...paid, tenders, changeGrosze: zeroGrosze})) {
		const food = paid.lines.filter(line => line.route === slip.route && line.takesVoucher);
		t.true(paidWith(slip.tenders, 'voucher') <= food.reduce((sum, {grossGrosze}) => sum + grossGrosze, 0));
	}
});
