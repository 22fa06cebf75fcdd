/**
 * A place for each shop on the chain's server: the databases its receipts, audit and tills are copied to.
 *
 * A shop's databases stand behind its name, `shop-03-receipts-2026-11`, because tills of two shops may have the same
 * id. Its server writes there as a user of that name, who gets into these databases and into no other shop's: whoever
 * takes a shop's server away can spoil one shop's copy. People at the head office read; they close reports in the shop.
 */
import {isDeepStrictEqual} from 'node:util';
import {assert} from '../../till/domain/assert.ts';
import {compileDesignDocuments, type DesignDocument} from '../compile.ts';
import {
	auditDatabase,
	type DatabaseKind,
	monthLater,
	monthOfReceiptsDatabase,
	monthsAhead,
	receiptsDatabase,
	shardsOf,
	tillsDatabase,
} from '../documents/databases.ts';
import {isSame} from '../provision/design-documents.ts';
import {type Couch, connectCouch, type Security} from '../server.ts';
import {createUser, type NewUser} from '../users.ts';

export const shopNamePattern = /^[a-z][a-z0-9-]{0,30}$/;

/** What stands before the names of a shop's databases at the head office. */
export function prefixOf(shop: string): string {
	assert(shopNamePattern.test(shop), `a shop's name is small letters, digits and dashes, not ${shop}`);
	return `${shop}-`;
}

export interface PlaceOptions {
	/** With the administrator's password. */
	readonly url: string;
	readonly shop: string;
	readonly now: Date;
	/** The first month to be copied; this one unless named. */
	readonly since?: string;
	/** Hears of each thing that is done. */
	readonly onStep?: (sentence: string) => void;
}

/**
 * Makes what is missing of a shop's place: this month and the next two, those since `since`, and what is there already
 * brought up to date. Doing it again does nothing. The user comes with a password once, when it is made.
 */
export async function preparePlace(options: PlaceOptions): Promise<NewUser | undefined> {
	const {url, shop, now, since, onStep = () => undefined} = options;
	const headOffice = connectCouch({url, prefix: prefixOf(shop)});
	const folders = await compileDesignDocuments();
	const months = new Set([...(await monthsThere(headOffice)), ...monthsBetween(since, now)]);
	const databases: readonly {readonly name: string; readonly kind: DatabaseKind}[] = [
		...[...months].sort().map(month => ({name: receiptsDatabase(month), kind: 'receipts'}) as const),
		{name: auditDatabase, kind: 'audit'},
		{name: tillsDatabase, kind: 'tills'},
	];
	const security: Security = {
		admins: {names: [], roles: ['_admin']},
		members: {names: [shop], roles: ['auditor']},
	};
	for (const {name, kind} of databases) {
		const documents = folders.filter(({database}) => database === kind).map(({document}) => document);
		await prepareDatabase(headOffice, {name, kind, documents, security, onStep});
	}
	const user = await createUser({server: headOffice, name: shop, role: 'replicator'});
	if (!user.ok) return undefined;
	onStep(`użytkownik ${shop} (replicator) · user`);
	return user.value;
}

async function monthsThere(headOffice: Couch): Promise<readonly string[]> {
	return (await headOffice.databases()).map(monthOfReceiptsDatabase).filter(month => month !== undefined);
}

function monthsBetween(since: string | undefined, now: Date): readonly string[] {
	const ahead = monthsAhead(now);
	const months: string[] = [];
	for (let month = since ?? ahead[0] ?? ''; month < (ahead[0] ?? ''); month = monthLater(month, 1)) months.push(month);
	return [...months, ...ahead];
}

/** Design documents come before `_security`: until then only administrators get in, past no validator. */
async function prepareDatabase(
	headOffice: Couch,
	{
		name,
		kind,
		documents,
		security,
		onStep,
	}: {
		readonly name: string;
		readonly kind: DatabaseKind;
		readonly documents: readonly DesignDocument[];
		readonly security: Security;
		readonly onStep: (sentence: string) => void;
	},
): Promise<void> {
	const database = headOffice.database(name);
	const shown = `${headOffice.prefix}${name}`;
	if (!(await database.exists()) && (await database.create({shards: shardsOf[kind]})) === 'created') {
		onStep(`baza ${shown} · database`);
	}
	for (const document of documents) {
		const stored = await database.get(document._id);
		if (isSame(stored, document)) continue;
		// A conflict is somebody else who prepares at the same moment, and whom the next run looks at.
		await database.put({...document, ...(stored && {_rev: stored._rev})});
		onStep(`${document._id} w ${shown} · design document`);
	}
	if (isDeepStrictEqual(await database.security(), security)) return;
	await database.setSecurity(security);
	onStep(`uprawnienia ${shown} · security`);
}
