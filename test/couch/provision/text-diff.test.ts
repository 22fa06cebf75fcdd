import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {diffLines} from '../../../couch/provision/text-diff.ts';

test('a change is shown with a little of what stayed around it', t => {
	const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
	const after = before.map(line => (line === 'e' ? 'E' : line));
	t.deepEqual(diffLines(before.join('\n'), after.join('\n')), ['  c', '  d', '- e', '+ E', '  f', '  g', '  …']);
	t.deepEqual(diffLines('same\ntext', 'same\ntext'), []);
});

const text = fc.array(fc.constantFrom('a', 'b', 'c', '')).map(lines => lines.join('\n'));

function lengthOfLongestCommon(left: readonly string[], right: readonly string[]): number {
	let row = right.map(() => 0);
	for (const line of left) {
		const next: number[] = [];
		for (const [index, other] of right.entries()) {
			const diagonal = index === 0 ? 0 : (row[index - 1] ?? 0);
			next.push(line === other ? diagonal + 1 : Math.max(row[index] ?? 0, next[index - 1] ?? 0));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}

testProp(
	'both texts can be read out of their difference, and no line is said to have changed in vain',
	[text, text],
	(t, before, after) => {
		const lines = diffLines(before, after, Number.POSITIVE_INFINITY);
		if (before === after) return t.deepEqual(lines, []);
		const side = (sign: string) =>
			lines.filter(line => line.startsWith(sign) || line.startsWith(' ')).map(line => line.slice(2));
		t.deepEqual(side('-'), before.split('\n'));
		t.deepEqual(side('+'), after.split('\n'));
		const stayed = lines.filter(line => line.startsWith(' ')).length;
		return t.is(stayed, lengthOfLongestCommon(before.split('\n'), after.split('\n')));
	},
);
