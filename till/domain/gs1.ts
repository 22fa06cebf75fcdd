/**
 * GS1 element strings: what GS1-128, GS1 DataBar, GS1 DataMatrix and GS1 QR carry.
 *
 *   ] e 0 0 1 9 5 9 0 1 2 3 4 0 0 0 0 1 0 3 1 0 3 0 0 1 2 3 4 3 9 2 2 1 6 0 3 GS 1 5 2 6 1 2 3 1
 *    AIM  └┬┘ └────────────┬───────────┘ └──┬──┘ └────┬────┘ └──┬──┘ └──┬──┘ 1D └┬┘ └────┬────┘
 *          AI           GTIN-14             AI      1.234 kg    AI    16.03 zł   AI  best before
 *
 * The same as people write it: (01)95901234000010(3103)001234(3922)1603(15)261231. A field either has the length that
 * its identifier says, or ends with the separator (FNC1, transmitted as GS) or with the code. Nothing is guessed: one
 * field that cannot be read makes the whole code unreadable, since what follows it would be read at the wrong place.
 */
import {type Gs1Field, gs1FieldAt} from './gs1-fields.ts';
import {gtinCheckDigit} from './gtin.ts';
import {fail, ok, type Result} from './result.ts';

/** Values by application identifier, in the order of the code. */
export type Gs1Elements = ReadonlyMap<string, string>;

export type Gs1Fault =
	/** No field begins like this. */
	| {readonly code: 'unknown-field'; readonly beginning: string}
	| {readonly code: 'short' | 'long' | 'characters' | 'check-digit' | 'date' | 'twice'; readonly ai: string};

/** FNC1 between fields, as scanners transmit it. */
export const gs1Separator = '\u001d';

/** GS1-128, DataBar, DataMatrix, QR and DotCode, as scanners name them. */
const gs1Prefix = /^\](?:C1|e0|d2|Q3|J1)/;

const beginsWritten = /^\(\d{2,4}\)/;

/** Whether a scanner said that what follows are GS1 elements. */
export function isGs1Symbology(aim: string): boolean {
	return gs1Prefix.test(`]${aim}`);
}

/**
 * Whether a code is to be read as GS1 elements: the scanner says so, a separator or parentheses show it, or it is longer
 * than any number of goods and begins with the number of goods.
 */
export function isGs1(scanned: string): boolean {
	if (gs1Prefix.test(scanned) || scanned.includes(gs1Separator) || beginsWritten.test(scanned)) return true;
	return /^0[12]\d{14}/.test(scanned) && hasCheckDigit(scanned.slice(2, 16));
}

export function readGs1(scanned: string): Result<Gs1Elements, Gs1Fault> {
	const text = scanned.replace(gs1Prefix, '');
	return text.startsWith('(') ? readWritten(text) : readTransmitted(text);
}

/** As people write it, with parentheses; one that belongs to a value has a backslash, as GS1's own software writes it. */
export function writeGs1(elements: Gs1Elements): string {
	return Array.from(elements, ([ai, value]) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
}

function readTransmitted(text: string): Result<Gs1Elements, Gs1Fault> {
	const elements = new Map<string, string>();
	let at = text.startsWith(gs1Separator) ? 1 : 0;
	while (at < text.length) {
		const known = gs1FieldAt(text.slice(at, at + 4));
		if (known === undefined) return fail({code: 'unknown-field', beginning: text.slice(at, at + 4)});
		const {ai, field} = known;
		const start = at + ai.length;
		const end = endOfField(text, start, field);
		const fault = put(elements, {ai, field, value: text.slice(start, end)});
		if (fault !== undefined) return fail(fault);
		// Some printers put the separator behind every field.
		at = text[end] === gs1Separator ? end + 1 : end;
	}
	return elements.size === 0 ? fail({code: 'unknown-field', beginning: text}) : ok(elements);
}

function endOfField(text: string, start: number, field: Gs1Field): number {
	const separator = text.indexOf(gs1Separator, start);
	const end = separator < 0 ? text.length : separator;
	return field.isPredefined ? Math.min(end, start + field.digits.max) : end;
}

function readWritten(text: string): Result<Gs1Elements, Gs1Fault> {
	if (!beginsWritten.test(text)) return fail({code: 'unknown-field', beginning: text.slice(0, 4)});
	const elements = new Map<string, string>();
	// A parenthesis may occur in a value. One around two to four digits begins the next field, unless a backslash is before it.
	for (const match of text.matchAll(/\((\d{2,4})\)((?:\\\(|(?!\(\d{2,4}\)).)*)/gsu)) {
		const [, ai = '', value = ''] = match;
		const known = gs1FieldAt(ai);
		if (known?.ai !== ai) return fail({code: 'unknown-field', beginning: ai});
		const fault = put(elements, {...known, value: value.replaceAll('\\(', '(')});
		if (fault !== undefined) return fail(fault);
	}
	return ok(elements);
}

interface Element {
	readonly ai: string;
	readonly field: Gs1Field;
	readonly value: string;
}

function put(elements: Map<string, string>, element: Element): Gs1Fault | undefined {
	const {ai, value} = element;
	const code = faultOf(element);
	if (code !== undefined) return {code, ai};
	// Two symbols on one package may say the same thing twice, but not two things.
	if ((elements.get(ai) ?? value) !== value) return {code: 'twice', ai};
	elements.set(ai, value);
	return undefined;
}

/** What may stand in a value: the standard's 82 characters. */
const plain = /^[!"%-?A-Z_a-z]*$/;

function faultOf({field, value}: Element): Exclude<Gs1Fault['code'], 'unknown-field' | 'twice'> | undefined {
	const {digits, textMax, holds} = field;
	if (value.length < Math.max(1, digits.min)) return 'short';
	if (value.length > digits.max + textMax) return 'long';
	if (!plain.test(value)) return 'characters';
	if (!/^\d*$/.test(textMax > 0 ? value.slice(0, digits.min) : value)) return 'characters';
	if (holds === 'check-digit' && !hasCheckDigit(value)) return 'check-digit';
	const day = holds === 'date-time' ? value.slice(0, 6) : value;
	return holds.startsWith('date') && gs1Day(day) === undefined ? 'date' : undefined;
}

function hasCheckDigit(digits: string): boolean {
	return /^\d*[1-9]\d*$/.test(digits) && gtinCheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/**
 * The day `YYYY-MM-DD` of a date `YYMMDD`, or undefined where the calendar has none. Day 00 is the month's last. Goods on
 * a shelf are of this century.
 */
export function gs1Day(date: string): string | undefined {
	const [, year = '', month = '', day = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(date) ?? [];
	const last = lastDayOf(2000 + Number(year), Number(month));
	if (last === undefined || Number(day) > last) return undefined;
	return `20${year}-${month}-${day === '00' ? last : day}`;
}

function lastDayOf(year: number, month: number): number | undefined {
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}
