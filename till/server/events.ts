/**
 * Server-sent events: what the screen is told, as it happens.
 *
 * Of one kind of event only the latest matters, so a screen that reads slowly is given the newest when it can take
 * more and costs no memory meanwhile. Kinds that build on one another (`goods`) are kept in order until a whole one
 * makes those before it superfluous; a screen that is too far behind is hung up on, and begins anew with the whole.
 */
import type {ServerResponse} from 'node:http';

const waitingCountMax = 200;

export class EventStream {
	readonly #response: ServerResponse;
	readonly #latest = new Map<string, string>();
	#inOrder: {readonly kind: string; readonly frame: string}[] = [];
	#blocked = false;

	constructor(response: ServerResponse) {
		this.#response = response;
		response.writeHead(200, {
			'content-type': 'text/event-stream',
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		});
		response.on('drain', () => {
			this.#blocked = false;
			this.#flush();
		});
	}

	/** Replaces an event of the same kind that has not left yet. */
	sendLatest(kind: string, value: unknown): void {
		this.#latest.set(kind, frame(kind, value));
		this.#flush();
	}

	sendInOrder(kind: string, value: unknown): void {
		this.#inOrder.push({kind, frame: frame(kind, value)});
		if (this.#inOrder.length > waitingCountMax) this.#response.destroy();
		this.#flush();
	}

	/** Says all there is of its kind: what waits of it is not sent any more. */
	sendWhole(kind: string, value: unknown): void {
		this.#inOrder = this.#inOrder.filter(waiting => waiting.kind !== kind);
		this.sendInOrder(kind, value);
	}

	/** Keeps proxies and time-outs from taking a quiet stream for a dead one. */
	beat(): void {
		if (!this.#blocked) this.#blocked = !this.#response.write(':\n\n');
	}

	end(): void {
		this.#response.end();
	}

	#flush(): void {
		if (this.#blocked || this.#response.destroyed) return;
		const frames = [...this.#inOrder.map(waiting => waiting.frame), ...this.#latest.values()].join('');
		this.#inOrder = [];
		this.#latest.clear();
		if (frames !== '') this.#blocked = !this.#response.write(frames);
	}
}

function frame(kind: string, value: unknown): string {
	return `event: ${kind}\ndata: ${JSON.stringify(value)}\n\n`;
}
