/** Looks at a server and says what is missing or different: an empty plan says that it is as it should be. */
import {isDeepStrictEqual} from 'node:util';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {type CompiledFolder, compileDesignDocuments} from '../compile.ts';
import {
	auditDatabase,
	catalogueDatabase,
	type DatabaseKind,
	ledgerDatabase,
	monthOfReceiptsDatabase,
	monthsAhead,
	receiptsDatabase,
	shardsOf,
	tillsDatabase,
} from '../documents/databases.ts';
import {type Couch, type CouchDatabase, CouchError, type Security, type StoredDocument} from '../server.ts';
import {tryDesignDocument} from '../try-design-document.ts';
import {existingUsers, lookForTill, type Role, shopUsers} from '../users.ts';
import {builtId, haveSameViews, isSame} from './design-documents.ts';
import type {AnyDesignDocument, ProvisionStep} from './steps.ts';

/** Who may read, and as far as the validators let them, write. */
const membersOf: Readonly<Record<DatabaseKind, readonly Role[]>> = {
	catalogue: ['till', 'office', 'watcher', 'auditor', 'replicator', 'manager'],
	receipts: ['till', 'office', 'watcher', 'auditor', 'replicator', 'manager'],
	ledger: ['watcher'],
	tills: ['till', 'office', 'watcher', 'auditor', 'replicator', 'manager'],
	audit: ['watcher', 'auditor', 'replicator', 'manager'],
};

function securityOf(kind: DatabaseKind): Security {
	return {admins: {names: [], roles: ['_admin']}, members: {names: [], roles: membersOf[kind]}};
}

export interface PlanOptions {
	readonly server: Couch;
	readonly now: Date;
	/** Months whose databases have to be there, beside those that are: this one and the next two unless named. */
	readonly months?: readonly string[];
	readonly designDocsFolder?: string;
	/** False: no users, which is what the watcher asks for. */
	readonly users?: boolean;
	/** False: design documents and security that are there stay as they are, whatever this version knows. */
	readonly upgrade?: boolean;
	/** Tills to enrol. */
	readonly tills?: readonly TillProfile[];
	/** Users whose password was lost, or is known to somebody it should not be. */
	readonly renewPasswords?: readonly string[];
}

/** What a person has to put right before anything is done: a design document, a till that cannot be enrolled, a name. */
export class ProvisionRefused extends Error {
	constructor(faults: readonly string[]) {
		super(faults.join('\n'));
		this.name = 'ProvisionRefused';
	}
}

export async function planProvision({
	server,
	now,
	months = monthsAhead(now),
	designDocsFolder,
	users = true,
	upgrade = true,
	tills = [],
	renewPasswords = [],
}: PlanOptions): Promise<readonly ProvisionStep[]> {
	const folders = await (designDocsFolder === undefined ? shippedFolders() : triedFolders(designDocsFolder));
	const missing = await missingSystemDatabases(server);
	const there = new Set(await server.databases());
	const existing = [...there].map(monthOfReceiptsDatabase).filter(month => month !== undefined);
	const inDatabases: ProvisionStep[] = [];
	for (const {name, kind} of databasesOf([...new Set([...existing, ...months])].sort())) {
		inDatabases.push(...(await planDatabase({server, name, kind, there: there.has(name), folders, upgrade})));
	}
	const hasUsers = !missing.includes('_users');
	return [
		...missing.map(database => ({step: 'create-system-database', database}) as const),
		...planProbes(folders, inDatabases),
		...inDatabases,
		...(users ? await planUsers(server, hasUsers) : []),
		...(await planTills({server, tills, hasUsers, hasCatalogue: there.has(catalogueDatabase)})),
		...(await planPasswords(server, renewPasswords, hasUsers)),
	];
}

async function triedFolders(designDocsFolder?: string): Promise<readonly CompiledFolder[]> {
	const folders = await compileDesignDocuments(designDocsFolder);
	const faults = (await Promise.all(folders.map(tryDesignDocument))).flat();
	if (faults.length > 0) throw new ProvisionRefused(faults);
	return folders;
}

let shipped: Promise<readonly CompiledFolder[]> | undefined;

/** Those of this version, compiled and tried once: a watcher looks every minute whether a month has to be made. */
async function shippedFolders(): Promise<readonly CompiledFolder[]> {
	shipped ??= triedFolders();
	try {
		return await shipped;
	} catch (error) {
		shipped = undefined;
		throw error;
	}
}

function databasesOf(months: readonly string[]): readonly {readonly name: string; readonly kind: DatabaseKind}[] {
	return [
		{name: catalogueDatabase, kind: 'catalogue'},
		...months.flatMap(month => [
			{name: receiptsDatabase(month), kind: 'receipts'} as const,
			{name: ledgerDatabase(month), kind: 'ledger'} as const,
		]),
		{name: tillsDatabase, kind: 'tills'},
		{name: auditDatabase, kind: 'audit'},
	];
}

async function missingSystemDatabases(server: Couch): Promise<readonly string[]> {
	const missing: string[] = [];
	for (const name of ['_users', '_replicator']) {
		try {
			await server.request({path: name});
		} catch (error) {
			if (!(error instanceof CouchError) || error.status !== 404) throw error;
			missing.push(name);
		}
	}
	return missing;
}

