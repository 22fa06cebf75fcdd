import test from 'ava';
import {isLive, month, openShop, openTill, until} from './shop.ts';

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

for (const [what, wrong, reason] of [
	['whose number is none', {entry: 'six'}, /head: head:anna cannot be read: entry .+/],
	['of a newer schema', {schema: 2}, /head: head:anna cannot be read: schema .+/],
	['that is no account at all', {type: 'notice', messages: []}, /head: head:anna cannot be read: type is "notice"/],
] as const) {
	test(`a till says that it cannot read an account ${what}, sends all the same, and is content when it can`, async t => {
		const shop = await openShop(t);
		const head = {_id: 'head:anna', type: 'head', schema: 1, till: 'anna', at: '2026-11-23T10:00:00Z', entry: 0};
		const sound = {...head, digest: '0'.repeat(64)};
		const rev = await shop.put('tills', {...sound, ...wrong});
		const till = await openTill(t, shop);
		await until('the till is live', () => isLive(till));
		const [sold = ''] = await till.sell();
		await until('it is sent', () => till.link.status().waitingCount === 0);
		t.truthy(await shop.get(`receipts-${month}`, sold));
		await until('it is said', () => till.link.status().problem !== undefined);
		t.regex(till.link.status().problem ?? '', reason);
		await until('the office can read it', async () => {
			const status = await shop.get('tills', 'status:anna');
			return reason.test(String(status?.['problem']));
		});
		const own = till.replica.book.head();
		await shop.put('tills', {...sound, _rev: rev, entry: own.entry, digest: own.digest});
		await until('nothing is wrong any more', () => till.link.status().problem === undefined);
		t.true(till.sentences.some(sentence => sentence === 'head: in order again'));
	});
}
