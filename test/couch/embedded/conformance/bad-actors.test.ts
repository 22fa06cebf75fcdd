/** A till that was stolen, or whose program is broken, at the shop's own databases: refused, and told which field. */
import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import fc from 'fast-check';
import {compileFolder, designDocsFolder} from '../../../../couch/compile.ts';
import {altered, Book, type EntryDocument} from '../../book.ts';
import {type MalformedEntry, malformedReturns} from '../../malformed-returns.ts';
import {type Couch, conformance, makeUser, openTo} from './couch.ts';

type Till = Awaited<ReturnType<typeof makeUser>>;

const rolesOfAll = ['till', 'office', 'watcher', 'auditor', 'replicator', 'manager'];

async function guarded(t: ExecutionContext, couch: Couch, kind: string): Promise<string> {
	const db = await couch.database(t);
	const {document} = await compileFolder(join(designDocsFolder, kind));
	await couch.nano.use(db).insert(document as object & {_id: string});
	await openTo(couch, db, ...rolesOfAll);
	return db;
}

function makeTill(t: ExecutionContext, couch: Couch): Promise<Till> {
	return makeUser(t, couch, ['till'], `t-${randomBytes(4).toString('hex')}`);
}

interface Refusal {
	readonly id: string;
	readonly error: string;
	readonly reason: string;
}

/** As replication writes, which brings its own revisions. */
async function push(couch: Couch, db: string, as: Till, docs: readonly object[]): Promise<readonly Refusal[]> {
	const {status, body} = await couch.request('POST', `/${db}/_bulk_docs`, {as, body: {docs, new_edits: false}});
	if (status !== 201) {
		throw new Error(`The batch was refused whole: ${status} ${JSON.stringify(body)}`);
	}
	return body as unknown as readonly Refusal[];
}

const fieldOf = ({reason}: {readonly reason: string}) => reason.split(': ', 1)[0];

/** What a client of nano is told. */
async function refusedField(request: Promise<unknown>): Promise<string | undefined> {
	try {
		await request;
	} catch (error) {
		const {statusCode, reason} = error as {statusCode: number; reason: string};
		return statusCode === 403 ? fieldOf({reason}) : `${statusCode} ${reason}`;
	}
	return 'was not refused';
}

conformance('a till does not write the catalogue', async (t, couch) => {
	const db = await guarded(t, couch, 'catalogue');
	const till = await makeTill(t, couch);
	const product = {_id: 'product:000123', type: 'product', schema: 1, priceGrosze: 1};
	t.is(await refusedField(couch.as(till).use(db).insert(product)), '_id');
	const [refusal] = await push(couch, db, till, [{...product, _rev: '9-f', _deleted: true}]);
	t.is(refusal?.error, 'forbidden');
	t.is(fieldOf(refusal as Refusal), '_id');
	t.is((await couch.nano.db.get(db)).doc_count, 1);
});

conformance('a till writes its own receipts once: no edit, no deletion, nothing of another till', async (t, couch) => {
	const db = await guarded(t, couch, 'receipts');
	const [anna, basia] = [await makeTill(t, couch), await makeTill(t, couch)];
	const [first, second] = [new Book(anna.name).receipt(), new Book(basia.name).receipt()];
	const receipts = couch.as(anna).use(db);
	t.deepEqual(await push(couch, db, anna, [first]), []);

	t.is(await refusedField(receipts.insert({...first, dueGrosze: 1} as object & {_rev: string})), '_rev');
	t.is(await refusedField(receipts.destroy(first._id, first._rev)), '_deleted');
	const {_rev: _, ...unsent} = second;
	t.is(await refusedField(receipts.insert(unsent)), 'till');

	const [, hash = ''] = first._rev.split('-');
	const others = {
		_rev: {...first, _rev: '2-b', _revisions: {start: 2, ids: ['b', hash]}},
		_deleted: {_id: first._id, _rev: '2-c', _revisions: {start: 2, ids: ['c', hash]}, _deleted: true},
		till: second,
	};
	for (const [field, document] of Object.entries(others)) {
		const [refusal] = await push(couch, db, anna, [document]);
		t.is(refusal?.error, 'forbidden');
		t.is(fieldOf(refusal as Refusal), field);
	}
	t.is((await receipts.get(first._id))._rev, first._rev);
	t.is((await couch.nano.db.get(db)).doc_count, 2);
});

conformance('an orphan of a high generation does not win over a receipt', async (t, couch) => {
	const db = await guarded(t, couch, 'receipts');
	const till = await makeTill(t, couch);
	const book = new Book(till.name);
	const [receipt, unsent] = [book.receipt(), book.receipt()];
	await push(couch, db, till, [receipt]);
	for (const {_id, ...content} of [receipt, unsent]) {
		for (const orphan of [
			{_rev: '99-f', _revisions: {start: 99, ids: ['f']}},
			{_rev: '2-f', _revisions: {start: 2, ids: ['f', 'unknown']}},
			{_rev: '99-f', _revisions: undefined},
		]) {
			const [refusal] = await push(couch, db, till, [{...content, _id, ...orphan}]);
			t.is(fieldOf(refusal as Refusal), '_rev');
		}
		const status = await couch.request('PUT', `/${db}/${_id}`, {as: till, body: {...content, _rev: '99-f'}});
		t.is(status.status, 409);
	}
	t.is((await couch.nano.use(db).get(receipt._id))._rev, receipt._rev);
});

