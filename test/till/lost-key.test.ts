/** The whole till, a real process, whose key is gone when it starts. */
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {openTillKey} from '../../till/app/till-key.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import {Counter, tillId} from './kill/counter.ts';
import {entryAfter} from './replica/entries.ts';

test('a till whose key is lost starts, and tells it on its first screen; killed, it tells it again', async t => {
	t.timeout(240_000);
	const counter = await Counter.open();
	t.teardown(() => counter.close());
	const file = join(counter.dataDir, 'till-key.pem');
	const replica = await openReplica({dataDir: counter.dataDir, till: tillId});
	const entry = entryAfter(replica.book.head(), {till: tillId});
	await replica.book.append({...entry, signature: openTillKey(file).sign(entry.digest)});
	await replica.close();
	await counter.start();
	counter.kill();
	await counter.gone();
	t.false(
		counter.log.some(line => line.includes('till-key.pem')),
		'with its own key it has nothing to tell',
	);

	rmSync(file);
	// Killed between the making and the telling.
	openTillKey(file);
	for (const start of ['first', 'second']) {
		const screen = await counter.start();
		t.deepEqual(screen.snapshot.damage, {part: 'key', lostCount: 0, unsentCount: 0}, start);
		counter.kill();
		await counter.gone();
	}
	t.is(counter.log.filter(line => line.includes('till-key.pem is replaced')).length, 1);
});
