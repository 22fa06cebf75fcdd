import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {type CountingProxy, openCountingProxy} from '../../../scripts/bench/counting-proxy.ts';

/** A server that answers with the encodings it was offered, always as long. */
async function wireTo(t: ExecutionContext, options: {readonly uncompressed?: boolean} = {}): Promise<CountingProxy> {
	const server = createServer((request, response) => {
		request.resume().once('end', () => response.end(String(request.headers['accept-encoding']).padEnd(20)));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const wire = await openCountingProxy({target: `http://127.0.0.1:${port}`, ...options});
	t.teardown(async () => {
		await wire.close();
		server.closeAllConnections();
		server.close();
	});
	return wire;
}

test('every request is counted once, and every byte of it and of its answer', async t => {
	const wire = await wireTo(t);
	const body = 'x'.repeat(100_000);
	for (const path of ['/a', '/b']) await (await fetch(`${wire.origin}${path}`, {method: 'POST', body})).text();
	const {requests, bytes} = wire.traffic();
	t.is(requests, 2);
	t.true(bytes > 200_000 && bytes < 203_000, `${bytes}`);
	wire.reset();
	t.deepEqual(wire.traffic(), {requests: 0, bytes: 0});
});

test('a client behind it is offered no compression where none is wanted, with not a byte more or less', async t => {
	const [plain, packed] = [await wireTo(t, {uncompressed: true}), await wireTo(t)];
	const headers = {'accept-encoding': 'gzip, deflate'};
	t.is((await (await fetch(packed.origin, {headers})).text()).trim(), 'gzip, deflate');
	t.is((await (await fetch(plain.origin, {headers})).text()).trim(), 'identity');
	t.is(packed.traffic().bytes, plain.traffic().bytes);
});
