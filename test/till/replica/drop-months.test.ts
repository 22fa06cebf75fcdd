/** Old months of the book that are dropped: what goes, what stays, and what a kill in between leaves. */
import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {noDigest} from '../../../till/domain/chain.ts';
import type {Sealed} from '../../../till/domain/entry.ts';
import {EntryMonths} from '../../../till/replica/entry-months.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Book, Replica} from '../../../till/replica/replica.ts';
import {storeEntries} from '../../../till/replica/salvage-entries.ts';
import {readFact, stateFile} from '../../../till/replica/state-file.ts';
import {copyFolder, removeWhole} from './damaged-folder.ts';
import {allOf, entriesAfter, entryAfter} from './entries.ts';
import {temporaryFolder} from './folder.ts';
import {linesOf, start} from './programs/start.ts';

const months = ['2026-08', '2026-09', '2026-10', '2026-11'] as const;
const at = '2026-11-23T12:00:00Z';

/** Five receipts and a seal a month, without a seal in the last; all of them are on the server. */
const entries: Sealed[] = [];
const sound = mkdtempSync(join(tmpdir(), 'ostoja-months-'));
test.after.always(() => rmSync(sound, {recursive: true, force: true}));

test.before(async () => {
	const {book, close} = await openReplica({dataDir: sound, till: 'anna'});
	for (const month of months) {
		const types = [
			...Array.from({length: 5}, () => 'receipt' as const),
			...(month === '2026-11' ? [] : ['seal' as const]),
		];
		for (const type of types) {
			const entry = entryAfter(book.head(), {type, businessDay: `${month}-20`});
			await book.append(entry);
			entries.push(entry);
		}
	}
	book.markSent(
		entries.map(({_id}) => _id),
		at,
	);
	await close();
});

/** A folder with those four months in it. */
function fourMonths(t: ExecutionContext): string {
	return copyFolder(sound, join(temporaryFolder(t), 'anna'));
}

async function open(t: ExecutionContext, dataDir: string): Promise<Replica> {
	const replica = await openReplica({dataDir, till: 'anna'});
	let closing: Promise<void> | undefined;
	const close = () => {
		closing ??= replica.close();
		return closing;
	};
	t.teardown(close);
	return {...replica, close};
}

const monthsOf = async (book: Book) => (await book.months()).map(({month}) => month);
/** With what stands beside them of a month that is gone. */
const filesOf = (dataDir: string) => {
	const beside = readdirSync(dataDir).filter(file => file.startsWith('receipts-'));
	const whole = beside.filter(file => file.endsWith('.sqlite'));
	return [...whole, ...beside.filter(file => !whole.some(name => file.startsWith(name)))].sort();
};
const files = (...kept: readonly string[]) => kept.map(month => `receipts-${month}.sqlite`);

async function noteIn(dataDir: string): Promise<string | undefined> {
	const state = openSqlite(join(dataDir, stateFile));
	try {
		return readFact(state, 'dropping');
	} finally {
		await state.close();
	}
}

test('a month that is dropped is gone from the disk, and the book goes on as if nothing had been', async t => {
	const dataDir = fourMonths(t);
	const {book, damages, close} = await open(t, dataDir);
	t.like((await book.months())[0], {month: '2026-08', first: 1, last: {entry: 6, type: 'seal'}, openCount: 0});
	const {head, counts} = {head: book.head(), counts: book.counts()};
	t.true(await book.dropThrough('2026-08'));
	t.deepEqual(await monthsOf(book), months.slice(1));
	t.false(existsSync(join(dataDir, 'receipts-2026-08.sqlite')));
	t.deepEqual([book.head(), book.counts()], [head, counts]);
	t.is((await book.from(1, 1))[0]?.entry, 7, 'what is left begins after the seal');
	t.is(await book.get(String(entries[2]?._id)), undefined);
	t.is(await book.firstOf('2026-08'), undefined);
	t.deepEqual(await allOf(book.period('2026-08-01', '2026-08-31')), []);
	t.false(existsSync(join(dataDir, 'receipts-2026-08.sqlite')), 'asking for it does not make it anew');
	await book.append(entryAfter(book.head(), {businessDay: '2026-11-24'}));
	await close();

	const again = await open(t, dataDir);
	t.deepEqual(again.damages(), [], 'what was dropped is no damage');
	t.deepEqual(damages(), []);
	t.is(again.book.head().entry, entries.length + 1);
	t.is(again.book.counts().waiting, 1);
	t.deepEqual(filesOf(dataDir), files('2026-09', '2026-10', '2026-11'));
});

test('several months go at once, and none of their numbers is given again', async t => {
	const dataDir = fourMonths(t);
	const {book, close} = await open(t, dataDir);
	t.true(await book.dropThrough('2026-10'));
	t.deepEqual(await monthsOf(book), ['2026-11']);
	await close();
	const again = await open(t, dataDir);
	t.is(again.book.head().entry, entries.length);
	t.deepEqual(again.damages(), []);
	const other = entryAfter({entry: 3, digest: noDigest, month: '2026-11'}, {name: 'Marek', businessDay: '2026-11-24'});
	await t.throwsAsync(again.book.append(other), {message: /was written under this number/});
});

