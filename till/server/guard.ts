/**
 * Who may talk to the till: its own screen, programs beside it, and nobody else.
 *
 * The till listens on this machine only, but so does every page that a browser on it may open. A page elsewhere is
 * kept out by the exact Host (a name that was rebound to 127.0.0.1 is another host), the exact Origin, a JSON body
 * (which a form cannot send) and a token that only a page served by the till has read.
 *
 * A program beside the till is no page: a browser names the Origin of every POST, and such a program of none. So a tool
 * may do nothing but POST, any Origin at all turns it away, and its token is in a file that only the till's own user
 * can read. Neither of the two tokens opens what is the other's.
 */
import {timingSafeEqual} from 'node:crypto';

export interface Visit {
	readonly method: string;
	readonly host: string | undefined;
	readonly origin: string | undefined;
	readonly contentType: string | undefined;
	/** The token of a header. */
	readonly token: string | undefined;
	/** The token of the address, which a browser's event stream has instead of a header of its own. */
	readonly addressToken: string | undefined;
}

export type Refusal =
	| {readonly status: 421; readonly reason: 'unknown Host'}
	| {
			readonly status: 403;
			readonly reason: 'foreign Origin' | 'no session token' | 'not for a browser' | 'no tool token';
	  }
	| {readonly status: 415; readonly reason: 'not JSON'};

/** Whom a route is for. */
export type Caller = 'anyone' | 'screen' | 'tool';

export interface GuardRules {
	readonly port: number;
	readonly sessionToken: string;
	/** Absent where no tool may ask. */
	readonly toolToken?: string;
}

/** Why a request is turned away; undefined when it may pass. */
export function refusalOf(
	visit: Visit,
	{caller}: {readonly caller: Caller},
	{port, sessionToken, toolToken}: GuardRules,
): Refusal | undefined {
	const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
	if (visit.host === undefined || !hosts.includes(visit.host)) return {status: 421, reason: 'unknown Host'};
	const reads = visit.method === 'GET' || visit.method === 'HEAD';
	if (caller === 'tool') {
		if (reads || visit.origin !== undefined) return {status: 403, reason: 'not for a browser'};
	} else {
		const origin = `http://${visit.host}`;
		// A browser names the Origin of every POST; of a GET only where it crosses sites.
		if (visit.origin === undefined ? !reads : visit.origin !== origin) return {status: 403, reason: 'foreign Origin'};
	}
	if (!reads && !isJson(visit.contentType)) return {status: 415, reason: 'not JSON'};
	switch (caller) {
		case 'anyone':
			return undefined;
		case 'screen':
			return sameText(visit.token ?? visit.addressToken, sessionToken)
				? undefined
				: {status: 403, reason: 'no session token'};
		case 'tool':
			return toolToken !== undefined && sameText(visit.token, toolToken)
				? undefined
				: {status: 403, reason: 'no tool token'};
	}
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
