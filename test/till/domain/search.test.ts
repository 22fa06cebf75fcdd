import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {searchByName, searchIndex} from '../../../till/domain/search.ts';

const names = [
	'Mleko Łaciate 3,2% 1 l',
	'Mleko bez laktozy 1,5% 1 l',
	'Czekolada mleczna',
	'Sok pomarańczowy 1 l',
	'Pomarańczowy sok świeży',
	'Żurek śląski',
	'CHLEB ŻYTNI',
	'Crème brûlée',
];
const entries = searchIndex(names.map((name, index) => ({code: String(index), name})));
const find = (query: string, limit = 10) => searchByName(entries, {query, limit}).map(({name}) => name);

test('accents and capitals are not needed, and do no harm', t => {
	t.deepEqual(find('laciate'), ['Mleko Łaciate 3,2% 1 l']);
	t.deepEqual(find('ŁACIATE'), ['Mleko Łaciate 3,2% 1 l']);
	t.deepEqual(find('zur slas'), ['Żurek śląski']);
	t.deepEqual(find('chleb żyt'), ['CHLEB ŻYTNI']);
	t.deepEqual(find('creme bru'), ['Crème brûlée']);
	t.deepEqual(find('s\u0301laski'), ['Żurek śląski']);
});

test('words may come in any order, each from its beginning', t => {
	t.deepEqual(find('pom sok'), ['Pomarańczowy sok świeży', 'Sok pomarańczowy 1 l']);
	t.deepEqual(find('sok pom'), ['Sok pomarańczowy 1 l', 'Pomarańczowy sok świeży']);
	t.deepEqual(find('leko'), []);
	t.deepEqual(find('mleko zytni'), []);
});

test('names that begin with what was typed come first', t => {
	t.deepEqual(find('ml'), ['Mleko bez laktozy 1,5% 1 l', 'Mleko Łaciate 3,2% 1 l', 'Czekolada mleczna']);
	t.deepEqual(find('ml', 1), ['Mleko bez laktozy 1,5% 1 l']);
});

test('numbers are words too, and signs between words are not', t => {
	t.deepEqual(find('mleko 3,2'), ['Mleko Łaciate 3,2% 1 l']);
	t.deepEqual(find('mleko 1.5%'), ['Mleko bez laktozy 1,5% 1 l']);
});

test('an empty query and bare signs find nothing', t => {
	for (const query of ['', '   ', '%', '...']) t.deepEqual(find(query), []);
});

const word = fc.stringMatching(/^[a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ0-9]{1,8}$/);
testProp(
	'goods are found by the beginnings of their words, however these are turned about',
	[fc.array(word, {minLength: 1, maxLength: 5}), fc.nat(), fc.nat()],
	(t, words, cut, turn) => {
		const name = words.join(' ');
		const beginnings = words.map(one => one.slice(0, 1 + (cut % one.length)));
		const at = turn % beginnings.length;
		const query = [...beginnings.slice(at), ...beginnings.slice(0, at)].join(' ').toUpperCase();
		const item = {code: '1', name};
		t.deepEqual(searchByName(searchIndex([item]), {query, limit: 5}), [item]);
	},
);

testProp(
	'the answer does not depend on the order in which goods are held',
	[
		fc.shuffledSubarray(
			names.map((name, index) => ({code: String(index), name})),
			{minLength: names.length},
		),
	],
	(t, shuffled) => {
		for (const query of ['m', 'sok', '1', 'mle']) {
			const found = searchByName(searchIndex(shuffled), {query, limit: 3}).map(({name}) => name);
			t.deepEqual(found, find(query, 3));
		}
	},
);
