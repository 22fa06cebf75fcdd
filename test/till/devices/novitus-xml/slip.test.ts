import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {anyLine} from '../any-line.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf} from '../slips.ts';
import {closed, faultOfOpening, listeningBench, memoryBench, opened} from './bench.ts';

test('sums that the printer does not reckon itself are refused, and nothing is sold', async t => {
	const bench = await memoryBench();
	await opened(bench);
	const closing = await closed(bench, {...milkAndBottles, goodsGrosze: milkAndBottles.dueGrosze});
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'totals');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.deepEqual(bookOf(bench), {receiptCount: 0, grossGrosze: 0, cancelledCount: 1});
	t.regex(lastSlip(bench), /ANULOWANY/);
});

test('a slip begun while another is open is refused', async t => {
	const bench = await memoryBench();
	await opened(bench);
	t.is((await faultOfOpening(bench)).code, 'transaction-open');
});

test('while others print, a slip is refused and may be tried again', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'busy-elsewhere'});
	t.is((await faultOfOpening(bench)).code, 'busy');
	bench.simulator.clearFault('busy-elsewhere');
	t.is((await opened(bench)).outcome, 'confirmed');
});

test('lines of the slip for its footer come under the fiscal part', async t => {
	const bench = await memoryBench();
	const slip = {...milkAndBottles, footerLines: ['Punkty na karcie: 12', 'Dziękujemy']};
	await opened(bench, slip);
	t.is((await closed(bench, slip)).outcome, 'confirmed');
	t.regex(lastSlip(bench), /SUMA PLN[\s\S]*Punkty na karcie: 12\n *Dziękujemy/);
});

test('the longest slip goes in packets that the printer’s buffer holds', async t => {
	const bench = await listeningBench();
	const lines = Array.from({length: 255}, (_, index) => piecesLine(`${index} ${'Ż&"<'.repeat(10)}`, 'A', 1, 100, 1));
	const slip = {...slipOf({lines}), footerLines: Array.from({length: 60}, () => '&'.repeat(40))};
	t.is((await opened(bench, slip)).outcome, 'confirmed');
	t.is((await closed(bench, slip)).outcome, 'confirmed');
	t.true(Math.max(...bench.sizes) <= 5000);
	t.is(bookOf(bench).grossGrosze, 255 * 99);
});

testProp(
	'whatever is sold, the printer reckons the same sums by its own arithmetic',
	[fc.array(anyLine, {minLength: 1, maxLength: 12}), fc.integer({min: -3, max: 20}), fc.nat(5000)],
	async (t, lines, bottles, extra) => {
		const bench = await memoryBench();
		const deposits = bottles === 0 ? [] : [petDeposit(bottles)];
		const {dueGrosze} = slipOf({lines, deposits});
		const slip = slipOf({lines, deposits, cashGrosze: Math.max(1, dueGrosze + extra)});
		t.is((await opened(bench, slip)).outcome, 'confirmed');
		t.is((await closed(bench, slip)).outcome, 'confirmed');
		t.is(bookOf(bench).grossGrosze, slip.goodsGrosze);
		t.is(bench.simulator.book().lastDocument.change, slip.changeGrosze);
		const printedTax = /SUMA PTU +(\d+),(\d\d)/.exec(lastSlip(bench));
		const tax = slip.vat.reduce((sum, {vatGrosze}) => sum + vatGrosze, 0);
		t.is(Number(printedTax?.[1]) * 100 + Number(printedTax?.[2]), tax);
	},
	{numRuns: 40},
);
