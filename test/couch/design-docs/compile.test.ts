import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {transform} from 'esbuild';
import {compileDesignDocuments, compileFolder, designDocsFolder, evaluate} from '../../../couch/compile.ts';
import {tryValidator} from '../../../couch/try-validator.ts';

/** An integrator's folder of design documents, gone when the test ends. */
function folderWith(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-design-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	}
	return folder;
}

function sourcesOf(document: unknown): readonly string[] {
	if (typeof document === 'string') return document.startsWith('(function') ? [document] : [];
	return typeof document === 'object' && document !== null ? Object.values(document).flatMap(sourcesOf) : [];
}

/** The source as esbuild writes it for an engine: the same for two engines when nothing had to be lowered. */
async function loweredTo(target: string, source: string): Promise<string> {
	return (await transform(source, {target, loader: 'js'})).code;
}

test('every source is one expression of ES2017 that gives a function', async t => {
	for (const {document} of await compileDesignDocuments()) {
		const sources = sourcesOf(document);
		t.true(sources.length > 0, document._id);
		for (const source of sources) {
			t.is(await loweredTo('es2017', source), await loweredTo('esnext', source), document._id);
			t.is(typeof evaluate(source), 'function');
		}
	}
});

test('what ES2017 does not know is lowered', async t => {
	const folder = folderWith(t, {
		'receipts/views/newer.ts':
			'export function map(doc: any): void { emit(doc?.a ?? 1, {...doc, b: doc.c ** 2}); }\ndeclare function emit(key: unknown, value: unknown): void;',
	});
	const {document} = await compileFolder(join(folder, 'receipts'));
	const source = document.views?.['newer']?.map ?? '';
	t.false(/\?\.|\?\?|\{ *\.\.\./.test(source));
	const rows: unknown[] = [];
	const map = evaluate(source, {emit: (...row: unknown[]) => rows.push(row)}) as (doc: unknown) => void;
	map({a: undefined, c: 3});
	t.deepEqual(JSON.parse(JSON.stringify(rows)), [[1, {c: 3, b: 9}]]);
});

test('the bytes are the same from every working directory', async t => {
	const compile = pathToFileURL(resolve('couch/compile.ts')).href;
	const loader = import.meta.resolve('tsx');
	const program = `import(${JSON.stringify(compile)}).then(async ({compileDesignDocuments}) => process.stdout.write(JSON.stringify(await compileDesignDocuments())))`;
	const outputs = [process.cwd(), tmpdir(), '/'].map(cwd => {
		const {stdout, stderr, status} = spawnSync(process.execPath, [`--import=${loader}`, '--eval', program], {
			cwd,
			encoding: 'utf8',
		});
		t.is(status, 0, stderr);
		return stdout;
	});
	t.is(outputs[0], JSON.stringify(await compileDesignDocuments()));
	t.is(new Set(outputs).size, 1);
});

test('a text over several lines is not changed by compiling', async t => {
	const folder = folderWith(t, {
		'receipts/views/lines.ts':
			'declare function emit(key: unknown): void;\nexport function map(): void { emit(`first\nsecond`); }',
	});
	const {document} = await compileFolder(join(folder, 'receipts'));
	const keys: unknown[] = [];
	const map = evaluate(document.views?.['lines']?.map ?? '', {emit: (key: unknown) => keys.push(key)}) as () => void;
	map();
	t.deepEqual(keys, ['first\nsecond']);
});

test('an integrator’s own folder says which databases it is for', async t => {
	const folder = folderWith(t, {
		'loyalty/database.ts': "export const database = 'receipts';",
		'loyalty/views/points.ts':
			"declare function emit(key: unknown, value: unknown): void;\nexport const map = (doc: {card?: string; dueGrosze: number}): void => { if (doc.card) emit(doc.card, doc.dueGrosze); };\nexport const reduce = '_sum';",
		'loyalty/filters/of-card.ts':
			'export function filter(doc: {card?: string}): boolean { return doc.card !== undefined; }',
	});
	const [loyalty] = await compileDesignDocuments(folder);
	t.is(loyalty?.database, 'receipts');
	t.is(loyalty?.document._id, '_design/loyalty');
	t.is(loyalty?.document.views?.['points']?.reduce, '_sum');
	const filter = evaluate(loyalty?.document.filters?.['of-card'] ?? '') as (doc: unknown) => boolean;
	t.deepEqual([filter({card: '1'}), filter({})], [true, false]);
	await t.throwsAsync(compileFolder(join(folder, 'loyalty', 'views')), {message: /names one of catalogue, receipts/});
});

test('a validator without samples is not compiled, because nobody would know that it is broken', async t => {
	const folder = folderWith(t, {'audit/validate.ts': 'export function validate(): void {}'});
	await t.throwsAsync(compileDesignDocuments(folder), {message: /has samples\.ts beside it/});
});

const samples =
	'const userCtx = {db: "audit", name: null, roles: []};\nexport const accepted = [{newDoc: {_id: "good"}, oldDoc: null, userCtx}];\nexport const refused = [{newDoc: {_id: "bad"}, oldDoc: null, userCtx}];';

for (const [title, body] of [
	['lets everything in', ''],
	['turns everything away', 'throw {forbidden: "no"};'],
	['throws a second key', 'if (doc._id === "bad") throw {forbidden: "no", code: 7};'],
	['throws an error', 'if (doc._id === "bad") throw new Error("no");'],
	['cannot be run', 'missing();'],
] as const) {
	test(`a validator that ${title} is found out before it is written`, async t => {
		const folder = folderWith(t, {
			'audit/validate.ts': `declare function missing(): void;\nexport function validate(doc: {_id: string}): void { ${body} }`,
			'audit/samples.ts': samples,
		});
		const [audit] = await compileDesignDocuments(folder);
		t.truthy(audit);
		if (audit !== undefined) t.true(tryValidator(audit).length > 0);
	});
}

test('our own validators do as their samples say', async t => {
	const folders = await compileDesignDocuments(designDocsFolder);
	t.deepEqual(folders.flatMap(tryValidator), []);
	t.deepEqual(
		folders.map(({document}) => document._id),
		['_design/audit', '_design/catalogue', '_design/receipts', '_design/tills'],
	);
});
