import test from 'ava';
import type {ParkedSale} from '../../../couch/documents/tills.ts';
import {headId, noticeId, parkedId, readTillsDocument, refusedId, statusId} from '../../../couch/documents/tills.ts';
import {parkedBasket} from '../../till/domain/parked-basket.ts';
import {
	admin,
	anna,
	compiled,
	manager,
	nobody,
	office,
	refusalBy,
	refusedField,
	replicator,
	type User,
	watcher,
} from './compiled.ts';

const tills = await compiled('tills');
const at = '2026-11-23T15:00:00+01:00';
const common = {schema: 1, till: 'till-01', at};

const status = {
	...common,
	_id: statusId('till-01'),
	type: 'status',
	version: '0.1.0',
	waitingCount: 0,
	refusedCount: 0,
	devices: {main: 'ready'},
};
const refused = {
	...common,
	_id: refusedId({till: 'till-01', entry: 'receipt:till-01:00000001:0123abcd', rev: '1-ab'}),
	type: 'refused',
	reason: 'till: is not …',
	entry: 'receipt:till-01:00000001:0123abcd',
	content: {dueGrosze: 1299},
};
const head = {...common, _id: headId('till-01'), type: 'head', entry: 17, digest: 'a'.repeat(64)};
const notice = {
	...common,
	_id: noticeId('till-01'),
	type: 'notice',
	messages: [{pl: 'Brak wpisu 12', en: 'Entry 12 is missing'}],
};
const parked: ParkedSale = {
	_id: parkedId('till-01:k7'),
	type: 'parked',
	schema: 1,
	till: 'till-01',
	tillName: 'Kasa 1',
	parkedAt: at,
	seller: {id: '2', name: 'Żaneta'},
	basket: parkedBasket,
};
const basia: User = {name: 'till-02', roles: ['till']};
const celina: User = {name: 'till-03', roles: ['till']};
const claimedBy = {till: 'till-02', tillName: 'Kasa 2', at};
const claimed = {...parked, claimedBy};
const gone = {_id: parked._id, _deleted: true};

function fieldRefused(newDoc: unknown, user: User, oldDoc?: unknown): string | undefined {
	return refusedField(refusalBy(tills, {newDoc, user, ...(oldDoc !== undefined && {oldDoc})}));
}

test('a till speaks for itself, and for no other till', t => {
	for (const document of [status, refused]) {
		t.is(fieldRefused(document, anna), undefined);
		t.is(fieldRefused({_id: document._id, _deleted: true}, anna), undefined);
		t.is(fieldRefused(document, basia), '_id');
		t.is(fieldRefused({_id: document._id, _deleted: true}, basia), '_id');
		t.is(fieldRefused(document, watcher), '_id');
	}
	t.is(fieldRefused({...status, till: 'till-02'}, anna), 'till');
});

test('heads and notices are the watcher’s', t => {
	for (const document of [head, notice]) {
		t.is(fieldRefused(document, watcher), undefined);
		for (const user of [anna, office, manager]) t.is(fieldRefused(document, user), '_id');
	}
});

test('a till puts its own basket there, unclaimed, and nobody puts one in its name', t => {
	t.is(fieldRefused(parked, anna), undefined);
	t.is(fieldRefused(parked, basia), 'till');
	t.is(fieldRefused(parked, office), '_id');
	t.is(fieldRefused({...parked, claimedBy: {...claimedBy, till: 'till-01'}}, anna), 'claimedBy');
	t.is(fieldRefused({...parked, _id: parkedId('till-02:k7')}, anna), 'till');
	t.is(fieldRefused({...parked, _revisions: {start: 5, ids: ['ab']}}, anna), '_rev');
});

test('any till claims what nobody has claimed, in its own name, and nobody claims what somebody has', t => {
	t.is(fieldRefused(claimed, basia, parked), undefined);
	t.is(fieldRefused({...parked, claimedBy: {...claimedBy, till: 'till-01'}}, anna, parked), undefined);
	t.is(fieldRefused(claimed, anna, parked), 'claimedBy');
	t.is(fieldRefused(claimed, office, parked), '_id');
	t.is(fieldRefused(parked, basia, parked), 'claimedBy');
	t.is(fieldRefused({...parked, claimedBy: {...claimedBy, till: 'till-03'}}, celina, claimed), 'claimedBy');
	t.is(fieldRefused(claimed, basia, claimed), 'claimedBy');
	t.is(fieldRefused(parked, basia, claimed), 'claimedBy');
});

