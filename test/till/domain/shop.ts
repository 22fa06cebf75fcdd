/** A small shop with named goods, for tests. */
import type {CatalogueItem, Deposit, Group, Product, ShopSettings} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {VatTable} from '../../../till/domain/vat.ts';

export const vatTable: VatTable = {
	A: 2300,
	B: 800,
	C: 500,
	D: 0,
	E: 'exempt',
	F: 'inactive',
	G: 'inactive',
};

export const pet: Deposit = {id: 'PET050', name: 'Butelka PET', packageNumber: 1, valueGrosze: grosze(50)};

export const settings: ShopSettings = {
	name: 'Delikatesy Ostoja',
	vat: vatTable,
	weightBarcodes: ['29AAAAVWWWWWK', '23AAAAACCCCCK'],
	deposits: [pet],
	alcoholBan: {fromHour: 22, toHour: 6},
	quickProducts: ['1001'],
};

export const dairy: Group = {code: 'nabial', name: 'Nabiał', route: 'main', colour: 'dairy', order: 2};
export const fruit: Group = {code: 'owoce', name: 'Owoce i warzywa', route: 'main', colour: 'green', order: 1};
export const spirits: Group = {code: 'wodka', name: 'Wódka', route: 'alcohol', colour: 'spirit', order: 3};

export const milk: Product = {
	code: '000001',
	name: 'Mleko Łaciate 3,2% 1 l',
	receiptName: 'Mleko Łaciate 3,2% 1l',
	barcodes: ['5900820000011'],
	unit: 'szt',
	vat: 'C',
	priceGrosze: grosze(429),
	group: 'nabial',
	age18: false,
	discountable: true,
};
export const apples: Product = {
	...milk,
	code: '1001',
	name: 'Jabłka Ligol',
	receiptName: 'Jabłka Ligol',
	barcodes: [],
	plu: '1001',
	unit: 'kg',
	priceGrosze: grosze(399),
	group: 'owoce',
};
export const water: Product = {
	...milk,
	code: '000002',
	name: 'Woda źródlana 1,5 l',
	receiptName: 'Woda źródlana 1,5 l',
	barcodes: ['5901234123457', '012345678905'],
	vat: 'A',
	priceGrosze: grosze(199),
	deposit: 'PET050',
};
export const vodka: Product = {
	...milk,
	code: '000003',
	name: 'Wódka Czysta 0,5 l',
	receiptName: 'Wódka Czysta 0,5 l',
	barcodes: ['95012346'],
	vat: 'A',
	priceGrosze: grosze(2899),
	group: 'wodka',
	age18: true,
	discountable: false,
};

export const product = (value: Product): CatalogueItem => ({kind: 'product', value});
export const group = (value: Group): CatalogueItem => ({kind: 'group', value});
export const shop = (value: ShopSettings): CatalogueItem => ({kind: 'shop', value});

export const shopItems: readonly CatalogueItem[] = [
	...[milk, apples, water, vodka].map(product),
	...[dairy, fruit, spirits].map(group),
	shop(settings),
];
