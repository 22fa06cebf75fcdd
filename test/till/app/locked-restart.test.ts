/** Who has to wait after wrong PINs waits as long when the till is switched off and on. */
import test from 'ava';
import {hashPin, PinDesk} from '../../../till/app/pin.ts';
import type {HeldAttempts} from '../../../till/replica/replica.ts';
import {barcodeOf, manager, marek, milk, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const minuteMs = 60_000;

async function wrongLogIns(shop: Shop, count: number): Promise<void> {
	for (let attempt = 1; attempt <= count; attempt += 1)
		await shop.command({do: 'log-in', cashier: zaneta.id, pin: '0000'});
}

async function restart(shop: Shop): Promise<void> {
	await shop.until('the book is written', () => !shop.disk.busy);
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
}

test('whoever is locked is locked after a restart, until the minute is over, and once in the book', async t => {
	const shop = await openShop(t);
	await wrongLogIns(shop, 5);
	const untilMs = shop.clock.now() + minuteMs;
	await restart(shop);
	await shop.logIn(zaneta.id);
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'pin-locked'}});
	await restart(shop);
	await shop.clock.pass(untilMs - shop.clock.now() - 1);
	await shop.logIn(zaneta.id);
	t.is(shop.snapshot().screen.at, 'login');
	await shop.clock.pass(1);
	await shop.logIn(zaneta.id);
	t.is(shop.snapshot().screen.at, 'sale');
	t.deepEqual(shop.disk.attempts.held(), [], 'the right PIN leaves nothing to remember');
	await shop.until('both are written', () => shop.disk.book.head().entry === 2);
	t.like(await shop.entries(), [{event: 'pin-locked'}, {event: 'logged-in'}]);
});

test('attempts that are not used up are not given anew by a restart, and others have all of theirs', async t => {
	const shop = await openShop(t);
	await wrongLogIns(shop, 4);
	await restart(shop);
	await wrongLogIns(shop, 1);
	t.is(shop.snapshot().message?.code, 'pin-locked');
	await shop.logIn(marek.id);
	t.is(shop.snapshot().screen.at, 'sale');
});

test('badges stay locked over a restart', async t => {
	const items = [...shopCatalogue, {kind: 'cashier', value: {...manager, badge: 'b'.repeat(64)}} as const];
	const shop = await openShop(t, {items});
	await shop.logIn(marek.id);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-sale'});
	for (let attempt = 1; attempt <= 5; attempt += 1) await shop.scan(`ostoja-badge-0000000${attempt}`);
	await restart(shop);
	await shop.logIn(marek.id);
	await shop.command({do: 'void-sale'});
	await shop.scan('ostoja-badge-00000006');
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'badge-locked'}});
});

test('a disk that takes nothing keeps nobody out, and lets nobody try for ever', async t => {
	const shop = await openShop(t);
	shop.disk.refuse('everything');
	await wrongLogIns(shop, 5);
	t.is(shop.snapshot().message?.code, 'pin-locked');
	t.true(shop.disk.refusedCount >= 5);
	shop.disk.refuse();
	await shop.logIn(marek.id);
	t.is(shop.snapshot().screen.at, 'sale');
});

test('the right PIN at once is written nowhere; the right one after a wrong one is, once', async t => {
	const pinHash = await hashPin('2580');
	const kept: (readonly HeldAttempts[])[] = [];
	const desk = deskWith({now: () => 0, kept});
	const check = (pin: string) => desk.check({cashier: '2', pin, pinHash});
	await check('2580');
	t.deepEqual(kept, []);
	for (const pin of ['0000', '2580', '2580']) await check(pin);
	t.deepEqual(kept, [[{who: '2', count: 1, lockedUntilMs: 0}], []]);
});

test('a clock that is set back lets nobody in at once, and keeps nobody out for longer than a minute', async t => {
	const pinHash = await hashPin('2580');
	const noon = Date.parse('2026-11-23T12:00:00+01:00');
	const yesterday = noon - 24 * 60 * minuteMs;
	const held = [{who: '2', count: 0, lockedUntilMs: noon + minuteMs}];
	let now = yesterday;
	const desk = deskWith({now: () => now, held});
	const check = () => desk.check({cashier: '2', pin: '2580', pinHash});
	t.is(await check(), 'locked');
	now = yesterday + minuteMs - 1;
	t.is(await check(), 'locked');
	now = yesterday + minuteMs;
	t.is(await check(), 'right');
});

function deskWith({
	now,
	held = [],
	kept = [],
}: {
	readonly now: () => number;
	readonly held?: readonly HeldAttempts[];
	readonly kept?: (readonly HeldAttempts[])[];
}): PinDesk {
	const memory = {held: () => held, keep: (attempts: readonly HeldAttempts[]) => void kept.push(attempts)};
	const onStoreFailure = (error: unknown) => {
		throw error;
	};
	return new PinDesk({now, memory, onStoreFailure});
}
