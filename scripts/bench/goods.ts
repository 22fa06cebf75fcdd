/** Goods to measure with: products as the office writes them, the same at every run. */
import {type CatalogueDocument, catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';
import {grosze} from '../../till/domain/money.ts';
import type {BenchShop} from './server.ts';

const kinds = ['Mleko', 'Śmietana', 'Ser żółty', 'Płatki owsiane', 'Mąka pszenna', 'Herbata', 'Sok jabłkowy', 'Baton'];
const makers = ['Łąka', 'Zagroda', 'Dobra', 'Pod Lasem', 'Kłos', 'Ogród', 'Wisła'];
export const goodsGroupCount = 20;
const batchCount = 2000;
const rulesId = '_design/catalogue';

export function benchProduct(number: number): CatalogueDocument {
	const code = String(100_000 + number);
	const name = `${kinds[number % kinds.length]} ${makers[number % makers.length]} ${(number % 19) * 50 + 50} g`;
	const body = `200000${code}`;
	return catalogueDocument({
		kind: 'product',
		value: {
			code,
			name,
			receiptName: name,
			barcodes: [body + gtinCheckDigit(body)],
			unit: 'szt',
			vat: number % 3 === 0 ? 'A' : 'C',
			priceGrosze: grosze(99 + ((number * 37) % 4900)),
			group: `g${number % goodsGroupCount}`,
			age18: false,
			discountable: true,
		},
	});
}

export function benchProducts(count: number): readonly CatalogueDocument[] {
	return Array.from({length: count}, (_, number) => benchProduct(number));
}

/** With the price of a day: another one each day. */
export function repriced(product: CatalogueDocument, day: number): CatalogueDocument {
	return {...product, priceGrosze: Number(product['priceGrosze']) + day};
}

/** Puts so many products on the server. */
export async function loadGoods(shop: BenchShop, count: number): Promise<void> {
	const catalogue = shop.couch.database(catalogueDatabase);
	const products = benchProducts(count);
	const putRulesBack = await takeRulesAway(shop);
	for (let at = 0; at < count; at += batchCount) {
		const [failure] = await catalogue.bulk(products.slice(at, at + batchCount));
		assert(failure === undefined, `the server takes every product: ${failure?.id} ${failure?.reason}`);
	}
	await putRulesBack();
}

/**
 * Takes the validator out of the catalogue: it slows writing down eight times and reading not at all. Returns the way
 * to put it back.
 */
export async function takeRulesAway(shop: BenchShop): Promise<() => Promise<void>> {
	const catalogue = shop.couch.database(catalogueDatabase);
	const rules = await catalogue.get(rulesId);
	if (rules === undefined) return async () => undefined;
	const {_rev, ...content} = rules;
	await catalogue.put({_id: rulesId, _rev, _deleted: true});
	return async () => {
		await catalogue.put(content);
	};
}
