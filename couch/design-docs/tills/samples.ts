/** What is tried before the validator of the tills' database is written to a server. */
import type {Document, Sample, UserContext} from '../context.ts';

const till: UserContext = {db: 'tills', name: 'till-01', roles: ['till']};
const watcher: UserContext = {db: 'tills', name: 'watcher', roles: ['watcher']};

const status: Document = {
	_id: 'status:till-01',
	type: 'status',
	schema: 1,
	till: 'till-01',
	at: '2026-11-23T15:00:00+01:00',
};
const head: Document = {
	_id: 'head:till-01',
	type: 'head',
	schema: 1,
	till: 'till-01',
	at: '2026-11-23T15:00:00+01:00',
	entry: 0,
	digest: '0'.repeat(64),
};

export const accepted: readonly Sample[] = [
	{newDoc: status, oldDoc: null, userCtx: till},
	{newDoc: head, oldDoc: null, userCtx: watcher},
];

export const refused: readonly Sample[] = [
	{newDoc: head, oldDoc: null, userCtx: till},
	{newDoc: Object.assign({}, status, {_id: 'status:till-02', till: 'till-02'}), oldDoc: null, userCtx: till},
];
