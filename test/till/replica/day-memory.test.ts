import test from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';

test('which printers the till used and what a manager confirmed is there after a restart', async t => {
	const dataDir = temporaryFolder(t);
	const first = await openReplica({dataDir, till: 'anna'});
	t.deepEqual(first.day.held(), {printers: {}, reports: {}});
	const memory = {
		printers: {main: 'ZBF 1', alcohol: 'ZBF 2'},
		latestEntryAt: '2026-11-23T14:03:00+01:00',
		clock: {businessDay: '2026-11-23', right: 'till'},
		reports: {},
	} as const;
	first.day.keep(memory);
	first.day.keep(memory);
	t.deepEqual(first.day.held(), memory);
	await first.close();

	const second = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => second.close());
	t.deepEqual(second.day.held(), memory);
});
