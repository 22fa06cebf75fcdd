/**
 * The name a fiscal printer prints, made from a product's name: at most 40 characters, all of Windows-1250, never empty.
 * What has to go is decided in `till/domain/short-name.ts`.
 */
import {assert} from '../../till/domain/assert.ts';
import {shortName} from '../../till/domain/short-name.ts';
import {isWindows1250} from './encoding.ts';
import {receiptNameLengthMax} from './fields.ts';
import {spellInWindows1250} from './letters.ts';

export function deriveReceiptName(name: string, code: string): string {
	const spelled = spellInWindows1250(name);
	const isName = /[\p{L}\p{N}]/u.test(spelled);
	const receiptName = !isName
		? `Towar ${code}`.slice(0, receiptNameLengthMax)
		: shortName(spelled, receiptNameLengthMax);
	assert(receiptName.length <= receiptNameLengthMax, `a receipt name is at most ${receiptNameLengthMax} characters`);
	assert(isWindows1250(receiptName), 'a receipt name is within Windows-1250');
	return receiptName;
}
