import test from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {CatalogueItem, PriceList} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {dividePriceList} from '../../../till/domain/price-list-parts.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {barcodeOf, bread, card, milk, profile, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const product = (value: typeof milk): CatalogueItem => ({kind: 'product', value});
const badMilk = {...catalogueDocument(product(milk)), priceGrosze: 'drogo'};

function documentOf(id: string) {
	const document = shopCatalogue.map(catalogueDocument).find(({_id}) => _id === id);
	if (document === undefined) throw new Error(`the shop has a ${id}`);
	return document;
}

async function restart(shop: Shop): Promise<void> {
	await shop.cutPower();
	await shop.boot();
}

async function setAsideIn(shop: Shop) {
	await shop.command({do: 'open-service'});
	const {screen} = shop.snapshot();
	await shop.command({do: 'back'});
	return screen.at === 'service' ? screen.setAside.map(({id, field}) => ({id, field})) : undefined;
}

async function priceOfMilk(shop: Shop): Promise<number> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	const {dueGrosze} = shop.snapshot().sale;
	await shop.command({do: 'void-sale'});
	return dueGrosze;
}

for (const [id, broken] of [
	['shop:settings', {vat: 'jak zawsze'}],
	[`till:${profile.id}`, {printers: {}}],
	[`cashier:${zaneta.id}`, {permissions: 'wszystkie'}],
	[`product:${milk.code}`, {priceGrosze: 'drogo'}],
] as const) {
	test(`with a ${id} that nobody can read the till starts and sells as before, and says what it has set aside`, async t => {
		const shop = await openShop(t);
		const [field = ''] = Object.keys(broken);
		await shop.putDocument({...documentOf(id), ...broken});
		for (let start = 1; start <= 2; start += 1) {
			await restart(shop);
			await shop.logIn();
			t.like(shop.snapshot(), {screen: {at: 'sale'}, till: {name: profile.name, shopName: 'Delikatesy Ostoja'}});
			const aside = await setAsideIn(shop);
			t.is(aside?.length, 1);
			t.is(aside?.[0]?.id, id);
			t.true(aside?.[0]?.field.startsWith(field), `${aside?.[0]?.field} at start ${start}`);
			t.is(await priceOfMilk(shop), 429);
		}
		await shop.command({do: 'scan', code: barcodeOf(milk)});
		await shop.payCash();
		await shop.screen('change');
		await shop.audit();
	});
}

test('a document of a newer schema does not take its good away at the next start', async t => {
	const shop = await openShop(t);
	await shop.putDocument({...documentOf(`product:${milk.code}`), schema: 2});
	await restart(shop);
	await shop.logIn();
	t.is(await priceOfMilk(shop), 429);
	t.deepEqual(await setAsideIn(shop), [{id: `product:${milk.code}`, field: 'schema'}]);
});

test('of several versions it is the last good one, however many bad ones came after it', async t => {
	const shop = await openShop(t);
	await shop.put(product({...milk, priceGrosze: grosze(399)}));
	await shop.putDocument(badMilk);
	await restart(shop);
	await shop.putDocument({...badMilk, priceGrosze: 'jeszcze drożej'});
	await restart(shop);
	await shop.logIn();
	t.is(await priceOfMilk(shop), 399);
});

test('a good version that comes after a bad one is used, and it is what stays when the next one is bad', async t => {
	const shop = await openShop(t);
	await shop.putDocument(badMilk);
	await restart(shop);
	await shop.put(product({...milk, priceGrosze: grosze(449)}));
	t.is(shop.disk.lastGood.of(`product:${milk.code}`), undefined);
	await restart(shop);
	await shop.logIn();
	t.is(await priceOfMilk(shop), 449);
	t.deepEqual(await setAsideIn(shop), []);
	await shop.putDocument(badMilk);
	await restart(shop);
	await shop.logIn();
	t.is(await priceOfMilk(shop), 449);
});

