/**
 * As much of XML as the printer speaks: elements, attributes, text and the five named entities with their numbered
 * kin. No declarations, comments, CDATA or document types: in a packet they are damage, not something to interpret.
 *
 *   content   = (text | element)…
 *   element   = '<' name (space name '=' value)… ('/>' | '>' content '</' name '>')
 *   value     = '"' text '"' | "'" text "'"
 *
 * The space before an attribute may be missing: the manufacturer's own samples leave it out.
 */
import {assert} from '../../domain/assert.ts';

export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	/** All text directly inside, without what is only space around it. */
	readonly text: string;
	readonly children: readonly XmlElement[];
}

const depthMax = 8;
const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

export function element(
	name: string,
	attributes: Readonly<Record<string, string | number>> = {},
	children: readonly XmlElement[] = [],
): XmlElement {
	const texts = Object.entries(attributes).map(([key, value]) => [key, String(value)]);
	return {name, attributes: Object.fromEntries(texts), text: '', children};
}

export function textElement(name: string, attributes: Readonly<Record<string, string>>, text: string): XmlElement {
	return {name, attributes, text, children: []};
}

/** With both its tags, as the manufacturer writes commands; only an element without attributes is written as one. */
export function writeElement({name, attributes, text, children}: XmlElement): string {
	assert(namePattern.test(name), `an element has a name, not ${JSON.stringify(name)}`);
	const entries = Object.entries(attributes);
	const inside = escaped(text) + children.map(writeElement).join('');
	if (entries.length === 0 && inside === '') return `<${name}/>`;
	const written = entries.map(([key, value]) => {
		assert(namePattern.test(key), `an attribute has a name, not ${JSON.stringify(key)}`);
		return ` ${key}="${escaped(value)}"`;
	});
	return `<${name}${written.join('')}>${inside}</${name}>`;
}

const entityOf: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** Of several spaces in a row the printer keeps only the first, unless the others are written as numbers. */
function escaped(text: string): string {
	assert(!hasControls(text), 'a text carries no control characters: the printer could not be asked for them');
	return text.replace(/[&<>"]/g, sign => entityOf[sign] ?? '').replace(/(?<= ) /g, '&#32;');
}

function hasControls(text: string): boolean {
	for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 0x20) return true;
	return false;
}

/** The elements of a packet's content, or nothing where it is not of this form. Never throws. */
export function readElements(content: string): readonly XmlElement[] | undefined {
	const reader: Reader = {source: content, at: 0};
	const inside = readContent(reader, 0);
	// Between the elements of a packet there is only space.
	return inside !== undefined && reader.at === content.length && inside.text === '' ? inside.children : undefined;
}

interface Reader {
	readonly source: string;
	at: number;
}

type Content = Pick<XmlElement, 'text' | 'children'>;

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
	pattern.lastIndex = reader.at;
	const match = pattern.exec(reader.source);
	if (match === null) return undefined;
	reader.at = pattern.lastIndex;
	return match;
}

const someText = /[^<]+/y;
const openingTag = /<([A-Za-z_][A-Za-z0-9_.-]*)/y;
const attribute = /\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
const closingTag = /<\/([A-Za-z_][A-Za-z0-9_.-]*)\s*>/y;

/** Up to a closing tag or the end of the source. */
function readContent(reader: Reader, depth: number): Content | undefined {
	const children: XmlElement[] = [];
	let text = '';
	while (reader.at < reader.source.length && !reader.source.startsWith('</', reader.at)) {
		const piece = take(reader, someText);
		if (piece !== undefined) {
			const plain = unescaped(piece[0]);
			if (plain === undefined) return undefined;
			text += plain;
			continue;
		}
		const child = depth < depthMax ? readElement(reader, depth) : undefined;
		if (child === undefined) return undefined;
		children.push(child);
	}
	return {text: text.trim(), children};
}

function readElement(reader: Reader, depth: number): XmlElement | undefined {
	const name = take(reader, openingTag)?.[1];
	if (name === undefined) return undefined;
	const attributes = readAttributes(reader);
	const end = attributes && take(reader, tagEnd);
	if (attributes === undefined || end === undefined) return undefined;
	if (end[1] === '/') return {name, attributes, text: '', children: []};
	const content = readContent(reader, depth + 1);
	if (content === undefined || take(reader, closingTag)?.[1] !== name) return undefined;
	return {name, attributes, ...content};
}

function readAttributes(reader: Reader): Readonly<Record<string, string>> | undefined {
	const values = new Map<string, string>();
	for (let match = take(reader, attribute); match !== undefined; match = take(reader, attribute)) {
		const [, name = '', inQuotes, inApostrophes] = match;
		const value = unescaped(inQuotes ?? inApostrophes ?? '');
		if (value === undefined || values.has(name)) return undefined;
		values.set(name, value);
	}
	return Object.fromEntries(values);
}

const signOf: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

function unescaped(text: string): string | undefined {
	if (!text.includes('&')) return text;
	let isSound = true;
	const plain = text.replace(/&([^&;]*);?/g, (whole, name: string) => {
		const sign = whole.endsWith(';') ? characterOf(name) : undefined;
		if (sign === undefined) isSound = false;
		return sign ?? '';
	});
	return isSound ? plain : undefined;
}

function characterOf(name: string): string | undefined {
	if (Object.hasOwn(signOf, name)) return signOf[name];
	const number = /^#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}))$/.exec(name);
	if (number === null) return undefined;
	const code = number[1] === undefined ? Number.parseInt(number[2] ?? '', 16) : Number(number[1]);
	return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
