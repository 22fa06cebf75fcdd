import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {piecesLine, slipOf} from '../devices/slips.ts';
import {product} from '../domain/shop.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';
import {milkAndBeer, problem, problemOf} from './two-slips.ts';

test('a printer that runs out of paper in the middle says so, and goes on by itself with new paper', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'paper-out'});
	await milkAndBeer(shop);
	await shop.until('the cashier sees it', () => {
		const trouble = problemOf(shop);
		return trouble?.kind === 'waiting' && trouble.condition === 'paper-out' && trouble.route === 'alcohol';
	});
	t.like(shop.snapshot(), {
		screen: {slips: {0: {state: 'printed', fiscalNumber: 1}, 1: {state: 'printing'}}},
		printers: {0: {condition: 'ready'}, 1: {condition: 'paper-out'}},
	});
	await shop.command({do: 'back'});
	t.is(shop.snapshot().message?.code, 'not-now');
	shop.printers.alcohol.clearFault('paper-out');
	await shop.screen('change');
	await shop.audit();
});

test('a slip whose answer was lost is found by the printer’s counters and not printed again', async t => {
	const shop = await openShop(t);
	shop.printers.main.setFault({kind: 'lose-answer-of', command: 'trend'});
	shop.printers.main.setFault({kind: 'lose-answer-of', command: 'rpt'});
	await milkAndBeer(shop);
	await shop.screen('change');
	t.like((await shop.receipts())[0], {slips: {0: {proof: 'counters', fiscalNumber: 1}, 1: {proof: 'answer'}}});
	await shop.audit();
});

test('a closing that never arrived stops the sale, and printing on prints it once', async t => {
	const shop = await openShop(t);
	shop.printers.main.setFault({kind: 'lose-command', command: 'trend'});
	shop.printers.main.setFault({kind: 'lose-command', command: 'rpt'});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {route: 'main', code: 'not-printed', mayAbandon: false, mayGoBack: true});
	t.deepEqual(shop.printed('main'), []);
	await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.is(shop.printers.main.book().cancelledCount, 1);
	await shop.audit();
});

test('a printer that loses its power after printing is asked when it is back', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'power-cut-after', command: 'trend'});
	await milkAndBeer(shop);
	await problem(shop, 'waiting');
	t.like(problemOf(shop), {route: 'alcohol', condition: 'disconnected'});
	shop.printers.alcohol.powerOn();
	shop.mendCables();
	await shop.screen('change');
	t.like((await shop.receipts())[0], {slips: {1: {route: 'alcohol', proof: 'counters'}}});
	await shop.audit();
});

test('a daily report in between leaves one question, and the cashier answers it by the paper', async t => {
	for (const printed of [true, false]) {
		const shop = await openShop(t);
		const {main} = shop.printers;
		main.setFault({kind: printed ? 'power-cut-after' : 'power-cut-before', command: 'trend'});
		await milkAndBeer(shop);
		await problem(shop, 'waiting');
		main.powerOn();
		await shop.printReport('main');
		shop.mendCables();
		await problem(shop, 'question');
		t.like(problemOf(shop), {
			route: 'main',
			evidence: {0: {fact: 'printer-before', value: 'ZBF 1'}, 6: {fact: 'expected-total', value: '429'}},
		});
		await shop.command({do: 'answer-printed', printed});
		if (!printed) {
			await problem(shop, 'stopped');
			await shop.command({do: 'print-on'});
		}
		await shop.screen('change');
		t.like((await shop.receipts())[0], {slips: {0: {proof: printed ? 'cashier' : 'answer', fiscalNumber: 1}}});
		await shop.audit();
	}
});

