/** A till that its server turns away: how often it knocks, who knocks, and what goes on meanwhile. */
import anyTest from 'ava';
import {clockThat, isLive, month, openShop, openTill, type Shop, until, untilQuiet} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const receipts = `receipts-${month}`;
/** A user the server does not know: wrong passwords would lock its admin out for the tests that follow. */
const stranger = 'ewa';
const longWaitMs = 120_000;
const goods = (count: number) =>
	Array.from({length: count}, (_, number) => ({_id: `product:${number}`, name: 'Mąka żytnia'}));

async function fill(shop: Shop, docs: readonly object[]): Promise<void> {
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
}

/** Until what is counted has not changed for a while. */
async function untilStill(counts: () => readonly number[]): Promise<void> {
	for (let before = ''; before !== counts().join(); ) {
		before = counts().join();
		await new Promise(resolve => setTimeout(resolve, 300));
	}
}

test('a password changed while the till works: receipts wait, the door is not knocked down, and all goes on with the right one', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	await until('its errands are run', () => shop.get('tills', 'status:anna'));
	shop.wire.requests.length = 0;
	shop.wire.intercept = () => ({status: 401, body: {error: 'unauthorized', reason: 'Name or password is incorrect.'}});
	const ids = await till.sell(5);
	await until('the till says so', () => till.link.status().state === 'unauthorised');
	await till.sell(5);
	t.is(till.link.status().waitingCount, 10);
	// CouchDB locks a user out after five wrong passwords.
	t.true(shop.wire.requests.length < 5, shop.wire.requests.map(({path}) => path).join());
	shop.wire.intercept = () => undefined;
	till.link.sendNow();
	await until('the receipts are there', () => till.link.status().waitingCount === 0);
	t.truthy(await shop.get(receipts, String(ids[0])));
	await until('the till is live', () => isLive(till));
});

test('a password put right in the settings is tried at once, and with one knock', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {till: stranger, password: 'wrong'});
	await till.sell(2);
	await until('the till says so', () => till.link.status().state === 'unauthorised');
	const {username: user, password} = new URL(shop.url);
	const server = {url: shop.wire.url, prefix: shop.prefix};
	const wrong = {...server, user: stranger, password: 'wrong as well'};
	till.link.setServer(wrong);
	await until('it knocked', () => shop.wire.requests.length === 2);
	till.link.setServer({...server, user, password});
	await until('the till is live', () => isLive(till));
	await until('the receipts are there', () => till.link.status().waitingCount === 0);
	t.is(
		shop.wire.requests.findIndex(({path}) => path !== '/'),
		3,
	);
	// The settings changed, but not these.
	till.link.setServer({...server, user, password});
	const [id = ''] = await till.sell();
	await until('the receipt is there', () => shop.get(receipts, id));
	await until('it is marked', () => till.link.status().waitingCount === 0);
	t.is(shop.wire.requests.filter(({path}) => path === '/').length, 3);
});

test('a touch of "send now" is one knock at a door that is shut', async t => {
	const shop = await openShop(t);
	const longWaits: (() => void)[] = [];
	const till = await openTill(t, shop, {
		till: stranger,
		password: 'wrong',
		clock: clockThat(delayMs => (delayMs === longWaitMs ? longWaits : undefined)),
	});
	await till.sell();
	for (const knocks of [1, 2, 3]) {
		// While a knock is on its way, a touch changes nothing: the wait begins after the answer.
		await until('it was turned away and waits', () => longWaits.length === knocks);
		t.is(shop.wire.requests.length, knocks);
		t.is(till.link.status().state, 'unauthorised');
		till.link.sendNow();
	}
	await until('it was turned away and waits', () => longWaits.length === 4);
	t.is(shop.wire.requests.length, 4);
	t.true(shop.wire.requests.every(({path}) => path === '/'));
});

test('a till that is turned away while the stream goes on keeps its prices, and knocks by itself after the long wait', async t => {
	const shop = await openShop(t);
	const knocks: (() => void)[] = [];
	const till = await openTill(t, shop, {
		clock: clockThat(delayMs => (delayMs === longWaitMs ? knocks : undefined)),
	});
	await untilQuiet(shop, till);
	shop.wire.intercept = () => ({status: 401, body: {error: 'unauthorized', reason: 'Name or password is incorrect.'}});
	await till.sell();
	await until('the till says so', () => till.link.status().state === 'unauthorised');
	await fill(shop, goods(1));
	await until('the price is there', async () => (await till.replica.catalogue.all()).length === 1);
	// What was on its way when the first was turned away is turned away as well, and the wait begins anew with it.
	await untilStill(() => [shop.wire.requests.length, knocks.length]);
	const before = shop.wire.requests.length;
	const waited = knocks.length;
	knocks.at(-1)?.();
	await until('it is turned away again', () => knocks.length > waited);
	t.is(shop.wire.requests.length, before + 1);
	shop.wire.intercept = () => undefined;
	knocks.at(-1)?.();
	await until('the receipts are there', () => till.link.status().waitingCount === 0);
	await until('the till is live', () => isLive(till));
});

test('a receipt that is turned away while the stream waits makes the stream wait as long, instead of knocking too', async t => {
	const shop = await openShop(t);
	const longWaits: (() => void)[] = [];
	const shortWaits: (() => void)[] = [];
	let holds = false;
	const till = await openTill(t, shop, {
		timings: {statusPauseMs: 1},
		clock: clockThat(delayMs => {
			if (delayMs === longWaitMs) return longWaits;
			return delayMs >= 125 && delayMs < 1000 && holds ? shortWaits : undefined;
		}),
	});
	await untilQuiet(shop, till);
	holds = true;
	shop.wire.cut();
	await until('the stream waits', () => shortWaits.length === 1);
	shop.wire.requests.length = 0;
	shop.wire.intercept = () => ({status: 401, body: {error: 'unauthorized', reason: 'Name or password is incorrect.'}});
	await till.sell();
	await until('the till says so', () => till.link.status().state === 'unauthorised');
	t.is(shop.wire.requests.length, 1);
	const waited = longWaits.length;
	shortWaits[0]?.();
	await until('the stream waits on', () => longWaits.length === waited + 1);
	t.is(shop.wire.requests.length, 1);
	shop.wire.intercept = () => undefined;
	for (const wait of longWaits) wait();
	await until('the till is live', () => isLive(till));
});
