/** The query string of a request, in CouchDB's spelling: many values in it are JSON. */
import type {FastifyRequest} from 'fastify';
import {badRequest, CouchError} from './errors.ts';

export class Query {
	readonly #texts: Readonly<Record<string, unknown>>;
	readonly #body: Readonly<Record<string, unknown>>;

	/** A body may carry the same options as the query string; the query string wins. */
	constructor(request: FastifyRequest, body: Readonly<Record<string, unknown>> = {}) {
		this.#texts = request.query as Readonly<Record<string, unknown>>;
		this.#body = body;
	}

	has(name: string): boolean {
		return (this.#texts[name] ?? this.#body[name]) !== undefined;
	}

	text(name: string): string | undefined {
		const value = this.#texts[name] ?? this.#body[name];
		return value === undefined ? undefined : String(value);
	}

	flag(name: string, otherwise = false): boolean {
		const value = this.text(name);
		if (value === undefined) {
			return otherwise;
		}
		if (value !== 'true' && value !== 'false') {
			throw parseError(`Invalid boolean parameter: "${value}"`);
		}
		return value === 'true';
	}

	integer(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) {
			return undefined;
		}
		const number = Number(value);
		if (!Number.isSafeInteger(number) || number < 0) {
			throw parseError(`Invalid value for positive integer: "${value}"`);
		}
		return number;
	}

	/** In the query string values are JSON text; in a body they are what they are. */
	json(name: string): unknown {
		const text = this.#texts[name];
		if (text === undefined) {
			return this.#body[name];
		}
		try {
			return JSON.parse(String(text));
		} catch {
			throw badRequest('invalid UTF-8 JSON');
		}
	}
}

function parseError(reason: string): CouchError {
	return new CouchError(400, 'query_parse_error', reason);
}