test('a claim changes nothing of the basket, in whatever order its fields come', t => {
	const {basket, ...rest} = claimed;
	const lines = parkedBasket.lines.map(line => ({...line, priceGrosze: 1}));
	t.is(fieldRefused({...claimed, basket: {...basket, lines}}, basia, parked), 'basket');
	t.is(fieldRefused({...claimed, basket: {...basket, lines: []}}, basia, parked), 'basket');
	t.is(fieldRefused({...claimed, seller: {id: '3', name: 'Marek'}}, basia, parked), 'seller');
	t.is(fieldRefused({...claimed, note: 'mine'}, basia, parked), 'note');
	const {lines: last, ...first} = basket;
	t.is(fieldRefused({...rest, basket: {...first, lines: last}}, basia, parked), undefined);
});

test('who claimed a basket deletes it; an unclaimed one is deleted by nobody', t => {
	t.is(fieldRefused(gone, basia, claimed), undefined);
	for (const user of [anna, celina]) t.is(fieldRefused(gone, user, claimed), '_deleted');
	for (const user of [anna, basia]) t.is(fieldRefused(gone, user, parked), '_deleted');
	t.is(fieldRefused(gone, anna), '_deleted');
	t.is(fieldRefused(gone, admin, parked), undefined);
});

test('a basket is read as it was, claimed or not', t => {
	for (const document of [parked, claimed]) {
		t.deepEqual(readTillsDocument(document), {ok: true, value: document as never});
	}
});

test('a basket of a later version, or one whose sums are wrong, is not read, and the fault names the field', t => {
	const [line, ...lines] = parkedBasket.lines;
	const withLine = (change: object) => ({
		...parked,
		basket: {...parkedBasket, lines: [{...line, ...change}, ...lines]},
	});
	t.like(readTillsDocument({...parked, schema: 2}), {fault: {code: 'newer-schema'}});
	for (const [document, field] of [
		[withLine({totalGrosze: 1}), 'basket/lines/0/totalGrosze'],
		[withLine({priceGrosze: 1}), 'basket/lines/0/grossGrosze'],
		[withLine({route: 'kitchen'}), 'basket/lines/0/route'],
		[{...parked, basket: {...parkedBasket, lines: [line, line]}}, 'basket/lines'],
	] as const) {
		t.like(readTillsDocument(document), {fault: {code: 'malformed', field}});
	}
});

test('a field of a basket that is not known is never left out of what is sold', t => {
	const [line] = parkedBasket.lines;
	for (const basket of [
		{...parkedBasket, voucher: 'SUPER'},
		{...parkedBasket, lines: [{...line, engraving: 'Zosia'}]},
	]) {
		t.like(readTillsDocument({...parked, basket}), {fault: {code: 'malformed'}});
	}
});

test('administrators and replicators write all of them, well-formed', t => {
	for (const user of [admin, replicator]) {
		for (const document of [status, refused, head, notice, parked]) t.is(fieldRefused(document, user), undefined);
		t.is(fieldRefused({...head, digest: 'x'}, user), 'digest');
		t.is(fieldRefused({...status, _id: 'diary:till-01'}, user), '_id');
	}
	t.deepEqual(refusalBy(tills, {newDoc: status, user: nobody}), {unauthorized: '_id: log in first'});
});

for (const document of [status, refused, head, notice]) {
	test(`${document.type}: what the server takes, the reader understands`, t => {
		t.deepEqual(readTillsDocument(document), {ok: true, value: document as never});
		for (const field of ['at', 'till', 'schema']) {
			const {[field]: _gone, ...rest} = document as Readonly<Record<string, unknown>>;
			t.is(fieldRefused(rest, admin), field);
			t.false(readTillsDocument(rest).ok);
		}
	});
}
