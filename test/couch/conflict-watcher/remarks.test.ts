/** What somebody else writes into a report, in fields of their own, is still there when the watcher has written it again. */
import test from 'ava';
import type {StoredDocument} from '../../../couch/server.ts';
import {alteredTo, Book} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

const ticket = {number: 71, urgent: true};

/** As a program of the office does, which knows the watcher's reports and has its own thoughts about them. */
/** As a person does whose page was overtaken by the watcher: reads it again, and writes once more. */
async function remark(shop: Shop, id: string, sideField?: string): Promise<void> {
	const audit = shop.server.couch.database('audit');
	let outcome: Awaited<ReturnType<typeof audit.put>> = 'conflict';
	while (outcome === 'conflict') {
		const report = await audit.get(id);
		const side = sideField === undefined ? {} : {[sideField]: {...(report?.[sideField] as object), seenBy: 'hanna'}};
		outcome = await audit.put({...report, ...side, _id: id, ticket});
	}
}

function written(answer: unknown): void {
	if (answer === 'conflict') throw new Error('somebody else wrote the report at the same moment');
}

function brought(shop: Shop, id: string, isSo: (report: StoredDocument) => boolean) {
	return eventually(
		() => shop.server.couch.database('audit').get(id),
		report => report !== undefined && isSo(report),
	);
}

test.serial('a remark on an undecided difference outlives the decision, and one on its content too', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const original = book.receipt();
	const impostor = alteredTo('lower', original);
	await shop.send([original, impostor]);
	await shop.watch();
	const id = `difference:${original._id}:${impostor._rev}`;
	await remark(shop, id, 'resubmission');
	await shop.send([book.receipt()]);
	const report = await brought(shop, id, ({verdict}) => verdict === 'retired');
	t.like(report, {ticket, resubmission: {rev: impostor._rev, seenBy: 'hanna'}});
});

test.serial('a remark on a fork outlives a third branch', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [first, second, third] = [book, book.clone('klon'), book.clone('drugi')].map(branch => branch.receipt());
	const id = `fork:${book.till}:00000001`;
	await shop.send([first, second].flatMap(entry => entry ?? []));
	await brought(shop, id, () => true);
	await remark(shop, id);
	await shop.send([third].flatMap(entry => entry ?? []));
	const report = await brought(shop, id, ({branches}) => (branches as readonly unknown[]).length === 3);
	t.like(report, {ticket});
});

test.serial('a remark on a gap outlives the entries that fill it', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [first, missing, next] = [book.receipt(), book.receipt(), book.receipt()];
	await shop.send([first, missing, next]);
	await shop.settled([first, missing, next]);
	const gone = await shop.receipts.get(missing._id);
	await shop.receipts.put({...gone, _id: missing._id, _deleted: true});
	const id = `gap:${book.till}:00000002`;
	await brought(shop, id, ({state}) => state === 'open');
	await remark(shop, id);
	const revived = {...missing, _rev: undefined};
	written(await shop.receipts.put(revived as never));
	t.like(await brought(shop, id, ({state}) => state === 'closed'), {ticket});
});
