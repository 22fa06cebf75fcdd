import test from 'ava';
import {differenceReport} from '../../../couch/conflict-watcher/reports.ts';
import {floodId, forkId, gapId, lateId, overReturnedId, readAuditReport} from '../../../couch/documents/audit.ts';
import {altered, Book, receiptMoney} from '../book.ts';
import {
	admin,
	anna,
	compiled,
	manager,
	office,
	refusalBy,
	refusedField,
	replicator,
	rowsOf,
	type User,
	watcher,
} from './compiled.ts';

const audit = await compiled('audit');
const original = new Book('till-01').receipt();
const other = altered(original, receiptMoney(999));
const database = 'receipts-2026-11';
const open = differenceReport({
	found: {entry: original._id, database, at: new Date('2026-11-23T14:00:00Z')},
	verdict: 'retired',
	original: {rev: original._rev, database, content: original},
	resubmission: {rev: other._rev, database, content: other},
});
const closing = {state: 'closed', closed: {by: 'hanna', at: '2026-11-23T16:00:00+01:00', reason: 'Szkolenie'}};

function fieldRefused(newDoc: unknown, user: User, oldDoc: unknown = null): string | undefined {
	return refusedField(refusalBy(audit, {newDoc, oldDoc, user}));
}

test('the watcher writes reports, and the reader understands them', t => {
	t.is(fieldRefused(open, watcher), undefined);
	t.deepEqual(readAuditReport(open), {ok: true, value: open});
	for (const user of [anna, office]) t.is(fieldRefused(open, user), '_id');
	t.is(fieldRefused(open, manager), '_id');
});

const about = {
	schema: 1,
	entry: original._id,
	till: 'till-01',
	number: 1,
	database,
	reportedAt: '2026-11-23T15:00:00+01:00',
	state: 'open',
};
const kinds = [
	{
		_id: forkId({till: 'till-01', number: 1}),
		type: 'fork',
		evidence: 'same-predecessor',
		branches: [{entry: original._id, ...open.original}],
	},
	{_id: gapId({till: 'till-01', to: 7}), type: 'gap', from: 5, to: 7, noticedAt: '2026-11-23T14:50:00+01:00'},
	{
		_id: lateId({till: 'till-01', month: '2026-11', sequence: 1}),
		type: 'late',
		month: '2026-11',
		closedAt: '2026-12-01T01:00:00+01:00',
		numbers: [[1, 1]],
		entryCount: 1,
		dueGrosze: 1299,
	},
	{
		_id: overReturnedId({receipt: original._id, line: 1, sequence: 1}),
		type: 'over-returned',
		line: 1,
		product: '000123',
		name: 'Chleb żytni',
		exceeded: ['pieces', 'totalGrosze'],
		sold: {pieces: 1, weightGrams: 0, totalGrosze: 1299, depositsGrosze: 0},
		returned: {pieces: 2, weightGrams: 0, totalGrosze: 2598, depositsGrosze: 0},
		returns: [{...open.original, entry: original._id, pieces: 2, weightGrams: 0, totalGrosze: 2598, depositsGrosze: 0}],
		money: {totalGrosze: 1299},
	},
	{
		_id: floodId({till: 'till-01', day: '2026-11-23'}),
		type: 'flood',
		day: '2026-11-23',
		reason: 'contents',
		resubmission: open.resubmission,
		suspension: 'due',
	},
].map(kind => ({...about, ...kind}));

for (const report of kinds) {
	test(`a report of a ${report.type} is written by the watcher, closed by a manager, listed and understood`, t => {
		t.is(fieldRefused(report, watcher), undefined);
		for (const user of [anna, office, manager]) t.is(fieldRefused(report, user), '_id');
		t.is(fieldRefused({...report, ...closing}, manager, report), undefined);
		t.is(fieldRefused({...report, ...closing, number: 9}, manager, report), 'number');
		t.deepEqual(readAuditReport(report), {ok: true, value: report} as never);
		t.deepEqual(rowsOf(audit, 'open-reports', report), [{key: [report.type, 'till-01', 1], value: null}]);
		t.deepEqual(rowsOf(audit, 'by-till', report), [{key: ['till-01', report.type, 'open'], value: report.reportedAt}]);
	});
}

test('a manager closes a report in their own name, with a reason', t => {
	t.is(fieldRefused({...open, ...closing}, manager, open), undefined);
	t.is(fieldRefused({...open, ...closing}, {name: 'zofia', roles: ['manager']}, open), 'closed/by');
	t.is(fieldRefused({...open, ...closing, closed: {...closing.closed, reason: ' '}}, manager, open), 'closed/reason');
	t.is(fieldRefused({...open, state: 'closed'}, manager, open), 'closed');
	t.is(fieldRefused({...open, ...closing}, manager, {...open, ...closing}), 'state');
	t.is(fieldRefused(open, manager, open), 'state');
});

test('closing changes nothing else, whatever order the keys are sent in', t => {
	const {money, ...rest} = {...open, ...closing};
	t.is(fieldRefused({money: {vat: money.vat, totalGrosze: money.totalGrosze}, ...rest}, manager, open), undefined);
	t.is(fieldRefused({...open, ...closing, money: {...money, totalGrosze: 0}}, manager, open), 'money');
	t.is(fieldRefused({...open, ...closing, note: 'x'}, manager, open), 'note');
	t.is(fieldRefused(rest, manager, open), 'money');
});

test('a report is never deleted, except by those who copy or administer', t => {
	const gone = {_id: open._id, _deleted: true};
	for (const user of [watcher, manager]) t.is(fieldRefused(gone, user, open), '_deleted');
	for (const user of [admin, replicator]) t.is(fieldRefused(gone, user, open), undefined);
});

test('an unknown kind of report, or the id of another kind, is refused', t => {
	t.is(fieldRefused({...open, type: 'rumour'}, watcher), 'type');
	t.is(fieldRefused({...open, type: 'malformed'}, watcher), '_id');
});

test('open reports are listed until they are closed; undecided ones as long as they are undecided', t => {
	t.deepEqual(rowsOf(audit, 'open-reports', open), [{key: ['difference', 'till-01', 1], value: 'retired'}]);
	t.deepEqual(rowsOf(audit, 'open-reports', {...open, ...closing}), []);
	t.deepEqual(rowsOf(audit, 'by-till', open), [{key: ['till-01', 'difference', 'open'], value: open.reportedAt}]);
	t.deepEqual(rowsOf(audit, 'undecided', open), []);
	const undecided = {...open, ...closing, verdict: 'undecided'};
	t.deepEqual(rowsOf(audit, 'undecided', undecided), [{key: ['till-01', 1], value: original._id}]);
});

test('reports about money are listed by how much it is, whichever way it went', t => {
	const {totalGrosze} = open.money;
	t.is(totalGrosze, 999 - 1299);
	t.deepEqual(rowsOf(audit, 'by-money', open), [{key: ['open', 300, 'till-01'], value: -300}]);
	t.deepEqual(rowsOf(audit, 'by-money', {...open, ...closing}), [{key: ['closed', 300, 'till-01'], value: -300}]);
	for (const money of [undefined, {}]) t.deepEqual(rowsOf(audit, 'by-money', {...open, money}), []);
	const dearer = {...open, _id: 'difference:b', money: {...open.money, totalGrosze: 5000}};
	t.deepEqual(
		audit.query('by-money', [dearer, open], {reduce: false}).map(({value}) => value),
		[-300, 5000],
	);
});
