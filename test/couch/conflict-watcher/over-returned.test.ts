/** More came back of a receipt's line than was sold on it. */
import test from 'ava';
import {
	bringOverReturned,
	contentBytesMax,
	returnCountMax,
} from '../../../couch/conflict-watcher/over-return-report.ts';
import type {OverReturnedReport} from '../../../couch/documents/audit.ts';
import {places} from '../../places.ts';
import {altered, alteredTo, Book, type EntryDocument, returnMoney} from '../book.ts';
import {tillName} from '../test-server.ts';
import {failingLine} from './failing-line.ts';
import {eventually, now, openShop, type Shop} from './shop.ts';

async function overReturned(shop: Shop, receipt: EntryDocument) {
	const reports = (await shop.reportsOf('over-returned', receipt._id)) as readonly OverReturnedReport[];
	return reports.map(({_id, state, exceeded, returned, returns, money}) => ({
		of: _id.slice(`over-returned:${receipt._id}:`.length),
		state,
		exceeded,
		pieces: returned.pieces,
		returnedGrosze: returned.totalGrosze,
		excessGrosze: money.totalGrosze,
		entries: returns.map(({entry}) => entry).sort(),
	}));
}

/** Resolves when what has been reported of a receipt is this. */
async function isReported(shop: Shop, receipt: EntryDocument, count: number) {
	return eventually(
		() => overReturned(shop, receipt),
		found => found.length === count,
	);
}

const idsOf = (...entries: readonly EntryDocument[]) => entries.map(({_id}) => _id).sort();

test.serial('a return of more than was sold is reported with its content; an exact one is not', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [receipt, other] = [book.receipt({totalGrosze: 1500, pieces: 3}), book.receipt({totalGrosze: 1500, pieces: 3})];
	const tooMuch = book.returnOf(receipt, {pieces: 4});
	const [first, rest] = [book.returnOf(other, {pieces: 1}), book.returnOf(other, {pieces: 2})];
	await shop.send([receipt, other, tooMuch, first, rest]);
	await shop.settled([receipt, other, tooMuch, first, rest]);
	const [report] = (await shop.reportsOf('over-returned', receipt._id)) as readonly OverReturnedReport[];
	const {_rev, ...content} = tooMuch;
	t.like(report, {
		_id: `over-returned:${receipt._id}:1:1`,
		entry: receipt._id,
		till: book.till,
		number: 1,
		database: 'receipts-2026-11',
		state: 'open',
		line: 1,
		product: '000123',
		name: 'Chleb żytni',
		exceeded: ['pieces', 'totalGrosze'],
		sold: {pieces: 3, weightGrams: 0, totalGrosze: 1500, depositsGrosze: 0},
		returned: {pieces: 4, weightGrams: 0, totalGrosze: 2000, depositsGrosze: 0},
		money: {totalGrosze: 500},
	});
	t.like(report?.returns[0], {entry: tooMuch._id, rev: _rev, cashier: 'Anna', pieces: 4});
	t.deepEqual(report?.returns[0]?.content, content);
	t.deepEqual(await overReturned(shop, other), []);
});

test.serial('more money than was paid is too much, whatever the pieces', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const receipt = book.receipt({totalGrosze: 1500, pieces: 3});
	const [line] = receipt['lines'] as readonly [object];
	const dear = altered(receipt, {lines: [{...line, discountGrosze: 300, totalGrosze: 1200}]});
	const whole = book.returnOf(receipt, {pieces: 3});
	await shop.send([dear, whole]);
	await shop.settled([dear, whole]);
	t.like(await overReturned(shop, receipt), [{exceeded: ['totalGrosze'], pieces: 3, excessGrosze: 300}]);
});

test.serial('returns of two tills in two months are counted together, once each, by two watchers too', async t => {
	const shop = await openShop(t);
	const both = await Promise.all([shop.watch(), shop.watch()]);
	const [anna, jan] = [new Book(tillName()), new Book(tillName())];
	const receipt = anna.receipt();
	const here = anna.returnOf(receipt);
	const there = jan.returnOf(receipt, {month: '2026-12'});
	await shop.send([receipt, here]);
	await shop.settled([receipt, here]);
	t.deepEqual(await overReturned(shop, receipt), []);
	await shop.send([there], '2026-12');
	const expected = [
		{
			of: '1:1',
			state: 'open',
			exceeded: ['pieces', 'totalGrosze'],
			pieces: 2,
			returnedGrosze: 2598,
			excessGrosze: 1299,
			entries: idsOf(here, there),
		},
	];
	t.deepEqual(await isReported(shop, receipt, 1), expected as never);
	await Promise.all(both.map(watcher => watcher.stop()));
	await shop.readAgain();
	await shop.watch();
	t.deepEqual(await overReturned(shop, receipt), expected as never);
});

