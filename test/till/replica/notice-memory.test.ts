import test from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';

test('what the server last said is there after a restart, and so is that it says nothing any more', async t => {
	const dataDir = temporaryFolder(t);
	const first = await openReplica({dataDir, till: 'anna'});
	t.is(first.notice.held(), undefined);
	const messages = [{pl: 'Na serwerze brakuje wpisów tej kasy (2).', en: 'Entries of this till are missing (2).'}];
	const notice = {at: '2026-11-23T10:00:00+01:00', messages, revision: '3-abc'};
	first.notice.keep(notice);
	await first.close();

	const second = await openReplica({dataDir, till: 'anna'});
	t.deepEqual(second.notice.held(), notice);
	second.notice.keep(undefined);
	second.notice.keep(undefined);
	await second.close();

	const third = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => third.close());
	t.is(third.notice.held(), undefined);
});
