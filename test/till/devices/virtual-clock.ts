/** A clock that a test moves: what would take minutes takes none, in the same order every time. */
import {setImmediate as nextRound} from 'node:timers/promises';
import type {Clock} from '../../../till/devices/clock.ts';

export interface VirtualClock extends Clock {
	/** Lets time pass until the promise has settled; fails when nothing is left that could settle it. */
	until<T>(promise: Promise<T>): Promise<T>;
	/** Lets an amount of time pass. */
	pass(delayMs: number): Promise<void>;
	/** Somebody sets the clock back; what was to happen happens when it is that late again. */
	putBack(byMs: number): void;
}

interface Timer {
	readonly dueMs: number;
	readonly task: () => void;
}

export function createVirtualClock(startMs = Date.parse('2026-11-23T14:03:00+01:00')): VirtualClock {
	let nowMs = startMs;
	let timers: Timer[] = [];

	function takeNext(untilMs: number): Timer | undefined {
		const next = timers.reduce<Timer | undefined>(
			(first, timer) => (first === undefined || timer.dueMs < first.dueMs ? timer : first),
			undefined,
		);
		if (next === undefined || next.dueMs > untilMs) return undefined;
		timers = timers.filter(timer => timer !== next);
		return next;
	}

	function run(timer: Timer): void {
		nowMs = Math.max(nowMs, timer.dueMs);
		timer.task();
	}

	return {
		now: () => nowMs,
		after(delayMs, task) {
			const timer = {dueMs: nowMs + delayMs, task};
			timers.push(timer);
			return () => {
				timers = timers.filter(each => each !== timer);
			};
		},
		async until(promise) {
			let settled = false;
			const settle = () => {
				settled = true;
			};
			promise.then(settle, settle);
			for (let idleRounds = 0; !settled; ) {
				await nextRound();
				if (settled) break;
				const timer = takeNext(Number.POSITIVE_INFINITY);
				idleRounds = timer === undefined ? idleRounds + 1 : 0;
				if (idleRounds > 100) throw new Error('Time stands still and the promise has not settled');
				if (timer) run(timer);
			}
			return promise;
		},
		async pass(delayMs) {
			const endMs = nowMs + delayMs;
			await nextRound();
			for (let timer = takeNext(endMs); timer; timer = takeNext(endMs)) {
				run(timer);
				await nextRound();
			}
			nowMs = endMs;
		},
		putBack(byMs) {
			nowMs -= byMs;
		},
	};
}
