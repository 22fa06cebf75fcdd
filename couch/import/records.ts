/**
 * The text of a CSV file → its records, strictly: a stray or an unclosed quote makes one faulty row, never a wrong one.
 *
 *   row    as a spreadsheet numbers it: the header is row 1, and a record with a line break in quotes is one row
 *   line   as a text editor numbers it, where the record begins
 *
 * A quote that is opened and not closed swallows everything up to the next quote of the file. So after a fault reading
 * starts again on the very next line: the rows before and after the broken one are what they were.
 */
import {CsvError, parse} from 'csv-parse/sync';

export interface CsvRecord {
	readonly row: number;
	readonly line: number;
	/** The fields, or what is wrong with the quotes of this row. */
	readonly fields: readonly string[] | 'stray-quote' | 'unclosed-quote';
}

export function readRecords(text: string, delimiter: string): readonly CsvRecord[] {
	const bytes = Buffer.from(text, 'utf8');
	const records: CsvRecord[] = [];
	let place = 0;
	let line = 1;

	const add = (fields: CsvRecord['fields'], nextPlace: number) => {
		records.push({row: records.length + 1, line, fields});
		line += lineEnds(bytes.subarray(place, nextPlace));
		place = nextPlace;
	};

	while (place < bytes.length) {
		const start = place;
		const fault = parseWhileSound(bytes.subarray(start), delimiter, (fields, end) => add(fields, start + end));
		if (fault !== undefined) add(fault, nextLine(bytes, place));
	}
	// An empty line is an empty row of the spreadsheet: it counts, and says nothing.
	return records.filter(({fields}) => typeof fields === 'string' || fields.length > 1 || fields[0] !== '');
}

function parseWhileSound(
	bytes: Buffer,
	delimiter: string,
	onRecord: (fields: readonly string[], end: number) => void,
): 'stray-quote' | 'unclosed-quote' | undefined {
	try {
		parse(bytes, {
			delimiter,
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			on_record: (fields: string[], {bytes: end}) => {
				onRecord(fields, end);
				return null;
			},
		});
		return undefined;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'unclosed-quote';
		if (error.code === 'INVALID_OPENING_QUOTE') return 'stray-quote';
		// Text after a closing quote: the quote closed where another one was meant to open, or it is a stray one.
		if (error.code === 'CSV_INVALID_CLOSING_QUOTE') return 'unclosed-quote';
		throw error;
	}
}

/** Line breaks in a piece of the file; a carriage return with a line feed is one. */
function lineEnds(bytes: Buffer): number {
	return bytes.toString('latin1').match(/\r\n|\n|\r/g)?.length ?? 0;
}

function nextLine(bytes: Buffer, from: number): number {
	let place = from;
	while (place < bytes.length && bytes[place] !== 0x0a && bytes[place] !== 0x0d) place += 1;
	return place + (bytes[place] === 0x0d && bytes[place + 1] === 0x0a ? 2 : 1);
}
