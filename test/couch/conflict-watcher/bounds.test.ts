/** However much a till sends, a report of it stays a document that can be written again, and says what it has no room for. */
import test from 'ava';
import {branchBytesMax, branchCountMax, furtherBranchCountMax} from '../../../couch/conflict-watcher/fork-report.ts';
import {entryCountMax} from '../../../couch/conflict-watcher/late.ts';
import type {ForkReport, LateReport} from '../../../couch/documents/audit.ts';
import {altered, Book, type EntryDocument} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop, type Shop} from './shop.ts';

/** The first receipt of so many machines under one name. */
function firstReceipts(till: string, count: number, machine: string): readonly EntryDocument[] {
	return Array.from({length: count}, (_, place) => new Book(till, `${machine} ${place}`).receipt());
}

async function forkOf(shop: Shop, till: string, isSo: (report: ForkReport) => boolean): Promise<ForkReport> {
	const [report] = await eventually(
		async () => (await shop.reportsOf('fork', till)) as readonly ForkReport[],
		reports => reports[0] !== undefined && isSo(reports[0]),
	);
	return report as ForkReport;
}

test.serial(
	'of more branches than a report holds the first are whole, some are named, and the rest are counted',
	async t => {
		const shop = await openShop(t);
		const till = tillName();
		await shop.send(firstReceipts(till, branchCountMax + furtherBranchCountMax + 3, 'kasa'));
		const first = await shop.watch();
		const full = await forkOf(shop, till, ({unnamedBranchCount}) => unnamedBranchCount === 3);
		t.is(full.branches.length, branchCountMax);
		t.true(full.branches.every(({content}) => content?.['type'] === 'receipt'));
		t.is(full.furtherBranches?.length, furtherBranchCountMax);
		const named = [...full.branches, ...(full.furtherBranches ?? [])].map(({entry}) => entry);
		t.is(new Set(named).size, branchCountMax + furtherBranchCountMax);
		t.deepEqual(Object.keys(full.furtherBranches?.[0] ?? {}).sort(), ['database', 'entry', 'rev']);

		await first.stop();
		await shop.readAgain();
		const second = await shop.watch();
		const again = await forkOf(shop, till, () => true);
		t.deepEqual(again, full, 'looking again counts nothing twice');
		await shop.send(firstReceipts(till, 2, 'nowa'));
		t.like(await forkOf(shop, till, ({unnamedBranchCount}) => unnamedBranchCount === 5), {branches: full.branches});
		await second.stop();
	},
);

test.serial('branches of the largest size do not make a report that no database takes', async t => {
	const shop = await openShop(t);
	const till = tillName();
	const long = {note: 'ż'.repeat(100_000), cashier: {id: '7', name: 'Ż'.repeat(200)}};
	const branches = firstReceipts(till, branchCountMax, 'kasa').map(entry => altered(entry, long));
	for (const branch of branches) await shop.send([branch]);
	await shop.watch();
	const report = await forkOf(shop, till, found => found.branches.length === branchCountMax);
	t.true(Buffer.byteLength(JSON.stringify(report)) < branchBytesMax + 10_000);
	const isWhole = report.branches.map(({content}) => content !== null);
	t.true(isWhole[0]);
	t.false(isWhole.at(-1));
	t.true(report.branches.every(({entry, rev}) => branches.some(({_id, _rev}) => _id === entry && _rev === rev)));
});

test.serial('a report of late entries that is full stays as it is, and the next one goes on', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const closing = {_id: 'closed', type: 'closed', schema: 1, at: '2026-11-30T22:00:00Z', tills: [book.till]};
	await shop.server.couch.database('ledger-2026-11').put(closing);
	shop.time = new Date('2026-12-03T09:00:00+01:00');
	const [one, two, three] = [book.receipt(), book.receipt(), book.receipt()];
	const almost: LateReport = {
		_id: `late:${book.till}:2026-11:1`,
		type: 'late',
		schema: 1,
		entry: one._id,
		till: book.till,
		number: 10,
		database: 'receipts-2026-11',
		reportedAt: '2026-12-02T09:00:00+01:00',
		state: 'open',
		month: '2026-11',
		closedAt: '2026-11-30T23:00:00+01:00',
		numbers: [[10, entryCountMax + 8]],
		entryCount: entryCountMax - 1,
		dueGrosze: 0,
	};
	await shop.server.couch.database('audit').put(almost);
	await shop.send([one, two, three]);
	await shop.watch();
	await shop.readAgain();
	await shop.watch();
	const reports = (await shop.reportsOf('late', book.till)) as readonly LateReport[];
	t.deepEqual(
		reports.map(({state, entryCount, dueGrosze}) => ({state, entryCount, dueGrosze})),
		[
			{state: 'open', entryCount: entryCountMax, dueGrosze: 1299},
			{state: 'open', entryCount: 2, dueGrosze: 2598},
		],
	);
	const held = reports.flatMap(({numbers}) => numbers.filter(([from]) => from < 10));
	t.is(
		held.reduce((count, [from, to]) => count + to - from + 1, 0),
		3,
	);
});
