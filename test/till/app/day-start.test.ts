import test from 'ava';
import type {Route} from '../../../till/domain/catalogue.ts';
import type {TillEventKind} from '../../../till/domain/entry.ts';
import {vatTable} from '../domain/shop.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const minuteMs = 60_000;
const manager = '5';

const codesOf = (shop: Shop) => shop.snapshot().day.findings.map(({code}) => code);
const found = (shop: Shop, ...codes: readonly string[]) =>
	shop.until(`found: ${codes.join(', ')}`, () => JSON.stringify(codesOf(shop)) === JSON.stringify(codes));
const nothingFound = (shop: Shop) => found(shop);
const eventsOf = async (shop: Shop, kind: TillEventKind) =>
	(await shop.entries()).flatMap(entry => (entry.type === 'event' && entry.event === kind ? [entry] : []));

/** One after the other at the same till. */
async function comes(shop: Shop, cashier: string): Promise<void> {
	const {cashier: former, screen} = shop.snapshot();
	if (former !== undefined) await shop.command({do: screen.at === 'service' ? 'back' : 'log-out'});
	await shop.logIn(cashier);
}

async function sellsMilk(shop: Shop): Promise<void> {
	await comes(shop, '2');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
}

/** Goods are answered with a message, and the screen shows what stops. */
async function sellsNothing(shop: Shop): Promise<void> {
	await comes(shop, '2');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	if (shop.snapshot().message?.code !== 'day-stopped') throw new Error('goods are sold');
	if (shop.snapshot().screen.at !== 'day-start') throw new Error('the screen does not show why');
}

/** Everybody goes home, and the till is switched on again that much later. */
async function switchedOffFor(shop: Shop, spanMs: number): Promise<void> {
	await shop.cutPower();
	await shop.clock.pass(spanMs);
	await shop.boot();
	shop.mendCables();
	await shop.until('both printers are seen', () =>
		shop.snapshot().printers.every(({condition}) => condition === 'ready'),
	);
}

test('on an ordinary morning nothing is asked of anybody', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T20:00:00+01:00'});
	await sellsMilk(shop);
	await shop.printReport('main');
	await switchedOffFor(shop, 10 * 60 * minuteMs);
	await shop.clock.pass(2 * minuteMs);
	t.deepEqual(shop.snapshot().day, {findings: [], isPrinterClockRight: false, reports: []});
	await sellsMilk(shop);
	t.is(shop.printed('main').length, 2);
});

test('a till without an alcohol printer asks the one it has', async t => {
	const shop = await openShop(t, {hasOnePrinter: true, aheadMs: {main: 11 * minuteMs}});
	await found(shop, 'clock-apart');
	shop.aheadMs.main = 0;
	await nothingFound(shop);
	await sellsMilk(shop);
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.screen('change');
	t.is(shop.printed('main').length, 2);
});

test('yesterday’s report that was not made stops the first sale, and it goes on after the report', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T20:00:00+01:00'});
	await sellsMilk(shop);
	await switchedOffFor(shop, 10 * 60 * minuteMs);
	await found(shop, 'report-due');
	t.like(shop.snapshot().day.findings[0], {route: 'main', since: '2026-11-23'});
	t.is(shop.snapshot().screen.at, 'login');
	await sellsNothing(shop);
	await shop.command({do: 'daily-report'});
	await nothingFound(shop);
	t.is(shop.snapshot().screen.at, 'sale');
	await sellsMilk(shop);
	t.is(shop.printers.main.book().dailyReportCount, 1);
});

test('midnight at a till that stands idle is a new day', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T23:58:30+01:00'});
	await sellsMilk(shop);
	t.deepEqual(codesOf(shop), []);
	await found(shop, 'report-due');
});

test('goods just after midnight are the first ones of the new day', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T23:59:55+01:00'});
	await sellsMilk(shop);
	await shop.clock.pass(6000);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.until('it is not printed', () => shop.snapshot().message?.code === 'sale-stopped');
	t.is(shop.printed('main').length, 1);
});

