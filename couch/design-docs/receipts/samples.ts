/** What is tried before the validator of entries is written to a server. */
import type {Document, Sample, UserContext} from '../context.ts';

const till: UserContext = {db: 'receipts-2026-11', name: 'till-01', roles: ['till']};
const watcher: UserContext = {db: 'receipts-2026-11', name: 'watcher', roles: ['watcher']};

const seal: Document = {
	_id: 'seal:till-01:00000002:0123abcd',
	type: 'seal',
	schema: 1,
	till: 'till-01',
	entry: 2,
	month: '2026-11',
	businessDay: '2026-11-30',
	writtenAt: '2026-11-30T22:05:00+01:00',
	previous: '1'.repeat(64),
	count: 1,
	firstEntry: 1,
	lastEntry: 1,
	lastDigest: '1'.repeat(64),
	digest: '2'.repeat(64),
	signature: '',
};
const tombstone: Document = {_id: seal._id, _deleted: true};

export const accepted: readonly Sample[] = [
	{newDoc: seal, oldDoc: null, userCtx: till},
	{newDoc: tombstone, oldDoc: seal, userCtx: watcher},
];

export const refused: readonly Sample[] = [
	{newDoc: tombstone, oldDoc: seal, userCtx: till},
	{newDoc: seal, oldDoc: seal, userCtx: till},
	{newDoc: seal, oldDoc: null, userCtx: watcher},
	{newDoc: Object.assign({}, seal, {type: 'gift'}), oldDoc: null, userCtx: till},
];
