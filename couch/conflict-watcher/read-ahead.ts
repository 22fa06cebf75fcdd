/**
 * Reading ahead: the next piece is fetched while the reader works on this one, and never more than one, so that two
 * who wait for each other work at the same time and the memory stays as small as two pieces.
 *
 * The order stays what it was. A piece that fails is heard of when it is its turn.
 */
export async function* readAhead<T>(source: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
	let next = source.next();
	try {
		for (;;) {
			const {value, done} = await next;
			if (done === true) return;
			next = source.next();
			// It may fail before its turn; when that comes, it is awaited above.
			next.catch(() => undefined);
			yield value;
		}
	} finally {
		// Waits for the piece in flight: nothing goes on behind the back of a reader that has left.
		await source.return();
	}
}
