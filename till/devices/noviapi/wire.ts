/**
 * One HTTP request after the other, each with the till's token.
 *
 * A request that the printer turned away for its token alone (401) was not looked at: it goes out once more with another
 * one. Nothing else is ever sent twice from here.
 */
import type {Clock} from '../clock.ts';
import {exceptionIn, jsonIn} from './answers.ts';
import {multipleAccess} from './errors.ts';
import type {HttpDoor, HttpReply, HttpRequest} from './http-door.ts';
import {createTokenKeeper} from './token.ts';

export interface Answered {
	readonly kind: 'answered';
	readonly status: number;
	readonly json: unknown;
}

export type Answer =
	| Answered
	/** `denied`: there is no token to send it with. */
	| {readonly kind: 'not-sent' | 'denied'; readonly reason: string}
	| {readonly kind: 'silent'; readonly reason: string};

export interface Wire {
	ask(request: Omit<HttpRequest, 'token'>): Promise<Answer>;
	/** Whether anybody is there; needs no token. */
	greet(timeoutMs: number): Promise<boolean>;
	stop(): Promise<void>;
}

export function createWire(options: {
	readonly door: HttpDoor;
	readonly clock: Clock;
	readonly tokenTimeoutMs: number;
}): Wire {
	const {door, clock, tokenTimeoutMs} = options;
	const tokens = createTokenKeeper({door, clock, timeoutMs: tokenTimeoutMs});
	let lastTurn: Promise<unknown> = Promise.resolve();

	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = lastTurn.then(work, work);
		lastTurn = turn;
		return turn;
	}

	async function ask(request: Omit<HttpRequest, 'token'>): Promise<Answer> {
		const first = await askOnce(request);
		return isTurnedAway(first) ? askOnce(request) : first;
	}

	async function askOnce(request: Omit<HttpRequest, 'token'>): Promise<Answer> {
		const token = await tokens.current();
		// Whatever became of the asking for a token: the request itself was not sent.
		if (token.kind !== 'held') return {kind: token.kind === 'denied' ? 'denied' : 'not-sent', reason: token.reason};
		const answer = answerOf(await door.request({...request, token: token.token}));
		if (isTurnedAway(answer)) tokens.refused(token.token);
		if (answer.kind === 'answered' && exceptionIn(answer.json)?.code === multipleAccess) tokens.deleted();
		return answer;
	}

	return {
		ask: request => inTurn(() => ask(request)),
		greet: timeoutMs =>
			inTurn(async () => (await door.request({method: 'GET', path: '/api/v1', timeoutMs})).kind === 'answered'),
		stop: () => door.stop(),
	};
}

/** An answer whose body is damaged says nothing of what was done. */
function answerOf(reply: HttpReply): Answer {
	if (reply.kind === 'not-sent') return {kind: 'not-sent', reason: reply.reason};
	if (reply.kind === 'silent') return {kind: 'silent', reason: reply.reason};
	const json = jsonIn(reply.body);
	if (json === undefined) return {kind: 'silent', reason: `an answer ${reply.status} that makes no sense`};
	return {kind: 'answered', status: reply.status, json};
}

function isTurnedAway(answer: Answer): boolean {
	return answer.kind === 'answered' && answer.status === 401;
}
