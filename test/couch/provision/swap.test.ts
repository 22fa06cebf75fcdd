/** How changed views and validators come onto a server that is being asked and written to meanwhile. */
import test from 'ava';
import {ValidatorBroken} from '../../../couch/provision/probe.ts';
import {type ProvisionStep, provision} from '../../../couch/provision.ts';
import type {CouchDatabase} from '../../../couch/server.ts';
import {Book} from '../book.ts';
import {testServer} from '../test-server.ts';
import {designFolder, noteSamples, noteValidator, viewOf} from './design-documents.ts';

const now = new Date('2026-11-23T12:00:00+01:00');
const usual = {now, months: ['2026-11'], users: false} as const;

async function keys(database: CouchDatabase, query: Record<string, string | number> = {}): Promise<readonly unknown[]> {
	return (await database.view('own', 'all', query)).map(({key}) => key);
}

function names(steps: readonly ProvisionStep[]): readonly string[] {
	return steps.map(({step}) => step);
}

const own = {'own/database.ts': "export const database = 'receipts';", 'own/views/all.ts': viewOf("doc['till']")};

test.serial('while changed views are built, the old ones answer; afterwards the new ones have their index', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, own);
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	const receipts = couch.database('receipts-2026-11');
	const book = new Book('till-01');
	await receipts.bulk([book.receipt(), book.receipt()], {newEdits: false});
	t.deepEqual(await keys(receipts), ['till-01', 'till-01']);

	folder.write('own/views/all.ts', viewOf("doc['entry']"));
	folder.write('own/validate.ts', noteValidator());
	folder.write('own/samples.ts', noteSamples);
	const seen: ProvisionStep['step'][] = [];
	await provision({
		server: couch,
		...usual,
		designDocsFolder: folder.path,
		onStep: ({step}) => seen.push(step),
	});
	t.deepEqual(seen, ['probe-validator', 'build-views', 'write-design-document', 'remove-built-views']);
	// `update=false` gives what the index has at this moment: it was built before it was needed.
	t.deepEqual(await keys(receipts, {update: 'false'}), [1, 2]);
	t.is(await receipts.get('_design/own~next'), undefined);
	t.is((await receipts.bulk([{_id: 'x'}]))[0]?.reason, 'note: is missing');
	const again = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(again.steps, []);
});

test.serial(
	'cut off after the building, the old views answer, no new validator judges, and the next run goes on',
	async t => {
		const {couch} = await testServer(t);
		const folder = designFolder(t, own);
		await provision({server: couch, ...usual, designDocsFolder: folder.path});
		const receipts = couch.database('receipts-2026-11');
		await receipts.bulk([new Book('till-01').receipt()], {newEdits: false});

		folder.write('own/views/all.ts', viewOf("doc['entry']"));
		folder.write('own/validate.ts', noteValidator());
		folder.write('own/samples.ts', noteSamples);
		const cut = new Error('the power went');
		const onStep = ({step}: ProvisionStep) => {
			if (step === 'build-views') throw cut;
		};
		await t.throwsAsync(provision({server: couch, ...usual, designDocsFolder: folder.path, onStep}), {is: cut});
		t.deepEqual(Object.keys((await receipts.get('_design/own~next')) ?? {}).sort(), [
			'_id',
			'_rev',
			'language',
			'views',
		]);
		t.deepEqual(await keys(receipts), ['till-01']);
		t.deepEqual(await receipts.bulk([{_id: 'x'}]), []);

		await provision({server: couch, ...usual, designDocsFolder: folder.path});
		t.deepEqual(await keys(receipts, {update: 'false'}), [1]);
		t.is(await receipts.get('_design/own~next'), undefined);
	},
);

