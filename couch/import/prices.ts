/**
 * The rows of a table → prices by product code, and for every row that gives none: which column, and why.
 *
 * A row names its good by code, by barcode, or by both, which then have to agree. A barcode is looked up in the
 * catalogue. A code that the catalogue does not have is taken, because prices may come before their goods, and pointed
 * out, because it may as well be a slip of the finger.
 */

import type {Prices, Product} from '../../till/domain/catalogue.ts';
import {gtinKey} from '../../till/domain/gtin.ts';
import type {Grosze} from '../../till/domain/money.ts';
import type {Result} from '../../till/domain/result.ts';
import {type FieldFault, readBarcode, readCode, readPrice} from './fields.ts';
import type {RowFault} from './goods.ts';
import type {Column, Table} from './table.ts';

/** What a file of prices needs: the price, and one way to say of what. */
export const priceColumns: readonly (readonly Column[])[] = [['code', 'ean'], ['price']];

export interface PriceRowFault extends Omit<RowFault, 'code'> {
	readonly code:
		| FieldFault
		| 'stray-quote'
		| 'unclosed-quote'
		| 'empty-row'
		| 'column-count'
		| 'double-good'
		| 'no-good'
		| 'barcode-unknown'
		| 'barcode-ambiguous'
		| 'barcode-elsewhere';
}

/** A price that waits for its good. */
export interface WaitingPrice {
	readonly row: number;
	readonly line: number;
	readonly code: string;
}

export interface PriceRows {
	readonly prices: Prices;
	readonly faults: readonly PriceRowFault[];
	readonly waiting: readonly WaitingPrice[];
}

/** Without `products` nothing is looked up: a file can be looked at without a server. */
export function readPrices(table: Table, products?: Iterable<Product>): PriceRows {
	const known = products === undefined ? undefined : knownGoods(products);
	const prices = new Map<string, Grosze>();
	const faults: PriceRowFault[] = [];
	const waiting: WaitingPrice[] = [];
	const rowOfGood = new Map<string, number>();

	for (const {row, line, fields} of table.records) {
		const refuse = (code: PriceRowFault['code'], value: string, column?: Column) =>
			faults.push({row, line, ...(column === undefined ? {} : {column}), code, value});
		if (typeof fields === 'string') {
			refuse(fields, '');
			continue;
		}
		if (fields.every(field => field.trim() === '')) {
			refuse('empty-row', '');
			continue;
		}
		if (fields.length !== table.header.length) {
			refuse('column-count', `${fields.length} ≠ ${table.header.length}`);
			continue;
		}
		const faultCount = faults.length;
		const field = (column: Column): string => fields[table.places[column] ?? -1] ?? '';
		const take = <T>(column: Column, value: Result<T, FieldFault>): T | undefined => {
			if (value.ok) return value.value;
			refuse(value.fault, field(column), column);
			return undefined;
		};
		const code = field('code').trim() === '' ? undefined : take('code', readCode(field('code')));
		const barcode = take('ean', readBarcode(field('ean')));
		const priceGrosze = take('price', readPrice(field('price'), table.decimalMark));
		if (faults.length > faultCount || priceGrosze === undefined) continue;
		if (code === undefined && barcode === undefined) {
			refuse('no-good', '');
			continue;
		}

		const owners = barcode === undefined ? undefined : known?.byBarcode.get(gtinKey(barcode));
		const [owner] = owners ?? [];
		if (code !== undefined && owner !== undefined && !owners?.includes(code)) {
			refuse('barcode-elsewhere', owner, 'ean');
			continue;
		}
		if (code === undefined && known !== undefined && owner === undefined) {
			refuse('barcode-unknown', field('ean'), 'ean');
			continue;
		}
		if (code === undefined && owners !== undefined && owners.length > 1) {
			refuse('barcode-ambiguous', owners.join(', '), 'ean');
			continue;
		}
		const good = code ?? owner ?? `barcode ${gtinKey(barcode ?? '')}`;
		const doubled = rowOfGood.get(good);
		if (doubled !== undefined) {
			refuse('double-good', String(doubled));
			continue;
		}
		rowOfGood.set(good, row);
		prices.set(good, priceGrosze);
		if (known !== undefined && !known.codes.has(good)) waiting.push({row, line, code: good});
	}
	return {prices: Object.fromEntries(prices), faults, waiting};
}

function knownGoods(products: Iterable<Product>) {
	const codes = new Set<string>();
	const byBarcode = new Map<string, string[]>();
	for (const {code, barcodes} of products) {
		codes.add(code);
		for (const key of new Set(barcodes.map(gtinKey))) byBarcode.set(key, [...(byBarcode.get(key) ?? []), code]);
	}
	return {codes, byBarcode};
}
