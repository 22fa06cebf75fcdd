/** Months that every till has ended, and what comes after that. */
import test from 'ava';
import {closingMs} from '../../../couch/conflict-watcher/closed-months.ts';
import {graceMs} from '../../../couch/conflict-watcher/gaps.ts';
import type {LateReport} from '../../../couch/documents/audit.ts';
import {Book} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

const december = new Date('2026-12-01T06:00:00+01:00');

async function closedAt(shop: Shop): Promise<unknown> {
	return (await shop.server.couch.database('ledger-2026-11').get('closed'))?.['at'];
}

async function becomesClosed(shop: Shop) {
	await eventually(
		() => closedAt(shop),
		at => at !== undefined,
	);
}

async function lateness(shop: Shop, till: string) {
	const reports = (await shop.reportsOf('late', till)) as readonly LateReport[];
	return reports.map(({_id, state, numbers, entryCount, dueGrosze}) => ({
		sequence: Number(_id.split(':').at(-1)),
		state,
		numbers,
		entryCount,
		dueGrosze,
	}));
}

/** Time enough for a round that closes what can be closed. */
async function waitInVain(shop: Shop) {
	shop.pass(closingMs);
	await shop.rounds();
	await shop.rounds();
}

test.serial(
	'a month is closed when every enrolled till has sealed it; what comes later is kept and reported',
	async t => {
		const shop = await openShop(t);
		const [anna, jan] = [new Book(tillName()), new Book(tillName())];
		for (const {till} of [anna, jan]) await shop.enrol(till);
		await shop.watch();
		const [early, missed, seal] = [anna.receipt(), anna.receipt(), anna.seal()];
		await shop.send([early, seal, jan.receipt()]);
		await shop.settled([seal]);
		shop.time = december;
		await waitInVain(shop);
		shop.pass(graceMs);
		await waitInVain(shop);
		t.is(await closedAt(shop), undefined, 'one seal is missing');

		const last = jan.seal();
		await shop.send([last]);
		await shop.settled([last]);
		await waitInVain(shop);
		t.is(await closedAt(shop), undefined, 'something may be on its way');
		shop.pass(graceMs);
		await becomesClosed(shop);
		t.deepEqual(await lateness(shop, anna.till), []);

		shop.pass(1000);
		await shop.send([missed]);
		const [report] = await eventually(
			() => lateness(shop, anna.till),
			found => found.length === 1,
		);
		t.deepEqual(report, {sequence: 1, state: 'open', numbers: [[2, 2]], entryCount: 1, dueGrosze: 1299});
		t.is((await shop.liveRevisions(missed._id)).length, 1);
		t.deepEqual(await lateness(shop, jan.till), []);
	},
);

test.serial('late entries of a till are one report until it is closed; looking again counts nothing twice', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	await shop.enrol(book.till);
	const [one, two, three] = [book.receipt(), book.receipt(), book.event()];
	const [four, seal] = [book.returnOf(one), book.seal()];
	const first = await shop.watch();
	await shop.send([one, seal]);
	await shop.settled([seal]);
	shop.time = december;
	await becomesClosed(shop);
	await first.stop();
	shop.pass(1000);
	await shop.send([two, three]);
	const both = await Promise.all([shop.watch(), shop.watch()]);
	const numbers = [[2, 3]];
	t.deepEqual(await lateness(shop, book.till), [{sequence: 1, state: 'open', numbers, entryCount: 2, dueGrosze: 1299}]);
	await shop.close(`late:${book.till}:2026-11:1`);
	await Promise.all(both.map(watcher => watcher.stop()));
	await shop.readAgain();
	await shop.watch();
	t.is((await lateness(shop, book.till)).length, 1);
	await shop.send([four]);
	const found = await eventually(
		() => lateness(shop, book.till),
		reports => reports.length === 2,
	);
	t.deepEqual(found, [
		{sequence: 1, state: 'closed', numbers, entryCount: 2, dueGrosze: 1299},
		// What was given back lessens the month.
		{sequence: 2, state: 'open', numbers: [[4, 4]], entryCount: 1, dueGrosze: -1299},
	]);
});

test.serial(
	'tills that were replaced or retired, that came later or have not begun are not waited for; one that is silent is',
	async t => {
		const shop = await openShop(t);
		const [working, dead, scrapped, later, silent] = Array.from({length: 5}, () => new Book(tillName())) as [
			Book,
			Book,
			Book,
			Book,
			Book,
		];
		for (const {till} of [working, dead, later]) await shop.enrol(till);
		await shop.enrol(tillName(), {replaces: dead.till});
		await shop.enrol(scrapped.till, {retired: true});
		const seal = working.seal();
		await shop.send([seal, dead.receipt(), scrapped.receipt()]);
		await shop.send([later.receipt({month: '2026-12'})], '2026-12');
		await shop.watch();
		// It was there in October, and may yet send what it sold in November.
		await shop.enrol(silent.till);
		await shop.provisionMonth('2026-10');
		await shop.send([silent.receipt({month: '2026-10'})], '2026-10');
		const watcher = await shop.watch();
		await eventually(
			() => shop.head(silent.till),
			head => head?.entry === 1,
		);
		shop.time = new Date(december.getTime() + graceMs);
		await waitInVain(shop);
		t.is(await closedAt(shop), undefined);
		await watcher.stop();
		await shop.send([silent.seal()]);
		await shop.settled([seal]);
		shop.pass(graceMs);
		await becomesClosed(shop);
	},
);
