import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {BackgroundSync} from '../../../couch/store/background-sync.ts';
import {descriptorsOf, temporaryFolder} from './folder.ts';

test('who asks while a sync runs waits for the next one, and all who wait share it', async t => {
	const file = join(temporaryFolder(t), 'log');
	writeFileSync(file, 'a');
	const sync = new BackgroundSync(file);
	const order: string[] = [];
	const asked = ['first', 'second', 'third'].map(name => {
		const done = sync.sync();
		void done.then(() => order.push(name));
		return done;
	});
	t.not(asked[0], asked[1]);
	t.is(asked[1], asked[2]);
	await Promise.all(asked);
	t.deepEqual(order, ['first', 'second', 'third']);
	await sync.sync();
	await sync.close();
	t.deepEqual(descriptorsOf(file), []);
});

test('what was asked for before the file is closed is done', async t => {
	const file = join(temporaryFolder(t), 'log');
	writeFileSync(file, 'a');
	const sync = new BackgroundSync(file);
	let doneCount = 0;
	const asked = Array.from({length: 3}, () => sync.sync().then(() => (doneCount += 1)));
	await sync.close();
	await Promise.all(asked);
	t.is(doneCount, 3);
});

test('a disk that fails is told to everybody who asked, and is tried again by the next', async t => {
	// There is no disk behind it, so the system refuses to sync it.
	const sync = new BackgroundSync('/dev/null');
	const asked = [sync.sync(), sync.sync(), sync.sync()];
	for (const failed of asked) await t.throwsAsync(failed, {code: 'EINVAL'});
	await t.throwsAsync(sync.sync(), {code: 'EINVAL'});
	await sync.close();
});