test('eleven minutes between the clocks stop until a manager says that the till is right, also after a restart', async t => {
	const shop = await openShop(t, {aheadMs: {main: -11 * minuteMs}});
	await found(shop, 'clock-apart');
	await sellsNothing(shop);
	await shop.command({do: 'confirm-clock', right: 'till'});
	t.like(
		shop.snapshot().screen,
		{at: 'approval', approvers: [{name: 'Ewa z biura'}]},
		'a cashier is told who is needed',
	);
	await comes(shop, manager);
	t.is(shop.snapshot().screen.at, 'day-start');
	await shop.command({do: 'confirm-clock', right: 'till'});
	await nothingFound(shop);
	t.is(shop.snapshot().screen.at, 'service', 'there is nothing more for the manager to do');
	t.like(await eventsOf(shop, 'clock-confirmed'), [
		{
			cashier: {id: manager},
			clock: {right: 'till', printers: {0: {route: 'main', printer: 'ZBF 1', wallTime: '2026-11-23T13:52'}}},
		},
	]);
	await sellsMilk(shop);
	await switchedOffFor(shop, 5 * minuteMs);
	await shop.clock.pass(2 * minuteMs);
	t.deepEqual(codesOf(shop), []);
	await sellsMilk(shop);
	await shop.audit();
});

test('a word about the clock is over with its day', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T23:50:00+01:00', aheadMs: {main: -11 * minuteMs}});
	await found(shop, 'clock-apart');
	await comes(shop, manager);
	await shop.command({do: 'confirm-clock', right: 'till'});
	await nothingFound(shop);
	await switchedOffFor(shop, 15 * minuteMs);
	await found(shop, 'clock-apart');
	t.pass();
});

test('while the printer’s clock is said to be right nothing is sold until the clocks agree', async t => {
	const shop = await openShop(t, {aheadMs: {main: 11 * minuteMs}});
	await found(shop, 'clock-apart');
	await comes(shop, manager);
	await shop.command({do: 'confirm-clock', right: 'printer'});
	await shop.until('it is known', () => shop.snapshot().day.isPrinterClockRight);
	t.like(await eventsOf(shop, 'clock-confirmed'), [{clock: {right: 'printer'}}]);
	await sellsNothing(shop);
	shop.aheadMs.main = 0;
	await shop.command({do: 'check-day'});
	await nothingFound(shop);
	await sellsMilk(shop);
	t.is(shop.printed('main').length, 1);
});

test('another month at the printer stops', async t => {
	const shop = await openShop(t, {aheadMs: {alcohol: 30 * 24 * 60 * minuteMs}});
	await found(shop, 'clock-month');
	t.like(shop.snapshot().day.findings[0], {
		route: 'alcohol',
		tillTime: '2026-11-23T14:03',
		printerTime: '2026-12-23T14:03',
	});
	await sellsNothing(shop);
});

test('a clock that is before the last entry of the book stops, whoever logs in meanwhile', async t => {
	const shop = await openShop(t);
	await sellsMilk(shop);
	await shop.cutPower();
	shop.clock.putBack(3 * 60 * minuteMs);
	await shop.boot();
	shop.mendCables();
	await found(shop, 'clock-behind-book');
	await sellsNothing(shop);
	await switchedOffFor(shop, minuteMs);
	await found(shop, 'clock-behind-book');
	await comes(shop, manager);
	await shop.command({do: 'confirm-clock', right: 'till'});
	await nothingFound(shop);
	await sellsMilk(shop);
	await switchedOffFor(shop, minuteMs);
	await shop.clock.pass(2 * minuteMs);
	t.deepEqual(codesOf(shop), [], 'the book goes by the clock that was confirmed');
});

/** Somebody puts another printer in the place of the one that is away, and switches it on. */
async function replace(shop: Shop, route: Route): Promise<void> {
	const printer = shop.printers[route];
	printer.setFault({kind: 'swap', command: 'getrealid', uniqueNumber: 'ZBF 9'});
	printer.powerOn();
	shop.mendCables();
	await shop.until('another one stands there', () => printer.snapshot().uniqueNumber === 'ZBF 9');
	printer.powerOn();
	shop.mendCables();
}

