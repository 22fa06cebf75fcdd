import {once} from 'node:events';
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {watch} from 'node:fs/promises';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {digestOf, noDigest} from '../../../till/domain/chain.ts';
import type {Damage} from '../../../till/domain/damage.ts';
import type {Sealed} from '../../../till/domain/entry.ts';
import {isIn} from '../../../till/domain/entry-range.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica, StoredEntry} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {places} from '../../places.ts';
import {
	copyFolder,
	cutFile,
	endOf,
	flipBytes,
	forgetGoodStop,
	november,
	october,
	removeWhole,
	scribble,
	sellInto,
	unfinishedJobs,
} from './damaged-folder.ts';
import {entryAfter} from './entries.ts';
import {temporaryFolder} from './folder.ts';
import {start} from './programs/start.ts';

const now = () => '2026-11-23T10:20:30.000Z';

function open(dataDir: string): Promise<Replica> {
	return openReplica({dataDir, till: 'anna', now});
}

async function allOf({book}: Replica): Promise<readonly StoredEntry[]> {
	return book.from(1, Number.POSITIVE_INFINITY);
}

/** Every number is in the book or told as lost, the chain goes on where it was, and nothing altered passes for sound. */
async function holdsTogether(t: ExecutionContext, replica: Replica, entries: readonly Sealed[], story: string) {
	const {book} = replica;
	t.deepEqual(book.head(), endOf(entries), story);
	const lost = replica.damages().flatMap(damage => damage.lost);
	const stored = new Map((await allOf(replica)).map(entry => [entry.entry, entry]));
	for (const entry of entries) {
		const found = stored.get(entry.entry);
		t.true(found !== undefined || isIn(lost, entry.entry), `${story}: ${entry.entry} is neither there nor told`);
		if (found !== undefined && !isOriginal(found, entry)) {
			t.not(digestWhere(found), found.document['digest'], `${story}: ${entry.entry} was altered and fits`);
		}
	}
	const next = entryAfter(book.head());
	await book.append(next);
	t.is(book.head().entry, entries.length + 1);
}

function isOriginal(stored: StoredEntry, entry: Sealed): boolean {
	return stored.document['digest'] === entry.digest && digestWhere(stored) === entry.digest;
}

function digestWhere({document}: StoredEntry): string {
	try {
		return digestOf(document, sha256);
	} catch (error) {
		return `none: ${String(error)}`;
	}
}

function only(t: ExecutionContext, damages: readonly Damage[]): Damage {
	const [damage, ...others] = damages;
	t.is(others.length, 0);
	if (damage === undefined) throw new Error('a damage was expected');
	return damage;
}

for (const [share, file] of [october, november, 'state.sqlite', 'catalogue.sqlite'].entries()) {
	test(`bytes flipped anywhere in ${file} cost at most what they were part of`, async t => {
		const folder = temporaryFolder(t);
		const entries = await sellInto(join(folder, 'sound'));
		const {first, step} = places(share, 2);
		for (let seed = 1 + first; seed <= 6; seed += step) {
			const dataDir = copyFolder(join(folder, 'sound'), join(folder, 'harmed'));
			const harmed = flipBytes(join(dataDir, file), {seed, count: 1 + (seed % 5)});
			const replica = await open(dataDir);
			await holdsTogether(t, replica, entries, `${file}, seed ${seed}`);
			for (const {setAside = ''} of replica.damages()) {
				t.deepEqual(
					new Uint8Array(readFileSync(join(dataDir, setAside))),
					harmed,
					'the file set aside is as it was found',
				);
			}
			const jobs = replica.journal.unfinished();
			if (replica.damages().length === 0) t.is(jobs.length, 3);
			for (const job of jobs)
				t.true(
					unfinishedJobs.some(known => isDeepStrictEqual(job, known)),
					job.saleId,
				);
			await replica.close();
		}
	});

	test(`${file} cut off at any length leaves a till that sells on`, async t => {
		const folder = temporaryFolder(t);
		const entries = await sellInto(join(folder, 'sound'));
		for (const part of [0, 0.001, 0.6]) {
			const dataDir = copyFolder(join(folder, 'sound'), join(folder, 'harmed'));
			cutFile(join(dataDir, file), part);
			const replica = await open(dataDir);
			await holdsTogether(t, replica, entries, `${file}, ${part} of it`);
			if (file === 'catalogue.sqlite') t.is(replica.catalogue.cursor(), undefined);
			await replica.close();
		}
	});
}

