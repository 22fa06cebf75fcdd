/** Two machines under one name, or one that was put back to an older disk: the book goes on in two ways. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {forkAt} from '../../../couch/conflict-watcher/fork.ts';
import type {ForkReport} from '../../../couch/documents/audit.ts';
import {altered, alteredTo, Book, type EntryDocument, receiptMoney} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

function outlineOf({_id, evidence, state, branches}: ForkReport) {
	return {_id, evidence, state, branches: branches.map(({entry}) => entry).sort()};
}

async function forks(shop: Shop, till: string) {
	return (await shop.reportsOf('fork', till)).map(report => outlineOf(report as ForkReport));
}

async function headAt(shop: Shop, till: string, entry: number) {
	await eventually(
		() => shop.head(till),
		head => head?.entry === entry,
	);
}

function forkOf(till: string, number: number, branches: readonly EntryDocument[]) {
	return {
		_id: `fork:${till}:${String(number).padStart(8, '0')}`,
		evidence: 'same-predecessor',
		state: 'open',
		branches: branches.map(({_id}) => _id).sort(),
	};
}

test.serial('a cloned till is one report where the two books part; all entries of both stay', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const common = [book.receipt(), book.receipt()];
	const clone = book.clone('klon');
	const mine = [book.receipt(), book.receipt(), book.receipt()];
	const theirs = [clone.receipt({totalGrosze: 500}), clone.event(), clone.receipt()];
	await shop.send([...common, ...mine]);
	await headAt(shop, book.till, 5);
	await shop.send(theirs);
	const expected = [forkOf(book.till, 3, [mine[0], theirs[0]] as EntryDocument[])];
	await eventually(
		() => forks(shop, book.till),
		found => found.length > 0,
	);
	await shop.settled(theirs);
	t.deepEqual(await forks(shop, book.till), expected);
	for (const {_id, _rev} of [...common, ...mine, ...theirs]) t.deepEqual(await shop.liveRevisions(_id), [_rev]);
	for (const {_id} of [...mine, ...theirs]) t.deepEqual(await shop.reports(_id), []);
	const [report] = (await shop.reportsOf('fork', book.till)) as readonly ForkReport[];
	t.deepEqual(report?.branches.map(({content}) => content?.['dueGrosze']).sort(), [1299, 500]);
});

test.serial('a fork is found across a restart and across months, in whatever order the branches come', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const common = book.receipt();
	const clone = book.clone('klon');
	const [mine, theirs] = [book.receipt(), clone.receipt({month: '2027-01'})];
	const first = await shop.watch();
	await shop.send([common, mine]);
	await headAt(shop, book.till, 2);
	await first.stop();
	const second = await shop.watch();
	await shop.send([clone.receipt({month: '2027-01'})], '2027-01');
	await headAt(shop, book.till, 3);
	await second.stop();
	await shop.send([theirs], '2027-01');
	await shop.watch();
	// The third one came after a second one that was not there yet: that is answered.
	t.deepEqual(
		(await forks(shop, book.till)).map(found => [found._id.slice(-1), found.state]),
		[
			['2', 'open'],
			['3', 'closed'],
		],
	);
	t.deepEqual((await forks(shop, book.till))[0], forkOf(book.till, 2, [mine, theirs]));
});

test.serial('all of it read at once, by two watchers, is one report for each fork', async t => {
	const shop = await openShop(t);
	const books = Array.from({length: 5}, () => new Book(tillName()));
	const parted = books.map(book => {
		const common = Array.from({length: 20}, () => book.receipt());
		const clone = book.clone('klon');
		const branches = [book, clone].map(branch => Array.from({length: 30}, () => branch.receipt()));
		return {till: book.till, all: [...common, ...branches.flat()], firsts: branches.map(branch => branch[0])};
	});
	for (const {all} of parted) await shop.send(all);
	await Promise.all([shop.watch(), shop.watch()]);
	for (const {till, firsts} of parted) {
		const found = await eventually(
			() => forks(shop, till),
			reports =>
				reports.length > 0 && reports.every(({state, evidence}) => state === 'open' || evidence !== 'same-predecessor'),
		);
		t.deepEqual(
			found.filter(({state}) => state === 'open'),
			[forkOf(till, 21, firsts as EntryDocument[])],
		);
	}
});

test.serial('a third branch is added to the report; one that a manager closed stays closed', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const clones = [book, book.clone('klon'), book.clone('drugi')];
	const [first, second, third] = clones.map(branch => branch.receipt()) as [
		EntryDocument,
		EntryDocument,
		EntryDocument,
	];
	await shop.send([first, second]);
	await eventually(
		() => forks(shop, book.till),
		found => found.length === 1,
	);
	await shop.close(`fork:${book.till}:00000001`);
	await shop.send([third]);
	const [report] = await eventually(
		() => forks(shop, book.till),
		found => found[0]?.branches.length === 3,
	);
	t.deepEqual(report, {...forkOf(book.till, 1, [first, second, third]), state: 'closed'});
});

test.serial('an entry after one that the server does not have is reported, until that one comes', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const common = book.receipt();
	const clone = book.clone('klon');
	const mine = book.receipt();
	const [unseen, theirs] = [clone.receipt(), clone.receipt()];
	await shop.send([common, mine]);
	await headAt(shop, book.till, 2);
	await shop.send([theirs]);
	const [early] = await eventually(
		() => forks(shop, book.till),
		found => found.length === 1,
	);
	t.deepEqual(early, {
		...forkOf(book.till, 3, [theirs]),
		evidence: 'other-predecessor',
	});
	await shop.send([unseen]);
	const found = await eventually(
		() => forks(shop, book.till),
		reports => reports.length === 2 && reports[1]?.state === 'closed',
	);
	t.deepEqual(found[0], forkOf(book.till, 2, [mine, unseen]));
});

test.serial('an original that is sent again, altered, edited or altered on its way is no fork', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [one, two, three, four] = [book.receipt(), book.receipt(), book.receipt(), book.receipt()];
	await shop.send([one, {...two, dueGrosze: 1}]);
	await headAt(shop, book.till, 2);
	await shop.send([alteredTo('higher', one), alteredTo('lower', one, 3)]);
	await shop.send([one, three]);
	await shop.settled([three]);
	await shop.receipts.put({...altered(three, receiptMoney(999)), _rev: three._rev});
	await shop.send([four]);
	await headAt(shop, book.till, 4);
	await eventually(
		() => shop.differences(three._id),
		found => found.length === 1,
	);
	t.deepEqual(await forks(shop, book.till), []);
});

const standing = fc.record({
	id: fc.constantFrom('receipt:a', 'receipt:b', 'event:c'),
	previous: fc.constantFrom('1', '2', '3').map(digest => new Set([digest])),
	digests: fc.subarray(['1', '2', '3'], {minLength: 1}).map(digests => new Set(digests)),
});
const some = fc.uniqueArray(standing, {selector: ({id}) => id});

testProp(
	'a fork does not depend on the order in which entries come',
	[some, some, fc.integer({min: 2, max: 9})],
	(t, here, before, number) => {
		const fork = forkAt(number, {here, before});
		t.deepEqual(forkAt(number, {here: here.toReversed(), before: before.toReversed()}), fork);
		if (before.length === 0) t.not(fork?.evidence, 'other-predecessor');
		if (fork?.evidence === 'same-predecessor') t.true(fork.branches.length >= 2);
	},
);

test('the first entry of a book comes after nothing', t => {
	const first = (previous: string) => ({id: 'receipt:a', previous: new Set([previous]), digests: new Set(['1'])});
	t.is(forkAt(1, {here: [first('0'.repeat(64))], before: []}), undefined);
	t.is(forkAt(1, {here: [first('7')], before: []})?.evidence, 'other-predecessor');
	t.is(forkAt(2, {here: [first('7')], before: []}), undefined);
});
