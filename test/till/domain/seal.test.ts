import {createHash} from 'node:crypto';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {digestOf, noDigest, parseEntryId} from '../../../till/domain/chain.ts';
import type {ChainHead, Sealed} from '../../../till/domain/entry.ts';
import {emptyChain, headAfter, monthSeal, type Sealer, seal, type Unsealed} from '../../../till/domain/seal.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const sealer: Sealer = {till: 'till-03', sha256, sign: digest => `signed ${digest}`, suffix: () => '0123456z'};

function loggedIn(month: string): Unsealed {
	return {
		type: 'event',
		event: 'logged-in',
		month,
		businessDay: `${month}-23`,
		writtenAt: `${month}-23T15:04:05+01:00`,
		cashier: {id: '2', name: 'Żaneta'},
	};
}

test('the first entry of a till is number 1 and follows nothing', t => {
	const first = seal(loggedIn('2026-11'), emptyChain, sealer);
	t.like(first, {
		_id: 'event:till-03:00000001:0123456z',
		schema: 1,
		till: 'till-03',
		entry: 1,
		previous: noDigest,
		event: 'logged-in',
	});
	t.is(first.signature, `signed ${first.digest}`);
});

test('a month ends with its seal, which counts what went before', t => {
	const head: ChainHead = {entry: 120, digest: 'ab'.repeat(32), month: '2026-11'};
	const times = {firstEntry: 21, businessDay: '2026-12-01', writtenAt: '2026-12-01T06:00:00+01:00'};
	t.like(monthSeal(head, times), {
		type: 'seal',
		month: '2026-11',
		businessDay: '2026-12-01',
		count: 100,
		firstEntry: 21,
		lastEntry: 120,
		lastDigest: head.digest,
	});
	t.throws(() => monthSeal(emptyChain, times), {message: /only a month with entries/});
});

test('the month of a chain that runs backwards is a broken promise', t => {
	const head = headAfter(seal(loggedIn('2026-12'), emptyChain, sealer));
	t.throws(() => seal(loggedIn('2026-11'), head, sealer), {message: /never runs backwards/});
	t.notThrows(() => seal(loggedIn('2026-12'), head, sealer));
	t.notThrows(() => seal(loggedIn('2027-01'), head, sealer));
});

testProp(
	'every entry names the digest of the one before, and holds its own',
	[fc.array(fc.integer({min: 1, max: 12}), {minLength: 1, maxLength: 12})],
	(t, drawn) => {
		const months = drawn.sort((left, right) => left - right).map(month => `2026-${String(month).padStart(2, '0')}`);
		let head = emptyChain;
		for (const [index, month] of months.entries()) {
			const entry: Sealed = seal(loggedIn(month), head, sealer);
			t.is(entry.previous, head.digest);
			t.is(entry.digest, digestOf({...entry}, sha256));
			t.is(parseEntryId(entry._id)?.entry, index + 1);
			head = headAfter(entry);
			t.deepEqual(head, {entry: index + 1, digest: entry.digest, month});
		}
	},
);
