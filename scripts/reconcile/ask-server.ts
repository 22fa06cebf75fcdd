/** Asks the server what it holds of a till's entries in a range of numbers. */
import {receiptsDatabase} from '../../couch/documents/databases.ts';
import {type Couch, type CouchDatabase, CouchError, connectCouch, type StoredDocument} from '../../couch/server.ts';
import {digestOf, entryNumberText, revisionOf} from '../../till/domain/chain.ts';
import type {DayAccount} from '../../till/domain/day-account.ts';
import {entryTypes} from '../../till/domain/entry.ts';
import type {ServerWitness} from '../../till/domain/reconciliation.ts';
import {sha256} from '../../till/replica/sha256.ts';

const pageSize = 2000;

export interface ServerToAsk {
	/** With the user and the password in it. */
	readonly url: string;
	readonly prefix?: string;
}

export async function askServer(server: ServerToAsk, account: DayAccount): Promise<ServerWitness> {
	const couch = connectCouch(server);
	const revisions = new Map<string, string>();
	try {
		for (const month of new Set(account.entries.map(entry => entry.month))) {
			for (const [id, revision] of await revisionsIn(couch, month, account)) revisions.set(id, revision);
		}
		return {state: 'asked', revisions};
	} catch (error) {
		if (error instanceof CouchError) return {state: 'not-asked', reason: error.message};
		throw error;
	}
}

async function revisionsIn(
	couch: Couch,
	month: string,
	{till, range}: DayAccount,
): Promise<readonly (readonly [id: string, revision: string])[]> {
	const database = couch.database(receiptsDatabase(month));
	const found: (readonly [string, string])[] = [];
	// A month that has no database holds nothing.
	if (!(await database.exists())) return found;
	for (const type of entryTypes) {
		const to = `${type}:${till}:${entryNumberText(range.to)}:~`;
		let from = `${type}:${till}:${entryNumberText(range.from)}:`;
		for (;;) {
			const page = await database.range({from, to, limit: pageSize});
			found.push(...page.map(({id, rev}) => [id, rev] as const));
			const last = page.at(-1);
			if (last === undefined || page.length < pageSize) break;
			from = `${last.id}\u0000`;
		}
	}
	return withContents(database, found);
}

/** A decision of the watcher that was undone is stored under a later revision, and its content is what counts. */
async function withContents(
	database: CouchDatabase,
	found: readonly (readonly [id: string, revision: string])[],
): Promise<readonly (readonly [id: string, revision: string])[]> {
	const later = found.filter(([, revision]) => !revision.startsWith('1-')).map(([id]) => id);
	const contents = await database.getAll(later);
	return found.map(([id, revision]) => {
		const document = contents.get(id);
		return [id, (document && contentRevision(document)) ?? revision];
	});
}

/** Undefined where the content is none of an entry, and so nothing that a till wrote. */
function contentRevision(document: StoredDocument): string | undefined {
	try {
		return revisionOf(digestOf(document, sha256));
	} catch {
		// It has no canonical form; its revision is nobody's then.
		return undefined;
	}
}
