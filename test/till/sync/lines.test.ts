import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {readChangesLine, sequenceNumber} from '../../../till/sync/changes-row.ts';
import {Lines} from '../../../till/sync/lines.ts';

testProp(
	'however the wire cuts the bytes up, the same lines arrive',
	[fc.array(fc.string({unit: 'grapheme'}).map(text => text.replaceAll('\n', ' '))), fc.array(fc.nat(200))],
	(t, texts, cuts) => {
		const bytes = new TextEncoder().encode(texts.map(text => `${text}\n`).join(''));
		const places = [
			0,
			...cuts.map(cut => Math.min(cut, bytes.length)).sort((left, right) => left - right),
			bytes.length,
		];
		const lines = new Lines();
		const arrived = places.flatMap((place, index) => lines.take(bytes.subarray(place, places[index + 1])));
		t.deepEqual(arrived, texts);
	},
);

test('the beginning of a line is not a line', t => {
	const lines = new Lines();
	t.deepEqual(lines.take(new TextEncoder().encode('{"seq":"1"}\n{"seq"')), ['{"seq":"1"}']);
});

test('a line of the feed is a heartbeat, a row, its end, or garbled', t => {
	t.deepEqual(readChangesLine(''), {kind: 'heartbeat'});
	t.deepEqual(readChangesLine('{"last_seq":"9-x","pending":0}'), {kind: 'end'});
	t.like(readChangesLine('{"error":"timeout"}'), {kind: 'garbled'});
	t.like(readChangesLine('<html>'), {kind: 'garbled'});
	t.deepEqual(readChangesLine('{"seq":"9-x","id":"a","changes":[{"rev":"1-b"}]}'), {
		kind: 'row',
		seq: '9-x',
		id: 'a',
		leaves: ['1-b'],
		document: undefined,
	});
});

test('of a document its content is taken, not what the server notes about it, nor its attachments', t => {
	const doc = {_id: 'a', _rev: '1-b', _conflicts: ['1-a'], _attachments: {photo: {stub: true}}, name: 'Mleko'};
	t.deepEqual(readChangesLine(JSON.stringify({seq: 7, id: 'a', doc})), {
		kind: 'row',
		seq: '7',
		id: 'a',
		leaves: [],
		document: {_id: 'a', _rev: '1-b', name: 'Mleko'},
	});
	t.like(readChangesLine('{"seq":"8-y","id":"a","deleted":true,"doc":{"_id":"a","_rev":"2-c","_deleted":true}}'), {
		document: {_id: 'a', _rev: '2-c', _deleted: true},
	});
});

test('a sequence begins with its number', t => {
	t.is(sequenceNumber('1234-g1AAAA'), 1234);
	t.is(sequenceNumber(7), 7);
});