test.serial('cut off after the swap, what was built for it is cleared away by the next run', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, own);
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	folder.write('own/views/all.ts', viewOf("doc['entry']"));
	const cut = new Error('the power went');
	const onStep = ({step}: ProvisionStep) => {
		if (step === 'write-design-document') throw cut;
	};
	await t.throwsAsync(provision({server: couch, ...usual, designDocsFolder: folder.path, onStep}), {is: cut});
	const {steps} = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(names(steps), ['remove-built-views']);
	t.is(await couch.database('receipts-2026-11').get('_design/own~next'), undefined);
	t.deepEqual((await provision({server: couch, ...usual, designDocsFolder: folder.path})).steps, []);
});

test.serial('a changed validator alone builds nothing: the views keep their index', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, {...own, 'own/validate.ts': noteValidator(), 'own/samples.ts': noteSamples});
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	folder.write('own/validate.ts', noteValidator("if (!doc['note']) throw {forbidden: 'note: is empty'};"));
	const {steps} = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(names(steps), ['probe-validator', 'write-design-document']);
	t.is((await couch.database('receipts-2026-11').bulk([{_id: 'x'}]))[0]?.reason, 'note: is empty');
});

test.serial('a new folder over receipts that are there is built before it is named', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, own);
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	await couch.database('receipts-2026-11').bulk([new Book('till-01').receipt()], {newEdits: false});
	folder.write('more/database.ts', "export const database = 'receipts';");
	folder.write('more/views/all.ts', viewOf("doc['month']"));
	const {steps} = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(names(steps), ['build-views', 'write-design-document', 'remove-built-views']);
	const rows = await couch.database('receipts-2026-11').view('more', 'all', {update: 'false'});
	t.deepEqual(
		rows.map(({key}) => key),
		['2026-11'],
	);
});

// Stack sizes and what an engine knows differ: what passes here may still be broken on the server.
const brokenOnTheServer = 'if (typeof doc["note"] === "string" && doc["_revisions"] === undefined) missing(doc);';

test.serial('a validator that the server cannot run is found out in a database of its own', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, {...own, 'own/validate.ts': noteValidator(), 'own/samples.ts': noteSamples});
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	folder.write(
		'own/validate.ts',
		`declare function missing(doc: unknown): void;\n${noteValidator(
			`if (doc["probed"] !== true) { ${brokenOnTheServer} }\n\tif (!doc['note']) throw {forbidden: 'note: is empty'};`,
		)}`,
	);
	// The sample passes in QuickJS because it carries what only a replicated document has.
	folder.write('own/samples.ts', noteSamples.replace("note: 'x'", "note: 'x', _revisions: {start: 1, ids: ['a']}"));
	await t.throwsAsync(provision({server: couch, ...usual, designDocsFolder: folder.path}), {
		instanceOf: ValidatorBroken,
		message: /_design\/own on http:\/\/127\.0\.0\.1.*ReferenceError/,
	});
	t.is((await couch.database('receipts-2026-11').bulk([{_id: 'x'}]))[0]?.reason, 'note: is missing');
	t.deepEqual(
		(await couch.databases()).filter(name => name.startsWith('probe-')),
		[],
	);
});

test.serial('a changed index is swapped as views are, and answers a look-up', async t => {
	const {couch} = await testServer(t);
	const folder = designFolder(t, {
		...own,
		'own/indexes/by-sale.ts': "export const index = {fields: ['saleId']};",
	});
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	const receipts = couch.database('receipts-2026-11');
	const book = new Book('till-01');
	await receipts.bulk([book.receipt({totalGrosze: 500}), book.receipt({totalGrosze: 700})], {newEdits: false});
	folder.write('own/indexes/by-sale.ts', "export const index = {fields: ['businessDay', 'dueGrosze']};");
	const {steps} = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(names(steps), ['build-views', 'write-design-document', 'remove-built-views']);
	const body = {selector: {businessDay: '2026-11-23', dueGrosze: {$gt: 600}}};
	const post = async (rest: string) => couch.request({method: 'POST', path: receipts.path(rest), body});
	t.like(await post('_find'), {docs: [{dueGrosze: 700}]});
	t.like(await post('_explain'), {index: {ddoc: '_design/index-own-by-sale', name: 'by-sale', type: 'json'}});
	const again = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(again.steps, []);
});
