/** A till that has nothing of this server's catalogue reads the whole of it, page by page. */
import anyTest from 'ava';
import {temporaryFolder} from '../replica/folder.ts';
import {isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

const test = anyTest.serial;

/** Five pages, the last one not full. */
const goodsCount = 4500;
const idOf = (number: number) => `product:${String(number).padStart(6, '0')}`;

async function fill(shop: Shop, count: number, fields: object = {}): Promise<void> {
	const docs = Array.from({length: count}, (_, number) => ({_id: idOf(number), priceGrosze: 100 + number, ...fields}));
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
}

/** The ids after which pages were asked for. */
function pagesAsked(shop: Shop): readonly string[] {
	return shop.wire.requests
		.filter(({path}) => path.includes('/_all_docs?') && path.includes('include_docs'))
		.map(({path}) => {
			const startkey = new URLSearchParams(path.split('?')[1]).get('startkey') ?? '""';
			return String(JSON.parse(startkey)).replace('\u0000', '');
		});
}

/** Refuses the page after an id as often as it is asked for. Returns the way to let it through. */
function holdPage(shop: Shop, after: string): () => void {
	const held = encodeURIComponent(JSON.stringify(`${after}\u0000`));
	shop.wire.intercept = ({path}) => {
		if (!path.includes(`startkey=${held}`)) return undefined;
		return {status: 503, body: {error: 'unavailable', reason: 'busy'}};
	};
	return () => {
		shop.wire.intercept = () => undefined;
	};
}

async function pricesOf(till: LinkedTill): Promise<ReadonlyMap<string, unknown>> {
	return new Map((await till.replica.catalogue.all()).map(({_id, priceGrosze}) => [_id, priceGrosze]));
}

test('a new till that was cut off goes on with the page that was missing, and sells from the others meanwhile', async t => {
	const shop = await openShop(t);
	await fill(shop, goodsCount);
	const last = idOf(3999);
	const letThrough = holdPage(shop, last);
	const dataDir = temporaryFolder(t);
	const first = await openTill(t, shop, {dataDir});
	await until('four pages are there', () => first.replica.catalogue.cursor()?.through === last);
	await first.stop();
	letThrough();
	shop.wire.requests.length = 0;
	const second = await openTill(t, shop, {dataDir});
	t.is((await second.replica.catalogue.all()).length, 4000);
	await until('the till is live', () => isLive(second));
	t.deepEqual(pagesAsked(shop), [last]);
	t.is((await pricesOf(second)).size, goodsCount);
	t.is(second.replica.catalogue.cursor()?.through, undefined);
});

test('what changes on the server between two pages is not missed', async t => {
	const shop = await openShop(t);
	await fill(shop, goodsCount);
	const last = idOf(1999);
	const letThrough = holdPage(shop, last);
	const till = await openTill(t, shop);
	await until('a page is there', () => till.replica.catalogue.cursor()?.through === last);
	const [changed, deleted, added] = [idOf(7), idOf(8), 'product:000007a'];
	await shop.put('catalogue', {...(await shop.get('catalogue', changed)), _id: changed, priceGrosze: 7});
	await shop.put('catalogue', {...(await shop.get('catalogue', deleted)), _id: deleted, _deleted: true});
	await shop.put('catalogue', {_id: added, priceGrosze: 8});
	letThrough();
	await until('the till is live', () => isLive(till));
	const prices = await pricesOf(till);
	t.is(prices.size, goodsCount);
	t.is(prices.get(changed), 7);
	t.is(prices.get(added), 8);
	t.false(prices.has(deleted));
});

test("a till of another server has this one's goods page by page, and in the end no others", async t => {
	const shop = await openShop(t);
	await fill(shop, goodsCount);
	const dataDir = temporaryFolder(t);
	const before = await openTill(t, shop, {dataDir});
	await until('the till is live', () => isLive(before));
	const cursor = before.replica.catalogue.cursor();
	if (cursor === undefined) return t.fail();
	await before.link.stop();
	const revision = `1-${'f'.repeat(32)}`;
	const foreign = ['product:0000005', 'product:003000a', 'product:zzz'];
	await before.replica.catalogue.apply(
		foreign.map(_id => ({document: {_id, _rev: revision, priceGrosze: 1}})),
		{...cursor, source: 'another server'},
	);
	await before.stop();
	const last = idOf(1999);
	const letThrough = holdPage(shop, last);
	const after = await openTill(t, shop, {dataDir});
	await until('a page is there', () => after.replica.catalogue.cursor()?.through === last);
	const meanwhile = await pricesOf(after);
	t.deepEqual(
		foreign.map(id => meanwhile.has(id)),
		[false, true, true],
	);
	letThrough();
	await until('the till is live', () => isLive(after));
	const prices = await pricesOf(after);
	t.is(prices.size, goodsCount);
	t.false(foreign.some(id => prices.has(id)));
});