test.serial(
	'a receipt that comes after its returns, in an earlier month and after a restart, is compared then',
	async t => {
		const shop = await openShop(t);
		const first = await shop.watch();
		const [anna, jan] = [new Book(tillName()), new Book(tillName())];
		const receipt = anna.receipt();
		const back = [jan.returnOf(receipt, {month: '2026-12'}), jan.returnOf(receipt, {month: '2026-12'})];
		await shop.send(back, '2026-12');
		await eventually(
			() => shop.head(jan.till),
			head => head?.entry === 2,
		);
		t.deepEqual(await overReturned(shop, receipt), []);
		await first.stop();
		await shop.watch();
		await shop.send([receipt]);
		await shop.settled([receipt]);
		t.like(await overReturned(shop, receipt), [{pieces: 2, entries: idsOf(...back)}]);
	},
);

test.serial('in whatever order a receipt and its returns come, the report is the same', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const orders = [
		[0, 1, 2],
		[0, 2, 1],
		[1, 0, 2],
		[1, 2, 0],
		[2, 0, 1],
		[2, 1, 0],
	].map(order => {
		const [seller, anna, jan] = [new Book(tillName()), new Book(tillName()), new Book(tillName())];
		const receipt = seller.receipt();
		const returns = [anna.returnOf(receipt), jan.returnOf(receipt, {month: '2026-12'})];
		const entries = [receipt, ...returns];
		return {receipt, returns, coming: order.flatMap(place => entries[place] ?? [])};
	});
	for (const place of [0, 1, 2]) {
		const step = orders.flatMap(({coming}) => coming[place] ?? []);
		for (const month of ['2026-11', '2026-12']) {
			await shop.send(
				step.filter(entry => entry['month'] === month),
				month,
			);
		}
		for (const {till} of step as readonly {readonly till?: unknown}[]) {
			await eventually(
				() => shop.head(String(till)),
				head => head?.entry === 1,
			);
		}
	}
	for (const {receipt, returns, coming} of orders) {
		const order = coming.map(({_id}) => _id).join(' ');
		const found = (await overReturned(shop, receipt)).map(({of, pieces, entries}) => ({of, pieces, entries}));
		t.deepEqual(found, [{of: '1:1', pieces: 2, entries: idsOf(...returns)}], order);
	}
});

test.serial('the report takes up further returns until it is closed; what comes then is another report', async t => {
	const shop = await openShop(t);
	const first = await shop.watch();
	const [anna, jan] = [new Book(tillName()), new Book(tillName())];
	const receipt = anna.receipt();
	const returns = Array.from({length: 4}, (_, place) => (place % 2 === 0 ? anna : jan).returnOf(receipt));
	const [one, two, three, four] = returns as [EntryDocument, EntryDocument, EntryDocument, EntryDocument];
	await shop.send([receipt, one, two]);
	await shop.settled([one, two]);
	await shop.send([three]);
	await shop.settled([three]);
	t.like(await overReturned(shop, receipt), [{of: '1:1', pieces: 3, entries: idsOf(one, two, three)}]);
	await shop.close(`over-returned:${receipt._id}:1:1`);
	await first.stop();
	await shop.readAgain();
	await Promise.all([shop.watch(), shop.watch()]);
	t.is((await overReturned(shop, receipt)).length, 1);
	await shop.send([four]);
	t.like(await isReported(shop, receipt, 2), [
		{of: '1:1', state: 'closed', pieces: 3},
		{of: '1:2', state: 'open', pieces: 4, excessGrosze: 3 * 1299, entries: idsOf(four)},
	]);
});

