/** A batch that a proxy between the till and the server answers. */
import anyTest from 'ava';
import {month, openShop, openTill, until, untilQuiet} from './shop.ts';
import type {SeenRequest} from './wire.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const receipts = `receipts-${month}`;
const isBulk = ({method, path}: SeenRequest) => method === 'POST' && path.includes('_bulk_docs');

for (const status of [406, 422]) {
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
