import test from 'ava';
import {readTillsDocument} from '../../../couch/documents/tills.ts';
import type {TillDescription} from '../../../till/sync/till-status.ts';
import {openShop, openTill, type Shop, until} from './shop.ts';

const settings = {id: 'shop:settings', field: 'vat', reason: 'Invalid input: expected object, received string'};

async function told(shop: Shop) {
	const status = readTillsDocument((await shop.get('tills', 'status:anna')) ?? {});
	return status.ok && status.value.type === 'status' ? status.value : undefined;
}

test('the till says on the server what of the catalogue it has set aside, and that it has no more', async t => {
	const shop = await openShop(t);
	let setAside: TillDescription['setAside'] = [];
	const describe = () => ({version: '1', devices: {}, sharedCodes: [], setAside});
	const till = await openTill(t, shop, {describe});
	await until('its status is there', async () => (await told(shop)) !== undefined);
	t.is((await told(shop))?.setAside, undefined);
	setAside = [settings];
	await till.sell();
	await until('the settings are told', async () => (await told(shop))?.setAsideCount === 1);
	t.deepEqual((await told(shop))?.setAside, [settings]);
	setAside = [];
	await till.sell();
	await until('nothing is set aside any more', async () => (await told(shop))?.setAsideCount === undefined);
});

test('of a catalogue that is wrong throughout the first hundred are told, and nothing at more length than the server takes', async t => {
	const shop = await openShop(t);
	const long = {...settings, reason: '€😀'.repeat(1000)};
	const setAside = [long, ...Array.from({length: 119}, (_, code) => ({...settings, id: `product:${code}`}))];
	await openTill(t, shop, {describe: () => ({version: '1', devices: {}, sharedCodes: [], setAside})});
	await until('they are told', async () => (await told(shop))?.setAsideCount === 120);
	const status = await told(shop);
	t.is(status?.setAside?.length, 100);
	t.is(status?.setAside?.[0]?.reason, '€😀'.repeat(250));
});
