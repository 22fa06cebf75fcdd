/**
 * The databases by name, and the months they are cut into.
 *
 * A month is a month in Warsaw, whatever clock the server keeps: receipts of one month stand in one database, and what
 * was seen of them first in one ledger beside it.
 */
import {assert} from '../../till/domain/assert.ts';
import {monthOf} from '../../till/domain/local-time.ts';

export const catalogueDatabase = 'catalogue';
export const tillsDatabase = 'tills';
export const auditDatabase = 'audit';

/** What a database is for; it decides its shards, its readers and its design documents. */
export type DatabaseKind = 'catalogue' | 'receipts' | 'ledger' | 'tills' | 'audit';
export const databaseKinds: readonly DatabaseKind[] = ['catalogue', 'receipts', 'ledger', 'tills', 'audit'];

/** One shard keeps one order of changes; two let two cores write. The order of receipts is in the receipts. */
export const shardsOf: Readonly<Record<DatabaseKind, 1 | 2>> = {
	catalogue: 1,
	receipts: 2,
	ledger: 2,
	tills: 1,
	audit: 1,
};

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `YYYY-MM`. */
export function isMonth(text: string): boolean {
	return monthPattern.test(text);
}

export function receiptsDatabase(month: string): string {
	assert(isMonth(month), `a month is YYYY-MM, not ${month}`);
	return `receipts-${month}`;
}

export function ledgerDatabase(month: string): string {
	assert(isMonth(month), `a month is YYYY-MM, not ${month}`);
	return `ledger-${month}`;
}

/** The month of a receipts database, or undefined for any other database. */
export function monthOfReceiptsDatabase(name: string): string | undefined {
	const month = name.startsWith('receipts-') ? name.slice('receipts-'.length) : '';
	return isMonth(month) ? month : undefined;
}

/** The month so many months later; earlier when negative. */
export function monthLater(month: string, months: number): string {
	assert(isMonth(month), `a month is YYYY-MM, not ${month}`);
	const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
	return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The month of an instant and the two after it: what has to be there for tills to write into. */
export function monthsAhead(instant: Date): readonly string[] {
	const month = monthOf(instant.getTime());
	return [month, monthLater(month, 1), monthLater(month, 2)];
}