test('a first slip that the printer refuses leads back to the basket, and nothing was sold', async t => {
	const shop = await openShop(t);
	shop.printers.main.setFault({kind: 'refuse', command: 'trline', code: 2106});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {code: 'vat-locked', line: 1, mayGoBack: true});
	await shop.command({do: 'abandon-slip'});
	t.like(shop.snapshot(), {screen: {at: 'printing'}, message: {code: 'not-now'}});
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(429 + 449)}});
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('a second slip that is given up: the first stands, the goods of the second are not sold, the money goes back', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2106});
	await milkAndBeer(shop);
	await problem(shop, 'stopped');
	t.like(problemOf(shop), {route: 'alcohol', mayAbandon: true, mayGoBack: false});
	await shop.command({do: 'abandon-slip'});
	const change = await shop.screen('change');
	t.like(change, {changeGrosze: grosze(449 + 100), slips: {0: {state: 'printed'}, 1: {state: 'abandoned'}}});
	t.like((await shop.receipts())[0], {dueGrosze: grosze(429), slips: {0: {route: 'main'}}});
	t.like(
		(await shop.entries()).find(entry => entry.type === 'event' && entry.event === 'slip-abandoned'),
		{
			amountGrosze: grosze(449),
		},
	);
	await shop.audit();
});

test('with a printer that does not answer nothing is begun, and the basket is there to be paid again', async t => {
	const shop = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'silent'});
	await milkAndBeer(shop);
	await shop.screen('payment');
	t.like(shop.snapshot().message, {code: 'printer-not-ready', about: 'alcohol'});
	t.is(shop.printers.main.snapshot().slips.length, 0);
	shop.printers.alcohol.clearFault('silent');
	await shop.payCash();
	await shop.screen('change');
	await shop.audit();
});

test('a receipt somebody left open at the printer is cancelled before ours is begun', async t => {
	const shop = await openShop(t);
	await shop.leaveReceiptOpen('main');
	await milkAndBeer(shop);
	await shop.screen('change');
	t.is(shop.printers.main.book().cancelledCount, 1);
	await shop.audit();
});

/** Another program sells the till's milk at another rate. */
async function sellMilkElsewhere(shop: Shop, vat: 'A' | 'C'): Promise<void> {
	const slip = slipOf({lines: [piecesLine(milk.receiptName, vat, 1, 100)], saleId: `elsewhere-${vat}`});
	await shop.besides('main', async printer => {
		await printer.open(slip);
		return printer.close(slip, {onWaiting: () => undefined});
	});
}

test('a good that the printer has locked for its rate is named before anything is printed', async t => {
	const shop = await openShop(t);
	// Once sold at 23 % and then at 5 %, the name never rises again.
	await sellMilkElsewhere(shop, 'A');
	await sellMilkElsewhere(shop, 'C');
	await shop.put(product({...milk, vat: 'A'}));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.until('the cashier is told', () => shop.snapshot().message?.code === 'slip-vat-locked');
	t.is(shop.snapshot().message?.about, milk.receiptName);
	await shop.screen('payment');
	t.is(shop.printers.main.book().allReceiptCount, 2);
	t.is(shop.printers.main.book().cancelledCount, 0);
	await shop.put(product(milk));
	await shop.command({do: 'back'});
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	t.is(shop.printers.main.book().allReceiptCount, 3);
});

test('goods are asked after while they are scanned, and not once more when they are paid', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.clock.pass(1000);
	// Whoever asks now is not answered.
	shop.printers.main.setFault({kind: 'lose-command', command: 'dbchkplu'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual(shop.printers.main.snapshot().faults, [{kind: 'lose-command', command: 'dbchkplu'}]);
});

test('a good under a name that no printer prints is named, and the basket stays', async t => {
	const shop = await openShop(t);
	await shop.put(product({...milk, name: '** -- **', receiptName: '** -- **'}));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.until('the cashier is told', () => shop.snapshot().message !== undefined);
	t.like(shop.snapshot(), {message: {code: 'slip-name', about: '** -- **'}, screen: {at: 'payment'}});
	t.is(shop.snapshot().sale.lines.length > 1, true);
	t.deepEqual(shop.printed('main'), []);
	t.deepEqual(shop.printed('alcohol'), []);
});
