import test from 'ava';
import {openShop, openTill, until} from './shop.ts';

test('a till that lost its book goes on after the last entry the server holds, and says so', async t => {
	const shop = await openShop(t);
	const head = {type: 'head', schema: 1, till: 'anna', at: '2026-11-23T10:00:00Z', entry: 6, digest: '6'.repeat(64)};
	await shop.put('tills', {_id: 'head:anna', ...head});
	const till = await openTill(t, shop);
	await until('it knows', () => till.replica.book.head().entry === 6);
	t.like(till.replica.damages(), [{kind: 'behind', lost: [{from: 1, to: 6}], unsentCount: 0}]);
	await till.sell();
	const [first] = await till.replica.book.from(1, 10);
	t.like(first, {entry: 7, document: {previous: head.digest}});
});
