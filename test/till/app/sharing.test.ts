/** Anna's till and a server, on which Berta's shares baskets, too. */
import test from 'ava';
import type {CatalogueItem} from '../../../till/domain/catalogue.ts';
import type {TillEvent} from '../../../till/domain/entry.ts';
import type {SharedBasket} from '../../../till/domain/shared-basket.ts';
import {parkedBasket} from '../domain/parked-basket.ts';
import {barcodeOf, beer, marek, milk, shopCatalogue} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const atBerta = {tillName: 'Kasa Berty'};
const bertas: SharedBasket = {
	till: 'berta',
	tillName: 'Kasa Berty',
	parkedAt: '2026-11-23T14:00:00+01:00',
	seller: {id: '7', name: 'Bożena'},
	basket: {...parkedBasket, saleId: 'sale-of-berta', lines: parkedBasket.lines.slice(0, 1)},
};

/** Berta's till puts a basket there. */
async function shareAtBerta({link}: Shop): Promise<void> {
	await link.basketServer.exchangeOf('berta').share('berta:k1', bertas);
}

/** Berta's till takes up whatever it finds. */
async function claimAtBerta({link}: Shop): Promise<void> {
	const {shares, exchangeOf} = link.basketServer;
	for (const share of shares.keys()) await exchangeOf('berta').claim({share, ...atBerta});
}

/** A milk that is put aside at Anna's, and on the server where the till is linked. */
async function park(shop: Shop): Promise<string> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'park'});
	if (shop.link.status().state === 'live')
		await shop.until('the basket is shared', () => shop.snapshot().parked.at(-1)?.state === 'shared');
	return shop.snapshot().parked.at(-1)?.sale ?? '';
}

const isOnCounter = (shop: Shop) => shop.snapshot().sale.lines.length > 0;
const said = (shop: Shop) => shop.snapshot().message?.code;

async function look(shop: Shop): Promise<void> {
	await shop.command({do: 'look-for-baskets'});
	await shop.until('the list is read', () => shop.snapshot().parkedElsewhere.state === 'read');
}

async function events(shop: Shop, kind: TillEvent['event']): Promise<readonly TillEvent[]> {
	await shop.until('the book is written', () => !shop.disk.busy);
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' && entry.event === kind ? [entry] : []));
}

/** Nothing of any basket is left anywhere. */
async function nothingLeft(shop: Shop): Promise<void> {
	await shop.until('the journal is empty', () => shop.disk.journal.unfinished().length === 0);
	await shop.audit();
}

test('a basket of another till is listed when somebody looks, taken up, and sold as it was', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	t.deepEqual(shop.snapshot().parkedElsewhere, {state: 'own-only'});
	await look(shop);
	t.like(shop.snapshot().parkedElsewhere, {
		baskets: {0: {sale: 'sale-of-berta', tillName: 'Kasa Berty', cashier: 'Bożena', lineCount: 1}},
	});
	await shop.command({do: 'take-up', sale: 'sale-of-berta'});
	await shop.until('the basket is on the counter', () => isOnCounter(shop));
	t.like(shop.snapshot(), {message: {code: 'basket-here'}, parked: [], parkedElsewhere: {baskets: []}});
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.like(receipt, {saleId: 'sale-of-berta', till: 'anna', cashier: {name: 'Żaneta'}});
	await shop.until(
		'the server has nothing of it',
		() => shop.link.basketServer.shares.get('berta:k1')?.isGone === true,
	);
	await nothingLeft(shop);
});

test('no list is asked for but when somebody looks, and it is forgotten soon after', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	const laterMs = shop.clock.now() + 60_000;
	await shop.until('a minute has passed', () => shop.clock.now() >= laterMs);
	t.false(shop.link.basketServer.asked.includes('anna list'));
	await look(shop);
	await shop.until('it is forgotten', () => shop.snapshot().parkedElsewhere.state === 'own-only');
	t.is(shop.link.basketServer.asked.filter(each => each === 'anna list').length, 1);
});

