import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {CodeIndex} from '../../../till/domain/code-index.ts';

test('two products that claim one barcode are both found, and one is left when the other is taken out', t => {
	const index = new CodeIndex();
	index.add('5901234123457', 'milk');
	index.add('5901234123457', 'cheese');
	t.deepEqual(index.get('5901234123457'), ['cheese', 'milk']);
	t.deepEqual(index.shared(), [{code: '5901234123457', products: ['cheese', 'milk']}]);
	index.remove('5901234123457', 'milk');
	t.deepEqual(index.get('5901234123457'), ['cheese']);
	t.deepEqual(index.shared(), []);
	index.remove('5901234123457', 'bread');
	t.true(index.has('5901234123457'));
	index.remove('5901234123457', 'cheese');
	t.false(index.has('5901234123457'));
	t.deepEqual(index.get('5901234123457'), []);
});

const change = fc.record({
	isAdded: fc.boolean(),
	key: fc.constantFrom('a', 'b'),
	product: fc.constantFrom('milk', 'cheese', 'bread'),
});

testProp(
	'however products come and go, a code leads to those that have it',
	[fc.array(change, {minLength: 1})],
	(t, changes) => {
		const index = new CodeIndex();
		const claims = new Set<string>();
		for (const {isAdded, key, product} of changes) {
			if (isAdded) index.add(key, product);
			else index.remove(key, product);
			if (isAdded) claims.add(`${key} ${product}`);
			else claims.delete(`${key} ${product}`);
			for (const code of ['a', 'b']) {
				const expected = ['bread', 'cheese', 'milk'].filter(each => claims.has(`${code} ${each}`));
				t.deepEqual(index.get(code), expected);
				t.is(index.has(code), expected.length > 0);
				t.is(
					index.shared().some(each => each.code === code),
					expected.length > 1,
				);
			}
		}
	},
);
