/**
 * One field of a row → its value, or why not. Nothing is repaired by guessing: a price is where a guess costs money.
 */

import {isGtin} from '../../till/domain/gtin.ts';
import {type Grosze, grosze} from '../../till/domain/money.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {type VatLetter, vatLetters} from '../../till/domain/vat.ts';
import {priceGroszeMax} from '../documents/catalogue.ts';
import {depositPiecesMax} from '../documents/limits.ts';
import {isWindows1250} from './encoding.ts';
import type {DecimalMark} from './table.ts';

export type FieldFault =
	| 'empty'
	| 'too-long'
	| 'control-character'
	| 'damaged-letter'
	| 'code-characters'
	| 'barcode-length'
	| 'barcode-digits'
	| 'barcode-spreadsheet'
	| 'barcode-zeros'
	| 'barcode-check-digit'
	| 'not-windows-1250'
	| 'group-letters'
	| 'unit'
	| 'vat-letter'
	| 'vat-not-used'
	| 'price-number'
	| 'price-decimals'
	| 'price-mark'
	| 'price-zero'
	| 'price-negative'
	| 'price-high'
	| 'not-0-or-1'
	| 'deposit'
	| 'pieces-number'
	| 'pieces-low'
	| 'pieces-high'
	| 'pieces-without-deposit';

/** Longest name the newest fiscal printers take; what is longer is cut, and said so. */
export const nameLengthMax = 80;
export const receiptNameLengthMax = 40;
const codeLengthMax = 40;

// Line and paragraph separators are not control characters by name, but break a receipt's line all the same.
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

export function readCode(field: string): Result<string, FieldFault> {
	const code = field.trim();
	if (code === '') return fail('empty');
	if (code.length > codeLengthMax) return fail('too-long');
	return /^[A-Za-z0-9._-]+$/.test(code) ? ok(code) : fail('code-characters');
}

/** The barcode as it is printed on the package, or `undefined` for goods without one. */
export function readBarcode(field: string): Result<string | undefined, FieldFault> {
	const code = field.trim();
	if (code === '') return ok(undefined);
	if (/^\d+[.,]?\d*E\+?\d+$/i.test(code)) return fail('barcode-spreadsheet');
	if (!/^\d+$/.test(code)) return fail('barcode-digits');
	if (![8, 12, 13].includes(code.length)) return fail('barcode-length');
	if (/^0+$/.test(code)) return fail('barcode-zeros');
	return isGtin(code) ? ok(code) : fail('barcode-check-digit');
}

/** A name as plain text, composed (`é` is one letter), without the spaces around it. */
export function readName(field: string): Result<string, FieldFault> {
	if (control.test(field)) return fail('control-character');
	if (field.includes('\u{fffd}')) return fail('damaged-letter');
	const name = field.normalize('NFC').trim();
	return name === '' ? fail('empty') : ok(name);
}

/** At most 80 characters, cut after a whole word where there is one in the last quarter. */
export function cutName(name: string): string {
	const letters = [...name];
	if (letters.length <= nameLengthMax) return name;
	const cut = letters.slice(0, nameLengthMax).join('');
	const space = cut.lastIndexOf(' ');
	const atWord = letters[nameLengthMax] === ' ' || space < nameLengthMax * 0.75;
	return (atWord ? cut : cut.slice(0, space)).trimEnd();
}

/** What the file wants printed, or `undefined` where it leaves that to us. */
export function readReceiptName(field: string): Result<string | undefined, FieldFault> {
	if (field.trim() === '' && !control.test(field)) return ok(undefined);
	const name = readName(field);
	if (!name.ok) return name;
	if (name.value.length > receiptNameLengthMax) return fail('too-long');
	return isWindows1250(name.value) ? name : fail('not-windows-1250');
}

export function readUnit(field: string): Result<'szt' | 'kg', FieldFault> {
	const unit = field.trim().toLowerCase();
	if (unit === '') return fail('empty');
	if (unit === 'szt' || unit === 'szt.') return ok('szt');
	return unit === 'kg' ? ok('kg') : fail('unit');
}

/** A small letter means the same slot as a capital one; there is nothing else it could mean. */
export function readVat(field: string, inUse: ReadonlySet<VatLetter>): Result<VatLetter, FieldFault> {
	const text = field.trim().toUpperCase();
	if (text === '') return fail('empty');
	const letter = vatLetters.find(known => known === text);
	if (letter === undefined) return fail('vat-letter');
	return inUse.has(letter) ? ok(letter) : fail('vat-not-used');
}

export function readPrice(field: string, mark: DecimalMark): Result<Grosze, FieldFault> {
	const text = field.trim();
	if (text === '') return fail('empty');
	const [, sign, whole = '', found, decimals = ''] = /^(-?)(\d+)(?:([.,])(\d+))?$/.exec(text) ?? [];
	if (whole === '') return fail('price-number');
	if (found !== undefined && found !== mark) return fail('price-mark');
	if (decimals.length > 2) return fail('price-decimals');
	if (sign === '-') return fail('price-negative');
	const amount = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
	if (amount === 0) return fail('price-zero');
	return amount <= priceGroszeMax ? ok(grosze(amount)) : fail('price-high');
}

export function readFlag(field: string): Result<boolean, FieldFault> {
	const text = field.trim();
	if (text === '') return fail('empty');
	return text === '0' || text === '1' ? ok(text === '1') : fail('not-0-or-1');
}

export function readDeposit(field: string, known: ReadonlySet<string>): Result<string | undefined, FieldFault> {
	const deposit = field.trim();
	if (deposit === '') return ok(undefined);
	return known.has(deposit) ? ok(deposit) : fail('deposit');
}

/** How many packages with that deposit one piece has; an empty field is one. */
export function readDepositPieces(field: string, depositField: string): Result<number, FieldFault> {
	const text = field.trim();
	if (text === '') return ok(1);
	if (!/^-?\d+$/.test(text)) return fail('pieces-number');
	const pieces = Number(text);
	if (pieces < 1) return fail('pieces-low');
	if (pieces > depositPiecesMax) return fail('pieces-high');
	return depositField.trim() === '' ? fail('pieces-without-deposit') : ok(pieces);
}
