import test from 'ava';
import {digestOf, noDigest} from '../../../till/domain/chain.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams} from '../../../till/domain/quantity.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {appleLabel, apples, barcodeOf, beer, bread, card, milk, vodka, water} from './goods.ts';
import {openShop} from './shop-till.ts';

test('five goods, one of them beer: one question about age, two slips, one receipt, and then the screen says done', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	for (const code of [milk, water, beer].map(barcodeOf)) await shop.command({do: 'scan', code});
	t.like(shop.snapshot().screen, {at: 'age', name: beer.name, bornOnOrBefore: '2008-11-23'});
	await shop.command({do: 'answer-age', answer: 'document'});
	await shop.command({do: 'plu', plu: '5'});
	await shop.command({do: 'scan', code: appleLabel});
	t.like(shop.snapshot().sale, {
		dueGrosze: grosze(429 + 199 + 50 + 449 + 650 + 492),
		split: {0: {route: 'main', dueGrosze: grosze(1820)}, 1: {route: 'alcohol', dueGrosze: grosze(449)}},
	});

	await shop.payCash();
	const change = await shop.screen('change');
	t.like(change, {changeGrosze: grosze(100), slips: {0: {state: 'printed'}, 1: {state: 'printed'}}});
	const [receipt, ...others] = await shop.receipts();
	t.deepEqual(others, []);
	t.like(receipt, {
		entry: change.entry,
		ageCheck: 'document',
		businessDay: '2026-11-23',
		dueGrosze: grosze(2269),
		slips: {0: {route: 'main', fiscalNumber: 1, proof: 'answer'}, 1: {route: 'alcohol', fiscalNumber: 1}},
	});
	t.deepEqual(receipt?.cashier, {id: '2', name: 'Żaneta'});
	const slipText = (route: 'main' | 'alcohol') => shop.printers[route].snapshot().slips.at(-1)?.lines.join('\n') ?? '';
	t.regex(slipText('main'), /Mleko[\s\S]*Woda[\s\S]*Chleb[\s\S]*Jabłka/);
	t.notRegex(slipText('main'), /Piwo/);
	t.regex(slipText('alcohol'), /Piwo/);
	await shop.audit();
});

test('entries are numbered one after the other, each with the digest of the one before', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	for (let sale = 0; sale < 3; sale += 1) {
		await shop.command({do: 'scan', code: barcodeOf(milk)});
		await shop.payCash();
		await shop.screen('change');
	}
	const entries = await shop.entries();
	t.deepEqual(
		entries.map(({entry, type}) => [entry, type]),
		[
			[1, 'event'],
			[2, 'receipt'],
			[3, 'receipt'],
			[4, 'receipt'],
		],
	);
	t.deepEqual(
		entries.map(({previous}) => previous),
		[noDigest, ...entries.slice(0, -1).map(({digest}) => digest)],
	);
	for (const entry of entries) t.is(entry.digest, digestOf({...entry}, sha256));
	await shop.audit();
});

test('the receipt is on disk before the screen says that the sale is done', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	let storedAtChange: boolean | undefined;
	shop.till.onSnapshot(({screen}) => {
		if (screen.at === 'change') storedAtChange ??= shop.disk.book.head().entry === screen.entry;
	});
	await shop.payCash();
	await shop.until('the screen was told', () => storedAtChange !== undefined);
	t.true(storedAtChange);
});

test('a card reprices what is in the basket, and taking it back restores the prices', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	for (const code of [milk, water].map(barcodeOf)) await shop.command({do: 'scan', code});
	await shop.command({do: 'scan', code: card.number});
	t.like(shop.snapshot(), {
		message: {code: 'card-accepted', about: 'Pani Halina'},
		sale: {discountGrosze: grosze(43 + 20), dueGrosze: grosze(429 + 199 + 50 - 63), card: {name: 'Pani Halina'}},
	});
	await shop.command({do: 'remove-card'});
	t.like(shop.snapshot().sale, {discountGrosze: grosze(0), dueGrosze: grosze(678), card: undefined});
	await shop.command({do: 'scan', code: card.number});
	await shop.payCash();
	await shop.screen('change');
	t.like((await shop.receipts())[0], {
		card: card.number,
		discountGrosze: grosze(63),
		lines: {0: {discountSource: `card:${card.number}`}},
	});
	await shop.audit();
});

test('goods on the scale are added at the weight the scale is sure of', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'pick', product: apples.code});
	t.like(shop.snapshot().screen, {at: 'weighing', name: apples.name, reading: {state: 'waiting'}});
	shop.scale.place(1234);
	await shop.until('the weight is certain', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'stable';
	});
	t.like(shop.snapshot().screen, {reading: {netGrams: 1234, totalGrosze: grosze(492)}});
	await shop.command({do: 'add-weighed'});
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		sale: {lines: {0: {weightGrams: grams(1234), totalGrosze: grosze(492)}}},
	});
	await shop.payCash();
	await shop.screen('change');
	t.like((await shop.receipts())[0], {lines: {0: {unit: 'kg', weightGrams: 1234}}});
	await shop.audit();
});

