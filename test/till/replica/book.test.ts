import {join} from 'node:path';
import test from 'ava';
import {openStore} from '../../../couch/store/pouch.ts';
import {noDigest, revisionOf} from '../../../till/domain/chain.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {storeEntries} from '../../../till/replica/salvage-entries.ts';
import {allOf, entriesAfter, entryAfter, headOf} from './entries.ts';
import {freshReplica, temporaryFolder} from './folder.ts';

const start = {entry: 0, digest: noDigest};
const noon = '2026-11-23T12:00:00Z';

test('an empty book begins with zeros', async t => {
	const {book} = await freshReplica(t);
	t.deepEqual(book.head(), start);
	t.deepEqual(book.counts(), {waiting: 0, waitingReceipts: 0, refused: 0, oldestWaitingAt: undefined});
});

test('entries of every type share one sequence, and its end is found again after a restart', async t => {
	const dataDir = temporaryFolder(t);
	const first = await openReplica({dataDir, till: 'anna'});
	let head = first.book.head();
	for (const type of ['receipt', 'event', 'return', 'receipt', 'seal', 'event'] as const) {
		const entry = entryAfter(head, {type});
		await first.book.append(entry);
		head = headOf(entry);
		t.deepEqual(first.book.head(), head);
	}
	await first.close();

	const second = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => second.close());
	t.deepEqual(second.book.head(), head);
	const waiting = await second.book.waiting(10);
	t.deepEqual(
		waiting.map(({entry}) => entry),
		[1, 2, 3, 4, 5, 6],
	);
});

test('the end of the chain is in the newest month that has an entry', async t => {
	const dataDir = temporaryFolder(t);
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	const october = entryAfter(start, {businessDay: '2026-10-31'});
	const november = entryAfter(headOf(october), {businessDay: '2026-11-02'});
	await book.append(october);
	await book.append(november);
	await close();
	// A crash right after a month's file was made leaves it empty.
	const empty = openStore({file: join(dataDir, 'receipts-2026-12.sqlite')});
	await empty.info();
	await empty.close();

	const again = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => again.close());
	t.deepEqual(again.book.head(), headOf(november));
	t.is((await again.book.get(october._id))?.month, '2026-10');
});

test('an entry is kept under the revision of its content, whatever the order of its fields', async t => {
	const dataDir = temporaryFolder(t);
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	const entry = entryAfter(start);
	await book.append(Object.fromEntries(Object.entries(entry).toReversed()) as unknown as typeof entry);
	await close();
	const store = openStore({file: join(dataDir, 'receipts-2026-11.sqlite')});
	t.is((await store.get(entry._id))._rev, revisionOf(entry.digest));
	await store.close();
});

test('the same entry again is harmless', async t => {
	const {book} = await freshReplica(t);
	const [first, second] = entriesAfter(start, 2);
	if (!first || !second) return t.fail();
	await Promise.all([book.append(first), book.append(second), book.append(first)]);
	t.deepEqual(book.head(), headOf(second));
	t.is(book.counts().waiting, 2);
});

test('a gap, a wrong predecessor, a wrong digest, another content and another till are refused', async t => {
	const {book} = await freshReplica(t);
	const [first, second, third] = entriesAfter(start, 3);
	if (!first || !second || !third) return t.fail();
	await book.append(first);
	await t.throwsAsync(book.append(third), {message: /entry 2 comes next, not 3/});
	await t.throwsAsync(book.append(entryAfter({...headOf(first), digest: noDigest})), {
		message: /names the entry before/,
	});
	await t.throwsAsync(book.append({...second, digest: noDigest}), {message: /digest .* is the one of its content/});
	await t.throwsAsync(book.append(entryAfter(start, {name: 'Marek'})), {message: /was written under this number/});
	await t.throwsAsync(book.append(entryAfter(headOf(first), {till: 'bartek'})), {message: /entry of this till/});
	await t.throwsAsync(book.append(entryAfter(headOf(first), {month: '2026-10'})), {message: /month .* not earlier/});
	await book.append(second);
	t.deepEqual(book.head(), headOf(second));
});

test('what was sent or refused is remembered, and everything else waits, across a restart', async t => {
	const dataDir = temporaryFolder(t);
	const entries = entriesAfter(start, 6);
	const ids = entries.map(({_id}) => _id);
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	for (const entry of entries) await book.append(entry);
	book.markSent(ids.slice(0, 2), noon);
	book.markSent(ids.slice(3, 4), noon);
	book.markRefused([{id: String(ids[4]), month: '2026-11', reason: 'till is suspended'}], noon);
	await close();

	const again = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => again.close());
	const waiting = await again.book.waiting(10);
	t.deepEqual(
		waiting.map(({entry}) => entry),
		[3, 6],
	);
	t.deepEqual(again.book.refused(), [
		{id: ids[4], month: '2026-11', reason: 'till is suspended', refusedAt: noon, attempts: 1},
	]);
	t.deepEqual(again.book.lastSent(), {id: ids[3], at: noon});
	t.is(again.book.counts().oldestWaitingAt, '2026-11-23T10:00:00+01:00');
});

