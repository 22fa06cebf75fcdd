/** An integrator's folder beside ours: copied, named, provisioned, and nothing else said to anybody. */
import {cpSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {provision} from '../../../couch/provision.ts';
import {altered, Book} from '../book.ts';
import {testServer} from '../test-server.ts';
import {shippedDesignFolder} from './design-documents.ts';

const usual = {now: new Date('2026-11-23T12:00:00+01:00'), months: ['2026-11', '2026-12'], users: false} as const;

test.serial('a folder that is added is on the server with the next run, in every month', async t => {
	const {couch} = await testServer(t);
	const folder = shippedDesignFolder(t);
	await provision({server: couch, ...usual, designDocsFolder: folder.path});
	const receipts = couch.database('receipts-2026-11');
	const book = new Book('till-01');
	const bought = altered(book.receipt({totalGrosze: 900}), {card: '2900000000001', discountGrosze: 100});
	t.deepEqual(await receipts.bulk([bought, book.receipt()], {newEdits: false}), []);

	cpSync(join(folder.path, '_example-cards'), join(folder.path, 'copy-of-cards'), {recursive: true});
	const {steps} = await provision({server: couch, ...usual, designDocsFolder: folder.path});
	t.deepEqual(
		steps.flatMap(step => (step.step === 'write-design-document' ? [[step.database, step.document._id]] : [])),
		['2026-11', '2026-12'].flatMap(month => [
			[`receipts-${month}`, '_design/copy-of-cards'],
			[`receipts-${month}`, '_design/index-copy-of-cards-by-card'],
		]),
	);
	const rows = await receipts.view('copy-of-cards', 'use', {group_level: 1});
	t.deepEqual(rows, [{key: ['2900000000001'], value: [1, 100]}]);
	const hours = await receipts.view('copy-of-cards', 'by-hour', {group: true});
	t.deepEqual(hours, [{key: '14', value: {count: 1, largestGrosze: 900}}]);
	const path = receipts.path('_changes');
	const changes = (await couch.request({path, query: {filter: 'copy-of-cards/with-card'}})) as {
		results: {id: string}[];
	};
	t.deepEqual(
		changes.results.map(({id}) => id),
		[bought._id],
	);
	const wrong = altered(book.receipt(), {card: 'Anna'});
	const [failure] = await receipts.bulk([wrong], {newEdits: false});
	t.is(failure?.reason, 'card: is not 4 to 20 digits');
	t.deepEqual((await provision({server: couch, ...usual, designDocsFolder: folder.path})).steps, []);
});
