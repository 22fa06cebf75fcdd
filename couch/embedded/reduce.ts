/** Reducing the values of a view: CouchDB's built-in functions, and a design document's own in QuickJS. */
import {CouchError} from './errors.ts';
import type {Compiled, Sandbox} from './quickjs.ts';
import type {Entry} from './view-file.ts';

// A function of the design document is called with this many values at a time and then with its own results.
const valueCountPerCall = 500;

export function reduceEntries(entries: readonly Entry[], reduce: string | Compiled, sandbox: Sandbox): unknown {
	if (typeof reduce !== 'string') {
		return reduceInSandbox(entries, reduce, sandbox);
	}
	const values = entries.map(({value}) => value);
	switch (reduce) {
		case '_count':
			return values.length;
		case '_sum':
			return values.reduce(add, 0);
		case '_stats':
			return stats(values.map(asNumber));
		case '_approx_count_distinct':
			return new Set(entries.map(({key}) => JSON.stringify(key))).size;
		default:
			throw new CouchError(400, 'invalid_design_doc', `\`${reduce}\` is not a supported reduce function.`);
	}
}

/** Numbers, or lists of numbers member by member; a number counts as a list of one. */
function add(total: unknown, value: unknown): unknown {
	if (typeof total === 'number' && typeof value === 'number') {
		return total + value;
	}
	const [a, b] = [asList(total), asList(value)];
	return Array.from({length: Math.max(a.length, b.length)}, (_, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

function asList(value: unknown): readonly number[] {
	return Array.isArray(value) ? value.map(asNumber) : [asNumber(value)];
}

function asNumber(value: unknown): number {
	if (typeof value !== 'number') {
		const reason = `The built-in reduce functions require that map values be numbers, not ${JSON.stringify(value)}.`;
		throw new CouchError(500, 'builtin_reduce_error', reason);
	}
	return value;
}

function stats(values: readonly number[]): object {
	let [sum, sumsqr] = [0, 0];
	let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const value of values) {
		sum += value;
		sumsqr += value * value;
		min = Math.min(min, value);
		max = Math.max(max, value);
	}
	return {sum, count: values.length, min, max, sumsqr};
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
			throw new CouchError(500, outcome.name, outcome.message);
		case 'thrown':
			throw new CouchError(500, 'unknown_error', outcome.value);
		case 'stopped':
			throw new CouchError(500, 'os_process_error', outcome.reason);
	}
}
