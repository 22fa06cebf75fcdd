import test from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {GoodsUpdate} from '../../../till/api/snapshot.ts';
import {CatalogueDesk} from '../../../till/app/catalogue-desk.ts';
import type {CatalogueItem, PriceList} from '../../../till/domain/catalogue.ts';
import type {Clock} from '../../../till/domain/clock.ts';
import {grosze} from '../../../till/domain/money.ts';
import {dividePriceList, successorOf} from '../../../till/domain/price-list-parts.ts';
import type {ReplicatedDocument} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {createVirtualClock} from '../devices/virtual-clock.ts';
import {apples, barcodeOf, bread, milk, shopCatalogue} from './goods.ts';
import {openShop} from './shop-till.ts';

const dayMs = 24 * 3_600_000;
const usual = {[milk.code]: 429, [bread.code]: 650, [apples.code]: 399};
const cheap = {[milk.code]: 299, [bread.code]: 500, [apples.code]: 199};

function evening(fields: Partial<PriceList> = {}): PriceList {
	return {
		id: 'wieczor',
		name: 'Wieczorem taniej',
		validFrom: '2026-11-23T18:00:00+01:00',
		prices: {[milk.code]: grosze(299), [bread.code]: grosze(500), [apples.code]: grosze(199)},
		...fields,
	};
}

const item = (value: PriceList): CatalogueItem => ({kind: 'price-list', value});
const stored = (each: CatalogueItem): ReplicatedDocument => ({...catalogueDocument(each), _rev: '1-a'});

/** Time passes for timers as ever; what the machine's clock says may be something else. */
function settableClock(startsAt: string) {
	const ticking = createVirtualClock(Date.parse(startsAt));
	let aheadMs = 0;
	const clock: Clock = {
		now: () => ticking.now() + aheadMs,
		after(delayMs, task) {
			if (delayMs > 2 ** 31 - 1) throw new Error(`a timer that is to wait for ${delayMs} ms does not wait at all`);
			return ticking.after(delayMs, task);
		},
	};
	return {
		clock,
		pass: ticking.pass,
		/** The machine slept so long, or somebody set its clock: timers know nothing of either. */
		jump(byMs: number): void {
			aheadMs += byMs;
		},
	};
}

/** The desk over a catalogue in memory, and what it told the screen: the prices of three goods, once an update. */
async function openDesk(clock: Clock, items: readonly CatalogueItem[] = []) {
	let apply: (documents: readonly ReplicatedDocument[]) => void = () => undefined;
	const desk = new CatalogueDesk(clock, sha256);
	const updates: GoodsUpdate[] = [];
	await desk.open({
		onApplied(listener) {
			apply = listener;
			return () => undefined;
		},
		async *pages() {
			yield [...shopCatalogue, ...items].map(stored);
		},
	});
	desk.onUpdate(update => updates.push(update));
	const pricesIn = ({goods}: GoodsUpdate) =>
		Object.fromEntries(goods.filter(({code}) => code in usual).map(({code, priceGrosze}) => [code, priceGrosze]));
	return {
		desk,
		apply: (...documents: readonly ReplicatedDocument[]) => apply(documents),
		shown: () => pricesIn(desk.whole()),
		told: () => updates.splice(0).map(pricesIn),
	};
}

test('a price list that comes after its beginning is in force at once, in one update', async t => {
	const {clock} = settableClock('2026-11-23T19:00:00+01:00');
	const {apply, told} = await openDesk(clock);
	apply(stored(item(evening())));
	t.deepEqual(told(), [cheap]);
});

test('a price list that is changed, and one that is taken out, change the prices then and there', async t => {
	const {clock, pass} = settableClock('2026-11-23T19:00:00+01:00');
	const {apply, told} = await openDesk(clock, [item(evening())]);
	apply(stored(item(evening({prices: {[milk.code]: grosze(199)}}))));
	t.deepEqual(told(), [{...usual, [milk.code]: 199}]);
	apply(stored(item(evening({validFrom: '2026-11-23T19:30:00+01:00'}))));
	t.deepEqual(told(), [usual]);
	await pass(30 * 60_000);
	t.deepEqual(told(), [cheap]);
	apply({_id: 'price-list:wieczor', _rev: '2-b', _deleted: true});
	t.deepEqual(told(), [usual]);
	await pass(dayMs);
	t.deepEqual(told(), []);
});

test('a price list of the next season begins to the millisecond, however long a timer can wait', async t => {
	const {clock, pass, jump} = settableClock('2026-11-23T14:00:00+01:00');
	const {told} = await openDesk(clock, [
		item(evening({validFrom: '2026-12-31T18:00:00+01:00', validTo: '2026-12-31T18:00:02+01:00'})),
	]);
	await pass(60_000);
	t.deepEqual(told(), []);
	jump(38 * dayMs + 4 * 3_600_000 - 120_000);
	await pass(59_999);
	t.deepEqual(told(), []);
	await pass(1);
	t.deepEqual(told(), [cheap]);
	await pass(1999);
	t.deepEqual(told(), []);
	await pass(1);
	t.deepEqual(told(), [usual]);
});

