/** The same again: as many pieces as there were, unless the code says itself how many there are. */
import test from 'ava';
import type {Product} from '../../../till/domain/catalogue.ts';
import {product} from '../domain/shop.ts';
import {apples, barcodeOf, milk} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const labelled = '2912341012346';
const cheese: Product = {...milk, code: 'ser-paczka', name: 'Ser w paczce', barcodes: [labelled]};
const ham: Product = {...apples, code: 'szynka', name: 'Szynka na wagę', plu: '1234'};

/** Pieces of the lines, when three of a code are on the counter and were repeated. */
async function repeated(shop: Shop, code: string, chosen?: string): Promise<readonly unknown[]> {
	await shop.command({do: 'quantity', pieces: 3});
	await shop.command({do: 'scan', code});
	if (chosen !== undefined) await shop.command({do: 'choose', product: chosen});
	await shop.command({do: 'repeat-last'});
	const pieces = shop.snapshot().sale.lines.map(line => 'pieces' in line && line.pieces);
	await shop.command({do: 'void-sale'});
	return pieces;
}

test('three pieces are three more, with a lot or a date on their code as well', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const code = barcodeOf(milk);
	for (const scanned of [code, `(01)0${code}(10)LOT`, `(01)0${code}(17)261231(10)LOT`])
		t.deepEqual(await repeated(shop, scanned), [3, 3], scanned);
});

test('packed goods that share their digits with a label are repeated as they were, and nobody is asked again', async t => {
	const shop = await openShop(t);
	await shop.put(product(cheese), product(ham));
	await shop.logIn();
	t.deepEqual(await repeated(shop, labelled, cheese.code), [3, 3]);
	t.false('choice' in shop.snapshot().screen);
});

test('a code that says how many there are says so again', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: `(01)0${barcodeOf(milk)}(30)6`});
	await shop.command({do: 'repeat-last'});
	t.deepEqual(
		shop.snapshot().sale.lines.map(line => 'pieces' in line && line.pieces),
		[6, 6],
	);
});
