/** A basket on the counter while the shop, the office or the calendar changes under it. */
import test from 'ava';
import {settings, shop as shopOf} from '../domain/shop.ts';
import {barcodeOf, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const minuteMs = 60_000;

async function milkOnTheCounter(shop: Shop): Promise<void> {
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
}

test('a month that ends between a scan and the payment stops nobody, with a printer some seconds behind', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:30+01:00', aheadMs: {main: -20_000}});
	await shop.logIn();
	await shop.clock.pass(35_000);
	await shop.scan(barcodeOf(milk));
	await shop.clock.pass(2 * minuteMs);
	await shop.payCash();
	await shop.screen('change');
	t.is((await shop.receipts()).length, 1);
});

test('a stop that was found with goods on the counter passes with its cause', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:50+01:00', aheadMs: {main: -5 * minuteMs}});
	await shop.logIn();
	await shop.clock.pass(14_000);
	await shop.scan(barcodeOf(milk));
	await shop.until('another month is found', () =>
		shop.snapshot().day.findings.some(({code}) => code === 'clock-month'),
	);
	await shop.clock.pass(6 * minuteMs);
	await shop.until('the printer has turned its page', () => shop.snapshot().day.findings.length === 0);
	t.is(shop.snapshot().sale.lines.length, 1);
	await shop.payCash();
	await shop.screen('change');
	t.is((await shop.receipts()).length, 1);
});

test('goods whose VAT rate the office has switched off meanwhile are named at the payment, and can be taken out', async t => {
	const shop = await openShop(t);
	await milkOnTheCounter(shop);
	await shop.put(shopOf({...settings, vat: {...settings.vat, [milk.vat]: 'inactive'}}));
	await shop.payCash();
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'product-incomplete', about: milk.name}});
	await shop.put(shopOf(settings));
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('bottles of a kind that the shop left out meanwhile are taken back out of the basket, and no more of them go in', async t => {
	const shop = await openShop(t);
	await milkOnTheCounter(shop);
	const [kind] = settings.deposits;
	const deposit = kind?.id ?? '';
	await shop.command({do: 'return-packages', deposit, pieces: 2});
	await shop.put(shopOf({...settings, deposits: []}));
	await shop.command({do: 'return-packages', deposit, pieces: 3});
	t.is(shop.snapshot().message?.code, 'no-such-line');
	await shop.command({do: 'return-packages', deposit, pieces: 0});
	t.is(shop.snapshot().sale.lines.length, 1);
});
