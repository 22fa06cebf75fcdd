/** What is tried before the validator of the tills' database is written to a server. */
import type {Document, Sample, UserContext} from '../context.ts';

const till: UserContext = {db: 'tills', name: 'till-01', roles: ['till']};
const other: UserContext = {db: 'tills', name: 'till-02', roles: ['till']};
const watcher: UserContext = {db: 'tills', name: 'watcher', roles: ['watcher']};
const at = '2026-11-23T15:00:00+01:00';

const status: Document = {
	_id: 'status:till-01',
	type: 'status',
	schema: 1,
	till: 'till-01',
	at,
};
const head: Document = {
	_id: 'head:till-01',
	type: 'head',
	schema: 1,
	till: 'till-01',
	at,
	entry: 0,
	digest: '0'.repeat(64),
};
const parked: Document = {
	_id: 'parked:till-01:k7',
	type: 'parked',
	schema: 1,
	till: 'till-01',
	tillName: 'Kasa 1',
	parkedAt: at,
	seller: {id: '2', name: 'Żaneta'},
	basket: {saleId: 's17', lines: []},
};
const claimed: Document = Object.assign({}, parked, {claimedBy: {till: 'till-02', tillName: 'Kasa 2', at}});
const gone: Document = {_id: parked._id, _deleted: true};

export const accepted: readonly Sample[] = [
	{newDoc: status, oldDoc: null, userCtx: till},
	{newDoc: head, oldDoc: null, userCtx: watcher},
	{newDoc: parked, oldDoc: null, userCtx: till},
	{newDoc: claimed, oldDoc: parked, userCtx: other},
	{newDoc: gone, oldDoc: claimed, userCtx: other},
];

export const refused: readonly Sample[] = [
	{newDoc: head, oldDoc: null, userCtx: till},
	{newDoc: Object.assign({}, status, {_id: 'status:till-02', till: 'till-02'}), oldDoc: null, userCtx: till},
	{newDoc: parked, oldDoc: null, userCtx: other},
	{newDoc: claimed, oldDoc: parked, userCtx: till},
	{newDoc: gone, oldDoc: claimed, userCtx: till},
	{newDoc: gone, oldDoc: parked, userCtx: other},
];
