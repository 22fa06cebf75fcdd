/** Cash of another currency at a till: what the printers, the book and the drawer make of it. */
import test, {type ExecutionContext} from 'ava';
import {receiptFaults} from '../../../couch/conflict-watcher/sums.ts';
import {readEntry} from '../../../couch/documents/entries.ts';
import type {Currency} from '../../../till/domain/catalogue.ts';
import {worthOf} from '../../../till/domain/currency.ts';
import type {Tender, TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, milk, shopCatalogue} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';
import {problem} from './two-slips.ts';

const euro: Currency = {code: 'EUR', rateTenThousandths: 42_750, amountMinorMax: 5000};

const itemsWith = (...currencies: readonly Currency[]) =>
	shopCatalogue.map(item => (item.kind === 'shop' ? {...item, value: {...item.value, currencies}} : item));

function euros(amountMinor: number, rateTenThousandths = euro.rateTenThousandths): Tender {
	const foreign = {currency: 'EUR', amountMinor, rateTenThousandths};
	return {kind: 'cash', amountGrosze: worthOf(foreign), foreign};
}

async function milkAndBeerIn(t: ExecutionContext): Promise<Shop> {
	const shop = await openShop(t, {items: itemsWith(euro)});
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	return shop;
}

const lastSlip = (shop: Shop, route: 'main' | 'alcohol') =>
	shop.printers[route].snapshot().slips.at(-1)?.lines.join('\n') ?? '';

test('milk and beer for 8.78 zł, paid with a note of 20 EUR: the printers see złoty, the book sees the note once', async t => {
	const shop = await milkAndBeerIn(t);
	await shop.pay(euros(2000));
	await shop.screen('change');
	t.like(shop.snapshot().screen, {
		changeGrosze: grosze(8550 - 878),
		tenders: {0: {amountGrosze: grosze(8550), foreign: {currency: 'EUR', amountMinor: 2000}}},
	});
	const [receipt] = await shop.receipts();
	if (receipt === undefined) return t.fail('the sale is in the book');
	t.like(receipt, {dueGrosze: grosze(878), changeGrosze: grosze(7672)});
	t.deepEqual(receipt.tenders, [{kind: 'cash', amountGrosze: grosze(8550)}]);
	t.deepEqual(receipt.foreignCash, [
		{currency: 'EUR', amountMinor: 2000, rateTenThousandths: 42_750, amountGrosze: grosze(8550)},
	]);
	t.deepEqual(
		receipt.slips.map(({tenders, changeGrosze}) => [tenders, changeGrosze]),
		[
			[[{kind: 'cash', amountGrosze: grosze(429)}], grosze(0)],
			[[{kind: 'cash', amountGrosze: grosze(8121)}], grosze(7672)],
		],
	);
	t.true(readEntry({...receipt}).ok);
	t.deepEqual(receiptFaults(receipt), []);
	t.notRegex(lastSlip(shop, 'main'), /EUR/);
	t.regex(lastSlip(shop, 'alcohol'), /SUMA PLN[\s\S]*Gotówka: 20,00 EUR po 4,2750 zł/);
	await shop.audit();
});

test('euros and a card share a sale, and the euros are the cash of it', async t => {
	const shop = await milkAndBeerIn(t);
	await shop.pay({kind: 'card', amountGrosze: grosze(450)}, euros(101));
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.deepEqual(receipt?.tenders, [
		{kind: 'card', amountGrosze: grosze(450)},
		{kind: 'cash', amountGrosze: grosze(432)},
	]);
	t.like(receipt, {changeGrosze: grosze(4), foreignCash: {length: 1, 0: {amountMinor: 101}}});
	await shop.audit();
});

test('a rate that the office changes meanwhile is said, and nothing is sold at the former one', async t => {
	const shop = await milkAndBeerIn(t);
	await shop.command({do: 'total'});
	await shop.put(...itemsWith({...euro, rateTenThousandths: 43_000}).filter(({kind}) => kind === 'shop'));
	await shop.command({do: 'pay', tenders: [euros(2000)]});
	t.like(shop.snapshot(), {
		screen: {at: 'payment'},
		currencies: {0: {rateTenThousandths: 43_000}},
		message: {code: 'rate-changed', about: 'EUR'},
	});
	await shop.command({do: 'pay', tenders: [euros(2000, 43_000)]});
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {foreignCash: {0: {rateTenThousandths: 43_000}}}});
});

