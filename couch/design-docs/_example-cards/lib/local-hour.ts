/** A module that several functions share by `require('views/lib/local-hour')`, kept once in the design document. */

/** The hour a till wrote down: an entry's times carry the shop's own offset. */
export function hourOf(instant: string): string {
	return instant.slice(11, 13);
}
