/** NIP, the taxpayer's number: ten digits, the last of which checks the others (regulation on the NIP register). */
import type {Grosze} from './money.ts';

const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** Without the dashes and blanks that people write into it, and without the country's letters. */
function plainNip(text: string): string {
	return text.replace(/^PL/i, '').replace(/[\s-]/g, '');
}

/** The ten digits of what somebody wrote; undefined where it is no NIP. */
export function readNip(text: string): string | undefined {
	const digits = plainNip(text);
	return isNip(digits) ? digits : undefined;
}

export function isNip(text: string): boolean {
	if (!/^\d{10}$/.test(text) || /^0+$/.test(text)) return false;
	const sum = weights.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
	return sum % 11 === Number(text[9]);
}

/**
 * What a fiscal slip with a buyer's NIP is: `simplified`, an invoice itself, or `apart`, the paper that an invoice of its own
 * needs. The limit is of what is invoiced, the goods of one slip with their tax (art. 106e sec. 5 point 3 of the VAT act):
 * deposits are outside it, and so is what comes back.
 */
export type InvoiceRule = 'simplified' | 'apart';

const simplifiedGroszeMax = 45_000;

export function invoiceRuleOf(goodsGrosze: Grosze): InvoiceRule {
	return goodsGrosze <= simplifiedGroszeMax ? 'simplified' : 'apart';
}
