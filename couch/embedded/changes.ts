/**
 * `_changes`: what was written, in order, each document once with its last change.
 *
 *   normal       everything up to now, then the end
 *   longpoll     the same, but waits while there is nothing
 *   continuous   a row a line; stays open, with an empty line now and then to show it is alive
 *
 * All three are written page by page, waiting for a slow reader; nothing piles up.
 */
import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {type ChangeFilter, readFilter} from './change-filter.ts';
import type {Page} from './change-pages.ts';
import type {Database} from './database.ts';
import {badRequest} from './errors.ts';
import {AnswerStream} from './gzip.ts';
import {Query} from './query.ts';
import {isObject, type JsonObject} from './request-body.ts';
import {readSequence} from './sequence.ts';
import {Watch} from './watch.ts';

const feedTimeoutMs = 60_000;

interface Feed {
	readonly kind: 'normal' | 'longpoll' | 'continuous';
	readonly since: number;
	readonly rowCountMax: number;
	readonly descending: boolean;
	readonly includeDocs: boolean;
	readonly conflicts: boolean;
	readonly allLeaves: boolean;
	readonly filter: ChangeFilter;
	readonly isFiltered: boolean;
	/** Without one, a feed ends after a quiet time. */
	readonly heartbeatMs: number | undefined;
	readonly timeoutMs: number;
}

export function changeRoutes(app: FastifyInstance, find: (request: FastifyRequest) => Database): void {
	app.route({
		method: ['GET', 'POST'],
		url: '/:db/_changes',
		handler: async (request, reply) => {
			const database = find(request);
			const feed = await readFeed(database, request);
			try {
				await answer(database, feed, request, reply);
			} finally {
				feed.filter.dispose();
			}
			return reply;
		},
	});
}

async function readFeed(database: Database, request: FastifyRequest): Promise<Feed> {
	const query = new Query(request);
	const body: JsonObject = isObject(request.body) ? request.body : {};
	const heartbeat = query.text('heartbeat');
	const filter = await readFilter(database, query, body, request);
	return {
		kind: readKind(query.text('feed') ?? 'normal'),
		since: await readSequence(query.text('since') ?? '0', database.uuid, () => database.latestSequence()),
		rowCountMax: query.integer('limit') ?? Number.POSITIVE_INFINITY,
		descending: query.flag('descending'),
		includeDocs: query.flag('include_docs'),
		conflicts: query.flag('conflicts'),
		allLeaves: query.text('style') === 'all_docs',
		filter,
		isFiltered: query.has('filter'),
		heartbeatMs: heartbeat === 'true' ? feedTimeoutMs : heartbeat === 'false' ? undefined : readHeartbeat(query),
		timeoutMs: Math.min(query.integer('timeout') ?? feedTimeoutMs, feedTimeoutMs),
	};
}

function readHeartbeat(query: Query): number | undefined {
	const ms = query.integer('heartbeat');
	if (ms === 0) {
		throw badRequest('The heartbeat value should be a positive integer (in milliseconds).');
	}
	return ms;
}

function readKind(kind: string): Feed['kind'] {
	switch (kind) {
		case 'normal':
		case 'longpoll':
		case 'continuous':
			return kind;
		case 'live':
			return 'continuous';
		default:
			throw badRequest('Supported `feed` types: normal, continuous, live, longpoll');
	}
}

async function answer(database: Database, feed: Feed, request: FastifyRequest, reply: FastifyReply): Promise<void> {
	const stream = new AnswerStream(request, reply);
	const watch = new Watch(database, stream.ended);
	try {
		if (feed.kind === 'continuous') {
			await follow(database, feed, stream, watch);
		} else {
			await list(database, feed, stream, watch);
		}
	} catch (error) {
		request.log.error(error);
		stream.destroy(reply);
	} finally {
		watch.stop();
	}
}

async function follow(database: Database, feed: Feed, stream: AnswerStream, watch: Watch): Promise<void> {
	let {since} = feed;
	let rowCount = 0;
	for (;;) {
		watch.reset();
		const page = await nextPage(database, feed, since, feed.rowCountMax - rowCount);
		if (page.rows.length > 0) {
			await stream.write(`${page.rows.join('\n')}\n`);
		}
		since = page.lastSequence;
		rowCount += page.rows.length;
		if (rowCount >= feed.rowCountMax || feed.descending || stream.ended.aborted) {
			break;
		}
		if (page.isLast && !(await somethingNew(feed, stream, watch))) {
			break;
		}
	}
	stream.end(`{"last_seq":"${database.sequence(since)}","pending":0}\n`);
}

async function list(database: Database, feed: Feed, stream: AnswerStream, watch: Watch): Promise<void> {
	let {since} = feed;
	let rowCount = 0;
	let isComplete = false;
	await stream.write('{"results":[\n');
	while (rowCount < feed.rowCountMax && !isComplete && !stream.ended.aborted) {
		watch.reset();
		const page = await nextPage(database, feed, since, feed.rowCountMax - rowCount);
		if (page.rows.length > 0) {
			await stream.write(`${rowCount > 0 ? ',\n' : ''}${page.rows.join(',\n')}`);
		}
		since = page.lastSequence;
		rowCount += page.rows.length;
		const isWaiting = feed.kind === 'longpoll' && rowCount === 0;
		isComplete = page.isLast && !(isWaiting && (await somethingNew(feed, stream, watch)));
	}
	// An upper bound: a document changed twice since counts twice.
	const pending = isComplete ? 0 : Math.max(0, (await database.latestSequence()) - since);
	stream.end(`\n],\n"last_seq":"${database.sequence(since)}","pending":${pending}}\n`);
}

function nextPage(database: Database, feed: Feed, since: number, rowCountMax: number): Promise<Page> {
	return database.pages.read({...feed, since, rowCountMax});
}

/**
 * False when the feed is over: nobody reads it any more, or it was quiet for too long.
 *
 * What counts is how long the client has heard nothing. Bookmarks and what a filter hides are changes too, and a feed
 * that took them for a sign of life would leave its client in silence.
 */
async function somethingNew(feed: Feed, stream: AnswerStream, watch: Watch): Promise<boolean> {
	for (;;) {
		const leftMs = (feed.heartbeatMs ?? feed.timeoutMs) - stream.quietMs();
		if (leftMs <= 0) {
			if (feed.heartbeatMs === undefined) {
				return false;
			}
			await stream.write('\n');
			continue;
		}
		switch (await watch.next(leftMs)) {
			case 'change':
				return true;
			case 'end':
				return false;
			case 'quiet':
		}
	}
}
