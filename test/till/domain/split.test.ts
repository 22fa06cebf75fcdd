import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import type {Route} from '../../../till/domain/catalogue.ts';
import {worthOf} from '../../../till/domain/currency.ts';
import type {Tender, TenderKind} from '../../../till/domain/entry.ts';
import {grosze, sumGrosze, zeroGrosze} from '../../../till/domain/money.ts';
import {grams, pieces, valueOfQuantity} from '../../../till/domain/quantity.ts';
import type {Slip} from '../../../till/domain/slip.ts';
import {type PaidSale, type SplitDeposit, type SplitLine, splitIntoSlips} from '../../../till/domain/split.ts';
import {checkPayment} from '../../../till/domain/tenders.ts';
import {vatTable} from './shop.ts';

const bread: SplitLine = {
	line: 1,
	route: 'main',
	name: 'Chleb razowy',
	vat: 'C',
	unit: 'szt',
	quantity: {pieces: pieces(2)},
	priceGrosze: grosze(550),
	grossGrosze: grosze(1100),
	discountGrosze: grosze(100),
	discountName: 'Karta sąsiada',
	takesVoucher: true,
};
const beer: SplitLine = {
	line: 2,
	route: 'alcohol',
	name: 'Piwo jasne 0,5 l',
	vat: 'A',
	unit: 'szt',
	quantity: {pieces: pieces(4)},
	priceGrosze: grosze(500),
	grossGrosze: grosze(2000),
	discountGrosze: zeroGrosze,
	takesVoucher: true,
};
const cans: SplitDeposit = {
	line: 2,
	packageNumber: 2,
	name: 'Puszka',
	pieces: 4,
	valueGrosze: grosze(50),
	totalGrosze: grosze(200),
	takesVoucher: true,
};
const tender = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});

function sale(part: Partial<PaidSale>): PaidSale {
	return {
		lines: [bread, beer],
		deposits: [cans],
		packages: [],
		tenders: [tender('cash', 3200)],
		changeGrosze: zeroGrosze,
		vatTable,
		printers: ['main', 'alcohol'],
		cashierName: 'Anna',
		tillNumber: 3,
		saleId: 'sale-1',
		...part,
	};
}

const tendersOf = (slips: readonly Slip[]) =>
	slips.map(({route, tenders, changeGrosze}) => ({route, tenders, changeGrosze}));

test('alcohol is printed on its own slip, and its deposit with it', t => {
	const {line: _1, route: _2, takesVoucher: _6, ...breadLine} = bread;
	const {line: _3, route: _4, takesVoucher: _7, ...beerLine} = beer;
	const {line: _5, takesVoucher: _8, ...canDeposit} = cans;
	const people = {cashierName: 'Anna', tillNumber: 3, saleId: 'sale-1'};
	t.deepEqual(splitIntoSlips(sale({})), [
		{
			route: 'main',
			lines: [breadLine],
			deposits: [],
			vat: [{letter: 'C', rate: 500, grossGrosze: grosze(1000), vatGrosze: grosze(48)}],
			goodsGrosze: grosze(1000),
			depositsGrosze: zeroGrosze,
			dueGrosze: grosze(1000),
			tenders: [tender('cash', 1000)],
			changeGrosze: zeroGrosze,
			...people,
		},
		{
			route: 'alcohol',
			lines: [beerLine],
			deposits: [canDeposit],
			vat: [{letter: 'A', rate: 2300, grossGrosze: grosze(2000), vatGrosze: grosze(374)}],
			goodsGrosze: grosze(2000),
			depositsGrosze: grosze(200),
			dueGrosze: grosze(2200),
			tenders: [tender('cash', 2200)],
			changeGrosze: zeroGrosze,
			...people,
		},
	]);
});

test('a till with one printer prints everything on it', t => {
	const slips = splitIntoSlips(sale({printers: ['main']}));
	t.is(slips.length, 1);
	t.like(slips[0], {route: 'main', goodsGrosze: grosze(3000), depositsGrosze: grosze(200), dueGrosze: grosze(3200)});
	t.deepEqual(
		slips[0]?.vat.map(({letter, grossGrosze}) => [letter, grossGrosze]),
		[
			['A', 2000],
			['C', 1000],
		],
	);
});

test('a sale of alcohol alone has no slip on the main printer', t => {
	const slips = splitIntoSlips(sale({lines: [beer], tenders: [tender('card', 2200)]}));
	t.deepEqual(tendersOf(slips), [{route: 'alcohol', tenders: [tender('card', 2200)], changeGrosze: zeroGrosze}]);
});

test('the change is given on the last slip that cash pays for', t => {
	const slips = splitIntoSlips(sale({tenders: [tender('cash', 5000)], changeGrosze: grosze(1800)}));
	t.deepEqual(tendersOf(slips), [
		{route: 'main', tenders: [tender('cash', 1000)], changeGrosze: zeroGrosze},
		{route: 'alcohol', tenders: [tender('cash', 4000)], changeGrosze: grosze(1800)},
	]);
});

