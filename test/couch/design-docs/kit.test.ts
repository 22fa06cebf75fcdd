/** The test kit itself: what an integrator's functions find around them, and what is said when they fail. */
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {type DesignKit, openDesignKit} from '../../../couch/design-kit.ts';
import type {SandboxLimits} from '../../../couch/embedded/quickjs.ts';
import {type DesignFolder, designFolder} from '../provision/design-documents.ts';

const declarations = [
	'declare function emit(key: unknown, value?: unknown): void;',
	'declare function require(path: string): unknown;',
	'declare function log(message: unknown): void;',
	'',
].join('\n');

async function kitOf(
	t: ExecutionContext,
	files: Readonly<Record<string, string>>,
	limits?: SandboxLimits,
): Promise<{readonly kit: DesignKit; readonly folder: DesignFolder}> {
	const folder = designFolder(
		t,
		Object.fromEntries(Object.entries(files).map(([name, text]) => [`receipts/${name}`, declarations + text])),
	);
	const kit = await openDesignKit(join(folder.path, 'receipts'), limits);
	t.teardown(() => kit.close());
	return {kit, folder};
}

test('a map emits rows, with nothing for a key or a value that is not there', async t => {
	const {kit} = await kitOf(t, {
		'views/all.ts': 'export function map(doc: {n: number}): void { emit(doc.n, {twice: doc.n * 2}); emit(undefined); }',
	});
	t.deepEqual(kit.rows('all', {_id: 'a', n: 2}), [
		{id: 'a', key: 2, value: {twice: 4}},
		{id: 'a', key: null, value: null},
	]);
	t.deepEqual(kit.rows('all', {_id: 'b', n: 3}).length, 2);
});

test('a question is answered in the server’s order, reduced and grouped as asked', async t => {
	const {kit} = await kitOf(t, {
		'views/sums.ts':
			"export function map(doc: {day: string; till: string; n: number}): void { emit([doc.day, doc.till], doc.n); }\nexport const reduce = '_sum';",
		'views/mixed.ts': 'export function map(doc: {key: unknown}): void { emit(doc.key); }',
	});
	const documents = [
		{_id: 'c', day: '24', till: 'b', n: 1},
		{_id: 'b', day: '23', till: 'b', n: 2},
		{_id: 'a', day: '23', till: 'a', n: 4},
	];
	t.deepEqual(kit.query('sums', documents), [{key: null, value: 7}]);
	t.deepEqual(kit.query('sums', documents, {groupLevel: 1}), [
		{key: ['23'], value: 6},
		{key: ['24'], value: 1},
	]);
	t.deepEqual(
		kit.query('sums', documents, {groupLevel: true}).map(({value}) => value),
		[4, 2, 1],
	);
	t.deepEqual(
		kit.query('sums', documents, {reduce: false}).map(({id}) => id),
		['a', 'b', 'c'],
	);
	t.deepEqual(kit.query('sums', []), []);
	const keys = [{}, [], 'a', 10, 9, true, false, null];
	const mixed = kit.query(
		'mixed',
		keys.map((key, index) => ({_id: `${index}`, key})),
	);
	t.deepEqual(
		mixed.map(({key}) => key),
		[...keys].reverse(),
	);
});

test('a reduce that cannot take its own results is found out', async t => {
	const {kit} = await kitOf(t, {
		'views/count.ts':
			'export function map(): void { emit(1); }\nexport function reduce(_keys: unknown, values: unknown[]): number { return values.length; }',
		'views/right.ts':
			'export function map(): void { emit(1); }\nexport function reduce(_keys: unknown, values: number[], again: boolean): number { return again ? values.reduce((a, b) => a + b) : values.length; }',
	});
	const documents = ['a', 'b', 'c', 'd', 'e'].map(_id => ({_id}));
	t.deepEqual(kit.query('count', documents), [{key: null, value: 2}]);
	t.deepEqual(kit.query('right', documents), [{key: null, value: 5}]);
});

test('documents are frozen for a map, as they are on a server', async t => {
	const {kit} = await kitOf(t, {
		'views/all.ts':
			"'use strict';\nexport function map(doc: {inner: {n: number}}): void { doc.inner.n = 7; emit(doc.inner.n); }",
	});
	t.deepEqual(kit.rows('all', {inner: {n: 1}}), [{key: 1, value: null}]);
});

test('modules of the library are required, and what is logged can be read', async t => {
	const {kit} = await kitOf(t, {
		'lib/rates.ts':
			'export const rates = {A: 23};\nexport function rateOf(letter: "A"): number { return rates[letter]; }',
		'lib/doubled.ts':
			"const {rateOf} = require('./rates') as {rateOf(letter: string): number};\nexport const doubled = (letter: string): number => rateOf(letter) * 2;",
		'views/all.ts':
			"export function map(): void { const {doubled} = require('views/lib/doubled') as any; log('asked'); log({n: 1}); emit(doubled('A')); }",
	});
	t.deepEqual(kit.rows('all', {}), [{key: 46, value: null}]);
	t.deepEqual(kit.log, ['asked', '{"n":1}']);
});

