/** What the validator lets through and what it turns away; tried before it is written to any server. */
import type {Sample, UserContext} from '../context.ts';

const till: UserContext = {db: 'receipts-2026-11', name: 'till-01', roles: ['till']};
const _id = 'receipt:till-01:00000001:0123abcd';

export const accepted: readonly Sample[] = [
	{newDoc: {_id, type: 'receipt', card: '2900000000001'}, oldDoc: null, userCtx: till},
	{newDoc: {_id, type: 'receipt'}, oldDoc: null, userCtx: till},
];

export const refused: readonly Sample[] = [{newDoc: {_id, type: 'receipt', card: 'Anna'}, oldDoc: null, userCtx: till}];