test('a damaged month is set aside under a dated name, and what is sound of it goes on', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	scribble(join(dataDir, november), {from: 5 * 4096, bytes: 4096});
	const replica = await open(dataDir);
	const damage = only(t, replica.damages());
	t.like(damage, {
		file: november,
		kind: 'damaged',
		foundAt: now(),
		setAside: 'receipts-2026-11.damaged-2026-11-23T10-20-30.000Z.sqlite',
	});
	t.is(damage.salvagedCount + damage.lostCount, 20);
	t.true(damage.salvagedCount > 0);
	const salvaged = (await allOf(replica)).filter(({month}) => month === '2026-11');
	t.is(salvaged.length, damage.salvagedCount);
	const digests = new Map(entries.map(({entry, digest}) => [entry, digest]));
	for (const entry of salvaged) t.true(digestWhere(entry) === digests.get(entry.entry));
	await replica.close();

	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.deepEqual(again.damages(), [damage], 'it is told until the file is taken away, and found once');
	t.deepEqual(again.book.head(), endOf(entries));
});

test('a damage is told until somebody has seen it and its file was taken away', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir);
	cutFile(join(dataDir, 'catalogue.sqlite'), 0.5);
	const first = await open(dataDir);
	const {setAside = ''} = only(t, first.damages());
	first.acknowledgeDamages('Halina');
	t.deepEqual(only(t, first.damages()).acknowledged, {at: now(), by: 'Halina'});
	first.acknowledgeDamages('Marek');
	await first.close();

	const second = await open(dataDir);
	t.is(only(t, second.damages()).acknowledged?.by, 'Halina');
	await second.close();
	rmSync(join(dataDir, setAside));
	const third = await open(dataDir);
	t.teardown(() => third.close());
	t.deepEqual(third.damages(), []);
});

test('a damage nobody has seen is told even when its file was taken away', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir);
	cutFile(join(dataDir, 'catalogue.sqlite'), 0.5);
	const {damages, close} = await open(dataDir);
	const damage = only(t, damages());
	await close();
	rmSync(join(dataDir, damage.setAside ?? ''));
	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.deepEqual(again.damages(), [damage]);
});

test('a catalogue that cannot be trusted is pulled again from the start', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir);
	scribble(join(dataDir, 'catalogue.sqlite'), {from: 3 * 4096, bytes: 20 * 4096});
	const {catalogue, damages, close} = await open(dataDir);
	t.teardown(close);
	t.is(only(t, damages()).kind, 'damaged');
	t.is(catalogue.cursor(), undefined);
	t.deepEqual(await catalogue.all(), []);
});

test('a catalogue that is gone is told and pulled again', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir);
	removeWhole(dataDir, 'catalogue.sqlite');
	const {catalogue, damages, close} = await open(dataDir);
	t.teardown(close);
	t.like(only(t, damages()), {file: 'catalogue.sqlite', kind: 'missing'});
	t.is(catalogue.cursor(), undefined);
});

test('a month that is gone is missed, and none of its numbers is given again', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	removeWhole(dataDir, november);
	const {book, damages, close} = await open(dataDir);
	const damage = only(t, damages());
	t.like(damage, {file: november, kind: 'missing', salvagedCount: 0, lostCount: 20, lost: [{from: 21, to: 40}]});
	t.is(damage.unsentCount, 15, 'five of them are on the server');
	t.deepEqual(book.head(), endOf(entries));
	t.is(book.counts().waiting, 0);
	const next = entryAfter(book.head());
	await book.append(next);
	await close();

	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.deepEqual(again.damages(), [damage]);
	t.deepEqual(
		(await again.book.waiting(10)).map(({_id}) => _id),
		[next._id],
	);
});

test('an older copy of a month is noticed, and the chain does not go back to its end', async t => {
	const dataDir = temporaryFolder(t);
	const before = await sellInto(dataDir);
	const older = new Uint8Array(readFileSync(join(dataDir, november)));
	const {book, close} = await open(dataDir);
	const later = entryAfter(book.head());
	await book.append(later);
	await close();
	writeFileSync(join(dataDir, november), older);

	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.like(only(t, again.damages()), {file: november, kind: 'incomplete', salvagedCount: 20, lost: [{from: 41, to: 41}]});
	t.deepEqual(again.book.head(), endOf([...before, later]));
});

test('a month of which only the log of its last writes is left is salvaged from that', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	const {book, close} = await open(dataDir);
	const later = entryAfter(book.head());
	await book.append(later);
	const log = new Uint8Array(readFileSync(join(dataDir, `${november}-wal`)));
	await close();
	removeWhole(dataDir, november);
	writeFileSync(join(dataDir, `${november}-wal`), log);

	const again = await open(dataDir);
	t.teardown(() => again.close());
	const damage = only(t, again.damages());
	t.is(damage.kind, 'missing');
	t.is(damage.salvagedCount + damage.lostCount, 21);
	t.true(damage.lostCount > 0);
	t.is((await again.book.get(later._id))?.document['digest'], later.digest);
	t.deepEqual(again.book.head(), endOf([...entries, later]));
});

