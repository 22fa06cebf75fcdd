/** The only slip of a sale whose printer is lost as it is closed, and stays away: the other printer sells on. */
import test, {type ExecutionContext} from 'ava';
import {barcodeOf, milk, vodka} from './goods.ts';
import {openShop, type Shop, type ShopOptions} from './shop-till.ts';
import {problem, problemOf} from './two-slips.ts';

/** Vodka alone; its printer is without power since its slip was to be closed. */
async function silentVodka(
	t: ExecutionContext,
	cut: 'power-cut-before' | 'power-cut-after',
	options: ShopOptions = {},
): Promise<Shop> {
	const shop = await openShop(t, options);
	const printer = options.hasOnePrinter === true ? shop.printers.main : shop.printers.alcohol;
	await shop.logIn();
	await scanVodka(shop);
	await loseInClosing(shop, printer, cut);
	return shop;
}

async function scanVodka(shop: Shop): Promise<void> {
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'document'});
}

async function loseInClosing(
	shop: Shop,
	printer: Shop['printers']['main'],
	cut: 'power-cut-before' | 'power-cut-after',
): Promise<void> {
	printer.setFault({kind: cut, command: 'trend'});
	await shop.payCash();
	await problem(shop, 'waiting');
}

async function sellMilk(shop: Shop): Promise<void> {
	await shop.scan(barcodeOf(milk));
	await shop.payCash();
	await shop.screen('change');
}

async function comeBack(shop: Shop): Promise<void> {
	shop.printers.alcohol.powerOn();
	shop.mendCables();
	await shop.until('it is back', () => shop.snapshot().printers[1]?.condition === 'ready');
	await shop.command({do: 'next-customer'});
	await shop.command({do: 'resume-sale'});
}

test('nobody knows whether the slip came out: the sale is put aside, milk is sold, and the printer tells later that it did', async t => {
	const shop = await silentVodka(t, 'power-cut-after');
	t.like(problemOf(shop), {route: 'alcohol', condition: 'disconnected', maySuspend: true});
	await shop.command({do: 'suspend-sale'});
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		sale: {lines: []},
		suspended: {count: 1, printer: 'alcohol', dueGrosze: vodka.priceGrosze},
	});
	await sellMilk(shop);
	await comeBack(shop);
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({saleId, slips}) => [saleId, slips.map(({proof}) => proof)]),
		[
			['sale-2', ['answer']],
			['sale-1', ['counters']],
		],
	);
	t.is(shop.snapshot().suspended, undefined);
	await shop.audit();
});

test('it did not come out, which the printer says when it is back: it is printed then, or the basket is the customer’s again', async t => {
	for (const way of ['print-on', 'back'] as const) {
		const shop = await silentVodka(t, 'power-cut-before');
		await shop.command({do: 'suspend-sale'});
		await sellMilk(shop);
		await comeBack(shop);
		await problem(shop, 'stopped');
		t.like(problemOf(shop), {code: 'not-printed', mayGoBack: true, mayAbandon: false, maySuspend: false});
		await shop.command({do: way});
		if (way === 'back') {
			t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: [{name: vodka.name}]}});
			await shop.payCash();
		}
		await shop.screen('change');
		t.is((await shop.receipts()).length, 2);
		await shop.audit();
	}
});

test('until it is known no other alcohol is printed there, and a power cut changes nothing of it', async t => {
	const shop = await silentVodka(t, 'power-cut-after');
	await shop.command({do: 'suspend-sale'});
	await shop.cutPower();
	shop.printers.alcohol.powerOn();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn();
	t.like(shop.snapshot(), {screen: {at: 'sale'}, suspended: {count: 1}});
	await sellMilk(shop);
	await scanVodka(shop);
	await shop.payCash();
	await shop.until('the cashier is told', () => shop.snapshot().message?.code === 'slip-waits');
	await shop.command({do: 'back'});
	await shop.command({do: 'void-sale'});
	await comeBack(shop);
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({slips}) => slips.length),
		[1, 1],
	);
	await shop.audit();
});

test('where the silent printer is the only one, nothing is put aside: nobody else could be served', async t => {
	const shop = await silentVodka(t, 'power-cut-after', {hasOnePrinter: true});
	t.like(problemOf(shop), {route: 'main', maySuspend: false});
});

test('a second slip is not begun where another customer’s may have come out: that one is settled first', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	// Milk and vodka: the milk's slip is lost in its closing, the vodka's is not begun.
	await shop.scan(barcodeOf(milk));
	await scanVodka(shop);
	await loseInClosing(shop, shop.printers.main, 'power-cut-after');
	await shop.command({do: 'suspend-sale'});
	await shop.clock.pass(2000);
	// Vodka alone, at the printer that the first customer's vodka still has to come to.
	await scanVodka(shop);
	await loseInClosing(shop, shop.printers.alcohol, 'power-cut-after');
	await shop.command({do: 'suspend-sale'});
	t.like(shop.snapshot().suspended, {count: 2, printer: 'main'});
	for (const route of ['main', 'alcohol'] as const) shop.printers[route].powerOn();
	shop.mendCables();
	await shop.until('both are back', () => shop.snapshot().printers.every(({condition}) => condition === 'ready'));
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {route: 'alcohol', code: 'slip-waits', maySuspend: true});
	t.is(shop.printed('alcohol').length, 1);
	await shop.command({do: 'print-on'});
	await problem(shop, 'stopped');
	await shop.command({do: 'suspend-sale'});
	t.like(shop.snapshot().suspended, {count: 2, printer: 'alcohol', dueGrosze: vodka.priceGrosze});
	await shop.command({do: 'resume-sale'});
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'stopped');
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({saleId, slips}) => [saleId, slips.map(({proof}) => proof)]),
		[
			['sale-3', ['counters']],
			['sale-1', ['counters', 'answer']],
		],
	);
	await shop.audit();
});

test('several that were put aside are taken up in turn, the one that waits longest first, also after a power cut', async t => {
	const shop = await silentVodka(t, 'power-cut-before');
	await shop.command({do: 'suspend-sale'});
	await shop.scan(barcodeOf(milk));
	await loseInClosing(shop, shop.printers.main, 'power-cut-before');
	await shop.command({do: 'suspend-sale'});
	await shop.clock.pass(2000);
	// Vodka is looked at in vain, and goes to the end.
	await shop.command({do: 'resume-sale'});
	await problem(shop, 'waiting');
	await shop.command({do: 'suspend-sale'});
	t.like(shop.snapshot().suspended, {count: 2, printer: 'main'});
	await shop.cutPower();
	for (const route of ['main', 'alcohol'] as const) shop.printers[route].powerOn();
	await shop.boot();
	await shop.logIn();
	t.like(shop.snapshot().suspended, {count: 2, printer: 'main'});
	for (const name of [milk.name, vodka.name]) {
		await shop.command({do: 'next-customer'});
		await shop.command({do: 'resume-sale'});
		await problem(shop, 'stopped');
		t.is(shop.snapshot().sale.lines[0]?.name, name);
		await shop.command({do: 'print-on'});
		await shop.screen('change');
	}
	await shop.audit();
});
