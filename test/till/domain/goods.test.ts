import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import type {Card, Cashier, CatalogueItem, PriceList} from '../../../till/domain/catalogue.ts';
import {Goods, type Lookup} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams} from '../../../till/domain/quantity.ts';
import {apples, dairy, fruit, group, milk, product, settings, shop, shopItems, spirits, vodka, water} from './shop.ts';

const goods = () => new Goods(shopItems);

test('goods are found by code, by any of their barcodes and by PLU', t => {
	const found = {kind: 'found', goods: {product: milk, group: dairy, route: 'main'}} as const;
	t.deepEqual(goods().find({by: 'code', code: '000001'}), found);
	t.deepEqual(goods().find({by: 'gtin', key: '5900820000011'}), found);
	t.like(goods().find({by: 'gtin', key: '0012345678905'}), {kind: 'found', goods: {product: water}});
	t.like(goods().find({by: 'plu', plu: '1001'}), {kind: 'found', goods: {product: apples}});
	t.like(goods().find({by: 'plu', plu: '001001'}), {kind: 'found', goods: {product: apples}});
	t.deepEqual(goods().find({by: 'gtin', key: '4006381333931'}), {kind: 'none'});
});

test('the group decides the printer and the deposit comes with its value', t => {
	t.like(goods().find({by: 'code', code: vodka.code}), {goods: {group: spirits, route: 'alcohol'}});
	t.like(goods().find({by: 'code', code: water.code}), {goods: {deposit: settings.deposits[0]}});
});

test('two products with one barcode are both shown, in one order, and neither is sold blindly', t => {
	const twin = {...milk, code: '000000', name: 'Mleko Łaciate, stare opakowanie'};
	const shopWithTwins = goods();
	shopWithTwins.put(product(twin));
	t.deepEqual(shopWithTwins.find({by: 'gtin', key: '5900820000011'}), {kind: 'ambiguous', products: [twin, milk]});
	shopWithTwins.remove('product:000000');
	t.like(shopWithTwins.find({by: 'gtin', key: '5900820000011'}), {kind: 'found', goods: {product: milk}});
});

test('a product is incomplete until its group, its VAT letter and its deposit are known, and says which', t => {
	const till = new Goods([product(water)]);
	const reason = () => {
		const found = till.find({by: 'code', code: water.code});
		return found.kind === 'incomplete' ? found.reason : found.kind;
	};
	t.deepEqual(reason(), {code: 'no-settings'});
	till.put(shop({...settings, deposits: [], vat: {...settings.vat, A: 'inactive'}}));
	t.deepEqual(reason(), {code: 'unknown-group', group: 'nabial'});
	till.put(group(dairy));
	t.deepEqual(reason(), {code: 'inactive-vat', letter: 'A'});
	till.put(shop({...settings, deposits: []}));
	t.deepEqual(reason(), {code: 'unknown-deposit', deposit: 'PET050'});
	till.put(shop(settings));
	t.is(reason(), 'found');
	till.remove('shop:settings');
	t.deepEqual(reason(), {code: 'no-settings'});
});

test('the item of a label is a bare barcode, else a PLU, else a code', t => {
	const code = '2910010012345';
	const label = goods().interpret('2910011012344');
	t.like(goods().interpret(code), {kind: 'bad-check-digit'});
	t.like(label, {kind: 'weight-label', item: '1001', weightGrams: grams(1234), baseKey: '2910010000007'});
	if (label.kind !== 'weight-label') return;
	t.like(goods().find({by: 'label', label}), {kind: 'found', goods: {product: apples}});

	const {plu: _plu, ...coded} = apples;
	t.like(new Goods([product(coded)]).find({by: 'label', label}), {kind: 'incomplete', product: coded});

	const bare = {...milk, code: '000777', barcodes: ['2910010000007']};
	t.like(new Goods([product(apples), product(bare)]).find({by: 'label', label}), {product: bare});
});

test('a mask nobody can read is left out and named', t => {
	const till = new Goods([shop({...settings, weightBarcodes: ['29AAAAVWWWWWK', '23AAAAAAAAAAK']})]);
	t.deepEqual(till.maskFaults, [{mask: '23AAAAAAAAAAK', fault: 'value'}]);
	t.is(till.interpret('2910011012344').kind, 'weight-label');
});

const november: PriceList = {
	id: '2026-11',
	name: 'Listopad',
	validFrom: '2026-11-01T00:00:00+01:00',
	prices: {'000001': grosze(379)},
};

