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
const person = {id: '7', name: 'Anna'};
const returned: Document = {
	_id: 'return:till-01:00000002:0123abcd',
	type: 'return',
	schema: 1,
	till: 'till-01',
	entry: 2,
	month: '2026-11',
	businessDay: '2026-11-30',
	writtenAt: '2026-11-30T21:05:00+01:00',
	previous: '1'.repeat(64),
	original: {
		receipt: 'receipt:till-02:00000001:0123abcd',
		saleId: 'sale-1',
		month: '2026-10',
		businessDay: '2026-10-30',
		slips: [{route: 'main', printer: 'ABC1234567', fiscalNumber: 17, printedAt: '2026-10-30T21:05:00+01:00'}],
	},
	cashier: person,
	approvedBy: {id: '9', name: 'Hanna'},
	reason: 'Pęknięte opakowanie',
	lines: [
		{
			line: 3,
			product: '000123',
			name: 'Ser gouda',
			receiptName: 'Ser gouda',
			group: '10',
			route: 'main',
			vat: 'C',
			unit: 'kg',
			weightGrams: 250,
			priceGrosze: 4000,
			grossGrosze: 1000,
			discountGrosze: 0,
			totalGrosze: 1000,
		},
	],
	deposits: [],
	vat: [{letter: 'C', rate: 500, grossGrosze: 1000, vatGrosze: 48}],
	goodsGrosze: 1000,
	depositsGrosze: 0,
	refundGrosze: 1000,
	tenders: [{kind: 'cash', amountGrosze: 1000}],
	digest: '2'.repeat(64),
	signature: '',
};
const withoutApproval: Document = Object.assign({}, returned, {approvedBy: undefined});
const tombstone: Document = {_id: seal._id, _deleted: true};

export const accepted: readonly Sample[] = [
	{newDoc: seal, oldDoc: null, userCtx: till},
	{newDoc: returned, oldDoc: null, userCtx: till},
	{newDoc: tombstone, oldDoc: seal, userCtx: watcher},
];

export const refused: readonly Sample[] = [
	{newDoc: tombstone, oldDoc: seal, userCtx: till},
	{newDoc: seal, oldDoc: seal, userCtx: till},
	{newDoc: seal, oldDoc: null, userCtx: watcher},
	{newDoc: withoutApproval, oldDoc: null, userCtx: till},
	{newDoc: Object.assign({}, returned, {refundGrosze: -1000}), oldDoc: null, userCtx: till},
	{newDoc: Object.assign({}, seal, {type: 'gift'}), oldDoc: null, userCtx: till},
];
