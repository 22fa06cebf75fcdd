/** Many entries in one write: what becomes of each is its own affair. */
import test from 'ava';
import {writeHeads} from '../../../couch/conflict-watcher/head-documents.ts';
import {Inspector} from '../../../couch/conflict-watcher/inspector.ts';
import {KnownNumbers} from '../../../couch/conflict-watcher/known-numbers.ts';
import {arrivalOf} from '../../../couch/conflict-watcher/leaf.ts';
import {seenOf} from '../../../couch/documents/ledger.ts';
import {headId, type TillHead} from '../../../couch/documents/tills.ts';
import {CouchDatabase} from '../../../couch/server.ts';
import {alteredTo, Book, type EntryDocument} from '../book.ts';
import {tillName} from '../test-server.ts';
import {now, openShop, type Shop} from './shop.ts';

function seenBefore({_id: entry, _rev: rev, digest}: EntryDocument) {
	return seenOf({entry, rev, digest, seenAt: now.toISOString()});
}

/** A database of which somebody else writes right after we have read it for the first time. */
class OvertakenDatabase extends CouchDatabase {
	#overtake: (() => Promise<void>) | undefined;

	constructor({couch, name}: CouchDatabase, overtake: () => Promise<void>) {
		super(couch, name);
		this.#overtake = overtake;
	}

	override async getAll(ids: readonly string[]) {
		const read = await super.getAll(ids);
		const overtake = this.#overtake;
		this.#overtake = undefined;
		await overtake?.();
		return read;
	}
}

async function ledgerOf(shop: Shop) {
	const ledger = shop.server.couch.database('ledger-2026-11');
	return ledger.range({from: 'seen:', to: 'seen:\ufff0', includeDocs: true});
}

test.serial('a claim that somebody else made in the middle of a batch is obeyed, and the others stand', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const receipts = Array.from({length: 7}, () => book.receipt());
	const [, , lone, , both] = receipts as [EntryDocument, EntryDocument, EntryDocument, EntryDocument, EntryDocument];
	const [first, copy] = [alteredTo('lower', lone), alteredTo('lower', both)];
	await shop.send([...receipts, copy]);
	// Another watcher saw other contents first; one of them does not live any more.
	await shop.server.couch.database('ledger-2026-11').bulk([seenBefore(first), seenBefore(copy)]);
	await shop.watch();

	for (const receipt of receipts) {
		if (receipt === lone || receipt === both) continue;
		t.is(await shop.seen(receipt._id), receipt._rev);
		t.deepEqual(await shop.reports(receipt._id), []);
	}
	t.is(await shop.seen(lone._id), first._rev);
	t.deepEqual(await shop.liveRevisions(lone._id), [lone._rev], 'the last live leaf stays');
	t.deepEqual(
		(await shop.differences(lone._id)).map(({verdict, original, resubmission}) => [
			verdict,
			original.rev,
			resubmission.rev,
		]),
		[['kept', first._rev, lone._rev]],
	);
	t.is(await shop.seen(both._id), copy._rev);
	t.deepEqual(await shop.liveRevisions(both._id), [copy._rev]);
	t.is((await shop.head(book.till))?.entry, 7);
});

test.serial('two watchers over the same two hundred entries see each once and report nothing twice', async t => {
	const shop = await openShop(t);
	const books = [new Book(tillName()), new Book(tillName())];
	const receipts = books.flatMap(book => Array.from({length: 100}, () => book.receipt()));
	const forged = new Set(receipts.filter((_, index) => index % 20 === 5));
	const resent = receipts.filter((_, index) => index % 20 === 11);
	await shop.send(receipts.map(receipt => (forged.has(receipt) ? {...receipt, dueGrosze: 1} : receipt)));
	await shop.send(resent.map((receipt, index) => alteredTo(index % 2 === 0 ? 'higher' : 'lower', receipt)));
	await Promise.all([shop.watch(), shop.watch()]);

	const seen = await ledgerOf(shop);
	t.deepEqual(
		seen.map(({doc}) => [doc?.['entry'], doc?.['rev']]).sort(),
		receipts.map(({_id, _rev}) => [_id, _rev]).sort(),
	);
	t.true(
		seen.every(({rev}) => rev.startsWith('1-')),
		'each is written once',
	);
	const reports = await shop.server.couch.database('audit').range({from: 'difference:', to: 'malformed:\ufff0'});
	t.is(reports.length, resent.length + forged.size);
	for (const {_id: id, _rev: rev} of resent) {
		t.deepEqual(await shop.liveRevisions(id), [rev]);
		t.deepEqual(
			(await shop.differences(id)).map(({verdict}) => verdict),
			['retired'],
		);
	}
	for (const {till} of books) t.is((await shop.head(till))?.entry, 100);
});

