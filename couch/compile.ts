/**
 * Design documents from TypeScript.
 *
 *   couch/design-docs/<name>/database.ts       which kind of database it is for; without it, the one of its own name
 *                            validate.ts       `validate`  → validate_doc_update
 *                            samples.ts        `accepted`, `refused`: calls tried before the validator is written
 *                            views/<view>.ts   `map` and, where wanted, `reduce`: a function or a built-in's name
 *                            lib/<module>.ts   what functions get by `require('views/lib/<module>')`
 *                            filters/<f>.ts    `filter`
 *                            indexes/<i>.ts    `index`: the fields of a Mango index, a design document of its own
 *
 * CouchDB stores source text. Each export is bundled into one expression that gives the function:
 *
 *   (function () {
 *   …what it imports, and itself…
 *   return map;
 *   })()
 *
 * Nothing is registered anywhere: a folder that is there is a design document. One whose name begins with `_` is an
 * example to copy and stays here.
 */
import {existsSync, readdirSync} from 'node:fs';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {type CompiledText, compileExport, compileModule, demand, exportsOf} from './bundle.ts';
import {type DatabaseKind, databaseKinds} from './documents/databases.ts';
import type {CouchDocument} from './server.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** Beside this file; a bundle of it stands in another folder of the same tree. */
export const designDocsFolder = import.meta.url.endsWith('.ts')
	? join(here, 'design-docs')
	: join(here, '..', 'couch', 'design-docs');

export interface CompiledView {
	readonly map: string;
	readonly reduce?: string;
}

export interface DesignDocument extends CouchDocument {
	readonly _id: `_design/${string}`;
	readonly language: 'javascript';
	readonly validate_doc_update?: string;
	/** `lib` holds modules, every other name a view. */
	readonly views?: Readonly<Record<string, CompiledView | Readonly<Record<string, string>>>>;
	readonly filters?: Readonly<Record<string, string>>;
}

