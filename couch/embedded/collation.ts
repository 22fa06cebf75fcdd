/**
 * Keys of views as bytes whose order is CouchDB's order of JSON values:
 *
 *   null < false < true < numbers < strings < arrays < objects
 *
 *   kind (1 byte) | number: 8 bytes | string: UTF-8, 00 | array: element … 00 | object: name value … 00
 *
 * Strings are ordered by code point. CouchDB orders them by language rules ("a" before "B"); ids, codes and dates, which
 * is what the keys of our views are made of, come out the same.
 */
const kinds = {end: 0, null: 1, false: 2, true: 3, number: 4, string: 5, array: 6, object: 7} as const;

export function encodeKey(value: unknown): Uint8Array {
	const bytes: number[] = [];
	append(value, bytes);
	return Uint8Array.from(bytes);
}

function append(value: unknown, bytes: number[]): void {
	if (value === null || value === undefined) {
		bytes.push(kinds.null);
	} else if (typeof value === 'boolean') {
		bytes.push(value ? kinds.true : kinds.false);
	} else if (typeof value === 'number') {
		bytes.push(kinds.number);
		appendNumber(value, bytes);
	} else if (typeof value === 'string') {
		bytes.push(kinds.string);
		appendString(value, bytes);
	} else if (Array.isArray(value)) {
		bytes.push(kinds.array);
		for (const element of value) {
			append(element, bytes);
		}
		bytes.push(kinds.end);
	} else {
		bytes.push(kinds.object);
		for (const [name, member] of Object.entries(value)) {
			append(name, bytes);
			append(member, bytes);
		}
		bytes.push(kinds.end);
	}
}

/** The order of the bits is the order of the numbers once the sign is turned round and negative ones are inverted. */
function appendNumber(value: number, bytes: number[]): void {
	const view = new DataView(new ArrayBuffer(8));
	// Minus zero is zero.
	view.setFloat64(0, value === 0 ? 0 : value);
	for (let index = 0; index < 8; index++) {
		const byte = view.getUint8(index);
		bytes.push(value < 0 ? ~byte & 0xff : index === 0 ? byte ^ 0x80 : byte);
	}
}

/** Zero ends a string, so a zero within it is written as 01 01, and 01 as 01 02. */
function appendString(value: string, bytes: number[]): void {
	for (const byte of new TextEncoder().encode(value)) {
		if (byte > 1) {
			bytes.push(byte);
		} else {
			bytes.push(1, byte + 1);
		}
	}
	bytes.push(kinds.end);
}
