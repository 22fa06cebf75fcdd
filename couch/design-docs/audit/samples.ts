/** What is tried before the validator of reports is written to a server. */
import type {Document, Sample, UserContext} from '../context.ts';

const watcher: UserContext = {db: 'audit', name: 'watcher', roles: ['watcher']};
const manager: UserContext = {db: 'audit', name: 'hanna', roles: ['manager']};

const open: Document = {
	_id: 'malformed:seal:till-01:00000002:0123abcd:1-2',
	type: 'malformed',
	schema: 1,
	entry: 'seal:till-01:00000002:0123abcd',
	till: 'till-01',
	number: 2,
	database: 'receipts-2026-11',
	reportedAt: '2026-11-30T22:05:00+01:00',
	state: 'open',
};
const closed: Document = Object.assign({}, open, {
	state: 'closed',
	closed: {by: 'hanna', at: '2026-11-30T23:05:00+01:00', reason: 'Wyjaśnione z kasjerem'},
});

const gap: Document = {
	_id: 'gap:till-01:00000007',
	type: 'gap',
	schema: 1,
	entry: 'receipt:till-01:00000008:0123abcd',
	till: 'till-01',
	number: 5,
	database: 'receipts-2026-11',
	reportedAt: '2026-11-30T22:05:00+01:00',
	state: 'open',
	from: 5,
	to: 7,
	noticedAt: '2026-11-30T21:55:00+01:00',
};
const filled: Document = Object.assign({}, gap, {
	state: 'closed',
	closed: {by: 'watcher', at: '2026-11-30T22:15:00+01:00', reason: 'Brakujące wpisy nadeszły.'},
});

export const accepted: readonly Sample[] = [
	{newDoc: open, oldDoc: null, userCtx: watcher},
	{newDoc: closed, oldDoc: open, userCtx: manager},
	{newDoc: gap, oldDoc: null, userCtx: watcher},
	{newDoc: filled, oldDoc: gap, userCtx: watcher},
];

export const refused: readonly Sample[] = [
	{newDoc: open, oldDoc: null, userCtx: manager},
	{newDoc: filled, oldDoc: gap, userCtx: manager},
	{newDoc: Object.assign({}, closed, {number: 3}), oldDoc: open, userCtx: manager},
];
