import test from 'ava';
import {headId, noticeId, parkedId, readTillsDocument, refusedId, statusId} from '../../../couch/documents/tills.ts';
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
const parked = {_id: parkedId('abc'), type: 'parked', schema: 1, lines: []};

function fieldRefused(newDoc: unknown, user: User): string | undefined {
	return refusedField(refusalBy(tills, {newDoc, user}));
}

test('a till speaks for itself, and for no other till', t => {
	const basia: User = {name: 'till-02', roles: ['till']};
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

test('any till parks and claims a sale, nobody else does', t => {
	t.is(fieldRefused(parked, anna), undefined);
	t.is(fieldRefused({_id: parked._id, _deleted: true}, anna), undefined);
	t.is(fieldRefused(parked, office), '_id');
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
