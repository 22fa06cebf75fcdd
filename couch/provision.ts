/**
 * Provisioning: everything a server needs before the first till comes, set up as often as one likes.
 *
 *   look ──► plan ──(shown to somebody)──► perform, step by step
 *
 * The plan holds only what is missing or different, so that an empty plan says the server is as it should be. In each
 * database the design documents come before `_security`: until then only administrators get in, and no till can write
 * past a validator that is not there yet.
 */
import {isDeepStrictEqual} from 'node:util';
import {assert, unreachable} from '../till/domain/assert.ts';
import {type CompiledFolder, compileDesignDocuments, type DesignDocument} from './compile.ts';
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
} from './documents/databases.ts';
import {type Couch, CouchError, type Security} from './server.ts';
import {tryValidator} from './try-validator.ts';
import {createUser, existingUsers, type NewUser, type Role, shopUsers} from './users.ts';

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

export type ProvisionStep =
	| {readonly step: 'create-system-database'; readonly database: string}
	| {readonly step: 'create-database'; readonly database: string; readonly shards: number}
	| {
			readonly step: 'write-design-document';
			readonly database: string;
			readonly document: DesignDocument;
			readonly rev?: string;
	  }
	| {readonly step: 'set-security'; readonly database: string; readonly security: Security}
	| {readonly step: 'create-user'; readonly name: string; readonly role: Role};

export interface ProvisionReport {
	readonly steps: readonly ProvisionStep[];
	/** False for a dry run, and when the plan was not confirmed. */
	readonly performed: boolean;
	/** The users that were made, with their passwords, this once. */
	readonly users: readonly NewUser[];
}

export interface ProvisionOptions {
	readonly server: Couch;
	readonly now: Date;
	/** Months whose databases have to be there, beside those that are: this one and the next two unless named. */
	readonly months?: readonly string[];
	readonly designDocsFolder?: string;
	/** False: no users, which is what the watcher asks for. */
	readonly users?: boolean;
	/** False: design documents and security that are there stay as they are, whatever this version knows. */
	readonly upgrade?: boolean;
	/** Sees the plan before anything is done; what it answers decides. */
	readonly confirm?: (steps: readonly ProvisionStep[]) => boolean | Promise<boolean>;
	/** Hears of each step when it is done. */
	readonly onStep?: (step: ProvisionStep) => void;
}

/** A step as a line for people. */
export function describeStep(step: ProvisionStep): string {
	switch (step.step) {
		case 'create-system-database':
			return `utwórz bazę systemową ${step.database} · create system database`;
		case 'create-database':
			return `utwórz bazę ${step.database} (shards: ${step.shards}) · create database`;
		case 'write-design-document':
			return `zapisz ${step.document._id} w ${step.database} · ${step.rev === undefined ? 'write' : 'upgrade'} design document`;
		case 'set-security':
			return `ustaw uprawnienia ${step.database}: ${step.security.members.roles.join(', ')} · set security`;
		case 'create-user':
			return `utwórz użytkownika ${step.name} (${step.role}) · create user`;
		default:
			return unreachable(step);
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

/** Looks at the server and says what is missing or different. */
export async function planProvision({
	server,
	now,
	months = monthsAhead(now),
	designDocsFolder,
	users = true,
	upgrade = true,
}: ProvisionOptions): Promise<readonly ProvisionStep[]> {
	const folders = await compileDesignDocuments(designDocsFolder);
	const faults = folders.flatMap(tryValidator);
	assert(faults.length === 0, `validators do as their samples say: ${faults.join('; ')}`);

	const missing = await missingSystemDatabases(server);
	const steps: ProvisionStep[] = missing.map(database => ({step: 'create-system-database', database}));
	const existing = (await server.databases()).map(monthOfReceiptsDatabase).filter(month => month !== undefined);
	for (const {name, kind} of databasesOf([...new Set([...existing, ...months])].sort())) {
		steps.push(...(await planDatabase({server, name, kind, folders, upgrade})));
	}
	if (!users) return steps;
	const names = shopUsers.map(({name}) => name);
	const there = missing.includes('_users') ? new Set<string>() : await existingUsers(server, names);
	for (const {name, role} of shopUsers) if (!there.has(name)) steps.push({step: 'create-user', name, role});
	return steps;
}

async function planDatabase({
	server,
	name,
	kind,
	folders,
	upgrade,
}: {
	readonly server: Couch;
	readonly name: string;
	readonly kind: DatabaseKind;
	readonly folders: readonly CompiledFolder[];
	readonly upgrade: boolean;
}): Promise<readonly ProvisionStep[]> {
	const database = server.database(name);
	const there = await database.exists();
	const steps: ProvisionStep[] = [];
	if (!there) steps.push({step: 'create-database', database: name, shards: shardsOf[kind]});
	for (const {document} of folders.filter(folder => folder.database === kind)) {
		const stored = there ? await database.get(document._id) : undefined;
		if (stored === undefined) {
			steps.push({step: 'write-design-document', database: name, document});
			continue;
		}
		const {_rev: rev, ...content} = stored;
		if (upgrade && !isDeepStrictEqual(content, document)) {
			steps.push({step: 'write-design-document', database: name, document, rev});
		}
	}
	const security = securityOf(kind);
	const stored = there ? await database.security() : undefined;
	const current = upgrade ? isDeepStrictEqual(stored, security) : stored !== undefined && !isClosed(stored);
	if (!current) steps.push({step: 'set-security', database: name, security});
	return steps;
}

/** The `_security` of a database in which nobody has set it yet: only administrators get in, or anybody does. */
function isClosed(stored: unknown): boolean {
	const {members} = stored as {members?: {roles?: readonly string[]; names?: readonly string[]}};
	const roles = members?.roles ?? [];
	return (members?.names ?? []).length === 0 && roles.every(role => role === '_admin');
}

async function perform(server: Couch, step: ProvisionStep): Promise<NewUser | undefined> {
	switch (step.step) {
		case 'create-system-database':
			await server.request({method: 'PUT', path: step.database});
			return undefined;
		case 'create-database':
			await server.database(step.database).create({shards: step.shards});
			return undefined;
		case 'write-design-document': {
			const {document, rev, database} = step;
			// A conflict is somebody else who provisions at the same moment; the next plan looks again.
			await server.database(database).put(rev === undefined ? document : {...document, _rev: rev});
			return undefined;
		}
		case 'set-security':
			await server.database(step.database).setSecurity(step.security);
			return undefined;
		case 'create-user': {
			const created = await createUser({server, name: step.name, role: step.role});
			return created.ok ? created.value : undefined;
		}
		default:
			return unreachable(step);
	}
}

/** Brings the server to where it should be; doing it again does nothing. */
export async function provision(options: ProvisionOptions): Promise<ProvisionReport> {
	const {server, confirm = () => true, onStep} = options;
	const steps = await planProvision(options);
	if (!(await confirm(steps))) return {steps, performed: false, users: []};
	const users: NewUser[] = [];
	for (const step of steps) {
		const user = await perform(server, step);
		if (user !== undefined) users.push(user);
		onStep?.(step);
	}
	return {steps, performed: true, users};
}
