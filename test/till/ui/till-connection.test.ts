import test from 'ava';
import type {GoodsUpdate, Snapshot} from '../../../till/api/snapshot.ts';
import {type EventStream, TillConnection} from '../../../till/ui/till-connection.ts';
import {FakeTimers} from './fixtures/desk.ts';
import {assortment} from './fixtures/goods.ts';
import {states} from './fixtures/snapshots.ts';

type Ear = (event: {readonly data?: unknown}) => void;

class FakeStream implements EventStream {
	readonly #ears = new Map<string, Ear>();
	closed = false;
	addEventListener(event: string, listener: Ear): void {
		this.#ears.set(event, listener);
	}
	close(): void {
		this.closed = true;
	}
	say(event: string, value?: unknown): void {
		this.#ears.get(event)?.({data: JSON.stringify(value)});
	}
}

interface Asked {
	readonly address: string;
	readonly request: RequestInit | undefined;
	readonly answer: (status: number, body?: unknown) => void;
	readonly fail: () => void;
}

function browser() {
	const timers = new FakeTimers();
	const streams: FakeStream[] = [];
	const asked: Asked[] = [];
	const shown: Snapshot[] = [];
	const goods: GoodsUpdate[] = [];
	const troubles: string[] = [];
	let reloadCount = 0;
	const connection = new TillConnection(
		'a token',
		{
			timers,
			openEvents: () => {
				const stream = new FakeStream();
				streams.push(stream);
				return stream;
			},
			fetch: (address, request) =>
				new Promise((resolve, reject) => {
					asked.push({
						address,
						request,
						answer: (status, body = {}) => resolve(new Response(JSON.stringify(body), {status})),
						fail: () => reject(new TypeError('no route')),
					});
				}),
			reload: () => {
				reloadCount += 1;
			},
		},
		{
			onSnapshot: snapshot => shown.push(snapshot),
			onGoods: update => goods.push(update),
			onTrouble: trouble => troubles.push(trouble),
		},
	);
	return {connection, timers, streams, asked, shown, goods, troubles, reloads: () => reloadCount};
}

/** Lets every promise that can go on, go on. */
const settle = () => new Promise(resolve => setImmediate(resolve));

test('what the till says is passed on, and nothing older than it said before', t => {
	const {connection, streams, shown, goods} = browser();
	connection.open();
	const [stream] = streams;
	stream?.say('open');
	t.is(connection.state.value, 'connected');
	stream?.say('goods', assortment);
	stream?.say('snapshot', {...states.sale, version: 5});
	stream?.say('snapshot', {...states.sale, version: 4});
	t.deepEqual(
		shown.map(({version}) => version),
		[5],
	);
	t.deepEqual(goods, [assortment]);
});

test('commands go one at a time, in order, with the token of the session', async t => {
	const {connection, asked} = browser();
	connection.send({do: 'total'});
	connection.send({do: 'back'});
	t.is(connection.queuedCount.value, 2);
	t.is(asked.length, 1);
	t.is(asked[0]?.request?.body, '{"do":"total"}');
	t.is(new Headers(asked[0]?.request?.headers).get('X-Ostoja-Token'), 'a token');
	asked[0]?.answer(200, {ok: true});
	await settle();
	t.is(asked[1]?.request?.body, '{"do":"back"}');
	asked[1]?.answer(200, {ok: true});
	await settle();
	t.is(connection.queuedCount.value, 0);
});

test('a command without an answer is told and never sent again, nor is what waited behind it', async t => {
	const {connection, asked, troubles} = browser();
	connection.send({do: 'pay', tenders: []});
	connection.send({do: 'next-customer'});
	asked[0]?.fail();
	await settle();
	t.deepEqual(troubles, ['no-answer']);
	t.is(asked.length, 1);
	t.is(connection.queuedCount.value, 0);
});

test('a command the till did not take is told', async t => {
	const {connection, asked, troubles} = browser();
	connection.send({do: 'total'});
	asked[0]?.answer(400, {ok: false, fault: {code: 'malformed', field: 'do'}});
	await settle();
	t.deepEqual(troubles, ['not-understood']);
});

test('a till that went away is asked for every second until it is back', async t => {
	const {connection, timers, streams, asked} = browser();
	connection.open();
	streams[0]?.say('open');
	streams[0]?.say('error');
	t.is(connection.state.value, 'lost');
	t.true(streams[0]?.closed);
	connection.send({do: 'total'});
	t.is(asked.length, 0, 'nothing is sent into the dark');
	timers.pass(1000);
	asked[0]?.fail();
	await settle();
	timers.pass(1000);
	t.is(asked[1]?.address, '/api/goods');
	asked[1]?.answer(200, assortment);
	await settle();
	t.is(streams.length, 2);
	streams[1]?.say('open');
	t.is(connection.state.value, 'connected');
});

test('after a break the till’s versions count anew', async t => {
	const {connection, timers, streams, asked, shown} = browser();
	connection.open();
	streams[0]?.say('snapshot', {...states.sale, version: 900});
	streams[0]?.say('error');
	timers.pass(1000);
	asked[0]?.answer(200);
	await settle();
	streams[1]?.say('snapshot', {...states.sale, version: 1});
	t.is(shown.at(-1)?.version, 1);
});

test('a till that was started again does not know the page, so the page is loaded again', async t => {
	const {connection, timers, streams, asked, reloads} = browser();
	connection.open();
	streams[0]?.say('error');
	timers.pass(1000);
	asked[0]?.answer(403);
	await settle();
	t.is(reloads(), 1);
	t.is(streams.length, 1);
});
