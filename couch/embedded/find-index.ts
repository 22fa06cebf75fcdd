/**
 * Mango indexes are kept like views, beside them and by the same build; `pouchdb-find` plans a query and asks here for the
 * rows.
 */
import {setImmediate as othersAnswered} from 'node:timers/promises';
import type {Database} from './database.ts';
import {readWinners} from './document-read.ts';
import type {Bound, Entry} from './view-file.ts';

interface IndexQuery {
	readonly key?: unknown;
	readonly startkey?: unknown;
	readonly endkey?: unknown;
	readonly inclusive_end?: boolean;
	readonly descending?: boolean;
	readonly skip?: number;
	readonly limit?: number;
}

interface IndexAnswer {
	readonly rows: readonly object[];
}

/** Where the library lets somebody else keep its indexes. */
interface StoreInside {
	_customFindAbstractMapper: {
		query(signature: string, query: IndexQuery): Promise<IndexAnswer>;
		viewCleanup(): Promise<void>;
	};
}

// Documents that are read for one query between two answers to others.
const documentsPerStep = 250;

export function keepFindIndexes(database: Database): void {
	(database.store as unknown as StoreInside)._customFindAbstractMapper = {
		query: (signature, query) => readIndex(database, signature, query),
		viewCleanup: () => database.views.cleanUp(),
	};
}

async function readIndex(database: Database, signature: string, query: IndexQuery): Promise<IndexAnswer> {
	if (query.limit === 0) {
		// A new index is asked for nothing, to have it built: that goes on by itself.
		return {rows: []};
	}
	const [design = '', name = ''] = signature.split('/');
	const {index} = await database.views.open(design);
	await index.build.update();
	const entries = index.read(name, rangeOf(query));
	const rows: object[] = [];
	for (let start = 0; start < entries.length; start += documentsPerStep) {
		rows.push(...(await withDocuments(database, entries.slice(start, start + documentsPerStep))));
		await othersAnswered();
	}
	return {rows};
}

function rangeOf(query: IndexQuery) {
	const bound = (name: 'key' | 'startkey' | 'endkey'): Bound | undefined =>
		name in query ? {key: query[name], isExclusive: name === 'endkey' && query.inclusive_end === false} : undefined;
	const from = bound('key') ?? bound('startkey');
	const to = bound('key') ?? bound('endkey');
	return {
		...(from === undefined ? {} : {from}),
		...(to === undefined ? {} : {to}),
		descending: query.descending === true,
		skip: query.skip ?? 0,
		limit: query.limit ?? Number.POSITIVE_INFINITY,
	};
}

/** One that was deleted since is left out. */
async function withDocuments(database: Database, entries: readonly Entry[]): Promise<readonly object[]> {
	const winners = await readWinners(
		database,
		entries.map(({id}) => id),
		{include_docs: true},
	);
	return entries.flatMap(entry => {
		const doc = winners.get(entry.id)?.doc;
		return doc === undefined || doc === null ? [] : [{...entry, doc}];
	});
}
