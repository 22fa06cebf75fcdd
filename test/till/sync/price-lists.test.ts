/** Price lists on their way from the office's writer, over a wire that is cut, into what a till shows. */
import anyTest, {type ExecutionContext} from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {openCatalogue} from '../../../couch/import/catalogue.ts';
import {planPriceList, readStoredPriceList, writePriceList} from '../../../couch/import/price-list.ts';
import {connectCouch} from '../../../couch/server.ts';
import type {GoodsUpdate} from '../../../till/api/snapshot.ts';
import {CatalogueDesk} from '../../../till/app/catalogue-desk.ts';
import type {PriceList} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {milk} from '../domain/shop.ts';
import {seededRandom} from '../kill/random.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {clock, isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

const test = anyTest.serial;

const codes = Array.from({length: 12_000}, (_, number) => String(number).padStart(6, '0'));
/** Goods that a till has; each part of a list has prices of some of them. */
const sold = codes.filter((_, place) => place % 100 === 0);

/** In its version every good costs the same, so that a price tells the version. */
function winter(price: number, count = codes.length): PriceList {
	const prices = Object.fromEntries(codes.slice(0, count).map(code => [code, grosze(price)]));
	return {id: 'zima', name: 'Zima', validFrom: '2026-01-01T00:00:00+01:00', prices};
}

async function write({url, prefix}: Shop, list: PriceList): Promise<void> {
	const catalogue = openCatalogue(connectCouch({url, prefix}));
	const stored = await readStoredPriceList(catalogue, list.id);
	if (!stored.ok) throw new Error(stored.fault.reason);
	const plan = planPriceList(list, stored.value, {sha256});
	if (!plan.ok) throw new Error(plan.fault.code);
	const {fault} = await writePriceList(catalogue, plan.value, {sha256});
	if (fault !== undefined) throw new Error(JSON.stringify(fault));
}

/** A link's clock by which nobody waits long before trying again, however often the wire was cut. */
const impatient: typeof clock = {
	now: clock.now,
	after: (delayMs, task) => clock.after(delayMs >= 250 && delayMs <= 10_000 ? 20 : delayMs, task),
};

/** A till with its desk, and every set of prices the screen was told or could have asked for. */
async function openDesk(t: ExecutionContext, shop: Shop, {dataDir, count}: {dataDir: string; count: number}) {
	const till: LinkedTill = await openTill(t, shop, {dataDir, clock: impatient});
	const desk = new CatalogueDesk(clock, sha256);
	t.teardown(() => desk.close());
	const seen: number[][] = [];
	const see = ({goods}: GoodsUpdate) => {
		const priced = goods.filter(({code}) => code < (codes[count] ?? '~'));
		if (priced.length > 0) seen.push([...new Set(priced.map(({priceGrosze}) => priceGrosze as number))]);
	};
	desk.onUpdate(update => {
		see(update);
		see(desk.whole());
	});
	await desk.open(till.replica.catalogue);
	return {
		seen,
		desk,
		till,
		shown: () => seen.at(-1)?.join(),
		async stop(): Promise<void> {
			desk.close();
			await till.stop();
		},
	};
}

test('over a wire that is cut again and again, a till shows the old prices of twelve thousand goods or the new ones', async t => {
	const shop = await openShop(t);
	const docs = sold.map(code => catalogueDocument({kind: 'product', value: {...milk, code, barcodes: []}}));
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
	const seed = 20_261_126;
	const random = seededRandom(seed);
	t.log(`seed ${seed}`);
	const dataDir = temporaryFolder(t);
	// A version of one document among those in parts; every version has the first goods.
	const versions = [winter(101), winter(102), winter(103, 4000), winter(104)];
	const count = 4000;
	let before: number | undefined;
	let desk = await openDesk(t, shop, {dataDir, count});
	for (const list of versions) {
		const price = list.prices['000000'] ?? 0;
		const allowed = new Set([before ?? milk.priceGrosze, price]);
		for (let cut = 0; cut < 5; cut += 1) shop.wire.cutStreamsAfterBytes.push(random.below(90_000));
		shop.wire.cut();
		const writing = write(shop, list);
		// Somewhere on the way the till is started anew.
		await until(
			'something came, or all',
			() => desk.seen.length > 2 || desk.shown() === String(price) || random.chance(0.05),
		);
		await desk.stop();
		const early = desk.seen;
		desk = await openDesk(t, shop, {dataDir, count});
		await writing;
		await until('the new prices are shown', () => desk.shown() === String(price));
		for (const prices of [...early, ...desk.seen]) {
			t.is(prices.length, 1, `${prices}`);
			t.true(allowed.has(prices[0] ?? 0), `${prices}`);
		}
		desk.seen.splice(0);
		before = price;
	}
	shop.wire.cutStreamsAfterBytes.splice(0);
	shop.wire.cut();
	await until('the till is live', () => isLive(desk.till));
	const stored = await desk.till.replica.catalogue.all();
	t.is(stored.filter(({_id}) => _id.startsWith('price-list:zima:')).length, 3, 'parts of old versions are gone');
});

test('a header that reaches the till before its parts waits for them, also over a restart', async t => {
	const shop = await openShop(t);
	const few = codes.slice(0, 20);
	const docs = few.map(code => catalogueDocument({kind: 'product', value: {...milk, code, barcodes: []}}));
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
	const dataDir = temporaryFolder(t);
	let desk = await openDesk(t, shop, {dataDir, count: 20});
	const short = (price: number): PriceList => winter(price, 20);
	await write(shop, short(101));
	await until('the first version is shown', () => desk.shown() === '101');

	const catalogue = openCatalogue(connectCouch({url: shop.url, prefix: shop.prefix}));
	const stored = await readStoredPriceList(catalogue, 'zima');
	const plan = planPriceList(short(102), stored.ok ? stored.value : [], {sha256, pricesMax: 8});
	if (!plan.ok || plan.value.said === undefined) return t.fail('there is something to write');
	const [first, ...others] = plan.value.parts;
	if (first === undefined) return t.fail('in parts');
	// As a server would have it that was copied from another one, document by document.
	await shop.put('catalogue', plan.value.said as {_id: string});
	for (const part of others) await shop.put('catalogue', part as {_id: string});
	await until(
		'all but one are there',
		async () => (await desk.till.replica.catalogue.all()).length === 20 + 1 + others.length,
	);
	t.is(desk.shown(), '101');
	await desk.stop();
	desk = await openDesk(t, shop, {dataDir, count: 20});
	t.is(desk.shown(), '101');
	await shop.put('catalogue', first as {_id: string});
	await until('the second version is shown', () => desk.shown() === '102');
	t.deepEqual([...new Set(desk.seen.map(String))], ['101', '102']);
});
