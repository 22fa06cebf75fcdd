/**
 * A server with two tills that know it, and more where they are wanted, and between each of them and it a line that a test cuts: before a question goes,
 * after it went, or so that it arrives late.
 *
 * A till is an exchange of baskets and nothing else; its user has a till's rights and no others.
 */
import type {ExecutionContext} from 'ava';
import {tillsDatabase} from '../../../couch/documents/databases.ts';
import {parkedId} from '../../../couch/documents/tills.ts';
import {provision} from '../../../couch/provision.ts';
import type {Couch} from '../../../couch/server.ts';
import {fail} from '../../../till/domain/result.ts';
import type {SharedBasket} from '../../../till/domain/shared-basket.ts';
import {type Ask, openServer, type Server} from '../../../till/sync/server.ts';
import {SharedBaskets} from '../../../till/sync/shared-baskets.ts';
import {preparedServer, testUser, tillName} from '../../couch/test-server.ts';
import {parkedBasket} from '../domain/parked-basket.ts';

/** `lost`: the question never goes. `deaf`: it goes, and the answer is not heard. `late`: it goes when `arrive` is called. */
export type LineFault = 'lost' | 'deaf' | 'late';

export interface Line {
	/** Of the questions to come, in their order; none: all is well. */
	readonly faults: (LineFault | undefined)[];
	readonly asked: string[];
	/** Nothing goes and nothing comes. */
	isCut: boolean;
	/** What is late arrives. */
	arrive(): Promise<void>;
}

export interface BasketTill {
	readonly id: string;
	readonly tillName: string;
	readonly baskets: SharedBaskets;
	/** What its baskets ask. */
	readonly server: Pick<Server, 'ask' | 'database'>;
	readonly line: Line;
}

const clock = {now: () => Date.parse('2026-11-23T15:00:00+01:00'), after: () => () => undefined};

function provisionTills(server: Couch): Promise<unknown> {
	return provision({server, now: new Date('2026-11-23T10:00:00Z'), users: false});
}

export async function openBasketShop(t: ExecutionContext) {
	const testServer = await preparedServer(t, provisionTills);
	const stopping = new AbortController();
	t.teardown(() => stopping.abort(new Error('the test is over')));
	const openTill = async (people: string): Promise<BasketTill> => {
		const id = tillName();
		await testUser(t, testServer, {name: id, role: 'till'});
		const address = {url: testServer.url, prefix: testServer.prefix, user: id, password: 'kasa'};
		const server = openServer({address, timeoutMs: 30_000, signal: stopping.signal});
		const {line, cuttable} = lineTo(server);
		const baskets = new SharedBaskets({server: cuttable, till: id, clock, timeoutMs: 30_000});
		return {id, tillName: people, baskets, server: cuttable, line};
	};
	const database = testServer.couch.database(tillsDatabase);
	return {
		anna: await openTill('Kasa 1'),
		berta: await openTill('Kasa 2'),
		openTill,
		/** As it stands on the server; undefined: not there. */
		stored: (share: string) => database.get(parkedId(share)),
		put: (document: {readonly _id: string}) => database.put(document),
	};
}

export function basketOf({id, tillName: people}: BasketTill, saleId = 'sale-1'): SharedBasket {
	return {
		till: id,
		tillName: people,
		parkedAt: '2026-11-23T15:00:00+01:00',
		seller: {id: '2', name: 'Żaneta'},
		basket: {...parkedBasket, saleId},
	};
}

const silence = fail({code: 'unreachable', reason: 'the line is cut'} as const);

function lineTo(server: Server): {readonly line: Line; readonly cuttable: Pick<Server, 'ask' | 'database'>} {
	const late: (() => Promise<unknown>)[] = [];
	const line: Line = {
		faults: [],
		asked: [],
		isCut: false,
		async arrive() {
			for (const send of late.splice(0)) await send();
		},
	};
	const ask = async (path: string, question: Ask = {}) => {
		line.asked.push(question.method ?? 'GET');
		const fault = line.faults.shift();
		if (line.isCut || fault === 'lost') return silence;
		if (fault === 'late') {
			late.push(() => server.ask(path, question));
			return silence;
		}
		const answer = await server.ask(path, question);
		return fault === 'deaf' ? silence : answer;
	};
	return {line, cuttable: {database: name => server.database(name), ask}};
}
