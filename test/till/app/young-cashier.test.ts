/** Who is too young to sell vodka sells none of it, whoever answered for the customer's age before. */
import test, {type ExecutionContext} from 'ava';
import type {CatalogueItem} from '../../../till/domain/catalogue.ts';
import {barcodeOf, beer, marek, milk, pinOf, shopCatalogue, vodka} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const young: CatalogueItem = {kind: 'cashier', value: {...marek, bornOn: '2009-02-01'}};
const asked = {at: 'approval', cause: 'age', operation: {of: 'sell-age18'}} as const;

const approve = (shop: Shop) => shop.command({do: 'approve', approver: '2', pin: pinOf['2'] ?? ''});

/** Żaneta answered for the customer's age, the power went, and Marek, seventeen, is at the till. */
async function marekAfterACrash(t: ExecutionContext): Promise<Shop> {
	const shop = await openShop(t, {items: [...shopCatalogue, young]});
	await shop.logIn('2');
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.clock.pass(1000);
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn('3');
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 1}}});
	return shop;
}

test('vodka that comes to a basket which somebody else answered for is approved first', async t => {
	const shop = await marekAfterACrash(t);
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 2}}});
	await shop.scan(barcodeOf(vodka));
	t.like(shop.snapshot(), {screen: asked, sale: {lines: {length: 2}}});
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 2}}});
	await shop.command({do: 'set-pieces', line: 1, pieces: 2});
	t.like(shop.snapshot(), {screen: asked, sale: {lines: {0: {pieces: 1}}}});
	await approve(shop);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {0: {pieces: 2}}}});
	await shop.scan(barcodeOf(beer));
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 3}}}, 'once a receipt');
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('the payment of vodka in the basket is approved, and what the customer gave is not typed again', async t => {
	const shop = await marekAfterACrash(t);
	await shop.payCash();
	t.like(shop.snapshot().screen, asked);
	t.deepEqual(await shop.receipts(), []);
	await approve(shop);
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {cashier: {name: 'Marek'}, ageCheck: 'adult'}});
	const overrides = (await shop.entries()).filter(entry => entry.type === 'event' && entry.event === 'override');
	t.like(overrides, {length: 1, 0: {cashier: {name: 'Marek'}, approval: {approver: {name: 'Żaneta'}, cause: 'age'}}});
	await shop.audit();
});

test('a basket without anything for adults is anybody’s', async t => {
	const shop = await marekAfterACrash(t);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	await approve(shop);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 1}}});
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('which of two vodkas was meant is not asked again after the approval, nor how many', async t => {
	const twin: CatalogueItem = {kind: 'product', value: {...vodka, code: '000009', name: 'Wódka Czysta, nowa'}};
	const shop = await marekAfterACrash(t);
	await shop.put(twin);
	await shop.command({do: 'quantity', pieces: 3});
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'choose', product: '000009'});
	t.like(shop.snapshot().screen, asked);
	await approve(shop);
	t.like(shop.snapshot(), {sale: {lines: {length: 2, 1: {product: '000009', pieces: 3}}}});
	const {screen} = shop.snapshot();
	t.true(screen.at === 'sale' && screen.choice === undefined && screen.pendingPieces === undefined);
});

test('who took a basket up with an approval is not asked at the payment again, and the next one is', async t => {
	const shop = await openShop(t, {items: [...shopCatalogue, young]});
	await shop.logIn('2');
	for (let basket = 0; basket < 2; basket += 1) {
		await shop.scan(barcodeOf(beer));
		await shop.command({do: 'answer-age', answer: 'adult'});
		await shop.command({do: 'park'});
	}
	await shop.command({do: 'log-out'});
	await shop.logIn('3');
	const [first = '', second = ''] = shop.snapshot().parked.map(({sale}) => sale);
	await shop.command({do: 'take-up', sale: first});
	await approve(shop);
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'take-up', sale: second});
	t.like(shop.snapshot().screen, asked);
});
