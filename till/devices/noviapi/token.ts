/**
 * The token of a till at a NoviAPI printer. One is in use at a time; taking another ends the one before, whoever has it.
 *
 *   none ──GET──► held ──when three quarters of its life are over, or the printer refused it──PATCH──► held
 *     ▲            └──PATCH refused: somebody took another, or the printer was switched off──► none
 *     └──GET refused (429): not before the time the printer names
 *
 * T1  A printer gives ten tokens an hour, and one more try takes the present one away. The keeper counts its own tries,
 *     those without an answer too, stays below that, and never tries before the time that a 429 named.
 * T2  Prolonging costs nothing of that budget, also when the token has run out; so it always comes first.
 * T3  The printer's clock need not be right: its times are believed only between a minute and an hour from now.
 */
import type {Clock} from '../clock.ts';
import {deniedUntilIn, tokenIn} from './answers.ts';
import type {HttpDoor, HttpReply} from './http-door.ts';

export type TokenReply =
	| {readonly kind: 'held'; readonly token: string}
	| {readonly kind: 'denied' | 'not-sent' | 'silent'; readonly reason: string};

export interface TokenKeeper {
	current(): Promise<TokenReply>;
	/** The printer did not take this token: prolong it or take another. */
	refused(token: string): void;
	/** The printer says that it has deleted the token. */
	deleted(): void;
}

const path = '/api/v1/token';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Ten are allowed; two are left for somebody who has to look after the printer. */
const takenPerHourMax = 8;
const lifeMsMax = 20 * minuteMs;

interface Held {
	readonly token: string;
	readonly renewAtMs: number;
}

export function createTokenKeeper(options: {
	readonly door: HttpDoor;
	readonly clock: Clock;
	readonly timeoutMs: number;
}): TokenKeeper {
	const {door, clock, timeoutMs} = options;
	let held: Held | undefined;
	let takenAtMs: readonly number[] = [];
	let deniedUntilMs = 0;

	function hold(reply: HttpReply): TokenReply {
		if (reply.kind !== 'answered') return reply;
		const found = reply.status === 200 ? tokenIn(reply.body) : undefined;
		if (found === undefined) return {kind: 'silent', reason: 'the answer about a token makes no sense'};
		const lifeMs = Math.min(Math.max(found.expiresAtMs - clock.now(), minuteMs), lifeMsMax);
		held = {token: found.token, renewAtMs: clock.now() + (lifeMs * 3) / 4};
		return {kind: 'held', token: found.token};
	}

	async function take(): Promise<TokenReply> {
		const now = clock.now();
		takenAtMs = takenAtMs.filter(at => now - at < hourMs);
		const first = takenAtMs[0];
		if (first !== undefined && takenAtMs.length >= takenPerHourMax) {
			deniedUntilMs = Math.max(deniedUntilMs, first + hourMs);
		}
		if (now < deniedUntilMs) return denied(deniedUntilMs);
		const reply = await door.request({method: 'GET', path, timeoutMs});
		if (reply.kind === 'not-sent') return reply;
		takenAtMs = [...takenAtMs, now];
		if (reply.kind === 'answered' && reply.status === 429) {
			const untilMs = deniedUntilIn(reply.body) ?? now;
			deniedUntilMs = Math.min(Math.max(untilMs, now + minuteMs), now + hourMs);
			return denied(deniedUntilMs);
		}
		return hold(reply);
	}

	async function prolong({token}: Held): Promise<TokenReply> {
		const reply = await door.request({method: 'PATCH', path, token, timeoutMs});
		if (reply.kind !== 'answered' || reply.status === 200) return hold(reply);
		held = undefined;
		return take();
	}

	return {
		async current() {
			if (held === undefined) return take();
			return clock.now() < held.renewAtMs ? {kind: 'held', token: held.token} : prolong(held);
		},
		refused(token) {
			if (held?.token === token) held = {token, renewAtMs: 0};
		},
		deleted() {
			held = undefined;
		},
	};
}

function denied(untilMs: number): TokenReply {
	return {kind: 'denied', reason: `the printer gives no token before ${new Date(untilMs).toISOString()}`};
}