test('a till that slept over the beginning, or whose clock was set, shows the right prices within a second', async t => {
	const {clock, pass, jump} = settableClock('2026-11-23T14:00:00+01:00');
	const {told, shown} = await openDesk(clock, [item(evening())]);
	await pass(60_000);
	jump(8 * 3_600_000);
	t.deepEqual(shown(), cheap, 'whoever asks is told the price of now');
	await pass(1000);
	t.deepEqual(told(), [cheap]);
	jump(-6 * 3_600_000);
	await pass(1000);
	t.deepEqual(told(), [usual]);
	await pass(60_000);
	t.deepEqual(told(), []);
});

test('a product that comes just after the beginning does not come alone: all new prices are told with it', async t => {
	const {clock, pass, jump} = settableClock('2026-11-23T14:00:00+01:00');
	const {apply, told} = await openDesk(clock, [item(evening())]);
	jump(4 * 3_600_000);
	apply(stored({kind: 'product', value: {...milk, name: 'Mleko Łaciate'}}));
	t.deepEqual(told(), [cheap]);
	await pass(5000);
	t.deepEqual(told(), []);
});

test('all goods of an update are reckoned for one instant, even where the list begins in the middle of it', async t => {
	let nowMs = Date.parse('2026-11-23T18:00:00+01:00') - 25;
	const hurrying: Clock = {
		now: () => {
			nowMs += 1;
			return nowMs;
		},
		after: () => () => undefined,
	};
	const {shown} = await openDesk(hurrying, [item(evening())]);
	const seen = Array.from({length: 50}, shown);
	for (const prices of seen) t.deepEqual(prices, prices[milk.code] === cheap[milk.code] ? cheap : usual);
	t.deepEqual(seen[0], usual);
	t.deepEqual(seen.at(-1), cheap);
});

test('the switch is one update of the goods and one snapshot, and what lies in the basket keeps its price', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T17:59:00+01:00'});
	await shop.put(item(evening({prices: {[milk.code]: grosze(299)}})));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.clock.pass(Date.parse('2026-11-23T18:00:00+01:00') - 1 - shop.clock.now());
	const updates: GoodsUpdate[] = [];
	let snapshotCount = 0;
	shop.till.onGoods(update => updates.push(update));
	shop.till.onSnapshot(() => {
		snapshotCount += 1;
	});
	await shop.clock.pass(1000);
	t.is(updates.length, 1);
	t.is(snapshotCount, 1);
	t.is(shop.snapshot().sale.dueGrosze, grosze(429));
	await shop.command({do: 'repeat-last'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(429 + 299), 'once more is as if it were scanned now');
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('a till without its server that is off at the beginning sells at the new prices when it is on again', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T17:59:00+01:00'});
	await shop.put(item(evening({prices: {[milk.code]: grosze(299)}})));
	await shop.cutPower();
	await shop.clock.pass(3_600_000);
	await shop.boot();
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(299));
});

const division = {sha256, pricesMax: 2};

test('a part whose prices were changed by hand is set aside, and the list waits for the genuine one', async t => {
	const {clock} = settableClock('2026-11-23T19:00:00+01:00');
	const {header, parts} = dividePriceList(evening(), division);
	const [first, second] = parts.map(value => stored({kind: 'price-list-part', value}));
	if (first === undefined || second === undefined) return t.fail('two parts');
	const {desk, apply, told} = await openDesk(clock);
	apply({...first, prices: {[apples.code]: 1, [milk.code]: 299}}, second, stored({kind: 'price-list', value: header}));
	t.deepEqual(told(), [{}], 'nothing about prices');
	t.deepEqual(desk.setAside(), [
		{id: first._id, field: 'digest', reason: 'is not the one of its prices'},
		{id: 'price-list:wieczor', field: 'parts/0', reason: `${first._id} is not there`},
	]);
	apply(first);
	t.deepEqual(told(), [cheap]);
	t.deepEqual(desk.setAside(), []);
});

test('a power cut between the header and its parts leaves the old prices, and the last part brings the new ones', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T19:00:00+01:00'});
	const old = evening({prices: {[milk.code]: grosze(399), [bread.code]: grosze(600)}});
	await shop.put(item(old));
	const {said, parts} = successorOf(old, evening(), {...division, partNamed: () => undefined});
	const [first, second] = parts.map((value): CatalogueItem => ({kind: 'price-list-part', value}));
	if (first === undefined || second === undefined) return t.fail('two parts');
	await shop.put({kind: 'price-list', value: said}, second);
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'plu', plu: '5'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(399 + 600));
	await shop.put(first);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'plu', plu: '5'});
	t.is(shop.snapshot().sale.dueGrosze, grosze(399 + 600 + 299 + 500));
});