test('a basket of this till that another has taken up goes from the list, and the book says where it went', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop);
	await claimAtBerta(shop);
	await shop.command({do: 'take-up', sale: basket});
	await shop.until('the till knows', () => shop.snapshot().parked.length === 0);
	t.like(shop.snapshot(), {message: {code: 'basket-taken', about: 'Kasa Berty'}, sale: {lines: []}});
	t.like(await events(shop, 'basket-left'), {0: {saleId: basket, otherTill: 'Kasa Berty'}, length: 1});
	await nothingLeft(shop);
});

test('whoever looks at the list hears of it without wanting the basket', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await park(shop);
	await claimAtBerta(shop);
	await look(shop);
	await shop.until('the till knows', () => shop.snapshot().parked.length === 0);
	t.is(said(shop), 'basket-left');
	await nothingLeft(shop);
});

test('without a link a basket is this till’s alone; it is shared when the link is back', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.link.become({state: 'waiting'});
	await park(shop);
	t.like(shop.snapshot().parked, {0: {state: 'own'}});
	t.deepEqual(shop.link.basketServer.asked, []);
	shop.link.become({state: 'live'});
	await shop.until('it is shared', () => shop.link.basketServer.free().length === 1);
});

test('a shared basket is taken up without a link when somebody answers for it, and the book says so', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop);
	shop.link.become({state: 'waiting'});
	t.like(shop.snapshot().parked, {0: {state: 'unsure'}});
	await shop.command({do: 'take-up', sale: basket});
	t.like(shop.snapshot(), {message: {code: 'basket-perhaps-taken'}, sale: {lines: []}});
	await shop.command({do: 'take-up-unasked', sale: basket});
	t.true(isOnCounter(shop));
	await shop.payCash();
	await shop.screen('change');
	t.is((await events(shop, 'basket-taken-unasked')).length, 1);
	shop.link.become({state: 'live'});
	await nothingLeft(shop);
	t.deepEqual(await events(shop, 'basket-taken-twice'), []);
	t.deepEqual(shop.link.basketServer.free(), []);
});

test('who may not void a sale needs somebody who may answer for a basket that is taken up unasked', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	const basket = await park(shop);
	shop.link.become({state: 'waiting'});
	await shop.command({do: 'take-up-unasked', sale: basket});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'take-up-unasked', amountGrosze: 429}});
	await shop.command({do: 'look-for-baskets'});
	t.is(shop.snapshot().screen.at, 'approval');
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {sale: {lines: []}, parked: {length: 1}});
});

test('a basket that needs two approvals gets one after the other, and is taken up with both', async t => {
	const young: CatalogueItem = {kind: 'cashier', value: {...marek, bornOn: '2009-02-01'}};
	const shop = await openShop(t, {items: [...shopCatalogue, young]});
	await shop.logIn('2');
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'park'});
	await shop.until('the basket is shared', () => shop.snapshot().parked[0]?.state === 'shared');
	const [{sale: basket = ''} = {}] = shop.snapshot().parked;
	await shop.command({do: 'log-out'});
	await shop.logIn('3');
	shop.link.become({state: 'waiting'});
	await shop.command({do: 'take-up-unasked', sale: basket});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'sell-age18'}});
	await shop.command({do: 'approve', approver: '2', pin: '2580'});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'take-up-unasked'}});
	t.false(isOnCounter(shop));
	await shop.command({do: 'approve', approver: '2', pin: '2580'});
	t.true(isOnCounter(shop));
	t.is((await events(shop, 'override')).length, 2);
	t.is((await events(shop, 'basket-taken-unasked')).length, 1);
});

