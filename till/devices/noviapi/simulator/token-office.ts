/** Gives out tokens as the printer does: one is good at a time, ten an hour, and one more try takes the present one away. */
import type {Clock} from '../../clock.ts';
import type {HttpAnswer} from '../http-door.ts';
import {answer, exception} from './replies.ts';

export interface TokenOffice {
	take(): HttpAnswer;
	prolong(token: string | undefined): HttpAnswer;
	/** Nothing where the token is good. */
	check(token: string | undefined): HttpAnswer | undefined;
	/** Deleted, or lost with the power. */
	forget(): void;
	/** How often one was given out. */
	readonly takenCount: number;
}

const minuteMs = 60_000;
const lifeMs = 20 * minuteMs;
const takenPerHourMax = 10;

export function createTokenOffice(clock: Clock): TokenOffice {
	let current: {readonly token: string; readonly expiresAtMs: number} | undefined;
	let takenAtMs: readonly number[] = [];
	let count = 0;
	let takenCount = 0;

	function give(): HttpAnswer {
		count += 1;
		current = {token: `token.${count}.${clock.now()}`, expiresAtMs: clock.now() + lifeMs};
		return answer(200, {token: current.token, expiration_date: utc(current.expiresAtMs)});
	}

	return {
		take() {
			takenAtMs = takenAtMs.filter(at => clock.now() - at < 60 * minuteMs);
			if (takenAtMs.length >= takenPerHourMax) {
				current = undefined;
				const allowedAtMs = (takenAtMs[0] ?? 0) + 60 * minuteMs;
				return exception(429, 2, 'Too many token requests', {allowed_refresh_date: utc(allowedAtMs)});
			}
			takenAtMs = [...takenAtMs, clock.now()];
			takenCount += 1;
			return give();
		},
		prolong: token =>
			current !== undefined && token === current.token ? give() : exception(401, 4, 'Token incorrect'),
		check(token) {
			if (current === undefined) return exception(401, 4, 'Token not found');
			if (token !== current.token) return exception(401, 4, 'Token incorrect');
			return clock.now() < current.expiresAtMs ? undefined : exception(401, 4, 'Token expired');
		},
		forget() {
			current = undefined;
		},
		get takenCount() {
			return takenCount;
		},
	};
}

function utc(atMs: number): string {
	return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
