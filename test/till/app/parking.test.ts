import test from 'ava';
import {SaleJournal} from '../../../till/app/sale-journal.ts';
import type {CatalogueItem} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import {barcodeOf, beer, marek, milk, shopCatalogue} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

function kept(shop: Shop): readonly Sale['at'][] {
	return new SaleJournal(shop.disk.journal).unfinished().map(({sale}) => sale.at);
}

async function park(shop: Shop, pieces = 1): Promise<string> {
	for (let scanned = 0; scanned < pieces; scanned += 1) await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'park'});
	return shop.snapshot().parked.at(-1)?.sale ?? '';
}

/** The server is asked for it, and answers. */
async function takeUp(shop: Shop, sale: string): Promise<void> {
	await shop.command({do: 'take-up', sale});
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
}

test('a customer forgot the purse: the basket is put aside, the next one is served, and it is paid later', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop, 2);
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		message: {code: 'basket-parked'},
		sale: {lines: []},
		parked: {0: {sale: basket, cashier: 'Żaneta', lineCount: 2, dueGrosze: grosze(858)}},
	});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	await takeUp(shop, basket);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(858)}, parked: []});
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({dueGrosze}) => dueGrosze),
		[grosze(429), grosze(858)],
	);
	await shop.audit();
});

test('at the payment, too, a basket is put aside or voided', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'total'});
	const basket = await park(shop, 0);
	await takeUp(shop, basket);
	t.is(shop.snapshot().screen.at, 'sale');
	await shop.command({do: 'total'});
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'sale-voided'}, sale: {lines: []}});
	await shop.until('the book is written', () => !shop.disk.busy);
	t.is((await shop.entries()).filter(entry => entry.type === 'event' && entry.event === 'sale-voided').length, 1);
	await shop.audit();
});

test('a basket that lay aside and is voided says so in the book, and one that did not does not', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop, 2);
	const {parkedAt} = shop.snapshot().parked[0] ?? {};
	await shop.clock.pass(60_000);
	await takeUp(shop, basket);
	await shop.command({do: 'void-line', line: 2});
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'void-sale'});
	await shop.until('the book is written', () => !shop.disk.busy);
	t.deepEqual(
		(await shop.entries()).flatMap(entry => (entry.type === 'event' ? [[entry.event, entry.parkedAt]] : [])).slice(1),
		[
			['line-voided', parkedAt],
			['sale-voided', parkedAt],
			['sale-voided', undefined],
		],
	);
	t.is(typeof parkedAt, 'string');
});

test('who may not void a sale needs somebody who may, at the payment as before', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'total'});
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'void-sale'}});
});

test('while another basket is on the counter none is taken up, and none is taken up twice', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'take-up', sale: basket});
	t.like(shop.snapshot(), {message: {code: 'not-now'}, sale: {lines: {length: 1}}, parked: {length: 1}});
	await shop.command({do: 'void-sale'});
	await takeUp(shop, basket);
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'take-up', sale: basket});
	t.like(shop.snapshot(), {message: {code: 'basket-gone'}, sale: {lines: []}, parked: []});
	await shop.audit();
});

test('whoever takes a basket up sells it', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	const basket = await park(shop);
	await shop.command({do: 'log-out'});
	await shop.logIn('3');
	t.like(shop.snapshot().parked[0], {cashier: 'Żaneta'});
	await takeUp(shop, basket);
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual((await shop.receipts())[0]?.cashier, {id: '3', name: 'Marek'});
	await shop.audit();
});

test('goods for adults are sold by who takes them up: somebody under age has them approved', async t => {
	const young: CatalogueItem = {kind: 'cashier', value: {...marek, bornOn: '2009-02-01'}};
	const shop = await openShop(t, {items: [...shopCatalogue, young]});
	await shop.logIn('2');
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	const basket = await park(shop, 0);
	await shop.command({do: 'log-out'});
	await shop.logIn('3');
	await shop.command({do: 'take-up', sale: basket});
	t.like(shop.snapshot(), {screen: {at: 'approval', operation: {of: 'sell-age18'}}, parked: {length: 1}});
});

test('the power goes at each step of a basket that is put aside: it is there once, and sold once', async t => {
	const steps: readonly ((shop: Shop) => Promise<unknown>)[] = [
		shop => shop.command({do: 'scan', code: barcodeOf(milk)}),
		shop => shop.command({do: 'park'}),
		shop => takeUp(shop, 'sale-1'),
		shop => shop.command({do: 'total'}),
	];
	const found = [['selling'], ['parked'], ['selling'], ['selling']];
	for (const [index, at] of found.entries()) {
		const shop = await openShop(t);
		await shop.logIn();
		for (const step of steps.slice(0, index + 1)) await step(shop);
		await shop.cutPower();
		await shop.boot();
		t.deepEqual(kept(shop), at);
		await shop.logIn();
		const isParked = shop.snapshot().parked.length === 1;
		t.is(isParked, at[0] === 'parked');
		t.is(shop.snapshot().sale.lines.length, isParked ? 0 : 1);
		if (isParked) await takeUp(shop, 'sale-1');
		await shop.payCash();
		await shop.screen('change');
		t.is((await shop.receipts()).length, 1);
		await shop.audit();
	}
});

test('a basket that the disk will not put aside stays on the counter, and one that it will not give back stays aside', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	shop.disk.refuse('journal');
	await shop.command({do: 'park'});
	t.like(shop.snapshot(), {message: {code: 'store-failed'}, sale: {lines: {length: 1}}, parked: []});
	shop.disk.refuse();
	const basket = await park(shop, 0);
	shop.disk.refuse('journal');
	await shop.command({do: 'take-up', sale: basket});
	t.like(shop.snapshot(), {message: {code: 'store-failed'}, sale: {lines: []}, parked: {length: 1}});
	shop.disk.refuse();
	await takeUp(shop, basket);
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});
