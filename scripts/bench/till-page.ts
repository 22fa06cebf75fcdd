/**
 * The till's page as a browser opens it: the token, the stream of events that begins with all goods, and commands. It
 * looks for what it waits for in the text of a snapshot and keeps nothing else.
 */
import type {Command} from '../../till/api/commands.ts';
import type {Snapshot} from '../../till/api/snapshot.ts';

export interface TillPage {
	/** Resolves when the till has dealt with it. */
	command(command: Command): Promise<void>;
	/** Resolves with the first snapshot that fits. */
	until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
	close(): Promise<void>;
}

const snapshotFrame = /^event: snapshot\ndata: (.*)$/;

export async function openTillPage(url: string): Promise<TillPage> {
	const page = await (await fetch(url)).text();
	const token = /name="session-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
	const leaving = new AbortController();
	const events = await fetch(new URL(`/api/events?token=${token}`, url), {signal: leaving.signal});
	if (!events.ok || events.body === null) throw new Error(`the till tells nothing: ${events.status}`);
	const listeners = new Set<(snapshot: Snapshot) => void>();
	let latest: Snapshot | undefined;
	const reading = readFrames(events.body, frame => {
		const [, data] = snapshotFrame.exec(frame) ?? [];
		if (data === undefined) return;
		const snapshot = JSON.parse(data) as Snapshot;
		latest = snapshot;
		for (const listener of [...listeners]) listener(snapshot);
	}).catch((error: unknown) => {
		if (!leaving.signal.aborted) throw error;
	});
	return {
		async command(command) {
			const answer = await fetch(new URL('/api/command', url), {
				method: 'POST',
				headers: {'content-type': 'application/json', origin: new URL(url).origin, 'x-ostoja-token': token},
				body: JSON.stringify(command),
			});
			const words = await answer.text();
			if (!answer.ok) throw new Error(`${command.do} was answered ${answer.status}: ${words}`);
		},
		until(fits) {
			if (latest !== undefined && fits(latest)) return Promise.resolve(latest);
			return new Promise(resolve => {
				const listener = (snapshot: Snapshot) => {
					if (!fits(snapshot)) return;
					listeners.delete(listener);
					resolve(snapshot);
				};
				listeners.add(listener);
			});
		},
		async close() {
			leaving.abort();
			await reading;
		},
	};
}

/** The first frame holds all goods: it is put together once, not searched anew with every piece. */
async function readFrames(body: AsyncIterable<Uint8Array>, onFrame: (frame: string) => void): Promise<void> {
	const decoder = new TextDecoder();
	let pieces: string[] = [];
	for await (const bytes of body) {
		const text = decoder.decode(bytes, {stream: true});
		const last = pieces.at(-1);
		// The end of a frame may be cut in two.
		if (!text.includes('\n\n') && !(last?.endsWith('\n') === true && text.startsWith('\n'))) {
			pieces.push(text);
			continue;
		}
		const frames = [...pieces, text].join('').split('\n\n');
		pieces = [frames.pop() ?? ''];
		for (const frame of frames) onFrame(frame);
	}
}
