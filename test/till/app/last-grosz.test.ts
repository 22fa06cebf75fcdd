/** Goods of one grosz at half their price are sold and printed, alone and beside others, on either printer. */
import test from 'ava';
import type {CatalogueItem, Product} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {product} from '../domain/shop.ts';
import {bread, milk, shopCatalogue} from './goods.ts';
import {openShop} from './shop-till.ts';

const bag: Product = {...milk, code: '900', name: 'Torebka', barcodes: [], plu: '900', priceGrosze: grosze(1)};
const gum: Product = {...bag, code: '901', name: 'Guma do wódki', plu: '901', group: 'piwo'};
const half: CatalogueItem = {
	kind: 'promotion',
	value: {
		id: 'polowa',
		name: 'Pół ceny',
		validFrom: '2026-01-01T00:00:00Z',
		terms: {kind: 'percent', percentHundredths: 5000},
		products: [bag.code, gum.code],
	},
};
const items = [...shopCatalogue, product(bag), product(gum), half];

test('a bag of a grosz is sold at half its price, alone and beside bread on the other printer', async t => {
	const shop = await openShop(t, {items});
	await shop.logIn();
	const baskets = [[bag], [bag, bread], [gum, bread], [gum]];
	for (const goods of baskets) {
		for (const {plu = ''} of goods) await shop.command({do: 'plu', plu});
		t.is(shop.snapshot().message?.code, undefined);
		await shop.payCash();
		await shop.screen('change');
		await shop.command({do: 'next-customer'});
	}
	t.deepEqual(
		(await shop.receipts()).map(({goodsGrosze}) => goodsGrosze as number),
		[1, 651, 651, 1],
	);
	await shop.audit();
});
