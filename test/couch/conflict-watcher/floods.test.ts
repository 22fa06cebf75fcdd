/** More differences than anybody could look at. */
import test from 'ava';
import {differenceCountMax, leafCountMax} from '../../../couch/conflict-watcher/floods.ts';
import type {FloodReport} from '../../../couch/documents/audit.ts';
import {createUser} from '../../../couch/users.ts';
import {altered, Book, type EntryDocument, receiptMoney} from '../book.ts';
import {removeUser, testUser, tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

/** A hundred differences are a hundred reports, each written on its own. */
const patienceMs = 90_000;

async function floods(shop: Shop, till: string) {
	const reports = (await shop.reportsOf('flood', till)) as readonly FloodReport[];
	return reports.map(({_id, reason, state, suspension}) => ({day: _id.split(':').at(-1), reason, state, suspension}));
}

function copies(original: EntryDocument, count: number): readonly EntryDocument[] {
	return Array.from({length: count}, (_, place) => altered(original, receiptMoney(100 + place)));
}

async function rolesOf({server: {couch}}: Shop, name: string): Promise<unknown> {
	return ((await couch.request({path: `_users/org.couchdb.user:${name}`})) as {roles: unknown}).roles;
}

test.serial(
	'more contents of one entry than anybody looks at are one report, and the till is kept out until it is closed',
	async t => {
		const shop = await openShop(t);
		const book = new Book(tillName());
		const {couch} = shop.server;
		await createUser({server: couch, name: book.till, role: 'till'});
		t.teardown(() => removeUser(couch, book.till));
		await shop.watch();
		const original = book.receipt();
		await shop.send([original]);
		await shop.settled([original]);
		await shop.send(copies(original, leafCountMax + 1));
		const day = '2026-11-23';
		await eventually(
			() => floods(shop, book.till),
			found => found[0]?.suspension === 'in force',
		);
		await eventually(
			() => shop.liveRevisions(original._id),
			live => live.length === 1,
			patienceMs,
		);
		t.is(await shop.read(original._id), original._rev);
		t.deepEqual(await floods(shop, book.till), [{day, reason: 'contents', state: 'open', suspension: 'in force'}]);
		t.true((await shop.differences(original._id)).length <= leafCountMax);
		t.deepEqual(await rolesOf(shop, book.till), []);

		await shop.close(`flood:${book.till}:${day}`);
		await eventually(
			() => rolesOf(shop, book.till),
			roles => JSON.stringify(roles) === '["till"]',
		);
		const [lifted] = await eventually(
			() => floods(shop, book.till),
			found => found[0]?.suspension === 'lifted',
		);
		t.is(lifted?.state, 'closed');
	},
);

test.serial('more differences of a till in a day are one report more; another day has reports of its own', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const [book, other] = [new Book(tillName()), new Book(tillName())];
	const originals = Array.from({length: differenceCountMax + 5}, () => book.receipt());
	const fine = other.receipt();
	await shop.send([...originals, fine]);
	await shop.settled([...originals.slice(-1), fine]);
	await shop.send([...originals, fine].flatMap(original => copies(original, 1)));
	const [flood] = await eventually(
		() => floods(shop, book.till),
		found => found.length === 1 && found[0]?.suspension !== 'due',
		patienceMs,
	);
	t.like(flood, {reason: 'differences', suspension: 'not allowed'});
	const last = originals.at(-1) as EntryDocument;
	for (const original of [...originals.slice(-8), fine]) {
		await eventually(
			() => shop.liveRevisions(original._id),
			live => live.length === 1,
			patienceMs,
		);
		t.is(await shop.read(original._id), original._rev);
	}
	const count = (await Promise.all(originals.map(({_id}) => shop.differences(_id)))).flat().length;
	t.is(count, differenceCountMax);
	t.is((await shop.differences(fine._id)).length, 1);
	t.deepEqual(await floods(shop, other.till), []);

	shop.pass(24 * 3_600_000);
	await shop.send([altered(last, receiptMoney(77))]);
	await eventually(
		() => shop.differences(last._id),
		found => found.length === 1,
	);
	t.is((await floods(shop, book.till)).length, 1);
});

test.serial('what has its report is no flood when the month is read again by another process', async t => {
	const shop = await openShop(t);
	const first = await shop.watch();
	const book = new Book(tillName());
	const originals = Array.from({length: differenceCountMax}, () => book.receipt());
	await shop.send(originals);
	await shop.settled(originals.slice(-1));
	await shop.send(originals.flatMap(original => copies(original, 1)));
	for (const {_id: id} of originals) {
		await eventually(
			() => shop.liveRevisions(id),
			live => live.length === 1,
			patienceMs,
		);
	}
	await first.stop();
	await shop.readAgain();
	await shop.watch();
	t.deepEqual(await floods(shop, book.till), []);
	await shop.send(copies(originals[0] as EntryDocument, 2).slice(1));
	await eventually(
		() => floods(shop, book.till),
		found => found.length === 1,
	);
});

test.serial('two hundred contents at once wait for the entry that decides, as one report and a flood', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const original = book.receipt();
	await shop.send([original, ...copies(original, 30)]);
	const first = await shop.watch();
	t.is((await floods(shop, book.till)).length, 1);
	t.is((await shop.differences(original._id)).length, 1);
	t.is((await shop.liveRevisions(original._id)).length, 31);
	await first.stop();
	await shop.send([book.receipt()]);
	await shop.watch();
	t.deepEqual(await shop.liveRevisions(original._id), [original._rev]);
});

test.serial('a watcher that may not change users says so, and reports all the same', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	await createUser({server: shop.server.couch, name: book.till, role: 'till'});
	t.teardown(() => removeUser(shop.server.couch, book.till));
	const original = book.receipt();
	await shop.send([original]);
	const user = await testUser(t, shop.server, {name: tillName(), role: 'watcher'});
	await shop.start(user.url).watching;
	await shop.send(copies(original, leafCountMax + 1));
	await eventually(
		() => floods(shop, book.till),
		found => found[0]?.suspension === 'not allowed',
	);
	t.true(shop.log.some(line => line.startsWith(`ALARM ${book.till} cannot be suspended`)));
	t.deepEqual(await rolesOf(shop, book.till), ['till']);
});
