/**
 * Knows an ordinary product without its schema, ten times as fast: a till reads a hundred thousand of them before it
 * opens, and nearly all are ordinary.
 *
 * P1  What is answered is to the letter what the schema would have said.
 * P2  `undefined` says nothing about the document: the schema is asked. So whatever is doubtful is no ordinary product
 *     here, and no reason for a refusal is ever given twice.
 */
import type {Product} from '../../till/domain/catalogue.ts';
import {grosze} from '../../till/domain/money.ts';
import {vatLetters} from '../../till/domain/vat.ts';
import {
	barcodeCountMax,
	barcodePattern,
	catalogueSchema,
	codePattern,
	nameLengthMax,
	pluPattern,
	priceGroszeMax,
	receiptNameLengthMax,
} from './limits.ts';

/** Latin letters and signs, blanks only within: of what a name may not have, and of halves of characters, nothing. */
const plainName = /^[!-~\u00a1-\u024f\u2010-\u2027€™][ -~\u00a0-\u024f\u2010-\u2027€™]*$/;

export function readPlainProduct(document: Readonly<Record<string, unknown>>): Product | undefined {
	const {_id: id, type, schema, code, name, receiptName = name, barcodes, plu, deposit} = document;
	const {unit, vat, priceGrosze, group, age18, discountable, levelPrices, recalled, depositPieces} = document;
	if (type !== 'product' || schema !== catalogueSchema) return undefined;
	if (!fits(code, codePattern) || id !== `product:${code}`) return undefined;
	if (!fits(name, plainName) || name.length > nameLengthMax) return undefined;
	if (!fits(receiptName, plainName) || receiptName.length > receiptNameLengthMax) return undefined;
	if (!Array.isArray(barcodes) || barcodes.length > barcodeCountMax) return undefined;
	for (const barcode of barcodes) if (!fits(barcode, barcodePattern)) return undefined;
	if (plu !== undefined && !fits(plu, pluPattern)) return undefined;
	if (deposit !== undefined && !fits(deposit, codePattern)) return undefined;
	if ((unit !== 'szt' && unit !== 'kg') || !isVatLetter(vat) || !fits(group, codePattern)) return undefined;
	if (!isPrice(priceGrosze) || typeof age18 !== 'boolean' || typeof discountable !== 'boolean') return undefined;
	if (levelPrices !== undefined || recalled !== undefined || depositPieces !== undefined) return undefined;
	// A field that a product gets one day does not compile until it is known here.
	const product = {
		code,
		name,
		receiptName,
		barcodes,
		unit,
		vat,
		priceGrosze: grosze(priceGrosze),
		group,
		age18,
		discountable,
	} satisfies Product &
		Record<Exclude<keyof Product, 'plu' | 'deposit' | 'depositPieces' | 'levelPrices' | 'recalled'>, unknown>;
	if (plu === undefined && deposit === undefined) return product;
	return {...product, ...(plu !== undefined && {plu}), ...(deposit !== undefined && {deposit})};
}

function fits(value: unknown, pattern: RegExp): value is string {
	return typeof value === 'string' && pattern.test(value);
}

function isVatLetter(value: unknown): value is Product['vat'] {
	return (vatLetters as readonly unknown[]).includes(value);
}

function isPrice(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= priceGroszeMax;
}
