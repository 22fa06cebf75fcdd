/** What the world may answer: a value, or a fault from a closed union that the caller has to look at. */
export type Result<T, F> = {readonly ok: true; readonly value: T} | {readonly ok: false; readonly fault: F};

export function ok(): Result<undefined, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
	return {ok: true, value};
}

export function fail<F>(fault: F): Result<never, F> {
	return {ok: false, fault};
}
