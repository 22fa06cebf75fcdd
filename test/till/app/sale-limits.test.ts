/** The shop's limits of a line and of a receipt, as a cashier meets them. */
import test, {type ExecutionContext} from 'ava';
import type {SaleLimits} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {apples, barcodeOf, beer, milk, shopCatalogue, water} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

async function shopWith(t: ExecutionContext, limits: SaleLimits): Promise<Shop> {
	const items = shopCatalogue.map(item => (item.kind === 'shop' ? {...item, value: {...item.value, limits}} : item));
	const shop = await openShop(t, {items});
	await shop.logIn();
	return shop;
}

const scans = (shop: Shop, pieces: number, code = barcodeOf(milk)) =>
	shop.command({do: 'quantity', pieces}).then(() => shop.command({do: 'scan', code}));

test('more pieces of one good than the shop allows are not taken, and what was typed is forgotten', async t => {
	const shop = await shopWith(t, {piecesPerLineMax: 50});
	await scans(shop, 51);
	t.like(shop.snapshot(), {
		sale: {lines: {length: 0}},
		message: {code: 'line-pieces-limit', tone: 'error', about: `50 ${milk.name}`},
	});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot().sale, {lines: {length: 1, 0: {pieces: 1}}});
	await scans(shop, 50);
	t.like(shop.snapshot().sale, {lines: {length: 2, 1: {pieces: 50}}}, 'the limit itself may be sold');
});

test('pieces that are set afterwards have the same limit, and fewer of them never', async t => {
	const shop = await shopWith(t, {piecesPerLineMax: 50});
	await scans(shop, 50);
	await shop.command({do: 'set-pieces', line: 1, pieces: 51});
	t.like(shop.snapshot(), {sale: {lines: {0: {pieces: 50}}}, message: {code: 'line-pieces-limit'}});
	await shop.command({do: 'set-pieces', line: 1, pieces: 49});
	t.like(shop.snapshot(), {sale: {lines: {0: {pieces: 49}}}, message: {code: 'line-voided'}});
});

test('a line is worth no more than the shop allows, weighed goods as well', async t => {
	const shop = await shopWith(t, {lineGroszeMax: grosze(800)});
	await scans(shop, 2);
	t.like(shop.snapshot(), {sale: {lines: []}, message: {code: 'line-value-limit', about: `800 ${milk.name}`}});
	await shop.command({do: 'pick', product: apples.code});
	shop.scale.place(2500);
	await shop.until('the weight is certain', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'stable';
	});
	await shop.command({do: 'add-weighed'});
	t.like(shop.snapshot(), {
		screen: {at: 'weighing'},
		message: {code: 'line-value-limit', about: `800 ${apples.name}`},
	});
	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'sale');
});

test('a receipt comes to no more than the shop allows, deposits included; what was in it stays', async t => {
	const shop = await shopWith(t, {receiptGroszeMax: grosze(429 + 249)});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(429 + 249), 'water with its deposit');
	await shop.command({do: 'scan', code: barcodeOf(water)});
	t.like(shop.snapshot(), {
		sale: {lines: {length: 3}},
		message: {code: 'receipt-value-limit', about: '678'},
	});
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('nobody is asked about age for what is not sold anyway', async t => {
	const shop = await shopWith(t, {piecesPerLineMax: 5});
	await scans(shop, 6, barcodeOf(beer));
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'line-pieces-limit'}});
});

test('a limit that the office lowers meanwhile is held at the total', async t => {
	const shop = await shopWith(t, {});
	await scans(shop, 10);
	const settings = shopCatalogue.find(({kind}) => kind === 'shop');
	if (settings?.kind !== 'shop') return t.fail('the shop has settings');
	await shop.put({kind: 'shop', value: {...settings.value, limits: {piecesPerLineMax: 9}}});
	await shop.command({do: 'total'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'line-pieces-limit'}});
	await shop.command({do: 'set-pieces', line: 1, pieces: 9});
	await shop.command({do: 'total'});
	t.is(shop.snapshot().screen.at, 'payment');
});
