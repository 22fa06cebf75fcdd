/** The catalogue of the small test shop as its office writes it. */
import {scryptSync} from 'node:crypto';
import type {Card, Cashier, CatalogueItem, Group, Product, TillProfile} from '../../../till/domain/catalogue.ts';
import {gtinCheckDigit} from '../../../till/domain/gtin.ts';
import {grosze} from '../../../till/domain/money.ts';
import {verifierDigit} from '../../../till/domain/weight-label.ts';
import {apples, milk, product, shopItems, vodka, water} from '../domain/shop.ts';

export {apples, milk, vodka, water};

export const beer: Product = {
	...vodka,
	code: '000004',
	name: 'Piwo jasne 0,5 l',
	receiptName: 'Piwo jasne 0,5 l',
	barcodes: ['5900535000019'].map(code => code.slice(0, 12) + gtinCheckDigit(code.slice(0, 12))),
	priceGrosze: grosze(449),
	group: 'piwo',
	discountable: true,
};
export const bread: Product = {
	...milk,
	code: '000005',
	name: 'Chleb wiejski',
	receiptName: 'Chleb wiejski',
	barcodes: [],
	plu: '5',
	priceGrosze: grosze(650),
};
const beers: Group = {code: 'piwo', name: 'Piwo', route: 'alcohol', colour: 'drink', order: 4};

export const barcodeOf = ({barcodes}: Product): string => barcodes[0] ?? '';

/** What the shop's own scale prints on 1.234 kg of apples. */
export const appleLabel = ((body: string) => body + gtinCheckDigit(body))(`291001${verifierDigit('01234')}01234`);

export const card: Card = {
	number: '7770000001',
	name: 'Pani Halina',
	blocked: false,
	percentHundredths: 1000,
	excludedGroups: [],
};

/** As `hashPin` writes it, at a tenth of its cost. */
export function pinHashOf(pin: string): string {
	const salt = 'salt of the test';
	const hash = scryptSync(pin, salt, 32, {N: 1024, r: 8, p: 1});
	return ['scrypt', 1024, 8, 1, Buffer.from(salt).toString('base64url'), hash.toString('base64url')].join('$');
}

export const zaneta: Cashier = {
	id: '2',
	name: 'Żaneta',
	pinHash: pinHashOf('2580'),
	permissions: ['sell', 'void-line', 'void-sale', 'service'],
};
export const marek: Cashier = {id: '3', name: 'Marek', pinHash: pinHashOf('1470'), permissions: ['sell']};
export const storeman: Cashier = {id: '4', name: 'Jan z magazynu', pinHash: pinHashOf('3690'), permissions: []};
export const manager: Cashier = {
	id: '5',
	name: 'Ewa z biura',
	pinHash: pinHashOf('7410'),
	permissions: ['service', 'manage'],
};
export const pinOf: Readonly<Record<string, string>> = {'2': '2580', '3': '1470', '4': '3690', '5': '7410'};

const printer = (port: number) => ({protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port}}) as const;
export const profile: TillProfile = {
	id: 'anna',
	name: 'Kasa 3',
	number: 3,
	printers: {main: printer(6001), alcohol: printer(6002)},
	scale: {protocol: 'dialog06', address: {kind: 'tcp', host: '127.0.0.1', port: 6003}},
	scanner: {protocol: 'line', address: {kind: 'tcp', host: '127.0.0.1', port: 6004}},
	receiptsPushSeconds: 5,
	publicKey: `MCowBQYDK2VwAyEA${'A'.repeat(43)}=`,
};

export const shopCatalogue: readonly CatalogueItem[] = [
	...shopItems,
	product(beer),
	product(bread),
	{kind: 'group', value: beers},
	{kind: 'card', value: card},
	...[zaneta, marek, storeman, manager].map((value): CatalogueItem => ({kind: 'cashier', value})),
	{kind: 'till', value: profile},
];
