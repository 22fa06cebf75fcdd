/** Attempts that are used up: the book says whose, once for each time somebody has to wait. */
import test from 'ava';
import {readEntry} from '../../../couch/documents/entries.ts';
import type {Cashier, CatalogueItem} from '../../../till/domain/catalogue.ts';
import {barcodeOf, manager, marek, milk, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const withBadge: Cashier = {...manager, badge: 'b'.repeat(64)};
const items: readonly CatalogueItem[] = [...shopCatalogue, {kind: 'cashier', value: withBadge}];

async function locksIn(shop: Shop): Promise<readonly [kind: string, cashier: string][]> {
	await shop.until('the book is written', () => !shop.disk.busy);
	const entries = await shop.entries();
	return entries.flatMap(entry =>
		entry.type === 'event' && entry.event.endsWith('-locked') ? [[entry.event, entry.cashier.name]] : [],
	);
}

async function wrongLogIns(shop: Shop, count: number, cashier: string = zaneta.id): Promise<void> {
	for (let attempt = 1; attempt <= count; attempt += 1) await shop.command({do: 'log-in', cashier, pin: '0000'});
}

test('at log-in the fifth wrong PIN is written with whose it is, and what is typed while they wait is not', async t => {
	const shop = await openShop(t);
	await wrongLogIns(shop, 4);
	t.deepEqual(await locksIn(shop), [], 'a wrong PIN is a mistake');
	await wrongLogIns(shop, 3);
	t.deepEqual(await locksIn(shop), [['pin-locked', 'Żaneta']]);
	await shop.clock.pass(60_000);
	await wrongLogIns(shop, 5);
	t.deepEqual(await locksIn(shop), [
		['pin-locked', 'Żaneta'],
		['pin-locked', 'Żaneta'],
	]);
	for (const entry of await shop.entries()) t.true(readEntry({...entry}).ok);
});

test('at an approval it is written after what was refused, with whose PIN it is, and one count is kept of both', async t => {
	const shop = await openShop(t, {items});
	await wrongLogIns(shop, 3, manager.id);
	await shop.logIn(marek.id);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-sale'});
	for (let attempt = 1; attempt <= 3; attempt += 1)
		await shop.command({do: 'approve', approver: manager.id, pin: '0000'});
	t.is(shop.snapshot().message?.code, 'pin-locked');
	t.deepEqual(await locksIn(shop), [['pin-locked', 'Ewa z biura']]);
	const told = (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
	t.deepEqual(
		told.map(({event, approval}) => [event, approval?.refusal]),
		[
			['logged-in', undefined],
			['approval-refused', 'wrong-pin'],
			['approval-refused', 'pin-locked'],
			['pin-locked', undefined],
			['approval-refused', 'pin-locked'],
		],
	);
});

test('badges are locked once for the whole till, with who asked', async t => {
	const shop = await openShop(t, {items});
	await shop.logIn(marek.id);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-sale'});
	for (let attempt = 1; attempt <= 7; attempt += 1) await shop.scan(`ostoja-badge-0000000${attempt}`);
	t.is(shop.snapshot().message?.code, 'badge-locked');
	t.deepEqual(await locksIn(shop), [['badges-locked', 'Marek']]);
});
