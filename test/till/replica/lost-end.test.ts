import {mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {noDigest} from '../../../till/domain/chain.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {
	copyFolder,
	endOf,
	forgetGoodStop,
	november,
	october,
	removeWhole,
	scribble,
	sellInto,
} from './damaged-folder.ts';
import {entriesAfter, entryAfter} from './entries.ts';
import {temporaryFolder} from './folder.ts';
import {startCramped} from './programs/start.ts';

const now = () => '2026-11-23T10:20:30.000Z';
const open = (dataDir: string, tell?: (sentence: string) => void) =>
	openReplica({dataDir, till: 'anna', now, ...(tell && {tell})});
const few = {octoberCount: 3, novemberCount: 4, sentCount: 5};

test('a receipt that was sealed before a crash is stored though the book lost what is before it', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir, few);
	const sealed = entryAfter(endOf(entries), {type: 'receipt'});
	removeWhole(dataDir, november);
	removeWhole(dataDir, 'state.sqlite');
	const {book, damages, close} = await open(dataDir);
	t.is(book.head().entry, 3);
	await book.restore(sealed);
	t.deepEqual(book.head(), endOf([sealed]));
	t.like(damages().at(-1), {kind: 'incomplete', lost: [{from: 4, to: 7}], lostCount: 4, unsentCount: 4});
	const next = entryAfter(book.head());
	await book.append(next);
	await close();

	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.is(again.damages().length, damages().length, 'the gap is told once');
	t.deepEqual(again.book.head(), endOf([next]));
	for (const {_id} of [sealed, next]) t.is((await again.book.get(_id))?._id, _id);
});

test('nobody moves the end of the book while an entry with the next number is on its way', async t => {
	const dataDir = temporaryFolder(t);
	const {book, close} = await open(dataDir);
	t.teardown(close);
	const [first, second] = entriesAfter({entry: 0, digest: noDigest}, 2);
	if (first === undefined || second === undefined) return t.fail();
	mkdirSync(join(dataDir, november));
	await t.throwsAsync(book.append(first), {any: true});
	t.false(book.continueAfter({entry: 9, digest: second.digest}));
	rmdirSync(join(dataDir, november));
	await book.append(first);
	t.deepEqual(book.head(), endOf([first]));
	t.true(book.continueAfter({entry: 9, digest: second.digest}));
	t.like(book.head(), {entry: 9, digest: second.digest});
});

test('a month that a kill kept from beginning is not missed when an entry of the old month comes first', async t => {
	const dataDir = temporaryFolder(t);
	const december = 'receipts-2026-12.sqlite';
	const [first, second] = entriesAfter({entry: 0, digest: noDigest}, 2);
	if (first === undefined || second === undefined) return t.fail();
	const {book, close} = await open(dataDir);
	await book.append(first);
	mkdirSync(join(dataDir, december));
	await t.throwsAsync(book.append(entryAfter(book.head(), {businessDay: '2026-12-01'})), {any: true});
	await close();
	rmdirSync(join(dataDir, december));
	const again = await open(dataDir);
	await again.book.append(second);
	await again.book.append(entryAfter(again.book.head(), {businessDay: '2026-12-01'}));
	await again.close();
	const later = await open(dataDir);
	t.teardown(() => later.close());
	t.deepEqual(later.damages(), []);
	t.is(await later.book.firstOf('2026-12'), 3);
});

test('an older copy of the catalogue is told, and pulled again while its prices stay', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir, few);
	const older = new Uint8Array(readFileSync(join(dataDir, 'catalogue.sqlite')));
	const {catalogue, close} = await open(dataDir);
	const document = {_id: 'product:900', _rev: '1-900', name: 'Masło'};
	await catalogue.apply([{document}], {since: '201', source: 'shop'});
	await close();
	writeFileSync(join(dataDir, 'catalogue.sqlite'), older);
	const again = await open(dataDir);
	t.teardown(() => again.close());
	t.like(again.damages(), [{file: 'catalogue.sqlite', kind: 'incomplete'}]);
	t.is(again.catalogue.cursor(), undefined);
	t.is((await again.catalogue.all()).length, 200);
});

