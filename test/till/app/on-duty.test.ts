/** The office changes what somebody may do, or dismisses them, while they are at the till. */
import test from 'ava';
import type {Cashier} from '../../../till/domain/catalogue.ts';
import {barcodeOf, manager, milk, zaneta} from './goods.ts';
import {openShop} from './shop-till.ts';

const cashier = (value: Cashier) => ({kind: 'cashier', value}) as const;
const gone = (id: string) => ({_id: `cashier:${id}`, _deleted: true});

test('a right that was taken away is asked of somebody else from then on, and one that was given is there', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	await shop.scan(barcodeOf(milk));
	await shop.put(cashier({...zaneta, permissions: ['sell']}));
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, sale: {lines: {length: 1}}});
	await shop.command({do: 'back'});
	await shop.put(cashier(zaneta));
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
});

test('who was dismissed finishes the customer on the counter, with no right but to sell, and is logged out then', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	await shop.scan(barcodeOf(milk));
	await shop.putDocument(gone('2'));
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	t.is(shop.snapshot().screen.at, 'approval');
	await shop.command({do: 'back'});
	await shop.payCash();
	await shop.screen('change');
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {screen: {at: 'login'}, sale: {lines: []}, message: {code: 'not-permitted'}});
	const [receipt] = await shop.receipts();
	t.is(receipt?.cashier.name, 'Żaneta');
	t.is((await shop.entries()).filter(entry => entry.type === 'event' && entry.event === 'logged-out').length, 1);
	await shop.audit();
});

test('who came for the service screen stays as long as they may, also where they sell no more', async t => {
	const shop = await openShop(t);
	await shop.logIn('5');
	t.is(shop.snapshot().screen.at, 'service');
	await shop.put(cashier({...manager, permissions: ['service']}));
	await shop.command({do: 'send-now'});
	t.is(shop.snapshot().screen.at, 'service');
	await shop.putDocument(gone('5'));
	await shop.command({do: 'send-now'});
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'not-permitted'}});
});
