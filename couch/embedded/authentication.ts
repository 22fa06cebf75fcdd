/**
 * Who is asking: Basic authentication or the session cookie, checked against the admin and the users' documents.
 *
 * Checking a password is made slow on purpose; one that was right is remembered by a hash that includes the stored
 * key, so that a changed password is not remembered, and repeating it costs nothing. After five wrong ones a user is
 * locked out for five minutes from that address; nobody else is.
 */
import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto';
import type {FastifyRequest} from 'fastify';
import {anonymous, type User} from './access.ts';
import type {Databases} from './databases.ts';
import {forbidden, unauthorized} from './errors.ts';
import type {Registry} from './registry.ts';
import {deriveKey, findUser} from './users.ts';

export interface Admin {
	readonly name: string;
	readonly password: string;
}

export const sessionTimeoutMs = 600_000;
const lockoutMs = 300_000;
const wrongPasswordCountMax = 5;
const verifiedCountMax = 1000;
// Names are free to invent: what is remembered of wrong passwords must not grow with them.
const failuresCountMax = 10_000;

export interface Authenticated {
	readonly user: User;
	readonly by: 'cookie' | 'default' | undefined;
	/** When the cookie was given; a young one need not be given anew. */
	readonly cookieAtMs?: number;
}

interface Failures {
	count: number;
	readonly sinceMs: number;
}

export class Authentication {
	readonly #admin: Admin;
	readonly #databases: Databases;
	readonly #registry: Registry;
	readonly #verified = new Set<string>();
	readonly #failures = new Map<string, Failures>();
	readonly #pepper = randomBytes(16).toString('hex');

	constructor(admin: Admin, databases: Databases, registry: Registry) {
		this.#admin = admin;
		this.#databases = databases;
		this.#registry = registry;
	}

	async identify(request: FastifyRequest): Promise<Authenticated> {
		const basic = readBasic(request.headers.authorization);
		if (basic !== undefined) {
			return {user: await this.logIn(basic.name, basic.password, request.ip), by: 'default'};
		}
		const cookie = /(?:^|;\s*)AuthSession=([^;]*)/.exec(request.headers.cookie ?? '')?.[1];
		return cookie ? this.#readCookie(cookie) : {user: anonymous, by: undefined};
	}

	async logIn(name: string, password: string, address: string): Promise<User> {
		const place = hash(`${name}\n${address}`);
		this.#refuseLockedOut(place);
		const user = await this.#check(name, password);
		if (user === undefined) {
			this.#countFailure(place);
			throw unauthorized('Name or password is incorrect.');
		}
		this.#failures.delete(place);
		return user;
	}

	async cookieFor(user: User): Promise<string> {
		const {name} = user;
		const key = name === null ? undefined : await this.#cookieKeyOf(name);
		if (name === null || key === undefined) {
			throw unauthorized('Name or password is incorrect.');
		}
		const signed = `${name}:${Date.now().toString(16)}`;
		return Buffer.from(`${signed}:${sign(signed, key)}`).toString('base64url');
	}

	async #readCookie(cookie: string): Promise<Authenticated> {
		const [, name, time, signature] = /^(.*):([0-9a-f]+):([0-9a-f]+)$/s.exec(decodeBase64(cookie)) ?? [];
		const key = name === undefined ? undefined : await this.#cookieKeyOf(name);
		if (name === undefined || time === undefined || signature === undefined || key === undefined) {
			return {user: anonymous, by: undefined};
		}
		const cookieAtMs = Number.parseInt(time, 16);
		const isFresh = Date.now() - cookieAtMs < sessionTimeoutMs;
		if (!isFresh || !areEqual(signature, sign(`${name}:${time}`, key))) {
			return {user: anonymous, by: undefined};
		}
		return {user: await this.#userOf(name), by: 'cookie', cookieAtMs};
	}

	async #check(name: string, password: string): Promise<User | undefined> {
		if (name === this.#admin.name) {
			return areEqual(password, this.#admin.password) ? this.#adminUser() : undefined;
		}
		const user = await findUser(this.#databases.get('_users'), name);
		if (user === undefined) {
			return undefined;
		}
		const proof = hash(`${this.#pepper}\n${user.derived_key}\n${password}`);
		if (!this.#verified.has(proof)) {
			const key = await deriveKey(password, user.salt, user.iterations);
			if (!areEqual(key, user.derived_key)) {
				return undefined;
			}
			this.#remember(proof);
		}
		return {name, roles: user.roles};
	}

	async #userOf(name: string): Promise<User> {
		if (name === this.#admin.name) {
			return this.#adminUser();
		}
		const user = await findUser(this.#databases.get('_users'), name);
		return user === undefined ? anonymous : {name, roles: user.roles};
	}

	#adminUser(): User {
		return {name: this.#admin.name, roles: ['_admin']};
	}

	// A changed password ends the sessions it began.
	async #cookieKeyOf(name: string): Promise<string | undefined> {
		if (name === this.#admin.name) {
			return `${this.#registry.secret}${hash(this.#admin.password)}`;
		}
		const user = await findUser(this.#databases.get('_users'), name);
		return user === undefined ? undefined : `${this.#registry.secret}${user.derived_key}`;
	}

	#remember(proof: string): void {
		this.#verified.add(proof);
		const [oldest] = this.#verified;
		if (this.#verified.size > verifiedCountMax && oldest !== undefined) {
			this.#verified.delete(oldest);
		}
	}

	#refuseLockedOut(place: string): void {
		const failures = this.#failures.get(place);
		if (failures === undefined) {
			return;
		}
		if (Date.now() - failures.sinceMs > lockoutMs) {
			this.#failures.delete(place);
			return;
		}
		const isOff = this.#registry.setting('chttpd_auth_lockout', 'mode') === 'off';
		if (!isOff && failures.count >= wrongPasswordCountMax) {
			throw forbidden('Account is temporarily locked due to multiple authentication failures');
		}
	}

	#countFailure(place: string): void {
		const failures = this.#failures.get(place);
		if (failures === undefined) {
			this.#failures.set(place, {count: 1, sinceMs: Date.now()});
			this.#forgetOldFailures();
		} else {
			failures.count++;
		}
	}

	#forgetOldFailures(): void {
		for (const [place, {sinceMs}] of this.#failures) {
			if (Date.now() - sinceMs <= lockoutMs && this.#failures.size <= failuresCountMax) {
				return;
			}
			this.#failures.delete(place);
		}
	}
}

function readBasic(header: string | undefined): {name: string; password: string} | undefined {
	const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? [];
	const [, name, password] = /^([^:]*):(.*)$/s.exec(encoded === undefined ? '' : decodeBase64(encoded)) ?? [];
	return name === undefined || password === undefined ? undefined : {name, password};
}

function decodeBase64(text: string): string {
	return Buffer.from(text, 'base64').toString();
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

function sign(text: string, key: string): string {
	return createHmac('sha256', key).update(text).digest('hex');
}

function areEqual(a: string, b: string): boolean {
	// Digests are of one length, whatever is compared.
	const [digestA, digestB] = [a, b].map(text => new Uint8Array(createHash('sha256').update(text).digest()));
	return digestA !== undefined && digestB !== undefined && timingSafeEqual(digestA, digestB);
}
