/** What a request wants from a view, and the answer to it. */
import {encodeKey} from './collation.ts';
import type {Database} from './database.ts';
import {readWinners} from './document-read.ts';
import {badRequest, CouchError} from './errors.ts';
import type {Query} from './query.ts';
import {reduceEntries} from './reduce.ts';
import type {Bound, Entry, Range} from './view-file.ts';
import type {ViewIndex} from './view-index.ts';

interface ViewQuery {
	readonly range: Range;
	readonly keys: readonly unknown[] | undefined;
	readonly isReduced: boolean;
	/** Keys that are lists are taken together by as many members; `exact` takes equal keys together. */
	readonly groupLevel: number | 'exact';
	readonly includeDocs: boolean;
	readonly conflicts: boolean;
}

export async function answerView(database: Database, index: ViewIndex, view: string, query: Query): Promise<object> {
	const wanted = readQuery(query, index.reduceOf(view) !== undefined);
	const updateSequence = query.flag('update_seq') ? {update_seq: database.sequence(index.sequence())} : {};
	if (wanted.isReduced) {
		return {...updateSequence, rows: groups(index, view, wanted)};
	}
	const entries = readEntries(index, view, wanted);
	return {
		total_rows: index.count(view),
		offset: wanted.keys === undefined ? index.offset(view, wanted.range) + wanted.range.skip : null,
		...updateSequence,
		rows: wanted.includeDocs ? await withDocuments(database, entries, wanted.conflicts) : entries,
	};
}

function readQuery(query: Query, hasReduce: boolean): ViewQuery {
	const isReduced = query.flag('reduce', hasReduce) && hasReduce;
	const includeDocs = query.flag('include_docs');
	const groupLevel = query.flag('group') ? 'exact' : (query.integer('group_level') ?? 0);
	if (isReduced && includeDocs) {
		throw new CouchError(400, 'query_parse_error', '`include_docs` is invalid for reduce');
	}
	if (!isReduced && groupLevel !== 0) {
		throw new CouchError(400, 'query_parse_error', 'Invalid use of grouping on a map view.');
	}
	const keys = query.json('keys');
	if (keys !== undefined && !Array.isArray(keys)) {
		throw badRequest('`keys` member must be an array.');
	}
	const conflicts = query.flag('conflicts');
	return {range: readRange(query), keys, isReduced, groupLevel, includeDocs, conflicts};
}

function readRange(query: Query): Range {
	const isExclusive = !query.flag('inclusive_end', true);
	const from = readBound(query, ['startkey', 'start_key'], ['startkey_docid', 'start_key_doc_id']);
	const to = readBound(query, ['endkey', 'end_key'], ['endkey_docid', 'end_key_doc_id']);
	const one: Bound | undefined = query.has('key') ? {key: query.json('key')} : undefined;
	if (one === undefined && from !== undefined && to !== undefined) {
		requireOrder(query.flag('descending') ? [to, from] : [from, to]);
	}
	const [first, last] = one === undefined ? [from, to === undefined ? undefined : {...to, isExclusive}] : [one, one];
	return {
		...(first === undefined ? {} : {from: first}),
		...(last === undefined ? {} : {to: last}),
		descending: query.flag('descending'),
		skip: query.integer('skip') ?? 0,
		limit: query.integer('limit') ?? Number.POSITIVE_INFINITY,
	};
}

function requireOrder([lower, upper]: readonly [Bound, Bound]): void {
	if (Buffer.compare(encodeKey(lower.key), encodeKey(upper.key)) > 0) {
		const reason = 'No rows can match your key range, reverse your start_key and end_key or set descending=true';
		throw new CouchError(400, 'query_parse_error', reason);
	}
}

function readBound(query: Query, keyNames: readonly string[], idNames: readonly string[]): Bound | undefined {
	const keyName = keyNames.find(name => query.has(name));
	const idName = idNames.find(name => query.has(name));
	if (keyName === undefined) {
		return undefined;
	}
	const id = idName === undefined ? undefined : query.text(idName);
	return {key: query.json(keyName), ...(id === undefined ? {} : {id})};
}

function readEntries(index: ViewIndex, view: string, {range, keys}: ViewQuery): readonly Entry[] {
	if (keys === undefined) {
		return index.read(view, range);
	}
	const all = {descending: range.descending, skip: 0, limit: Number.POSITIVE_INFINITY};
	const entries = keys.flatMap(key => index.read(view, {...all, from: {key}, to: {key}}));
	return entries.slice(range.skip, range.skip + range.limit);
}

function groups(index: ViewIndex, view: string, wanted: ViewQuery): readonly object[] {
	const {range, keys, groupLevel} = wanted;
	const reduce = index.reduceOf(view);
	if (reduce === undefined) {
		throw new Error('A view is reduced only when it has a function for it.');
	}
	if (keys !== undefined && keys.length > 1 && groupLevel !== 'exact') {
		throw new CouchError(400, 'query_parse_error', 'Multi-key fetches for reduce views must use `group=true`');
	}
	const everything = {...wanted, range: {...range, skip: 0, limit: Number.POSITIVE_INFINITY}};
	const groupByKey = new Map<string, {key: unknown; entries: Entry[]}>();
	for (const entry of readEntries(index, view, everything)) {
		const key = groupKey(entry.key, groupLevel);
		const name = JSON.stringify(key);
		const group = groupByKey.get(name) ?? {key, entries: []};
		group.entries.push(entry);
		groupByKey.set(name, group);
	}
	const selected = [...groupByKey.values()].slice(range.skip, range.skip + range.limit);
	return selected.map(({key, entries}) => ({key, value: reduceEntries(entries, reduce, index.sandbox)}));
}

function groupKey(key: unknown, level: number | 'exact'): unknown {
	if (level === 'exact') {
		return key;
	}
	if (level === 0) {
		return null;
	}
	return Array.isArray(key) ? key.slice(0, level) : key;
}

/** An emitted `{_id}` names the document to show in place of the one that emitted it. */
async function withDocuments(
	database: Database,
	entries: readonly Entry[],
	conflicts: boolean,
): Promise<readonly object[]> {
	const idOf = ({id, value}: Entry) => {
		const linked = typeof value === 'object' && value !== null && '_id' in value ? value._id : id;
		return typeof linked === 'string' ? linked : id;
	};
	const documents = await readWinners(database, entries.map(idOf), {include_docs: true, conflicts});
	return entries.map(entry => ({...entry, doc: documents.get(idOf(entry))?.doc ?? null}));
}