conformance('a till writes no design document, no security and no database', async (t, couch) => {
	const db = await guarded(t, couch, 'receipts');
	const till = await makeTill(t, couch);
	const body = {validate_doc_update: '() => {}'};
	const design = await couch.request('PUT', `/${db}/_design/mine`, {as: till, body});
	t.is(design.status, 403);
	const [refusal] = await push(couch, db, till, [{_id: '_design/mine', _rev: '1-a', ...body}]);
	t.is(refusal?.error, 'forbidden');
	const security = {members: {roles: []}, admins: {roles: ['till']}};
	t.true((await couch.request('PUT', `/${db}/_security`, {as: till, body: security})).status >= 400);
	t.is((await couch.request('DELETE', `/${db}`, {as: till})).status, 401);
	t.is((await couch.request('PUT', `/${db}-mine`, {as: till})).status, 401);
	t.is((await couch.request('GET', `/${db}/_design/mine`)).status, 404);
});

conformance('a till makes itself no other roles and no other users', async (t, couch) => {
	const till = await makeTill(t, couch);
	const path = `/_users/org.couchdb.user:${till.name}`;
	const {body: me} = await couch.request('GET', path);
	for (const [target, document] of [
		[path, {...me, roles: ['till', 'office']}],
		[`${path}-2`, {name: `${till.name}-2`, type: 'user', roles: ['office'], password: 'x'}],
	] as const) {
		const {status} = await couch.request('PUT', target, {as: till, body: document});
		t.true(status >= 400 && status < 500, String(status));
	}
	const {body: session} = await couch.request('GET', '/_session', {as: till});
	t.deepEqual(session['userCtx']?.['roles'] as unknown, ['till']);
});

conformance(
	'an entry that is nested deeper than any program can follow is refused, and the server goes on',
	async (t, couch) => {
		const db = await guarded(t, couch, 'receipts');
		const till = await makeTill(t, couch);
		const receipt = new Book(till.name).receipt();
		for (const depth of [40, 150]) {
			const remark = JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
			const [refusal] = await push(couch, db, till, [{...receipt, remark}]);
			t.is(refusal && fieldOf(refusal), 'remark', String(depth));
		}
		t.deepEqual(await push(couch, db, till, [receipt]), []);
	},
);

conformance('a receipt of more than 1 MB is refused', async (t, couch) => {
	const db = await guarded(t, couch, 'receipts');
	const till = await makeTill(t, couch);
	const large = {...new Book(till.name).receipt(), note: 'ż'.repeat(500_000)};
	const [refusal] = await push(couch, db, till, [large]);
	t.is(refusal?.reason, '_id: the entry is larger than 1000000 bytes');
});

/** Of each field, what it may not be. */
const wrong: Readonly<Record<string, readonly unknown[]>> = {
	type: [undefined, null, 7, 'note', {}, '__proto__', 'constructor'],
	schema: [undefined, 0, 2, '1', null],
	till: [undefined, '', 'TILL 1', 'a-till-with-too-long-a-name', 7, null],
	entry: [undefined, 0, -1, 1.5, '1', 100_000_000, null],
	month: [undefined, '2026-13', '26-11', 202_611, ''],
	businessDay: [undefined, '2026-02-30', '2026-11-23T15:00', 20_261_123],
	writtenAt: [undefined, '2026-11-23 15:00', 'yesterday', 0],
	previous: [undefined, 'none', '0'.repeat(63), 'G'.repeat(64)],
	digest: [undefined, '', 'f'.repeat(65), 12],
	signature: [undefined, 7, null, []],
	saleId: [undefined, '', 7, 'x'.repeat(101), 'line\u0000break'],
	cashier: [undefined, null, 'Anna', {}, {id: '7'}, {id: 7, name: 'Anna'}, {id: '7', name: ''}],
	lines: [undefined, {}, 'one', null],
	deposits: [undefined, {}, 0],
	vat: [undefined, 'A', {}],
	tenders: [undefined, 1],
	slips: [undefined, [], [null], [{}], [{printer: '', fiscalNumber: 1}], [{printer: 'ABC', fiscalNumber: '17'}]],
	goodsGrosze: [undefined, 1.5, '1', null, 2 ** 53],
	depositsGrosze: [undefined, {}, Number.MAX_VALUE],
	dueGrosze: [undefined, 12.5, '12', [1]],
};

const countOfAll = 10_000;
const countOfReturns = 2000;
const countOfBatch = 500;

