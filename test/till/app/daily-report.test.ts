import test from 'ava';
import type {Route} from '../../../till/domain/catalogue.ts';
import type {DailyReport} from '../../../till/domain/entry.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const resultsOf = (shop: Shop) =>
	Object.fromEntries(shop.snapshot().day.reports.map(({route, state}) => [route, state]));
const results = (shop: Shop, expected: Partial<Record<Route, string>>) =>
	shop.until(
		`the reports: ${JSON.stringify(expected)}`,
		() => JSON.stringify(resultsOf(shop)) === JSON.stringify(expected),
	);
const written = async (shop: Shop): Promise<readonly DailyReport[]> =>
	(await shop.entries()).flatMap(entry => (entry.type === 'event' && entry.report !== undefined ? [entry.report] : []));
const reportCounts = (shop: Shop) => {
	const {main, alcohol} = shop.printers;
	return [main.book().dailyReportCount, alcohol.book().dailyReportCount];
};

/** Milk and beer are sold: both printers have something to report. */
async function milkAndBeer(shop: Shop): Promise<void> {
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
}

async function reopened(shop: Shop): Promise<void> {
	await shop.boot();
	shop.mendCables();
	await shop.until('both printers are seen', () =>
		shop.snapshot().printers.every(({condition}) => condition === 'ready'),
	);
}

test('one key reports the day on both printers, and the book has what each of them said', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	await shop.command({do: 'open-service'});
	await shop.command({do: 'daily-report'});
	t.deepEqual(resultsOf(shop), {main: 'running', alcohol: 'running'});
	await shop.command({do: 'daily-report'});
	t.is(shop.snapshot().message?.code, 'report-running');
	await shop.command({do: 'back'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().message?.code, 'report-running', 'nothing is sold meanwhile');
	await results(shop, {main: 'printed', alcohol: 'printed'});
	t.deepEqual(
		(await written(shop)).toSorted((one, other) => other.route.localeCompare(one.route)),
		[
			{
				route: 'main',
				printer: 'ZBF 1',
				result: 'printed',
				reportNumber: 1,
				receiptCount: 1,
				gross: [{letter: milk.vat, grossGrosze: milk.priceGrosze}],
			},
			{
				route: 'alcohol',
				printer: 'ZBF 2',
				result: 'printed',
				reportNumber: 1,
				receiptCount: 1,
				gross: [{letter: beer.vat, grossGrosze: beer.priceGrosze}],
			},
		],
	);
	t.like(
		(await shop.entries()).find(entry => entry.type === 'event' && entry.event === 'daily-report'),
		{cashier: {id: '2', name: 'Żaneta'}, businessDay: '2026-11-23'},
	);
	t.deepEqual(reportCounts(shop), [1, 1]);
});

test('a report once more finds nothing to report and prints nothing', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'printed'});
	await shop.clock.pass(1000);
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'nothing-to-report', alcohol: 'nothing-to-report'});
	t.deepEqual(reportCounts(shop), [1, 1]);
});

test('the day of a report is the one of the printer’s own clock', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-24T00:04:00+01:00', aheadMs: {main: -5 * 60_000}});
	await milkAndBeer(shop);
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'nothing-to-report'});
	t.pass();
});

test('one printer that refuses is told with its reason, and the other one has reported', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'dailyrep', code: 384});
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'refused'});
	t.like(shop.snapshot().day.reports[1], {code: 'memory'});
	const refused = (await written(shop)).find(({route}) => route === 'alcohol');
	t.like(refused, {result: 'refused', receiptCount: 1});
	t.regex(refused?.reason ?? '', /384/);
	await shop.clock.pass(1000);
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'nothing-to-report', alcohol: 'printed'});
});

test('a printer that is away is told, and nothing is written of it', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	shop.printers.alcohol.powerOff();
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'refused'});
	t.is(shop.snapshot().day.reports[1]?.code, 'not-connected');
	t.deepEqual(
		(await written(shop)).map(({route}) => route),
		['main'],
	);
});

