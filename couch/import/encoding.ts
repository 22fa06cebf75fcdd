/**
 * Bytes of a file ⇄ its text: UTF-8 (with a byte order mark or without) or Windows-1250, told apart by looking.
 *
 * Text in Windows-1250 is hardly ever valid UTF-8 by accident, so valid UTF-8 is UTF-8. The other way round needs care: a
 * UTF-8 file with one damaged letter must not be taken for Windows-1250, or every ł of the shop would become `Ĺ‚`.
 */
import iconv from 'iconv-lite';
import {fail, ok, type Result} from '../../till/domain/result.ts';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'windows-1250';

export type EncodingFault =
	| {readonly code: 'empty-file'}
	/** Not text at all; `kind` is what it seems to be. */
	| {readonly code: 'not-text'; readonly kind: 'spreadsheet' | 'utf-16' | 'binary'}
	/** Mostly UTF-8, but not wholly; `line` is where the first damage is. */
	| {readonly code: 'damaged-utf-8'; readonly line: number};

const codePage = 'win1250';

export function decodeText(bytes: Buffer): Result<{readonly text: string; readonly encoding: Encoding}, EncodingFault> {
	if (bytes.length === 0) return fail({code: 'empty-file'});
	if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return fail({code: 'not-text', kind: 'spreadsheet'});
	if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return fail({code: 'not-text', kind: 'spreadsheet'});
	if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
		return fail({code: 'not-text', kind: 'utf-16'});
	if (bytes.includes(0)) return fail({code: 'not-text', kind: 'binary'});

	const {sequences, damages, firstDamage} = surveyUtf8(bytes);
	if (damages === 0) {
		const encoding = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 'utf-8-bom' : 'utf-8';
		return ok({text: new TextDecoder('utf-8', {fatal: true}).decode(bytes), encoding});
	}
	if (sequences > damages) return fail({code: 'damaged-utf-8', line: lineAt(bytes, firstDamage)});
	return ok({text: iconv.decode(bytes, codePage), encoding: 'windows-1250'});
}

/** Whether a Polish fiscal printer's code page has every letter of it. */
export function isWindows1250(text: string): boolean {
	return iconv.decode(iconv.encode(text, codePage), codePage) === text;
}

function startsWith(bytes: Buffer, beginning: readonly number[]): boolean {
	return beginning.every((byte, place) => bytes[place] === byte);
}

/** How many letters of more than one byte are sound UTF-8, and how many bytes above 7F belong to none. */
function surveyUtf8(bytes: Buffer): {sequences: number; damages: number; firstDamage: number} {
	let sequences = 0;
	let damages = 0;
	let firstDamage = -1;
	let place = 0;
	while (place < bytes.length) {
		const length = sequenceLength(bytes, place);
		if (length > 1) sequences += 1;
		if (length === 0) {
			damages += 1;
			if (firstDamage < 0) firstDamage = place;
		}
		place += Math.max(1, length);
	}
	return {sequences, damages, firstDamage};
}

/** Bytes of the letter that begins here, as Unicode's table of well-formed sequences has it; 0 where none does. */
function sequenceLength(bytes: Buffer, place: number): number {
	const lead = bytes[place] ?? 0;
	if (lead < 0x80) return 1;
	const length =
		lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
	for (let after = 1; after < length; after += 1) {
		const byte = bytes[place + after] ?? 0;
		const lowest = after > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
		const highest = after > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
		if (byte < lowest || byte > highest) return 0;
	}
	return length;
}

function lineAt(bytes: Buffer, place: number): number {
	let line = 1;
	for (let before = 0; before < place; before += 1) if (bytes[before] === 0x0a) line += 1;
	return line;
}
