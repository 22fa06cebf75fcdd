/**
 * A design document at work without a server: its compiled functions in QuickJS, on documents of your own.
 *
 *   const kit = await openDesignKit('couch/design-docs/receipts');
 *   kit.rows('takings', receipt);                          what the map emits for one document
 *   kit.query('takings', receipts, {groupLevel: 1});       what a server would answer
 *   kit.judge({newDoc, oldDoc: null, userCtx});            what the validator says
 *   kit.passes('of-card', receipt);                        what a filter says
 *   kit.close();
 *
 * What runs is the text that CouchDB would keep, with `emit`, `require` and `log` around it and nothing else. Documents
 * are frozen for maps and filters, as CouchDB does. An error is thrown as a `DesignFault` that names the place in the
 * TypeScript file; so is a call that takes longer or more memory than its share, and after that the kit is spent.
 *
 * CouchDB itself skips a document whose map throws, without a word; here it is an error, because it always is one.
 */
import {isAbsolute, relative} from 'node:path';
import {assert} from '../till/domain/assert.ts';
import type {CompiledText, SourcePlace} from './bundle.ts';
import {type CompiledFolder, type CompiledView, compileFolder, type ValidatorCall} from './compile.ts';
import {encodeKey} from './embedded/collation.ts';
import {CompilationError, type Compiled, openSandbox, type Sandbox, type SandboxLimits} from './embedded/quickjs.ts';
import {reduceEntries} from './embedded/reduce.ts';

export interface KitRow {
	/** The document that emitted it; absent in reduced rows. */
	readonly id?: string;
	readonly key: unknown;
	readonly value: unknown;
}

export interface KitQuery {
	/** False: the rows of the map even where there is a reduce. */
	readonly reduce?: boolean;
	/** How many members of a key make a group, or `true` for whole keys; one group for all when absent. */
	readonly groupLevel?: number | true;
}

/** What a validator says: nothing, or the one key and the sentence it threw. */
export type Judgement =
	| {readonly verdict: 'accepted'}
	| {readonly verdict: 'forbidden' | 'unauthorized'; readonly reason: string};

/** A function of a design document did what a server would answer with an error, or with nothing at all. */
export class DesignFault extends Error {
	/** Where in the TypeScript sources; absent when the function did not say. */
	readonly place: SourcePlace | undefined;

	constructor(sentence: string, place?: SourcePlace) {
		super(place === undefined ? sentence : `${shownPlace(place)}: ${sentence}`);
		this.name = 'DesignFault';
		this.place = place;
	}
}

function shownPlace({file, line, column}: SourcePlace): string {
	const near = relative(process.cwd(), file);
	return `${near.startsWith('..') || isAbsolute(near) ? file : near}:${line}:${column}`;
}

/** Each text has its own thousands of lines, so that a line in a stack says which text it is of. */
const linesPerText = 10_000;

/** Answers with what a function did as a value, its stack included, which an error would lose on the way out. */
function harnessOf(source: string): string {
	return `(function () {
	var run = (0, eval)(${JSON.stringify(source)});
	if (typeof run !== 'function') throw new TypeError('it does not give a function');
	function freeze(value) {
		if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
			Object.freeze(value);
			Object.keys(value).forEach(function (key) { freeze(value[key]); });
		}
	}
	return function (args, frozen) {
		var rows = [];
		globalThis.emit = function (key, value) {
			rows.push([key === undefined ? null : key, value === undefined ? null : value]);
		};
		if (frozen) freeze(args[0]);
		try {
			var value = run.apply(this, args);
			return {value: value === undefined ? null : value, rows: rows};
		} catch (error) {
			if (!(error instanceof Error)) return {thrown: error === undefined ? null : error};
			return {error: {sentence: error.name + ': ' + error.message, stack: String(error.stack)}};
		}
	};
})()`;
}

