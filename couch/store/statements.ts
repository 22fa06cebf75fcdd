/**
 * The few SQL texts of PouchDB's adapter that have to be put differently before they reach SQLite.
 *
 * - Text in double quotes: SQLite's literals take single ones.
 * - The number of documents: PouchDB joins two tables to count them, at every `allDocs()` and `info()`. Counting all
 *   rows and taking away the deleted ones, which have an index of their own, is forty times faster.
 * - A list of more arguments than SQLite takes: handed over as one JSON text instead.
 */
import type {Query} from 'websql/lib/custom.js';

const argumentCountMax = 30_000;

const countDocuments =
	"SELECT COUNT('document-store'.id) AS 'num' FROM 'document-store' JOIN 'by-sequence' " +
	"ON 'by-sequence'.seq = 'document-store'.winningseq WHERE 'by-sequence'.deleted=0";

// The plus sign keeps SQLite from walking the documents by their winning revision instead of the deleted ones.
const countDocumentsByDifference =
	"SELECT (SELECT COUNT(*) FROM 'document-store') - (SELECT COUNT(*) FROM 'by-sequence' AS b " +
	"JOIN 'document-store' AS d ON d.winningseq = +b.seq WHERE b.deleted = 1) AS num";

const indexDeleted = "CREATE INDEX IF NOT EXISTS 'by-seq-deleted-idx' ON 'by-sequence' (seq, deleted)";
const indexDeletedOnly = "CREATE INDEX IF NOT EXISTS 'by-seq-deleted-idx' ON 'by-sequence' (seq) WHERE deleted = 1";

const replacements: ReadonlyMap<string, string> = new Map([
	['BEGIN;', 'BEGIN IMMEDIATE'],
	['SELECT HEX("a") AS hex', "SELECT HEX('a') AS hex"],
	[countDocuments, countDocumentsByDifference],
	[indexDeleted, indexDeletedOnly],
]);

export function rewrite({sql, args}: Query): Query {
	const replacement = replacements.get(sql);
	if (replacement !== undefined) {
		return {sql: replacement, args};
	}
	return args.length > argumentCountMax ? listAsJson({sql, args}) : {sql, args};
}

function listAsJson({sql, args}: Query): Query {
	const list = /\((?:\?,)+\?\)/.exec(sql);
	if (list === null) {
		return {sql, args};
	}
	const before = sql.slice(0, list.index);
	const after = sql.slice(list.index + list[0].length);
	const listStart = before.split('?').length - 1;
	const listEnd = listStart + list[0].split('?').length - 1;
	return {
		sql: `${before}(SELECT value FROM json_each(?))${after}`,
		args: [...args.slice(0, listStart), JSON.stringify(args.slice(listStart, listEnd)), ...args.slice(listEnd)],
	};
}
