import test from 'ava';
import {noDigest, revisionOf} from '../../../till/domain/chain.ts';
import type {StoredEntry} from '../../../till/replica/replica.ts';
import {firstBatch, type Outgoing, outgoing} from '../../../till/sync/outgoing.ts';
import {entryAfter} from '../replica/entries.ts';

const sealed = entryAfter({entry: 0, digest: noDigest});

function stored(changes: object = {}): StoredEntry {
	return {_id: sealed._id, entry: 1, month: sealed.month, document: {...sealed, ...changes}};
}

function ofLength(length: number, month = '2026-11'): Outgoing {
	return {id: 'x', month, revision: '1-x', text: 'x'.repeat(length)};
}

test('an entry is sent under the revision of its content', t => {
	const ready = outgoing(stored());
	t.like(ready, {ok: true, value: {id: sealed._id, revision: revisionOf(sealed.digest)}});
});

test('an altered entry is sent under another revision and with the digest it was stored with', t => {
	const ready = outgoing(stored({cashier: {id: 'k1', name: 'Marek'}}));
	if (!ready.ok) return t.fail(ready.fault);
	t.not(ready.value.revision, revisionOf(sealed.digest));
	t.is((JSON.parse(ready.value.text) as {digest: string}).digest, sealed.digest);
});

test('an altered digest or signature is sent as it is, under the same revision', t => {
	const ready = outgoing(stored({digest: 'f'.repeat(64), signature: 'forged'}));
	t.like(ready, {ok: true, value: {revision: revisionOf(sealed.digest)}});
});

test('content that no entry can have is not sent, and the reason is a sentence', t => {
	const ready = outgoing(stored({entry: 1.5}));
	t.like(ready, {ok: false, fault: 'Broken promise: the number at /entry is whole, not 1.5'});
});

test('a batch is of one month and bounded by count and length, but never empty', t => {
	t.is(firstBatch(Array.from({length: 500}, () => ofLength(10))).length, 200);
	t.is(firstBatch(Array.from({length: 10}, () => ofLength(400_000))).length, 2);
	t.is(firstBatch([ofLength(5_000_000), ofLength(1)]).length, 1);
	t.is(firstBatch([ofLength(1), ofLength(1), ofLength(1, '2026-12'), ofLength(1)]).length, 2);
	t.deepEqual(firstBatch([]), []);
});