interface Run {
	readonly value?: unknown;
	readonly rows?: readonly (readonly [unknown, unknown])[];
	readonly thrown?: unknown;
	readonly error?: {readonly sentence: string; readonly stack: string};
}

export class DesignKit {
	readonly folder: CompiledFolder;
	readonly #sandbox: Sandbox;
	readonly #places: readonly string[];
	readonly #functions = new Map<string, Compiled>();
	#log: readonly string[] = [];

	constructor(folder: CompiledFolder, sandbox: Sandbox) {
		this.folder = folder;
		this.#sandbox = sandbox;
		this.#places = Object.keys(folder.texts);
	}

	/** What the last call said by `log`. */
	get log(): readonly string[] {
		return this.#log;
	}

	/** The rows that a view's map emits for one document, in their order. */
	rows(view: string, document: object): readonly KitRow[] {
		const {rows = []} = this.#run(`views/${view}/map`, [document], true);
		const {_id: id} = document as {readonly _id?: unknown};
		return rows.map(([key, value]) => ({...(typeof id === 'string' ? {id} : {}), key, value}));
	}

	/** What a server answers to a question of the view, when these are all of its documents. */
	query(view: string, documents: readonly object[], {reduce = true, groupLevel}: KitQuery = {}): readonly KitRow[] {
		this.#function(`views/${view}/map`);
		const rows = documents
			.flatMap(document => this.rows(view, document))
			.map(row => ({row, order: encodeKey([row.key, row.id ?? ''])}))
			.sort((left, right) => Buffer.compare(left.order, right.order))
			.map(({row}) => row);
		const reducer = (this.folder.document.views?.[view] as CompiledView | undefined)?.reduce;
		if (!reduce || reducer === undefined) return rows;
		return groupsOf(rows, groupLevel).map(({key, rows: members}) => ({
			key,
			value: this.#reduce(view, reducer, members),
		}));
	}

