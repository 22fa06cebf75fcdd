/**
 * The catalogue of the demonstration shop „Sklep Pod Lipą”: everything the office would have written before a till is
 * switched on, except the tills themselves.
 *
 * All of it is invented: goods, barcodes, people and cards. The VAT letters are plausible and no tax advice.
 */
import {createHash} from 'node:crypto';
import type {CatalogueItem} from '../../couch/documents/catalogue.ts';
import {demoCardRules, demoCards, demoPeople} from './people.ts';
import {demoGroups, demoProducts} from './products.ts';
import {demoPromotions} from './promotions.ts';
import {demoPriceLists, demoSettings} from './shop.ts';

export function demoCatalogue({hashPin}: {readonly hashPin: (pin: string) => string}): readonly CatalogueItem[] {
	const products = demoProducts();
	return [
		{kind: 'shop', value: demoSettings(products)},
		...demoGroups.map(({group}): CatalogueItem => ({kind: 'group', value: group})),
		...products.map((value): CatalogueItem => ({kind: 'product', value})),
		...demoPriceLists(products).map((value): CatalogueItem => ({kind: 'price-list', value})),
		...demoPromotions(products).map((value): CatalogueItem => ({kind: 'promotion', value})),
		...demoCardRules.map((value): CatalogueItem => ({kind: 'card-rule', value})),
		...demoCards.map((value): CatalogueItem => ({kind: 'card', value})),
		...demoPeople.map(({pin, badgeCode, ...person}): CatalogueItem => {
			const badge = badgeCode === undefined ? {} : {badge: createHash('sha256').update(badgeCode).digest('hex')};
			return {kind: 'cashier', value: {...person, pinHash: hashPin(pin), pinLength: pin.length, ...badge}};
		}),
	];
}
