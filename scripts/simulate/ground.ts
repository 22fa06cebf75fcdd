/**
 * What the world stands on: time, wires and a disk. In memory everything happens as the seed says, in time that
 * nobody waits for; the real one is sockets, files and a clock that hurries.
 */
import {createVirtualClock} from '../../test/till/devices/virtual-clock.ts';
import {systemClock} from '../../till/devices/clock.ts';
import type {Clock} from '../../till/domain/clock.ts';
import {createMemoryDisk, type Disk, type WriteFate} from './disk.ts';
import {createRealDisk} from './real-disk.ts';
import type {Wires} from './rig.ts';

export interface Ground {
	readonly clock: Clock;
	readonly wires: Wires;
	readonly disk: Disk;
	/** Lets time pass until the promise has settled. */
	run<T>(promise: Promise<T>): Promise<T>;
}

export function memoryGround(startMs: number, nextFate: () => WriteFate): Ground {
	const clock = createVirtualClock(startMs);
	return {clock, wires: 'memory', disk: createMemoryDisk(nextFate, clock), run: promise => clock.until(promise)};
}

/** How many times faster than the shop's own: what takes a printer's patience half a minute takes a second. */
const hurry = 40;

export function realGround(startMs: number, till: string): Ground {
	const begunMs = performance.now();
	return {
		clock: {
			now: () => startMs + Math.floor((performance.now() - begunMs) * hurry),
			after: (delayMs, task) => systemClock.after(delayMs / hurry, task),
		},
		wires: 'sockets',
		disk: createRealDisk(till),
		run: promise => promise,
	};
}
