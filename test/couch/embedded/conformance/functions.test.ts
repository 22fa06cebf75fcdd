import type {ExecutionContext} from 'ava';
import {type Couch, conformance} from './couch.ts';

/** What is true of QuickJS only is nothing to hold against a CouchDB that was built with SpiderMonkey. */
function conformanceOfQuickJs(title: string, scenario: (t: ExecutionContext, couch: Couch) => Promise<void>): void {
	conformance(title, async (t, couch) => {
		const {body} = await couch.request('GET', '/', {as: null});
		if (body['features']?.includes('quickjs' as never)) return scenario(t, couch);
		t.log('This server runs its functions in SpiderMonkey.');
		t.pass();
	});
}

/** What an expression comes to inside a validator. */
async function told(t: ExecutionContext, couch: Couch, source: string, more: object = {}): Promise<unknown> {
	const db = await couch.database(t);
	await couch.nano.use(db).insert({validate_doc_update: source, ...more} as object, '_design/guard');
	const {status, body} = await couch.request('PUT', `/${db}/a`, {body: {list: [1], nested: {}}});
	t.is(status, 403, JSON.stringify(body));
	return JSON.parse(String(body['reason']));
}

const telling = (expression: string) => `function (n) { throw {forbidden: JSON.stringify(${expression})}; }`;

conformanceOfQuickJs('functions may be written in the JavaScript of 2022', async (t, couch) => {
	const expressions = {
		classes: 'new (class { #x = 1; static s = 2; get x() { return this.#x; } })().x',
		generators: '[...(function* () { yield 1; yield 2; })()].length',
		spread: '{...{a: 1}, b: 2}.b',
		optional: 'undefined?.x ?? 3',
		logical: '(() => { let x = null; x ??= 4; return x; })()',
		named: "/(?<year>\\d+)/u.exec('in 2026').groups.year",
		unicode: "/^\\p{Lu}/u.test('Żyto')",
		lookbehind: "/(?<=a)b/.test('ab')",
		bigint: '(2n ** 64n).toString()',
		collections: 'new Set([1, 1]).size + new Map([[1, 2]]).get(1) + Object.fromEntries([["a", 5]]).a',
		arrays: '[[1], [2]].flat().at(-1) + [3, 1].toSorted()[0]',
		strings: "'a-b'.replaceAll('-', '').padStart(3, '_')",
		separators: '1_000 ** 2',
	};
	const all = Object.entries(expressions).map(([name, source]) => `${name}: (${source})`);
	t.deepEqual(await told(t, couch, telling(`{${all.join()}}`)), {
		classes: 1,
		generators: 2,
		spread: 2,
		optional: 3,
		logical: 4,
		named: '2026',
		unicode: true,
		lookbehind: true,
		bigint: '18446744073709551616',
		collections: 8,
		arrays: 3,
		strings: '_ab',
		separators: 1_000_000,
	});
});

conformanceOfQuickJs('functions find no clock-driven, networked or binary things around them', async (t, couch) => {
	const names = ['console', 'setTimeout', 'performance', 'fetch', 'URL', 'crypto', 'atob', 'structuredClone', 'Intl'];
	const types = names.map(name => `typeof ${name}`);
	t.deepEqual(
		await told(t, couch, telling(`[${types.join()}]`)),
		names.map(() => 'undefined'),
	);
});

conformance('a validator may change what it is shown, a map may not', async (t, couch) => {
	t.deepEqual(await told(t, couch, telling('[Object.isFrozen(n), Array.isArray(n.list)]')), [false, true]);
	const db = await couch.database(t);
	const map = 'doc => emit([Object.isFrozen(doc), Object.isFrozen(doc.nested)], null)';
	await couch.request('PUT', `/${db}/_design/v`, {body: {views: {frozen: {map}}}});
	await couch.request('PUT', `/${db}/a`, {body: {nested: {}}});
	const {rows} = await couch.nano.use(db).view('v', 'frozen');
	t.deepEqual(
		rows.map(({key}) => key as unknown),
		[[true, true]],
	);
});

conformance('a function, not an arrow, finds its design document in this', async (t, couch) => {
	t.is(await told(t, couch, telling('this.word'), {word: 'mine'}), 'mine');
	t.is(
		await told(t, couch, '(n) => { throw {forbidden: JSON.stringify(Object(this).word || null)}; }', {word: 'm'}),
		null,
	);
});

conformance('a library is required from anywhere in the design document', async (t, couch) => {
	const libraries = {lib: {v: "exports.word = 'lib';"}, views: {lib: {v: "exports.word = 'views/lib';"}}};
	const words = "[require('lib/v').word, require('views/lib/v').word]";
	t.deepEqual(await told(t, couch, telling(words), libraries), ['lib', 'views/lib']);
});

conformanceOfQuickJs('numbers are written the same in every language', async (t, couch) => {
	t.is(await told(t, couch, telling("(1234.5).toLocaleString('pl-PL')")), '1234.5');
});

conformance('a validator that does not come back is stopped, and the next document is judged', async (t, couch) => {
	const db = await couch.database(t);
	const source = 'n => { while (n.endless) {} }';
	await couch.request('PUT', `/${db}/_design/guard`, {body: {validate_doc_update: source}});
	const {status, body} = await couch.request('PUT', `/${db}/a`, {body: {endless: true}});
	t.is(status, 500);
	t.is(String(body['error']), 'os_process_error');
	t.is((await couch.request('PUT', `/${db}/a`, {body: {}})).status, 201);
});
