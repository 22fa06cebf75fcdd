/** Milliseconds since 1970 with their fractions: one clock for all processes of a machine. */
export function wallClockMs(): number {
	return performance.timeOrigin + performance.now();
}