test('a refused entry that is tried again waits again, in its place, and its attempts are counted', async t => {
	const dataDir = temporaryFolder(t);
	const entries = entriesAfter(start, 3);
	const [first] = entries;
	if (!first) return t.fail();
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	for (const entry of entries) await book.append(entry);
	const refusal = {id: first._id, month: first.month, reason: 'no'};
	book.markRefused([refusal], noon);
	book.markSent([String(entries[1]?._id)], noon);
	book.retryRefused();
	t.deepEqual(book.refused(), []);
	t.is((await book.waiting(1))[0]?._id, first._id);
	await close();

	const again = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => again.close());
	t.deepEqual(
		(await again.book.waiting(10)).map(({entry}) => entry),
		[1, 3],
	);
	again.book.markRefused([refusal], noon);
	t.is(again.book.refused()[0]?.attempts, 2);
	again.book.retryRefused([first._id]);
	again.book.markSent([first._id], noon);
	t.deepEqual(again.book.counts().waiting, 1);
});

test('an entry taken out of the file does not hold up the others', async t => {
	const dataDir = temporaryFolder(t);
	const [first, second] = entriesAfter(start, 2);
	if (!first || !second) return t.fail();
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	t.teardown(close);
	await book.append(first);
	await book.append(second);
	const store = openStore({file: join(dataDir, 'receipts-2026-11.sqlite')});
	await store.remove(await store.get(first._id));
	t.deepEqual(
		(await book.waiting(10)).map(({_id}) => _id),
		[second._id],
	);
	t.is(book.refused()[0]?.reason, "the entry is no longer in the till's own file");
});

test('entries are found from a number on and by business day, oldest first', async t => {
	const {book} = await freshReplica(t);
	let head = book.head();
	for (const businessDay of ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']) {
		for (const type of ['receipt', 'event'] as const) {
			const entry = entryAfter(head, {type, businessDay});
			await book.append(entry);
			head = headOf(entry);
		}
	}
	const numbers = (entries: readonly {readonly entry: number}[]) => entries.map(({entry}) => entry);
	t.deepEqual(numbers(await book.from(3, 4)), [3, 4, 5, 6]);
	t.deepEqual(numbers(await book.from(7, 100)), [7, 8]);
	t.deepEqual(numbers(await allOf(book.period('2026-10-31', '2026-11-01'))), [3, 4, 5, 6]);
	t.deepEqual(numbers(await allOf(book.period('2026-12-01', '2026-12-31'))), []);
});

test('a day of the old month written after the new one began is in the period of its day', async t => {
	const {book} = await freshReplica(t);
	const november = entryAfter(start, {businessDay: '2026-11-01'});
	await book.append(november);
	await book.append(entryAfter(headOf(november), {businessDay: '2026-10-31', month: '2026-11'}));
	t.deepEqual(
		(await allOf(book.period('2026-10-31', '2026-10-31'))).map(({entry}) => entry),
		[2],
	);
});

test('a period comes in pages small enough that nobody at the counter waits for one, and none is empty', async t => {
	const dataDir = temporaryFolder(t);
	const entries = [
		...entriesAfter(start, 230, {businessDay: '2026-10-30'}),
		...entriesAfter({...start, entry: 230}, 120, {businessDay: '2026-10-31', type: 'receipt'}),
	];
	await storeEntries(
		join(dataDir, 'receipts-2026-10.sqlite'),
		entries.map(content => ({entry: content.entry, content: {...content}, digest: content.digest})),
	);
	const {book, close} = await openReplica({dataDir, till: 'anna'});
	t.teardown(close);
	const sizes: number[] = [];
	for await (const page of book.period('2026-10-31', '2026-10-31')) sizes.push(page.length);
	t.deepEqual(sizes, [70, 50]);
	t.deepEqual(
		(await allOf(book.period('2026-10-30', '2026-10-31'))).map(({entry}) => entry),
		entries.map(({entry}) => entry),
	);
});

test('listeners hear of entries and of marks until they stop listening', async t => {
	const {book} = await freshReplica(t);
	const heard: number[] = [];
	const stop = book.onChange(() => heard.push(book.counts().waiting));
	const entry = entryAfter(start);
	await book.append(entry);
	book.markSent([entry._id], noon);
	stop();
	await book.append(entryAfter(headOf(entry)));
	t.deepEqual(heard, [1, 0]);
});
