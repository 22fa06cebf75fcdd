/** Users of the server: one a till and one a role, each with a password nobody chose. */
import {randomBytes} from 'node:crypto';
import type {TillProfile} from '../till/domain/catalogue.ts';
import {fail, ok, type Result} from '../till/domain/result.ts';
import {catalogueDocument, readCatalogueDocument} from './documents/catalogue.ts';
import {catalogueDatabase} from './documents/databases.ts';
import {type Couch, CouchError} from './server.ts';

export type Role = 'till' | 'office' | 'watcher' | 'auditor' | 'replicator' | 'manager';

/** The users a shop begins with; a till gets its own when it is enrolled. */
export const shopUsers: readonly {readonly name: string; readonly role: Role}[] = [
	{name: 'office', role: 'office'},
	{name: 'watcher', role: 'watcher'},
	{name: 'auditor', role: 'auditor'},
	{name: 'replicator', role: 'replicator'},
	{name: 'manager', role: 'manager'},
];

const usersDatabase = '_users';

export interface NewUser {
	readonly user: string;
	/** Known only here and now: the server keeps its hash. */
	readonly password: string;
}

function userId(name: string): string {
	return `org.couchdb.user:${name}`;
}

/** `_users` stands outside of any prefix. */
export function userPath(name: string): string {
	return `${usersDatabase}/${encodeURIComponent(userId(name))}`;
}

export async function existingUsers(couch: Couch, names: readonly string[]): Promise<ReadonlySet<string>> {
	const answer = await couch.request({
		method: 'POST',
		path: `${usersDatabase}/_all_docs`,
		body: {keys: names.map(userId)},
	});
	const {rows} = answer as {rows: readonly {readonly key: string; readonly value?: {readonly deleted?: boolean}}[]};
	const there = rows.filter(({value}) => value !== undefined && value !== null && !value.deleted);
	return new Set(there.map(({key}) => key.slice(userId('').length)));
}

function newPassword(): string {
	return randomBytes(24).toString('base64url');
}

export async function createUser({
	server,
	name,
	role,
}: {
	readonly server: Couch;
	readonly name: string;
	readonly role: Role;
}): Promise<Result<NewUser, {readonly code: 'user-exists'}>> {
	const password = newPassword();
	const body = {_id: userId(name), name, password, roles: [role], type: 'user'};
	try {
		await server.request({method: 'PUT', path: userPath(name), body});
	} catch (error) {
		if (error instanceof CouchError && error.status === 409) return fail({code: 'user-exists'});
		throw error;
	}
	return ok({user: name, password});
}

/** The old password ends with this; what the user may do stays. */
export async function renewPassword({server, name}: {readonly server: Couch; readonly name: string}): Promise<NewUser> {
	const password = newPassword();
	const stored = (await server.request({path: userPath(name)})) as Readonly<Record<string, unknown>>;
	await server.request({method: 'PUT', path: userPath(name), body: {...stored, password}});
	return {user: name, password};
}

export type Enrolment =
	| ({readonly outcome: 'enrolled'} & NewUser)
	/** The same till with the same key: nothing was changed, and its password is not known. */
	| {readonly outcome: 'already-enrolled'; readonly user: string};

export interface EnrolFault {
	/**
	 * `other-key`: a till of this id is there with another key. `used-before`: there was one. `name-taken`: somebody
	 * else logs in by this name. `malformed`: the profile is not one.
	 */
	readonly code: 'other-key' | 'used-before' | 'name-taken' | 'malformed';
	readonly reason: string;
}

/** What the server already has of a till: nothing, a profile without its user, all of it, or a reason to refuse it. */
export async function lookForTill({
	server,
	profile,
	hasCatalogue = true,
	hasUsers = true,
}: {
	readonly server: Couch;
	readonly profile: TillProfile;
	/** False on a server that is still to be set up. */
	readonly hasCatalogue?: boolean;
	readonly hasUsers?: boolean;
}): Promise<Result<'nothing' | 'half-enrolled' | 'enrolled', EnrolFault>> {
	const {id} = profile;
	const read = readCatalogueDocument(catalogueDocument({kind: 'till', value: profile}));
	if (!read.ok) return fail({code: 'malformed', reason: `${read.fault.field}: ${read.fault.reason}`});
	const leaves = hasCatalogue ? await server.database(catalogueDatabase).leaves(`till:${id}`) : [];
	const live = leaves.find(leaf => leaf._deleted !== true);
	if (live === undefined && leaves.length > 0)
		return fail({code: 'used-before', reason: `there was a till ${id} once`});
	if (live !== undefined && live['publicKey'] !== profile.publicKey) {
		return fail({code: 'other-key', reason: `a till ${id} with another key is enrolled`});
	}
	const hasUser = hasUsers && (await existingUsers(server, [id])).has(id);
	if (live !== undefined) return ok(hasUser ? 'enrolled' : 'half-enrolled');
	if (hasUser) return fail({code: 'name-taken', reason: `a user ${id} is there and no such till`});
	return ok('nothing');
}

/**
 * Enrols a till: its profile in the catalogue, then its user. The id of a till is used once and never again, because its
 * chain of entries goes on under it; a replaced machine gets a new id.
 */
export async function enrolTill({
	server,
	profile,
}: {
	readonly server: Couch;
	readonly profile: TillProfile;
}): Promise<Result<Enrolment, EnrolFault>> {
	const {id} = profile;
	const found = await lookForTill({server, profile});
	if (!found.ok) return found;
	if (found.value === 'enrolled') return ok({outcome: 'already-enrolled', user: id});
	if (found.value === 'nothing') {
		const document = catalogueDocument({kind: 'till', value: profile});
		if ((await server.database(catalogueDatabase).put(document)) === 'conflict') return enrolTill({server, profile});
	}
	// A profile without a user is an enrolment that was cut off in the middle: this ends it.
	const created = await createUser({server, name: id, role: 'till'});
	if (!created.ok) return ok({outcome: 'already-enrolled', user: id});
	return ok({outcome: 'enrolled', ...created.value});
}