test('a report whose answer was lost is found by the printer’s counter, printed or not', async t => {
	for (const [kind, result, count] of [
		['lose-answer-of', 'printed', 1],
		['lose-command', 'not-printed', 0],
	] as const) {
		const shop = await openShop(t);
		await milkAndBeer(shop);
		shop.printers.main.setFault({kind, command: 'dailyrep'});
		shop.printers.main.setFault({kind, command: 'rpt'});
		await shop.command({do: 'daily-report'});
		await results(shop, {main: result, alcohol: 'printed'});
		t.deepEqual(reportCounts(shop), [count, 1]);
		t.is((await written(shop)).filter(({route}) => route === 'main').length, 1);
	}
});

test('a printer that stays silent is said plainly, and its report is found when it speaks again', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	shop.printers.main.setFault({kind: 'power-cut-after', command: 'dailyrep'});
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'unknown', alcohol: 'printed'});
	shop.printers.main.powerOn();
	shop.mendCables();
	await results(shop, {main: 'printed', alcohol: 'printed'});
	t.deepEqual(reportCounts(shop), [1, 1]);
	t.is((await written(shop)).length, 2);
});

test('the power goes while the printers report: the next start finds it, and nothing is reported twice', async t => {
	const shop = await openShop(t);
	await milkAndBeer(shop);
	for (const printer of Object.values(shop.printers)) printer.setFault({kind: 'lose-answer-of', command: 'dailyrep'});
	await shop.command({do: 'daily-report'});
	await shop.until('both have printed', () => reportCounts(shop).every(count => count === 1));
	t.deepEqual(await written(shop), [], 'no answer has come yet');
	await shop.cutPower();
	await shop.clock.pass(60_000);
	await reopened(shop);
	await shop.until(
		'both results are in the book',
		() => shop.disk.day.held().printers.main !== undefined && Object.keys(shop.disk.day.held().reports).length === 0,
	);
	t.deepEqual(
		(await written(shop)).map(({result, receiptCount}) => [result, receiptCount]),
		[
			['printed', 1],
			['printed', 1],
		],
	);
	await shop.logIn();
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'nothing-to-report', alcohol: 'nothing-to-report'});
	t.deepEqual(reportCounts(shop), [1, 1]);
});

test('under a sale, and for who may not, there is no report', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	await shop.command({do: 'daily-report'});
	t.is(shop.snapshot().screen.at, 'approval');
	await shop.command({do: 'log-out'});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'daily-report'});
	t.like(shop.snapshot(), {message: {code: 'report-under-sale'}, day: {reports: []}});
});

test('while a slip that was put aside waits for its printer, nothing is reported and its counters stay as they are', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'power-cut-after', command: 'trend'});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.until('nobody knows', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'printing' && screen.problem?.kind === 'waiting';
	});
	await shop.command({do: 'suspend-sale'});
	await shop.command({do: 'daily-report'});
	t.like(shop.snapshot(), {message: {code: 'report-under-sale'}, day: {reports: []}});
	shop.printers.alcohol.powerOn();
	shop.mendCables();
	await shop.clock.pass(5000);
	await shop.command({do: 'resume-sale'});
	await shop.screen('change');
	await shop.audit();
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'printed'});
});

test('a receipt that somebody left open is cancelled and reported with the day', async t => {
	const shop = await openShop(t);
	await shop.clock.pass(1000);
	await shop.leaveReceiptOpen('main');
	await shop.logIn();
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed', alcohol: 'nothing-to-report'});
	t.is(shop.printers.main.book().records.filter(({kind}) => kind === 'cancelled').length, 1);
});

test('a till with one printer reports on it alone', async t => {
	const shop = await openShop(t, {hasOnePrinter: true});
	await milkAndBeer(shop);
	await shop.command({do: 'daily-report'});
	await results(shop, {main: 'printed'});
	t.is(shop.printers.main.book().dailyReportCount, 1);
});
