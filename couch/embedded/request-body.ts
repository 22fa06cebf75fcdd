/**
 * Bodies of requests: JSON, gzipped or not, and the form a browser logs in with.
 *
 * The unpacked size is limited as well as the packed one, or a small request could fill the memory; so is what all
 * requests hold together.
 */
import type {IncomingMessage} from 'node:http';
import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import type {FastifyInstance, FastifyRequest} from 'fastify';
import {BodyReader, bodyTooLarge} from './body-reader.ts';
import {badRequest, CouchError} from './errors.ts';

export const bodyBytesMax = 64 * 1024 * 1024;
/** Of all requests together, until they are answered. */
const bodiesBytesMax = 4 * bodyBytesMax;
/** Who has not logged in has a password to send, hardly more. */
const bodyBytesMaxOfNobody = 1024 * 1024;
export const documentBytesMax = 8 * 1024 * 1024;

const unzip = promisify(gunzip);

export function acceptBodies(app: FastifyInstance): void {
	const reader = new BodyReader({bytesMax: bodiesBytesMax});
	app.addHook('onRequest', async (request, reply) => {
		reply.raw.once('close', () => reader.release(request));
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', async (request: FastifyRequest, stream: IncomingMessage) => {
		const isNobody = request.authenticated.user.name === null;
		const bytesMax = isNobody ? bodyBytesMaxOfNobody : bodyBytesMax;
		if (Number(request.headers['content-length']) > bytesMax) {
			throw bodyTooLarge();
		}
		const packed = await reader.read(request, stream, bytesMax);
		const bytes = await unpack(request, packed, bytesMax);
		if (bytes !== packed) {
			reader.hold(request, bytes.length);
		}
		if (bytes.length === 0) {
			return undefined;
		}
		const text = decode(bytes);
		return isForm(request) ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
	});
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectBody(request: FastifyRequest): JsonObject {
	if (!isObject(request.body)) {
		throw badRequest('Request body must be a JSON object');
	}
	return request.body;
}

/** For requests a page of another origin could otherwise send without asking first. */
export function requireJson(request: FastifyRequest): void {
	const type = request.headers['content-type'] ?? '';
	if (!type.startsWith('application/json')) {
		throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json');
	}
}

async function unpack(request: FastifyRequest, packed: Uint8Array, bytesMax: number): Promise<Uint8Array> {
	const encoding = request.headers['content-encoding'];
	if (encoding === undefined || encoding === 'identity') {
		return packed;
	}
	if (encoding !== 'gzip') {
		throw new CouchError(415, 'bad_content_type', `${encoding} is not a supported content encoding.`);
	}
	try {
		return view(await unzip(packed, {maxOutputLength: bytesMax}));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
			throw bodyTooLarge();
		}
		throw badRequest('Request body is not properly gzipped.');
	}
}

function view({buffer, byteOffset, length}: Buffer): Uint8Array {
	return new Uint8Array(buffer, byteOffset, length);
}

function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		throw badRequest('invalid UTF-8 JSON');
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw badRequest('invalid UTF-8 JSON');
	}
}

function isForm(request: FastifyRequest): boolean {
	const type = request.headers['content-type'] ?? '';
	// Everywhere else the body is JSON, whatever the client calls it.
	return request.routeOptions.url === '/_session' && type.startsWith('application/x-www-form-urlencoded');
}
