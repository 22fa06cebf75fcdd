/**
 * Who may do what.
 *
 * A server admin may do everything. A database's `_security` names its admins, who may write design documents, and its
 * members, who may read and write documents; without any members it is open to everybody.
 */
import type {Database} from './database.ts';
import {forbidden, unauthorized} from './errors.ts';
import type {Members} from './registry.ts';

export interface User {
	readonly name: string | null;
	readonly roles: readonly string[];
}

export const anonymous: User = {name: null, roles: []};

export function isServerAdmin(user: User): boolean {
	return user.roles.includes('_admin');
}

export function isDatabaseAdmin(user: User, {record}: Database): boolean {
	return isServerAdmin(user) || isAmong(user, record.security.admins);
}

export function requireServerAdmin(user: User): void {
	if (!isServerAdmin(user)) {
		throw unauthorized('You are not a server admin.');
	}
}

export function requireMember(user: User, database: Database): void {
	const {members} = database.record.security;
	const isOpen = (members?.names ?? []).length === 0 && (members?.roles ?? []).length === 0;
	if (isOpen || isDatabaseAdmin(user, database) || isAmong(user, members)) {
		return;
	}
	if (user.name === null) {
		throw unauthorized('You are not authorized to access this db.');
	}
	throw forbidden('You are not allowed to access this db.');
}

export function requireDatabaseAdmin(user: User, database: Database): void {
	requireMember(user, database);
	if (!isDatabaseAdmin(user, database)) {
		throw notDatabaseAdmin();
	}
}

export const notDatabaseAdmin = () => forbidden('You are not a db or server admin.');

function isAmong({name, roles}: User, {names = [], roles: wanted = []}: Members = {}): boolean {
	return (name !== null && names.includes(name)) || wanted.some(role => roles.includes(role));
}
