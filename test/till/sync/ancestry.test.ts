/** Ancestry over a real server: what the till assumed of a document's past may never come back to life. */
import anyTest from 'ava';
import {isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

const test = anyTest.serial;

const milk = 'product:milk';
// Of two first revisions the greater one wins: the till sees that one, and what comes next grew from the other.
const [lost, seen, second, third, last] = ['1', 'f', 'c', 'd', 'e'].map(digit => digit.repeat(32)) as [
	string,
	string,
	string,
	string,
	string,
];

function write(shop: Shop, ids: readonly string[], content: object): Promise<unknown> {
	const document = {_id: milk, _rev: `${ids.length}-${ids[0]}`, _revisions: {start: ids.length, ids}, ...content};
	return shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {new_edits: false, docs: [document]});
}

async function price({replica}: LinkedTill): Promise<unknown> {
	return (await replica.catalogue.all()).find(({_id}) => _id === milk)?.['priceGrosze'];
}

async function liveLeaves({replica}: LinkedTill): Promise<number | undefined> {
	return (await replica.catalogue.revisions([milk])).get(milk)?.liveLeaves;
}

test('ancestry that was assumed of a winner, and turned out otherwise, leaves no leaf that a deletion brings to life', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	await write(shop, [seen], {priceGrosze: 299});
	await until('the first price is there', async () => (await price(till)) === 299);

	// The row says 2-c and not that it grew from 1-1: to the till it looks like the child of the revision it has.
	await write(shop, [second, lost], {priceGrosze: 349});
	await until('the second price is there', async () => (await price(till)) === 349);
	t.is(await liveLeaves(till), 1);

	// Two generations at once, so that the till asks, and is told the true ancestry.
	shop.wire.away = true;
	shop.wire.cut();
	await write(shop, [third, second, lost], {priceGrosze: 319});
	await write(shop, [last, third, second, lost], {priceGrosze: 329});
	shop.wire.away = false;
	await until('the last price is there', async () => (await price(till)) === 329);
	t.is(await liveLeaves(till), 1);
	t.true(shop.wire.requests.some(({path}) => path.includes('_bulk_get')));

	// The other branch dies first, so that the deletion of the winner leaves nothing on the server.
	await write(shop, ['a'.repeat(32), seen], {_deleted: true});
	await write(shop, ['b'.repeat(32), last, third, second, lost], {_deleted: true});
	await until('the milk is gone', async () => (await price(till)) === undefined);
	await until('the till has read everything', async () => {
		const {body} = await shop.ask('GET', `${shop.database('catalogue')}/_changes?descending=true&limit=1`);
		const [row] = (body as {readonly results: readonly {readonly seq: string}[]}).results;
		return Number.parseInt(till.replica.catalogue.cursor()?.since ?? '', 10) === Number.parseInt(row?.seq ?? '', 10);
	});
	t.is(await price(till), undefined);
	t.is(await liveLeaves(till), 0);
	t.is(await shop.get('catalogue', milk), undefined);
});
