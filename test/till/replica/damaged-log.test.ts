import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {Sealed} from '../../../till/domain/entry.ts';
import {isIn} from '../../../till/domain/entry-range.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {copyFolder, endOf, november} from './damaged-folder.ts';
import {entryAfter} from './entries.ts';
import {temporaryFolder} from './folder.ts';

const frameBytes = 24 + 4096;

/** The folder as a kill leaves it, with everything that was acknowledged still in the logs. */
async function killedFolder(t: ExecutionContext): Promise<{dataDir: string; entries: readonly Sealed[]}> {
	const folder = temporaryFolder(t);
	const {book, journal, close} = await openReplica({dataDir: join(folder, 'running'), till: 'anna'});
	const entries: Sealed[] = [];
	for (let number = 1; number <= 12; number++) {
		const entry = entryAfter(book.head(), {type: 'receipt', name: 'Zofia '.repeat(number * 100)});
		journal.write(`sale-${number}`, {at: 'sealing', number});
		await book.append(entry);
		if (number < 12) journal.done(`sale-${number}`);
		entries.push(entry);
	}
	const dataDir = copyFolder(join(folder, 'running'), join(folder, 'killed'));
	await close();
	return {dataDir, entries};
}

function change(file: string, work: (bytes: Uint8Array) => void): void {
	const bytes = new Uint8Array(readFileSync(file));
	work(bytes);
	writeFileSync(file, bytes);
}

function flip(bytes: Uint8Array, at: number): void {
	bytes[at] = (bytes[at] ?? 0) ^ 0x20;
}

async function isComplete(t: ExecutionContext, {book, damages}: Replica, entries: readonly Sealed[]): Promise<void> {
	t.deepEqual(book.head(), endOf(entries));
	const there = new Set((await book.from(1, 100)).map(({entry}) => entry));
	const lost = damages().flatMap(damage => damage.lost);
	for (const {entry} of entries) t.true(there.has(entry) || isIn(lost, entry), `${entry} is there or told`);
}

test('what was acknowledged after the damaged place of a log is salvaged', async t => {
	const {dataDir, entries} = await killedFolder(t);
	const log = join(dataDir, `${november}-wal`);
	const frameCount = Math.floor((readFileSync(log).length - 32) / frameBytes);
	change(log, bytes => flip(bytes, 32 + frameBytes * Math.floor(frameCount / 2) + 1000));
	const asFound = new Uint8Array(readFileSync(log));
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	const [damage] = replica.damages();
	t.like(damage, {file: november, kind: 'damaged'});
	t.regex(damage?.detail ?? '', /write-ahead log: frame \d+ of \d+ does not fit/);
	t.true((damage?.salvagedCount ?? 0) >= entries.length - 1);
	t.deepEqual(new Uint8Array(readFileSync(join(dataDir, `${damage?.setAside}-wal`))), asFound);
	await isComplete(t, replica, entries);
});

test('a log whose header is damaged is salvaged', async t => {
	const {dataDir, entries} = await killedFolder(t);
	change(join(dataDir, `${november}-wal`), bytes => flip(bytes, 17));
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	t.like(replica.damages()[0], {file: november, kind: 'damaged', salvagedCount: entries.length, lostCount: 0});
	await isComplete(t, replica, entries);
});

test('an entry in the damaged end of a log is missed, and salvaged where its row can still be read', async t => {
	const {dataDir, entries} = await killedFolder(t);
	change(join(dataDir, `${november}-wal`), bytes => flip(bytes, bytes.length - frameBytes + 17));
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	t.like(replica.damages()[0], {file: november, kind: 'incomplete', salvagedCount: entries.length, lostCount: 0});
	await isComplete(t, replica, entries);
});

test('a write that a kill cut short is no damage', async t => {
	const {dataDir, entries} = await killedFolder(t);
	for (const file of [november, 'state.sqlite', 'catalogue.sqlite']) {
		const bytes = new Uint8Array(readFileSync(join(dataDir, `${file}-wal`)));
		const begun = new Uint8Array(bytes.length + frameBytes);
		begun.set(bytes);
		// A page number, the salt of the log, and nothing that fits.
		begun.set(bytes.subarray(32, 32 + 24), bytes.length);
		writeFileSync(join(dataDir, `${file}-wal`), begun);
	}
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	t.deepEqual(replica.damages(), []);
	await isComplete(t, replica, entries);
	t.deepEqual(
		readdirSync(dataDir).filter(file => file.includes('copy')),
		[],
	);
});

test('the latest of an unfinished sale is taken over when the log of the state is damaged before it', async t => {
	const {dataDir, entries} = await killedFolder(t);
	change(join(dataDir, 'state.sqlite-wal'), bytes => flip(bytes, 32 + frameBytes * 3 + 500));
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	t.like(replica.damages()[0], {file: 'state.sqlite', kind: 'damaged', salvagedCount: 1, lostCount: 0});
	t.deepEqual(replica.journal.unfinished(), [{saleId: 'sale-12', state: {at: 'sealing', number: 12}}]);
	await isComplete(t, replica, entries);
});

test('a journal that cannot be read is told as lost, and the till sells on', async t => {
	const {dataDir} = await killedFolder(t);
	change(join(dataDir, 'state.sqlite-wal'), bytes => {
		const text = Buffer.from(bytes).toString('latin1');
		for (let at = text.indexOf('{"at":'); at >= 0; at = text.indexOf('{"at":', at + 1)) flip(bytes, at);
	});
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	t.like(replica.damages()[0], {file: 'state.sqlite', kind: 'damaged', salvagedCount: 0, lostCount: 1});
	t.deepEqual(replica.journal.unfinished(), []);
});
