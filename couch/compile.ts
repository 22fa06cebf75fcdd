/**
 * Design documents from TypeScript: the door to esbuild.
 *
 *   couch/design-docs/<name>/database.ts       which kind of database it is for; without it, the one of its own name
 *                            validate.ts       `validate`  → validate_doc_update
 *                            samples.ts        `accepted`, `refused`: calls tried before the validator is written
 *                            views/<view>.ts   `map` and, where wanted, `reduce`: a function or a built-in's name
 *                            filters/<f>.ts    `filter`
 *
 * CouchDB stores source text. Each export is bundled into one expression that gives the function:
 *
 *   (function () {
 *   …what it imports, and itself…
 *   return map;
 *   })()
 *
 * ES2017 is what both of CouchDB's engines read: the older one parses with esprima 4, which knows no object spread, `?.`
 * or `??`. The text is the same from every working directory, because changed text makes every server and till build
 * its views anew.
 */
import {existsSync, readdirSync} from 'node:fs';
import {basename, dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {runInNewContext} from 'node:vm';
import {build} from 'esbuild';
import {assert} from '../till/domain/assert.ts';
import {type DatabaseKind, databaseKinds} from './documents/databases.ts';
import type {CouchDocument} from './server.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const designDocsFolder = join(root, 'couch', 'design-docs');

export interface DesignDocument extends CouchDocument {
	readonly _id: `_design/${string}`;
	readonly language: 'javascript';
	readonly validate_doc_update?: string;
	readonly views?: Readonly<Record<string, {readonly map: string; readonly reduce?: string}>>;
	readonly filters?: Readonly<Record<string, string>>;
}

/** One call of a validator, as JSON. */
export interface ValidatorCall {
	readonly newDoc: unknown;
	readonly oldDoc: unknown;
	readonly userCtx: unknown;
}

export interface CompiledFolder {
	readonly database: DatabaseKind;
	readonly document: DesignDocument;
	/** What the validator has to let through and what it has to turn away; absent without a validator. */
	readonly samples?: {readonly accepted: readonly ValidatorCall[]; readonly refused: readonly ValidatorCall[]};
}

interface Bundle {
	readonly code: string;
	readonly exports: readonly string[];
}

async function bundle(contents: string, folder: string): Promise<Bundle> {
	const {outputFiles, metafile} = await build({
		stdin: {contents, resolveDir: folder, sourcefile: 'entry.ts', loader: 'ts'},
		absWorkingDir: root,
		bundle: true,
		write: false,
		metafile: true,
		format: 'esm',
		target: 'es2017',
		platform: 'neutral',
		charset: 'ascii',
		legalComments: 'none',
		logLevel: 'silent',
		// The overlay of the design documents extends the base; neither may depend on who calls.
		tsconfigRaw: {compilerOptions: {target: 'es2017', verbatimModuleSyntax: true}},
	});
	const [output] = Object.values(metafile.outputs);
	const [file] = outputFiles;
	assert(output !== undefined && file !== undefined, 'esbuild gives one file');
	return {code: file.text, exports: output.exports};
}

function importPath(file: string): string {
	return JSON.stringify(`./${basename(file)}`);
}

async function exportsOf(file: string): Promise<readonly string[]> {
	return (await bundle(`export * from ${importPath(file)};`, dirname(file))).exports;
}

/** The text of an expression whose value is the named export. */
export async function compileExport(file: string, name: string): Promise<string> {
	const {code} = await bundle(`export {${name}} from ${importPath(file)};`, dirname(file));
	const match = /^([\s\S]*)\nexport \{\n {2}(?:([\w$]+) as )?([\w$]+)\n\};\n*$/.exec(code);
	assert(match !== null, `${basename(file)} exports ${name} as one plain name`);
	const [, body = '', local, exported] = match;
	// Not indented: a text that runs over several lines would change.
	return `(function () {\n${body.trimEnd()}\nreturn ${local ?? exported};\n})()`;
}

/** The value of an exported constant, through JSON, so that it is the same on every server. */
async function constantOf(file: string, name: string): Promise<unknown> {
	const value: unknown = evaluate(await compileExport(file, name));
	return typeof value === 'function' ? value : JSON.parse(JSON.stringify(value));
}

/** What the text of a function gives, with nothing around it but what is named: no Node, no other document. */
export function evaluate(source: string, globals: Readonly<Record<string, unknown>> = {}): unknown {
	return runInNewContext(source, {...globals}, {timeout: 5000});
}

function filesOf(folder: string): readonly string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
		.sort()
		.map(name => join(folder, name));
}

function nameOf(file: string): string {
	return basename(file, '.ts');
}

async function compileView(file: string): Promise<{readonly map: string; readonly reduce?: string}> {
	const map = await compileExport(file, 'map');
	if (!(await exportsOf(file)).includes('reduce')) return {map};
	const reduce = await constantOf(file, 'reduce');
	return {map, reduce: typeof reduce === 'string' ? reduce : await compileExport(file, 'reduce')};
}

async function databaseOf(folder: string): Promise<DatabaseKind> {
	const file = join(folder, 'database.ts');
	const named = existsSync(file) ? await constantOf(file, 'database') : basename(folder);
	const kind = databaseKinds.find(candidate => candidate === named);
	assert(kind !== undefined, `${relative(root, folder)} names one of ${databaseKinds.join(', ')}, not ${named}`);
	return kind;
}

export async function compileFolder(folder: string): Promise<CompiledFolder> {
	const views: Record<string, {map: string; reduce?: string}> = {};
	for (const file of filesOf(join(folder, 'views'))) views[nameOf(file)] = await compileView(file);
	const filters: Record<string, string> = {};
	for (const file of filesOf(join(folder, 'filters'))) filters[nameOf(file)] = await compileExport(file, 'filter');
	const validator = join(folder, 'validate.ts');
	const validate = existsSync(validator) ? await compileExport(validator, 'validate') : undefined;
	const document: DesignDocument = {
		_id: `_design/${basename(folder)}`,
		language: 'javascript',
		...(validate === undefined ? {} : {validate_doc_update: validate}),
		...(Object.keys(views).length === 0 ? {} : {views}),
		...(Object.keys(filters).length === 0 ? {} : {filters}),
	};
	const database = await databaseOf(folder);
	if (validate === undefined) return {database, document};
	const samples = join(folder, 'samples.ts');
	assert(
		existsSync(samples),
		`${relative(root, validator)} has samples.ts beside it: what it accepts, what it refuses`,
	);
	return {
		database,
		document,
		samples: {
			accepted: (await constantOf(samples, 'accepted')) as readonly ValidatorCall[],
			refused: (await constantOf(samples, 'refused')) as readonly ValidatorCall[],
		},
	};
}

/** Every design document under a folder, in the order of their names. */
export async function compileDesignDocuments(folder = designDocsFolder): Promise<readonly CompiledFolder[]> {
	const names = readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.isDirectory())
		.map(entry => entry.name)
		.sort();
	const compiled: CompiledFolder[] = [];
	for (const name of names) compiled.push(await compileFolder(join(folder, name)));
	return compiled;
}