test('a voucher pays first, then the card, then cash', t => {
	const tenders = [tender('cash', 2000), tender('card', 600), tender('voucher', 700)];
	t.deepEqual(tendersOf(splitIntoSlips(sale({tenders, changeGrosze: grosze(100)}))), [
		{route: 'main', tenders: [tender('voucher', 700), tender('card', 300)], changeGrosze: zeroGrosze},
		{route: 'alcohol', tenders: [tender('card', 300), tender('cash', 2000)], changeGrosze: grosze(100)},
	]);
});

test('a voucher for meals pays on each slip for no more than the food there', t => {
	const tenders = [tender('voucher', 800), tender('card', 2400)];
	const slips = splitIntoSlips(
		sale({lines: [bread, {...beer, takesVoucher: false}], deposits: [{...cans, takesVoucher: false}], tenders}),
	);
	t.deepEqual(tendersOf(slips), [
		{route: 'main', tenders: [tender('voucher', 800), tender('card', 200)], changeGrosze: zeroGrosze},
		{route: 'alcohol', tenders: [tender('card', 2200)], changeGrosze: zeroGrosze},
	]);
	t.throws(
		() =>
			splitIntoSlips(
				sale({
					lines: [bread, {...beer, takesVoucher: false}],
					deposits: [{...cans, takesVoucher: false}],
					tenders: [tender('voucher', 3200)],
				}),
			),
		{
			message: /only cash/,
		},
	);
});

test('packages that come back are on the main slip, negative, and the NIP is on both', t => {
	const back = [{...cans, line: undefined, pieces: -3, totalGrosze: grosze(-150)}].map(
		({line: _line, ...each}) => each,
	);
	const slips = splitIntoSlips(sale({packages: back, tenders: [tender('cash', 3050)], buyerNip: '5260250274'}));
	t.like(slips[0], {route: 'main', deposits: back, depositsGrosze: grosze(-150), dueGrosze: grosze(850)});
	t.like(slips[1], {route: 'alcohol', depositsGrosze: grosze(200), dueGrosze: grosze(2200)});
	t.deepEqual(
		slips.map(({buyerNip}) => buyerNip),
		['5260250274', '5260250274'],
	);
});

test('euros are złoty to both printers, and the slip with the change says what they were', t => {
	const foreign = {currency: 'EUR', amountMinor: 1000, rateTenThousandths: 43_000};
	const tenders = [{...tender('cash', 4300), foreign}];
	const slips = splitIntoSlips(sale({tenders, changeGrosze: grosze(1100)}));
	t.deepEqual(tendersOf(slips), [
		{route: 'main', tenders: [tender('cash', 1000)], changeGrosze: zeroGrosze},
		{route: 'alcohol', tenders: [tender('cash', 3300)], changeGrosze: grosze(1100)},
	]);
	t.deepEqual(
		slips.map(({footerLines}) => footerLines),
		[undefined, ['Gotówka: 10,00 EUR po 4,3000 zł']],
	);
});

test('a payment that was never checked is a broken promise', t => {
	const unchecked = (tenders: readonly Tender[], change: number) => () =>
		splitIntoSlips(sale({tenders, changeGrosze: grosze(change)}));
	t.throws(unchecked([tender('cash', 3199)], 0), {message: /Broken promise/});
	t.throws(unchecked([tender('card', 3201)], 1), {message: /only cash/});
	t.throws(unchecked([tender('cash', 3300)], 0), {message: /given back/});
	t.throws(unchecked([tender('card', 3200), tender('cash', 100)], 100), {message: /pays for something/});
});

test('a deposit without its line and a line of an inactive letter are broken promises', t => {
	t.throws(() => splitIntoSlips(sale({deposits: [{...cans, line: 9}]})), {message: /deposit belongs/});
	t.throws(() => splitIntoSlips(sale({lines: [bread, {...beer, vat: 'F'}]})), {message: /VAT letter/});
});

