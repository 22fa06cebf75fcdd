import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {KnownNumbers} from '../../../couch/conflict-watcher/known-numbers.ts';
import {coveredBy, type NumberRun, NumberSet} from '../../../couch/conflict-watcher/number-set.ts';

const number = fc.oneof(
	fc.integer({min: 1, max: 200}),
	fc.integer({min: 4000, max: 4200}),
	fc.integer({min: 1, max: 50_000}),
);
const run = fc
	.tuple(number, fc.integer({min: 0, max: 9000}))
	.map(([from, more]): NumberRun => ({from, to: from + more}));

testProp(
	'what was added is in it, in runs, and the rest is missing',
	[fc.array(number), fc.array(run, {maxLength: 4})],
	(t, singles, runs) => {
		const set = new NumberSet();
		const model = new Set(singles);
		for (const one of singles) set.add(one);
		for (const one of runs) {
			set.addRun(one);
			for (let next = one.from; next <= one.to; next += 1) model.add(next);
		}
		const held = [...model].sort((left, right) => left - right);
		t.deepEqual(
			[...set.runs()].flatMap(({from, to}) => Array.from({length: to - from + 1}, (_, place) => from + place)),
			held,
		);
		for (const one of [...held.slice(0, 50), 1, 31, 32, 4095, 4096, 60_001]) t.is(set.has(one), model.has(one));
		const missing = [...set.missingRuns(1)];
		t.is(
			missing.reduce((count, {from, to}) => count + to - from + 1, 0),
			(held.at(-1) ?? 0) - held.length,
		);
		t.true(missing.every(({from, to}) => !set.has(from) && !set.has(to) && set.has(to + 1)));
	},
);

testProp(
	'fewer runs hold every number of the many',
	[fc.array(run, {maxLength: 40}), fc.integer({min: 1, max: 8})],
	(t, runs, countMax) => {
		const set = new NumberSet();
		for (const one of runs) set.addRun(one);
		const all = [...set.runs()];
		const covered = coveredBy(all, countMax);
		t.true(covered.length <= countMax);
		t.true(all.every(({from, to}) => covered.some(cover => cover.from <= from && to <= cover.to)));
		if (all.length <= countMax) t.deepEqual(covered, all);
	},
);

test('memory is given back for what is below a number, and nothing above it', t => {
	const set = new NumberSet();
	set.addRun({from: 1, to: 20_000});
	set.forgetThrough(9000);
	t.deepEqual([...set.runs()], [{from: 8192, to: 20_000}]);
	t.is(set.nextMissing(9001), 20_001);
});

test('the numbers of a checkpoint are known again, in their month', t => {
	const known = new KnownNumbers();
	for (const one of [1, 2, 3, 7]) known.add('2026-11', 'till-01', one);
	known.add('2026-12', 'till-01', 8);
	const stored = known.stored('2026-11');
	t.deepEqual(stored, {
		'till-01': [
			[1, 3],
			[7, 7],
		],
	});
	const again = new KnownNumbers();
	again.load('2026-11', stored);
	t.true(again.has('till-01', 7));
	t.true(again.isIn('2026-11', 'till-01', 2));
	t.false(again.isIn('2026-12', 'till-01', 2));
	for (const [till, one] of [
		['till-01', 8],
		['till-01', 4],
		['till-02', 1],
	] as const)
		t.false(again.has(till, one));
	again.forget('2026-11');
	t.false(again.has('till-01', 7));
});

test('a book in tatters takes little room in a checkpoint, and hides none of its numbers', t => {
	const known = new KnownNumbers();
	for (let one = 1; one < 60_000; one += 2) known.add('2026-11', 'till-01', one);
	const runs = known.stored('2026-11')['till-01'] ?? [];
	t.true(runs.length <= 32);
	const again = new KnownNumbers();
	again.load('2026-11', {'till-01': runs});
	for (let one = 1; one < 60_000; one += 2) if (!again.has('till-01', one)) t.fail(`${one} is lost`);
});