test('another printer is used when a manager has said so', async t => {
	const shop = await openShop(t);
	await sellsMilk(shop);
	shop.printers.alcohol.powerOff();
	await shop.until('it is away', () => shop.snapshot().printers[1]?.condition === 'disconnected');
	await replace(shop, 'alcohol');
	await found(shop, 'another-printer');
	t.like(shop.snapshot().day.findings[0], {route: 'alcohol', former: 'ZBF 2', printer: 'ZBF 9'});
	await sellsNothing(shop);
	await comes(shop, manager);
	await shop.command({do: 'confirm-printer', route: 'alcohol', printer: 'ZBF 7'});
	t.is(shop.snapshot().message?.code, 'not-now', 'it is another one that stands there');
	await shop.command({do: 'confirm-printer', route: 'alcohol', printer: 'ZBF 9'});
	await nothingFound(shop);
	t.like(await eventsOf(shop, 'printer-changed'), [
		{cashier: {id: manager}, printerChange: {route: 'alcohol', former: 'ZBF 2', printer: 'ZBF 9'}},
	]);
	await switchedOffFor(shop, minuteMs);
	await shop.clock.pass(2 * minuteMs);
	t.deepEqual(codesOf(shop), []);
});

test('a printer that is another one after it was away under a basket prints nothing of it', async t => {
	const shop = await openShop(t);
	await shop.clock.pass(1000);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	shop.printers.main.powerOff();
	await shop.until('it is away', () => shop.snapshot().printers[0]?.condition === 'disconnected');
	await replace(shop, 'main');
	await found(shop, 'another-printer');
	await shop.payCash();
	t.like(shop.snapshot(), {message: {code: 'sale-stopped'}, screen: {at: 'sale'}});
	await shop.command({do: 'void-sale'});
	t.is(shop.snapshot().screen.at, 'day-start');
	t.deepEqual(shop.printed('main'), []);
});

test('rates that differ stop, and the letters are named', async t => {
	const shop = await openShop(t, {mainPrinter: {vat: {...vatTable, B: 700}}});
	await found(shop, 'vat-differs');
	t.like(shop.snapshot().day.findings[0], {route: 'main', letters: ['B']});
	await sellsNothing(shop);
});

test('a printer that would refuse every sale stops before the first one', async t => {
	const shop = await openShop(t, {mainPrinter: {header: []}});
	await found(shop, 'blocked');
	t.like(shop.snapshot().day.findings[0], {route: 'main', block: 'no-header'});
	await sellsNothing(shop);
});

test('a receipt that was left open at the printer is cancelled before anybody comes', async t => {
	const shop = await openShop(t);
	await shop.clock.pass(1000);
	await shop.leaveReceiptOpen('main');
	await shop.logIn();
	await shop.command({do: 'check-day'});
	await shop.until('it is cancelled', () => shop.printers.main.book().cancelledCount === 1);
	t.deepEqual(codesOf(shop), []);
});

test('a printer that is switched on late stops nothing before, and is asked when it comes', async t => {
	const shop = await openShop(t);
	await shop.clock.pass(1000);
	await shop.cutPower();
	shop.printers.alcohol.setFault({kind: 'silent'});
	shop.aheadMs.alcohol = 11 * minuteMs;
	await shop.boot();
	shop.mendCables();
	await shop.until('the first one is there', () => shop.snapshot().printers[0]?.condition === 'ready');
	await shop.clock.pass(2 * minuteMs);
	t.deepEqual(codesOf(shop), []);
	await sellsMilk(shop);
	shop.printers.alcohol.clearFault('silent');
	await found(shop, 'clock-apart');
});

test('a disk that takes no confirmation takes it later, and until then nothing is sold', async t => {
	const shop = await openShop(t, {aheadMs: {main: 11 * minuteMs}});
	await found(shop, 'clock-apart');
	await comes(shop, manager);
	await shop.until('the login is written', () => shop.disk.book.head().entry === 1);
	shop.disk.refuse('book');
	await shop.command({do: 'confirm-clock', right: 'till'});
	await shop.until('it was refused', () => shop.disk.refusedCount > 0);
	t.deepEqual(codesOf(shop), ['clock-apart']);
	shop.disk.refuse();
	await nothingFound(shop);
});
