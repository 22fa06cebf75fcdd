/**
 * Who may talk to the till: its own screen, and nobody else.
 *
 * The till listens on this machine only, but so does every page that a browser on it may open. A page elsewhere is
 * kept out by the exact Host (a name that was rebound to 127.0.0.1 is another host), the exact Origin, a JSON body
 * (which a form cannot send) and a token that only a page served by the till has read.
 */
import {timingSafeEqual} from 'node:crypto';

export interface Visit {
	readonly method: string;
	readonly host: string | undefined;
	readonly origin: string | undefined;
	readonly contentType: string | undefined;
	readonly token: string | undefined;
}

export type Refusal =
	| {readonly status: 421; readonly reason: 'unknown Host'}
	| {readonly status: 403; readonly reason: 'foreign Origin' | 'no session token'}
	| {readonly status: 415; readonly reason: 'not JSON'};

export interface GuardRules {
	readonly port: number;
	readonly sessionToken: string;
}

/** Why a request is turned away; undefined when it may pass. `wantsToken` is false for the page itself. */
export function refusalOf(
	visit: Visit,
	{wantsToken}: {readonly wantsToken: boolean},
	rules: GuardRules,
): Refusal | undefined {
	const hosts = [`127.0.0.1:${rules.port}`, `localhost:${rules.port}`];
	if (visit.host === undefined || !hosts.includes(visit.host)) return {status: 421, reason: 'unknown Host'};
	const reads = visit.method === 'GET' || visit.method === 'HEAD';
	const origin = `http://${visit.host}`;
	// A browser names the Origin of every POST; of a GET only where it crosses sites.
	if (visit.origin === undefined ? !reads : visit.origin !== origin) return {status: 403, reason: 'foreign Origin'};
	if (!reads && !isJson(visit.contentType)) return {status: 415, reason: 'not JSON'};
	if (wantsToken && !sameText(visit.token, rules.sessionToken)) return {status: 403, reason: 'no session token'};
	return undefined;
}

function isJson(contentType: string | undefined): boolean {
	return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

function sameText(given: string | undefined, expected: string): boolean {
	if (given === undefined) return false;
	const left = new TextEncoder().encode(given);
	const right = new TextEncoder().encode(expected);
	return left.length === right.length && timingSafeEqual(left, right);
}
