import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, milk, shopCatalogue, vodka} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const deposit = 'PET050';
const paper = (shop: Shop, route: 'main' | 'alcohol' = 'main') =>
	shop.printers[route].snapshot().slips.at(-1)?.lines.join('\n') ?? '';

async function fillDrawer(shop: Shop): Promise<void> {
	await shop.besides('main', printer => printer.moveCash({direction: 'in', amountGrosze: grosze(20_000)}));
}

test('bottles lessen what is due: the printer prints them on the receipt, and the totals of both agree', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'return-packages', deposit, pieces: 4});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot().sale, {
		dueGrosze: grosze(229),
		packagesGrosze: grosze(200),
		split: [{route: 'main', dueGrosze: grosze(229)}],
		lines: {1: {kind: 'packages', deposit, pieces: 4, totalGrosze: grosze(-200)}},
	});
	await shop.payCash();
	t.like(await shop.screen('change'), {changeGrosze: grosze(100)});
	const [receipt] = await shop.receipts();
	t.like(receipt, {dueGrosze: grosze(229), packagesPlace: 'slip', packagesGrosze: grosze(200)});
	t.regex(paper(shop), /PRZYJĘ/i);
	await shop.audit();
});

test('more bottles than milk: the slip stays as it is, and the bottles are paid out with a slip of their own', async t => {
	const shop = await openShop(t);
	await fillDrawer(shop);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'return-packages', deposit, pieces: 10});
	t.like(shop.snapshot().sale, {dueGrosze: grosze(-71), split: [{route: 'main', dueGrosze: grosze(429)}]});
	await shop.pay();
	t.like(await shop.screen('change'), {changeGrosze: grosze(71)});
	const [receipt] = await shop.receipts();
	t.like(receipt, {dueGrosze: grosze(429), packagesPlace: 'pay-out', changeGrosze: grosze(71)});
	await shop.until('the customer has the slip of it', () => /WYPŁATA[\s\S]*5,00/i.test(paper(shop)));
	await shop.audit();
});

test('bottles alone are paid out without a receipt, and the book has them once', async t => {
	const shop = await openShop(t);
	await fillDrawer(shop);
	await shop.logIn();
	await shop.command({do: 'return-packages', deposit, pieces: 3});
	await shop.pay();
	t.like(await shop.screen('change'), {changeGrosze: grosze(150), slips: []});
	const paidOut = (await shop.entries()).filter(entry => entry.type === 'event' && entry.event === 'packages-returned');
	t.is(paidOut.length, 1);
	t.like(paidOut[0], {amountGrosze: grosze(150), packages: [{deposit, pieces: 3, totalGrosze: grosze(150)}]});
	await shop.until('the customer has the slip of it', () => /WYPŁATA[\s\S]*1,50/i.test(paper(shop)));
	await shop.audit();
});

test('a till that dies while bottles are paid out writes them down once, whenever it dies', async t => {
	for (const passedMs of [0, 20, 60, 200]) {
		const shop = await openShop(t);
		await shop.logIn();
		await shop.command({do: 'return-packages', deposit, pieces: 3});
		await shop.pay();
		await shop.clock.pass(passedMs);
		await shop.cutPower();
		await shop.boot();
		await shop.until('the till is up', () => ['login', 'change'].includes(shop.snapshot().screen.at));
		await shop.logIn();
		const {screen} = shop.snapshot();
		// Before anything was decided the basket is there again.
		if (screen.at === 'sale' && shop.snapshot().sale.lines.length > 0) {
			await shop.pay();
			await shop.screen('change');
		}
		const written = (await shop.entries()).filter(
			entry => entry.type === 'event' && entry.event === 'packages-returned',
		);
		t.is(written.length, 1, `dead after ${passedMs} ms`);
	}
});

test('a NIP is on both slips and on the receipt, and a wrong one is no NIP', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'total'});
	await shop.command({do: 'set-nip', nip: '526-025-02-75'});
	t.like(shop.snapshot().message, {code: 'slip-nip', about: '526-025-02-75'});
	t.is(shop.snapshot().sale.buyerNip, undefined);
	await shop.command({do: 'set-nip', nip: 'PL 526-025-02-74'});
	t.is(shop.snapshot().sale.buyerNip, '5260250274');
	t.is(shop.snapshot().screen.at, 'payment');
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn();
	t.is(shop.snapshot().sale.buyerNip, '5260250274');
	await shop.payCash();
	await shop.screen('change');
	t.is((await shop.receipts())[0]?.buyerNip, '5260250274');
	for (const route of ['main', 'alcohol'] as const) t.regex(paper(shop, route), /526-?025-?02-?74/);
	await shop.audit();
});

test('a voucher pays for food alone where the shop says what food is', async t => {
	const items = shopCatalogue.map(item =>
		item.kind === 'group' && item.value.code === milk.group
			? {...item, value: {...item.value, mealVoucher: true}}
			: item,
	);
	const shop = await openShop(t, {items});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	t.is(shop.snapshot().sale.voucherGroszeMax, grosze(429));
	await shop.pay({kind: 'voucher', amountGrosze: grosze(3328)});
	t.like(shop.snapshot().message, {code: 'voucher-too-much', about: '429'});
	await shop.pay({kind: 'voucher', amountGrosze: grosze(429)}, {kind: 'card', amountGrosze: grosze(2899)});
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.like(receipt, {
		slips: {0: {tenders: [{kind: 'voucher', amountGrosze: 429}]}, 1: {tenders: [{kind: 'card', amountGrosze: 2899}]}},
	});
	await shop.audit();
});