for (const [what, content] of [
	['an empty file', ''],
	['a file that is no database', 'Paragon niefiskalny\n'.repeat(1000)],
] as const) {
	test(`${what} in the place of any of the till’s files is told, and the till sells on`, async t => {
		const folder = temporaryFolder(t);
		const entries = await sellInto(join(folder, 'sound'), few);
		for (const file of ['state.sqlite', 'catalogue.sqlite', october, november]) {
			const dataDir = copyFolder(join(folder, 'sound'), join(folder, 'harmed'));
			writeFileSync(join(dataDir, file), content);
			const {book, damages, close} = await open(dataDir);
			t.deepEqual(
				damages().map(damage => damage.file),
				[file],
			);
			t.deepEqual(book.head(), endOf(entries));
			await book.append(entryAfter(book.head()));
			await close();
		}
	});
}

test('a dated name that is taken already is left to the file that has it', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir, few);
	const taken = 'receipts-2026-11.damaged-2026-11-23T10-20-30.000Z.sqlite';
	writeFileSync(join(dataDir, taken), 'before');
	scribble(join(dataDir, november), {from: 4096, bytes: 4096});
	const {damages, close} = await open(dataDir);
	t.teardown(close);
	t.is(damages()[0]?.setAside, 'receipts-2026-11.damaged-2026-11-23T10-20-30.000Z-2.sqlite');
	t.is(readFileSync(join(dataDir, taken), 'utf8'), 'before');
});

test('a month that is over is only counted after a good stop, and looked through after any other end', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir, {...few, octoberCount: 8, sentCount: 9});
	await (await open(dataDir)).close();
	const file = join(dataDir, october);
	const text = Buffer.from(readFileSync(file)).toString('latin1');
	scribble(file, {from: text.lastIndexOf('Zofia'), bytes: 1});
	const afterGoodStop = await open(dataDir);
	t.deepEqual(afterGoodStop.damages(), []);
	await afterGoodStop.close();
	await forgetGoodStop(dataDir);
	const afterKill = await open(dataDir);
	t.like(afterKill.damages(), [{file: october, kind: 'damaged', lostCount: 1}]);
	await afterKill.close();

	removeWhole(dataDir, october);
	const counted = await open(dataDir);
	t.teardown(() => counted.close());
	t.like(counted.damages().at(-1), {file: october, kind: 'missing', lostCount: 7});
});

test('a disk that takes no more while a month is salvaged loses nothing, and the next start goes on', async t => {
	const dataDir = temporaryFolder(t);
	const entries = await sellInto(dataDir, {octoberCount: 2, novemberCount: 100, sentCount: 5});
	scribble(join(dataDir, november), {from: 5 * 4096, bytes: 4096});
	const opener = startCramped('folder-holder', 300 * 1024, dataDir);
	const code = await new Promise(resolve => opener.once('exit', resolve));
	t.not(code, 0);
	const {book, damages, close} = await open(dataDir);
	t.teardown(close);
	const [damage] = damages();
	t.is((damage?.salvagedCount ?? 0) + (damage?.lostCount ?? 0), 100);
	t.true((damage?.salvagedCount ?? 0) > 90);
	t.deepEqual(book.head(), endOf(entries));
});

test('a damaged lock is made anew', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir, few);
	writeFileSync(join(dataDir, 'till.lock'), 'x'.repeat(8192));
	const told: string[] = [];
	const {close} = await open(dataDir, sentence => told.push(sentence));
	t.teardown(close);
	t.is(told.length, 1);
	t.regex(told[0] ?? '', /^till\.lock is damaged/);
	await t.throwsAsync(open(dataDir), {name: 'FolderInUse'});
});

test('the log hears what was found, under which name it lies, what was saved and what is missing', async t => {
	const dataDir = temporaryFolder(t);
	await sellInto(dataDir, few);
	rmSync(join(dataDir, october));
	scribble(join(dataDir, 'catalogue.sqlite'), {from: 0, bytes: 100});
	const told: string[] = [];
	const {close} = await open(dataDir, sentence => told.push(sentence));
	t.teardown(close);
	t.deepEqual(told, [
		'catalogue.sqlite is damaged (file is not a database); set aside as catalogue.damaged-2026-11-23T10-20-30.000Z.sqlite; the catalogue is pulled again.',
		'receipts-2026-10.sqlite is missing (no such file); 0 entries salvaged; 3 missing: 1-3; 0 of them the server is not known to have.',
	]);
});
