import test from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {GoodsUpdate} from '../../../till/api/snapshot.ts';
import {CatalogueDesk} from '../../../till/app/catalogue-desk.ts';
import type {PriceList} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {CatalogueReplica, ReplicatedDocument} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {createVirtualClock} from '../devices/virtual-clock.ts';
import {barcodeOf, bread, milk, profile, shopCatalogue} from './goods.ts';
import {openShop} from './shop-till.ts';

const product = (value: typeof milk) => ({kind: 'product', value}) as const;

test('a price that changes in the office reaches the touch grid and the next scan, not the basket', async t => {
	const shop = await openShop(t);
	const updates: GoodsUpdate[] = [];
	shop.till.onGoods(update => updates.push(update));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.put(product({...milk, priceGrosze: grosze(399)}));
	t.like(updates.at(-1), {complete: false, goods: [{code: milk.code, priceGrosze: grosze(399)}], removed: []});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(429 + 399));
});

test('a price list takes effect at its instant and ends at its end, without any document coming', async t => {
	const list: PriceList = {
		id: 'wieczor',
		name: 'Wieczorem taniej',
		validFrom: '2026-11-23T18:00:00+01:00',
		validTo: '2026-11-23T18:30:00+01:00',
		prices: {[milk.code]: grosze(299)},
	};
	const shop = await openShop(t, {startsAt: '2026-11-23T17:59:00+01:00'});
	await shop.put({kind: 'price-list', value: list});
	const prices: (number | undefined)[] = [];
	shop.till.onGoods(({goods}) => prices.push(goods.find(({code}) => code === milk.code)?.priceGrosze));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.clock.pass(60_000);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.clock.pass(30 * 60_000);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.deepEqual(prices, [299, 429]);
	t.is(shop.snapshot().sale.dueGrosze, grosze(429 + 299 + 429));
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts())[0]?.lines.map(({priceSource}) => priceSource),
		['product', 'price-list:wieczor', 'product'],
	);
	await shop.audit();
});

test('goods without a group cannot be sold until the group comes', async t => {
	const shop = await openShop(t);
	await shop.put(product({...bread, group: 'pieczywo'}));
	await shop.logIn();
	await shop.command({do: 'plu', plu: '5'});
	t.like(shop.snapshot(), {message: {code: 'product-incomplete', about: bread.name}, sale: {lines: []}});
	await shop.put({
		kind: 'group',
		value: {code: 'pieczywo', name: 'Pieczywo', route: 'main', colour: 'bread', order: 5},
	});
	await shop.command({do: 'plu', plu: '5'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(650));
});

test('codes nobody knows are said with the code', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: '5901234123458'});
	t.like(shop.snapshot().message, {code: 'bad-check-digit', about: '5901234123458'});
	await shop.command({do: 'plu', plu: '999'});
	t.like(shop.snapshot().message, {code: 'unknown-plu', about: '999'});
});

test('a till waits for its profile, the settings and somebody who may log in', async t => {
	const later = shopCatalogue.filter(({kind}) => kind === 'till');
	const shop = await openShop(t, {items: shopCatalogue.filter(({kind}) => kind !== 'till')});
	t.like(shop.snapshot(), {screen: {at: 'starting', step: 'catalogue'}, printers: []});
	await shop.logIn();
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.put(...later);
	t.like(shop.snapshot(), {screen: {at: 'login'}, till: {name: profile.name, shopName: 'Delikatesy Ostoja'}});
	t.deepEqual(shop.link.asked, [`push every ${profile.receiptsPushSeconds} s`, 'keep 3 months']);
});

test('how many months a till keeps changes while it works', async t => {
	const shop = await openShop(t);
	await shop.put({kind: 'till', value: {...profile, monthsKept: 12}});
	t.is(shop.link.asked.at(-1), 'keep 12 months');
	const {monthsKept: _none, ...silent} = profile;
	await shop.put({kind: 'till', value: silent});
	t.is(shop.link.asked.at(-1), 'keep 3 months');
});

test('a document nobody can read is set aside, and its last good version is sold', async t => {
	const shop = await openShop(t);
	await shop.putDocument({...catalogueDocument(product(milk)), priceGrosze: 'drogo'});
	await shop.putDocument({...catalogueDocument(product(bread)), schema: 2});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(429));
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'open-service'});
	t.like(shop.snapshot().screen, {
		setAside: [
			{id: `product:${milk.code}`, field: 'priceGrosze'},
			{id: `product:${bread.code}`, field: 'schema'},
		],
	});
});

test('goods that are taken out are gone from the grid', async t => {
	const shop = await openShop(t);
	const updates: GoodsUpdate[] = [];
	shop.till.onGoods(update => updates.push(update));
	await shop.putDocument({_id: `product:${bread.code}`, _deleted: true});
	t.like(updates.at(-1), {complete: false, goods: [], removed: [bread.code]});
	t.false(shop.till.goods().goods.some(({code}) => code === bread.code));
});

test('what comes while the whole catalogue is being read is newer than it', async t => {
	const stored = (value: typeof milk): ReplicatedDocument => ({...catalogueDocument(product(value)), _rev: '1-a'});
	let applied: (documents: readonly ReplicatedDocument[]) => void = () => t.fail('nobody listens');
	const replica: Pick<CatalogueReplica, 'pages' | 'onApplied'> = {
		onApplied(listener) {
			applied = listener;
			return () => undefined;
		},
		async *pages() {
			applied([stored({...milk, priceGrosze: grosze(399)})]);
			yield [stored(milk)];
		},
	};
	const desk = new CatalogueDesk(createVirtualClock(), sha256);
	await desk.open(replica);
	t.is(desk.goods.product(milk.code)?.priceGrosze, grosze(399));
});
