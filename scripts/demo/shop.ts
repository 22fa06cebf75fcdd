/** The settings of the demonstration shop, and one price list that is still to come. */

import type {PriceList, Product, ShopSettings} from '../../till/domain/catalogue.ts';
import {grosze} from '../../till/domain/money.ts';
import type {VatTable} from '../../till/domain/vat.ts';
import {codesOf} from './products.ts';

/** The first page of the touch grid, as a greengrocer would lay it out. */
const quickNames = [
	'Pomidory malinowe',
	'Banany',
	'Jabłka szara reneta',
	'Ziemniaki',
	'Cebula',
	'Ogórki szklarniowe',
	'Papryka czerwona',
	'Cytryny',
	'Marchew',
	'Bułka kajzerka',
	'Natka pietruszki',
	'Reklamówka duża',
	'Chleb wiejski krojony 500 g',
	'Mleko UHT 3,2% 1 l',
	'Masło ekstra 82% 200 g',
	'Kawa mielona 500 g',
	'Wino czerwone wytrawne 0,75 l',
	'Woda mineralna gaz. 1,5 l',
	'Ser gouda, plastry 300 g',
	'Czosnek główka',
];

/** The rates the shop's letters stand for, and its printers'. */
export const demoVat: VatTable = {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'};

export function demoSettings(products: readonly Product[]): ShopSettings {
	return {
		name: 'Sklep Pod Lipą',
		vat: demoVat,
		// Prefixes 25, 27 and 29 with a weight are what Polish scales come with; this shop's own 23 carries a price.
		weightBarcodes: ['23AAAAVCCCCCK'],
		labelPresets: ['pl-weight'],
		deposits: [
			{id: 'PET050', name: 'Kaucja: butelka PET', packageNumber: 1, valueGrosze: grosze(50)},
			{id: 'CAN050', name: 'Kaucja: puszka', packageNumber: 2, valueGrosze: grosze(50)},
			{id: 'GLASS100', name: 'Kaucja: butelka szklana', packageNumber: 3, valueGrosze: grosze(100)},
		],
		currencies: [
			{
				code: 'EUR',
				rateTenThousandths: 42_000,
				denominationsMinor: [500, 1000, 2000, 5000, 10_000],
				amountMinorMax: 20_000,
			},
		],
		vouchers: [
			{id: 'meals', name: 'Bon żywieniowy', food: true},
			{id: 'gifts', name: 'Bon towarowy'},
		],
		transfers: true,
		limits: {piecesPerLineMax: 500, lineGroszeMax: grosze(500_000), receiptGroszeMax: grosze(1_500_000)},
		quickProducts: codesOf(products, quickNames),
	};
}

/** A month of cheaper breakfasts, announced early: the till has it, and changes its prices by itself on the day. */
export function demoPriceLists(products: readonly Product[]): readonly PriceList[] {
	const cheaper = [
		['Mleko UHT 3,2% 1 l', 349],
		['Masło ekstra 82% 200 g', 649],
		['Chleb wiejski krojony 500 g', 499],
		['Kawa mielona 500 g', 26_99],
	] as const;
	const codes = codesOf(
		products,
		cheaper.map(([name]) => name),
	);
	return [
		{
			id: '2027-01-sniadania',
			name: 'Tańsze śniadania w styczniu',
			validFrom: '2027-01-02T05:00:00+01:00',
			validTo: '2027-02-01T00:00:00+01:00',
			prices: Object.fromEntries(codes.map((code, place) => [code, grosze(cheaper[place]?.[1] ?? 0)])),
		},
	];
}
