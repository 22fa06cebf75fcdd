/**
 * Text as a POSNET printer prints it: Windows-1250, one byte a character. The one door to iconv-lite.
 *
 * Some bytes of the code page are box-drawing glyphs on the printer, and bytes below 20 would break the frame, so
 * whatever cannot be printed is replaced by its nearest plain spelling before it is sent.
 */
import iconv from 'iconv-lite';

const codePage = 'windows-1250';

/** Bytes that Windows-1250 knows and the printer draws something else for. */
const drawnOtherwise: Readonly<Record<string, string>> = {
	'\u00A0': ' ',
	'¤': 'o',
	'¨': '"',
	'\u00AD': '-',
	'˛': ',',
	'´': "'",
	'¸': ',',
};

/** Letters without a decomposition that still have a plain spelling. */
const plainSpelling: Readonly<Record<string, string>> = {ø: 'o', Ø: 'O', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ı: 'i'};

function inCodePage(character: string): boolean {
	return decodeText(encodeText(character)) === character;
}

function printableCharacter(character: string): string {
	const replaced = drawnOtherwise[character];
	if (replaced !== undefined) return replaced;
	if (character < ' ' || character === '\u007F') return ' ';
	if (inCodePage(character)) return character;
	const plain = plainSpelling[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
	return plain !== '' && plain !== character && inCodePage(plain) ? plain : '?';
}

/** What the printer can print of a text, cut to `lengthMax` characters. */
export function printable(text: string, lengthMax: number): string {
	return Array.from(text.normalize('NFC'), printableCharacter).join('').slice(0, lengthMax);
}

export function encodeText(text: string): Uint8Array {
	return Uint8Array.from(iconv.encode(text, codePage));
}

export function decodeText(bytes: Uint8Array): string {
	return iconv.decode(Buffer.from(bytes), codePage);
}
