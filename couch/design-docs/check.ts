/**
 * Checks of a document's shape, small enough for a design document.
 *
 * A refusal is thrown with exactly one key, because any second key makes CouchDB fail the whole request, and its reason
 * begins with the path of the field. What these checks let through is read again, by the full schema, on arrival.
 */
export type Check = (value: unknown, field: string) => void;

export function refuse(field: string, reason: string): never {
	throw {forbidden: `${field}: ${reason}`};
}

/** Deeper than anything that this product writes; what reads and writes it goes down one call a level. */
const depthMax = 32;

/** Level by level, since a document may be nested deeper than a program may call itself. */
export function notTooDeep(document: Readonly<Record<string, unknown>>): void {
	for (const field of Object.keys(document)) {
		let level: readonly unknown[] = [document[field]];
		for (let depth = 0; level.length > 0; depth += 1) {
			if (depth > depthMax) refuse(field, `is nested deeper than ${depthMax} levels`);
			const next: unknown[] = [];
			for (const value of level) {
				if (typeof value !== 'object' || value === null) continue;
				for (const member of Object.keys(value)) next.push((value as Readonly<Record<string, unknown>>)[member]);
			}
			level = next;
		}
	}
}

export function text(lengthMax: number): Check {
	return (value, field) => {
		if (typeof value !== 'string' || value.trim() === '') refuse(field, 'is not a text');
		if (value.length > lengthMax) refuse(field, `is longer than ${lengthMax} characters`);
		for (let index = 0; index < value.length; index += 1) {
			const unit = value.charCodeAt(index);
			if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) refuse(field, 'has a control character');
		}
	};
}

export function matching(pattern: RegExp, reason: string): Check {
	return (value, field) => {
		if (typeof value !== 'string' || !pattern.test(value)) refuse(field, reason);
	};
}

export function whole(min: number, max: number): Check {
	return (value, field) => {
		if (typeof value !== 'number' || !Number.isSafeInteger(value)) refuse(field, 'is not a whole number');
		if (value < min || value > max) refuse(field, `is not within ${min} and ${max}`);
	};
}

export const anyWhole = whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

export const truth: Check = (value, field) => {
	if (typeof value !== 'boolean') refuse(field, 'is not true or false');
};

export function oneOf(...allowed: readonly unknown[]): Check {
	return (value, field) => {
		if (allowed.indexOf(value) === -1) refuse(field, `is not one of ${allowed.join(', ')}`);
	};
}

export function either(left: Check, right: Check): Check {
	return (value, field) => {
		try {
			left(value, field);
		} catch (_refusal) {
			// Whatever the left one says, the right one decides.
			right(value, field);
		}
	};
}

export function optional(check: Check): Check {
	return (value, field) => {
		if (value !== undefined) check(value, field);
	};
}

export function list(check: Check, {lengthMin = 0, lengthMax = 100_000} = {}): Check {
	return (value, field) => {
		if (!Array.isArray(value)) refuse(field, 'is not a list');
		if (value.length < lengthMin) refuse(field, `has fewer than ${lengthMin} items`);
		if (value.length > lengthMax) refuse(field, `has more than ${lengthMax} items`);
		for (let index = 0; index < value.length; index += 1) check(value[index], `${field}/${index}`);
	};
}

/** Fields that are not named are nobody's business here. */
export function object(fields: Readonly<Record<string, Check>>): Check {
	return (value, field) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, 'is not an object');
		const members = value as Readonly<Record<string, unknown>>;
		for (const name of Object.keys(fields)) {
			const check = fields[name];
			if (check !== undefined) check(members[name], field === '' ? name : `${field}/${name}`);
		}
	};
}

export function record(key: Check, check: Check, {sizeMin = 0, sizeMax = 100_000} = {}): Check {
	return (value, field) => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, 'is not an object');
		const members = value as Readonly<Record<string, unknown>>;
		const names = Object.keys(members);
		if (names.length < sizeMin) refuse(field, `has fewer than ${sizeMin} members`);
		if (names.length > sizeMax) refuse(field, `has more than ${sizeMax} members`);
		for (const name of names) {
			key(name, `${field}/${name}`);
			check(members[name], `${field}/${name}`);
		}
	};
}

const longMonths = '(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8])';
const leapDay = '(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29';
const dayPattern = `(\\d{4}-(${longMonths})|${leapDay})`;
const timePattern = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?';

export const day = matching(new RegExp(`^${dayPattern}$`), 'is not a day, YYYY-MM-DD');
export const month = matching(/^\d{4}-(0[1-9]|1[0-2])$/, 'is not a month, YYYY-MM');
export const instant = matching(
	new RegExp(`^${dayPattern}T${timePattern}(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$`),
	'is not a time with its offset',
);
export const digest = matching(/^[0-9a-f]{64}$/, 'is not 64 hex digits');
export const tillId = matching(/^[a-z0-9-]{1,16}$/, 'is not [a-z0-9-], at most 16');
export const code = matching(/^[A-Za-z0-9._-]{1,40}$/, 'is not letters, digits, ".", "_" and "-", at most 40');
