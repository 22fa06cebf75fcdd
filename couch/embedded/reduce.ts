/** Reducing the values of a view: CouchDB's built-in functions, and a design document's own in QuickJS. */
import {CouchError} from './errors.ts';
import type {Compiled, Sandbox} from './quickjs.ts';
import {isObject} from './request-body.ts';
import type {Entry} from './view-file.ts';

// A function of the design document is called with this many values at a time and then with its own results.
const valueCountPerCall = 500;

export const builtIns = ['_count', '_sum', '_stats', '_approx_count_distinct'] as const;

/** CouchDB looks at the beginning of the name and takes no notice of what follows. */
export function builtInOf(source: string): (typeof builtIns)[number] {
	const found = builtIns.find(name => source.startsWith(name));
	if (found === undefined) {
		throw new CouchError(400, 'invalid_design_doc', `\`${source}\` is not a supported reduce function.`);
	}
	return found;
}

/** What cannot be reduced is answered in place of the value, the other groups as they are. */
export function reduceEntries(entries: readonly Entry[], reduce: string | Compiled, sandbox: Sandbox): unknown {
	if (typeof reduce !== 'string') {
		return reduceInSandbox(entries, reduce, sandbox);
	}
	try {
		return reduceBuiltIn(entries, builtInOf(reduce));
	} catch (error) {
		if (error instanceof NotANumber) {
			return {error: 'builtin_reduce_error', reason: error.message, caused_by: error.value};
		}
		throw error;
	}
}

function reduceBuiltIn(entries: readonly Entry[], name: (typeof builtIns)[number]): unknown {
	const values = entries.map(({value}) => value);
	switch (name) {
		case '_count':
			return values.length;
		case '_sum':
			return values.reduce(add, 0);
		case '_stats':
			return values.map(statsOf).reduce(joinStats);
		case '_approx_count_distinct':
			return new Set(entries.map(({key}) => JSON.stringify(key))).size;
	}
}

class NotANumber extends Error {
	readonly value: unknown;

	constructor(value: unknown) {
		super('The built-in reduce functions require that map values be numbers, lists of numbers, or objects of them.');
		this.value = value;
	}
}

/** Numbers, lists member by member (a number counts as a list of one), objects field by field. */
function add(total: unknown, value: unknown): unknown {
	if (typeof total === 'number' && typeof value === 'number') {
		return total + value;
	}
	if (isObject(value) && (isObject(total) || total === 0)) {
		const sums = isObject(total) ? total : {};
		const added = Object.entries(value).map(([name, member]) => [name, add(sums[name] ?? 0, member)] as const);
		return {...sums, ...Object.fromEntries(added)};
	}
	const [a, b] = [asList(total), asList(value)];
	return Array.from({length: Math.max(a.length, b.length)}, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

function asList(value: unknown): readonly number[] {
	return Array.isArray(value) ? value.map(asNumber) : [asNumber(value)];
}

function asNumber(value: unknown): number {
	if (typeof value !== 'number') {
		throw new NotANumber(value);
	}
	return value;
}

interface Figures {
	readonly sum: number;
	readonly count: number;
	readonly min: number;
	readonly max: number;
	readonly sumsqr: number;
}

/** Of lists, the figures of each of their places. */
type Stats = Figures | readonly Stats[];

/** What was counted before is an object of these names, and is added to. */
const figureNames = ['sum', 'count', 'min', 'max', 'sumsqr'] as const;

function statsOf(value: unknown): Stats {
	if (typeof value === 'number') {
		return {sum: value, count: 1, min: value, max: value, sumsqr: value * value};
	}
	if (Array.isArray(value)) {
		return value.map(statsOf);
	}
	if (isObject(value) && figureNames.every(name => typeof value[name] === 'number')) {
		const {sum, count, min, max, sumsqr} = value as unknown as Figures;
		return {sum, count, min, max, sumsqr};
	}
	throw new NotANumber(value);
}

/** Lists go with lists of their own length only. */
function joinStats(total: Stats, more: Stats): Stats {
	if (isList(total) && isList(more) && total.length === more.length) {
		return total.map((each, place) => joinStats(each, more[place] as Stats));
	}
	if (isList(total) || isList(more)) {
		throw new NotANumber(more);
	}
	return {
		sum: total.sum + more.sum,
		count: total.count + more.count,
		min: Math.min(total.min, more.min),
		max: Math.max(total.max, more.max),
		sumsqr: total.sumsqr + more.sumsqr,
	};
}

function isList(stats: Stats): stats is readonly Stats[] {
	return Array.isArray(stats);
}

function reduceInSandbox(entries: readonly Entry[], reduce: Compiled, sandbox: Sandbox): unknown {
	const partial: unknown[] = [];
	for (let start = 0; start < entries.length; start += valueCountPerCall) {
		const some = entries.slice(start, start + valueCountPerCall);
		const keys = some.map(({key, id}) => [key, id]);
		const values = some.map(({value}) => value);
		partial.push(run(sandbox, reduce, [keys, values, false]));
	}
	return partial.length === 1 ? partial[0] : run(sandbox, reduce, [null, partial, true]);
}

function run(sandbox: Sandbox, reduce: Compiled, args: readonly unknown[]): unknown {
	const outcome = sandbox.call(reduce, args);
	switch (outcome.kind) {
		case 'returned':
			return outcome.value;
		case 'failed':
		case 'thrown':
			return null;
		case 'stopped':
			throw new CouchError(500, 'os_process_error', outcome.reason);
	}
}
