/**
 * At which of many places a test breaks things off.
 *
 * Trying each of them in each way takes longer than anybody waits for a test run. Usually each place is tried in one of
 * the ways; with EVERY_PLACE=1 in all of them.
 */
const isEvery = (process.env['EVERY_PLACE'] ?? '') !== '';

/** From the `share`th of `shares` on, every `shares`th place: 0, 3, 6, … */
export function places(share: number, shares: number): {readonly first: number; readonly step: number} {
	return isEvery ? {first: 0, step: 1} : {first: share % shares, step: shares};
}
