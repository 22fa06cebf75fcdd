import crypto from 'node:crypto';
import {syncBuiltinESMExports} from 'node:module';
import test from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, manager, marek, milk, pinHashOf, shopCatalogue, zaneta} from './goods.ts';
import {pinDesk} from './pin-desk.ts';
import {openShop} from './shop-till.ts';

const hopeless = zaneta.pinHash.replace('$1024$', '$1000$');

test('a person whose PIN hash no till can work with is set aside, and logs in with the PIN from before', async t => {
	const shop = await openShop(t);
	await shop.putDocument({...catalogueDocument({kind: 'cashier', value: zaneta}), pinHash: hopeless});
	await shop.cutPower();
	await shop.boot();
	await shop.logIn(zaneta.id);
	t.is(shop.snapshot().cashier?.id, zaneta.id);
	await shop.command({do: 'open-service'});
	t.like(shop.snapshot().screen, {setAside: [{id: 'cashier:2', field: 'pinHash'}]});
});

test('one that was never right lets nobody in, and the others work', async t => {
	const items = shopCatalogue.filter(({kind, value}) => kind !== 'cashier' || value !== zaneta);
	const shop = await openShop(t, {items});
	await shop.putDocument({...catalogueDocument({kind: 'cashier', value: zaneta}), pinHash: hopeless});
	await shop.logIn(zaneta.id);
	t.is(shop.snapshot().screen.at, 'login');
	await shop.logIn(marek.id);
	t.is(shop.snapshot().cashier?.id, marek.id);
});

test('a hash that cannot be checked is said, is no attempt and holds up nobody', async t => {
	const desk = pinDesk();
	const check = (pinHash: string, pin = '2580') => desk.check({cashier: '2', pin, pinHash});
	for (const pinHash of [hopeless, zaneta.pinHash.replace('$1024$8$', '$1073741824$8$'), 'scrypt', '']) {
		t.is(await check(pinHash), 'unchecked');
	}
	const answers = await Promise.all([check(hopeless), check(hopeless), check(zaneta.pinHash)]);
	t.deepEqual(answers, ['unchecked', 'unchecked', 'right']);
	t.is(await check(pinHashOf('2580'), '1111'), 'wrong');
});

test.serial('a till without memory for the check says so at the login and at an approval, and goes on', async t => {
	const shop = await openShop(t);
	await withoutMemory(() => shop.logIn(marek.id));
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'pin-unchecked', tone: 'error'}});
	await shop.logIn(marek.id);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	const approve = () => shop.command({do: 'approve', approver: manager.id, pin: '7410'});
	await withoutMemory(approve);
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'pin-unchecked'}, sale: {dueGrosze: grosze(429)}});
	await approve();
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
	await shop.until('all is written', () => shop.disk.book.head().entry === 3);
	t.like(await shop.entries(), [{event: 'logged-in'}, {event: 'override'}, {event: 'line-voided'}]);
});

async function withoutMemory(work: () => Promise<void>): Promise<void> {
	const {scrypt} = crypto;
	const noMemory = (...args: readonly unknown[]) => {
		const answer = args.at(-1) as (error: Error) => void;
		answer(new Error('malloc failure'));
	};
	Object.assign(crypto, {scrypt: noMemory});
	syncBuiltinESMExports();
	try {
		await work();
	} finally {
		Object.assign(crypto, {scrypt});
		syncBuiltinESMExports();
	}
}
