/** Numbers that are missing from a book. */
import test from 'ava';
import {graceMs} from '../../../couch/conflict-watcher/gaps.ts';
import type {GapReport} from '../../../couch/documents/audit.ts';
import {Book, type EntryDocument} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

async function gaps(shop: Shop, till: string) {
	const reports = (await shop.reportsOf('gap', till)) as readonly GapReport[];
	return reports.map(({from, to, state}) => `${from}-${to} ${state}`);
}

async function gapsBecome(shop: Shop, till: string, expected: readonly string[]) {
	await eventually(
		() => gaps(shop, till),
		found => JSON.stringify(found) === JSON.stringify(expected),
	);
}

function entries(book: Book, count: number): readonly EntryDocument[] {
	return Array.from({length: count}, () => book.receipt());
}

test.serial(
	'a missing number is reported when its time of grace is over, and closed by itself when it comes',
	async t => {
		const shop = await openShop(t);
		await shop.watch();
		const [one, two, three] = entries(new Book(tillName()), 3) as [EntryDocument, EntryDocument, EntryDocument];
		const till = String(one['till']);
		await shop.send([one, three]);
		await shop.settled([three]);
		shop.pass(graceMs - 1000);
		await shop.rounds();
		t.deepEqual(await gaps(shop, till), []);
		shop.pass(1000);
		await gapsBecome(shop, till, ['2-2 open']);
		const [report] = (await shop.reportsOf('gap', till)) as readonly GapReport[];
		t.is(report?.entry, three._id);
		t.is(report?._id, `gap:${till}:00000002`);
		await shop.send([two]);
		await gapsBecome(shop, till, ['2-2 closed']);
		t.is((await shop.reportsOf('gap', till))[0]?.closed?.by, 'watcher');
		t.is((await shop.head(till))?.entry, 3);
	},
);

test.serial('a gap shrinks as its entries come, falls into two, and is closed with the last of them', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const all = entries(book, 12);
	const at = (...numbers: readonly number[]) => all.filter((_, index) => numbers.includes(index + 1));
	await shop.watch();
	await shop.send(at(1, 10, 12));
	await shop.settled(at(12));
	shop.pass(graceMs);
	await gapsBecome(shop, book.till, ['2-9 open', '11-11 open']);
	await shop.send(at(2, 3));
	await gapsBecome(shop, book.till, ['4-9 open', '11-11 open']);
	await shop.send(at(6));
	await gapsBecome(shop, book.till, ['4-5 open', '7-9 open', '11-11 open']);
	await shop.send(at(4, 5, 7, 8, 9, 11));
	await gapsBecome(shop, book.till, ['4-5 closed', '7-9 closed', '11-11 closed']);
});

test.serial('what is missing at the beginning of a book, or between two months, is missing too', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const [late, parted] = [new Book(tillName()), new Book(tillName())];
	const [, second] = [late.receipt(), late.receipt()];
	const november = parted.receipt();
	parted.seal();
	const december = parted.receipt({month: '2026-12'});
	await shop.send([second, november]);
	await shop.send([december], '2026-12');
	await shop.settled([second, november]);
	shop.pass(graceMs);
	await gapsBecome(shop, late.till, ['1-1 open']);
	await gapsBecome(shop, parted.till, ['2-2 open']);
});

test.serial('a watcher that is started again neither forgets what is missing nor counts its time anew', async t => {
	const shop = await openShop(t);
	const first = await shop.watch();
	const book = new Book(tillName());
	const [one, two, three] = entries(book, 3) as [EntryDocument, EntryDocument, EntryDocument];
	await shop.send([one, three]);
	await shop.settled([three]);
	await first.stop();
	shop.pass(graceMs);
	const second = await shop.watch();
	await gapsBecome(shop, book.till, ['2-2 open']);
	await second.stop();
	await shop.send([two]);
	await shop.watch();
	await gapsBecome(shop, book.till, ['2-2 closed']);
});

test.serial('two watchers report a gap once and close it once', async t => {
	const shop = await openShop(t);
	await Promise.all([shop.watch(), shop.watch()]);
	const books = Array.from({length: 8}, () => new Book(tillName()));
	const sent = books.map(book => entries(book, 9));
	await shop.send(sent.flatMap(all => all.filter((_, index) => index % 4 === 0)));
	await shop.settled(sent.map(all => all[8] as EntryDocument));
	shop.pass(graceMs);
	for (const {till} of books) await gapsBecome(shop, till, ['2-4 open', '6-8 open']);
	await shop.rounds();
	await shop.send(sent.flatMap(all => all.filter((_, index) => index % 4 > 1)));
	for (const {till} of books) await gapsBecome(shop, till, ['2-2 open', '2-4 closed', '6-6 open', '6-8 closed'].sort());
});

test.serial('what a manager closed stays closed; an entry that an administrator deletes is a gap at once', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const all = entries(book, 4);
	await shop.send(all);
	await shop.settled(all);
	const [, two] = all as [EntryDocument, EntryDocument];
	await shop.receipts.bulk([{_id: two._id, _rev: two._rev, _deleted: true}]);
	await gapsBecome(shop, book.till, ['2-2 open']);
	await shop.close(`gap:${book.till}:00000002`);
	await shop.rounds();
	const [report] = await shop.reportsOf('gap', book.till);
	t.is(report?.closed?.by, 'hanna');
});

test.serial('an entry that was deleted and comes back long after closes its gap', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const all = entries(book, 3);
	await shop.send(all);
	await shop.settled(all);
	const [, two] = all as [EntryDocument, EntryDocument];
	await shop.receipts.bulk([{_id: two._id, _rev: two._rev, _deleted: true}]);
	await gapsBecome(shop, book.till, ['2-2 open']);
	await shop.rounds();
	const {_rev: _, ...again} = two;
	t.deepEqual(await shop.receipts.bulk([again]), []);
	await gapsBecome(shop, book.till, ['2-2 closed']);
});
