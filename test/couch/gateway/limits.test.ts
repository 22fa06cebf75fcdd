/** Whom the gateway slows down or turns away, and whom it never does. */
import {once} from 'node:events';
import type {IncomingMessage} from 'node:http';
import {Agent} from 'node:https';
import test from 'ava';
import {testServer, testUser, tillName} from '../test-server.ts';
import {ask, follow, open, read} from './ask.ts';
import {isNginxMissing, startGateway} from './nginx.ts';

test.serial('a caller with too many feeds is turned away, and those that are open go on', async t => {
	if (isNginxMissing(t)) return;
	const {url, prefix, couch} = await testServer(t);
	const {username, password} = new URL(url);
	const database = couch.database('shop');
	await database.create({shards: 1});
	const gateway = await startGateway(t, {serverUrl: url});
	const path = `/${prefix}shop/_changes?feed=continuous&since=0`;
	const feeds = await Promise.all(
		Array.from({length: 100}, () => follow(t, gateway, {path, user: `${username}:${password}`})),
	);
	t.true(feeds.every(({status}) => status === 200));
	const refused = await ask(gateway, {path: '/_up', user: `${username}:${password}`});
	t.is(refused.status, 429);
	t.like(refused.json, {error: 'too_many_requests'});
	t.is((await ask(gateway, {path: '/_up'})).status, 200, 'another caller of the same address is let in');

	await database.put({_id: 'product:1'});
	const rows = await Promise.all(feeds.map(feed => feed.row()));
	t.true(rows.every(({id}) => id === 'product:1'));
});

test.serial('a caller that asks on all its connections at once is answered on all of them', async t => {
	if (isNginxMissing(t)) return;
	const {url} = await testServer(t);
	const gateway = await startGateway(t, {serverUrl: url});
	const agent = new Agent({keepAlive: true, maxSockets: 90});
	t.teardown(() => agent.destroy());
	const questions = Array.from({length: 900}, () => ask(gateway, {path: '/_up', agent}));
	const statuses = (await Promise.all(questions)).map(({status}) => status);
	t.true(statuses.every(status => status === 200));
});

test.serial('wrong passwords at one address lock nobody out at another', async t => {
	if (isNginxMissing(t)) return;
	const server = await testServer(t);
	const name = tillName();
	await testUser(t, server, {name, role: 'till'});
	const gateway = await startGateway(t, {serverUrl: server.url});
	const statusOf = async (password: string, from: string) =>
		(await ask(gateway, {path: '/_session', user: `${name}:${password}`, from})).status;
	const guesses: number[] = [];
	for (let guess = 0; guess < 6; guess++) guesses.push(await statusOf(`guess-${guess}`, '127.0.0.2'));
	t.deepEqual(guesses, [401, 401, 401, 401, 401, 403]);
	t.is(await statusOf('kasa', '127.0.0.2'), 403);
	t.is(await statusOf('kasa', '127.0.0.1'), 200);
});

test.serial('a flood of logins is turned away, and a till with its password is not', async t => {
	if (isNginxMissing(t)) return;
	const {url} = await testServer(t);
	const {username, password} = new URL(url);
	const gateway = await startGateway(t, {serverUrl: url});
	const floods = Array.from({length: 150}, () => {
		const asked = open(gateway, {method: 'POST', path: '/_session'});
		// Those that wait for their turn are cut at the end.
		asked.on('error', () => undefined);
		t.teardown(() => {
			asked.destroy();
		});
		const answered = once(asked, 'response');
		asked.end('no password');
		return answered.then(([message]) => message as IncomingMessage);
	});
	const turnedAway = async (flood: Promise<IncomingMessage>) => {
		const message = await flood;
		if (message.statusCode !== 429) throw new Error(`let in, with ${message.statusCode}`);
		return read(message);
	};
	t.like((await Promise.any(floods.map(turnedAway))).json, {error: 'too_many_requests'});
	t.is((await ask(gateway, {path: '/_session', user: `${username}:${password}`})).status, 200);
});
