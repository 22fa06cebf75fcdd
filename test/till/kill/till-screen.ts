/**
 * The till's screen as a program sees it: the page's token, commands over HTTP, and snapshots as they are sent.
 *
 * Whoever waits for a till that dies hears of it at once, as `TillGone`.
 */
import type {Command} from '../../../till/api/commands.ts';
import type {Snapshot} from '../../../till/api/snapshot.ts';

export class TillGone extends Error {}

/** Longer than anything at a till that is not stuck, on a machine that is busy. */
const patienceMs = 60_000;

interface Waiter {
	readonly condition: (snapshot: Snapshot) => boolean;
	resolve(met: boolean): void;
	reject(error: Error): void;
}

export class TillScreen {
	readonly #url: string;
	readonly #token: string;
	readonly #waiters = new Set<Waiter>();
	#snapshot: Snapshot | undefined;
	#gone: TillGone | undefined;

	private constructor(url: string, token: string) {
		this.#url = url;
		this.#token = token;
	}

	static async open(url: string): Promise<TillScreen> {
		const page = await reached(async () => (await fetch(url)).text());
		const screen = new TillScreen(url, /name="session-token" content="([^"]+)"/.exec(page)?.[1] ?? '');
		const events = await reached(() => fetch(new URL(`/api/events?token=${screen.#token}`, url)));
		if (!events.ok || events.body === null) throw new Error(`The till tells nothing: ${events.status}`);
		screen.#follow(events.body).then(
			() => screen.#end(),
			(error: unknown) => screen.#end(error),
		);
		await screen.until('the first snapshot', () => true);
		return screen;
	}

	get snapshot(): Snapshot {
		if (this.#snapshot === undefined) throw new Error('A screen is open once it has a snapshot');
		return this.#snapshot;
	}

	/** Resolves when the till has dealt with it; what came of it is in a snapshot that follows. */
	async command(command: Command): Promise<void> {
		const answer = await reached(() =>
			fetch(new URL('/api/command', this.#url), {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					origin: new URL(this.#url).origin,
					'x-ostoja-token': this.#token,
				},
				body: JSON.stringify(command),
			}),
		);
		const words = await reached(() => answer.text());
		if (!answer.ok) throw new Error(`${command.do} was answered ${answer.status}: ${words}`);
	}

	async until(what: string, condition: (snapshot: Snapshot) => boolean): Promise<void> {
		if (await this.within(patienceMs, condition)) return;
		const {screen, message} = this.#snapshot ?? {};
		throw new Error(`in vain: ${what}; the screen: ${JSON.stringify(screen)}, ${JSON.stringify(message)}`);
	}

	/** Whether it became so in time. */
	within(timeoutMs: number, condition: (snapshot: Snapshot) => boolean): Promise<boolean> {
		if (this.#gone) return Promise.reject(this.#gone);
		if (this.#snapshot !== undefined && condition(this.#snapshot)) return Promise.resolve(true);
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => settle(() => resolve(false)), timeoutMs);
			const settle = (answer: () => void) => {
				clearTimeout(timer);
				this.#waiters.delete(waiter);
				answer();
			};
			const waiter: Waiter = {
				condition,
				resolve: met => settle(() => resolve(met)),
				reject: error => settle(() => reject(error)),
			};
			this.#waiters.add(waiter);
		});
	}

	async #follow(body: ReadableStream<Uint8Array>): Promise<void> {
		const decoder = new TextDecoder();
		let text = '';
		for await (const bytes of body) {
			text += decoder.decode(bytes, {stream: true});
			const frames = text.split('\n\n');
			text = frames.pop() ?? '';
			for (const frame of frames) this.#hear(frame);
		}
	}

	#end(cause?: unknown): void {
		this.#gone = new TillGone('the till tells nothing any more', {cause});
		for (const waiter of [...this.#waiters]) waiter.reject(this.#gone);
	}

	#hear(frame: string): void {
		const data = /^event: snapshot\ndata: (.*)$/.exec(frame)?.[1];
		if (data === undefined) return;
		const snapshot: Snapshot = JSON.parse(data);
		this.#snapshot = snapshot;
		for (const waiter of [...this.#waiters]) if (waiter.condition(snapshot)) waiter.resolve(true);
	}
}

/** A connection that breaks is how the death of the till shows; whether it was we who killed it, its keeper knows. */
async function reached<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (error) {
		throw new TillGone(String(error), {cause: error});
	}
}
