/** Entries sent again: the original stays, what differs is reported. */
import test from 'ava';
import {tombstoneOf} from '../../../couch/conflict-watcher/retire.ts';
import {altered, alteredTo, Book, receiptMoney} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop} from './shop.ts';

for (const side of ['higher', 'lower'] as const) {
	test.serial(`the original stays what everybody reads when the resubmission's revision is ${side}`, async t => {
		const shop = await openShop(t);
		await shop.watch();
		const original = new Book(tillName()).receipt();
		await shop.send([original]);
		await eventually(
			() => shop.seen(original._id),
			rev => rev === original._rev,
		);

		const impostor = alteredTo(side, original);
		const sentAt = Date.now();
		await shop.send([impostor]);
		const [report] = await eventually(
			() => shop.differences(original._id),
			found => found.length === 1,
		);
		t.true(Date.now() - sentAt < 2000, 'within two seconds');
		await eventually(
			() => shop.liveRevisions(original._id),
			live => live.length === 1,
		);
		t.is(await shop.read(original._id), original._rev);

		t.is(report?._id, `difference:${original._id}:${impostor._rev}`);
		t.is(report?.verdict, 'retired');
		t.is(report?.state, 'open');
		t.is(report?.original.rev, original._rev);
		t.is(report?.original.cashier, 'Anna');
		t.is(report?.resubmission.cashier, 'Oszust');
		t.is(report?.original.content?.['dueGrosze'], 1299);
		t.is(report?.resubmission.content?.['dueGrosze'], 999);
		t.true(report?.fields.includes('/dueGrosze'));
		t.true(report?.fields.includes('/lines/0/priceGrosze'));
		t.deepEqual(report?.money, {totalGrosze: -300, vat: [{letter: 'A', grossGrosze: -300, vatGrosze: -56}]});
	});
}

test.serial('an unchanged resubmission is silent', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [first, second] = [book.receipt(), book.receipt()];
	await shop.send([first]);
	await eventually(
		() => shop.seen(first._id),
		rev => rev !== undefined,
	);
	await shop.send([first]);
	await shop.send([second]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
	t.deepEqual(await shop.reports(first._id), []);
	t.deepEqual(await shop.liveRevisions(first._id), [first._rev]);
});

test.serial('the same content under another revision is taken away without a word', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.send([{...original, _rev: `1-${'f'.repeat(32)}`}]);
	await eventually(
		() => shop.receipts.leaves(original._id),
		leaves => leaves.some(leaf => leaf._deleted === true),
	);
	t.is(await shop.read(original._id), original._rev);
	t.deepEqual(await shop.reports(original._id), []);
});

test.serial('a retired resubmission sent again changes nothing and is not reported again', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const original = book.receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	const impostor = alteredTo('higher', original);
	await shop.send([impostor]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	await shop.send([impostor]);
	await shop.send([book.receipt()]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
	t.deepEqual(await shop.liveRevisions(original._id), [original._rev]);
	t.is((await shop.receipts.leaves(original._id)).length, 2);
	t.is((await shop.reports(original._id)).length, 1);
});

test.serial('the last live leaf is never retired, even when it is not the original', async t => {
	const shop = await openShop(t);
	const watcher = await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await watcher.stop();
	// An administrator deletes the original, and the till sends something else.
	await shop.receipts.bulk([tombstoneOf({id: original._id, rev: original._rev})], {newEdits: false});
	const impostor = alteredTo('lower', original);
	await shop.send([impostor]);
	await shop.watch();
	const [report] = await shop.differences(original._id);
	t.is(report?.verdict, 'kept');
	t.is(report?.original.rev, original._rev);
	t.deepEqual(await shop.liveRevisions(original._id), [impostor._rev]);
});

test.serial('a wrong decision is undone by a new revision that carries the kept content', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const original = book.receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	const impostor = alteredTo('higher', original);
	await shop.receipts.bulk([tombstoneOf({id: original._id, rev: original._rev})], {newEdits: false});
	await shop.send([impostor]);
	await eventually(
		() => shop.differences(original._id),
		found => found[0]?.verdict === 'kept',
	);
	const tombstone = tombstoneOf({id: original._id, rev: original._rev});
	await shop.receipts.put({...original, _rev: tombstone._rev ?? ''});
	await eventually(
		() => shop.differences(original._id),
		found => found[0]?.verdict === 'retired',
	);
	const [live] = await eventually(
		() => shop.liveRevisions(original._id),
		all => all.length === 1,
	);
	t.regex(live ?? '', /^3-/);
});

test.serial('an entry that an administrator edits is reported with both contents', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.receipts.put({...altered(original, receiptMoney(999)), _rev: original._rev});
	const [report] = await eventually(
		() => shop.differences(original._id),
		found => found.length === 1,
	);
	t.is(report?.verdict, 'kept');
	t.is(report?.original.content?.['dueGrosze'], 1299);
	t.is(report?.resubmission.content?.['dueGrosze'], 999);
});

test.serial('three contents of one entry are two reports', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.send([alteredTo('higher', original), alteredTo('lower', original, 5)]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	t.is((await shop.differences(original._id)).length, 2);
	t.is(await shop.read(original._id), original._rev);
});

test.serial('what happened while no watcher was there is found at the next start', async t => {
	const shop = await openShop(t);
	const first = await shop.watch();
	const book = new Book(tillName());
	const [original, next] = [book.receipt(), book.receipt()];
	await shop.send([original, next]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
	await first.stop();
	await shop.send([alteredTo('higher', original)]);
	await shop.watch();
	t.is((await shop.differences(original._id))[0]?.verdict, 'retired');
	t.is(await shop.read(original._id), original._rev);
});

test.serial('a report that a manager closed stays closed', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.send([alteredTo('higher', original)]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	const audit = shop.server.couch.database('audit');
	const [report] = await shop.differences(original._id);
	const closed = {by: 'hanna', at: '2026-11-23T16:00:00+01:00', reason: 'Pomyłka przy szkoleniu'};
	t.not(await audit.put({...report, _id: report?._id ?? '', state: 'closed', closed}), 'conflict');
	// Everything is looked at again from the beginning.
	const ledger = shop.server.couch.database('ledger-2026-11');
	const checkpoint = await ledger.get('_local/conflict-watcher');
	await ledger.put({...checkpoint, _id: '_local/conflict-watcher', since: '0'});
	await shop.watch();
	t.is((await shop.differences(original._id))[0]?.state, 'closed');
});
