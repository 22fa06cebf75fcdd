/**
 * A scanner that says a code and ends the line.
 *
 *   [ ] E 0 ] 5 9 0 1 2 3 4 1 2 3 4 5 7 CR | LF | CR LF
 *     AIM       code
 *
 * The AIM prefix, where the scanner is set to send one, names the symbology: `]E0` EAN-13, `]E4` EAN-8, `]C1`
 * GS1-128 and so on. It is not part of the code, but whether a number is the beginning of GS1 elements, and whether eight
 * digits are an EAN-8 or a UPC-E, it alone can say: `spokenCode` leaves it before those.
 */

import {isGs1Symbology} from '../../domain/gs1.ts';

export interface Reading {
	readonly code: string;
	/** Symbology, for instance `E0`. */
	readonly aim?: string;
}

export interface Decoded {
	readonly readings: readonly Reading[];
	/** The beginning of a line whose rest is still on its way. */
	readonly tail: Uint8Array;
}

const cr = 0x0d;
const lf = 0x0a;
const gs = 0x1d;
export const lineBytesMax = 512;

/** Never throws. A line that is too long for a code, or not of plain characters, is dropped whole. */
export function decodeLines(bytes: Uint8Array): Decoded {
	const readings: Reading[] = [];
	let start = 0;
	for (let at = 0; at < bytes.length; at++) {
		if (bytes[at] !== cr && bytes[at] !== lf) continue;
		const reading = readingIn(bytes.subarray(start, at));
		if (reading) readings.push(reading);
		start = at + 1;
	}
	// One byte more than fits is kept, so that an overlong line is known for one when its end comes.
	return {readings, tail: bytes.slice(start, start + lineBytesMax + 1)};
}

function readingIn(line: Uint8Array): Reading | undefined {
	if (line.length > lineBytesMax || !line.every(isPlain)) return undefined;
	const text = Buffer.from(line).toString('latin1');
	const aim = /^\]([A-Za-z][0-9A-Za-z])(?=.)/.exec(text)?.[1];
	const code = text.slice(aim === undefined ? 0 : aim.length + 1).trim();
	if (code === '') return undefined;
	return {code, ...(aim !== undefined && {aim})};
}

/** A code as the till is told it. */
export function spokenCode({code, aim}: Reading): string {
	return aim !== undefined && (isGs1Symbology(aim) || isOfEightDigits({code, aim})) ? `]${aim}${code}` : code;
}

/** `]E4` says of them that they are an EAN-8, `]E0` that they are a UPC-E. */
function isOfEightDigits({code, aim}: Reading): boolean {
	return aim === 'E4' || (aim === 'E0' && /^\d{8}$/.test(code));
}

/** Printable, or the separator between the fields of a GS1 code. */
function isPlain(byte: number): boolean {
	return byte === gs || (byte >= 0x20 && byte < 0x7f);
}
