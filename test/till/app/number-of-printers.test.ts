/**
 * Each fiscal printer is one taxpayer's. A basket goes from a till with one printer to a till with two and back, and what is
 * alcohol is printed on the printer of alcohol wherever there is one.
 */
import test from 'ava';
import {SaleJournal} from '../../../till/app/sale-journal.ts';
import type {BasketLine} from '../../../till/domain/basket.ts';
import type {SharedBasket} from '../../../till/domain/shared-basket.ts';
import {parkedBasket} from '../domain/parked-basket.ts';
import {barcodeOf, bread, shopCatalogue, vodka} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const [vodkaLine] = parkedBasket.lines.filter(({product}) => product.code === vodka.code);
/** As a till with one printer used to write them. */
const allOnMain = (lines: readonly BasketLine[]) => lines.map((line): BasketLine => ({...line, route: 'main'}));

async function scanVodka(shop: Shop): Promise<void> {
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
}

async function takeUpParked(shop: Shop): Promise<void> {
	await shop.command({do: 'take-up', sale: shop.snapshot().parked[0]?.sale ?? ''});
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
}

/** What is bought stands on these slips. */
async function slipsOf(shop: Shop) {
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = (await shop.receipts()).slice(-1);
	await shop.audit();
	return receipt?.slips.map(({route}) => [
		route,
		receipt.lines.filter(line => line.route === route).map(({product}) => product),
	]);
}

/** The power goes; whoever comes back has mended the till's printers meanwhile. */
async function bootWith(shop: Shop, printers: {hasOnePrinter: boolean}, hasOnePrinter: boolean): Promise<void> {
	await shop.cutPower();
	printers.hasOnePrinter = hasOnePrinter;
	await shop.boot();
	await shop.logIn();
	await shop.until('the printers are seen', () =>
		shop.snapshot().printers.every(({condition}) => condition === 'ready'),
	);
	await shop.clock.pass(1000);
}

test('vodka from the basket of an older till with one printer is printed on the printer of alcohol', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	t.truthy(vodkaLine);
	const berta: SharedBasket = {
		till: 'berta',
		tillName: 'Kasa Berty',
		parkedAt: '2026-11-23T14:00:00+01:00',
		seller: {id: '7', name: 'Bożena'},
		basket: {
			saleId: 'sale-of-berta',
			openedAt: parkedBasket.openedAt,
			lines: allOnMain(parkedBasket.lines.filter(({product}) => product.code === vodka.code)),
			nextLine: parkedBasket.nextLine,
			ageCheck: 'document',
		},
	};
	await shop.link.basketServer.exchangeOf('berta').share('berta:k1', berta);
	await shop.command({do: 'look-for-baskets'});
	await shop.until('the list is read', () => shop.snapshot().parkedElsewhere.state === 'read');
	await shop.command({do: 'take-up', sale: 'sale-of-berta'});
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
	t.like(shop.snapshot().sale, {lines: {0: {route: 'alcohol'}}, split: {0: {route: 'alcohol'}, length: 1}});
	await shop.command({do: 'plu', plu: '5'});
	t.deepEqual(await slipsOf(shop), [
		['main', [bread.code]],
		['alcohol', [vodka.code]],
	]);
});

test('so is vodka that the journal of an older till has, on the counter and put aside', async t => {
	for (const isAside of [false, true]) {
		const shop = await openShop(t);
		await shop.logIn();
		await scanVodka(shop);
		if (isAside) await shop.command({do: 'park'});
		await shop.until('the journal is written', () => !shop.disk.busy);
		const journal = new SaleJournal(shop.disk.journal);
		for (const {sale, seller} of journal.unfinished()) {
			if (sale.at !== 'selling' && sale.at !== 'parked') continue;
			journal.keep({...sale, basket: {...sale.basket, lines: allOnMain(sale.basket.lines)}}, seller);
		}
		await shop.cutPower();
		await shop.boot();
		await shop.logIn();
		if (isAside) await takeUpParked(shop);
		t.deepEqual(await slipsOf(shop), [['alcohol', [vodka.code]]]);
	}
});

test('so is vodka about whose buyer the journal of an older till asks', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	const journal = new SaleJournal(shop.disk.journal);
	for (const {sale, seller} of journal.unfinished())
		if (sale.at === 'asking-age') journal.keep({...sale, goods: {...sale.goods, route: 'main'}}, seller);
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	await shop.command({do: 'answer-age', answer: 'adult'});
	t.deepEqual(await slipsOf(shop), [['alcohol', [vodka.code]]]);
});

test('goods that left the catalogue are sold on the route they came with', async t => {
	const shop = await openShop(t, {items: shopCatalogue});
	await shop.logIn();
	await scanVodka(shop);
	const journal = new SaleJournal(shop.disk.journal);
	for (const {sale, seller} of journal.unfinished()) {
		if (sale.at !== 'selling') continue;
		const lines = sale.basket.lines.map(line => ({...line, product: {...line.product, code: 'gone', group: 'gone'}}));
		journal.keep({...sale, basket: {...sale.basket, lines}}, seller);
	}
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	t.deepEqual(await slipsOf(shop), [['alcohol', ['gone']]]);
});

test("one printer prints all of it, and the screen marks nothing as the second one's", async t => {
	const shop = await openShop(t, {hasOnePrinter: true});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	t.like(await shop.screen('age'), {route: 'main'});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'plu', plu: '5'});
	t.like(shop.snapshot().sale, {lines: {0: {route: 'main'}, 1: {route: 'main'}}});
	t.deepEqual(await slipsOf(shop), [['main', [vodka.code, bread.code]]]);
});

test('a till gets its printer of alcohol while a basket is aside, or loses it', async t => {
	for (const hadOne of [true, false]) {
		const printers = {hasOnePrinter: hadOne};
		const shop = await openShop(t, printers);
		await shop.logIn();
		await scanVodka(shop);
		await shop.command({do: 'plu', plu: '5'});
		await shop.command({do: 'park'});
		await bootWith(shop, printers, !hadOne);
		await takeUpParked(shop);
		const two = [
			['main', [bread.code]],
			['alcohol', [vodka.code]],
		];
		t.deepEqual(await slipsOf(shop), hadOne ? two : [['main', [vodka.code, bread.code]]]);
	}
});
