import test from 'ava';
import {readTillsDocument, statusId} from '../../../couch/documents/tills.ts';
import {anna, compiled, refusalBy, refusedField} from './compiled.ts';

const tills = await compiled('tills');
const status = {
	_id: statusId('till-01'),
	type: 'status',
	schema: 1,
	till: 'till-01',
	at: '2026-11-23T15:00:00+01:00',
	version: '0.1.0',
	waitingCount: 0,
	refusedCount: 0,
	devices: {},
};
const settings = {id: 'shop:settings', field: 'vat', reason: 'Invalid input: expected object, received string'};

function bothSay(extra: Readonly<Record<string, unknown>>): readonly (string | undefined)[] {
	const document = {...status, ...extra};
	const read = readTillsDocument(document);
	return [refusedField(refusalBy(tills, {newDoc: document, user: anna})), read.ok ? undefined : read.fault.field];
}

test('a till says what it has set aside, whatever stands in such a document, and an older one says nothing of it', t => {
	t.deepEqual(bothSay({}), [undefined, undefined]);
	t.deepEqual(bothSay({setAside: [settings, {id: ' ', field: '', reason: 'a\nb'}], setAsideCount: 2}), [
		undefined,
		undefined,
	]);
});

test('what is set aside is told in bounds', t => {
	const many = Array.from({length: 101}, () => settings);
	t.deepEqual(bothSay({setAside: many}), ['setAside', 'setAside']);
	for (const field of ['id', 'field', 'reason']) {
		for (const value of ['x'.repeat(1001), 7, undefined]) {
			const place = `setAside/0/${field}`;
			t.deepEqual(bothSay({setAside: [{...settings, [field]: value}]}), [place, place]);
		}
	}
	for (const setAsideCount of [-1, 1.5, 'two']) {
		t.deepEqual(bothSay({setAsideCount}), ['setAsideCount', 'setAsideCount']);
	}
});
