/**
 * A door to a printer inside the same process, with a knife for the cable.
 *
 *   till ── request ──► device        after `delayMs` each way
 *        ◄── answer ───
 */
import type {Clock} from '../clock.ts';
import {doorStopped, type HttpAnswer, type HttpDoor, type HttpReply, type HttpRequest} from './http-door.ts';

/** The device's end of an HTTP connection, whatever carries it. */
export interface HttpDevice {
	/** It has power, so connections come about. */
	readonly reachable: boolean;
	/** Nothing where it hangs up; never resolves where it keeps silent. */
	handle(request: HttpRequest): Promise<HttpAnswer | undefined>;
}

export interface MemoryDoor extends HttpDoor {
	/** What is under way is lost, in both directions. */
	cut(): void;
	restore(): void;
}

export function createMemoryDoor(options: {
	readonly device: HttpDevice;
	readonly clock: Clock;
	readonly delayMs?: number;
}): MemoryDoor {
	const {device, clock, delayMs = 0} = options;
	const underWay = new Set<(reason: string) => void>();
	let connected = true;
	let stopped = false;

	function loseAll(reason: string): void {
		for (const giveUp of underWay) giveUp(reason);
	}

	function exchange(request: HttpRequest): Promise<HttpReply> {
		return new Promise(resolve => {
			const settle = (reply: HttpReply) => {
				stopWaiting();
				underWay.delete(giveUp);
				resolve(reply);
			};
			const giveUp = (reason: string) => settle({kind: 'silent', reason});
			const stopWaiting = clock.after(request.timeoutMs, () => giveUp(`no answer within ${request.timeoutMs} ms`));
			underWay.add(giveUp);
			clock.after(delayMs, () => {
				if (!underWay.has(giveUp)) return;
				void device.handle(request).then(answer => {
					if (answer === undefined) giveUp('the printer hung up');
					else clock.after(delayMs, () => settle({kind: 'answered', ...answer}));
				});
			});
		});
	}

	return {
		async request(request) {
			if (stopped) return {kind: 'not-sent', reason: doorStopped};
			if (!connected || !device.reachable) return {kind: 'not-sent', reason: 'no connection'};
			return exchange(request);
		},
		async stop() {
			stopped = true;
			loseAll(doorStopped);
		},
		cut() {
			connected = false;
			loseAll('the connection was lost');
		},
		restore() {
			connected = true;
		},
	};
}
