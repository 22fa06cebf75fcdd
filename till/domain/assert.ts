/**
 * Promises of our own. A broken one is a defect of the program, never an event of the shop, so it stops the
 * program; what the world may do wrong comes back as a `Result` instead.
 */
export function assert(condition: unknown, promise: string): asserts condition {
	if (!condition) broken(promise);
}

/** For a sentence that is worth making only where the promise is broken: `assert` would be given it every time. */
export function broken(promise: string): never {
	throw new Error(`Broken promise: ${promise}`);
}

/** The end of an exhaustive `switch`: it does not compile while a case is missing. */
export function unreachable(value: never): never {
	broken(`no such case, ${JSON.stringify(value)}`);
}
