/** A limit of voids in złoty: what was taken off a line before counts with what is taken off now. */
import test, {type ExecutionContext} from 'ava';
import type {Command} from '../../../till/api/commands.ts';
import type {Cashier} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {manager, pinHashOf, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const seller: Cashier = {...zaneta, limits: {voidGroszeMax: grosze(1000)}};
const sixDigits = '147036';
const office: Cashier = {...manager, pinHash: pinHashOf(sixDigits), pinLength: 6};
const items = [
	...shopCatalogue.filter(({kind, value}) => kind !== 'cashier' || !['2', '5'].includes((value as Cashier).id)),
	{kind: 'cashier', value: seller},
	{kind: 'cashier', value: office},
] as const;
const oneOff: Command = {do: 'void-line', line: 1, pieces: 1};
const approve: Command = {do: 'approve', approver: '5', pin: sixDigits};
const asked = (amountGrosze: number, of = 'void-line') => ({
	screen: {at: 'approval', cause: 'limit', operation: {of, amountGrosze: grosze(amountGrosze)}},
});

/** Loaves for 6.50 in one line, and a cashier who may take off ten złoty. */
async function loaves(t: ExecutionContext, count: number): Promise<Shop> {
	const shop = await openShop(t, {items});
	await shop.logIn();
	await shop.command({do: 'quantity', pieces: count});
	await shop.command({do: 'plu', plu: '5'});
	return shop;
}

test('a line of loaves is not emptied loaf by loaf where all of them at once are asked for', async t => {
	const shop = await loaves(t, 5);
	await shop.command(oneOff);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(2600)}});
	await shop.command(oneOff);
	t.like(shop.snapshot(), {...asked(1300), sale: {dueGrosze: grosze(2600)}});
	await shop.command({do: 'back'});
	await shop.command({do: 'set-pieces', line: 1, pieces: 3});
	t.like(shop.snapshot(), {...asked(1300), sale: {dueGrosze: grosze(2600)}});
	await shop.command({do: 'back'});
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {...asked(3250), sale: {dueGrosze: grosze(2600)}});
});

test('a loaf put back and taken off again is taken off twice', async t => {
	const shop = await loaves(t, 2);
	await shop.command(oneOff);
	await shop.command({do: 'set-pieces', line: 1, pieces: 2});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(1300)}});
	await shop.command(oneOff);
	t.like(shop.snapshot(), asked(1300));
});

test('voiding the sale counts what was taken off its lines', async t => {
	const shop = await loaves(t, 2);
	await shop.command(oneOff);
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot(), asked(1300, 'void-sale'));
});

test('each line is by itself', async t => {
	const shop = await loaves(t, 2);
	await shop.command({do: 'plu', plu: '5'});
	await shop.command(oneOff);
	await shop.command({do: 'void-line', line: 2});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(650)}});
});

test('what somebody else approved does not count against the cashier, and the book has each void by itself', async t => {
	const shop = await loaves(t, 5);
	await shop.command(oneOff);
	await shop.command(oneOff);
	await shop.command(approve);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(1950)}});
	await shop.command(oneOff);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(1300)}});
	await shop.command(oneOff);
	t.like(shop.snapshot(), asked(1300));
	await shop.until('the book is written', () => shop.disk.book.head().entry >= 5);
	const written = (await shop.entries()).flatMap(entry =>
		entry.type === 'event' && entry.event !== 'logged-in' ? [[entry.event, entry.amountGrosze]] : [],
	);
	t.deepEqual(written, [
		['line-voided', grosze(650)],
		['override', grosze(1300)],
		['line-voided', grosze(650)],
		['line-voided', grosze(650)],
	]);
});

test('neither a power cut nor putting the basket aside makes it forgotten', async t => {
	const shop = await loaves(t, 5);
	await shop.command(oneOff);
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	await shop.command(oneOff);
	t.like(shop.snapshot(), asked(1300));
	await shop.command({do: 'back'});
	await shop.command({do: 'park'});
	const [aside] = shop.snapshot().parked;
	await shop.command({do: 'take-up', sale: aside?.sale ?? ''});
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
	await shop.command(oneOff);
	t.like(shop.snapshot(), {...asked(1300), sale: {dueGrosze: grosze(2600)}});
});
