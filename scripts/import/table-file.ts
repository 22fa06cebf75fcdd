/** A CSV file, read as far as its table, with the lines that say how it was understood. */
import {readFile} from 'node:fs/promises';
import {decodeText, type Encoding, type EncodingFault} from '../../couch/import/encoding.ts';
import {type Column, readTable, type Table, type TableFault} from '../../couch/import/table.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import type {Words} from './words.ts';

export interface TableFile {
	readonly table: Table;
	readonly lines: readonly string[];
	/** How the file itself calls a column. */
	readonly titleOf: (column: Column) => string;
}

const encodingNames: Readonly<Record<Encoding, string>> = {
	'utf-8': 'UTF-8',
	'utf-8-bom': 'UTF-8 (BOM)',
	'windows-1250': 'Windows-1250',
};

/** `needed` are the columns it may not lack, those of goods unless others are named. A fault is a sentence. */
export async function readTableFile(
	file: string,
	say: Words,
	needed?: readonly (readonly Column[])[],
): Promise<Result<TableFile, string>> {
	const bytes = await readBytes(file);
	if (!bytes.ok) return fail(say.cannotRead(bytes.fault));
	const decoded = decodeText(bytes.value);
	if (!decoded.ok) return fail(encodingSentence(decoded.fault, say));
	const read = readTable(decoded.value.text, needed);
	if (!read.ok) return fail(tableSentence(read.fault, say));
	const table = read.value;
	return ok({
		table,
		lines: formatLines(file, decoded.value.encoding, table, say),
		titleOf: column => table.header[table.places[column] ?? -1] ?? column,
	});
}

export function isWebAddress(url: string): boolean {
	return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

async function readBytes(file: string): Promise<Result<Buffer, string>> {
	try {
		return ok(await readFile(file));
	} catch (error) {
		return fail(error instanceof Error ? error.message : String(error));
	}
}

function encodingSentence(fault: EncodingFault, say: Words): string {
	switch (fault.code) {
		case 'empty-file':
			return say.emptyFile;
		case 'not-text':
			return say.notText[fault.kind];
		case 'damaged-utf-8':
			return say.damagedUtf8(fault.line);
	}
}

function tableSentence(fault: TableFault, say: Words): string {
	switch (fault.code) {
		case 'no-header':
			return say.noHeader(shown(fault.firstLine));
		case 'missing-columns':
			return say.missingColumns(fault.missing.join(', '));
		case 'double-column':
			return say.doubleColumn(shown(fault.header));
	}
}

function formatLines(file: string, encoding: Encoding, table: Table, say: Words): readonly string[] {
	const lines = say.format({
		file,
		encoding: encodingNames[encoding],
		delimiter: say.delimiter[table.delimiter],
		decimalMark: say.decimalMark[table.decimalMark],
		headers: say.headerLanguage[table.headerLanguage],
		lineEnds: table.lineEnd === 'mixed' ? say.mixedLineEnds : table.lineEnd,
	});
	return table.unused.length === 0 ? lines : [...lines, say.unusedColumns(shown(table.unused.join(', ')))];
}

/** A field of somebody's file on a terminal: without characters that would move the cursor, and not endless. */
export function shown(value: string): string {
	const harmless = value.replace(/\p{Cc}/gu, '\u{fffd}');
	return harmless.length > 60 ? `${harmless.slice(0, 59)}…` : harmless;
}
