/** `/db/_design/name/…`: views and what is known about their index. */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import type {Database} from './database.ts';
import {badRequest, CouchError, notImplemented} from './errors.ts';
import {Query} from './query.ts';
import {isObject, type JsonObject, requireJson} from './request-body.ts';
import {answerView} from './view-query.ts';
import {viewMissing} from './views.ts';

export function viewRoutes(app: FastifyInstance, find: (request: FastifyRequest) => Database): void {
	const namesOf = (request: FastifyRequest) => request.params as {readonly design: string; readonly view: string};

	const answer = async (request: FastifyRequest, body: JsonObject) => {
		const database = find(request);
		const {design, view} = namesOf(request);
		const query = new Query(request, body);
		const {index} = await database.views.open(design);
		if (index.isMango || !index.has(view)) {
			throw viewMissing();
		}
		const update = readUpdate(query);
		if (update === 'before') {
			await index.build.update();
		}
		const answered = await answerView(database, index, view, query);
		if (update === 'afterwards') {
			// Nobody waits for it; whoever asks next is told.
			index.build.update().catch(error => request.log.error(error));
		}
		return answered;
	};

	app.get('/:db/_design/:design/_view/:view', request => answer(request, {}));
	app.post('/:db/_design/:design/_view/:view', request => {
		requireJson(request);
		return answer(request, isObject(request.body) ? request.body : {});
	});

	app.post('/:db/_design/:design/_view/:view/queries', async request => {
		requireJson(request);
		const queries = isObject(request.body) ? request.body['queries'] : undefined;
		if (!Array.isArray(queries)) {
			throw badRequest('`queries` must be an array');
		}
		const results: object[] = [];
		for (const query of queries.filter(isObject)) {
			results.push(await answer(request, query));
		}
		return {results};
	});

	app.get('/:db/_design/:design/_info', async request => {
		const database = find(request);
		const {design} = namesOf(request);
		const {index, signature} = await database.views.open(design);
		return {
			name: design,
			view_index: {
				signature,
				language: 'javascript',
				update_seq: index.sequence(),
				updater_running: index.build.isRunning,
				compact_running: false,
				waiting_clients: index.build.waitingCount,
				waiting_commit: false,
			},
		};
	});

	for (const kind of ['_show', '_list', '_update', '_rewrite', '_search', '_nouveau']) {
		app.all(`/:db/_design/:design/${kind}/*`, request => {
			find(request);
			throw notImplemented(kind);
		});
	}
}

/** Whether the index is brought up to date before it is read, after it, or not at all. `stable` makes no difference on one node. */
function readUpdate(query: Query): 'before' | 'afterwards' | 'never' {
	const byStale = choose(query, 'stale', {ok: 'never', update_after: 'afterwards'} as const);
	const byUpdate = choose(query, 'update', {true: 'before', false: 'never', lazy: 'afterwards'} as const);
	return byUpdate ?? byStale ?? 'before';
}

function choose<Chosen>(query: Query, name: string, choices: Readonly<Record<string, Chosen>>): Chosen | undefined {
	const text = query.text(name);
	if (text === undefined) {
		return undefined;
	}
	const chosen = Object.entries(choices).find(([choice]) => choice === text)?.[1];
	if (chosen === undefined) {
		throw new CouchError(400, 'query_parse_error', `Invalid value for \`${name}\`.`);
	}
	return chosen;
}
