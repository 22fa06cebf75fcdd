/** More differences than anybody could look at. */
import test from 'ava';
import type {FloodReport} from '../../../couch/documents/audit.ts';
import {createUser} from '../../../couch/users.ts';
import {altered, Book, type EntryDocument, receiptMoney, signingKey} from '../book.ts';
import {removeUser, testUser, tillName} from '../test-server.ts';
import {brook, eventually, openShop, type Shop} from './shop.ts';

const {leafCountMax, reportCountMax} = brook;

/** Each difference is a report of its own. */
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
		const shop = await openShop(t, brook);
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
	const shop = await openShop(t, brook);
	await shop.watch();
	const [book, other] = [new Book(tillName()), new Book(tillName())];
	const originals = Array.from({length: reportCountMax + 5}, () => book.receipt());
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
	t.is(count, reportCountMax);
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
	const shop = await openShop(t, brook);
	const first = await shop.watch();
	const book = new Book(tillName());
	const originals = Array.from({length: reportCountMax}, () => book.receipt());
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
	const shop = await openShop(t, brook);
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
	const shop = await openShop(t, brook);
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

/** Resolves when the till's roles are these, as JSON. */
async function hasRoles(shop: Shop, till: string, roles: string): Promise<void> {
	await eventually(
		() => rolesOf(shop, till),
		found => JSON.stringify(found) === roles,
	);
}

test.serial(
	'more malformed entries of a till in a day than anybody looks at are a flood; closed, the till has as many reports more',
	async t => {
		const shop = await openShop(t, brook);
		const book = new Book(tillName());
		const {couch} = shop.server;
		await createUser({server: couch, name: book.till, role: 'till'});
		t.teardown(() => removeUser(couch, book.till));
		// Somebody has the till's password and not its key.
		await shop.enrol(book.till, {publicKey: signingKey().publicKey});
		const unsigned = Array.from({length: reportCountMax + 5}, () => book.receipt());
		await shop.send(unsigned);
		const first = await shop.watch();
		const reported = async () => {
			const rows = await shop.server.couch.database('audit').range({from: 'malformed:', to: 'malformed:\ufff0'});
			return rows.length;
		};
		/** How many entries each flood holds. */
		const heldCounts = async () =>
			((await shop.reportsOf('flood', book.till)) as readonly FloodReport[]).map(({numbers = []}) =>
				numbers.reduce((count, [from, to]) => count + to - from + 1, 0),
			);
		t.deepEqual(await rolesOf(shop, book.till), []);
		const day = '2026-11-23';
		t.deepEqual(await floods(shop, book.till), [{day, reason: 'malformed', state: 'open', suspension: 'in force'}]);
		t.is(await reported(), reportCountMax);
		t.deepEqual(await heldCounts(), [5]);
		await eventually(
			() => shop.head(book.till),
			head => head?.entry === unsigned.length,
		);

		await shop.close(`flood:${book.till}:${day}`);
		await hasRoles(shop, book.till, '["till"]');
		await first.stop();
		await shop.readAgain();
		const second = await shop.watch();
		t.is(await reported(), reportCountMax, 'what the closed flood holds is answered');
		const more = Array.from({length: reportCountMax + 1}, () => book.receipt());
		await shop.send(more);
		await eventually(heldCounts, counts => counts.length === 2);
		await shop.settled(more);
		t.deepEqual(await heldCounts(), [5, 1]);
		await hasRoles(shop, book.till, '[]');
		t.is(await reported(), 2 * reportCountMax);
		t.is((await shop.reportsOf('flood', book.till))[1]?._id, `flood:${book.till}:${day}:2`);

		// The next day a month that is read again reports what the floods held.
		await second.stop();
		shop.pass(24 * 3_600_000);
		await shop.readAgain();
		await shop.watch();
		t.is(await reported(), 2 * reportCountMax + 6);
		for (const {_id, _rev} of [...unsigned, ...more]) t.is(await shop.read(_id), _rev);
	},
);

test.serial('a till is kept out while any flood of it is open, whichever is closed first', async t => {
	const shop = await openShop(t, brook);
	const {couch} = shop.server;
	const books = [new Book(tillName()), new Book(tillName())] as const;
	for (const {till} of books) {
		await createUser({server: couch, name: till, role: 'till'});
		t.teardown(() => removeUser(couch, till));
	}
	const days = ['2026-11-23', '2026-11-24'] as const;
	const originals = books.map(book => [book.receipt(), book.receipt()] as const);
	await shop.send(originals.flat());
	await shop.watch();
	for (const [place, _] of days.entries()) {
		if (place > 0) shop.pass(24 * 3_600_000);
		for (const ofTill of originals) await shop.send(copies(ofTill[place] as EntryDocument, leafCountMax + 1));
		for (const {till} of books) {
			await eventually(
				() => floods(shop, till),
				found => found.length === place + 1 && found.every(({suspension}) => suspension === 'in force'),
				patienceMs,
			);
		}
	}
	for (const [place, {till}] of books.entries()) {
		const [one, other] = place === 0 ? days : days.toReversed();
		await shop.close(`flood:${till}:${one}`);
		await eventually(
			() => floods(shop, till),
			found => found.some(({suspension}) => suspension === 'lifted'),
		);
		t.deepEqual(await rolesOf(shop, till), []);
		await shop.close(`flood:${till}:${other}`);
		await hasRoles(shop, till, '["till"]');
	}
});