test('a month of which something waits or was refused stays, and is dropped when the server has it', async t => {
	const dataDir = fourMonths(t);
	const {book} = await open(t, dataDir);
	const refused = {id: String(entries[2]?._id), month: '2026-08', reason: 'forbidden'};
	book.markRefused([refused], at);
	t.is((await book.months())[0]?.openCount, 1);
	t.false(await book.dropThrough('2026-09'), 'an older month keeps the ones after it');
	book.retryRefused();
	t.is((await book.months())[0]?.openCount, 1);
	t.false(await book.dropThrough('2026-08'));
	t.is((await book.waiting(1))[0]?._id, refused.id);
	book.markSent([refused.id], at);
	t.true(await book.dropThrough('2026-08'));
	t.deepEqual(await monthsOf(book), months.slice(1));
});

test('the month the chain ends in is never dropped', async t => {
	const dataDir = fourMonths(t);
	const {book} = await open(t, dataDir);
	await t.throwsAsync(book.dropThrough('2026-11'), {message: /before the month the chain ends in/});
	await t.throwsAsync(book.dropThrough('2026-12'));
	t.deepEqual(await monthsOf(book), months);
});

test('whoever reads a month while it is dropped reads it to the end', async t => {
	const dataDir = fourMonths(t);
	const {book} = await open(t, dataDir);
	const reading = allOf(book.period('2026-08-01', '2026-11-30'));
	const dropping = book.dropThrough('2026-08');
	t.is((await reading).filter(({month}) => month === '2026-08').length, 6);
	t.true(await dropping);
	t.deepEqual(filesOf(dataDir), files(...months.slice(1)));
});

test('a month longer than a page is read to its end while it is left, and asking for it afterwards makes no file', async t => {
	const dataDir = temporaryFolder(t);
	const file = join(dataDir, 'receipts-2026-08.sqlite');
	const long = entriesAfter({entry: 0, digest: noDigest}, 2100, {businessDay: '2026-08-20'});
	await storeEntries(
		file,
		long.map(content => ({entry: content.entry, content: {...content}, digest: content.digest})),
	);
	const months = new EntryMonths(dataDir, 'anna');
	t.teardown(() => months.close());
	const reading = months.from('2026-08', 0);
	await months.leave(['2026-08']);
	t.is((await reading).length, long.length);
	rmSync(file);
	t.deepEqual(await months.from('2026-08', 0), []);
	t.deepEqual(await months.get('2026-08', [String(long[0]?._id)]), []);
	t.false(existsSync(file));
});

test('a receipt that the journal still keeps of a dropped month is taken for what it is: written and held', async t => {
	const dataDir = fourMonths(t);
	const {book} = await open(t, dataDir);
	await book.dropThrough('2026-08');
	const kept = entries[3];
	if (kept === undefined) return t.fail();
	await book.restore(kept);
	t.is(await book.get(kept._id), undefined);
	t.is(book.counts().waiting, 0);
	t.deepEqual(await monthsOf(book), months.slice(1));
});

test('a month that was lost is forgotten together with the ones before the beginning of the book', async t => {
	const dataDir = fourMonths(t);
	removeWhole(dataDir, 'receipts-2026-08.sqlite');
	const {book, damages, close} = await open(t, dataDir);
	t.is(damages().length, 1);
	t.true(await book.dropThrough('2026-09'));
	await close();
	const again = await open(t, dataDir);
	t.is(again.damages().length, 1, 'and nothing else is missed');
	t.deepEqual(await monthsOf(again.book), ['2026-10', '2026-11']);
});

test('a till whose state is lost after it dropped a month misses nothing', async t => {
	const dataDir = fourMonths(t);
	const {book, close} = await open(t, dataDir);
	await book.dropThrough('2026-08');
	await close();
	removeWhole(dataDir, stateFile);
	const again = await open(t, dataDir);
	t.deepEqual(
		again.damages().map(({file}) => file),
		[stateFile],
	);
	t.is(again.book.head().entry, entries.length);
	t.is(again.book.counts().waiting, entries.length - 6, 'what it has is sent again');
});

test('a till killed at any step of dropping has the month dropped after the next start, and nothing else', async t => {
	const folder = temporaryFolder(t);
	for (let step = 1; ; step++) {
		const dataDir = copyFolder(sound, join(folder, 'killed'));
		const dropper = start('month-dropper', dataDir, '2026-08', String(step));
		const lines: string[] = [];
		for await (const line of linesOf(dropper)) lines.push(line);
		const story = lines.join(', ');
		if (lines.at(-1) === 'dropped') {
			t.true(step > 6, `there is something to interrupt: ${story}`);
			return;
		}
		const begun = step > 1;
		t.is(await noteIn(dataDir), begun ? '2026-08' : undefined, story);
		const replica = await openReplica({dataDir, till: 'anna'});
		const kept = begun ? months.slice(1) : months;
		t.deepEqual(await monthsOf(replica.book), kept, story);
		t.deepEqual(replica.damages(), [], story);
		t.deepEqual(replica.book.head(), {
			entry: entries.length,
			digest: String(entries.at(-1)?.digest),
			month: '2026-11',
		});
		t.is(replica.book.counts().waiting, 0, story);
		await replica.book.append(entryAfter(replica.book.head(), {businessDay: '2026-11-24'}));
		await replica.close();
		t.deepEqual(filesOf(dataDir), files(...kept), story);
		t.is(await noteIn(dataDir), undefined, story);
	}
});
