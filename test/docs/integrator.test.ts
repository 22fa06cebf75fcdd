/** The sources in `docs/integrator.md` are what they say they are: they compile, and their tests pass. */
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import test from 'ava';
import {compileFolder} from '../../couch/compile.ts';
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import {tryDesignDocument} from '../../couch/try-design-document.ts';

const page = readFileSync('docs/integrator.md', 'utf8');
const sources = [...page.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => ({
	file,
	text,
}));

test('the design document of the page compiles, its types hold, and its test passes', async t => {
	const root = mkdtempSync(join(tmpdir(), 'ostoja-page-'));
	t.teardown(() => rmSync(root, {recursive: true, force: true}));
	for (const part of ['couch', 'till/domain', 'package.json', 'tsconfig.base.json', 'ava.config.js']) {
		cpSync(part, join(root, part), {recursive: true});
	}
	symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
	for (const {file, text} of sources) {
		mkdirSync(dirname(join(root, file)), {recursive: true});
		writeFileSync(join(root, file), text);
	}
	t.true(sources.length >= 5);
	const run = (...args: readonly string[]) => {
		const {status, stdout, stderr} = spawnSync(process.execPath, args, {cwd: root, encoding: 'utf8'});
		t.is(status, 0, `${stdout}${stderr}`);
	};
	run('node_modules/typescript/bin/tsc', '--project', 'couch/design-docs');
	const folder = await compileFolder(join(root, 'couch/design-docs/packages'));
	t.deepEqual(await tryDesignDocument(folder), []);
	run('node_modules/ava/entrypoints/cli.mjs', 'test/couch/design-docs/packages.test.ts');
});

test('every view and index that the page names is there', async t => {
	const rows = [...page.matchAll(/^\| `(\w+)` \|(.*)\|(.*)\|$/gm)].filter(([, name]) => name !== undefined);
	const named = new Map(rows.map(([, name = '', views = '', indexes = '']) => [name, `${views}${indexes}`]));
	for (const name of ['catalogue', 'receipts', 'tills', 'audit']) {
		const {document, indexes} = await compileFolder(join('couch/design-docs', name));
		const there = [...Object.keys(document.views ?? {}), ...indexes.flatMap(({views}) => Object.keys(views))];
		const told = [...(named.get(name) ?? '').matchAll(/`([\w-]+)`/g)].map(([, word]) => word);
		t.deepEqual([...told].sort(), [...there].sort(), name);
	}
});

test('the promotion of the page is one that tills read, with any of the terms it lists', t => {
	const [, text = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
	const promotion = JSON.parse(text) as Readonly<Record<string, unknown>>;
	t.true(readCatalogueDocument(promotion).ok);
	const terms = [...page.matchAll(/^\| `(\{"kind": .*\})` \|/gm)].map(([, json = '']) => JSON.parse(json) as object);
	t.is(terms.length, 5);
	for (const each of terms) t.true(readCatalogueDocument({...promotion, terms: each}).ok, JSON.stringify(each));
});
