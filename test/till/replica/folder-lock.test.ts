import {once} from 'node:events';
import test from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';
import {firstLine, start} from './programs/start.ts';

test('a second till on the same data folder is turned away with one sentence that names the first', async t => {
	const dataDir = temporaryFolder(t);
	const holder = start('folder-holder', dataDir);
	t.teardown(() => holder.kill('SIGKILL'));
	await firstLine(holder);
	await t.throwsAsync(openReplica({dataDir, till: 'anna'}), {
		name: 'FolderInUse',
		message: `The data folder ${dataDir} is in use by another program, process ${holder.pid}.`,
	});
});

test('the folder of a till that was killed can be opened at once', async t => {
	const dataDir = temporaryFolder(t);
	const holder = start('folder-holder', dataDir);
	await firstLine(holder);
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	const replica = await openReplica({dataDir, till: 'anna'});
	await t.notThrowsAsync(replica.close());
});

test('a folder that was closed can be opened again', async t => {
	const dataDir = temporaryFolder(t);
	for (let time = 0; time < 3; time++) {
		const replica = await openReplica({dataDir, till: 'anna'});
		await t.throwsAsync(openReplica({dataDir, till: 'anna'}), {name: 'FolderInUse'});
		await replica.close();
	}
});
