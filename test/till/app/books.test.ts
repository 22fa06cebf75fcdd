import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

async function sellMilk(shop: Shop): Promise<void> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
}

/** Before the last evening of the month is over. */
async function closeDay(shop: Shop): Promise<void> {
	await shop.printReport('main');
}

/** A clock that was put back sells nothing until a manager says that it is right now. */
async function confirmClock(shop: Shop): Promise<void> {
	await shop.until('it is found', () => shop.snapshot().day.findings.length > 0);
	await shop.logIn('5');
	await shop.command({do: 'confirm-clock', right: 'till'});
	await shop.until('it is confirmed', () => shop.snapshot().day.findings.length === 0);
	await shop.command({do: 'back'});
}

async function typesOf(shop: Shop): Promise<readonly string[]> {
	return (await shop.entries()).map(({type}) => type);
}

test('the first entry of a new month is written after the seal of the old one', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:00+01:00'});
	await shop.logIn();
	await sellMilk(shop);
	await closeDay(shop);
	await shop.clock.pass(2 * 60_000);
	await sellMilk(shop);
	const entries = await shop.entries();
	t.deepEqual(
		entries.map(({type, month}) => [type, month]),
		[
			['event', '2026-11'],
			['receipt', '2026-11'],
			['seal', '2026-11'],
			['receipt', '2026-12'],
		],
	);
	t.like(entries[2], {
		count: 2,
		firstEntry: 1,
		lastEntry: 2,
		lastDigest: entries[1]?.digest,
		businessDay: '2026-12-01',
	});
	await shop.audit();
});

test('a month is sealed once, although the power went right after its seal', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:00+01:00'});
	await shop.logIn();
	await sellMilk(shop);
	await closeDay(shop);
	await shop.clock.pass(2 * 60_000);
	shop.disk.refuseFrom(4);
	await shop.command({do: 'log-out'});
	await shop.until('the seal is written and the logout is not', () => shop.disk.refusedCount > 1);
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	await sellMilk(shop);
	t.deepEqual(
		(await shop.entries()).map(({type}) => type),
		['event', 'receipt', 'seal', 'event', 'receipt'],
	);
	await shop.audit();
});

test('a sealed month takes nothing more, although the clock was put back right after its seal', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:00+01:00'});
	await shop.logIn();
	await sellMilk(shop);
	await shop.clock.pass(2 * 60_000);
	shop.disk.refuseFrom(4);
	await shop.command({do: 'log-out'});
	await shop.until('the seal is written and the logout is not', () => shop.disk.refusedCount > 1);
	await shop.cutPower();
	shop.clock.putBack(10 * 60_000);
	await shop.boot();
	await confirmClock(shop);
	await shop.logIn();
	await sellMilk(shop);
	await closeDay(shop);
	await shop.clock.pass(20 * 60_000);
	await sellMilk(shop);
	t.deepEqual(
		(await shop.entries()).map(({type, month}) => [type, month]),
		[
			['event', '2026-11'],
			['receipt', '2026-11'],
			['seal', '2026-11'],
			...['event', 'event', 'event', 'event'].map(type => [type, '2026-12']),
			['receipt', '2026-12'],
			['receipt', '2026-12'],
		],
	);
	await shop.audit();
});

test('a till that stands idle ends its month by itself, once', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:59:00+01:00'});
	await shop.logIn();
	await sellMilk(shop);
	await shop.command({do: 'log-out'});
	await shop.clock.pass(50 * 60_000);
	t.deepEqual(await typesOf(shop), ['event', 'receipt', 'event']);
	await shop.clock.pass(2 * 3_600_000);
	await shop.until('the month is sealed', () => shop.snapshot().sale.number === 5);
	t.like((await shop.entries()).at(-1), {type: 'seal', month: '2026-11', count: 3, lastEntry: 3});
	await shop.clock.pass(2 * 3_600_000);
	await shop.logIn();
	await shop.until('the login is written', () => shop.snapshot().sale.number === 6);
	t.deepEqual(await typesOf(shop), ['event', 'receipt', 'event', 'seal', 'event']);
	t.is((await shop.entries()).at(-1)?.month, '2026-12');
});

