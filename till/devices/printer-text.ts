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
const unknownByte = 0x3f;

interface Table {
	/** By byte. */
	readonly characters: readonly string[];
	readonly bytes: ReadonlyMap<string, number>;
}

/** Each a byte a character, so a library is asked once for all of them. */
const tables: Readonly<Record<CodePage, Table>> = {
	'windows-1250': tableOf(libraryPage('windows-1250')),
	'iso-8859-2': tableOf(libraryPage('iso-8859-2')),
	cp852: tableOf(libraryPage('cp852')),
	mazovia: tableOf(mazoviaPage()),
};

/** The first byte of a character counts, and what no byte stands for has none. */
function tableOf(characters: readonly string[]): Table {
	const pairs = characters.map((character, byte) => [character, byte] as const);
	return {characters, bytes: new Map(pairs.filter(([character]) => character !== '\uFFFD').reverse())};
}

function libraryPage(codePage: string): readonly string[] {
	return Array.from(iconv.decode(Buffer.from(Array.from({length: 256}, (_each, byte) => byte)), codePage));
}

function mazoviaPage(): readonly string[] {
	const letters = new Map(Object.entries(mazoviaOf).map(([letter, byte]) => [byte, letter]));
	return Array.from(
		{length: 256},
		(_each, byte) => letters.get(byte) ?? (byte < 0x80 ? String.fromCharCode(byte) : '?'),
	);
}

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

const plainText = /^[ -~]*$/;

/** What the printer can print of a text, cut to `lengthMax` characters. */
export function printable(text: string, lengthMax: number, codePage: CodePage = 'windows-1250'): string {
	// What is on every keyboard is in every code page.
	if (plainText.test(text)) return text.slice(0, lengthMax);
	return Array.from(text.normalize('NFC'), character =>
		plainText.test(character) ? character : printableCharacter(character, codePage),
	)
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
	const {bytes} = tables[codePage];
	const encoded = new Uint8Array(text.length);
	let length = 0;
	for (const character of text) {
		const code = character.charCodeAt(0);
		// Of every code page the lower half is ASCII.
		encoded[length] = code < 0x80 ? code : (bytes.get(character) ?? unknownByte);
		length += 1;
	}
	return encoded.subarray(0, length);
}

export function decodeText(bytes: Uint8Array, codePage: CodePage = 'windows-1250'): string {
	const {characters} = tables[codePage];
	const ascii = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let text = '';
	let from = 0;
	for (let place = 0; place < bytes.length; place++) {
		const byte = bytes[place] ?? 0;
		if (byte < 0x80) continue;
		text += ascii.toString('latin1', from, place) + characters[byte];
		from = place + 1;
	}
	return text + ascii.toString('latin1', from);
}
