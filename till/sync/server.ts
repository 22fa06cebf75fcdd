/**
 * The one door to HTTP.
 *
 * Every request ends: by its answer, by a silence as long as its time-out, or by the link being stopped. An answer may
 * take as long as it needs as long as it comes: a slow line is not a dead one. What the server or the network does is a
 * `ServerFault`, never an exception.
 */
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {fail, ok, type Result} from '../domain/result.ts';

export type ServerFault =
	/** No answer, or none that a CouchDB would give. */
	| {readonly code: 'unreachable'; readonly reason: string}
	/** The server does not know this till, or has locked it out for too many wrong passwords. */
	| {readonly code: 'unauthorised'; readonly reason: string}
	| {readonly code: 'http'; readonly status: number; readonly error: string; readonly reason: string};

export interface ServerAddress {
	/** May carry user and password, and a path. */
	readonly url: string;
	readonly user?: string;
	readonly password?: string;
	/** Stands before every database's name, so that several shops can share a server. */
	readonly prefix?: string;
	/** Long bodies are not compressed: for a server behind something that cannot unpack them. */
	readonly plainBodies?: boolean;
}

export interface Ask {
	readonly method?: 'GET' | 'POST' | 'PUT';
	/** An object is put as JSON, a text as it is. */
	readonly body?: string | object;
	/** Of the document that is asked for: while it is still that one, the answer is 304 and nothing else. */
	readonly unlessRevision?: string;
	readonly timeoutMs?: number;
}

/** A piece of a stream, or, as the last thing, why it ended. */
export type StreamPiece = Result<Uint8Array, ServerFault>;

export interface Server {
	/** Path of a database, encoded; more may be appended. */
	database(name: string): string;
	ask(path: string, ask?: Ask): Promise<Result<unknown, ServerFault>>;
	/**
	 * Opens a stream. It is read only as fast as its pieces are taken, and ends with a fault when `silenceMs` pass
	 * without a byte. Leaving the iteration closes the connection.
	 */
	stream(
		path: string,
		options: {readonly silenceMs: number},
	): Promise<Result<AsyncIterableIterator<StreamPiece>, ServerFault>>;
}

const compress = promisify(gzip);
// fetch would ask for it by itself, and unpacks row by row what comes so; but a till's bytes shall not hang on a habit.
const acceptance = {'accept-encoding': 'gzip'};
// A connection kept for the next question may die without a word meanwhile, and each of them would be waited for in
// vain, one after the other, long after the link is back. Questions are few; each has a connection of its own.
const persistence = {connection: 'close'};
/** Below this a body is about as long compressed. */
const gzipLengthMin = 1024;

export function openServer({
	address,
	timeoutMs,
	signal,
	onDate,
}: {
	readonly address: ServerAddress;
	readonly timeoutMs: number;
	/** Ends every request; its reason is the requests' fault. */
	readonly signal: AbortSignal;
	/** Hears the server's own time, to the second, with every answer that tells it. */
	readonly onDate?: (serverMs: number) => void;
}): Server {
	const {base, headers} = readAddress(address);
	const {prefix = '', plainBodies = false} = address;

	async function send(
		path: string,
		{method = 'GET', body, unlessRevision}: Ask,
		abort: AbortSignal,
	): Promise<Result<Response, ServerFault>> {
		const {bytes, bodyHeaders} = await encodeBody(body, plainBodies ? Number.POSITIVE_INFINITY : gzipLengthMin);
		// A document's tag is its revision in quotes.
		const condition = unlessRevision === undefined ? {} : {'if-none-match': `"${unlessRevision}"`};
		const response = await attempt(() =>
			fetch(`${base}${path}`, {
				method,
				headers: {...acceptance, ...persistence, ...headers, ...condition, ...bodyHeaders},
				redirect: 'manual',
				signal: abort,
				...(bytes && {body: bytes}),
			}),
		);
		const serverMs = Date.parse((response.ok && response.value.headers.get('date')) || '');
		if (!Number.isNaN(serverMs)) onDate?.(serverMs);
		return response;
	}

	return {
		database: name => `/${encodeURIComponent(prefix + name)}`,

		async ask(path, ask = {}) {
			const watch = watchdog({silenceMs: ask.timeoutMs ?? timeoutMs, signal});
			try {
				const response = await send(path, ask, watch.signal);
				if (!response.ok) return response;
				return await readAnswer(response.value, watch);
			} finally {
				watch.end();
			}
		},

		async stream(path, {silenceMs}) {
			const watch = watchdog({silenceMs, signal});
			const response = await send(path, {}, watch.signal);
			if (response.ok && response.value.status === 200) return ok(leavable(pieces(response.value, watch), watch));
			const fault = response.ok ? await readAnswer(response.value, watch) : response;
			watch.end();
			return fault.ok ? fail({code: 'unreachable', reason: `${path} is no stream`}) : fault;
		},
	};
}

/** User and password of the URL, unless they are given beside it: fetch takes none in a URL. */
export function readAddress({url, user, password}: ServerAddress): {
	readonly base: string;
	readonly headers: Readonly<Record<string, string>>;
} {
	const parsed = new URL(url);
	const name = user ?? decodeURIComponent(parsed.username);
	const secret = password ?? decodeURIComponent(parsed.password);
	const base = `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
	if (name === '') return {base, headers: {accept: 'application/json'}};
	const authorization = `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
	return {base, headers: {accept: 'application/json', authorization}};
}

