import test from 'ava';
import type {Route} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import {barcodeOf, beer, milk} from './goods.ts';
import type {Refused} from './mortal-replica.ts';
import {openShop, type Shop} from './shop-till.ts';

/** The sale as the journal has it at this moment. */
function kept(shop: Shop): Sale | undefined {
	const [first] = shop.disk.journal.unfinished();
	return (first?.state as {readonly sale: Sale} | undefined)?.sale;
}

function slipAt(shop: Shop, slip: number): string | undefined {
	const sale = kept(shop);
	return sale?.at === 'printing' ? sale.jobs[slip]?.state.at : undefined;
}

interface Stage {
	readonly title: string;
	readonly reached: (shop: Shop) => boolean;
	readonly disk?: Refused;
	/** The printer whose answer to the closing is lost on the way. */
	readonly unheard?: Route;
}

const stages: readonly Stage[] = [
	{title: 'while the printers are being asked', reached: shop => shop.snapshot().screen.at === 'printing'},
	{title: 'as the first slip is about to be opened', reached: shop => slipAt(shop, 0) === 'opening'},
	{
		title: 'with the first slip open at the printer',
		reached: shop => slipAt(shop, 0) === 'opening' && shop.printers.main.snapshot().receiptOpen,
	},
	{title: 'as the first slip is about to be closed', reached: shop => slipAt(shop, 0) === 'closing'},
	{
		title: 'with the first slip printed and its answer unheard',
		reached: shop => slipAt(shop, 0) === 'closing' && shop.printed('main').length === 1,
		unheard: 'main',
	},
	{title: 'between the slips', reached: shop => slipAt(shop, 0) === 'printed' && slipAt(shop, 1) === 'opening'},
	{title: 'as the second slip is about to be closed', reached: shop => slipAt(shop, 1) === 'closing'},
	{
		title: 'with the second slip printed and its answer unheard',
		reached: shop => slipAt(shop, 1) === 'closing' && shop.printed('alcohol').length === 1,
		unheard: 'alcohol',
	},
	{title: 'with the receipt sealed and not in the book', reached: shop => kept(shop)?.at === 'sealing', disk: 'book'},
	{
		title: 'with the receipt in the book and the journal not cleared',
		reached: shop => shop.snapshot().screen.at === 'change',
		disk: 'forgetting',
	},
];

async function payMilkAndBeer(shop: Shop): Promise<void> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
}

/** Does what the screen says until the sale is done. */
async function finish(shop: Shop): Promise<void> {
	for (;;) {
		await shop.until('somebody is needed, or it is done', () => {
			const {screen} = shop.snapshot();
			return screen.at !== 'starting' && (screen.at !== 'printing' || screen.problem?.kind === 'stopped');
		});
		const {screen, sale} = shop.snapshot();
		if (screen.at === 'printing') await shop.command({do: 'print-on'});
		else if (screen.at === 'login' && sale.lines.length > 0) {
			await shop.logIn();
			await shop.payCash();
		} else return;
	}
}

for (const {title, reached, disk, unheard} of stages) {
	test(`a power cut ${title}: each slip is printed once, and there is one receipt`, async t => {
		const shop = await openShop(t);
		await shop.logIn();
		shop.disk.refuse(disk);
		if (unheard) shop.printers[unheard].setFault({kind: 'lose-answer-of', command: 'trend'});
		await payMilkAndBeer(shop);
		await shop.until(title, () => reached(shop));
		await shop.cutPower();
		await shop.boot();
		await finish(shop);
		t.is((await shop.receipts()).length, 1);
		t.is(shop.printed('main').length, 1);
		t.is(shop.printed('alcohol').length, 1);
		await shop.audit();
	});
}

test('after a power cut while selling the basket is back, and whoever logs in goes on with it', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.cutPower();
	await shop.boot();
	t.like(shop.snapshot(), {screen: {at: 'login'}, message: {code: 'sale-recovered'}});
	// Somebody who may not sell has a look at the service screen and goes away again.
	await shop.logIn('5');
	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'login');
	await shop.logIn('3');
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(429)}});
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual((await shop.receipts())[0]?.cashier, {id: '3', name: 'Marek'});
	await shop.audit();
});

test('a power cut at the question about age asks it again', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	t.is(shop.snapshot().screen.at, 'age');
});

test('a sale that was finished after a power cut is its seller’s; the next one is whose turn it is', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	shop.printers.alcohol.setFault({kind: 'lose-answer-of', command: 'trend'});
	await payMilkAndBeer(shop);
	await shop.until('both slips are printed', () => shop.printed('alcohol').length === 1);
	await shop.cutPower();
	await shop.boot();
	await shop.screen('change');
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {screen: {at: 'change'}, message: {code: 'not-now'}});
	await shop.command({do: 'next-customer'});
	t.is(shop.snapshot().screen.at, 'login');
	await shop.logIn('3');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({cashier}) => cashier.name),
		['Żaneta', 'Marek'],
	);
	await shop.audit();
});

test('what may be on paper is finished first, before a basket that the journal did not let go of', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	shop.disk.refuse('forgetting');
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'void-sale'});
	shop.printers.main.setFault({kind: 'lose-answer-of', command: 'trend'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.until('the milk is printed', () => shop.printed('main').length === 1);
	await shop.cutPower();
	await shop.boot();
	// A cashier who found the beer first would ring up and print the milk once more.
	await shop.screen('change');
	t.deepEqual(
		(await shop.receipts()).map(({dueGrosze}) => dueGrosze),
		[grosze(429)],
	);
	await shop.command({do: 'next-customer'});
	await shop.logIn();
	await shop.command({do: 'void-sale'});
	await shop.until('the journal is empty', () => shop.disk.journal.unfinished().length === 0);
	await shop.audit();
});