/** A validator that is about to become a live one, each once. */
function planProbes(folders: readonly CompiledFolder[], steps: readonly ProvisionStep[]): readonly ProvisionStep[] {
	return folders
		.filter(({document}) =>
			steps.some(
				step =>
					step.step === 'write-design-document' &&
					step.document === document &&
					document.validate_doc_update !== undefined &&
					step.stored?.['validate_doc_update'] !== document.validate_doc_update,
			),
		)
		.map(folder => ({step: 'probe-validator', folder}));
}

interface DatabaseToPlan {
	readonly server: Couch;
	readonly name: string;
	readonly kind: DatabaseKind;
	readonly there: boolean;
	readonly folders: readonly CompiledFolder[];
	readonly upgrade: boolean;
}

/**
 * In each database the design documents come before `_security`: until then only administrators get in, and no till can
 * write past a validator that is not there yet.
 */
async function planDatabase({
	server,
	name,
	kind,
	there,
	folders,
	upgrade,
}: DatabaseToPlan): Promise<readonly ProvisionStep[]> {
	const database = server.database(name);
	const documents = folders
		.filter(folder => folder.database === kind)
		.flatMap<AnyDesignDocument>(({document, indexes}) => [document, ...indexes]);
	const stored = there ? await designDocumentsOf(database) : undefined;
	const steps: ProvisionStep[] = [];
	if (stored === undefined) steps.push({step: 'create-database', database: name, shards: shardsOf[kind]});
	for (const document of documents) steps.push(...planDocument({name, document, stored, upgrade}));
	const security = securityOf(kind);
	const current = there ? await database.security() : undefined;
	const isSet = upgrade ? isDeepStrictEqual(current, security) : current !== undefined && !isClosed(current);
	if (!isSet) steps.push({step: 'set-security', database: name, security});
	return steps;
}

async function designDocumentsOf(database: CouchDatabase): Promise<ReadonlyMap<string, StoredDocument>> {
	const rows = await database.range({from: '_design/', to: '_design0', includeDocs: true});
	return new Map(rows.flatMap(({id, doc}) => (doc === undefined ? [] : [[id, doc] as const])));
}

function planDocument({
	name: database,
	document,
	stored,
	upgrade,
}: {
	readonly name: string;
	readonly document: AnyDesignDocument;
	/** The design documents of a database that is there. */
	readonly stored: ReadonlyMap<string, StoredDocument> | undefined;
	readonly upgrade: boolean;
}): readonly ProvisionStep[] {
	const present = stored?.get(document._id);
	const isLeftOver = upgrade && stored?.has(builtId(document._id)) === true;
	const clearing: readonly ProvisionStep[] = [{step: 'remove-built-views', database, document}];
	if (present !== undefined && (!upgrade || isSame(present, document))) return isLeftOver ? clearing : [];
	const writing: ProvisionStep = {
		step: 'write-design-document',
		database,
		document,
		...(present === undefined ? {} : {stored: present}),
	};
	// There is nothing to build in a database that is only just made.
	if (stored === undefined || haveSameViews(present, document)) return [writing, ...(isLeftOver ? clearing : [])];
	return [{step: 'build-views', database, document}, writing, ...clearing];
}

/** The `_security` of a database in which nobody has set it yet: only administrators get in, or anybody does. */
function isClosed(stored: unknown): boolean {
	const {members} = stored as {members?: {roles?: readonly string[]; names?: readonly string[]}};
	const roles = members?.roles ?? [];
	return (members?.names ?? []).length === 0 && roles.every(role => role === '_admin');
}

async function planUsers(server: Couch, hasUsers: boolean): Promise<readonly ProvisionStep[]> {
	const names = shopUsers.map(({name}) => name);
	const there = hasUsers ? await existingUsers(server, names) : new Set<string>();
	return shopUsers.filter(({name}) => !there.has(name)).map(({name, role}) => ({step: 'create-user', name, role}));
}

async function planPasswords(
	server: Couch,
	names: readonly string[],
	hasUsers: boolean,
): Promise<readonly ProvisionStep[]> {
	if (names.length === 0) return [];
	const there = hasUsers ? await existingUsers(server, names) : new Set<string>();
	const unknown = names.filter(name => !there.has(name));
	if (unknown.length > 0) throw new ProvisionRefused(unknown.map(name => `${name}: there is no such user`));
	return [...new Set(names)].map(name => ({step: 'renew-password', name}));
}

async function planTills({
	server,
	tills,
	hasUsers,
	hasCatalogue,
}: {
	readonly server: Couch;
	readonly tills: readonly TillProfile[];
	readonly hasUsers: boolean;
	readonly hasCatalogue: boolean;
}): Promise<readonly ProvisionStep[]> {
	const steps: ProvisionStep[] = [];
	const faults: string[] = [];
	for (const profile of tills) {
		const found = await lookForTill({server, profile, hasUsers, hasCatalogue});
		if (!found.ok) faults.push(`${profile.id}: ${found.fault.reason}`);
		else if (found.value !== 'enrolled') steps.push({step: 'enrol-till', profile});
	}
	if (faults.length > 0) throw new ProvisionRefused(faults);
	return steps;
}
