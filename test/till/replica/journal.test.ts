import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test, {type ExecutionContext} from 'ava';
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

/** A customer brings something, one thing less, another one, or goes; or the till is switched off. */
const counterStep = fc.record({
	sale: fc.constantFrom('anna', 'marek', 'zofia'),
	step: fc.constantFrom('more', 'more', 'more', 'less', 'other', 'done', 'restart', 'soon'),
	place: fc.nat({max: 30}),
	name: fc.string({maxLength: 300}),
});

testProp(
	'sales that grow, shrink and end beside one another, over restarts too, are each as they were left',
	[fc.array(counterStep, {minLength: 20, maxLength: 120})],
	async (t, steps) => {
		const file = join(temporaryFolder(t), 'state.sqlite');
		let state = openSqlite(file);
		createTables(state);
		let journal = openJournal(state);
		const expected = new Map<string, readonly object[]>();
		for (const {sale, step, place, name} of steps) {
			const lines = expected.get(sale) ?? Array.from({length: 7}, (_, line) => ({line}));
			switch (step) {
				case 'more':
				case 'soon':
					expected.set(sale, [...lines, {name}]);
					break;
				case 'less':
					expected.set(sale, lines.toSpliced(place, 1));
					break;
				case 'other':
					expected.set(sale, lines.toSpliced(place % 7, 1, {name, place}));
					break;
				case 'done':
					expected.delete(sale);
					journal.done(sale);
					break;
				case 'restart':
					await state.close();
					state = openSqlite(file);
					journal = openJournal(state);
			}
			const basket = expected.get(sale);
			if (step === 'soon') void journal.writeSoon(sale, {at: 'selling', basket: {lines: basket}});
			else if (basket !== undefined) journal.write(sale, {at: 'selling', basket: {lines: basket}});
			const found = new Map(journal.unfinished().map(({saleId, state: kept}) => [saleId, kept]));
			t.deepEqual(
				found,
				new Map(Array.from(expected, ([saleId, kept]) => [saleId, {at: 'selling', basket: {lines: kept}}])),
			);
		}
		for (const saleId of expected.keys()) journal.done(saleId);
		t.deepEqual(journal.unfinished(), []);
		await state.close();
	},
	{numRuns: 40},
);

/** A state with its journal, and how many parts were written so far. */
function countingJournal(t: ExecutionContext, options: {readonly sizeBytesMax?: number} = {}) {
	const state = openSqlite(join(temporaryFolder(t), 'state.sqlite'), options);
	t.teardown(() => state.close());
	createTables(state);
	const countOf = (sql: string) => Number(state.get(sql)?.['count']);
	return {
		journal: openJournal(state),
		writtenCount: () => countOf('SELECT COALESCE(MAX(number), 0) AS count FROM journalParts'),
		keptCount: () => countOf('SELECT COUNT(*) AS count FROM journalParts'),
	};
}

const sixtyLines = Array.from({length: 60}, (_, line) => ({line, name: 'Chleb żytni'}));

test('of a full basket only the lines are written that a step has changed, and nothing stays of one that is over', t => {
	const {journal, writtenCount, keptCount} = countingJournal(t);
	journal.write('sale', {lines: sixtyLines});
	t.is(writtenCount(), 60);
	const more = [...sixtyLines, {line: 61, name: 'Mleko'}];
	void journal.writeSoon('sale', {lines: more});
	t.is(writtenCount(), 61);
	const less = more.toSpliced(3, 1);
	journal.write('sale', {lines: less});
	t.is(writtenCount(), 61);
	journal.write('sale', {lines: less.map(line => (line.line < 2 ? {...line} : line))});
	t.is(writtenCount(), 63);
	journal.write('parked', {lines: more});
	journal.done('sale');
	t.is(keptCount(), 61);
	journal.done('parked');
	t.is(keptCount(), 1, 'the last one, by which the numbers go on');
});

test('numbers go on after a restart, so that no part is ever taken for another', async t => {
	const file = join(temporaryFolder(t), 'state.sqlite');
	for (const times of [1, 2, 3]) {
		const state = openSqlite(file);
		createTables(state);
		const journal = openJournal(state);
		journal.write('sale', {lines: sixtyLines});
		t.is(state.get('SELECT MAX(number) AS last FROM journalParts')?.['last'], 60 * times);
		journal.done('sale');
		await state.close();
	}
});

test('a step that the disk does not take leaves the sale as it was, and the next one goes on from there', t => {
	const {journal} = countingJournal(t, {sizeBytesMax: 100_000});
	journal.write('sale', {lines: sixtyLines});
	const tooMuch = [...sixtyLines, {line: 61, name: 'x'.repeat(100_000)}];
	t.throws(() => journal.write('sale', {lines: tooMuch}), {code: 'SQLITE_FULL'});
	t.deepEqual(journal.unfinished(), [{saleId: 'sale', state: {lines: sixtyLines}}]);
	const more = [...sixtyLines, {line: 61, name: 'Mleko'}];
	journal.write('sale', {lines: more});
	t.deepEqual(journal.unfinished(), [{saleId: 'sale', state: {lines: more}}]);
});