/** An index for look-ups by `_find`, as CouchDB keeps it: a design document of its own. */
export interface IndexDocument extends CouchDocument {
	readonly _id: `_design/${string}`;
	readonly language: 'query';
	readonly views: Readonly<
		Record<
			string,
			{
				readonly map: {readonly fields: Readonly<Record<string, 'asc'>>};
				readonly reduce: '_count';
				readonly options: {readonly def: {readonly fields: readonly string[]}};
			}
		>
	>;
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
	readonly indexes: readonly IndexDocument[];
	/** Each text of the document by its place in it, such as `views/takings/map`. */
	readonly texts: Readonly<Record<string, CompiledText>>;
	/** What the validator has to let through and what it has to turn away; absent without a validator. */
	readonly samples?: {readonly accepted: readonly ValidatorCall[]; readonly refused: readonly ValidatorCall[]};
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

/** As people know a file: from where they stand. */
function shown(file: string): string {
	return relative(process.cwd(), file);
}

/** A value of data, through JSON, so that it is the same on every server. */
function data(value: unknown): unknown {
	return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** The named parts of a folder, compiled side by side, in the order of their names. */
async function compileAll<Part>(
	folder: string,
	compile: (file: string) => Promise<Part>,
): Promise<readonly (readonly [string, Part])[]> {
	return Promise.all(filesOf(folder).map(async file => [nameOf(file), await compile(file)] as const));
}

interface View {
	readonly map: CompiledText;
	/** A built-in's name, or a function. */
	readonly reduce?: string | CompiledText;
}

async function compileView(file: string, folder: string): Promise<View> {
	demand(nameOf(file) !== 'lib', `${shown(file)} has a name of its own: "lib" is where CouchDB keeps modules`);
	const [map, exports] = await Promise.all([compileExport(file, 'map', folder), exportsOf(file, folder)]);
	const {reduce} = exports;
	if (reduce === undefined) return {map};
	return {map, reduce: typeof reduce === 'string' ? reduce : await compileExport(file, 'reduce', folder)};
}

async function compileIndex(file: string, folder: string): Promise<IndexDocument> {
	const {index} = await exportsOf(file, folder);
	const {fields} = (data(index) ?? {}) as {readonly fields?: unknown};
	const named = Array.isArray(fields) && fields.length > 0 && fields.every(field => typeof field === 'string');
	demand(named, `${shown(file)} exports index: {fields: ['…', '…']}`);
	const ascending = Object.fromEntries(fields.map(field => [field, 'asc'] as const));
	return {
		_id: `_design/index-${basename(folder)}-${nameOf(file)}`,
		language: 'query',
		views: {[nameOf(file)]: {map: {fields: ascending}, reduce: '_count', options: {def: {fields}}}},
	};
}

async function databaseOf(folder: string): Promise<DatabaseKind> {
	const file = join(folder, 'database.ts');
	const named = existsSync(file) ? (await exportsOf(file, folder))['database'] : basename(folder);
	const kind = databaseKinds.find(candidate => candidate === named);
	demand(kind !== undefined, `${shown(folder)} names one of ${databaseKinds.join(', ')}, not ${named}`);
	return kind;
}

async function samplesOf(folder: string): Promise<NonNullable<CompiledFolder['samples']>> {
	const file = join(folder, 'samples.ts');
	demand(
		existsSync(file),
		`${shown(join(folder, 'validate.ts'))} has samples.ts beside it: what it accepts, what it refuses`,
	);
	const {accepted, refused} = await exportsOf(file, folder);
	demand(Array.isArray(accepted) && Array.isArray(refused), `${shown(file)} exports accepted and refused, two lists`);
	return data({accepted, refused}) as NonNullable<CompiledFolder['samples']>;
}

function textOf(part: string | CompiledText): string {
	return typeof part === 'string' ? part : part.text;
}

export async function compileFolder(path: string): Promise<CompiledFolder> {
	const folder = resolve(path);
	const name = basename(folder);
	demand(/^_?[a-z][a-z0-9-]*$/.test(name), `${shown(folder)} is named in small letters, digits and "-"`);
	const validator = join(folder, 'validate.ts');
	const [database, views, modules, filters, indexes, validate, samples] = await Promise.all([
		databaseOf(folder),
		compileAll(join(folder, 'views'), file => compileView(file, folder)),
		compileAll(join(folder, 'lib'), file => compileModule(file, folder)),
		compileAll(join(folder, 'filters'), file => compileExport(file, 'filter', folder)),
		compileAll(join(folder, 'indexes'), file => compileIndex(file, folder)),
		existsSync(validator) ? compileExport(validator, 'validate', folder) : undefined,
		existsSync(validator) ? samplesOf(folder) : undefined,
	]);

	const texts: Record<string, CompiledText> = {};
	if (validate !== undefined) texts['validate_doc_update'] = validate;
	for (const [view, {map, reduce}] of views) {
		texts[`views/${view}/map`] = map;
		if (typeof reduce === 'object') texts[`views/${view}/reduce`] = reduce;
	}
	for (const [module, text] of modules) texts[`views/lib/${module}`] = text;
	for (const [filter, text] of filters) texts[`filters/${filter}`] = text;

	const viewTexts = views.map(([view, {map, reduce}]) => [
		view,
		{map: map.text, ...(reduce === undefined ? {} : {reduce: textOf(reduce)})},
	]);
	const library =
		modules.length === 0 ? [] : [['lib', Object.fromEntries(modules.map(([key, {text}]) => [key, text]))]];
	const document: DesignDocument = {
		_id: `_design/${name}`,
		language: 'javascript',
		...(validate === undefined ? {} : {validate_doc_update: validate.text}),
		...(views.length + library.length === 0 ? {} : {views: Object.fromEntries([...library, ...viewTexts])}),
		...(filters.length === 0 ? {} : {filters: Object.fromEntries(filters.map(([key, {text}]) => [key, text]))}),
	};
	return {
		database,
		document,
		indexes: indexes.map(([, index]) => index),
		texts,
		...(samples === undefined ? {} : {samples}),
	};
}

/** Every design document under a folder, in the order of their names. */
export async function compileDesignDocuments(folder = designDocsFolder): Promise<readonly CompiledFolder[]> {
	const names = readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.isDirectory() && !entry.name.startsWith('_') && !entry.name.startsWith('.'))
		.map(entry => entry.name)
		.sort();
	return Promise.all(names.map(name => compileFolder(join(folder, name))));
}