test('what the office takes out is gone, whatever its last good version was', async t => {
	const shop = await openShop(t);
	await shop.putDocument(badMilk);
	await restart(shop);
	await shop.putDocument({_id: badMilk._id, _deleted: true});
	await restart(shop);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().message?.code, 'unknown-code');
	t.deepEqual(await setAsideIn(shop), []);
	await shop.putDocument(badMilk);
	await restart(shop);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().message?.code, 'unknown-code', 'a bad one that comes anew has no version before it');
});

test('a card keeps its discount', async t => {
	const shop = await openShop(t);
	await shop.putDocument({...documentOf(`card:${card.number}`), percentHundredths: '10 %'});
	await restart(shop);
	await shop.logIn();
	await shop.command({do: 'plu', plu: '5'});
	await shop.command({do: 'scan', code: card.number});
	t.is(shop.snapshot().sale.dueGrosze, grosze(585));
});

const list: PriceList = {
	id: 'wieczor',
	name: 'Wieczorem taniej',
	validFrom: '2026-11-23T10:00:00+01:00',
	prices: {[milk.code]: grosze(299), [bread.code]: grosze(500)},
};

test('a price list stays in force, whole', async t => {
	const shop = await openShop(t);
	await shop.put({kind: 'price-list', value: list});
	await shop.putDocument({...catalogueDocument({kind: 'price-list', value: list}), prices: {[milk.code]: 'tanio'}});
	await restart(shop);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'plu', plu: '5'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(299 + 500));
});

test('a price list in parts stays in force where its header cannot be read, and where a part is not the genuine one', async t => {
	const shop = await openShop(t);
	const {header, parts} = dividePriceList(list, {sha256, pricesMax: 1});
	const [first, second] = parts.map(value => catalogueDocument({kind: 'price-list-part', value}));
	if (first === undefined || second === undefined) return t.fail('two parts');
	for (const part of [first, second]) await shop.putDocument(part);
	await shop.put({kind: 'price-list', value: header});
	await shop.putDocument({...catalogueDocument({kind: 'price-list', value: header}), parts: []});
	await shop.putDocument({...first, prices: {[milk.code]: 1}});
	await restart(shop);
	await shop.logIn();
	t.deepEqual(await setAsideIn(shop), [
		{id: 'price-list:wieczor', field: 'parts'},
		{id: first._id, field: 'digest'},
	]);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'plu', plu: '5'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(299 + 500));
});

test('what is set aside is told to the office as it is on the screen', async t => {
	const shop = await openShop(t);
	await shop.putDocument(badMilk);
	await restart(shop);
	t.like(shop.till.catalogueFaults(), {sharedCodes: [], setAside: [{id: badMilk._id, field: 'priceGrosze'}]});
});

test('settings that are taken out go on being used, with a basket on the counter and at every start, and the office is told', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.putDocument({_id: 'shop:settings', _deleted: true});
	await shop.scan(barcodeOf(milk));
	await shop.payCash();
	await shop.screen('change');
	for (let start = 1; start <= 2; start += 1) {
		await restart(shop);
		await shop.logIn();
		t.deepEqual(await setAsideIn(shop), [{id: 'shop:settings', field: '_deleted'}]);
		t.is(await priceOfMilk(shop), 429);
	}
	await shop.putDocument(documentOf('shop:settings'));
	t.deepEqual(await setAsideIn(shop), []);
});

test('so are settings that a server, read as a whole, does not have', async t => {
	const shop = await openShop(t);
	const ids = new Set((await shop.disk.catalogue.all()).map(({_id}) => _id));
	ids.delete('shop:settings');
	await shop.disk.catalogue.keepOnly(ids, {after: ''});
	await restart(shop);
	await shop.logIn();
	t.deepEqual(await setAsideIn(shop), [{id: 'shop:settings', field: '_deleted'}]);
	t.is(await priceOfMilk(shop), 429);
});
