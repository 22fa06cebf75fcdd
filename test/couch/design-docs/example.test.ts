/** The worked example, tested as an integrator would test their own: without any server. */
import {join} from 'node:path';
import test from 'ava';
import {designDocsFolder} from '../../../couch/compile.ts';
import {openDesignKit} from '../../../couch/design-kit.ts';
import {tryDesignDocument} from '../../../couch/try-design-document.ts';
import {altered, Book} from '../book.ts';

const kit = await openDesignKit(join(designDocsFolder, '_example-cards'));
const book = new Book('till-01');
const withCard = (totalGrosze: number, discountGrosze: number) =>
	altered(book.receipt({totalGrosze}), {card: '2900000000001', discountGrosze});
const receipts = [withCard(900, 100), withCard(1500, 250), book.receipt(), book.event()];

test('the use of a card is counted with what it took off', t => {
	t.deepEqual(kit.query('use', receipts, {groupLevel: 1}), [{key: ['2900000000001'], value: [2, 350]}]);
});

test('people with a card are counted by the hour, and the largest receipt of each is known', t => {
	t.deepEqual(kit.query('by-hour', receipts, {groupLevel: true}), [
		{key: '14', value: {count: 2, largestGrosze: 1500}},
	]);
});

test('the filter lets receipts with a card through', t => {
	t.deepEqual(
		receipts.map(receipt => kit.passes('with-card', receipt)),
		[true, true, false, false],
	);
});

test('the validator does as its samples say', async t => {
	t.deepEqual(await tryDesignDocument(kit.folder), []);
	const userCtx = {db: 'receipts-2026-11', name: 'till-01', roles: ['till']};
	t.deepEqual(kit.judge({newDoc: {...receipts[0], card: '12'}, oldDoc: null, userCtx}), {
		verdict: 'forbidden',
		reason: 'card: is not 4 to 20 digits',
	});
});