	/** Whether a filter lets a document through. */
	passes(filter: string, document: object, request: object = {}): boolean {
		return Boolean(this.#run(`filters/${filter}`, [document, request], true).value);
	}

	judge({newDoc, oldDoc, userCtx}: ValidatorCall, security: object = {}): Judgement {
		const run = this.#run('validate_doc_update', [newDoc, oldDoc, userCtx, security], false);
		if (!('thrown' in run)) return {verdict: 'accepted'};
		const {thrown} = run;
		const [[key, reason] = [], ...others] = Object.entries(Object(thrown));
		if (others.length > 0 || (key !== 'forbidden' && key !== 'unauthorized') || typeof reason !== 'string') {
			const sentence = `the validator of ${this.folder.document._id} threw ${JSON.stringify(thrown)}`;
			throw new DesignFault(`${sentence}, not one sentence under "forbidden" or "unauthorized"`);
		}
		return {verdict: key, reason};
	}

	/** Every function is read once; nothing is called. */
	readAll(): void {
		for (const place of this.#places) if (!place.startsWith('views/lib/')) this.#function(place);
	}

	close(): void {
		this.#sandbox.dispose();
	}

	#reduce(view: string, reducer: string, rows: readonly KitRow[]): unknown {
		if (reducer.startsWith('_')) return reduceEntries(rows.map(asEntry), reducer, this.#sandbox);
		const reduced = (some: readonly KitRow[]) => {
			const keys = some.map(({key, id}) => [key, id]);
			return this.#run(`views/${view}/reduce`, [keys, some.map(({value}) => value), false], false).value;
		};
		if (rows.length < 2) return reduced(rows);
		// A server reduces in pieces and then what came of them; a function that cannot do that is found out here.
		const half = Math.ceil(rows.length / 2);
		const pieces = [reduced(rows.slice(0, half)), reduced(rows.slice(half))];
		return this.#run(`views/${view}/reduce`, [null, pieces, true], false).value;
	}

	#function(place: string): Compiled {
		const known = this.#functions.get(place);
		if (known !== undefined) return known;
		const text = this.folder.texts[place];
		const {_id: id} = this.folder.document;
		assert(text !== undefined, `${id} has ${place}; it has ${this.#places.join(', ')}`);
		try {
			const compiled = this.#sandbox.compile(harnessOf(moved(text, this.#places.indexOf(place))));
			this.#functions.set(place, compiled);
			return compiled;
		} catch (error) {
			if (error instanceof CompilationError)
				throw new DesignFault(`${place} of ${id} cannot be read: ${error.message}`);
			throw error;
		}
	}

	#run(place: string, args: readonly unknown[], frozen: boolean): Run {
		const outcome = this.#sandbox.call(this.#function(place), [args, frozen]);
		const what = `${place} of ${this.folder.document._id}`;
		this.#log = 'log' in outcome ? outcome.log : [];
		switch (outcome.kind) {
			case 'returned': {
				const run = outcome.value as Run;
				if (run.error === undefined) return run;
				throw new DesignFault(`${run.error.sentence} (${what})`, this.#placeIn(run.error.stack));
			}
			case 'stopped':
				throw new DesignFault(`${what} was stopped: ${reasonOf(outcome.reason)}`, this.#placeIn(outcome.reason));
			default:
				throw new DesignFault(`${what} could not answer: ${JSON.stringify(outcome)}`);
		}
	}

	/** The innermost place of a stack that is in a source of this design document. */
	#placeIn(stack: string): SourcePlace | undefined {
		for (const [, line, column] of stack.matchAll(/\(?<input>:(\d+):(\d+)\)?/g)) {
			const index = Math.floor(Number(line) / linesPerText);
			const text = this.folder.texts[this.#places[index] ?? ''];
			const place = text?.placeOf(Number(line) - index * linesPerText, Number(column));
			if (place !== undefined) return place;
		}
		return undefined;
	}
}

function reasonOf(stopped: string): string {
	return /interrupted/.test(stopped) ? 'it took longer than it may' : stopped;
}

function asEntry({id = '', key, value}: KitRow): {readonly id: string; readonly key: unknown; readonly value: unknown} {
	return {id, key, value};
}

function groupsOf(
	rows: readonly KitRow[],
	level: number | true | undefined,
): readonly {readonly key: unknown; readonly rows: readonly KitRow[]}[] {
	const groups = new Map<string, {readonly key: unknown; readonly rows: KitRow[]}>();
	for (const row of rows) {
		const key = groupKey(row.key, level);
		const group = groups.get(JSON.stringify(key)) ?? {key, rows: []};
		group.rows.push(row);
		groups.set(JSON.stringify(key), group);
	}
	return [...groups.values()];
}

function groupKey(key: unknown, level: number | true | undefined): unknown {
	if (level === undefined || level === 0) return null;
	return level === true || !Array.isArray(key) ? key : key.slice(0, level);
}

function moved({text}: CompiledText, index: number): string {
	assert(text.split('\n').length < linesPerText, 'a function of a design document is not thousands of lines long');
	return '\n'.repeat(index * linesPerText) + text;
}

/** A folder of design documents, or one that was compiled already. */
export async function openDesignKit(folder: string | CompiledFolder, limits?: SandboxLimits): Promise<DesignKit> {
	const compiled = typeof folder === 'string' ? await compileFolder(folder) : folder;
	const places = Object.keys(compiled.texts);
	const library = Object.entries(compiled.texts).flatMap(([place, text]) => {
		const [, name] = /^views\/lib\/(.*)$/.exec(place) ?? [];
		return name === undefined ? [] : [[name, moved(text, places.indexOf(place))] as const];
	});
	const lib = library.length === 0 ? {} : {lib: Object.fromEntries(library)};
	const views = {...compiled.document.views, ...lib};
	return new DesignKit(compiled, await openSandbox({...compiled.document, views}, limits));
}
