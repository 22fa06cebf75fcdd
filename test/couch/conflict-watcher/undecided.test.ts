/** Entries of which nobody knows at once what came first, and watchers that race for them. */
import test from 'ava';
import {altered, alteredTo, Book} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop} from './shop.ts';

for (const side of ['higher', 'lower'] as const) {
	test.serial(
		`two contents in one row are both kept until the next entry names the original, which is not the ${side} one`,
		async t => {
			const shop = await openShop(t);
			const book = new Book(tillName());
			const original = book.receipt();
			const impostor = alteredTo(side, original);
			await shop.send([original]);
			await shop.send([impostor]);
			await shop.watch();
			const [undecided] = await shop.differences(original._id);
			t.is(undecided?.verdict, 'undecided');
			t.is((await shop.liveRevisions(original._id)).length, 2);
			t.is(await shop.seen(original._id), undefined);

			await shop.send([book.receipt()]);
			await eventually(
				() => shop.liveRevisions(original._id),
				live => live.length === 1,
			);
			t.is(await shop.read(original._id), original._rev);
			t.is(await shop.seen(original._id), original._rev);
			const open = await eventually(
				async () => (await shop.differences(original._id)).filter(({state}) => state === 'open'),
				found => found.length === 1 && found[0]?.verdict === 'retired',
			);
			t.is(open[0]?.resubmission.rev, impostor._rev);
			t.is(open[0]?.original.rev, original._rev);
		},
	);
}

test.serial('an undecided entry is decided by a watcher that was not there before', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const original = book.receipt();
	await shop.send([original, alteredTo('higher', original)]);
	const early = await shop.watch();
	t.is((await shop.differences(original._id)).length, 1);
	await early.stop();
	await shop.watch();
	await shop.send([book.receipt()]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	t.is(await shop.read(original._id), original._rev);
});

test.serial('the next entry may be in the next month', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const original = book.seal();
	const impostor = altered(original, {count: 7});
	await shop.send([original, impostor]);
	await shop.watch();
	t.is((await shop.liveRevisions(original._id)).length, 2);
	await shop.send([book.receipt({month: '2026-12'})], '2026-12');
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);
	t.is(await shop.read(original._id), original._rev);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
});

test.serial('a next entry that names neither content decides nothing', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const original = book.receipt();
	await shop.send([original, alteredTo('lower', original)]);
	await shop.watch();
	await shop.send([altered(book.receipt(), {previous: '9'.repeat(64)})]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
	t.is((await shop.liveRevisions(original._id)).length, 2);
	t.is((await shop.differences(original._id))[0]?.verdict, 'undecided');
});

test.serial('two watchers at once agree, and report once', async t => {
	const shop = await openShop(t);
	await Promise.all([shop.watch(), shop.watch(), shop.watch()]);
	const book = new Book(tillName());
	const originals = Array.from({length: 20}, () => book.receipt());
	await shop.send(originals);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 20,
	);
	const impostors = originals.map((original, index) => alteredTo(index % 2 === 0 ? 'higher' : 'lower', original));
	await shop.send(impostors);
	for (const original of originals) {
		await eventually(
			() => shop.liveRevisions(original._id),
			live => live.length === 1,
		);
		t.is(await shop.read(original._id), original._rev);
		t.deepEqual(
			(await shop.differences(original._id)).map(({verdict}) => verdict),
			['retired'],
		);
	}
});

test.serial('two watchers that race for originals and copies sent together leave one original each', async t => {
	const shop = await openShop(t);
	await Promise.all([shop.watch(), shop.watch()]);
	const book = new Book(tillName());
	const originals = Array.from({length: 12}, () => book.receipt());
	await Promise.all(originals.map(original => shop.send([original])));
	await Promise.all(originals.map(original => shop.send([alteredTo('higher', original)])));
	// The last one is decided by the entry after it.
	await shop.send([book.receipt()]);
	for (const {_id: id} of originals) {
		const live = await eventually(
			() => shop.liveRevisions(id),
			all => all.length === 1,
		);
		t.is(await shop.seen(id), live[0]);
		const open = (await shop.differences(id)).filter(({state}) => state === 'open');
		t.deepEqual(
			open.map(({verdict}) => verdict),
			['retired'],
		);
	}
});
