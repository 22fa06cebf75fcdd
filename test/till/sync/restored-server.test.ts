/** A server that was put back to a backup while the tills went on: its numbers tell it, or what they saw last does. */
import anyTest from 'ava';
import {isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

const test = anyTest.serial;

async function put(shop: Shop, id: string, priceGrosze: number): Promise<void> {
	const rev = (await shop.get('catalogue', id))?.['_rev'];
	await shop.put('catalogue', {_id: id, priceGrosze, ...(rev !== undefined && {_rev: rev})});
}

async function prices({replica}: LinkedTill): Promise<Readonly<Record<string, unknown>>> {
	return Object.fromEntries((await replica.catalogue.all()).map(({_id, priceGrosze}) => [_id, priceGrosze]));
}

function leave({wire}: Shop): void {
	wire.away = true;
	wire.cut();
}

test('a restored server that was written to beyond what the till had read is read from the start', async t => {
	const shop = await openShop(t);
	await put(shop, 'milk', 299);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	const restore = await shop.backUp();
	await put(shop, 'milk', 349);
	await put(shop, 'tea', 899);
	await until('the tea is there', async () => (await prices(till))['tea'] === 899);
	leave(shop);
	await restore();
	// As many changes as were lost, and more: by its numbers this server is simply further on.
	await put(shop, 'salt', 159);
	await put(shop, 'bread', 599);
	await put(shop, 'butter', 799);
	shop.wire.away = false;
	await until('the butter is there', async () => (await prices(till))['butter'] === 799);
	await until('the till is live', () => isLive(till));
	t.deepEqual(await prices(till), {bread: 599, butter: 799, milk: 299, salt: 159});
});

test('a server restored to a backup that has everything the till had read is read on from there', async t => {
	const shop = await openShop(t);
	for (const id of ['milk', 'salt', 'bread']) await put(shop, id, 199);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	await until('the bread is there', async () => (await prices(till))['bread'] === 199);
	const restore = await shop.backUp();
	await until('the till is live', () => isLive(till));
	leave(shop);
	await put(shop, 'tea', 899);
	await restore();
	const applied: string[] = [];
	till.replica.catalogue.onApplied(documents => applied.push(...documents.map(({_id}) => _id)));
	await put(shop, 'butter', 799);
	shop.wire.away = false;
	await until('the butter is there', async () => (await prices(till))['butter'] === 799);
	t.false(applied.includes('tea'));
	if (process.env['COUCHDB_URL'] === undefined) t.deepEqual(applied, ['butter']);
});

test('a change that only added the losing side of a conflict is missed as well', async t => {
	const shop = await openShop(t);
	await put(shop, 'milk', 299);
	await put(shop, 'tea', 899);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	const restore = await shop.backUp();
	await put(shop, 'milk', 349);
	// A conflict under the tea: its winner is the same before and after.
	const loser = {_id: 'tea', _rev: `1-${'0'.repeat(32)}`, priceGrosze: 1};
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {new_edits: false, docs: [loser]});
	await until('the till has read it', () => till.replica.catalogue.cursor()?.last?.leaves.includes(loser._rev));
	leave(shop);
	await restore();
	for (const id of ['salt', 'bread', 'butter']) await put(shop, id, 159);
	shop.wire.away = false;
	await until('the butter is there', async () => (await prices(till))['butter'] === 159);
	await until('the till is live', () => isLive(till));
	t.deepEqual(await prices(till), {bread: 159, butter: 159, milk: 299, salt: 159, tea: 899});
});
