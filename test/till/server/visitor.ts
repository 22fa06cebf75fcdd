/** A visitor who may say anything a browser would not: any Host, any Origin, and read as slowly as they like. */
import {once} from 'node:events';
import {type IncomingMessage, request} from 'node:http';
import {setImmediate as nextRound} from 'node:timers/promises';

export interface Wish {
	readonly method?: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

export interface Answer {
	readonly status: number | undefined;
	readonly headers: IncomingMessage['headers'];
	readonly text: string;
}

export async function visit(url: string, {method = 'GET', path, headers = {}, body}: Wish): Promise<Answer> {
	const asking = request(new URL(path, url), {method, headers, agent: false});
	asking.end(body);
	const [response] = (await once(asking, 'response')) as [IncomingMessage];
	response.setEncoding('utf8');
	let text = '';
	for await (const part of response) text += part;
	return {status: response.statusCode, headers: response.headers, text};
}

/** The token that the page carries. */
export async function tokenOf(url: string): Promise<string> {
	const {text} = await visit(url, {path: '/'});
	return /token="([^"]+)"/.exec(text)?.[1] ?? '';
}

export interface Listener {
	/** Whole events heard so far. */
	readonly events: readonly {readonly kind: string; readonly data: unknown}[];
	readonly bytesHeard: number;
	readonly closed: boolean;
	heard(condition: () => boolean): Promise<void>;
	stopReading(): void;
	readOn(): void;
	hangUp(): void;
}

export async function listen(url: string, token: string): Promise<Listener> {
	const asking = request(new URL(`/api/events?token=${token}`, url), {agent: false});
	asking.end();
	const [response] = (await once(asking, 'response')) as [IncomingMessage];
	const events: {kind: string; data: unknown}[] = [];
	let text = '';
	let bytesHeard = 0;
	let closed = false;
	response.setEncoding('utf8');
	response.on('data', (part: string) => {
		bytesHeard += part.length;
		text += part;
		const frames = text.split('\n\n');
		text = frames.pop() ?? '';
		for (const each of frames) {
			const [, kind, data] = /^event: (\w+)\ndata: (.*)$/.exec(each) ?? [];
			if (kind !== undefined && data !== undefined) events.push({kind, data: JSON.parse(data)});
		}
	});
	const end = () => {
		closed = true;
	};
	response.on('close', end);
	// Hung up on in the middle of an event: that is what `closed` says.
	response.on('error', end);
	return {
		events,
		get bytesHeard() {
			return bytesHeard;
		},
		get closed() {
			return closed;
		},
		async heard(condition) {
			while (!condition()) await nextRound();
		},
		stopReading: () => void response.pause(),
		readOn: () => void response.resume(),
		hangUp: () => void response.destroy(),
	};
}
