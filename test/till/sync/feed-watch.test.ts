/** Whether a feed is still worth following, told from what the server answers about its database. */
import test from 'ava';
import {fail, ok} from '../../../till/domain/result.ts';
import type {CatalogueCursor} from '../../../till/replica/replica.ts';
import {FeedWatch} from '../../../till/sync/feed-watch.ts';
import type {Server, ServerFault} from '../../../till/sync/server.ts';

const cursorAt = (since: string): CatalogueCursor => ({since, source: 'server 1700'});

/** A database at a number, whose feed has so many rows beyond any cursor. */
interface Database {
	readonly started: string;
	readonly sequence: string;
	readonly rows: number;
}

/** A till at 10 and its server, which says of itself what the test wants. */
function watch() {
	const shop: {database: Database | ServerFault; cursor: CatalogueCursor | undefined; asked: string[]} = {
		database: {started: '1700', sequence: '10-x', rows: 0},
		cursor: cursorAt('10-x'),
		asked: [],
	};
	const server: Server = {
		database: name => `/${name}`,
		async ask(path) {
			shop.asked.push(path);
			if ('code' in shop.database) return fail(shop.database);
			const {started, sequence, rows} = shop.database;
			if (path === '/catalogue') return ok({instance_start_time: started, update_seq: sequence, doc_count: 3});
			return ok({results: Array.from({length: rows}, () => ({}))});
		},
		stream() {
			throw new Error('nobody follows here');
		},
	};
	return {shop, feed: new FeedWatch({server, replica: {cursor: () => shop.cursor}})};
}

const http = (status: number): ServerFault => ({code: 'http', status, error: 'no', reason: 'no'});

test('a feed that has brought everything is in step, and that takes one question', async t => {
	const {shop, feed} = watch();
	t.deepEqual(await feed.check(), ok('in step'));
	t.deepEqual(shop.asked, ['/catalogue']);
});

test('a number that moved without a row is none of the feed', async t => {
	const {shop, feed} = watch();
	shop.database = {started: '1700', sequence: '12-x', rows: 0};
	t.deepEqual(await feed.check(), ok('in step'));
	t.deepEqual(await feed.check(), ok('in step'));
});

test('a feed that stays behind is stuck at the second look, and one that moved is looked at again', async t => {
	const {shop, feed} = watch();
	shop.database = {started: '1700', sequence: '12-x', rows: 1};
	t.deepEqual(await feed.check(), ok('again'));
	shop.cursor = cursorAt('11-x');
	t.deepEqual(await feed.check(), ok('again'));
	t.deepEqual(await feed.check(), ok('stuck'));
	t.deepEqual(await feed.check(), ok('again'), 'a new feed is given its time as well');
});

for (const [what, database] of [
	['made anew', {started: '1801', sequence: '10-y', rows: 0}],
	['made anew and filled further', {started: '1801', sequence: '99-y', rows: 1}],
	['put back to a backup', {started: '1700', sequence: '9-x', rows: 0}],
	['deleted', http(404)],
] as const) {
	test(`a database that was ${what} is not the one that is followed`, async t => {
		const {shop, feed} = watch();
		shop.database = database;
		t.deepEqual(await feed.check(), ok('of another'));
	});
}

test('a server that is busy says nothing about the feed', async t => {
	const {shop, feed} = watch();
	shop.database = http(503);
	t.deepEqual(await feed.check(), fail(http(503)));
});
