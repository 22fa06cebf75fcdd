/**
 * Answers, packed when the client asks for it.
 *
 * An answer of one piece is packed whole. A stream keeps one packer open and flushes it after every write, so that a
 * row of a continuous feed arrives when it is written; what came before serves as the dictionary of what follows.
 */
import {once} from 'node:events';
import type {Writable} from 'node:stream';
import {promisify} from 'node:util';
import {constants, createGzip, gzip} from 'node:zlib';
import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';

const pack = promisify(gzip);
const packedBytesMin = 1024;

export function compressAnswers(app: FastifyInstance): void {
	app.addHook('onSend', async (request, reply, payload) => {
		const worthwhile = typeof payload === 'string' && payload.length >= packedBytesMin;
		if (!worthwhile || !acceptsGzip(request) || reply.hasHeader('content-encoding')) {
			return payload;
		}
		const packed = await pack(payload);
		reply.header('content-encoding', 'gzip').header('vary', 'Accept-Encoding').removeHeader('content-length');
		return packed;
	});
}

/** An answer written piece by piece. Writing waits for a slow client instead of piling up. */
export class AnswerStream {
	readonly #out: Writable;
	readonly #ended = new AbortController();
	#wroteAtMs = performance.now();

	constructor(request: FastifyRequest, reply: FastifyReply) {
		const packed = acceptsGzip(request);
		const headers = {'content-type': 'application/json', 'cache-control': 'no-cache', vary: 'Accept-Encoding'};
		reply.hijack();
		reply.raw.writeHead(200, packed ? {...headers, 'content-encoding': 'gzip'} : headers);
		reply.raw.flushHeaders();
		reply.raw.once('close', () => this.#ended.abort());
		this.#out = reply.raw;
		if (packed) {
			const packer = createGzip({flush: constants.Z_SYNC_FLUSH});
			packer.pipe(reply.raw);
			reply.raw.once('close', () => packer.destroy());
			this.#out = packer;
		}
	}

	/** Aborted when the client has gone away. */
	get ended(): AbortSignal {
		return this.#ended.signal;
	}

	/** How long nothing has been written. */
	quietMs(): number {
		return performance.now() - this.#wroteAtMs;
	}

	async write(text: string): Promise<void> {
		this.#wroteAtMs = performance.now();
		if (this.ended.aborted || this.#out.write(text)) {
			return;
		}
		try {
			await once(this.#out, 'drain', {signal: this.ended});
		} catch (error) {
			if (!this.ended.aborted) {
				throw error;
			}
		}
	}

	end(text = ''): void {
		if (!this.ended.aborted) {
			this.#out.end(text);
		}
	}

	/** Cuts the connection: after an error in mid-answer the client must not take it for a whole one. */
	destroy(reply: FastifyReply): void {
		reply.raw.destroy();
	}
}

function acceptsGzip(request: FastifyRequest): boolean {
	const accepted = request.headers['accept-encoding'] ?? '';
	return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(accepted));
}
