import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {openJournal} from '../../../till/replica/journal.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {createTables} from '../../../till/replica/state-file.ts';
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

testProp(
	'whatever a sale is made of is found as it was written, however many steps left most of it as it was',
	[fc.array(fc.jsonValue(), {minLength: 1}), fc.jsonValue()],
	async (t, lines, rest) => {
		const state = openSqlite(join(temporaryFolder(t), 'state.sqlite'));
		createTables(state);
		const journal = openJournal(state);
		for (const count of lines.keys()) {
			const sale = {basket: {lines: lines.slice(0, count + 1), card: undefined}, rest};
			journal.write('sale', sale);
			t.deepEqual(journal.unfinished(), [{saleId: 'sale', state: JSON.parse(JSON.stringify(sale))}]);
		}
		await state.close();
	},
	{numRuns: 30},
);
