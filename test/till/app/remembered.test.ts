/** What was refused, and what may have happened without anybody knowing: the book has it. */
import test from 'ava';
import type {Cashier, CatalogueItem} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, manager, milk, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const person = (value: Cashier): CatalogueItem => ({kind: 'cashier', value});

async function lastEvent(shop: Shop) {
	await shop.until('the book is written', () => !shop.disk.busy);
	return (await shop.entries()).at(-1);
}

test('what nobody in the shop may approve is remembered with who asked for it', async t => {
	const nobody = [person({...manager, permissions: []}), person({...zaneta, permissions: ['sell']})];
	const shop = await openShop(t, {items: [...shopCatalogue, ...nobody]});
	await shop.logIn('3');
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'nobody-approves'}});
	const refused = await lastEvent(shop);
	t.like(refused, {
		event: 'approval-refused',
		cashier: {name: 'Marek'},
		saleId: 'sale-1',
		amountGrosze: grosze(429),
		approval: {operation: 'void-sale', cause: 'permission', refusal: 'no-approver'},
	});
	t.false('approver' in (refused?.type === 'event' ? (refused.approval ?? {}) : {}));
});

test('a drawer of which nobody can say whether it opened is in the book, as unknown', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.printers.main.setFault({kind: 'lose-answer-of', command: 'opendrwr'});
	shop.printers.main.setFault({kind: 'lose-command', command: 'rpt'});
	const opening = shop.command({do: 'open-drawer'});
	await shop.until('the cashier is told', () => shop.snapshot().message !== undefined);
	await opening;
	t.is(shop.printers.main.snapshot().drawerKicks, 1);
	t.like(shop.snapshot().message, {code: 'drawer-unknown', tone: 'warning'});
	t.like(await lastEvent(shop), {event: 'drawer-opened', outcome: 'unknown', cashier: {name: 'Żaneta'}});
});

test('a drawer that opened says no more, and one that the printer did not open is not in the book', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const opening = shop.command({do: 'open-drawer'});
	await shop.until('it is written', () => shop.disk.book.head().entry === 2);
	await opening;
	t.false('outcome' in ((await lastEvent(shop)) ?? {}));
	shop.printers.main.setFault({kind: 'refuse', command: 'opendrwr', code: 2098});
	const refusing = shop.command({do: 'open-drawer'});
	await shop.until('the cashier is told', () => shop.snapshot().message !== undefined);
	await refusing;
	t.is(shop.snapshot().message?.code, 'drawer-failed');
	t.is(shop.disk.book.head().entry, 2);
});
