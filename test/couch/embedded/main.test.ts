import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';

const program = fileURLToPath(new URL('../../../couch/embedded/main.ts', import.meta.url));
const headers = {authorization: `Basic ${btoa('admin:secret')}`, 'content-type': 'application/json'};

function folder(t: ExecutionContext): string {
	const made = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	t.teardown(() => rmSync(made, {recursive: true, force: true}));
	return made;
}

function run(t: ExecutionContext, ...args: readonly string[]): ChildProcess {
	return runWith(t, [], ...args);
}

function runWith(t: ExecutionContext, nodeArgs: readonly string[], ...args: readonly string[]): ChildProcess {
	const env = {...process.env, COUCHDB_PASSWORD: 'secret'};
	const child = spawn(process.execPath, ['--import=tsx', ...nodeArgs, program, ...args], {env, stdio: 'pipe'});
	t.teardown(() => child.kill('SIGKILL'));
	return child;
}

async function listening(child: ChildProcess): Promise<string> {
	const [line] = await once(child.stdout?.setEncoding('utf8') as NodeJS.ReadableStream, 'data');
	return String(line).replace(/^listening (\S+)\n$/, '$1');
}

async function errorOf(child: ChildProcess): Promise<string> {
	let text = '';
	for await (const chunk of child.stderr?.setEncoding('utf8') ?? []) {
		text += chunk;
	}
	return text;
}

test('it says where it listens and ends in good order when told to', async t => {
	const child = run(t, '--data', folder(t), '--port', '0');
	const url = await listening(child);
	t.is((await fetch(url)).status, 200);
	child.kill('SIGTERM');
	const [code] = await once(child, 'exit');
	t.is(code, 0);
});

test('a port that is taken is said in one line', async t => {
	const first = run(t, '--data', folder(t), '--port', '0');
	const {port} = new URL(await listening(first));
	const second = run(t, '--data', folder(t), '--port', port);
	const exited = once(second, 'exit');
	t.is(await errorOf(second), `Port ${port} of 127.0.0.1 is taken by another program.\n`);
	t.is((await exited)[0], 1);
});

test('a document that was acknowledged is there after a kill at any moment', async t => {
	const data = folder(t);
	const acknowledged: string[] = [];
	for (let round = 0; round < 3; round++) {
		const child = run(t, '--data', data, '--port', '0');
		const url = await listening(child);
		await fetch(`${url}/shop`, {method: 'PUT', headers});
		const exited = once(child, 'exit');
		const writers = Array.from({length: 4}, async (_, writer) => {
			for (let number = 0; ; number++) {
				const id = `receipt:${round}:${writer}:${number}`;
				const answer = await fetch(`${url}/shop/${id}`, {method: 'PUT', headers, body: '{}'});
				t.is(answer.status, 201);
				acknowledged.push(id);
				if (acknowledged.length === (round + 1) * 60) {
					child.kill('SIGKILL');
				}
			}
		});
		await exited;
		for (const {status} of await Promise.allSettled(writers)) {
			t.is(status, 'rejected');
		}
	}
	const child = run(t, '--data', data, '--port', '0');
	const answer = await fetch(`${await listening(child)}/shop/_all_docs`, {headers});
	const {rows} = (await answer.json()) as {rows: {id: string}[]};
	const stored = new Set(rows.map(({id}) => id));
	t.deepEqual(
		acknowledged.filter(id => !stored.has(id)),
		[],
	);
});

test('a client that goes away in the middle of a body is no reason to say anything', async t => {
	const child = run(t, '--data', folder(t), '--port', '0');
	const said = errorOf(child);
	const url = await listening(child);
	await fetch(`${url}/shop`, {method: 'PUT', headers});
	for (const length of [{'content-length': '1000'}, {}]) {
		const sent = request(`${url}/shop/bread`, {method: 'PUT', headers: {...headers, ...length}});
		sent.on('error', () => undefined);
		await new Promise(resolve => sent.write('{"price":', resolve));
		const closed = new Promise(resolve => sent.on('close', resolve));
		sent.destroy();
		await closed;
	}
	t.is((await fetch(`${url}/shop/bread`, {headers})).status, 404);
	child.kill('SIGTERM');
	t.is(await said, '');
});

test('documents that were changed a thousand times do not fill the memory of those who read them', async t => {
	// Their histories take a quarter of this as text, and more than all of it as objects.
	const child = runWith(t, ['--max-old-space-size=64'], '--data', folder(t), '--port', '0');
	const url = await listening(child);
	const ask = (path: string, method = 'GET', body?: object) =>
		fetch(`${url}${path}`, {method, headers, ...(body === undefined ? {} : {body: JSON.stringify(body)})});
	await ask('/shop', 'PUT');
	const ids = Array.from({length: 1000}, (_, place) => String(place).padStart(32, '0'));
	const goods = Array.from({length: 300}, (_, place) => `product:${place}`);
	for (let start = 0; start < goods.length; start += 50) {
		const docs = goods
			.slice(start, start + 50)
			.map(_id => ({_id, _rev: `1000-${ids[0]}`, _revisions: {start: 1000, ids}, priceGrosze: 100}));
		t.is((await ask('/shop/_bulk_docs', 'POST', {new_edits: false, docs})).status, 201);
	}
	const count = async (answer: Promise<Response>) => (await (await answer).text()).split('"product:').length - 1;
	const missing = Object.fromEntries(goods.map(id => [id, ['1001-new']]));
	t.is(await count(ask('/shop/_revs_diff', 'POST', missing)), goods.length);
	t.is(await count(ask('/shop/_all_docs')), 2 * goods.length);
	const readers = Array.from({length: 4}, () => count(ask('/shop/_changes?style=all_docs&include_docs=true')));
	t.deepEqual(await Promise.all(readers), Array(4).fill(2 * goods.length));
	t.is(child.exitCode, null);
});