const drawnLine = fc.record({
	route: fc.constantFrom<Route>('main', 'alcohol'),
	vat: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
	weighed: fc.boolean(),
	amount: fc.integer({min: 1, max: 5000}),
	price: fc.integer({min: 1, max: 5000}),
	percent: fc.integer({min: 0, max: 100}),
	deposit: fc.boolean(),
});
const drawnSale = fc
	.record({
		lines: fc.array(drawnLine, {minLength: 1, maxLength: 12}),
		shares: fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)),
		excess: fc.nat(20_000),
		onePrinter: fc.boolean(),
	})
	.map(({lines: drawn, shares, excess, onePrinter}) => {
		const lines = drawn.map(({route, vat, weighed, amount, price, percent}, index): SplitLine => {
			const quantity = weighed ? {weightGrams: grams(amount)} : {pieces: pieces(amount)};
			const grossGrosze = valueOfQuantity(quantity, grosze(price));
			return {
				line: index + 1,
				route,
				name: `Towar ${index}`,
				vat,
				unit: weighed ? 'kg' : 'szt',
				quantity,
				priceGrosze: grosze(price),
				grossGrosze,
				discountGrosze: grosze(Math.floor((grossGrosze * percent) / 100)),
				takesVoucher: true,
			};
		});
		const deposits = drawn.flatMap(({deposit, weighed, amount}, index): SplitDeposit[] =>
			deposit && !weighed
				? [{...cans, line: index + 1, pieces: amount, totalGrosze: grosze(amount * cans.valueGrosze)}]
				: [],
		);
		const due =
			sumGrosze(lines.map(line => grosze(line.grossGrosze - line.discountGrosze))) +
			sumGrosze(deposits.map(({totalGrosze}) => totalGrosze));
		let left = due;
		const tenders = (['voucher', 'card', 'transfer'] as const).flatMap((kind, index) => {
			const amount = Math.floor((left * (shares[index] ?? 0)) / 100);
			left -= amount;
			return amount > 0 ? [tender(kind, amount)] : [];
		});
		if (left > 0) tenders.push(tender('cash', left + excess));
		const changeGrosze = grosze(left > 0 ? excess : 0);
		const printers: readonly Route[] = onePrinter ? ['main'] : ['main', 'alcohol'];
		return {due: grosze(due), paid: sale({lines, deposits, tenders, changeGrosze, printers})};
	})
	.filter(({due}) => due > 0);

const paidWith = (tenders: readonly Tender[], kind?: TenderKind) =>
	sumGrosze(tenders.filter(one => kind === undefined || one.kind === kind).map(one => one.amountGrosze));

testProp('splitting loses nothing and doubles nothing', [drawnSale], (t, {due, paid}) => {
	const slips = splitIntoSlips(paid);
	t.is(checkPayment(paid.tenders, due).ok, true);
	t.is(sumGrosze(slips.map(({dueGrosze}) => dueGrosze)), due);
	t.is(sumGrosze(slips.map(({changeGrosze}) => changeGrosze)), paid.changeGrosze);
	for (const kind of ['cash', 'card', 'voucher', 'transfer'] as const) {
		t.is(sumGrosze(slips.map(({tenders}) => paidWith(tenders, kind))), paidWith(paid.tenders, kind));
	}
	const names = (list: readonly {readonly name: string}[]) => list.map(({name}) => name).sort();
	t.deepEqual(names(slips.flatMap(({lines}) => lines)), names(paid.lines));
	t.is(slips.flatMap(({deposits}) => deposits).length, paid.deposits.length);
});

testProp(
	'whichever part of the cash is foreign, the slips come to the same',
	[drawnSale, fc.nat(100_000), fc.integer({min: 1, max: 100_000})],
	(t, {paid}, amountMinor, rateTenThousandths) => {
		const foreign = {currency: 'EUR', amountMinor, rateTenThousandths};
		const cash = paidWith(paid.tenders, 'cash');
		const worth = worthOf(foreign);
		const isPart = worth > 0 && worth <= cash;
		const others = paid.tenders.filter(({kind}) => kind !== 'cash');
		const rest = cash - worth;
		const parted = [...others, {...tender('cash', worth), foreign}, ...(rest > 0 ? [tender('cash', rest)] : [])];
		const slips = splitIntoSlips({...paid, tenders: isPart ? parted : paid.tenders});
		t.deepEqual(
			slips.map(({footerLines: _line, ...slip}) => slip),
			splitIntoSlips(paid) as typeof slips,
		);
		t.is(slips.flatMap(({footerLines = []}) => footerLines).length, isPart ? 1 : 0);
	},
);

testProp('each slip is paid to the grosz, and gives change from its own cash only', [drawnSale], (t, {paid}) => {
	const slips = splitIntoSlips(paid);
	for (const slip of slips) {
		t.is(grosze(paidWith(slip.tenders) - slip.changeGrosze), slip.dueGrosze);
		t.true(slip.changeGrosze >= 0 && slip.changeGrosze <= paidWith(slip.tenders, 'cash'));
		t.true(slip.dueGrosze >= 0 && slip.tenders.every(({amountGrosze}) => amountGrosze > 0));
		t.is(sumGrosze(slip.vat.map(({grossGrosze}) => grossGrosze)), slip.goodsGrosze);
		t.is(new Set(slip.tenders.map(({kind}) => kind)).size, slip.tenders.length);
	}
	t.true(slips.filter(({changeGrosze}) => changeGrosze > 0).length <= 1);
});

testProp(
	'the order of lines and tenders never changes what a slip comes to',
	[drawnSale, fc.nat()],
	(t, {paid}, turn) => {
		const turned = <T>(list: readonly T[]): readonly T[] => {
			const at = list.length === 0 ? 0 : turn % list.length;
			return [...list.slice(at), ...list.slice(0, at)].reverse();
		};
		const sums = (slips: readonly Slip[]) => slips.map(({lines: _lines, deposits: _deposits, ...rest}) => rest);
		const {lines, deposits, tenders} = paid;
		t.deepEqual(
			sums(splitIntoSlips({...paid, lines: turned(lines), deposits: turned(deposits), tenders: turned(tenders)})),
			sums(splitIntoSlips(paid)),
		);
	},
);
