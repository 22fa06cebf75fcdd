/** Which months there are on the server, and the coming ones made in time. */
import {
	ledgerDatabase,
	monthLater,
	monthOfReceiptsDatabase,
	monthsAhead,
	receiptsDatabase,
} from '../documents/databases.ts';
import {provision} from '../provision.ts';
import {type Couch, CouchError} from '../server.ts';
import type {Month} from './inspector.ts';

/** How far back is looked without the right to list databases. */
const monthsBack = 24;

/**
 * Makes the databases of this month and the next two where they are missing, and says what was made. Design documents
 * that are there are left alone: an older watcher must not take a newer validator back.
 */
export async function provisionMonths(couch: Couch, now: Date): Promise<readonly string[]> {
	const {steps} = await provision({server: couch, now, users: false, upgrade: false});
	return steps.flatMap(step => (step.step === 'create-database' ? [step.database] : []));
}

export function isRefusal(error: unknown): error is CouchError {
	return error instanceof CouchError && (error.status === 401 || error.status === 403);
}

/** The months whose receipts and ledger are both there, oldest first. */
export async function listMonths(couch: Couch, now: Date): Promise<readonly Month[]> {
	const names = new Set(await listDatabases(couch, now));
	const months = [...names].map(monthOfReceiptsDatabase).filter(month => month !== undefined);
	return months
		.filter(month => names.has(ledgerDatabase(month)))
		.sort()
		.map(month => ({
			month,
			receipts: couch.database(receiptsDatabase(month)),
			ledger: couch.database(ledgerDatabase(month)),
		}));
}

/** Only an administrator may list databases; a plain watcher asks for each by name. */
async function listDatabases(couch: Couch, now: Date): Promise<readonly string[]> {
	try {
		return await couch.databases();
	} catch (error) {
		if (!isRefusal(error)) throw error;
	}
	const [thisMonth = '', , lastMonth = ''] = monthsAhead(now);
	const there: string[] = [];
	for (let month = monthLater(thisMonth, -monthsBack); month <= lastMonth; month = monthLater(month, 1)) {
		for (const name of [receiptsDatabase(month), ledgerDatabase(month)]) {
			if (await couch.database(name).exists()) there.push(name);
		}
	}
	return there;
}
