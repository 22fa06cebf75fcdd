/** Vouchers for meals and gift vouchers at one till: what they pay for, on which slip, and what the book says. */
import test, {type ExecutionContext} from 'ava';
import {receiptFaults} from '../../../couch/conflict-watcher/sums.ts';
import {readEntry} from '../../../couch/documents/entries.ts';
import {readCommand} from '../../../till/api/commands.ts';
import type {CatalogueItem, VoucherKind} from '../../../till/domain/catalogue.ts';
import type {Tender} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, milk, shopCatalogue} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';
import {problem} from './two-slips.ts';

const meals: VoucherKind = {id: 'meals', name: 'Bon żywieniowy', food: true};
const gifts: VoucherKind = {id: 'gifts', name: 'Bon towarowy'};

/** Milk is food, beer is none. */
const itemsWith = (...vouchers: readonly VoucherKind[]) =>
	shopCatalogue.map((item): CatalogueItem => {
		if (item.kind === 'shop' && vouchers.length > 0) return {...item, value: {...item.value, vouchers}};
		if (item.kind === 'group' && item.value.code === milk.group)
			return {...item, value: {...item.value, mealVoucher: true}};
		return item;
	});

const voucher = (kind: VoucherKind, amount: number): Tender => ({
	kind: 'voucher',
	amountGrosze: grosze(amount),
	voucher: kind,
});
const plain = (kind: Tender['kind'], amount: number): Tender => ({kind, amountGrosze: grosze(amount)});

/** Milk for 4.29 zł and beer for 4.49 zł, a slip each. */
async function milkAndBeerIn(t: ExecutionContext, ...vouchers: readonly VoucherKind[]): Promise<Shop> {
	const shop = await openShop(t, {items: itemsWith(...vouchers)});
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	return shop;
}

test('the milk with a voucher for meals, the beer with a gift voucher: one sum to each printer, both in the book', async t => {
	const shop = await milkAndBeerIn(t, meals, gifts);
	t.deepEqual(shop.snapshot().vouchers, [meals, gifts]);
	t.is(shop.snapshot().sale.voucherGroszeMax, grosze(429));
	await shop.pay(voucher(gifts, 449), voucher(meals, 429));
	await shop.screen('change');
	t.like(shop.snapshot().screen, {tenders: {0: {voucher: {name: 'Bon towarowy'}}, 1: {voucher: {id: 'meals'}}}});
	const [receipt] = await shop.receipts();
	if (receipt === undefined) return t.fail('the sale is in the book');
	t.deepEqual(receipt.tenders, [plain('voucher', 878)]);
	t.deepEqual(receipt.vouchers, [
		{voucher: 'gifts', name: 'Bon towarowy', amountGrosze: grosze(449)},
		{voucher: 'meals', name: 'Bon żywieniowy', amountGrosze: grosze(429)},
	]);
	t.deepEqual(
		receipt.slips.map(({tenders}) => tenders),
		[[plain('voucher', 429)], [plain('voucher', 449)]],
	);
	t.true(readEntry({...receipt}).ok);
	t.deepEqual(receiptFaults(receipt), []);
	await shop.audit();
});

test('where no group is marked as food a voucher for meals pays for nothing, and the till says why', async t => {
	const kinds = shopCatalogue.map(
		(item): CatalogueItem =>
			item.kind === 'shop' ? {...item, value: {...item.value, vouchers: [meals, gifts]}} : item,
	);
	const shop = await openShop(t, {items: kinds});
	await shop.logIn();
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	t.is(shop.snapshot().sale.voucherGroszeMax, grosze(0));
	await shop.pay(voucher(meals, 449));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'no-food-marked'}});
	await shop.pay(voucher(gifts, 449));
	await shop.screen('change');
});

test('vouchers for meals pay for no beer, gift vouchers for all of it, and neither gives change', async t => {
	const shop = await milkAndBeerIn(t, meals, gifts);
	await shop.pay(voucher(meals, 430), voucher(gifts, 448));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'voucher-too-much', about: '429'}});
	await shop.pay(voucher(gifts, 900));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'overpaid-without-cash'}});
	await shop.pay(voucher(gifts, 878));
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {vouchers: {length: 1, 0: {voucher: 'gifts', amountGrosze: 878}}}});
});

test('a kind that the shop does not take, or takes no more under that name, is refused, and a voucher of no kind too', async t => {
	const shop = await milkAndBeerIn(t, meals);
	await shop.pay(voucher(gifts, 878));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'voucher-not-taken', about: 'Bon towarowy'}});
	await shop.pay(plain('voucher', 400), plain('cash', 500));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'voucher-kind-missing'}});
	const renamed = {...meals, name: 'Bon obiadowy'};
	await shop.put(...itemsWith(renamed).filter(({kind}) => kind === 'shop'));
	await shop.pay(voucher(meals, 429), plain('cash', 449));
	t.like(shop.snapshot().message, {code: 'voucher-not-taken', about: 'Bon żywieniowy'});
	await shop.pay(voucher(renamed, 429), plain('cash', 449));
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {vouchers: {0: {name: 'Bon obiadowy'}}}});
});

test('a shop that says nothing of kinds takes vouchers as ever, and its receipts say nothing of them', async t => {
	const shop = await milkAndBeerIn(t);
	t.false('vouchers' in shop.snapshot());
	await shop.pay(voucher(meals, 429), plain('card', 449));
	t.like(shop.snapshot().message, {code: 'voucher-not-taken'});
	await shop.pay(plain('voucher', 429), plain('card', 449));
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.false(receipt === undefined || 'vouchers' in receipt);
});

test('for a slip that is given up the vouchers stay, and the book says so', async t => {
	const shop = await milkAndBeerIn(t, meals, gifts);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await shop.pay(voucher(meals, 429), voucher(gifts, 449));
	await problem(shop, 'stopped');
	await shop.command({do: 'abandon-slip'});
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.like(receipt, {dueGrosze: 429, tenders: {length: 1, 0: {amountGrosze: 429}}, vouchers: {length: 2}});
	t.deepEqual(receipt && receiptFaults(receipt), []);
	t.true(readEntry({...receipt}).ok);
});

test('a kind that is malformed is refused by the name of its field', t => {
	const said = (tender: object) => {
		const read = readCommand({do: 'pay', tenders: [{kind: 'voucher', amountGrosze: 500, ...tender}]});
		return read.ok ? read.value : read.fault.field;
	};
	t.deepEqual(said({voucher: meals}), {do: 'pay', tenders: [voucher(meals, 500)]});
	t.deepEqual(said({voucher: {...gifts, colour: 'red'}}), {do: 'pay', tenders: [voucher(gifts, 500)]});
	t.is(said({kind: 'card', voucher: meals}), 'voucher');
	t.is(said({voucher: 'meals'}), 'voucher');
	t.is(said({voucher: null}), 'voucher');
	t.is(said({voucher: {...meals, id: ''}}), 'id');
	t.is(said({voucher: {id: 'meals'}}), 'name');
	t.is(said({voucher: {...meals, food: 'yes'}}), 'food');
});
