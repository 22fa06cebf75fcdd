import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {passOn, receiptOf, reportOf} from '../../../../till/devices/noviapi/commands.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf, weighedLine} from '../slips.ts';
import {memoryBench} from './bench.ts';

const receiptIn = (slip: Slip, form: 'goods' | 'goods-and-deposits' = 'goods') =>
	receiptOf(slip, form).body['receipt'] as Record<string, unknown>;

test('a slip is one request, with every sum for the printer to verify', t => {
	t.deepEqual(receiptIn({...milkAndBottles, buyerNip: '6760000001', footerLines: ['Punkty: 12', '']}), {
		items: [
			{
				article: {
					name: 'Mleko UHT 3,2% 1l',
					ptu: 'C',
					quantity: '2',
					price: '3.49',
					value: '6.98',
					unit: 'szt',
				},
			},
			{container: {name: 'PET do 3 l', number: 1, quantity: '4', value: '2.00'}},
		],
		payments: [{cash: {value: '10.00'}}],
		summary: {total: '6.98', pay_in: '10.00', change: '1.02'},
		printout_lines: [{textline: {text: 'Punkty: 12', masked: false}}, {special_line: {type: 'emptyline'}}],
		buyer: {nip: '6760000001'},
		system_info: {
			cashier_name: 'Bożena Ćwik',
			cash_number: '3',
			system_number: {print_as: 'barcode', value: 'K7M2Q9XA-1'},
		},
	});
});

test('the total leaves deposits out, as in the manufacturer’s example, or holds them, as in his text', t => {
	const {summary} = receiptIn(milkAndBottles, 'goods-and-deposits');
	t.deepEqual(summary, {total: '8.98', pay_in: '10.00', change: '1.02'});
});

test('a weighed good, its discount and a package taken back', t => {
	const line = {
		...weighedLine('Jabłka Szampion', 'C', 1234, 1299, 100),
		discountName: 'Karta stałego klienta i więcej',
	};
	const {items, payments} = receiptIn(slipOf({lines: [line], deposits: [petDeposit(-2)]}));
	t.deepEqual(items, [
		{
			article: {
				name: 'Jabłka Szampion',
				ptu: 'C',
				quantity: '1.234',
				price: '12.99',
				value: '16.03',
				unit: 'kg',
				discount_markup: {type: 'value_discount', name: 'Karta stałego klienta i więcej'.slice(0, 20), value: '1.00'},
			},
		},
		{container_return: {name: 'PET do 3 l', number: 1, quantity: '2', value: '1.00'}},
	]);
	t.deepEqual(payments, [{card: {name: 'Karta', value: '14.03'}}]);
});

test('the day of a report, and a packet to pass on', t => {
	t.deepEqual(reportOf('2026-11-03').body, {daily_report: {date: '03/11/2026'}});
	const identify = Uint8Array.of(0x1b, 0x50, 0x23, 0x76, 0x1b, 0x5c);
	t.deepEqual(passOn(identify).body, {direct_io: {nov_cmd: {base64: 'G1Ajdhtc'}}});
});

const goods = fc.tuple(
	fc.constantFrom('A', 'B', 'C', 'D', 'E'),
	fc.integer({min: 1, max: 500_000}),
	fc.integer({min: 1, max: 99_999}),
	fc.boolean(),
	fc.boolean(),
);

testProp(
	'whatever is sold, the printer reckons the sums of the slip',
	[fc.array(goods, {minLength: 1, maxLength: 30}), fc.integer({min: -3, max: 9})],
	async (t, sold, packages) => {
		const lines = sold.map(([letter, price, amount, weighed, discounted], index) => {
			const name = `Towar ${index}`;
			const discount = discounted ? Math.ceil(price / 2) : 0;
			const vat = letter as 'A';
			if (!weighed) return piecesLine(name, vat, 1 + (amount % 20), price, discount);
			return weighedLine(name, vat, 1000 + amount, price, discount);
		});
		const deposits = packages === 0 ? [] : [petDeposit(packages)];
		const slip = slipOf({lines, deposits});
		fc.pre(slip.goodsGrosze > 0 && slip.dueGrosze > 0);
		const bench = await memoryBench();
		t.is((await bench.run(bench.printer.open(slip))).outcome, 'confirmed');
		const closing = await bench.run(bench.printer.close(slip, {onWaiting: () => {}}));
		t.is(closing.outcome, 'confirmed', JSON.stringify(closing));
		t.is(bookOf(bench).grossGrosze, slip.goodsGrosze);
		await bench.stop();
	},
	{numRuns: 40},
);