/** Each of them has the id of its own that the entry is sent under, and the field that is wrong. */
async function allRefused(
	t: ExecutionContext,
	couch: Couch,
	{good, bad}: {readonly good: EntryDocument; readonly bad: readonly MalformedEntry[]},
): Promise<void> {
	t.timeout(600_000, 'the real server judges some eight hundred documents a second');
	const db = await guarded(t, couch, 'receipts');
	const till = await makeTill(t, couch);
	const fields = new Map<string, string>();
	const documents = bad.map(({field, content}, index): object => {
		const _id = good._id.replace(/^(\w+):[^:]+(.*):.*$/, `$1:${till.name}$2:${index.toString(36).padStart(8, '0')}`);
		fields.set(_id, field);
		return {...content, ...(content['till'] === good['till'] ? {till: till.name} : {}), _id};
	});
	for (let from = 0; from < documents.length; from += countOfBatch) {
		const batch = documents.slice(from, from + countOfBatch);
		const refusals = await push(couch, db, till, batch);
		const surprising = refusals.filter(
			({id, error, reason}) => error !== 'forbidden' || !`${reason}/`.startsWith(String(fields.get(id))),
		);
		t.deepEqual(surprising, []);
		t.is(refusals.length, batch.length);
	}
	t.is((await couch.nano.db.get(db)).doc_count, 1);
	t.deepEqual(
		await push(couch, db, till, [altered(good, {till: till.name, _id: good._id.replace('till-01', till.name)})]),
		[],
	);
}

conformance('ten thousand malformed receipts are refused, each by the name of its field', (t, couch) => {
	const good = new Book('till-01').receipt();
	const mutation = fc
		.constantFrom(...Object.keys(wrong))
		.chain(field => fc.record({field: fc.constant(field), value: fc.constantFrom(...(wrong[field] ?? []))}));
	const bad = fc
		.sample(mutation, {numRuns: countOfAll, seed: 4})
		.map(({field, value}) => ({field, content: {...good, [field]: value}}));
	return allRefused(t, couch, {good, bad});
});

conformance('two thousand malformed returns are refused, each by the name of its field', (t, couch) => {
	const {good, malformed} = malformedReturns();
	return allRefused(t, couch, {good, bad: fc.sample(malformed, {numRuns: countOfReturns, seed: 4})});
});

conformance(
	'anything at all may be sent to a database: it is refused or stored, and the next one answered',
	async (t, couch) => {
		const db = await couch.database(t);
		await couch.request('PUT', `/${db}/_design/guard`, {body: {validate_doc_update: '() => {}'}});
		const names = ['_id', '_rev', '_deleted', '_revisions', '_attachments', '_x', '__proto__', 'constructor', 'a', ''];
		const value = fc.oneof(
			fc.jsonValue(),
			fc.constantFrom(
				'1-a',
				'7-',
				'_design/x',
				'_local/x',
				'',
				{start: 1, ids: ['a']},
				{start: 2, ids: []},
				'd',
				1e308,
			),
		);
		const document = fc.oneof(fc.dictionary(fc.constantFrom(...names), value), fc.jsonValue());
		const body = fc.record({
			docs: fc.oneof(fc.array(document, {maxLength: 4}), value),
			new_edits: fc.oneof(fc.boolean(), value),
		});
		const paths = [
			'_bulk_docs',
			'_bulk_get',
			'_revs_diff',
			'_find',
			'_all_docs',
			'_changes?filter=_doc_ids',
			'_index',
			'',
		];
		for (const sent of fc.sample(fc.oneof(body, document), {numRuns: 200, seed: 4})) {
			for (const path of paths) {
				const raw = JSON.stringify(sent);
				const {status} = await couch.request('POST', `/${db}/${path}`, {raw});
				// CouchDB says of some that it has no words for them.
				t.true(status < 500 || (status !== 501 && couch.isReal) || status === 501, `${path} ${status} ${raw}`);
			}
		}
		t.is((await couch.request('PUT', `/${db}/bread`, {body: {}})).status, 201);
	},
);

conformance('a till that forgot its password is locked out, and the tills beside it work on', async (t, couch) => {
	const db = await guarded(t, couch, 'receipts');
	const [anna, basia] = [await makeTill(t, couch), await makeTill(t, couch)];
	const session = await couch.request('POST', '/_session', {as: null, body: anna});
	const [cookie = ''] = (session.headers.get('set-cookie') ?? '').split(';');
	let status = 0;
	for (let attempt = 0; attempt < 7; attempt++) {
		({status} = await couch.request('GET', `/${db}`, {as: {...anna, password: 'wrong'}}));
		const receipt = new Book(basia.name).receipt({totalGrosze: 100 + attempt});
		t.deepEqual(await push(couch, db, basia, [receipt as EntryDocument]), []);
	}
	t.is(status, 403);
	// Who was in before stays in.
	t.is((await couch.request('GET', `/${db}`, {as: null, headers: {cookie}})).status, 200);
});
