import test from 'ava';
import {hashPin} from '../../../till/app/pin.ts';
import {barcodeOf, milk} from './goods.ts';
import {pinDesk} from './pin-desk.ts';
import {openShop} from './shop-till.ts';

test('the right PIN opens the till, a wrong one does not, and both logins and logouts are remembered', async t => {
	const shop = await openShop(t);
	t.like(shop.snapshot().screen, {at: 'login', cashiers: {length: 4}});
	await shop.command({do: 'log-in', cashier: '2', pin: '0000'});
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'wrong-pin', tone: 'error'}});
	await shop.command({do: 'log-in', cashier: 'nobody', pin: '0000'});
	t.is(shop.snapshot().message?.code, 'wrong-pin');
	await shop.logIn('2');
	t.like(shop.snapshot(), {screen: {at: 'sale'}, cashier: {id: '2', name: 'Żaneta'}});
	t.is(shop.snapshot().message, undefined);
	await shop.command({do: 'log-out'});
	t.is(shop.snapshot().screen.at, 'login');
	await shop.until('both are written', () => shop.disk.book.head().entry === 2);
	t.like(await shop.entries(), [{event: 'logged-in'}, {event: 'logged-out'}]);
});

test('after five wrong PINs that person waits a minute, also with the right one; others do not', async t => {
	const shop = await openShop(t);
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await shop.command({do: 'log-in', cashier: '2', pin: '0000'});
		t.is(shop.snapshot().message?.code, 'wrong-pin');
	}
	await shop.command({do: 'log-in', cashier: '2', pin: '0000'});
	t.is(shop.snapshot().message?.code, 'pin-locked');
	await shop.logIn('2');
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'pin-locked'}});
	await shop.logIn('3');
	t.is(shop.snapshot().screen.at, 'sale');
	await shop.command({do: 'log-out'});
	await shop.clock.pass(60_000);
	await shop.logIn('2');
	t.is(shop.snapshot().screen.at, 'sale');
});

test('PINs tried at once count one by one', async t => {
	const pinHash = await hashPin('2580');
	const desk = pinDesk();
	const guess = (pin: string) => desk.check({cashier: '2', pin, pinHash});
	const answers = await Promise.all(['0000', '1111', '2222', '3333', '4444', '2580'].map(guess));
	t.deepEqual(answers, ['wrong', 'wrong', 'wrong', 'wrong', 'locking', 'locked']);
});

test('a right PIN forgives the wrong ones before it', async t => {
	const pinHash = await hashPin('2580');
	const desk = pinDesk();
	for (const pin of ['0000', '1111', '2222', '3333', '2580', '0000', '1111', '2222', '3333'])
		await desk.check({cashier: '2', pin, pinHash});
	t.is(await desk.check({cashier: '2', pin: '2580', pinHash}), 'right');
});

test('who may not sell does not get in, and nobody sells before somebody is in', async t => {
	const shop = await openShop(t);
	await shop.logIn('4');
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'not-permitted'}});
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'total'});
	t.like(shop.snapshot(), {screen: {at: 'login'}, sale: {lines: []}, message: {code: 'not-now'}});
});

test('nobody leaves the till with a basket on the counter', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'log-out'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'not-now'}});
});

test('of two people who log in at once one is in', async t => {
	const shop = await openShop(t);
	await Promise.all([shop.logIn('2'), shop.logIn('3')]);
	t.is(shop.snapshot().cashier?.id, '2');
	await shop.until('one login is written', () => shop.disk.book.head().entry === 1);
});

test('the service screen is for who may see it, and does what it is asked', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	await shop.command({do: 'open-service'});
	t.is(shop.snapshot().message?.code, 'not-permitted');
	await shop.command({do: 'log-out'});
	await shop.logIn('2');
	await shop.command({do: 'send-now'});
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.command({do: 'open-service'});
	t.like(shop.snapshot().screen, {at: 'service', goodsCount: 6, businessDay: '2026-11-23', version: '1.0.0'});
	for (const wish of ['send-now', 'retry-refused'] as const) await shop.command({do: wish});
	await shop.command({do: 'resend', from: '2026-11-01', to: '2026-11-23'});
	await shop.command({do: 'resend', from: '2026-11-01', to: '2026-11-23'});
	t.is(shop.snapshot().message?.code, 'not-now');
	t.deepEqual(shop.link.asked.slice(-3), ['send now', 'retry refused', 'resend 2026-11-01..2026-11-23']);
	shop.link.finishResend({checkedCount: 9, identicalCount: 8, newCount: 1, differentCount: 0, refusedCount: 0});
	await shop.until('the report is shown', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'service' && screen.resend?.state === 'done' && screen.resend.newCount === 1;
	});
	await shop.command({do: 'resend', from: '2026-11-01', to: '2026-11-23'});
	shop.link.failResend('the server is not there');
	await shop.until('the failure is shown', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'service' && screen.resend?.state === 'failed';
	});
	shop.link.become({state: 'waiting', waitingCount: 3, waitingReceiptCount: 3});
	t.like(shop.snapshot().link, {state: 'own-work', waitingCount: 3, waitingReceiptCount: 3});
	const notice = {
		at: '2026-11-23T10:00:00+01:00',
		messages: [{pl: 'Brakuje wpisów (2).', en: 'Entries are missing (2).'}],
	};
	shop.link.become({notice});
	t.deepEqual(shop.snapshot().link.notice, notice);
	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'sale');
});

test('who comes for the service screen only is never at the sale', async t => {
	const shop = await openShop(t);
	await shop.logIn('5');
	t.is(shop.snapshot().screen.at, 'service');
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {message: {code: 'not-now'}, sale: {lines: []}});
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {screen: {at: 'login'}, cashier: undefined});
	await shop.until('login and logout are written', () => shop.disk.book.head().entry === 2);
	t.like(await shop.entries(), [{cashier: {name: 'Ewa z biura'}}, {event: 'logged-out'}]);
});
