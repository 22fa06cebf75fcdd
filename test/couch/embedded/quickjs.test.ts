import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {CompilationError, openSandbox} from '../../../couch/embedded/quickjs.ts';

test('a function is compiled once and called with JSON', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const add = sandbox.compile('(a, b) => ({sum: a.n + b.n})');
	t.like(sandbox.call(add, [{n: 1}, {n: 2}]), {kind: 'returned', value: {sum: 3}});
	t.like(sandbox.call(add, [{n: 3}, {n: 4}]), {kind: 'returned', value: {sum: 7}});
});

test('what a function throws, fails with and logs is told apart', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const run = (source: string) => sandbox.call(sandbox.compile(source), []);
	t.like(run("() => { throw {forbidden: 'no'}; }"), {kind: 'thrown', value: {forbidden: 'no'}});
	t.like(run("() => { throw 'text'; }"), {kind: 'thrown', value: 'text'});
	t.like(run('() => { null.x; }'), {kind: 'failed', name: 'TypeError'});
	t.deepEqual(run("() => { log('a'); log({b: 1}); return 1; }"), {
		kind: 'returned',
		value: 1,
		log: ['a', '{"b":1}'],
	});
});

test('a function finds the names CouchDB gives it, and nothing of the host', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const run = (source: string) => sandbox.call(sandbox.compile(source), []);
	t.like(run('() => [isArray([]), sum([1, 2]), toJSON({a: 1})]'), {value: [true, 3, '{"a":1}']});
	const names = ['process', 'fetch', 'setTimeout', 'console', 'globalThis.process', 'Buffer'];
	for (const name of names) {
		t.like(run(`() => typeof ${name}`), {value: 'undefined'}, name);
	}
});

test('this is the design document in a function, and require reads its modules once', async t => {
	const lib = {
		a: "exports.n = require('./deep/b').n + 1;",
		deep: {b: "exports.n = require('../c').n + 1;"},
		c: 'exports.n = 1;',
	};
	const sandbox = await openSandbox({_id: '_design/shop', lib});
	t.teardown(() => sandbox.dispose());
	const run = (source: string) => sandbox.call(sandbox.compile(source), []);
	t.like(run('function () { return this._id; }'), {value: '_design/shop'});
	t.like(run("() => require('lib/a').n"), {value: 3});
	t.like(run("() => require('lib/a') === require('lib/a')"), {value: true});
	t.like(run("() => require('lib/none')"), {kind: 'failed', message: 'invalid_require_path: lib/none'});
});

test('what is not a function does not compile', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	for (const source of [
		'',
		'1',
		'function named() {}',
		'async () => {}',
		'async function () {}',
		'function (',
		'x.y',
	]) {
		t.throws(() => sandbox.compile(source), {instanceOf: CompilationError}, source);
	}
});

test('two functions may declare the same name', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const [one, two] = [1, 2].map(number => sandbox.compile(`const M = ${number}; () => M`));
	t.like(
		[one, two].map(each => each !== undefined && sandbox.call(each, [])),
		[{value: 1}, {value: 2}] as never,
	);
});

test('maps see a frozen document, and one that throws emits nothing', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const maps = [
		'doc => { emit(doc._id); emit([doc._id, 1], 2); }',
		"doc => { emit(1); throw new Error('bug'); }",
		'doc => { doc.changed = true; emit(doc.changed, null); }',
	].map(source => sandbox.compile(source));
	t.deepEqual(sandbox.map(maps, ['{"_id":"a"}']), {
		kind: 'mapped',
		documents: [
			[
				[
					['a', null],
					[['a', 1], 2],
				],
				[],
				[[null, null]],
			],
		],
	});
});

const jsonDocument = fc.dictionary(fc.string(), fc.jsonValue(), {maxKeys: 12});

testProp(
	'a map sees the document as it is, however large its members are',
	[fc.array(jsonDocument)],
	async (t, docs) => {
		const sandbox = await openSandbox({});
		t.teardown(() => sandbox.dispose());
		const maps = [
			'doc => { emit(Object.keys(doc), JSON.stringify(doc)); }',
			// A member may have the name of a method.
			'doc => { for (var name in doc) emit(name, doc[name]); }',
			"doc => { 'use strict'; for (var name in doc) if (doc[name] !== doc[name] || !Object.isFrozen(doc[name])) emit(name); }",
		].map(source => sandbox.compile(source));
		const texts = docs.map(doc => JSON.stringify(doc));
		const outcome = sandbox.map(maps, texts);
		t.is(outcome.kind, 'mapped');
		const expected = texts.map(text => {
			// What JSON makes of it: minus zero is zero.
			const doc = JSON.parse(text) as object;
			return [[[Object.keys(doc), JSON.stringify(doc)]], Object.entries(doc).map(([name, value]) => [name, value]), []];
		});
		t.is(JSON.stringify(outcome), JSON.stringify({kind: 'mapped', documents: expected}));
	},
);

test('a map that keeps a document for later finds its large members gone, not those of another', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const source = 'var kept = []; doc => { kept.push(doc); emit(kept[0].lines.length, doc.lines.length); }';
	const maps = [sandbox.compile(source)];
	const text = (count: number) => JSON.stringify({lines: Array.from({length: count}, () => 1)});
	t.deepEqual(sandbox.map(maps, [text(20), text(30)]), {
		kind: 'mapped',
		documents: [[[[20, 20]]], [[[20, 30]]]],
	});
	// Known by now, as it was looked at.
	t.deepEqual(sandbox.map(maps, [text(40)]), {kind: 'mapped', documents: [[[[20, 40]]]]});
});

test('an answer that grows long is for the first documents only', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const maps = [sandbox.compile("doc => { emit(1, 'x'.repeat(600000)); }")];
	const outcome = sandbox.map(maps, ['{}', '{}', '{}']);
	t.is(outcome.kind === 'mapped' ? outcome.documents.length : 0, 2);
});

test('an endless function is stopped when its time is over, and the sandbox is spent', async t => {
	const sandbox = await openSandbox({}, {timeoutMs: 500, memoryBytesMax: 16 * 1024 * 1024});
	t.teardown(() => sandbox.dispose());
	const endless = sandbox.compile('() => { for (;;) {} }');
	t.is(sandbox.call(endless, []).kind, 'stopped');
	t.is(sandbox.call(endless, []).kind, 'stopped');
});

test('a function that fills its memory or its stack is ended', async t => {
	const limits = {timeoutMs: 5000, memoryBytesMax: 4 * 1024 * 1024};
	for (const source of ["() => { var a = 'x'; for (;;) a += a; }", '() => { const f = () => f() + 1; return f(); }']) {
		const sandbox = await openSandbox({}, limits);
		const outcome = sandbox.call(sandbox.compile(source), []);
		t.true(outcome.kind === 'failed' || outcome.kind === 'stopped', source);
		sandbox.dispose();
	}
});

test('a call costs less than a millisecond of work', async t => {
	const sandbox = await openSandbox({});
	t.teardown(() => sandbox.dispose());
	const validate = sandbox.compile("n => { if (typeof n.total !== 'number') throw {forbidden: 'total'}; }");
	const receipt = {total: 1, lines: Array.from({length: 15}, (_, index) => ({name: `Item ${index}`, grosze: index}))};
	// Of this process, however busy the machine is.
	const before = process.cpuUsage();
	for (let count = 0; count < 1000; count++) {
		sandbox.call(validate, [receipt, null, {}, {}]);
	}
	const {user, system} = process.cpuUsage(before);
	t.true((user + system) / 1000 < 1000);
});