test('what the shop does not take is refused, and too much of what it takes', async t => {
	const shop = await milkAndBeerIn(t);
	await shop.pay(euros(5001));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'foreign-too-much', about: '5000 EUR'}});
	await shop.put(...itemsWith().filter(({kind}) => kind === 'shop'));
	await shop.command({do: 'pay', tenders: [euros(2000)]});
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'currency-not-taken', about: 'EUR'}});
	t.deepEqual(await shop.receipts(), []);
});

test('for a slip that is given up the money goes back in złoty, and the note stays in the drawer', async t => {
	const shop = await milkAndBeerIn(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await shop.pay(euros(2000));
	await problem(shop, 'stopped');
	await shop.command({do: 'abandon-slip'});
	await shop.screen('change');
	t.like(shop.snapshot().screen, {changeGrosze: grosze(8550 - 429)});
	const [receipt] = await shop.receipts();
	t.like(receipt, {
		dueGrosze: grosze(429),
		tenders: {length: 1, 0: {amountGrosze: grosze(429)}},
		changeGrosze: grosze(0),
		foreignCash: {0: {amountMinor: 2000, amountGrosze: grosze(8550)}},
	});
	t.deepEqual(receipt && receiptFaults(receipt), []);
});

for (const [when, reached] of [
	['between the slips', (shop: Shop) => shop.printed('main').length === 1],
	['before the line below the second slip', (shop: Shop) => shop.printed('alcohol').length === 1],
] as const) {
	test(`a power cut ${when} leaves the note in the book once`, async t => {
		const shop = await milkAndBeerIn(t);
		await shop.pay(euros(2000));
		await shop.until(when, () => reached(shop));
		t.deepEqual(await shop.receipts(), []);
		await shop.cutPower();
		await shop.boot();
		await shop.until('somebody is needed, or it is done', () => {
			const {screen} = shop.snapshot();
			return screen.at === 'change' || (screen.at === 'printing' && screen.problem?.kind === 'stopped');
		});
		if (shop.snapshot().screen.at === 'printing') await shop.command({do: 'print-on'});
		await shop.screen('change');
		t.like(await shop.receipts(), {length: 1, 0: {foreignCash: {length: 1, 0: {amountMinor: 2000}}}});
		await shop.command({do: 'next-customer'});
		await shop.audit();
	});
}

const shift = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'shift' ? screen : undefined;
};

test('euros are counted apart from złoty, from which their change was paid', async t => {
	const shop = await openShop(t, {items: itemsWith(euro)});
	await shop.logIn();
	await shop.command({do: 'open-shift-desk'});
	await shop.until('the book was read', () => shift(shop)?.state === 'none');
	await shop.command({do: 'open-shift', floatGrosze: 20_000});
	await shop.until('the shift runs', () => shift(shop)?.state === 'running');
	t.deepEqual(shift(shop)?.shift?.currencies, []);
	await shop.command({do: 'back'});
	await shop.scan(barcodeOf(milk));
	await shop.pay(euros(2000));
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
	await shop.command({do: 'open-shift-desk'});
	await shop.until('it was read', () => shift(shop)?.shift?.receiptCount === 1);
	t.deepEqual(shift(shop)?.shift?.currencies, ['EUR']);
	t.false('foreignTaken' in (shift(shop)?.shift ?? {}), 'nobody counts what they were told');
	const expected = grosze(20_000 - (8550 - 429));
	await shop.command({
		do: 'close-shift',
		counted: [
			{valueGrosze: 10_000, count: 1},
			{valueGrosze: 1, count: expected - 10_000},
		],
		foreign: [
			{currency: 'EUR', amountMinor: 1500},
			{currency: 'CZK', amountMinor: 10_000},
		],
	});
	await shop.until('it is closed', () => shift(shop)?.closed !== undefined);
	const foreign = [
		{currency: 'EUR', countedMinor: 1500, expectedMinor: 2000},
		{currency: 'CZK', countedMinor: 10_000, expectedMinor: 0},
	];
	t.like(shift(shop)?.closed, {
		takenGrosze: grosze(429 - 8550),
		expectedGrosze: expected,
		differenceGrosze: grosze(0),
		countedForeign: foreign,
	});
	const closed = (await shop.entries()).find((entry): entry is typeof entry & TillEvent => {
		return entry.type === 'event' && entry.event === 'shift-closed';
	});
	t.deepEqual(closed?.cash?.foreign, foreign);
	t.true(readEntry({...closed}).ok);
});
