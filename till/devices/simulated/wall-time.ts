/** The printer's clock: local time in Poland. */
import {isoWithOffset} from '../../domain/local-time.ts';
import type {WallTime} from './printout.ts';

export function wallTimeAt(nowMs: number): WallTime {
	const iso = isoWithOffset(nowMs);
	return {day: iso.slice(0, 10), minute: iso.slice(11, 16), iso};
}