test('another till had it meanwhile: both tills sold it, and this one says so as soon as it knows', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop);
	shop.link.become({state: 'waiting'});
	await claimAtBerta(shop);
	await shop.command({do: 'take-up-unasked', sale: basket});
	await shop.payCash();
	await shop.screen('change');
	shop.link.become({state: 'live'});
	await shop.until('the till says so', () => said(shop) === 'basket-twice');
	t.like(await events(shop, 'basket-taken-twice'), {
		0: {saleId: basket, otherTill: 'Kasa Berty', cashier: {name: 'Żaneta'}},
		length: 1,
	});
	await nothingLeft(shop);
});

test('nobody answers: the till sells on, asks again by itself, and the basket comes to lie aside here', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	await look(shop);
	shop.link.basketServer.fault = 'deaf';
	await shop.command({do: 'take-up', sale: 'sale-of-berta'});
	await shop.until('the cashier is told', () => said(shop) === 'basket-no-answer');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	shop.link.basketServer.fault = undefined;
	await shop.until('it came', () => said(shop) === 'basket-came');
	t.like(shop.snapshot(), {sale: {lines: {length: 1}}, parked: {0: {sale: 'sale-of-berta'}}});
});

test('another till’s basket is not to be had without a link', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	await look(shop);
	shop.link.become({state: 'waiting'});
	for (const wish of ['take-up', 'take-up-unasked'] as const) {
		await shop.command({do: wish, sale: 'sale-of-berta'});
		t.is(said(shop), 'basket-no-link');
	}
	t.deepEqual(shop.link.basketServer.free(), ['sale-of-berta']);
});

test('what a server refuses stays this till’s alone, and needs no server to be taken up', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.link.basketServer.fault = 'refusing';
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'park'});
	await shop.until('the server refused it', () => shop.log.some(sentence => sentence.includes('forbidden')));
	shop.link.become({state: 'waiting'});
	t.like(shop.snapshot().parked, {0: {state: 'own'}});
	await shop.command({do: 'take-up', sale: shop.snapshot().parked[0]?.sale ?? ''});
	t.true(isOnCounter(shop));
});

test('the power goes with the claim on its way: it is this till’s when the server says so, and only then', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	await look(shop);
	shop.link.basketServer.fault = 'deaf';
	await shop.command({do: 'take-up', sale: 'sale-of-berta'});
	await shop.until('the claim is made', () => shop.link.basketServer.free().length === 0);
	await shop.cutPower();
	await shop.boot();
	t.deepEqual(shop.snapshot().parked, []);
	shop.link.basketServer.fault = undefined;
	await shop.until('it lies aside here', () => shop.snapshot().parked.length === 1);
	await shop.logIn();
	await shop.until(
		'the server has nothing of it',
		() => shop.link.basketServer.shares.get('berta:k1')?.isGone === true,
	);
});

test('a disk that will not take a basket in leaves it claimed, and it is taken in when the disk is mended', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shareAtBerta(shop);
	await look(shop);
	shop.link.basketServer.fault = 'deaf';
	await shop.command({do: 'take-up', sale: 'sale-of-berta'});
	await shop.until('the cashier is told', () => said(shop) === 'basket-no-answer');
	shop.disk.refuse('journal');
	shop.link.basketServer.fault = undefined;
	await shop.until('the disk refused it', () => said(shop) === 'store-failed');
	t.deepEqual(shop.snapshot().parked, []);
	shop.disk.refuse();
	await shop.until('it lies aside here', () => shop.snapshot().parked.length === 1);
});

test('a basket that is put aside again is shared under another name', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const basket = await park(shop);
	await shop.command({do: 'take-up', sale: basket});
	await shop.until('the basket is on the counter', () => isOnCounter(shop));
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'park'});
	await shop.until('it is shared again', () => shop.snapshot().parked[0]?.state === 'shared');
	const {shares} = shop.link.basketServer;
	t.deepEqual(
		[...shares.values()].map(({content, isGone}) => [content.basket.lines.length, isGone === true]),
		[
			[1, true],
			[2, false],
		],
	);
});
