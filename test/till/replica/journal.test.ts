import test from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';

test('unfinished sales are found after a restart, in the order in which they began, each in its latest state', async t => {
	const dataDir = temporaryFolder(t);
	const {journal, close} = await openReplica({dataDir, till: 'anna'});
	journal.write('second-customer', {step: 'intent'});
	journal.write('a-later-customer', {step: 'intent'});
	journal.write('second-customer', {step: 'closing', slip: 'main'});
	journal.write('done-customer', {step: 'intent'});
	journal.done('done-customer');
	await close();

	const again = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => again.close());
	t.deepEqual(again.journal.unfinished(), [
		{saleId: 'second-customer', state: {step: 'closing', slip: 'main'}},
		{saleId: 'a-later-customer', state: {step: 'intent'}},
	]);
});
