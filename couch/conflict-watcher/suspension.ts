/**
 * Keeping a till's user out of the server, and letting it in again: without its role it may read and write nothing, and
 * the till keeps what it could not send. Only an administrator may do so.
 */
import {type Couch, CouchError} from '../server.ts';
import {userPath} from '../users.ts';
import {isRefusal} from './months.ts';

/** `no user`: nobody of that name logs in here. */
export type SuspensionOutcome = 'done' | 'not allowed' | 'no user';

interface UserDocument {
	readonly _id: string;
	readonly _rev: string;
	readonly roles: readonly string[];
	/** Beside the fields that CouchDB itself looks at. */
	readonly suspended?: {readonly report: string; readonly roles: readonly string[]};
	readonly [field: string]: unknown;
}

/** Who is kept out already is kept out because of this report from now on. */
export function suspendUser(couch: Couch, name: string, report: string): Promise<SuspensionOutcome> {
	return changeUser(couch, name, user => {
		if (user.suspended?.report === report) return undefined;
		const {roles} = user.suspended ?? user;
		return {...user, roles: [], suspended: {report, roles}};
	});
}

/** Only what was taken away because of this report is given back. */
export function restoreUser(couch: Couch, name: string, report: string): Promise<SuspensionOutcome> {
	return changeUser(couch, name, ({suspended, ...user}) =>
		suspended?.report === report ? {...user, roles: suspended.roles} : undefined,
	);
}

async function changeUser(
	couch: Couch,
	name: string,
	change: (user: UserDocument) => object | undefined,
): Promise<SuspensionOutcome> {
	const path = userPath(name);
	for (;;) {
		try {
			const changed = change((await couch.request({path})) as UserDocument);
			if (changed !== undefined) await couch.request({method: 'PUT', path, body: changed});
			return 'done';
		} catch (error) {
			if (isRefusal(error)) return 'not allowed';
			if (!(error instanceof CouchError)) throw error;
			if (error.status === 404) return 'no user';
			if (error.status !== 409) throw error;
		}
	}
}
