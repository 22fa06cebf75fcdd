/** What else is found on the way: months, forms, and how far each book reaches. */
import test from 'ava';
import {altered, Book, receiptMoney} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, openShop} from './shop.ts';

test.serial('the same entry in another month is reported, and neither is retired', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const original = new Book(tillName()).receipt();
	await shop.send([original]);
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	await shop.send([altered(original, receiptMoney(999))], '2026-12');
	const [report] = await eventually(
		() => shop.differences(original._id),
		found => found.length === 1,
	);
	t.is(report?.original.database, 'receipts-2026-11');
	t.is(report?.resubmission.database, 'receipts-2026-12');
	t.is(report?.verdict, 'kept');
	t.is(report?.money.totalGrosze, -300);
});

test.serial('a digest that is not the content’s and sums that do not add up are reported, and stay', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const honest = book.receipt();
	const forged = {...honest, dueGrosze: 1};
	await shop.send([forged]);
	const [report] = await eventually(
		() => shop.reports(honest._id),
		found => found.length === 1,
	);
	t.is(report?.type, 'malformed');
	const faults = report?.type === 'malformed' ? report.faults.map(({field}) => field) : [];
	t.deepEqual(faults, ['/digest', '/dueGrosze', '/changeGrosze']);
	t.deepEqual(await shop.liveRevisions(honest._id), [honest._rev]);
});

test.serial('a content with a fraction in it is reported, and followed all the same', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const odd = book.receipt();
	await shop.send([{...odd, vat: [{letter: 'A', rate: 23.5}]}]);
	const [report] = await eventually(
		() => shop.reports(odd._id),
		found => found.length === 1,
	);
	t.is(report?.type, 'malformed');
	await shop.send([book.receipt()]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 2,
	);
});

test.serial('the head stands at the last entry before a gap, and goes on when the gap is filled', async t => {
	const shop = await openShop(t);
	const first = await shop.watch();
	const book = new Book(tillName());
	const [one, two, three, four] = [book.receipt(), book.event(), book.receipt(), book.seal()];
	await shop.send([one, three]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 1,
	);
	t.is((await shop.head(book.till))?.digest, one.digest);
	await first.stop();
	// Another process has to know what lies beyond the gap.
	await shop.watch();
	await shop.send([two]);
	await eventually(
		() => shop.head(book.till),
		head => head?.entry === 3,
	);
	await shop.send([four]);
	const head = await eventually(
		() => shop.head(book.till),
		found => found?.entry === 4,
	);
	t.is(head?.digest, four.digest);
});