test.serial('a retired return counts nothing; a line that was never sold, or another good, is too much', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const [receipt, other] = [book.receipt(), book.receipt()];
	const honest = book.returnOf(receipt);
	await shop.send([receipt, other, honest]);
	await shop.settled([receipt, honest]);
	await shop.send([altered(honest, returnMoney(receipt, {pieces: 9}))]);
	await eventually(
		() => shop.differences(honest._id),
		found => found[0]?.verdict === 'retired',
	);
	const [line] = honest['lines'] as readonly [object];
	const [elsewhere, vodka] = [book.returnOf(other), book.returnOf(other)].map((entry, place) =>
		altered(entry, {lines: [place === 0 ? {...line, line: 7} : {...line, product: '000999'}]}),
	) as [EntryDocument, EntryDocument];
	await shop.send([elsewhere, vodka]);
	await shop.settled([elsewhere, vodka]);
	t.deepEqual(await overReturned(shop, receipt), []);
	t.like(await overReturned(shop, other), [
		{of: '0:1', exceeded: ['pieces', 'totalGrosze', 'product'], excessGrosze: 1299, entries: idsOf(elsewhere)},
		{of: '1:1', exceeded: ['product'], excessGrosze: 0, entries: idsOf(vodka)},
	]);
});

test.serial('what was sold is the original, also when an impostor came with it', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const receipt = book.receipt();
	const back = book.returnOf(receipt, {totalGrosze: 1200});
	await shop.send([receipt, alteredTo('higher', receipt), back]);
	await shop.settled([back]);
	await eventually(
		() => shop.read(receipt._id),
		rev => rev === receipt._rev,
	);
	await shop.rounds();
	t.deepEqual(await overReturned(shop, receipt), []);
});

test.serial('a report stays within bounds, whatever tills send', async t => {
	const {server} = await openShop(t);
	const audit = server.couch.database('audit');
	const receipt = new Book(tillName()).receipt()._id;
	const amounts = {pieces: 1, weightGrams: 0, totalGrosze: 100, depositsGrosze: 0};
	const head = {receipt, database: 'receipts-2026-11', line: 1, product: '000123', name: 'Chleb'};
	const found = (count: number, first: number) => ({
		...head,
		sold: {...amounts, pieces: 0},
		returns: Array.from({length: count}, (_, place) => {
			const content = {note: 'x'.repeat(250_000)};
			const item = {entry: `return:${first + place}`, rev: '1-a', database: 'receipts-2026-11', content, ...amounts};
			return {item, strange: []};
		}),
	});
	const bring = (count: number, first: number) => bringOverReturned(audit, {found: found(count, first), at: now});
	t.true(await bring(2, 0));
	t.true(await bring(returnCountMax + 10, -5));
	t.false(await bring(10, 5000), 'it names as many as it may');
	const stored = (await audit.get(`over-returned:${receipt}:1:1`)) as unknown as OverReturnedReport;
	t.is(stored.returns.length, returnCountMax);
	t.is(stored.furtherReturnCount, 10);
	t.true(JSON.stringify(stored).length < 2 * contentBytesMax);
	t.deepEqual(
		stored.returns.slice(0, 4).map(({content}) => content !== null),
		[true, true, true, false],
	);
});

for (const [share, how] of (['lost', 'halved', 'unanswered'] as const).entries()) {
	test.serial(`cut off at any write that is ${how}, the next watcher reports the same, once`, async t => {
		const shop = await openShop(t);
		const {first, step} = places(share, 3);
		for (let atWrite = first; ; atWrite += step) {
			const [anna, jan] = [new Book(tillName()), new Book(tillName())];
			const [receipt, later] = [anna.receipt(), anna.receipt()];
			const early = [jan.returnOf(later), jan.returnOf(later)];
			const back = [anna.returnOf(receipt), jan.returnOf(receipt)];
			const line = await failingLine(t, {serverUrl: shop.server.url, atWrite, how});
			// The returns of the second receipt are read before it, and what is cut off may be any of the two.
			await shop.send([...early, ...back], '2026-12');
			await shop.send([receipt]);
			const cutOff = shop.start(line.url);
			const done = cutOff.watching.then(async () => {
				await shop.send([later]);
				await eventually(
					async () => [(await shop.seen(later._id)) !== undefined, await shop.head(jan.till)] as const,
					([isSeen, head]) => isSeen && head?.entry === 3,
				);
				return 'done' as const;
			});
			const end = await Promise.race([line.broken.then(() => 'broken' as const), done]);
			await cutOff.stop();
			await shop.send([later]);
			const again = await shop.watch();
			for (const [one, returns] of [
				[receipt, back],
				[later, early],
			] as const) {
				const found = (await overReturned(shop, one)).map(({of, pieces, entries}) => ({of, pieces, entries}));
				t.deepEqual(found, [{of: '1:1', pieces: 2, entries: idsOf(...returns)}], `write ${atWrite}`);
			}
			await again.stop();
			if (end === 'done') {
				t.true(atWrite >= 6, `only ${atWrite} writes were cut`);
				return;
			}
		}
	});
}