async function encodeBody(body: string | object | undefined, packedLengthMin: number) {
	if (body === undefined) return {bodyHeaders: {}};
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const bodyHeaders = {'content-type': 'application/json'};
	if (text.length < packedLengthMin) return {bytes: text, bodyHeaders};
	const bytes = new Uint8Array(await compress(text));
	return {bytes, bodyHeaders: {...bodyHeaders, 'content-encoding': 'gzip'}};
}

async function readAnswer(response: Response, watch: Watchdog): Promise<Result<unknown, ServerFault>> {
	const text = await attempt(() => readText(response, watch));
	if (!text.ok) return text;
	const json = parseJson(text.value);
	if (response.ok) return json ?? fail({code: 'unreachable', reason: 'the answer is not the one of a CouchDB'});
	const {error, reason} = describe(json?.value, response);
	const {status} = response;
	// A user who is locked out gets 403 everywhere, even with the right password.
	const locked = status === 403 && /temporarily locked/.test(reason);
	return status === 401 || locked ? fail({code: 'unauthorised', reason}) : fail({code: 'http', status, error, reason});
}

async function readText({body}: Response, watch: Watchdog): Promise<string> {
	const reader = body?.getReader();
	const decoder = new TextDecoder();
	let text = '';
	while (reader !== undefined) {
		watch.expect();
		const {value, done} = await unlessAborted(reader.read(), watch.signal);
		if (done) break;
		text += decoder.decode(value, {stream: true});
	}
	return text + decoder.decode();
}

async function* pieces(response: Response, watch: Watchdog): AsyncGenerator<StreamPiece, void, undefined> {
	const reader = response.body?.getReader();
	try {
		while (reader !== undefined) {
			watch.expect();
			const read = await attempt(() => unlessAborted(reader.read(), watch.signal));
			watch.rest();
			if (!read.ok) return yield read;
			if (read.value.done) break;
			yield ok(read.value.value);
		}
		yield fail({code: 'unreachable', reason: 'the server ended the stream'});
	} finally {
		watch.end();
		watch.close();
	}
}

/** fetch may leave a read open for ever when it is aborted in the moment in which the answer ends by itself. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop);
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

/** A generator that waits for the wire is not left before something comes; so the wire is closed first. */
function leavable(
	stream: AsyncGenerator<StreamPiece, void, undefined>,
	{close}: Pick<Watchdog, 'close'>,
): AsyncIterableIterator<StreamPiece> {
	return {
		next: () => stream.next(),
		return: () => {
			close();
			return stream.return();
		},
		[Symbol.asyncIterator]() {
			return this;
		},
	};
}

interface Watchdog {
	readonly signal: AbortSignal;
	/** Something has to come from now on. */
	expect(): void;
	/** Nothing has to come for the moment. */
	rest(): void;
	end(): void;
	close(): void;
}

// Network time is the machine's own: a till's clock may be a test's, its sockets never are.
function watchdog({silenceMs, signal}: {readonly silenceMs: number; readonly signal: AbortSignal}): Watchdog {
	const controller = new AbortController();
	const silent = () => controller.abort(new Error(`the server said nothing for ${silenceMs} ms`));
	const stop = () => controller.abort(signal.reason);
	let timer = setTimeout(silent, silenceMs);
	if (signal.aborted) stop();
	signal.addEventListener('abort', stop);
	return {
		signal: controller.signal,
		expect() {
			clearTimeout(timer);
			timer = setTimeout(silent, silenceMs);
		},
		rest: () => clearTimeout(timer),
		end() {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
		},
		close: () => controller.abort(new Error('the stream is no longer read')),
	};
}

async function attempt<Value>(run: () => Promise<Value>): Promise<Result<Value, ServerFault>> {
	try {
		return ok(await run());
	} catch (error) {
		return fail({code: 'unreachable', reason: reasonOf(error)});
	}
}

// fetch hides what happened behind "fetch failed"; the cause says it.
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const {cause} = error;
	if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
	return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

function parseJson(text: string): {readonly ok: true; readonly value: unknown} | undefined {
	try {
		return {ok: true, value: JSON.parse(text)};
	} catch {
		// Not JSON: a proxy's page or a cut-off answer. The caller says what that means.
		return undefined;
	}
}

function describe(body: unknown, {status, statusText}: Response): {readonly error: string; readonly reason: string} {
	const {error, reason} = isRecord(body) ? body : {};
	return {
		error: typeof error === 'string' ? error : `status_${status}`,
		reason: typeof reason === 'string' ? reason : reason === undefined ? statusText : JSON.stringify(reason),
	};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A fault as a sentence for the service screen. */
export function sentenceOf(fault: ServerFault): string {
	switch (fault.code) {
		case 'unreachable':
			return `the server cannot be reached: ${fault.reason}`;
		case 'unauthorised':
			return `the server does not let this till in: ${fault.reason}`;
		case 'http':
			return `the server answered ${fault.status} ${fault.error}: ${fault.reason}`;
	}
}
