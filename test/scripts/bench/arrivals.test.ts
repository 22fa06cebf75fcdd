import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {watchArrivals} from '../../../scripts/bench/arrivals.ts';

/** A server whose changes feed says what it is told to say. */
async function feed(t: ExecutionContext) {
	const server = createServer((_, response) => {
		response.writeHead(200);
		response.flushHeaders();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const asking = once(server, 'request') as Promise<[unknown, ServerResponse]>;
	const arrivals = await watchArrivals(
		{databaseUrl: name => `http://admin:pass@127.0.0.1:${port}/${name}`},
		'receipts',
	);
	const [, response] = await asking;
	return {arrivals, response};
}

test('a document arrives with the end of its row, however the wire cuts it, and only once', async t => {
	const {arrivals, response} = await feed(t);
	response.write('{"seq":"1","id":"anna"}\n\n{"seq":"2","i');
	await arrivals.untilSeen(['anna'], 5000);
	const annaAtMs = arrivals.atMs.get('anna');
	t.false(arrivals.atMs.has('ewa'));
	response.write('d":"ewa"}\n{"seq":"3","id":"anna"}\n');
	await arrivals.untilSeen(['anna', 'ewa'], 5000);
	t.deepEqual([...arrivals.atMs.keys()], ['anna', 'ewa']);
	t.is(arrivals.atMs.get('anna'), annaAtMs);
	await arrivals.stop();
});

test('who waits for a document that never comes is let go', async t => {
	const {arrivals} = await feed(t);
	await arrivals.untilSeen(['marek'], 1);
	t.is(arrivals.atMs.size, 0);
	await arrivals.stop();
});

test('a feed that ended is said to have ended: what it missed was not lost', async t => {
	const {arrivals, response} = await feed(t);
	response.end('{"seq":"1","id":"anna"}\n');
	await once(response, 'close');
	await arrivals.untilSeen(['anna'], 5000);
	await t.throwsAsync(arrivals.stop(), {message: /receipts ended/});
});
