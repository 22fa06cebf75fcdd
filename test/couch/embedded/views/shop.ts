/** A server with receipts on it, and views that take their time. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../../../couch/embedded/server.ts';

const headers = {authorization: `Basic ${btoa('admin:secret')}`, 'content-type': 'application/json'};

export interface Answer {
	readonly status: number;
	/** Anything: what is there is what the test is about. */
	readonly body: ReturnType<typeof JSON.parse>;
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Work that is done for every document, so that a build is seen while it goes on. */
export const slowly = 'for (var turn = 0; turn < 10000; turn++) doc.turns += turn;';

export function folder(t: ExecutionContext): string {
	const made = mkdtempSync(join(tmpdir(), 'ostoja-views-'));
	t.teardown(() => rmSync(made, {recursive: true, force: true}));
	return made;
}

export async function startServer(t: ExecutionContext): Promise<Ask> {
	const dataDir = folder(t);
	const couch = await createEmbeddedCouch({dataDir, admin: {name: 'admin', password: 'secret'}});
	t.teardown(() => couch.close());
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	return asker(url);
}

/** The server as a program, which can be killed. */
export async function startProgram(
	t: ExecutionContext,
	data: string,
): Promise<{readonly ask: Ask; readonly child: ChildProcess}> {
	const program = fileURLToPath(new URL('../../../../couch/embedded/main.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import=tsx', program, '--data', data, '--port', '0'], {
		env: {...process.env, COUCHDB_PASSWORD: 'secret'},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	t.teardown(() => child.kill('SIGKILL'));
	const [line] = await once(child.stdout?.setEncoding('utf8') as NodeJS.ReadableStream, 'data');
	return {ask: asker(String(line).replace(/^listening (\S+)\n$/, '$1')), child};
}

function asker(url: string): Ask {
	return async (method, path, body) => {
		const answer = await fetch(`${url}${path}`, {
			method,
			headers,
			...(body === undefined ? {} : {body: JSON.stringify(body)}),
		});
		return {status: answer.status, body: JSON.parse(await answer.text())};
	};
}

export function receiptId(number: number): string {
	return `receipt:${String(number).padStart(5, '0')}`;
}

/** A month with so many receipts, written one after the other, and then its views. */
export async function openMonth(ask: Ask, count: number, views: object): Promise<void> {
	await ask('PUT', '/month');
	const docs = Array.from({length: count}, (_, number) => ({_id: receiptId(number), grosze: number}));
	for (let start = 0; start < count; start += 500) {
		await ask('POST', '/month/_bulk_docs', {docs: docs.slice(start, start + 500)});
	}
	await ask('PUT', '/month/_design/receipts', {views});
}

export const view = (name: string, query = '') => `/month/_design/receipts/_view/${name}?${query}`;

/** Waits until a build has stored something and is not done; fails when none is to be seen. */
export async function untilBuilding(ask: Ask): Promise<Answer['body']> {
	for (let attempt = 0; attempt < 2000; attempt++) {
		const {body} = await ask('GET', '/_active_tasks');
		if (body.length > 0 && body[0].changes_done > 0) return body[0];
		await delay(5);
	}
	throw new Error('No index was built.');
}
