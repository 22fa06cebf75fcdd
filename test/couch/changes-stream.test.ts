import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {testProp} from '@fast-check/ava';
import test, {type ExecutionContext} from 'ava';
import fc from 'fast-check';
import {type ChangePage, type ChangeRow, streamChanges} from '../../couch/changes-stream.ts';
import {type CouchDatabase, CouchError, connectCouch} from '../../couch/server.ts';

type StreamedRow = ChangeRow & {readonly seq: string};

const rows: readonly StreamedRow[] = ['masło', 'żurek', '😀'].map((id, index) => ({
	seq: `${index + 1}-x`,
	id,
	changes: [{rev: '1-a'}],
}));

/** A database behind a server that answers as it is told. */
async function databaseThat(t: ExecutionContext, answer: (to: ServerResponse) => unknown): Promise<CouchDatabase> {
	const server = createServer((_from, to) => void answer(to));
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	return connectCouch({url: `http://anna:kasa@127.0.0.1:${port}`, timeoutMs: 300}).database('receipts-2026-11');
}

async function readAll(database: CouchDatabase, silenceMsMax = 5000): Promise<readonly ChangeRow[]> {
	return (await readPages(database, silenceMsMax)).flatMap(page => page.rows);
}

async function readPages(database: CouchDatabase, silenceMsMax = 5000): Promise<readonly ChangePage[]> {
	const read: ChangePage[] = [];
	const signal = new AbortController().signal;
	for await (const page of streamChanges(database, {since: '0', signal, silenceMsMax})) read.push(page);
	return read;
}

const bytes = Buffer.from(
	`\n${rows.map(row => `${JSON.stringify(row)}\n\n`).join('')}{"last_seq":"3-x","pending":0}\n`,
);

testProp(
	'however the wire cuts the bytes up, the same rows arrive',
	[fc.array(fc.integer({min: 1, max: bytes.length - 1}), {maxLength: 6})],
	async (t, cuts) => {
		const places = [0, ...[...cuts].sort((left, right) => left - right), bytes.length];
		const database = await databaseThat(t, async to => {
			for (const [index, place] of places.slice(1).entries()) {
				await new Promise(resolve => to.write(bytes.subarray(places[index], place), resolve));
			}
			to.end();
		});
		const pages = await readPages(database);
		t.deepEqual(
			pages.flatMap(page => page.rows),
			rows,
		);
	},
	{numRuns: 20},
);

test('rows that come one by one are gathered, and the reader goes on right behind the last of them', async t => {
	const many = Array.from({length: 40}, (_, index) => ({
		seq: `${index + 1}-x`,
		id: `${index}`,
		changes: [{rev: '1-a'}],
	}));
	const database = await databaseThat(t, async to => {
		for (const row of many) {
			to.write(`${JSON.stringify(row)}\n`);
			await new Promise(resolve => setTimeout(resolve, 2));
		}
		to.end();
	});
	const pages = await readPages(database);
	t.true(pages.length < many.length);
	t.deepEqual(
		pages.flatMap(page => page.rows),
		many,
	);
	for (const page of pages) t.is(page.lastSeq, (page.rows.at(-1) as StreamedRow).seq);
});

test('a line that has gone silent is dead', async t => {
	const database = await databaseThat(t, to => to.write('\n'));
	await t.throwsAsync(readAll(database, 100), {message: /silent/});
});

test('a server that refuses says why', async t => {
	const database = await databaseThat(t, to => to.writeHead(401).end('{"error":"unauthorized"}'));
	await t.throwsAsync(readAll(database), {message: /401 .*unauthorized/});
});

test('a request that gets no answer ends by itself, without the password in what it says', async t => {
	const database = await databaseThat(t, () => undefined);
	const error = await t.throwsAsync(database.get('masło'), {instanceOf: CouchError});
	t.regex(error?.message ?? '', /no answer from http:\/\/127/);
	t.notRegex(error?.message ?? '', /kasa/);
});

test('half an answer is no answer', async t => {
	const database = await databaseThat(t, to => {
		to.writeHead(200, {'content-type': 'application/json', 'content-length': '100'});
		to.write('{"_id":"mas', () => to.destroy());
	});
	const error = await t.throwsAsync<CouchError>(database.get('masło'), {instanceOf: CouchError});
	t.is(error?.status, undefined);
});

test('a database that is not there is not taken for a document that is not', async t => {
	const answer = (reason: string) => (to: ServerResponse) =>
		to.writeHead(404, {'content-type': 'application/json'}).end(JSON.stringify({error: 'not_found', reason}));
	t.is(await (await databaseThat(t, answer('missing'))).get('masło'), undefined);
	const gone = await databaseThat(t, answer('Database does not exist.'));
	await t.throwsAsync(gone.get('masło'), {instanceOf: CouchError});
});
