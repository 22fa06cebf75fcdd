import {cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';

const log = 'state.sqlite-wal';

/** Some are in a page, some go over several. */
function basketOf(count: number) {
	return {at: 'selling', lines: Array.from({length: count}, (_, line) => ({line, name: 'Żurek '.repeat(line % 90)}))};
}

/** A till that waited for one state of a basket and not for those after it, as its files are while it still runs. */
async function counter(t: ExecutionContext, {soonCount}: {readonly soonCount: number}) {
	const folder = temporaryFolder(t);
	const running = join(folder, 'running');
	const {journal, close} = await openReplica({dataDir: running, till: 'anna'});
	journal.write('suspended', {at: 'suspended'});
	journal.write('sale', basketOf(1));
	const syncedBytes = statSync(join(running, log)).size;
	const written = Array.from({length: soonCount}, (_, soon) => journal.writeSoon('sale', basketOf(soon + 2)));
	const found = join(folder, 'found');
	cpSync(running, found, {recursive: true});
	await Promise.all(written.map(({onDisk}) => onDisk));
	await close();
	return {found, syncedBytes, whole: new Uint8Array(readFileSync(join(found, log)))};
}

async function basketIn(t: ExecutionContext, dataDir: string, where: string): Promise<number> {
	const {journal, damages, close} = await openReplica({dataDir, till: 'anna'});
	t.deepEqual(damages(), [], where);
	const [suspended, sale] = journal.unfinished();
	t.deepEqual(suspended, {saleId: 'suspended', state: {at: 'suspended'}}, where);
	const count = (sale?.state as ReturnType<typeof basketOf> | undefined)?.lines.length ?? 0;
	t.deepEqual(sale, {saleId: 'sale', state: basketOf(count)}, where);
	await close();
	return count;
}

test('a till that ends has all of a basket that nobody waited for', async t => {
	const {found} = await counter(t, {soonCount: 12});
	t.is(await basketIn(t, found, 'whole'), 13);
});

test('a power cut takes at most what was written soon, the latest first, and is no damage', async t => {
	const {found, syncedBytes, whole} = await counter(t, {soonCount: 12});
	const counts: number[] = [];
	const cutBytes = Math.ceil((whole.length - syncedBytes) / 25);
	for (let length = syncedBytes; length <= whole.length; length += cutBytes) {
		const dataDir = `${found}-${length}`;
		cpSync(found, dataDir, {recursive: true});
		rmSync(join(dataDir, 'state.sqlite-shm'), {force: true});
		writeFileSync(join(dataDir, log), whole);
		truncateSync(join(dataDir, log), length);
		counts.push(await basketIn(t, dataDir, `${length} of ${whole.length} bytes`));
	}
	t.is(counts[0], 1);
	t.deepEqual(
		counts,
		counts.toSorted((one, other) => one - other),
	);
	t.true(new Set(counts).size > 6, 'states in between were found');
});

test('a power cut that leaves the file as long as it was, and nothing in its end, is no damage either', async t => {
	const {found, syncedBytes, whole} = await counter(t, {soonCount: 12});
	const dataDir = `${found}-zeros`;
	cpSync(found, dataDir, {recursive: true});
	rmSync(join(dataDir, 'state.sqlite-shm'), {force: true});
	writeFileSync(join(dataDir, log), Uint8Array.from(whole).fill(0, syncedBytes + 30_000));
	const count = await basketIn(t, dataDir, 'zeros');
	t.true(count >= 1 && count < 13);
});

test('what is waited for has everything before it on the disk', async t => {
	const dataDir = temporaryFolder(t);
	const {journal, close} = await openReplica({dataDir, till: 'anna'});
	const {onDisk} = journal.writeSoon('sale', basketOf(3));
	journal.write('sale', {at: 'printing'});
	journal.done('sale');
	t.deepEqual(journal.unfinished(), []);
	await onDisk;
	await close();
	const again = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => again.close());
	t.deepEqual(again.journal.unfinished(), []);
});
