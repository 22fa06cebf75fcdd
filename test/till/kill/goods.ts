/** What is sold at the counter where tills are killed, and how each of it is rung up. */
import type {SellingCommand} from '../../../till/app/selling-commands.ts';
import type {CatalogueItem, Currency, Product, Route, VoucherKind} from '../../../till/domain/catalogue.ts';
import {gtinCheckDigit} from '../../../till/domain/gtin.ts';
import {grosze} from '../../../till/domain/money.ts';
import {appleLabel, apples, barcodeOf, beer, bread, milk, shopCatalogue, vodka, water} from '../app/goods.ts';

export interface Good {
	readonly product: string;
	readonly route: Route;
	/** Pieces, or grams of what was weighed. */
	readonly units: number;
	/** What it comes to with its deposit and without a card. */
	readonly dueGrosze: number;
	readonly depositGrosze?: number;
	readonly wish: SellingCommand;
}

const bottledBeer: Product = {
	...beer,
	code: '000006',
	name: 'Piwo w butelce 0,5 l',
	receiptName: 'Piwo w butelce 0,5 l',
	barcodes: ['590053500002'].map(body => body + gtinCheckDigit(body)),
	priceGrosze: grosze(389),
	deposit: 'PET050',
};

const scanned = (product: Product, route: Route, depositGrosze = 0): Good => ({
	product: product.code,
	route,
	units: 1,
	dueGrosze: product.priceGrosze + depositGrosze,
	...(depositGrosze > 0 && {depositGrosze}),
	wish: {do: 'scan', code: barcodeOf(product)},
});

export const mainGoods: readonly [Good, ...Good[]] = [
	scanned(milk, 'main'),
	scanned(water, 'main', 50),
	{product: bread.code, route: 'main', units: 1, dueGrosze: bread.priceGrosze, wish: {do: 'plu', plu: '5'}},
	// 1.234 kg at 3.99.
	{product: apples.code, route: 'main', units: 1234, dueGrosze: 492, wish: {do: 'scan', code: appleLabel}},
];
export const alcoholGoods: readonly [Good, ...Good[]] = [
	scanned(beer, 'alcohol'),
	scanned(vodka, 'alcohol'),
	scanned(bottledBeer, 'alcohol', 50),
];

export const euro: Currency = {code: 'EUR', rateTenThousandths: 42_737};
export const mealVoucher: VoucherKind = {id: 'meals', name: 'Bon żywieniowy', food: true};
export const giftVoucher: VoucherKind = {id: 'gifts', name: 'Bon towarowy'};

/**
 * The catalogue but for the till itself. Alcohol is sold at any hour: tests run at night, too. And all of it is food, so that
 * whoever comes may pay with either kind of voucher.
 */
export const counterCatalogue: readonly CatalogueItem[] = [
	...shopCatalogue.flatMap((item): CatalogueItem[] => {
		if (item.kind === 'till') return [];
		if (item.kind === 'group') return [{kind: 'group', value: {...item.value, mealVoucher: true}}];
		if (item.kind !== 'shop') return [item];
		const {alcoholBan: _ban, ...settings} = item.value;
		const vouchers = [mealVoucher, giftVoucher];
		return [{kind: 'shop', value: {...settings, currencies: [euro], vouchers, transfers: true}}];
	}),
	{kind: 'product', value: bottledBeer},
];
