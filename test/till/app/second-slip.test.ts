/** A second slip that cannot be printed now: put aside, or printed elsewhere. */
import test from 'ava';
import {settings, shop as shopOf} from '../domain/shop.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop} from './shop-till.ts';
import {milkAndBeer, problem, problemOf} from './two-slips.ts';

test('a second slip that cannot be printed is put aside, the till sells on, and the slip is printed later', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {route: 'alcohol', code: 'memory', maySuspend: true});
	await shop.command({do: 'suspend-sale'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, suspended: {count: 1, printer: 'alcohol', dueGrosze: 449}});
	t.deepEqual(await shop.receipts(), []);
	// Milk alone needs only the first printer; beer has to wait until the slip before it is out.
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.until('the cashier is told', () => shop.snapshot().message?.code === 'slip-waits');
	await shop.command({do: 'back'});
	await shop.command({do: 'resume-sale'});
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.is(shop.snapshot().suspended, undefined);
	t.deepEqual(
		(await shop.receipts()).map(({saleId, slips}) => [saleId, slips.length]),
		[
			['sale-3', 1],
			['sale-1', 2],
		],
	);
	await shop.audit();
});

test('a slip that was put aside goes only to a printer that has what the day starts with', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	await shop.command({do: 'suspend-sale'});
	shop.printers.alcohol.powerOff();
	await shop.until('it is away', () => shop.snapshot().printers[1]?.condition === 'disconnected');
	shop.aheadMs.alcohol = 11 * 60_000;
	shop.printers.alcohol.powerOn();
	shop.mendCables();
	await shop.clock.pass(5000);
	await shop.command({do: 'resume-sale'});
	await shop.until('it was asked', () => shop.snapshot().message !== undefined);
	t.like(shop.snapshot(), {
		message: {code: 'day-stopped'},
		suspended: {count: 1},
		day: {findings: {0: {code: 'clock-apart', route: 'alcohol'}}},
	});
	t.deepEqual(shop.printed('alcohol'), []);
	// Somebody puts its clock right; the till looks by itself.
	shop.aheadMs.alcohol = 0;
	await shop.clock.pass(61_000);
	t.deepEqual(shop.snapshot().day.findings, []);
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.is(shop.printed('alcohol').length, 1);
	await shop.audit();
});

test('a slip that stayed open at its printer is still its own when the printer is asked what a day starts with', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'lose-command', command: 'trend'});
	shop.printers.alcohol.setFault({kind: 'lose-command', command: 'rpt'});
	await milkAndBeer(shop);
	await shop.until('nobody knows', () => problemOf(shop)?.kind === 'waiting');
	await shop.command({do: 'suspend-sale'});
	await shop.command({do: 'check-day'});
	await shop.clock.pass(5000);
	t.true(shop.printers.alcohol.snapshot().receiptOpen);
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.is(shop.printed('alcohol').length, 1);
	await shop.audit();
});

test('a receipt that was put aside is still there after a power cut, and nothing takes it up by itself', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	await shop.command({do: 'suspend-sale'});
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	t.like(shop.snapshot(), {screen: {at: 'sale'}, suspended: {count: 1}});
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	await shop.audit();
});

test('a printer that fell silent in its closing may wait as well: what it printed is asked when it is back', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'power-cut-after', command: 'trend'});
	await milkAndBeer(shop);
	await shop.until('nobody knows', () => problemOf(shop)?.kind === 'waiting');
	t.like(problemOf(shop), {route: 'alcohol', maySuspend: true});
	await shop.command({do: 'suspend-sale'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	shop.printers.alcohol.powerOn();
	shop.mendCables();
	await shop.command({do: 'resume-sale'});
	await shop.until('it is taken up', () => shop.snapshot().suspended === undefined);
	await shop.screen('change');
	const slips = (await shop.receipts()).flatMap(receipt => receipt.slips);
	t.is(slips.filter(({proof}) => proof === 'counters').length, 1);
	await shop.audit();
});

test('where the shop allows it, a slip goes to the other printer, with a number of its own there', async t => {
	const shop = await openShop(t);
	await shop.put(shopOf({...settings, slipsMayMove: true}));
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {route: 'alcohol', printer: 'alcohol', mayMoveTo: 'main'});
	await shop.command({do: 'print-elsewhere'});
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.like(receipt, {
		slips: {
			0: {route: 'main', printer: 'ZBF 1', fiscalNumber: 1},
			1: {route: 'alcohol', printer: 'ZBF 1', fiscalNumber: 2},
		},
	});
	t.deepEqual(
		shop.printed('main').map(({systemNumber}) => systemNumber),
		['sale-1-1', 'sale-1-2'],
	);
	t.deepEqual(shop.printed('alcohol'), []);
});

test('a printer that came back meanwhile prints no slip of another one before it was asked what a day starts with', async t => {
	const shop = await openShop(t);
	await shop.put(shopOf({...settings, slipsMayMove: true}));
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	shop.printers.main.powerOff();
	await shop.until('it is away', () => shop.snapshot().printers[0]?.condition === 'disconnected');
	shop.aheadMs.main = 11 * 60_000;
	shop.printers.main.powerOn();
	shop.mendCables();
	await shop.clock.pass(5000);
	await shop.command({do: 'print-elsewhere'});
	await shop.until('it was asked', () => shop.snapshot().message !== undefined);
	t.like(shop.snapshot().message, {code: 'other-printer-stopped', about: 'main'});
	await problem(shop, 'stopped');
	t.is(shop.printed('main').length, 1, 'only the milk');
});

test('no slip moves to a printer that the slip of a suspended sale waits for: its counters have to tell of that one', async t => {
	const shop = await openShop(t);
	await shop.put(shopOf({...settings, slipsMayMove: true}));
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	await shop.command({do: 'suspend-sale'});
	shop.printers.main.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await problem(shop, 'stopped');
	t.false('mayMoveTo' in (problemOf(shop) ?? {}));
	await shop.command({do: 'print-elsewhere'});
	t.like(shop.snapshot().message, {code: 'slip-waits', about: 'alcohol'});
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.deepEqual(shop.printed('alcohol'), []);
	await shop.command({do: 'next-customer'});
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-elsewhere'});
	await shop.screen('change');
	t.is(shop.printed('main').length, 3);
});

test('a slip stays at its printer unless the shop says otherwise', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.false('mayMoveTo' in (problemOf(shop) ?? {}));
	await shop.command({do: 'print-elsewhere'});
	t.is(shop.snapshot().message?.code, 'not-permitted');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	await shop.audit();
});
