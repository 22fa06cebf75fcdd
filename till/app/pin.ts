/**
 * PINs: checked against scrypt hashes of the form `scrypt$N$r$p$salt$hash`, with few attempts.
 *
 * A till holds every cashier's hash, so a PIN is as strong as its hash is slow and the attempts are few: after five
 * wrong ones in a row that cashier waits a minute at this till, which a restart does not shorten. A badge's code is long
 * and drawn at random, so a plain digest of it gives nothing away; badges that nobody has are counted as well, all of them
 * as one.
 */
import {createHash, randomBytes, scrypt, timingSafeEqual} from 'node:crypto';
import {assert} from '../domain/assert.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {AttemptsMemory, HeldAttempts} from '../replica/replica.ts';

const attemptsMax = 5;
const lockMs = 60_000;
const hashBytes = 32;
/** No cashier's id has a space in it. */
const badges = 'all badges';
const cost = {N: 16_384, r: 8, p: 1} as const;

/**
 * `locking`: wrong, and the last attempt there was. `locked`: not looked at. `unchecked`: nobody can say, whatever was
 * typed; it is no attempt.
 */
export type PinAnswer = 'right' | 'wrong' | 'locking' | 'locked' | 'unchecked';

export interface PinAttempt {
	readonly cashier: string;
	readonly pin: string;
	readonly pinHash: string;
	/** How many digits it has, where that is known: whoever says six of a PIN of four is not believed. */
	readonly pinLength?: number;
}

export interface PinDeskParts {
	readonly now: () => number;
	readonly memory: AttemptsMemory;
	readonly onStoreFailure: (error: unknown) => void;
}

export class PinDesk {
	readonly #parts: PinDeskParts;
	readonly #failures: Map<string, HeldAttempts>;

	#checking: Promise<unknown> = Promise.resolve();

	constructor(parts: PinDeskParts) {
		this.#parts = parts;
		this.#failures = new Map(parts.memory.held().map(held => [held.who, held]));
	}

	/** One after the other: attempts made at once would all be the first. */
	check(attempt: PinAttempt): Promise<PinAnswer> {
		const answer = this.#checking.then(() => this.#check(attempt));
		this.#checking = answer.catch(() => undefined);
		return answer;
	}

	/** Whose badge it is. */
	checkBadge(code: string, holders: readonly Cashier[]): Cashier | 'wrong' | 'locking' | 'locked' {
		if (this.#isLocked(badges)) return 'locked';
		const digest = createHash('sha256').update(code).digest('hex');
		const holder = holders.find(({badge}) => badge === digest);
		return holder === undefined ? this.#fail(badges) : this.#forgive(badges, holder);
	}

	async #check({cashier, pin, pinHash, pinLength}: PinAttempt): Promise<PinAnswer> {
		if (this.#isLocked(cashier)) return 'locked';
		const isLong = pinLength === undefined || pin.length === pinLength;
		if (!isLong) return this.#fail(cashier);
		// The hash is of no use, or there is no memory for it: not the person's fault, who still has to be told.
		const isRight = await matches(pin, pinHash).catch(() => undefined);
		if (isRight === undefined) return 'unchecked';
		return isRight ? this.#forgive(cashier, 'right') : this.#fail(cashier);
	}

	#isLocked(who: string): boolean {
		const held = this.#failures.get(who);
		if (held === undefined) return false;
		const now = this.#parts.now();
		// The clock was set back: they wait once more, and not until it is that late again.
		if (held.lockedUntilMs > now + lockMs) this.#hold({...held, lockedUntilMs: now + lockMs});
		return held.lockedUntilMs > now;
	}

	#forgive<A>(who: string, answer: A): A {
		if (this.#failures.delete(who)) this.#keep();
		return answer;
	}

	#fail(who: string): 'wrong' | 'locking' {
		const count = (this.#failures.get(who)?.count ?? 0) + 1;
		const locked = count >= attemptsMax;
		const lockedUntilMs = locked ? this.#parts.now() + lockMs : 0;
		this.#hold({who, count: locked ? 0 : count, lockedUntilMs});
		return locked ? 'locking' : 'wrong';
	}

	#hold(held: HeldAttempts): void {
		this.#failures.set(held.who, held);
		this.#keep();
	}

	/** Before anybody hears that it was wrong. Without a disk it is remembered until the till is off. */
	#keep(): void {
		const {memory, onStoreFailure} = this.#parts;
		try {
			memory.keep([...this.#failures.values()]);
		} catch (error) {
			onStoreFailure(error);
		}
	}
}

/** What is said of an answer that lets nobody in. */
export const pinRefusals = {
	wrong: 'wrong-pin',
	locking: 'pin-locked',
	locked: 'pin-locked',
	unchecked: 'pin-unchecked',
} as const;

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