test('there is nothing else around a function: no process, no timers, no clock of the machine’s files', async t => {
	const {kit} = await kitOf(t, {
		'views/all.ts':
			"export function map(): void { const g = globalThis as any; emit(['process', 'fetch', 'setTimeout', 'console', 'module', 'Buffer'].filter(name => name in g)); }",
	});
	t.deepEqual(kit.rows('all', {}), [{key: [], value: null}]);
});

test('an error says the file and the line of the TypeScript source, also of what is imported and of a module', async t => {
	const {kit, folder} = await kitOf(t, {
		'helper.ts': 'interface Doc { a: {b: number} }\nexport function helper(doc: Doc): number {\n\treturn doc.a.b;\n}\n',
		'views/own.ts': 'type Doc = any;\n\nexport function map(doc: Doc): void {\n\temit(\n\t\tdoc.a.b,\n\t);\n}\n',
		'views/imported.ts':
			"import {helper} from '../helper.ts';\nexport const map = (doc: any): void => emit(helper(doc));\n",
		'lib/module.ts': 'export function deep(doc: any): void {\n\n\n\tdoc.a.b();\n}\n',
		'views/required.ts': "export function map(doc: any): void { (require('views/lib/module') as any).deep(doc); }\n",
		'views/summed.ts':
			'export function map(): void { emit(1); }\n\nexport function reduce(): number {\n\treturn (undefined as any).sum;\n}\n',
	});
	const lines = declarations.split('\n').length - 1;
	const at = (file: string, line: number) => ({
		name: 'DesignFault',
		message: new RegExp(`^${join(folder.path, 'receipts', file)}:${line + lines}:\\d+: TypeError: `),
	});
	t.throws(() => kit.rows('own', {}), at('views/own.ts', 5));
	t.throws(() => kit.rows('imported', {}), at('helper.ts', 3));
	t.throws(() => kit.rows('required', {}), at('lib/module.ts', 4));
	t.throws(() => kit.query('summed', [{}]), at('views/summed.ts', 4));
});

test('a function that does not come back is stopped, and named by its file', async t => {
	const {kit, folder} = await kitOf(
		t,
		{'views/endless.ts': 'export function map(): void {\n\tlet turns = 0;\n\tfor (;;) turns += 1;\n}\n'},
		{timeoutMs: 50, memoryBytesMax: 16 * 1024 * 1024},
	);
	t.throws(() => kit.rows('endless', {}), {
		message: new RegExp(`^${join(folder.path, 'receipts/views/endless.ts')}:\\d+:\\d+: .*longer than it may`),
	});
	t.throws(() => kit.rows('endless', {}), {message: /longer than it may/});
});

test('a function that wants more memory than its share does not get it', async t => {
	const {kit} = await kitOf(
		t,
		{
			'views/greedy.ts':
				'export function map(): void {\n\tconst all: unknown[] = [];\n\tfor (;;) all.push([1, 2, 3, 4, 5, 6, 7, 8]);\n}\n',
		},
		{timeoutMs: 20_000, memoryBytesMax: 16 * 1024 * 1024},
	);
	t.throws(() => kit.rows('greedy', {}), {name: 'DesignFault', message: /InternalError: out of memory/});
});

test('a validator’s answer is a verdict; anything a server would answer 500 to is a fault', async t => {
	const {kit, folder} = await kitOf(t, {
		'validate.ts': [
			'export function validate(doc: {ask: string}): void {',
			"\tif (doc.ask === 'no') throw {forbidden: 'ask: is no'};",
			"\tif (doc.ask === 'who') throw {unauthorized: 'ask: log in'};",
			"\tif (doc.ask === 'two') throw {forbidden: 'ask: is two', code: 7};",
			"\tif (doc.ask === 'object') throw {forbidden: {reason: 'ask'}};",
			"\tif (doc.ask === 'text') throw 'no';",
			"\tif (doc.ask === 'error') throw new Error('no');",
			'}',
		].join('\n'),
		'samples.ts': 'export const accepted = [];\nexport const refused = [];',
	});
	const ask = (what: string) => kit.judge({newDoc: {ask: what}, oldDoc: null, userCtx: {}});
	t.deepEqual(ask('yes'), {verdict: 'accepted'});
	t.deepEqual(ask('no'), {verdict: 'forbidden', reason: 'ask: is no'});
	t.deepEqual(ask('who'), {verdict: 'unauthorized', reason: 'ask: log in'});
	for (const what of ['two', 'object', 'text']) {
		t.throws(() => ask(what), {name: 'DesignFault', message: /not one sentence under "forbidden" or "unauthorized"/});
	}
	const line = declarations.split('\n').length + 6;
	const place = new RegExp(`^${join(folder.path, 'receipts/validate.ts')}:${line}:\\d+: Error: no`);
	t.throws(() => ask('error'), {message: place});
});

test('what the design document does not have is named with what it has', async t => {
	const {kit} = await kitOf(t, {'views/all.ts': 'export function map(): void {}'});
	t.throws(() => kit.query('none', []), {message: /has views\/none\/map; it has views\/all\/map/});
});