test('a price list is in force from its time on and gone with its document', t => {
	const till = goods();
	till.put({kind: 'price-list', value: november});
	const now = Date.parse('2026-11-02T12:00:00+01:00');
	t.deepEqual(till.price(milk, now), {priceGrosze: grosze(379), priceSource: 'price-list:2026-11'});
	t.is(till.priceSpan(0).untilMs, Date.parse(november.validFrom));
	till.put({kind: 'price-list', value: {...november, prices: {'000001': grosze(389)}}});
	t.is(till.price(milk, now).priceGrosze, grosze(389));
	till.remove('price-list:2026-11');
	t.deepEqual(till.price(milk, now), {priceGrosze: grosze(429), priceSource: 'product'});
});

test('cards, cashiers and tills come and go', t => {
	const halina: Card = {
		number: '9812345000016',
		name: 'Pani Halina',
		blocked: false,
		percentHundredths: 500,
		excludedGroups: [],
	};
	const rule = {id: 'a', name: 'A', prefix: '98', length: 13, percentHundredths: 100, excludedGroups: []};
	const cashier = (id: string, name: string): Cashier => ({
		id,
		name,
		pinHash: 'scrypt$1$1$1$a$b',
		permissions: ['sell'],
	});
	const till = goods();
	till.put({kind: 'card', value: halina});
	till.put({kind: 'card-rule', value: rule});
	t.deepEqual(till.interpret(halina.number), {kind: 'card', number: halina.number});
	t.like(till.card(halina.number, '2026-11-23'), {ok: true, value: {percentHundredths: 500}});
	till.remove(`card:${halina.number}`);
	t.like(till.card(halina.number, '2026-11-23'), {ok: true, value: {percentHundredths: 100}});
	till.remove('card-rule:a');
	t.like(till.card(halina.number, '2026-11-23'), {ok: false, fault: 'card-unknown'});

	till.put({kind: 'cashier', value: cashier('2', 'Żaneta')});
	till.put({kind: 'cashier', value: cashier('1', 'Łucja')});
	till.put({kind: 'cashier', value: cashier('3', 'Lucyna')});
	t.deepEqual(
		till.cashiers().map(({name}) => name),
		['Lucyna', 'Łucja', 'Żaneta'],
	);
	till.remove('cashier:2');
	t.is(till.cashier('2'), undefined);

	const profile = {
		id: 'till-01',
		name: 'Kasa 1',
		number: 1,
		printers: {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}},
		receiptsPushSeconds: 0,
		publicKey: '',
	} as const;
	till.put({kind: 'till', value: profile});
	t.is(till.till('till-01'), profile);
	till.remove('till:till-01');
	t.is(till.till('till-01'), undefined);
	till.remove('product:never-was-here');
	t.is(till.productCount, 4);
});

test('groups stand in the order of the touch grid', t => {
	t.deepEqual(goods().groups(), [fruit, dairy, spirits]);
	const till = goods();
	till.remove('group:owoce');
	till.put(group({...dairy, code: 'a', name: 'Ćwikła', order: 3}));
	t.deepEqual(
		till.groups().map(({name}) => name),
		['Nabiał', 'Ćwikła', 'Wódka'],
	);
});

const barcodes = ['5900820000011', '5901234123457', '95012346'];
const change = fc.record({
	code: fc.constantFrom('1', '2', '3'),
	barcodes: fc.subarray(barcodes),
	plu: fc.option(fc.constantFrom('1001', '01001', '7')),
	gone: fc.boolean(),
});
testProp(
	'however the catalogue came to be, one put in at a time answers like one made at once',
	[fc.array(change, {maxLength: 30})],
	(t, changes) => {
		const grown = new Goods([group(dairy), shop(settings)]);
		const last = new Map<string, CatalogueItem>();
		for (const {code, barcodes: own, plu, gone} of changes) {
			const item = product({...milk, code, barcodes: own, ...(plu === null ? {} : {plu})});
			if (gone) {
				grown.remove(`product:${code}`);
				last.delete(code);
			} else {
				grown.put(item);
				last.set(code, item);
			}
		}
		const made = new Goods([group(dairy), shop(settings), ...last.values()]);
		const lookups: readonly Lookup[] = [
			...barcodes.map(key => ({by: 'gtin', key}) as const),
			...['1001', '7'].map(plu => ({by: 'plu', plu}) as const),
			...['1', '2', '3'].map(code => ({by: 'code', code}) as const),
			{by: 'label', label: {item: '1001', baseKey: '2910010000007'}},
		];
		for (const lookup of lookups) t.deepEqual(grown.find(lookup), made.find(lookup));
		t.is(grown.productCount, last.size);
	},
);
