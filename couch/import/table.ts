/**
 * What kind of file it is: the delimiter, the language of its headers, which column is where, and the decimal mark.
 *
 * Everything is found out before the first row is believed, and the command prints it, so that a person can see that the
 * file was understood as it was meant.
 */
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {type CsvRecord, readRecords} from './records.ts';

export const columns = [
	'code',
	'ean',
	'name',
	'receiptName',
	'group',
	'unit',
	'vat',
	'price',
	'alcohol',
	'age18',
	'deposit',
	'depositPieces',
] as const;
export type Column = (typeof columns)[number];

/**
 * Columns a file of goods may not lack, each by itself or one of several. The marks for alcohol and age are among them:
 * nobody should guess those.
 */
const goodsColumns: readonly (readonly Column[])[] = columns
	.filter(column => !['ean', 'receiptName', 'deposit', 'depositPieces'].includes(column))
	.map(column => [column]);

/** How the header may call a column, in lower case. The first word of each list is the usual one. */
const headers: Readonly<Record<Column, {readonly en: readonly string[]; readonly pl: readonly string[]}>> = {
	code: {en: ['code'], pl: ['kod']},
	ean: {en: ['ean', 'barcode'], pl: ['ean', 'kod kreskowy']},
	name: {en: ['name'], pl: ['nazwa']},
	receiptName: {en: ['receipt_name', 'receipt name'], pl: ['nazwa na paragonie', 'nazwa paragonowa']},
	group: {en: ['group'], pl: ['grupa']},
	unit: {en: ['unit'], pl: ['jm', 'j.m.', 'jednostka']},
	vat: {en: ['vat'], pl: ['ptu', 'stawka ptu']},
	price: {en: ['price'], pl: ['cena']},
	alcohol: {en: ['alcohol'], pl: ['alkohol']},
	age18: {en: ['age18'], pl: ['wiek18']},
	deposit: {en: ['deposit'], pl: ['kaucja']},
	depositPieces: {en: ['deposit_pieces', 'deposit pieces'], pl: ['liczba kaucji', 'ilość kaucji']},
};

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];
export type DecimalMark = '.' | ',';

export interface Table {
	readonly delimiter: Delimiter;
	readonly headerLanguage: 'en' | 'pl';
	readonly decimalMark: DecimalMark;
	readonly lineEnd: 'LF' | 'CRLF' | 'CR' | 'mixed';
	/** Headers as the file has them, by their place. */
	readonly header: readonly string[];
	readonly places: Readonly<Partial<Record<Column, number>>>;
	/** Headers that mean nothing here and are left alone. */
	readonly unused: readonly string[];
	readonly records: readonly CsvRecord[];
}

export type TableFault =
	| {readonly code: 'no-header'; readonly firstLine: string}
	| {readonly code: 'missing-columns'; readonly missing: readonly string[]}
	| {readonly code: 'double-column'; readonly header: string};

export function readTable(text: string, needed = goodsColumns): Result<Table, TableFault> {
	const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
	const [best] = delimiters
		.map(delimiter => ({delimiter, ...readHeader(firstLine, delimiter)}))
		.sort((one, other) => other.known - one.known);
	if (best === undefined || best.known < 2) return fail({code: 'no-header', firstLine: firstLine.slice(0, 80)});
	const {delimiter, header, named, headerLanguage} = best;

	const places: Partial<Record<Column, number>> = {};
	for (const [place, column] of named.entries()) {
		if (column === undefined) continue;
		if (places[column] !== undefined) return fail({code: 'double-column', header: header[place] ?? ''});
		places[column] = place;
	}
	const missing = needed.filter(choice => choice.every(column => places[column] === undefined));
	if (missing.length > 0) {
		const titleOf = (column: Column) => headers[column][headerLanguage][0] ?? column;
		return fail({code: 'missing-columns', missing: missing.map(choice => choice.map(titleOf).join(' / '))});
	}

	const records = readRecords(text, delimiter).filter(({row}) => row > 1);
	return ok({
		delimiter,
		headerLanguage,
		decimalMark: decimalMarkOf(records, places.price ?? 0, delimiter),
		lineEnd: lineEndOf(text),
		header,
		places,
		unused: header.filter((_, place) => named[place] === undefined),
		records,
	});
}

function readHeader(firstLine: string, delimiter: Delimiter) {
	const fields = readRecords(firstLine, delimiter)[0]?.fields ?? [];
	const header = typeof fields === 'string' ? [] : fields.map(field => field.trim());
	const inLanguage = (language: 'en' | 'pl') =>
		header.map(title => columns.find(column => headers[column][language].includes(title.toLowerCase())));
	const en = inLanguage('en');
	const pl = inLanguage('pl');
	const count = (found: readonly (Column | undefined)[]) => found.filter(column => column !== undefined).length;
	const headerLanguage: 'en' | 'pl' = count(pl) > count(en) ? 'pl' : 'en';
	// A header in both languages at once is still a header.
	const named = header.map((_, place) =>
		headerLanguage === 'pl' ? (pl[place] ?? en[place]) : (en[place] ?? pl[place]),
	);
	return {header, named, headerLanguage, known: count(named)};
}

/** The mark most prices have; without any mark the one that goes with the delimiter. */
function decimalMarkOf(records: readonly CsvRecord[], place: number, delimiter: Delimiter): DecimalMark {
	let points = 0;
	let commas = 0;
	for (const {fields} of records) {
		const price = typeof fields === 'string' ? '' : (fields[place] ?? '').trim();
		if (/^\d+\.\d+$/.test(price)) points += 1;
		if (/^\d+,\d+$/.test(price)) commas += 1;
	}
	if (points === commas) return delimiter === ',' ? '.' : ',';
	return commas > points ? ',' : '.';
}

function lineEndOf(text: string): Table['lineEnd'] {
	const kinds = new Set(text.match(/\r\n|\n|\r/g) ?? []);
	if (kinds.size > 1) return 'mixed';
	return kinds.has('\r\n') ? 'CRLF' : kinds.has('\r') ? 'CR' : 'LF';
}
