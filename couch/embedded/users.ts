/**
 * Users: documents of the database `_users`, whose password is hashed when they are written and never stored.
 */
import {pbkdf2, randomBytes} from 'node:crypto';
import {promisify} from 'node:util';
import type {Database, Document} from './database.ts';
import {forbidden} from './errors.ts';

const derive = promisify(pbkdf2);

// What CouchDB 3.5 uses: a guess costs an attacker a good part of a second.
const iterationCount = 600_000;
const keyBytes = 32;

export interface StoredUser {
	readonly name: string;
	readonly roles: readonly string[];
	readonly salt: string;
	readonly iterations: number;
	readonly derived_key: string;
}

export const userIdOf = (name: string) => `org.couchdb.user:${name}`;

export async function prepareUser(document: Document): Promise<Document> {
	if (/^_(?:design|local)\//.test(document._id) || document['_deleted'] === true) {
		return document;
	}
	const {name, type, roles, password, ...rest} = document;
	if (type !== 'user') {
		throw forbidden('doc.type must be user');
	}
	if (name === undefined) {
		throw forbidden('doc.name is required');
	}
	if (typeof name !== 'string' || document._id !== userIdOf(name)) {
		throw forbidden('Doc ID must be of the form org.couchdb.user:name');
	}
	if (roles === undefined) {
		throw forbidden('doc.roles must exist');
	}
	if (!Array.isArray(roles)) {
		throw forbidden('doc.roles must be an array');
	}
	if (!roles.every(role => typeof role === 'string')) {
		throw forbidden('doc.roles can only contain strings');
	}
	if (roles.some(role => role.startsWith('_'))) {
		throw forbidden('No system roles (starting with underscore) in users db.');
	}
	const user = {...rest, _id: document._id, name, type, roles};
	if (password === undefined || password === null) {
		return user;
	}
	if (typeof password !== 'string') {
		throw forbidden(`Password value of '${JSON.stringify(password)}' is invalid.`);
	}
	const salt = randomBytes(16).toString('hex');
	return {
		...user,
		password_scheme: 'pbkdf2',
		pbkdf2_prf: 'sha256',
		salt,
		iterations: iterationCount,
		derived_key: await deriveKey(password, salt, iterationCount),
	};
}

export async function deriveKey(password: string, salt: string, iterations: number): Promise<string> {
	return (await derive(password, salt, iterations, keyBytes, 'sha256')).toString('hex');
}

export async function findUser(users: Database, name: string): Promise<StoredUser | undefined> {
	const {rows} = await users.store.allDocs({keys: [userIdOf(name)], include_docs: true});
	const [row] = rows;
	if (row === undefined || !('doc' in row) || row.doc === null || row.doc === undefined) {
		return undefined;
	}
	const user = row.doc as unknown as StoredUser;
	return typeof user.derived_key === 'string' ? user : undefined;
}
