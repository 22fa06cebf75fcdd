/**
 * The door to esbuild for design documents: a TypeScript file with all it imports, as text that CouchDB can keep.
 *
 * ES2017 is what both of CouchDB's engines read: the older one parses with esprima 4, which knows no object spread, `?.`
 * or `??`. The text depends on the sources only, never on where they lie or who asks, because changed text makes every
 * server build its views anew: paths in it are relative to the design document's own folder.
 */
import {SourceMap} from 'node:module';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {runInNewContext} from 'node:vm';
import {type BuildFailure, type BuildOptions, type BuildResult, build} from 'esbuild';
import {assert} from '../till/domain/assert.ts';

/** A place in a TypeScript file, counted from 1. */
export interface SourcePlace {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

/** A text that a design document holds, and the way back to the files it was made of. */
export interface CompiledText {
	readonly text: string;
	/** Where a place of the text comes from; undefined for what was written by the compiler. */
	placeOf(line: number, column: number): SourcePlace | undefined;
}

/** What is wrong with a source, for the person who wrote it: it says the file. */
export class DesignSourceFault extends Error {}

export function demand(condition: boolean, sentence: string): asserts condition {
	if (!condition) throw new DesignSourceFault(sentence);
}

interface Bundle {
	/** Statements without the export clause at their end. */
	readonly body: string;
	readonly exports: readonly {readonly local: string; readonly name: string}[];
	readonly map: string;
}

/**
 * Stands for `require` while esbuild is at work, which would look for the module itself: CouchDB finds it in the design
 * document. As long as the real name, so that columns stay where they are.
 */
const requireAlias = '$equire';

const clausePattern = /^([\s\S]*?)\n?export \{\n([^}]*)\n\};\n*$/;

async function bundle(contents: string, file: string, folder: string): Promise<Bundle> {
	const {outputFiles} = await buildOrFault({
		stdin: {contents, resolveDir: dirname(file), sourcefile: join(folder, 'entry.ts'), loader: 'ts'},
		absWorkingDir: folder,
		// Nothing is written: the name is what the source map's paths are relative to.
		outfile: join(folder, 'out.js'),
		bundle: true,
		write: false,
		sourcemap: 'external',
		sourcesContent: false,
		format: 'esm',
		target: 'es2017',
		platform: 'neutral',
		charset: 'ascii',
		legalComments: 'none',
		logLevel: 'silent',
		define: {require: requireAlias},
		// The overlay of the design documents extends the base; neither may depend on who calls.
		tsconfigRaw: {compilerOptions: {target: 'es2017', verbatimModuleSyntax: true}},
	});
	const code = outputFiles.find(({path}) => path.endsWith('.js'))?.text.replaceAll(requireAlias, 'require');
	const map = outputFiles.find(({path}) => path.endsWith('.map'))?.text;
	assert(code !== undefined && map !== undefined, 'esbuild gives a file and its map');
	const [, body = code, clause = ''] = clausePattern.exec(code) ?? [];
	const exports = clause.split(',').flatMap(part => {
		const [, local, name = local] = /^\s*([\w$]+)(?: as ([\w$]+))?\s*$/.exec(part) ?? [];
		return local === undefined || name === undefined ? [] : [{local, name}];
	});
	return {body: body.trimEnd(), exports, map};
}

async function buildOrFault(options: BuildOptions & {readonly write: false}): Promise<BuildResult<{write: false}>> {
	try {
		return await build(options);
	} catch (error) {
		const {errors = []} = error as Partial<BuildFailure>;
		if (errors.length === 0) throw error;
		const sentences = errors.map(({text, location}) => {
			if (location === null) return text;
			const file = relative(process.cwd(), resolve(String(options.absWorkingDir), location.file));
			return `${file}:${location.line}:${location.column + 1}: ${text}`;
		});
		throw new DesignSourceFault(sentences.join('\n'));
	}
}

function importPath(file: string): string {
	return JSON.stringify(`./${basename(file)}`);
}

/** The text starts with one line of ours, so that it is one line longer than the bundle at every place. */
function compiledText(text: string, {map}: Bundle, folder: string): CompiledText {
	let sourceMap: SourceMap | undefined;
	return {
		text,
		placeOf(line, column) {
			if (line < 2 || column < 1) return undefined;
			sourceMap ??= new SourceMap(JSON.parse(map));
			const entry = sourceMap.findEntry(line - 2, column - 1);
			if (!('originalSource' in entry) || entry.originalSource === undefined) return undefined;
			const file = resolve(folder, entry.originalSource);
			return {file, line: entry.originalLine + 1, column: entry.originalColumn + 1};
		},
	};
}

/** One expression whose value is the named export: `(function () { …; return map; })()`. */
export async function compileExport(file: string, name: string, folder: string): Promise<CompiledText> {
	const bundled = await bundle(`export {${name}} from ${importPath(file)};`, file, folder);
	const [only, ...others] = bundled.exports;
	demand(only?.name === name && others.length === 0, `${basename(file)} exports ${name} as one plain name`);
	// Not indented: a text that runs over several lines would change.
	return compiledText(`(function () {\n${bundled.body}\nreturn ${only.local};\n})()`, bundled, folder);
}

/** A CommonJS module for `require`, with every export of the file. */
export async function compileModule(file: string, folder: string): Promise<CompiledText> {
	const bundled = await bundle(`export * from ${importPath(file)};`, file, folder);
	demand(bundled.exports.length > 0, `${basename(file)} exports something`);
	const exported = bundled.exports.map(({local, name}) => `exports.${name} = ${local};`);
	return compiledText(`'use strict';\n${bundled.body}\n${exported.join('\n')}\n`, bundled, folder);
}

/** The values of a file's exports, by name. */
export async function exportsOf(file: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
	const {body, exports} = await bundle(`export * from ${importPath(file)};`, file, folder);
	const members = exports.map(({local, name}) => `${JSON.stringify(name)}: ${local}`);
	return evaluate(`(function () {\n${body}\nreturn {${members.join(', ')}};\n})()`) as Record<string, unknown>;
}

/** What a text gives, with nothing around it but what is named: no Node, no other document. */
export function evaluate(source: string, globals: Readonly<Record<string, unknown>> = {}): unknown {
	return runInNewContext(source, {...globals}, {timeout: 5000});
}