test('a month that is gone together with the state is known by the server only', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	removeWhole(dataDir, november);
	removeWhole(dataDir, 'state.sqlite');
	const replica = await open(dataDir);
	t.teardown(() => replica.close());
	const {book} = replica;
	t.is(book.head().entry, 20);
	t.is(book.counts().waiting, 20, 'what the till still has is sent again');
	const {entry, digest} = endOf(entries);
	t.true(book.continueAfter({entry, digest}));
	t.like(replica.damages().at(-1), {kind: 'behind', lost: [{from: 21, to: 40}]});
	const next = entryAfter({...book.head(), month: '2026-11'});
	t.is(next.entry, 41);
	t.is(next.previous, digest);
	await book.append(next);
	t.true(book.continueAfter({entry: 12, digest: noDigest}));
	t.is(book.head().entry, 41, 'a server that is behind changes nothing');
});

test('the journal is taken over job by job, and entries are sent again, when the state is damaged', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	const state = openSqlite(join(dataDir, 'state.sqlite'));
	// The page of the table of marks; the journal is on another.
	const root = Number(state.get("SELECT rootpage FROM sqlite_master WHERE name = 'marks'")?.['rootpage']);
	await state.close();
	scribble(join(dataDir, 'state.sqlite'), {from: (root - 1) * 4096, bytes: 4096});
	const {book, journal, damages, close} = await open(dataDir);
	t.teardown(close);
	t.like(only(t, damages()), {file: 'state.sqlite', kind: 'damaged', salvagedCount: 3});
	t.deepEqual(journal.unfinished(), unfinishedJobs);
	t.is(book.counts().waiting, entries.length);
	t.deepEqual(book.head(), endOf(entries));
});

test('a sale of which a part cannot be read is told, and no sale that is over comes back', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir);
	const before = await open(dataDir);
	before.journal.write('over', {at: 'closed', lines: unfinishedJobs[1]?.state.lines});
	before.journal.done('over');
	await before.close();
	await forgetGoodStop(dataDir);
	const state = openSqlite(join(dataDir, 'state.sqlite'));
	state.run('DELETE FROM journalParts WHERE number = 30');
	await state.close();
	const {journal, damages, close} = await open(dataDir);
	t.teardown(close);
	t.like(only(t, damages()), {
		file: 'state.sqlite',
		kind: 'damaged',
		detail: 'journal: parts of sale sale-2 are missing',
		salvagedCount: 2,
		lostCount: 1,
	});
	t.deepEqual(
		journal.unfinished(),
		unfinishedJobs.filter(({saleId}) => saleId !== 'sale-2'),
	);
});

test('an entry that was lost is put back when the journal still has it', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir);
	removeWhole(dataDir, november);
	const {book, close} = await open(dataDir);
	t.teardown(close);
	const last = entries.at(-1);
	if (last === undefined) return t.fail();
	await book.restore(last);
	await book.restore(last);
	t.is((await book.get(last._id))?.document['digest'], last.digest);
	t.is(book.counts().waiting, 1);
	const another = entryAfter({entry: 9, digest: noDigest, month: '2026-10'}, {name: 'Marek'});
	await t.throwsAsync(book.append(another), {message: /was written under this number/});
});

test('a till killed in the middle of the salvage finishes it at the next start', async t => {
	const folder = temporaryFolder(t);
	const entries = await sellInto(join(folder, 'sound'), {octoberCount: 5, novemberCount: 145, sentCount: 7});
	for (const afterMs of [0, 10, 40]) {
		const dataDir = copyFolder(join(folder, 'sound'), join(folder, 'harmed'));
		scribble(join(dataDir, november), {from: 100, bytes: 3000});
		const opener = start('folder-holder', dataDir);
		const over = once(opener, 'exit');
		await Promise.race([noteIn(dataDir), over]);
		await new Promise(resolve => setTimeout(resolve, afterMs));
		opener.kill('SIGKILL');
		await over;
		const replica = await open(dataDir);
		await holdsTogether(t, replica, entries, `killed ${afterMs} ms after the note`);
		const damage = only(t, replica.damages());
		t.is(damage.salvagedCount + damage.lostCount, 145);
		t.true(damage.salvagedCount > 100);
		await replica.close();
		t.deepEqual(
			readdirSync(dataDir).filter(file => /mending|fresh|copy/.test(file)),
			[],
			'nothing half done lies about',
		);
	}
});

/** Resolves when a month is being mended. */
async function noteIn(dataDir: string): Promise<void> {
	const name = `${november}.mending`;
	for await (const {filename} of watch(dataDir)) if (filename === name) return;
}
