/** Returns at the validator of receipts, and at the schema that reads them. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import {readEntry} from '../../../couch/documents/entries.ts';
import {altered} from '../book.ts';
import {malformedReturns} from '../malformed-returns.ts';
import {anna, compiled, office, refusalBy, refusedField, watcher} from './compiled.ts';

const receipts = await compiled('receipts');
const {good, malformed} = malformedReturns();

function fieldRefused(newDoc: unknown, user = anna, oldDoc: unknown = null): string | undefined {
	return refusedField(refusalBy(receipts, {newDoc, oldDoc, user}));
}

test('a till writes its own returns, once, and nobody writes them in its place', t => {
	t.is(fieldRefused(good), undefined);
	t.true(readEntry(good).ok);
	t.is(fieldRefused(good, anna, good), '_rev');
	t.is(fieldRefused(good, {name: 'till-02', roles: ['till']}), 'till');
	t.is(fieldRefused(good, office), 'till');
	t.is(fieldRefused(good, watcher), '_id');
});

test('sums are not looked at: what does not add up is let in and seen', t => {
	t.is(fieldRefused(altered(good, {refundGrosze: 1, approvedBy: {id: '7', name: 'Anna'}})), undefined);
});

testProp(
	'a malformed return is refused by the field that is wrong, with one key, as the schema refuses it',
	[malformed],
	(t, {field, content}) => {
		const refusal = refusalBy(receipts, {newDoc: content, user: anna});
		t.deepEqual(Object.keys(refusal as object), ['forbidden']);
		t.is(refusedField(refusal), field);
		const read = readEntry(content);
		t.is(read.ok ? 'understood' : read.fault.field, field);
	},
	{numRuns: 2000},
);
