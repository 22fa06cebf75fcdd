/**
 * The rows of a table → goods, and for every row that is none: which column, and why.
 *
 * A row is taken whole or not at all, and every fault of a row is told at once, so that a file is mended in one go.
 * Among rows with the same code or barcode the first good one has it.
 */
import {gtinKey} from '../../till/domain/gtin.ts';
import type {Grosze} from '../../till/domain/money.ts';
import type {Result} from '../../till/domain/result.ts';
import type {VatLetter} from '../../till/domain/vat.ts';
import {
	cutName,
	type FieldFault,
	readBarcode,
	readCode,
	readDeposit,
	readDepositPieces,
	readFlag,
	readName,
	readPrice,
	readReceiptName,
	readUnit,
	readVat,
} from './fields.ts';
import {groupSlug} from './groups.ts';
import type {Column, Table} from './table.ts';

/** One row as the file tells it; what the office may have added on the server is not in it. */
export interface Good {
	readonly row: number;
	readonly line: number;
	readonly code: string;
	readonly barcode?: string;
	readonly name: string;
	/** Absent: to be derived from the name. */
	readonly receiptName?: string;
	/** As the file writes it; its code and fiscal route follow from it and from `alcohol`. */
	readonly groupName: string;
	readonly unit: 'szt' | 'kg';
	readonly vat: VatLetter;
	readonly priceGrosze: Grosze;
	readonly alcohol: boolean;
	readonly age18: boolean;
	readonly deposit?: string;
	/** Absent: the file has no such column, and the office decides. */
	readonly depositPieces?: number;
}

export interface RowFault {
	readonly row: number;
	readonly line: number;
	/** Absent: the row as a whole. */
	readonly column?: Column;
	readonly code:
		| FieldFault
		| 'stray-quote'
		| 'unclosed-quote'
		| 'empty-row'
		| 'column-count'
		| 'double-code'
		| 'double-barcode'
		| 'barcode-on-server'
		| 'plu-on-server'
		| 'newer-on-server';
	/** The field as it stands in the file, or what else the reason is about. */
	readonly value: string;
}

export interface RowWarning {
	readonly row: number;
	readonly line: number;
	readonly column: Column;
	readonly code: 'name-cut' | 'age18-set';
	readonly value: string;
}

export interface ShopRules {
	readonly deposits: ReadonlySet<string>;
	readonly vatLetters: ReadonlySet<VatLetter>;
}

export interface Goods {
	readonly goods: readonly Good[];
	readonly faults: readonly RowFault[];
	readonly warnings: readonly RowWarning[];
}

export function readGoods(table: Table, rules: ShopRules): Goods {
	const goods: Good[] = [];
	const faults: RowFault[] = [];
	const warnings: RowWarning[] = [];
	const rowOfCode = new Map<string, number>();
	const rowOfBarcode = new Map<string, number>();

	for (const {row, line, fields} of table.records) {
		if (typeof fields === 'string') {
			faults.push({row, line, code: fields, value: ''});
			continue;
		}
		if (fields.every(field => field.trim() === '')) {
			faults.push({row, line, code: 'empty-row', value: ''});
			continue;
		}
		if (fields.length !== table.header.length) {
			faults.push({row, line, code: 'column-count', value: `${fields.length} ≠ ${table.header.length}`});
			continue;
		}

		const found: RowFault[] = [];
		const field = (column: Column): string => fields[table.places[column] ?? -1] ?? '';
		const take = <T>(column: Column, value: Result<T, FieldFault>): T | undefined => {
			if (value.ok) return value.value;
			found.push({row, line, column, code: value.fault, value: field(column)});
			return undefined;
		};
		const code = take('code', readCode(field('code')));
		const barcode = take('ean', readBarcode(field('ean')));
		const name = take('name', readName(field('name')));
		const receiptName = take('receiptName', readReceiptName(field('receiptName')));
		const groupName = take('group', readGroupName(field('group')));
		const unit = take('unit', readUnit(field('unit')));
		const vat = take('vat', readVat(field('vat'), rules.vatLetters));
		const priceGrosze = take('price', readPrice(field('price'), table.decimalMark));
		const alcohol = take('alcohol', readFlag(field('alcohol')));
		const age18 = take('age18', readFlag(field('age18')));
		const deposit = take('deposit', readDeposit(field('deposit'), rules.deposits));
		const depositPieces =
			table.places.depositPieces === undefined
				? undefined
				: take('depositPieces', readDepositPieces(field('depositPieces'), field('deposit')));

		const codeRow = code === undefined ? undefined : rowOfCode.get(code);
		if (codeRow !== undefined) found.push({row, line, column: 'code', code: 'double-code', value: String(codeRow)});
		const barcodeRow = barcode === undefined ? undefined : rowOfBarcode.get(gtinKey(barcode));
		if (barcodeRow !== undefined) {
			found.push({row, line, column: 'ean', code: 'double-barcode', value: String(barcodeRow)});
		}
		if (
			found.length > 0 ||
			code === undefined ||
			name === undefined ||
			groupName === undefined ||
			unit === undefined ||
			vat === undefined ||
			priceGrosze === undefined ||
			alcohol === undefined ||
			age18 === undefined
		) {
			faults.push(...found);
			continue;
		}

		rowOfCode.set(code, row);
		if (barcode !== undefined) rowOfBarcode.set(gtinKey(barcode), row);
		const nameCut = cutName(name);
		if (nameCut !== name) warnings.push({row, line, column: 'name', code: 'name-cut', value: name});
		if (alcohol && !age18) warnings.push({row, line, column: 'age18', code: 'age18-set', value: field('age18')});
		goods.push({
			row,
			line,
			code,
			...(barcode === undefined ? {} : {barcode}),
			name: nameCut,
			...(receiptName === undefined ? {} : {receiptName}),
			groupName,
			unit,
			vat,
			priceGrosze,
			alcohol,
			age18: age18 || alcohol,
			...(deposit === undefined ? {} : {deposit}),
			...(depositPieces === undefined ? {} : {depositPieces}),
		});
	}
	return {goods, faults, warnings};
}

function readGroupName(field: string): Result<string, FieldFault> {
	const name = readName(field);
	if (!name.ok) return name;
	const slug = groupSlug(name.value);
	if (!slug.ok) return slug;
	return name;
}
