/**
 * Text as fiscal printers print it, one byte a character, in the code page the printer is set to. The one door to
 * iconv-lite on this side of the till.
 *
 * Control characters would break any frame, and some bytes of a code page are box-drawing glyphs on the paper, so
 * whatever cannot be printed is replaced by its nearest plain spelling before it is sent.
 *
 *   windows-1250   POSNET (default), Novitus XML, ELZAB
 *   iso-8859-2     POSNET set to LATIN2
 *   cp852          ELZAB as some of them leave the factory
 *   mazovia        Thermal, POSNET and ELZAB set to MAZOVIA; the eighteen Polish letters beside ASCII
 */
import iconv from 'iconv-lite';
import {shortName} from '../domain/short-name.ts';

export type CodePage = 'windows-1250' | 'iso-8859-2' | 'cp852' | 'mazovia';

/** Characters that a code page has and the printers draw something else for. */
const drawnOtherwise: Readonly<Record<string, string>> = {
	'\u00A0': ' ',
	'¤': 'o',
	'¨': '"',
	'\u00AD': '-',
	'˛': ',',
	'´': "'",
	'¸': ',',
};

/** Signs and letters without a decomposition that still have a plain spelling. */
const plainSpelling: Readonly<Record<string, string>> = {
	ø: 'o',
	Ø: 'O',
	æ: 'ae',
	Æ: 'AE',
	œ: 'oe',
	Œ: 'OE',
	ı: 'i',
	ß: 'ss',
	'„': '"',
	'”': '"',
	'“': '"',
	'’': "'",
	'‘': "'",
	'–': '-',
	'—': '-',
	'…': '...',
	'×': 'x',
	'°': 'st.',
};

const mazoviaOf: Readonly<Record<string, number>> = {
	ą: 0x86,
	ć: 0x8d,
	ę: 0x91,
	ł: 0x92,
	ń: 0xa4,
	ó: 0xa2,
	ś: 0x9e,
	ź: 0xa6,
	ż: 0xa7,
	Ą: 0x8f,
	Ć: 0x95,
	Ę: 0x90,
	Ł: 0x9c,
	Ń: 0xa5,
	Ó: 0xa3,
	Ś: 0x98,
	Ź: 0xa0,
	Ż: 0xa1,
};
const letterOfMazovia = new Map(Object.entries(mazoviaOf).map(([letter, byte]) => [byte, letter]));
const unknownByte = 0x3f;

function inCodePage(character: string, codePage: CodePage): boolean {
	return decodeText(encodeText(character, codePage), codePage) === character;
}

function printableCharacter(character: string, codePage: CodePage): string {
	const replaced = drawnOtherwise[character];
	if (replaced !== undefined) return replaced;
	if (isControl(character)) return ' ';
	if (inCodePage(character, codePage)) return character;
	const plain = plainSpelling[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
	const isPlain = plain !== '' && plain !== character && !Array.from(plain).some(isControl);
	return isPlain && inCodePage(plain, codePage) ? plain : '?';
}

function isControl(character: string): boolean {
	return character < ' ' || (character >= '\u007F' && character < '\u00A0');
}

/** What the printer can print of a text, cut to `lengthMax` characters. */
export function printable(text: string, lengthMax: number, codePage: CodePage = 'windows-1250'): string {
	return Array.from(text.normalize('NFC'), character => printableCharacter(character, codePage))
		.join('')
		.slice(0, lengthMax);
}

/**
 * A good's name as the printer prints it: spelled in its code page, and shortened where it does not fit so that what
 * tells it apart from others stays.
 */
export function printableName(name: string, lengthMax: number, codePage: CodePage = 'windows-1250'): string {
	const spelled = printable(name, Number.POSITIVE_INFINITY, codePage);
	return shortName(spelled, lengthMax).slice(0, lengthMax);
}

export function encodeText(text: string, codePage: CodePage = 'windows-1250'): Uint8Array {
	if (codePage !== 'mazovia') return Uint8Array.from(iconv.encode(text, codePage));
	return Uint8Array.from(Array.from(text), character => {
		const code = character.codePointAt(0) ?? unknownByte;
		return mazoviaOf[character] ?? (code < 0x80 ? code : unknownByte);
	});
}

export function decodeText(bytes: Uint8Array, codePage: CodePage = 'windows-1250'): string {
	if (codePage !== 'mazovia') return iconv.decode(Buffer.from(bytes), codePage);
	return Array.from(
		bytes,
		byte => letterOfMazovia.get(byte) ?? String.fromCharCode(byte < 0x80 ? byte : unknownByte),
	).join('');
}
