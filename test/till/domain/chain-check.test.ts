import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {digestOf} from '../../../till/domain/chain.ts';
import {type ChainFault, checkChain, type MonthToCheck} from '../../../till/domain/chain-check.ts';
import type {ChainHead, Sealed} from '../../../till/domain/entry.ts';
import {emptyChain, headAfter, monthSeal, seal, type Unsealed} from '../../../till/domain/seal.ts';
import {sha256} from '../../../till/replica/sha256.ts';

/** Signatures of the shape of real ones that anybody can reckon, which is enough for who asks for them. */
const signatureBy = (key: string, digest: string) => {
	const bytes = Buffer.from(sha256(`${key} ${digest}`).repeat(2), 'hex');
	return bytes.toString('base64');
};

const month: MonthToCheck<string> = {
	till: 'anna',
	month: '2026-11',
	sha256,
	keyFor: () => 'key of anna',
	hasSigned: (key, digest, signature) => signature === signatureBy(key, digest),
};

interface Wishes {
	readonly key?: (entry: number) => string;
	readonly from?: ChainHead;
	readonly sealed?: boolean;
}

function bookOf(count: number, {key = () => 'key of anna', from = emptyChain, sealed = false}: Wishes = {}): Sealed[] {
	const entries: Sealed[] = [];
	let head = from;
	const write = (content: Unsealed) => {
		const entry = seal(content, head, {
			till: 'anna',
			sha256,
			sign: digest => signatureBy(key(head.entry + 1), digest),
			suffix: () => '00000000',
		});
		entries.push(entry);
		head = headAfter(entry);
	};
	const date = {month: '2026-11', businessDay: '2026-11-23', writtenAt: '2026-11-23T10:00:00+01:00'};
	for (let number = 0; number < count; number += 1) {
		write({type: 'event', ...date, event: 'logged-in', cashier: {id: 'k1', name: 'Zofia'}});
	}
	if (sealed) write(monthSeal(head, {firstEntry: from.entry + 1, ...date}));
	return entries;
}

const check = (entries: readonly unknown[], changes: Partial<MonthToCheck<string>> = {}) =>
	checkChain(
		entries.map(entry => JSON.stringify(entry)),
		{...month, ...changes},
	);
const faultsOf = (entries: readonly unknown[], changes: Partial<MonthToCheck<string>> = {}) =>
	check(entries, changes).faults;

/** With another content under a digest that is right and a signature that cannot be. */
const forged = (entry: Sealed, changes: Readonly<Record<string, unknown>>): Sealed => {
	const content = {...entry, ...changes};
	const digest = digestOf(content, sha256);
	return {...content, digest, signature: signatureBy('key of a thief', digest)} as Sealed;
};

test('a sealed month that is as it was written has no faults, and one signature tells', t => {
	const entries = bookOf(50, {sealed: true});
	t.deepEqual(check(entries), {
		count: 51,
		first: 1,
		last: {entry: 51, digest: entries.at(-1)?.digest ?? ''},
		isSealed: true,
		reckonedCount: 1,
		faults: [],
	});
	t.deepEqual(check(entries.toReversed()).faults, [], 'in whatever order the lines come');
	t.deepEqual(check([...entries, ...entries]).faults, [], 'the same line twice says nothing new');
});

test('a month in the middle of the book begins after the entry before it', t => {
	const [, ...later] = bookOf(5);
	const [first] = bookOf(5);
	t.deepEqual(faultsOf(later, {digestBefore: first?.digest ?? ''}), []);
	t.deepEqual(faultsOf(later), [], 'where that entry is not at hand nobody can tell');
	t.deepEqual(faultsOf(later, {digestBefore: 'f'.repeat(64)}), [{kind: 'previous', entry: 2}]);
});

test('an amount that was altered is found by its digest', t => {
	const entries = bookOf(5);
	const altered = entries.map(entry => (entry.entry === 3 ? {...entry, cashier: {id: 'k1', name: 'Zofja'}} : entry));
	t.deepEqual(faultsOf(altered), [
		{kind: 'digest', entry: 3},
		{kind: 'missing', from: 3, to: 3},
	]);
});

test('an entry that was altered under a new digest breaks the chain behind it, and its signature is somebody else’s', t => {
	const entries = bookOf(5);
	const altered = entries.map(entry =>
		entry.entry === 3 ? forged(entry, {cashier: {id: 'k1', name: 'Zofja'}}) : entry,
	);
	t.deepEqual(faultsOf(altered), [
		{kind: 'previous', entry: 4},
		{kind: 'signature', entry: 3, reason: 'other-key'},
	]);
});

test('entries that are missing, there twice, or of another till or month are named', t => {
	const entries = bookOf(6);
	const [first, second] = entries;
	if (first === undefined || second === undefined) return t.fail();
	t.deepEqual(faultsOf(entries.filter(({entry}) => entry !== 3 && entry !== 4)), [{kind: 'missing', from: 3, to: 4}]);
	const twin = {...second, _id: second._id.replace('00000000', '11111111')};
	const fork = {...forged(twin, {}), signature: ''};
	const kinds = faultsOf([...entries, fork]).map(({kind}) => kind);
	t.true(kinds.includes('twice'));
	t.true(kinds.includes('signature'));
	const ofBasia = {...first, till: 'basia', _id: first._id.replace('anna', 'basia')};
	t.like(faultsOf([ofBasia]), [{kind: 'stranger', line: 1}]);
	t.like(faultsOf([forged(first, {month: '2026-10'})]), [{kind: 'stranger', line: 1}]);
});

test('a seal that is not the last, or counts wrong, is no seal', t => {
	const entries = bookOf(3, {sealed: true});
	const [first] = entries;
	t.false(check(entries.slice(0, -1)).isSealed);
	t.like(check(entries.slice(1), {digestBefore: first?.digest ?? ''}), {
		isSealed: false,
		faults: [{kind: 'seal', entry: 4}],
	});
});

test('each key is good for its own entries, and a signature is looked at where a run ends', t => {
	const key = (entry: number) => (entry <= 3 ? 'first key' : 'second key');
	const entries = bookOf(8, {key});
	t.like(check(entries, {keyFor: key}), {faults: [], reckonedCount: 2});
	t.deepEqual(faultsOf(entries, {keyFor: entry => (entry <= 6 ? 'first key' : 'second key')}).map(faultText), [
		'4 other-key',
		'5 other-key',
		'6 other-key',
	]);
	t.deepEqual(faultsOf(bookOf(1), {keyFor: () => undefined}).map(faultText), ['1 no-key']);
});

test('a signature that is none is found wherever it stands', t => {
	const entries = bookOf(3).map(entry => ({...entry, signature: entry.entry === 2 ? '' : entry.signature}));
	t.deepEqual(faultsOf(entries).map(faultText), ['2 is missing']);
});

function faultText(fault: ChainFault): string {
	return fault.kind === 'signature' ? `${fault.entry} ${fault.reason}` : fault.kind;
}

testProp('whatever the lines are, they are read or named', [fc.array(fc.oneof(fc.string(), fc.json()))], (t, lines) => {
	const {count, faults} = checkChain(lines, month);
	t.is(count, 0);
	t.is(faults.length, lines.length);
});

testProp(
	'one changed field of one entry is always noticed',
	[fc.integer({min: 0, max: 9}), fc.constantFrom('previous', 'writtenAt', 'event', 'digest', 'entry')],
	(t, place, field) => {
		const entries = bookOf(10).map((entry, index) => (index === place ? {...entry, [field]: 'changed'} : entry));
		t.true(faultsOf(entries).length > 0);
	},
);
