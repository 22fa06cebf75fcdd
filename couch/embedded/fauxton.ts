/**
 * Fauxton, CouchDB's own admin pages, at `/_utils/`: files of the package `pouchdb-fauxton`.
 *
 * They are read once and kept; a page that asks again learns that nothing has changed.
 */
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, extname, join, relative, sep} from 'node:path';
import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {notFound} from './errors.ts';

interface Page {
	readonly bytes: Buffer;
	readonly type: string;
	readonly tag: string;
}

const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.gif': 'image/gif',
	'.ico': 'image/x-icon',
	'.woff': 'font/woff',
	'.woff2': 'font/woff2',
	'.ttf': 'font/ttf',
	'.eot': 'application/vnd.ms-fontobject',
};

// The pages build their templates with `eval`-like code and carry styles inline; nothing may come from elsewhere.
const policy =
	"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";

export function fauxtonRoutes(app: FastifyInstance): void {
	let pages: ReadonlyMap<string, Page> | undefined;

	function answer(path: string, request: FastifyRequest, reply: FastifyReply) {
		pages ??= readPages();
		const page = pages.get(path);
		if (page === undefined) {
			throw notFound('missing');
		}
		reply.header('etag', page.tag).header('cache-control', 'no-cache').header('content-security-policy', policy);
		if (request.headers['if-none-match'] === page.tag) {
			return reply.code(304).send();
		}
		return reply.type(page.type).send(page.bytes);
	}

	// The pages name their parts relative to a folder, so the slash has to be there.
	app.get('/_utils', (request, reply) =>
		request.url.split('?')[0] === '/_utils' ? reply.redirect('/_utils/', 301) : answer('index.html', request, reply),
	);
	app.get('/_utils/*', (request, reply) => answer((request.params as {'*': string})['*'], request, reply));
}

function readPages(): ReadonlyMap<string, Page> {
	const folder = join(dirname(createRequire(import.meta.url).resolve('pouchdb-fauxton/package.json')), 'www');
	const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile());
	return new Map(
		files.map(entry => {
			const file = join(entry.parentPath, entry.name);
			const bytes = readFileSync(file);
			const tag = `"${createHash('sha256').update(new Uint8Array(bytes)).digest('hex').slice(0, 16)}"`;
			const type = types[extname(entry.name)] ?? 'application/octet-stream';
			return [relative(folder, file).split(sep).join('/'), {bytes, tag, type}];
		}),
	);
}
