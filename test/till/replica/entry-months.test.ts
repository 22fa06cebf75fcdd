/** The files of the book, as they take entries: the first of a month, those after it, and one that comes again. */
import test, {type ExecutionContext} from 'ava';
import {EntryMonths} from '../../../till/replica/entry-months.ts';
import {temporaryFolder} from './folder.ts';

const month = '2026-11';
const revision = (digit: string) => `1-${digit.repeat(32)}`;
const receipt = (entry: number, fields: object = {}) => ({
	_id: `receipt:anna:${String(entry).padStart(8, '0')}:abcdefgh`,
	type: 'receipt',
	entry,
	...fields,
});

function open(t: ExecutionContext, folder = temporaryFolder(t)) {
	const months = new EntryMonths(folder, 'anna');
	let closing: Promise<void> | undefined;
	const close = () => {
		closing ??= months.close();
		return closing;
	};
	t.teardown(close);
	return {months, folder, close};
}

const entriesOf = async (months: EntryMonths) => (await months.from(month, 1)).map(({entry}) => entry);

test('entries of a month are read in the order of their numbers, and so they are when the files are opened anew', async t => {
	const {months, folder, close} = open(t);
	for (const entry of [1, 2, 3, 4]) await months.put(month, receipt(entry), revision(String(entry)));
	t.deepEqual(await entriesOf(months), [1, 2, 3, 4]);
	await close();
	const {months: again} = open(t, folder);
	await again.put(month, receipt(5), revision('5'));
	await again.put(month, receipt(6), revision('6'));
	t.deepEqual(await entriesOf(again), [1, 2, 3, 4, 5, 6]);
	t.is((await again.lastOf(month))?.entry, 6);
});

test('an entry that is put again changes nothing, neither right after the start nor later', async t => {
	const {months, folder, close} = open(t);
	for (const entry of [1, 2, 2, 1]) await months.put(month, receipt(entry), revision(String(entry)));
	t.deepEqual(await entriesOf(months), [1, 2]);
	await close();
	const {months: again} = open(t, folder);
	for (const entry of [2, 1, 3, 2]) await again.put(month, receipt(entry), revision(String(entry)));
	t.deepEqual(await entriesOf(again), [1, 2, 3]);
});

test('an entry under a number and id that is taken by another content is put beside it, as a server would have it', async t => {
	const {months} = open(t);
	await months.put(month, receipt(1, {dueGrosze: 499}), revision('a'));
	await months.put(month, receipt(2, {dueGrosze: 999}), revision('b'));
	await months.put(month, receipt(2, {dueGrosze: 1}), revision('a'));
	const [stored] = await months.get(month, [receipt(2)._id]);
	t.is(stored?.document['dueGrosze'], 999, 'the higher revision wins');
	t.deepEqual(await entriesOf(months), [1, 2]);
});
