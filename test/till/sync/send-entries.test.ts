/** A batch that a proxy between the till and the server answers. */
import anyTest from 'ava';
import {month, openShop, openTill, until, untilQuiet} from './shop.ts';
import type {SeenRequest} from './wire.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const receipts = `receipts-${month}`;
const isBulk = ({method, path}: SeenRequest) => method === 'POST' && path.includes('_bulk_docs');

for (const status of [403, 406, 422]) {
	test(`a document a proxy does not let through with ${status} is refused alone, and the others arrive`, async t => {
		const shop = await openShop(t);
		const till = await openTill(t, shop, {pushSeconds: 3600});
		await untilQuiet(shop, till);
		const ids = await till.sell(9);
		const [poison = ''] = ids.slice(4);
		shop.wire.intercept = request =>
			isBulk(request) && request.body.includes(`"_id":"${poison}"`)
				? {status, body: {error: 'filtered', reason: 'looks like a query'}}
				: undefined;
		till.link.sendNow();
		await until('the others arrived', () => till.link.status().waitingCount === 0);
		for (const id of ids) t.is((await shop.get(receipts, id)) !== undefined, id !== poison);
		t.deepEqual(
			till.link.status().refused.map(({id, reason}) => [id, reason]),
			[[poison, `${status} filtered: looks like a query`]],
		);
	});
}

test('a database that is closed to the till is neither halved nor tried one by one', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	const ids = await till.sell(3);
	const reason = 'You are not allowed to access this db.';
	shop.wire.requests.length = 0;
	shop.wire.intercept = ({path}) =>
		path.startsWith(shop.database(receipts)) ? {status: 403, body: {error: 'forbidden', reason}} : undefined;
	till.link.sendNow();
	await until('all are refused', () => till.link.status().waitingCount === 0);
	t.deepEqual(
		till.link.status().refused.map(refused => [refused.id, refused.reason]),
		ids.map(id => [id, reason]),
	);
	t.is(shop.wire.requests.filter(isBulk).length, 1);
});

test('a wall that forbids every batch to a till that may read leaves most of them waiting', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	const ids = await till.sell(9);
	shop.wire.intercept = request =>
		isBulk(request) ? {status: 403, body: {error: 'forbidden', reason: 'wall'}} : undefined;
	till.link.sendNow();
	await until('it gives up', () => till.link.status().refused.length === 5);
	t.is(till.link.status().waitingCount, 4);
	shop.wire.intercept = () => undefined;
	till.link.sendNow();
	await until('all arrived', () => till.link.status().waitingCount + till.link.status().refused.length === 0);
	for (const id of ids) t.truthy(await shop.get(receipts, id));
});

for (const status of [408, 429]) {
	test(`a batch answered with ${status} is sent again later as it was, and nothing is refused for it`, async t => {
		const shop = await openShop(t);
		const till = await openTill(t, shop, {pushSeconds: 3600});
		await untilQuiet(shop, till);
		shop.wire.requests.length = 0;
		shop.wire.intercept = request =>
			isBulk(request) && shop.wire.requests.filter(isBulk).length === 1
				? {status, body: {error: 'later', reason: 'not now'}}
				: undefined;
		const refusals: number[] = [];
		till.link.onStatus(({refused}) => refusals.push(refused.length));
		await till.sell(3);
		till.link.sendNow();
		await until('all arrived', () => till.link.status().waitingCount === 0);
		const [first, second, ...more] = shop.wire.requests.filter(isBulk).map(({body}) => body);
		t.is(second, first);
		t.deepEqual(more, []);
		t.true(refusals.every(count => count === 0));
	});
}
