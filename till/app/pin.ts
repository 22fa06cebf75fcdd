/**
 * PINs: checked against scrypt hashes of the form `scrypt$N$r$p$salt$hash`, with few attempts.
 *
 * A till holds every cashier's hash, so a PIN is as strong as its hash is slow and the attempts are few: after five
 * wrong ones in a row that cashier waits a minute at this till.
 */
import {randomBytes, scrypt, timingSafeEqual} from 'node:crypto';
import {assert} from '../domain/assert.ts';

const attemptsMax = 5;
const lockMs = 60_000;
const hashBytes = 32;
const cost = {N: 16_384, r: 8, p: 1} as const;

export type PinAnswer = 'right' | 'wrong' | 'locked';

export interface PinAttempt {
	readonly cashier: string;
	readonly pin: string;
	readonly pinHash: string;
}

export class PinDesk {
	readonly #now: () => number;
	readonly #failures = new Map<string, {count: number; lockedUntilMs: number}>();

	#checking: Promise<unknown> = Promise.resolve();

	constructor(now: () => number) {
		this.#now = now;
	}

	/** One after the other: attempts made at once would all be the first. */
	check(attempt: PinAttempt): Promise<PinAnswer> {
		const answer = this.#checking.then(() => this.#check(attempt));
		this.#checking = answer.catch(() => undefined);
		return answer;
	}

	async #check({cashier, pin, pinHash}: PinAttempt): Promise<PinAnswer> {
		const failures = this.#failures.get(cashier) ?? {count: 0, lockedUntilMs: 0};
		if (failures.lockedUntilMs > this.#now()) return 'locked';
		if (await matches(pin, pinHash)) {
			this.#failures.delete(cashier);
			return 'right';
		}
		const count = failures.count + 1;
		const locked = count >= attemptsMax;
		this.#failures.set(cashier, {count: locked ? 0 : count, lockedUntilMs: locked ? this.#now() + lockMs : 0});
		return locked ? 'locked' : 'wrong';
	}
}

export async function hashPin(pin: string): Promise<string> {
	const salt = new Uint8Array(randomBytes(16));
	const hash = await derive(pin, salt, cost, hashBytes);
	return ['scrypt', cost.N, cost.r, cost.p, base64url(salt), base64url(hash)].join('$');
}

async function matches(pin: string, pinHash: string): Promise<boolean> {
	const [scheme, N, r, p, salt, hash] = pinHash.split('$');
	assert(
		scheme === 'scrypt' && salt !== undefined && hash !== undefined,
		'a PIN hash is of the form scrypt$N$r$p$salt$hash',
	);
	const expected = bytesOf(hash);
	const found = await derive(pin, bytesOf(salt), {N: Number(N), r: Number(r), p: Number(p)}, expected.length);
	return timingSafeEqual(found, expected);
}

function derive(
	pin: string,
	salt: Uint8Array,
	{N, r, p}: {readonly N: number; readonly r: number; readonly p: number},
	lengthBytes: number,
): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		scrypt(pin, salt, lengthBytes, {N, r, p, maxmem: 256 * N * r}, (error, key) =>
			error ? reject(error) : resolve(new Uint8Array(key)),
		);
	});
}

function base64url(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('base64url');
}

function bytesOf(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, 'base64url'));
}