test.serial('of two rows of one entry in one batch the first one tells which content was first', async t => {
	const shop = await openShop(t);
	const original = new Book(tillName()).receipt();
	const impostor = alteredTo('higher', original);
	await shop.send([original]);
	await shop.send([impostor]);
	const {couch} = shop.server;
	const month = {month: '2026-11', receipts: shop.receipts, ledger: couch.database('ledger-2026-11')};
	const inspector = new Inspector({
		audit: couch.database('audit'),
		monthOf: name => (name === month.month ? month : undefined),
		months: () => [month],
		known: new KnownNumbers(),
		gaps: {reportGone: async () => t.fail('nothing is gone'), noteArrived: () => undefined},
		floods: {admits: async () => true},
		signatures: {check: async entries => entries},
		returns: {follow: async () => undefined},
		now: () => now,
		log: line => shop.log.push(line),
	});
	const {_id: id} = original;
	const rows = [
		{id, changes: [{rev: original._rev}], doc: original},
		{id, changes: [{rev: impostor._rev}, {rev: original._rev}], doc: impostor},
	];
	await inspector.inspect(month, rows.map(arrivalOf));
	t.is(await shop.seen(id), original._rev);
	t.deepEqual(await shop.liveRevisions(id), [original._rev]);
	t.false(shop.log.some(line => line.includes('undecided')));
});

test.serial('the heads of all tills of a batch are moved, each as far as its own entries go', async t => {
	const shop = await openShop(t);
	const books = Array.from({length: 30}, () => new Book(tillName()));
	const entries = books.map((book, index) => [book.receipt(), book.event(), ...(index % 2 === 0 ? [book.seal()] : [])]);
	await shop.send(entries.flat());
	await shop.watch();
	for (const [index, {till}] of books.entries()) {
		const last = entries[index]?.at(-1);
		t.deepEqual(await shop.head(till), {entry: last?.['entry'], digest: last?.digest});
	}
});

test.serial('a head that another watcher has counted further stays, unless entries are known to be lost', async t => {
	const shop = await openShop(t);
	const tills = shop.server.couch.database('tills');
	const [behind, ahead] = [tillName(), tillName()];
	const headOf = (till: string, entry: number): TillHead => ({
		_id: headId(till),
		type: 'head',
		schema: 1,
		till,
		at: '2026-11-23T15:00:00+01:00',
		entry,
		digest: String(entry).repeat(64),
	});
	const entriesOf = async () => [(await shop.head(behind))?.entry, (await shop.head(ahead))?.entry];
	await writeHeads(tills, [headOf(behind, 1), headOf(ahead, 9)], {mayGoBack: false});
	await writeHeads(tills, [headOf(behind, 2), headOf(ahead, 8)], {mayGoBack: false});
	t.deepEqual(await entriesOf(), [2, 9]);
	await writeHeads(tills, [headOf(behind, 2), headOf(ahead, 8)], {mayGoBack: true});
	t.deepEqual(await entriesOf(), [2, 8]);
	// Between our look and our write another watcher counts less far, and then further than we do.
	const count = (entry: number) => writeHeads(tills, [headOf(behind, entry)], {mayGoBack: false});
	await writeHeads(new OvertakenDatabase(tills, () => count(4)), [headOf(behind, 6)], {mayGoBack: false});
	t.deepEqual(await entriesOf(), [6, 8], 'looked at again, and written');
	await writeHeads(new OvertakenDatabase(tills, () => count(9)), [headOf(behind, 7)], {mayGoBack: false});
	t.deepEqual(await entriesOf(), [9, 8], 'looked at again, and left');
});
