import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {transform} from 'esbuild';
import {evaluate} from '../../../couch/bundle.ts';
import {compileDesignDocuments, compileFolder, designDocsFolder} from '../../../couch/compile.ts';
import {openDesignKit} from '../../../couch/design-kit.ts';
import {tryDesignDocument} from '../../../couch/try-design-document.ts';

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

/** The source as esbuild writes it for an engine: the same for two engines when nothing had to be lowered. */
async function loweredTo(target: string, source: string): Promise<string> {
	return (await transform(source, {target, loader: 'js'})).code;
}

test('every function is one expression of ES2017 that gives a function, on both of CouchDB’s engines', async t => {
	for (const folder of await compileDesignDocuments()) {
		const {_id: id} = folder.document;
		t.true(Object.keys(folder.texts).length > 0, id);
		for (const [place, {text}] of Object.entries(folder.texts)) {
			t.is(await loweredTo('es2017', text), await loweredTo('esnext', text), id);
			if (!place.startsWith('views/lib/')) t.is(typeof evaluate(text), 'function');
		}
		const kit = await openDesignKit(folder);
		t.notThrows(() => kit.readAll());
		kit.close();
	}
});

test('what ES2017 does not know is lowered', async t => {
	const folder = folderWith(t, {
		'receipts/views/newer.ts':
			'export function map(doc: any): void { emit(doc?.a ?? 1, {...doc, b: doc.c ** 2}); }\ndeclare function emit(key: unknown, value: unknown): void;',
	});
	const kit = await openDesignKit(join(folder, 'receipts'));
	t.false(/\?\.|\?\?|\{ *\.\.\./.test(kit.folder.texts['views/newer/map']?.text ?? '?.'));
	t.deepEqual(kit.rows('newer', {c: 3}), [{key: 1, value: {c: 3, b: 9}}]);
	kit.close();
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

/** The compiled documents alone, as they are written to a server. */
async function bytesOf(folder: string): Promise<string> {
	const compiled = await compileDesignDocuments(folder);
	return JSON.stringify(compiled.map(({document, indexes}) => [document, indexes]));
}

test('the bytes are the same wherever the sources lie', async t => {
	const moved = mkdtempSync(join(tmpdir(), 'ostoja-moved-'));
	t.teardown(() => rmSync(moved, {recursive: true, force: true}));
	for (const part of ['couch/design-docs', 'couch/documents', 'till/domain']) {
		cpSync(part, join(moved, 'deep', 'down', part), {recursive: true});
	}
	const copied = await bytesOf(join(moved, 'deep/down/couch/design-docs'));
	t.is(copied, await bytesOf(designDocsFolder));
	symlinkSync(join(moved, 'deep/down/couch'), join(moved, 'linked'));
	t.is(await bytesOf(join(moved, 'linked/design-docs')), copied);
});

test('an integrator’s own sources give the same bytes wherever they lie', async t => {
	const files = {
		'loyalty/database.ts': "export const database = 'receipts';",
		'loyalty/points.ts': 'export const points = (grosze: number): number => Math.floor(grosze / 1000);',
		'loyalty/views/points.ts':
			"import {points} from '../points.ts';\ndeclare function emit(key: unknown, value: unknown): void;\nexport const map = (doc: {card: string; dueGrosze: number}): void => emit(doc.card, points(doc.dueGrosze));",
	};
	const [here, there] = [folderWith(t, files), folderWith(t, files)];
	t.is(await bytesOf(here), await bytesOf(there));
	t.notRegex(await bytesOf(here), /ostoja-design/);
});

test('comments, types and spaces change no byte, so nothing is built anew for them', async t => {
	const plain =
		'export function map(doc: {a: number}): void { emit(doc.a); }\ndeclare function emit(key: unknown): void;';
	const explained =
		'/** Why. */\ninterface Doc {\n\treadonly a: number;\n}\ndeclare function emit(key: unknown): void;\n\nexport function map(doc: Doc): void {\n\t// Because.\n\temit(doc.a);\n}\n';
	const [left, right] = [plain, explained].map(text => folderWith(t, {'receipts/views/all.ts': text}));
	t.is(await bytesOf(left ?? ''), await bytesOf(right ?? ''));
});

test('a text over several lines is not changed by compiling', async t => {
	const folder = folderWith(t, {
		'receipts/views/lines.ts':
			'declare function emit(key: unknown): void;\nexport function map(): void { emit(`first\nsecond`); }',
	});
	const kit = await openDesignKit(join(folder, 'receipts'));
	t.deepEqual(kit.rows('lines', {}), [{key: 'first\nsecond', value: null}]);
	kit.close();
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
	if (loyalty === undefined) return t.fail('nothing was compiled');
	t.is(loyalty.database, 'receipts');
	t.is(loyalty.document._id, '_design/loyalty');
	t.like(loyalty.document, {views: {points: {reduce: '_sum'}}});
	const kit = await openDesignKit(loyalty);
	t.deepEqual([kit.passes('of-card', {card: '1'}), kit.passes('of-card', {})], [true, false]);
	kit.close();
	await t.throwsAsync(compileFolder(join(folder, 'loyalty', 'views')), {message: /names one of catalogue, receipts/});
});

test('a validator without samples is not compiled, because nobody would know that it is broken', async t => {
	const folder = folderWith(t, {'audit/validate.ts': 'export function validate(): void {}'});
	await t.throwsAsync(compileDesignDocuments(folder), {message: /has samples\.ts beside it/});
});

test('a Mango index is a design document of its own, as CouchDB keeps it', async t => {
	const folder = folderWith(t, {
		'receipts/indexes/by-day.ts': "export const index = {fields: ['businessDay', 'till']};",
		'receipts/views/all.ts': 'export function map(): void {}',
	});
	const {document, indexes} = await compileFolder(join(folder, 'receipts'));
	t.deepEqual(Object.keys(document.views ?? {}), ['all']);
	t.deepEqual(indexes, [
		{
			_id: '_design/index-receipts-by-day',
			language: 'query',
			views: {
				'by-day': {
					map: {fields: {businessDay: 'asc', till: 'asc'}},
					reduce: '_count',
					options: {def: {fields: ['businessDay', 'till']}},
				},
			},
		},
	]);
	const wrong = folderWith(t, {'receipts/indexes/none.ts': 'export const index = {fields: []};'});
	await t.throwsAsync(compileFolder(join(wrong, 'receipts')), {message: /exports index: \{fields/});
});

test('a folder that begins with an underline is an example and stays here', async t => {
	const folder = folderWith(t, {
		'_example/database.ts': "export const database = 'audit';",
		'_example/views/all.ts': 'export function map(): void {}',
		'receipts/views/all.ts': 'export function map(): void {}',
	});
	const names = (await compileDesignDocuments(folder)).map(({document}) => document._id);
	t.deepEqual(names, ['_design/receipts']);
});

test('a name that CouchDB or provisioning would trip over is refused', async t => {
	const folder = folderWith(t, {
		'receipts~next/views/all.ts': 'export function map(): void {}',
		'receipts/views/lib.ts': 'export function map(): void {}',
	});
	await t.throwsAsync(compileFolder(join(folder, 'receipts~next')), {message: /small letters/});
	await t.throwsAsync(compileFolder(join(folder, 'receipts')), {message: /"lib" is where CouchDB keeps modules/});
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
		const faults = audit === undefined ? [] : await tryDesignDocument(audit);
		t.true(faults.length > 0);
		t.true(faults.every(fault => fault.includes('_design/audit')));
	});
}

test('our own validators do as their samples say', async t => {
	const folders = await compileDesignDocuments(designDocsFolder);
	t.deepEqual((await Promise.all(folders.map(tryDesignDocument))).flat(), []);
	for (const name of ['audit', 'catalogue', 'receipts', 'tills']) {
		t.true(
			folders.some(({document, samples}) => document._id === `_design/${name}` && samples !== undefined),
			name,
		);
	}
});
