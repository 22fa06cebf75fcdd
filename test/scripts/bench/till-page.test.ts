import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {openTillPage} from '../../../scripts/bench/till-page.ts';
import type {Snapshot} from '../../../till/api/snapshot.ts';

const events = [
	`event: goods\ndata: ${JSON.stringify({goods: 'x'.repeat(500), note: 'event: snapshot'})}\n\n`,
	`event: snapshot\ndata: ${JSON.stringify({version: 1})}\n\n`,
	':\n\n',
	`event: snapshot\ndata: ${JSON.stringify({version: 2, name: 'Łąka'})}\n\n`,
].join('');

/** A till that tells the events in pieces of so many bytes. */
async function tillTelling(t: ExecutionContext, pieceBytes: number) {
	const heard: unknown[] = [];
	const server = createServer((request, response) => {
		if (request.url === '/') return response.end('<meta name="session-token" content="secret">');
		if (request.url === '/api/command') {
			const {'x-ostoja-token': token, origin} = request.headers;
			request.setEncoding('utf8').on('data', body => heard.push({token, origin, command: JSON.parse(body)}));
			return request.on('end', () => response.writeHead(heard.length > 1 ? 400 : 200).end('{}'));
		}
		if (request.url !== '/api/events?token=secret') return response.writeHead(403).end();
		const bytes = Buffer.from(events);
		const send = (at: number) => {
			if (at >= bytes.length) return;
			response.write(bytes.subarray(at, at + pieceBytes), () => setImmediate(send, at + pieceBytes));
		};
		return send(0);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard};
}

for (const pieceBytes of [1, 7, 100_000]) {
	test(`the page hears every snapshot, told in pieces of ${pieceBytes} bytes`, async t => {
		const {url} = await tillTelling(t, pieceBytes);
		const page = await openTillPage(url);
		const snapshot = (await page.until(({version}) => version === 2)) as Snapshot & {readonly name?: string};
		t.is(snapshot.name, 'Łąka');
		t.is((await page.until(() => true)).version, 2);
		await page.close();
	});
}

test('a command carries the page’s token and Origin, and a refusal is no silence', async t => {
	const {url, heard} = await tillTelling(t, 100);
	const page = await openTillPage(url);
	await page.command({do: 'scan', code: '5901234123457'});
	t.deepEqual(heard, [{token: 'secret', origin: url, command: {do: 'scan', code: '5901234123457'}}]);
	await t.throwsAsync(page.command({do: 'total'}), {message: /total was answered 400/});
	await page.close();
});
