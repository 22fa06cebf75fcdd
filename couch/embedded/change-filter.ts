/** Which documents a reader of changes wants: `filter=` and what belongs to it. */
import type {FastifyRequest} from 'fastify';
import {isSelected} from '../store/selector.ts';
import {isDatabaseAdmin} from './access.ts';
import type {Database, Document} from './database.ts';
import {badRequest, CouchError, notFound} from './errors.ts';
import {type Asker, checkSelector} from './find-check.ts';
import type {Query} from './query.ts';
import {CompilationError, type Compiled, openSandbox, type Sandbox} from './quickjs.ts';
import {isObject, type JsonObject} from './request-body.ts';

export interface ChangeFilter {
	/** Known beforehand, the store can look for them. */
	readonly ids?: readonly string[];
	accepts(document: Document): boolean;
	dispose(): void;
}

const nothingToDispose = () => undefined;
const everything: ChangeFilter = {accepts: () => true, dispose: nothingToDispose};

export async function readFilter(
	database: Database,
	query: Query,
	body: JsonObject,
	request: FastifyRequest,
): Promise<ChangeFilter> {
	const name = query.text('filter');
	switch (name) {
		case undefined:
			return everything;
		case '_doc_ids':
			return {...everything, ids: readIds(body['doc_ids'] ?? query.json('doc_ids'))};
		case '_design':
			return {...everything, accepts: ({_id}) => _id.startsWith('_design/')};
		case '_selector':
			return selectorFilter(body['selector'], {isAdmin: isDatabaseAdmin(request.authenticated.user, database)});
		case '_view':
			return functionFilter(database, query.text('view') ?? '', 'views', request);
		default:
			return functionFilter(database, name, 'filters', request);
	}
}

function readIds(ids: unknown): readonly string[] {
	if (!Array.isArray(ids) || !ids.every(id => typeof id === 'string')) {
		throw badRequest('`doc_ids` filter parameter is not a list of doc ids.');
	}
	return ids;
}

function selectorFilter(selector: unknown, asker: Asker): ChangeFilter {
	if (!isObject(selector)) {
		throw badRequest('Selector error: expected a JSON object');
	}
	checkSelector(selector, asker);
	try {
		isSelected({_id: ''}, selector);
	} catch (error) {
		throw badRequest(`Selector error: ${error instanceof Error ? error.message : String(error)}`);
	}
	return {...everything, accepts: document => isSelected(document, selector)};
}

async function functionFilter(
	database: Database,
	path: string,
	kind: 'views' | 'filters',
	request: FastifyRequest,
): Promise<ChangeFilter> {
	const [, design = '', name = ''] = /^([^/]+)\/([^/]+)$/.exec(path) ?? [];
	if (name === '') {
		throw badRequest('`filter` must be of the form `designname/filtername`');
	}
	const document: Record<string, unknown> = {...(await database.store.get(`_design/${design}`))};
	const functions = document[kind];
	const found = isObject(functions) ? functions[name] : undefined;
	const source = kind === 'views' && isObject(found) ? found['map'] : found;
	if (typeof source !== 'string') {
		throw notFound(`missing json key: ${name}`);
	}
	const sandbox = await openSandbox(document);
	const compiled = compileFilter(sandbox, source);
	const asked = {query: request.query, method: request.method, userCtx: request.authenticated.user};
	return {
		accepts: kind === 'views' ? each => emits(sandbox, compiled, each) : each => passes(sandbox, compiled, each, asked),
		dispose: () => sandbox.dispose(),
	};
}

function compileFilter(sandbox: Sandbox, source: string): Compiled {
	try {
		return sandbox.compile(source);
	} catch (error) {
		sandbox.dispose();
		throw error instanceof CompilationError ? new CouchError(500, 'compilation_error', error.message) : error;
	}
}

function emits(sandbox: Sandbox, compiled: Compiled, document: Document): boolean {
	const outcome = sandbox.map([compiled], [JSON.stringify(document)]);
	if (outcome.kind !== 'mapped') {
		throw new CouchError(500, 'os_process_error', 'The view did not come back.');
	}
	return outcome.documents[0]?.[0]?.length !== 0;
}

function passes(sandbox: Sandbox, compiled: Compiled, document: Document, request: object): boolean {
	const outcome = sandbox.call(compiled, [document, request]);
	switch (outcome.kind) {
		case 'returned':
			return Boolean(outcome.value);
		case 'failed':
			throw new CouchError(500, outcome.name, outcome.message);
		case 'thrown':
			throw new CouchError(500, 'unknown_error', outcome.value);
		case 'stopped':
			throw new CouchError(500, 'os_process_error', outcome.reason);
	}
}
