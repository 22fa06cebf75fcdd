/** How the simulated printer words its HTTP answers. */
import type {HttpAnswer} from '../http-door.ts';

export function answer(status: number, json: unknown): HttpAnswer {
	return {status, body: JSON.stringify(json)};
}

export function exception(
	status: number,
	code: number,
	description: string,
	more: Readonly<Record<string, unknown>> = {},
): HttpAnswer {
	return answer(status, {exception: {code, description, ...more}});
}

const refusals: Readonly<Record<number, readonly [status: number, description: string]>> = {
	1: [404, 'Not found'],
	2: [429, 'Too many token requests'],
	4: [401, 'Token incorrect'],
	6: [403, 'Multiple access denied. Token has been deleted, download a new one.'],
	7: [400, 'JSON Parse Error'],
	8: [400, 'JSON Validation Error'],
	9: [400, 'Deletion not allowed.'],
	10: [409, 'Stored requests in queue'],
	11: [409, 'Waiting for execute daily report'],
	13: [500, 'Internal server error'],
	14: [507, 'No space in protected memory'],
};

/** A refusal of the API itself; nothing where the code is one of the printer behind it. */
export function refusalOf(code: number, more: Readonly<Record<string, unknown>> = {}): HttpAnswer | undefined {
	const refusal = refusals[code];
	return refusal && exception(refusal[0], code, refusal[1], more);
}