test('a till that was off while the month turned ends it when it has stood idle for an hour', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T22:00:00+01:00'});
	await shop.logIn();
	await shop.command({do: 'log-out'});
	await shop.until('both are written', () => shop.snapshot().sale.number === 3);
	await shop.cutPower();
	await shop.clock.pass(70 * 24 * 3_600_000);
	await shop.boot();
	t.deepEqual(await typesOf(shop), ['event', 'event']);
	await shop.clock.pass(61 * 60_000);
	await shop.until('the month is sealed', () => shop.snapshot().sale.number === 4);
	t.like((await shop.entries()).at(-1), {type: 'seal', month: '2026-11', businessDay: '2027-02-08'});
	await shop.logIn();
	await shop.until('the login is written', () => shop.snapshot().sale.number === 5);
	t.is((await shop.entries()).at(-1)?.month, '2027-02');
});

test('a sale that is on the counter over the end of the month is of the month it was begun in', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-30T23:30:00+01:00'});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.clock.pass(2 * 3_600_000);
	t.deepEqual(await typesOf(shop), ['event'], 'nothing is sealed under it');
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('a clock that was put back writes into the month the book has reached', async t => {
	const shop = await openShop(t, {startsAt: '2026-12-01T00:01:00+01:00'});
	await shop.logIn();
	await sellMilk(shop);
	await shop.cutPower();
	shop.clock.putBack(10 * 60_000);
	await shop.boot();
	await confirmClock(shop);
	await shop.logIn();
	await sellMilk(shop);
	t.deepEqual(
		(await shop.receipts()).map(({month, businessDay}) => [month, businessDay]),
		[
			['2026-12', '2026-12-01'],
			['2026-12', '2026-11-30'],
		],
	);
	await shop.audit();
});

test('on a disk that refuses nothing is printed, and the cashier is told', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	shop.disk.refuse('journal');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot(), {message: {code: 'store-failed'}, sale: {dueGrosze: grosze(429)}});
	await shop.payCash();
	await shop.until('the disk was tried again', () => shop.disk.refusedCount > 2);
	t.like(shop.snapshot(), {screen: {at: 'printing'}, message: {code: 'store-failed'}});
	t.is(shop.printers.main.snapshot().slips.length, 0);
	shop.disk.refuse();
	await shop.screen('change');
	t.is((await shop.receipts())[0]?.dueGrosze, grosze(429));
	await shop.audit();
});

test('a disk that fails at what nobody waits for is told at once, and the basket stays', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.disk.refuse('syncing');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.until('it is told', () => shop.snapshot().message?.code === 'store-failed');
	t.is(shop.snapshot().sale.dueGrosze, grosze(429));
	shop.disk.refuse();
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('a book that refuses holds up the screen, not the chain: the same entry is written when it can be', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.until('the login is written', () => shop.disk.book.head().entry === 1);
	shop.disk.refuse('book');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.until('the book was tried again', () => shop.disk.refusedCount > 2);
	t.like(shop.snapshot(), {screen: {at: 'printing'}, message: {code: 'store-failed'}});
	// Something else wants to be written meanwhile, and must not be given the receipt's number.
	const drawer = shop.command({do: 'open-drawer'});
	await shop.until('the drawer is open', () => shop.printers.main.snapshot().drawerKicks === 1);
	await drawer;
	shop.disk.refuse();
	await shop.screen('change');
	await shop.until('all is written', () => shop.disk.book.head().entry === 3);
	t.deepEqual(
		(await shop.entries()).map(({type}) => type),
		['event', 'receipt', 'event'],
	);
	await shop.audit();
});

test('a journal that does not let go of a sale costs the next one nothing', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.disk.refuse('forgetting');
	await sellMilk(shop);
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.until('the second is done, too', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'change' && screen.entry === 3;
	});
	shop.disk.refuse();
	await shop.until('the journal is empty', () => shop.disk.journal.unfinished().length === 0);
	t.deepEqual(
		(await shop.receipts()).map(({dueGrosze}) => dueGrosze),
		[429, 449].map(grosze),
	);
	await shop.audit();
});