test('a tare is taken off, and a scale without its cable says so', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'pick', product: apples.code});
	shop.scale.place(1034);
	await shop.until('the weight is certain', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'stable';
	});
	await shop.command({do: 'tare', tareGrams: 34});
	// The scale does not weigh goods twice: the cashier is told to lift them.
	await shop.until('the scale wants them lifted', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'waiting' && screen.reading.reason === 'not-lifted';
	});
	shop.scale.place(0);
	shop.scale.place(1034);
	await shop.until('the net weight', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'stable' && screen.reading.netGrams === 1000;
	});
	await shop.command({do: 'back'});
	t.is(shop.snapshot().sale.lines.length, 0);
	shop.scale.setFault({kind: 'silent'});
	await shop.command({do: 'pick', product: apples.code});
	await shop.until('the scale is silent', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'waiting' && screen.reading.reason === 'silent';
	});
	await shop.command({do: 'add-weighed'});
	t.like(shop.snapshot(), {screen: {at: 'weighing'}, message: {code: 'not-now'}});
});

test('how many is typed before the goods, holds for one of them, and only while selling', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'quantity', pieces: 6});
	t.like(shop.snapshot().screen, {at: 'sale', pendingPieces: 6});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.deepEqual(
		shop.snapshot().sale.lines.map(({pieces}) => ('pieces' in {pieces} ? pieces : 0)),
		[6, 6, 1],
	);
	await shop.command({do: 'total'});
	await shop.command({do: 'quantity', pieces: 9});
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.command({do: 'back'});
	t.deepEqual(shop.snapshot().screen, {at: 'sale'});
});

test('a line is voided by who may, and remembered', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	for (const code of [milk, water].map(barcodeOf)) await shop.command({do: 'scan', code});
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'void-line'}});
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'void-sale'}});
	t.is(shop.snapshot().sale.lines.length, 3);

	const own = await openShop(t);
	await own.logIn('2');
	for (const code of [milk, water].map(barcodeOf)) await own.command({do: 'scan', code});
	await own.command({do: 'void-line', line: 2});
	t.like(own.snapshot(), {message: {code: 'line-voided'}, sale: {dueGrosze: grosze(429)}});
	await own.command({do: 'void-sale'});
	t.like(own.snapshot(), {message: {code: 'sale-voided'}, screen: {at: 'sale'}, sale: {lines: []}});
	await own.until('all is written', () => own.disk.book.head().entry === 3);
	t.like((await own.entries()).slice(1), [
		{event: 'line-voided', product: water.code, amountGrosze: grosze(249), cashier: {name: 'Żaneta'}},
		{event: 'sale-voided', amountGrosze: grosze(429)},
	]);
	t.deepEqual(own.disk.journal.unfinished(), []);
});

test('the last good is repeated as if it were scanned once more: at ten at night beer is not', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T21:59:00+01:00'});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'repeat-last'});
	t.is(shop.snapshot().sale.lines.length, 2);
	await shop.clock.pass(2 * 60_000);
	await shop.command({do: 'repeat-last'});
	t.like(shop.snapshot(), {message: {code: 'alcohol-hours', about: beer.name}});
	t.is(shop.snapshot().sale.lines.length, 2);
	await shop.command({do: 'plu', plu: '5'});
	await shop.command({do: 'repeat-last'});
	t.is(shop.snapshot().sale.lines.length, 4);
	await shop.until('it is written', () => shop.disk.book.head().entry === 2);
	t.like((await shop.entries())[1], {event: 'hours-refused', product: beer.code, cashier: {name: 'Żaneta'}});
});

test('who is too young gets no vodka, and it is remembered', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'refused'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}, message: {code: 'age-refused'}});
	await shop.until('it is written', () => shop.disk.book.head().entry === 2);
	t.like((await shop.entries())[1], {event: 'age-refused', product: vodka.code});
});

test('money that is not enough, or too much without cash, goes no further', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'total'});
	t.is(shop.snapshot().message?.code, 'nothing-to-pay');
	await shop.command({do: 'plu', plu: bread.plu ?? ''});
	await shop.pay({kind: 'cash', amountGrosze: grosze(649)});
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'not-enough'}});
	await shop.command({do: 'pay', tenders: [{kind: 'card', amountGrosze: grosze(651)}]});
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'overpaid-without-cash'}});
	await shop.command({do: 'pay', tenders: [{kind: 'card', amountGrosze: grosze(650)}]});
	await shop.screen('change');
	t.is(shop.printers.main.snapshot().drawerKicks, 0);
	await shop.audit();
});

test('the drawer opens for cash, and by hand it is remembered', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'plu', plu: '5'});
	await shop.payCash();
	await shop.screen('change');
	await shop.until('the drawer is open', () => shop.printers.main.snapshot().drawerKicks === 1);
	const opening = shop.command({do: 'open-drawer'});
	await shop.until('it is written', () => shop.disk.book.head().entry === 3);
	await opening;
	t.like((await shop.entries())[2], {event: 'drawer-opened'});
});

test('a scan during payment and printing changes nothing', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	t.is(shop.snapshot().sale.lines.length, 1);
	await shop.command({do: 'total'});
	await shop.scan(barcodeOf(water));
	t.like(shop.snapshot(), {
		screen: {at: 'payment'},
		sale: {dueGrosze: grosze(429)},
		message: {code: 'scan-in-payment'},
	});
	await shop.payCash();
	await shop.scan(barcodeOf(water));
	await shop.screen('change');
	t.is((await shop.receipts())[0]?.lines.length, 1);
	await shop.audit();
	await shop.scan(barcodeOf(water));
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(249)}});
});
