/** `/_session`: logging in, who am I, logging out; and keeping the cookie of a busy session fresh. */
import type {FastifyInstance, FastifyReply} from 'fastify';
import {anonymous, type User} from './access.ts';
import {type Authenticated, type Authentication, sessionTimeoutMs} from './authentication.ts';
import {badRequest} from './errors.ts';
import {objectBody} from './request-body.ts';

declare module 'fastify' {
	interface FastifyRequest {
		authenticated: Authenticated;
	}
}

const cookieRenewedAfterMs = sessionTimeoutMs / 10;

export function sessionRoutes(app: FastifyInstance, authentication: Authentication): void {
	app.decorateRequest('authenticated');
	app.addHook('onRequest', async request => {
		// Until the password is checked, and for an answer about a wrong one, nobody is asking.
		request.authenticated = {user: anonymous, by: undefined};
		request.authenticated = await authentication.identify(request);
	});

	app.addHook('onSend', async (request, reply, payload) => {
		if (request.authenticated === undefined) {
			// Refused before anybody was looked at, such as for its host.
			return payload;
		}
		const {user, cookieAtMs} = request.authenticated;
		const isOld = cookieAtMs !== undefined && Date.now() - cookieAtMs > cookieRenewedAfterMs;
		if (isOld && user.name !== null && !reply.hasHeader('set-cookie')) {
			giveCookie(reply, await authentication.cookieFor(user));
		}
		return payload;
	});

	app.get('/_session', request => {
		const {user, by} = request.authenticated;
		return {
			ok: true,
			userCtx: {name: user.name, roles: user.roles},
			info: {authentication_handlers: ['cookie', 'default'], ...(by === undefined ? {} : {authenticated: by})},
		};
	});

	app.post('/_session', async (request, reply) => {
		const {name, username = name, password} = objectBody(request);
		if (typeof username !== 'string' || typeof password !== 'string') {
			throw badRequest('request body must contain a username');
		}
		const user: User = await authentication.logIn(username, password, request.ip);
		giveCookie(reply, await authentication.cookieFor(user));
		return {ok: true, name: user.name, roles: user.roles};
	});

	app.delete('/_session', (_, reply) => {
		reply.header('set-cookie', 'AuthSession=; Version=1; Max-Age=0; Path=/; HttpOnly');
		return {ok: true};
	});
}

function giveCookie(reply: FastifyReply, cookie: string): void {
	const maxAge = sessionTimeoutMs / 1000;
	reply.header('set-cookie', `AuthSession=${cookie}; Version=1; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Strict`);
}
