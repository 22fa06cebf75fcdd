import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {decide, type Evidence} from '../../../couch/conflict-watcher/decide.ts';
import {byWinner, type Leaf, leafOf} from '../../../couch/conflict-watcher/leaf.ts';
import {alteredTo, Book} from '../book.ts';

const receipt = new Book('till-01').receipt();
const original = leafOf(receipt);
const higher = leafOf(alteredTo('higher', receipt));
const lower = leafOf(alteredTo('lower', receipt));
const nobody: ReadonlySet<string> = new Set();

test('one content that was not seen before is claimed', t => {
	t.deepEqual(decide({live: [original], seen: undefined, named: nobody}), {kind: 'claim', leaf: original});
	t.deepEqual(decide({live: [], seen: undefined, named: nobody}), {kind: 'nothing'});
});

test('two contents at once are undecided, whichever revision is higher', t => {
	for (const other of [higher, lower]) {
		const [winner, ...others] = [original, other].sort(byWinner);
		t.deepEqual(decide({live: [original, other].sort(byWinner), seen: undefined, named: nobody}), {
			kind: 'undecided',
			winner: winner as Leaf,
			others,
		});
	}
});

test('next entries that name both contents decide nothing', t => {
	const named = new Set([original.digest, higher.digest]);
	t.is(decide({live: [higher, original], seen: undefined, named}).kind, 'undecided');
	t.is(decide({live: [higher, original], seen: undefined, named: new Set(['0'.repeat(64)])}).kind, 'undecided');
});

const pool = [original, higher, lower, {...original, rev: `1-${'f'.repeat(32)}`}, {...original, rev: '3-abc'}];
const evidence: fc.Arbitrary<Evidence> = fc.record({
	live: fc.uniqueArray(fc.constantFrom(...pool), {selector: ({rev}) => rev}).map(live => [...live].sort(byWinner)),
	seen: fc.option(fc.constantFrom(...pool), {nil: undefined}),
	named: fc.subarray(pool.map(({digest}) => digest)).map(digests => new Set(digests)),
});

testProp('the last live leaf is never retired, nor the seen content', [evidence], (t, known) => {
	const decision = decide(known);
	t.is(decision.kind === 'seen', known.seen !== undefined);
	if (decision.kind !== 'seen') return;
	const retired = decision.resubmissions.filter(({retire}) => retire).map(({leaf}) => leaf);
	t.true(known.live.length === 0 || retired.length < known.live.length);
	t.false(retired.some(({rev}) => rev === known.seen?.rev));
	t.is(decision.resubmissions.length + (decision.original === undefined ? 0 : 1), known.live.length);
});

testProp('after the claim and the retirements there is nothing left to do', [evidence], (t, known) => {
	let {live, seen} = known;
	for (let round = 0; round < 3; round += 1) {
		const decision = decide({...known, live, seen});
		if (decision.kind === 'claim') seen = decision.leaf;
		if (decision.kind !== 'seen') continue;
		const retired = new Set(decision.resubmissions.filter(({retire}) => retire).map(({leaf}) => leaf.rev));
		live = live.filter(({rev}) => !retired.has(rev));
	}
	const last = decide({...known, live, seen});
	if (last.kind === 'seen') t.false(last.resubmissions.some(({retire}) => retire));
	else t.not(last.kind, 'claim');
});
