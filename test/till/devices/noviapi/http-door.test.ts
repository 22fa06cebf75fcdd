import {createServer, type Server, type Socket} from 'node:net';
import test from 'ava';
import {createHttpDoor} from '../../../../till/devices/noviapi/http-door.ts';

const patienceMs = 5000;
const reading = {method: 'GET', path: '/api/v1', timeoutMs: patienceMs} as const;

/** A printer that does with each connection what it is told. */
async function printerThat(greet: (socket: Socket) => void) {
	const server: Server = createServer(greet);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const door = createHttpDoor({host: '127.0.0.1', port: address.port, bodyBytesMax: 1000});
	return {door, server, stop: () => new Promise(resolve => server.close(resolve))};
}

function answering(text: string): (socket: Socket) => void {
	return socket => void socket.once('data', () => socket.end(text));
}

test('an answer is whole, with its status, whatever that is', async t => {
	for (const status of [200, 404, 500]) {
		const {door, stop} = await printerThat(answering(`HTTP/1.1 ${status} X\r\nContent-Length: 6\r\n\r\n"Łód`));
		t.deepEqual(await door.request(reading), {kind: 'answered', status, body: '"Łód'});
		await stop();
	}
});

test('where nobody listens, nothing was sent', async t => {
	const {door, stop} = await printerThat(() => {});
	await stop();
	t.is((await door.request(reading)).kind, 'not-sent');
});

test('whoever hangs up after the request may have obeyed it', async t => {
	for (const greet of [
		(socket: Socket) => void socket.once('data', () => socket.destroy()),
		answering('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"request":'),
		answering('this is not HTTP at all\r\n\r\n'),
	]) {
		const {door, stop} = await printerThat(greet);
		t.is((await door.request({...reading, method: 'PUT'})).kind, 'silent');
		await stop();
	}
});

test('a printer that hears and says nothing is given up after a time', async t => {
	const sockets: Socket[] = [];
	const {door, stop} = await printerThat(socket => void sockets.push(socket));
	t.is((await door.request({...reading, timeoutMs: 100})).kind, 'silent');
	for (const socket of sockets) socket.destroy();
	await stop();
});

test('an answer without an end does not fill the memory', async t => {
	const {door, stop} = await printerThat(socket => {
		socket.on('error', () => socket.destroy());
		socket.once('data', () => {
			socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
			for (let chunk = 0; chunk < 20; chunk++) socket.write(`64\r\n${'x'.repeat(100)}\r\n`);
		});
	});
	const reply = await door.request(reading);
	t.is(reply.kind === 'silent' ? reply.reason : reply.kind, 'a body of more than 1000 bytes');
	await stop();
});

test('the token goes with the request, and the body with its length', async t => {
	const heard: string[] = [];
	const {door, stop} = await printerThat(
		socket =>
			void socket.once('data', bytes => {
				heard.push(bytes.toString('utf8'));
				socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
			}),
	);
	await door.request({...reading, method: 'POST', token: 'abc.def', body: '{"name":"żółć"}'});
	await door.request({...reading, method: 'PATCH', token: 'abc.def'});
	t.regex(heard[0] ?? '', /^POST \/api\/v1 HTTP\/1\.1\r\n/);
	t.regex(heard[0] ?? '', /Authorization: Bearer abc\.def\r\n/);
	t.regex(heard[0] ?? '', /Content-Length: 19\r\n/);
	t.regex(heard[0] ?? '', /Connection: close\r\n/);
	t.regex(heard[1] ?? '', /^PATCH [\s\S]*Content-Length: 0\r\n/);
	await stop();
});

test('what cannot be put into a request is not sent, and nothing is thrown', async t => {
	const {door, stop} = await printerThat(answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
	t.is((await door.request({...reading, path: '/api/v1/ż ó'})).kind, 'not-sent');
	t.is((await door.request({...reading, token: 'abc\r\nX-Other: 1'})).kind, 'not-sent');
	await stop();
});

test('a stopped door lets go of what is under way, and sends nothing more', async t => {
	const sockets: Socket[] = [];
	let hear: () => void = () => {};
	const heard = new Promise<void>(resolve => {
		hear = resolve;
	});
	const {door, stop} = await printerThat(socket => {
		sockets.push(socket);
		socket.on('data', () => hear());
	});
	const reply = door.request(reading);
	await heard;
	await door.stop();
	t.is((await reply).kind, 'silent');
	t.is((await door.request(reading)).kind, 'not-sent');
	t.is(sockets.length, 1);
	for (const socket of sockets) socket.destroy();
	await stop();
});
