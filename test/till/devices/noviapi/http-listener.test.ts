import {connect} from 'node:net';
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {createHttpDoor} from '../../../../till/devices/noviapi/http-door.ts';
import {createNoviApiSimulator} from '../../../../till/devices/noviapi/simulator.ts';
import {shopPrinter} from './bench.ts';

async function listening() {
	const simulator = createNoviApiSimulator(shopPrinter);
	const server = await simulator.listen({port: 0});
	const door = createHttpDoor({host: '127.0.0.1', port: server.port});
	const greet = () => door.request({method: 'GET', path: '/api/v1', timeoutMs: 5000});
	return {simulator, server, door, greet};
}

/** Sends bytes that are no request, and waits until the printer has had enough of them. */
function throwAt(port: number, bytes: Uint8Array): Promise<void> {
	return new Promise(resolve => {
		const socket = connect({port, host: '127.0.0.1'});
		socket.on('error', () => socket.destroy());
		socket.on('data', () => {});
		socket.on('close', () => resolve());
		socket.end(bytes);
	});
}

testProp(
	'bytes that are no request keep nobody from the printer',
	[fc.array(fc.uint8Array({minLength: 1, maxLength: 1000}), {minLength: 1, maxLength: 5})],
	async (t, bursts) => {
		const {server, greet, simulator} = await listening();
		for (const bytes of bursts) await throwAt(server.port, bytes);
		t.is((await greet()).kind, 'answered');
		t.is(simulator.book().documentCount, 0);
		await server.stop();
	},
	{numRuns: 20},
);

test('a request longer than any receipt is not read to its end', async t => {
	const {server, door, greet} = await listening();
	const body = 'x'.repeat(2_000_000);
	const reply = await door.request({method: 'POST', path: '/api/v1/receipt', body, timeoutMs: 5000});
	t.is(reply.kind, 'silent');
	t.is((await greet()).kind, 'answered');
	await server.stop();
});

test('a printer without power hangs up, and answers again with it', async t => {
	const {simulator, server, greet} = await listening();
	simulator.powerOff();
	t.is((await greet()).kind, 'silent');
	simulator.powerOn();
	t.is((await greet()).kind, 'answered');
	await server.stop();
});
