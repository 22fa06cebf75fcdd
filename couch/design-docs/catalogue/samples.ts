/** What is tried before the validator of the catalogue is written to a server. */
import type {Document, Sample, UserContext} from '../context.ts';

const office: UserContext = {db: 'catalogue', name: 'office', roles: ['office']};
const till: UserContext = {db: 'catalogue', name: 'till-01', roles: ['till']};

const group: Document = {
	_id: 'group:10',
	type: 'group',
	schema: 1,
	code: '10',
	name: 'Pieczywo',
	route: 'main',
	colour: 'bread',
	order: 1,
};

export const accepted: readonly Sample[] = [{newDoc: group, oldDoc: null, userCtx: office}];

export const refused: readonly Sample[] = [
	{newDoc: group, oldDoc: null, userCtx: till},
	{newDoc: Object.assign({}, group, {route: 'side'}), oldDoc: null, userCtx: office},
	{newDoc: {_id: 'till:till-01', _deleted: true}, oldDoc: null, userCtx: office},
];
