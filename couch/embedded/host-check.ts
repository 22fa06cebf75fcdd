/**
 * Which `Host` a request may name, and that no page of another site sends it.
 *
 * A web page elsewhere can point a name of its own at this machine and then talk to the server as if it were its own
 * site. Such a page comes with its own name in `Host`; ours are the loopback's, plain addresses when the server
 * listens to other machines, and the names it was told. A page that keeps its own name says in `Origin` or
 * `Sec-Fetch-Site` where it is from; programs say neither. A link from elsewhere may still lead here.
 */
import type {IncomingHttpHeaders} from 'node:http';
import {isIP} from 'node:net';
import type {FastifyInstance} from 'fastify';
import {CouchError, forbidden} from './errors.ts';

export interface HostRules {
	readonly hostNames: readonly string[];
	/** Known once the server listens. */
	isBeyondLoopback(): boolean;
}

export function checkHosts(app: FastifyInstance, rules: HostRules): void {
	app.addHook('onRequest', async request => {
		const host = hostOf(request.headers.host ?? '');
		const isKnown = isLoopback(host) || rules.hostNames.includes(host);
		if (!isKnown && !(rules.isBeyondLoopback() && isIP(host) !== 0)) {
			throw new CouchError(421, 'misdirected_request', `This server does not answer to the name ${host}.`);
		}
		if (isCrossSite(request.headers)) {
			throw forbidden('Pages of other sites may not use this server.');
		}
	});
}

function isCrossSite({host, origin, ...headers}: IncomingHttpHeaders): boolean {
	if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host?.toLowerCase())) {
		return true;
	}
	const isFollowingALink = headers['sec-fetch-mode'] === 'navigate' && origin === undefined;
	return ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site'])) && !isFollowingALink;
}

export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function hostOf(header: string): string {
	return header
		.replace(/:\d+$/, '')
		.replace(/^\[(.*)\]$/, '$1')
		.toLowerCase();
}
