/**
 * The goods of the demonstration shop: codes, barcodes and receipt names given in the order of the tables, so that every
 * start makes the same catalogue.
 *
 *   1001 …     weighed goods, the code is the PLU
 *   5001 …     goods by the piece without a barcode, the code is the PLU
 *   100001 …   packed goods; their barcodes begin with 20, which belongs to no producer
 */
import {deriveReceiptName} from '../../couch/import/receipt-name.ts';
import {assert} from '../../till/domain/assert.ts';
import type {Product} from '../../till/domain/catalogue.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';
import {beer, household, other, spirits, tobacco, wine} from './goods/counter.ts';
import {bread, dairy, fruitAndVegetables, meat} from './goods/fresh.ts';
import {coffeeAndTea, drinks, dryGoods, frozen, spices, sweets} from './goods/pantry.ts';
import {type DemoGood, type GroupGoods, readLoose, readPacked} from './table.ts';

export const demoGroups: readonly GroupGoods[] = [
	fruitAndVegetables,
	bread,
	meat,
	dairy,
	drinks,
	sweets,
	dryGoods,
	spices,
	frozen,
	coffeeAndTea,
	household,
	other,
	tobacco,
	beer,
	wine,
	spirits,
];

export function demoProducts(): readonly Product[] {
	let weighedCode = 1001;
	let pieceCode = 5001;
	let packedCode = 100_001;
	return demoGroups.flatMap(goods => {
		const common = ({name, priceGrosze, vat, deposit, depositPieces, age18}: DemoGood, code: string) => ({
			code,
			name,
			receiptName: deriveReceiptName(name, code),
			priceGrosze,
			vat,
			group: goods.group.code,
			age18,
			discountable: goods.discountable ?? goods.group.route !== 'alcohol',
			...(deposit === undefined ? {} : {deposit}),
			...(depositPieces === undefined ? {} : {depositPieces}),
		});
		const loose = (good: DemoGood, unit: Product['unit'], number: number): Product => {
			const code = String(number);
			return {...common(good, code), unit, barcodes: [], plu: code};
		};
		return [
			...readLoose(goods.weighed).map(good => loose(good, 'kg', weighedCode++)),
			...readLoose(goods.byThePiece).map(good => loose(good, 'szt', pieceCode++)),
			...readPacked(goods.packed).map((good): Product => {
				const code = String(packedCode++);
				const body = `200000${code}`;
				return {...common(good, code), unit: 'szt', barcodes: [body + gtinCheckDigit(body)]};
			}),
		];
	});
}

/** Codes of goods by their names, for lists that people read. */
export function codesOf(products: readonly Product[], names: readonly string[]): readonly string[] {
	return names.map(name => {
		const product = products.find(candidate => candidate.name === name);
		assert(product !== undefined, `the demonstration sells ${name}`);
		return product.code;
	});
}
