/**
 * Work that nobody waits for. What fails in it is a broken promise of our own, because the world's failures come back
 * as values: it must not pass unheard, so it ends the program, and the journal makes that harmless.
 */
export function inBackground(work: Promise<unknown>): void {
	work.catch((error: unknown) => {
		setImmediate(() => {
			throw error;
		});
	});
}
