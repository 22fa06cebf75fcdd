/**
 * Is a file sound? Asked before anything else reads it, because much of what reads it cannot bear what it may find:
 * the driver ends the process on a text that is not UTF-8, and PouchDB throws where nobody can catch on one that is
 * not JSON. Therefore texts are looked at as bytes here, and only once SQLite's own check has found the pages, the
 * order and the indexes of the file in order.
 */
import {isUtf8} from 'node:buffer';
import {bytesOf, Connection, checkIntegrity, type Row, SqliteError} from './connection.ts';
import {schemaFindings} from './page-file.ts';

const rowsAtOnce = 500;

interface TextTable {
	readonly table: string;
	readonly columns: readonly string[];
	/** The column that has to be JSON. */
	readonly json?: string;
	/** Without row ids all rows are read at once. */
	readonly withoutRowId?: boolean;
}

/** The tables PouchDB's adapter reads. */
const storeTables: readonly TextTable[] = [
	{table: 'by-sequence', columns: ['doc_id', 'rev', 'json'], json: 'json'},
	{table: 'document-store', columns: ['id', 'json'], json: 'json'},
	{table: 'local-store', columns: ['id', 'rev', 'json'], json: 'json'},
	{table: 'metadata-store', columns: ['dbid']},
];

/** The version of the adapter's tables; another one would make it rebuild them. */
const adapterVersion = 7;

/** What is wrong with a store's file; an empty list is a sound one. Fails where the disk does not work. */
export function checkStoreFile(file: string): Promise<readonly string[]> {
	return checkFile(file, connection => {
		const findings = checkIntegrity(connection, 'integrity_check');
		if (findings.length > 0) return findings;
		const [tables] = connection.all("SELECT COUNT(*) AS count FROM sqlite_master WHERE name = 'metadata-store'", []);
		// A crash before the first write leaves a file without tables.
		if (tables?.['count'] === 0) return [];
		return [
			...storeTables.flatMap(table => textFindings(connection, table)),
			...countFindings(connection, 'documents without their revision', missingWinners),
			...countFindings(connection, 'documents without revisions', treesWithoutShape),
			...countFindings(connection, 'versions', otherVersions, [adapterVersion]),
		];
	});
}

/** The number of a store's last write; 0 for a file that never had one. */
export async function lastSequenceIn(file: string): Promise<number> {
	const connection = new Connection({file});
	try {
		const [table] = connection.all("SELECT 1 FROM sqlite_master WHERE name = 'by-sequence'", []);
		if (table === undefined) return 0;
		const [row] = connection.all("SELECT seq FROM sqlite_sequence WHERE name = 'by-sequence'", []);
		return Number(row?.['seq'] ?? 0);
	} finally {
		await connection.close();
	}
}

/** The same for a plain file with the given tables; before the first write of its life it may have none of them. */
export function checkPlainFile(
	file: string,
	tables: readonly TextTable[],
	{mayBeEmpty}: {readonly mayBeEmpty: boolean},
): Promise<readonly string[]> {
	return checkFile(file, connection => {
		const findings = checkIntegrity(connection, 'integrity_check');
		if (findings.length > 0) return findings;
		const known = connection.all("SELECT name FROM sqlite_master WHERE type = 'table'", []).map(row => row['name']);
		if (known.length === 0 && !mayBeEmpty) return ['file is empty'];
		return tables.filter(({table}) => known.includes(table)).flatMap(table => textFindings(connection, table));
	});
}

const missingWinners =
	"SELECT COUNT(*) AS count FROM 'document-store' AS d LEFT JOIN 'by-sequence' AS b ON b.seq = d.winningseq " +
	'WHERE b.doc_id IS NOT d.id';
const treesWithoutShape =
	'SELECT COUNT(*) AS count FROM \'document-store\' WHERE instr(json, \'"rev_tree":[{"pos":\') = 0';
const otherVersions = "SELECT COUNT(*) <> 1 OR MAX(db_version) IS NOT ? AS count FROM 'metadata-store'";

async function checkFile(
	file: string,
	check: (connection: Connection) => readonly string[],
): Promise<readonly string[]> {
	const broken = schemaFindings(file);
	if (broken.length > 0) return broken;
	try {
		const connection = new Connection({file});
		try {
			return check(connection);
		} finally {
			await connection.close();
		}
	} catch (error) {
		if (isOfFile(error)) return [error.message];
		throw error;
	}
}

/** The file is to blame, and not a disk that is full, busy or not to be written to; what cannot be read is lost. */
export function isOfFile(error: unknown): error is SqliteError {
	if (!(error instanceof SqliteError)) return false;
	if (/^SQLITE_IOERR_(READ|SHORT_READ|CORRUPTFS|DATA)$/.test(error.code)) return true;
	return !/^SQLITE_(FULL|BUSY|LOCKED|IOERR|CANTOPEN|PERM|READONLY|NOMEM|AUTH)/.test(error.code);
}

function textFindings(connection: Connection, {table, columns, json, withoutRowId}: TextTable): readonly string[] {
	const findings: string[] = [];
	const text = columns.map(column => `COALESCE("${column}", '')`).join(' || char(10) || ');
	const invalid = json === undefined ? '0' : `"${json}" IS NOT NULL AND NOT json_valid("${json}")`;
	const rowId = withoutRowId ? '0' : 'rowid';
	const rows = `SELECT ${rowId} AS row, ${text} AS text, ${invalid} AS invalid FROM "${table}"`;
	const page = withoutRowId ? rows : `${rows} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`;
	const sql = `SELECT CAST(group_concat(text, char(10)) AS BLOB) AS texts, MAX(row) AS last, SUM(invalid) AS invalid FROM (${page})`;
	for (let last = -1; ; ) {
		const [read] = connection.all(sql, withoutRowId ? [] : [last]);
		const texts = bytesOf(read?.['texts']);
		if (texts === undefined) return findings;
		if (!isUtf8(texts)) findings.push(`${table}: a text is not UTF-8`);
		else if (Number(read?.['invalid']) > 0 && json !== undefined && hasBrokenJson(connection, {table, json})) {
			findings.push(`${table}: a document is not JSON`);
		}
		if (withoutRowId || findings.length > 0) return findings;
		last = Number(read?.['last']);
	}
}

// SQLite reads JSON to a certain depth only; a document with a long past goes deeper.
function hasBrokenJson(
	connection: Connection,
	{table, json}: {readonly table: string; readonly json: string},
): boolean {
	const rows = connection.all(
		`SELECT CAST("${json}" AS BLOB) AS bytes FROM "${table}" WHERE "${json}" IS NOT NULL AND NOT json_valid("${json}")`,
		[],
	);
	return rows.some(({bytes}) => !isJson(bytes));
}

function isJson(bytes: unknown): boolean {
	try {
		JSON.parse(Buffer.from(bytesOf(bytes) ?? []).toString('utf8'));
		return true;
	} catch {
		// Whatever the parser says of it: it is none.
		return false;
	}
}

function countFindings(
	connection: Pick<Connection, 'all'>,
	what: string,
	sql: string,
	args: readonly unknown[] = [],
): readonly string[] {
	const [row]: readonly (Row | undefined)[] = connection.all(sql, args);
	const count = Number(row?.['count']);
	return count === 0 ? [] : [`${what}: ${count}`];
}
