/**
 * The files of a till read beside the till that runs: nothing is locked, mended or written, and the till does not notice.
 *
 * An entry is in its file whole or not at all, and entries come in the order of their numbers. So a month at one moment is
 * the beginning of what it will be, and that an entry is just being written is never seen as one that is missing.
 */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {StoreReader} from '../../couch/store/store-reader.ts';
import {entryNumberText, parseEntryId} from '../domain/chain.ts';
import {entryTypes} from '../domain/entry.ts';
import {monthFile, monthsIn} from './mend-book.ts';
import {catalogueFile} from './mend-catalogue.ts';

interface MonthBeside {
	/** Each entry as it lies in the file, without its revision. */
	readonly lines: readonly string[];
	/** Of the entry before the first one. */
	readonly digestBefore?: string;
}

/** Undefined where the till has no entry of the month. */
export async function readMonthBeside({
	dataDir,
	till,
	month,
}: {
	readonly dataDir: string;
	readonly till: string;
	readonly month: string;
}): Promise<MonthBeside | undefined> {
	const entries = await reading(join(dataDir, monthFile(month)), reader =>
		Array.from(reader.documents()).flatMap(({id, json}) => {
			const parts = parseEntryId(id);
			return parts?.till === till ? [{number: parts.entry, line: textOf(id, json)}] : [];
		}),
	);
	if (entries === undefined || entries.length === 0) return undefined;
	const lines = entries.map(({line}) => line);
	const first = entries.reduce((least, {number}) => Math.min(least, number), Infinity);
	const earlier = monthsIn(dataDir).filter(each => each < month);
	for (const each of earlier.toReversed()) {
		const before = await reading(join(dataDir, monthFile(each)), reader => findEntry(reader, till, first - 1));
		if (before !== undefined) return {lines, digestBefore: String(JSON.parse(before)['digest'])};
	}
	return {lines};
}

/** A document of the till's own copy of the catalogue. */
export async function readCatalogueBeside(
	dataDir: string,
	id: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
	const text = await reading(join(dataDir, catalogueFile), reader => reader.within(id, id)[0]);
	return text && {...JSON.parse(textOf(text.id, text.json)), _rev: text.rev};
}

/** Undefined where there is no such file. */
async function reading<Value>(file: string, read: (reader: StoreReader) => Value): Promise<Value | undefined> {
	if (!existsSync(file)) return undefined;
	const reader = new StoreReader(file);
	try {
		return read(reader);
	} finally {
		await reader.close();
	}
}

function findEntry(reader: StoreReader, till: string, number: number): string | undefined {
	for (const type of entryTypes) {
		const beginning = `${type}:${till}:${entryNumberText(number)}:`;
		const [found] = reader.within(beginning, `${beginning}~`);
		if (found !== undefined) return found.json;
	}
	return undefined;
}

/** The content lies in the file without its id. */
function textOf(id: string, json: string): string {
	return json === '{}' ? `{"_id":${JSON.stringify(id)}}` : `{"_id":${JSON.stringify(id)},${json.slice(1)}`;
}
