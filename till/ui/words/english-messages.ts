/** What the entry line says, in English. */
import {zloty} from '../format.ts';
import type {Messages} from './kinds.ts';

const printerNames: Readonly<Record<string, string>> = {main: ' 1', alcohol: ' 2 (alcohol)'};
/** Printers are called by their numbers; the till names their routes. */
const printerName = (route: string | undefined) => printerNames[route ?? ''] ?? '';
const named = (about: string | undefined) => (about === undefined ? '' : `: ${about}`);
const missingAmount = (about: string | undefined) =>
	about !== undefined && /^\d+$/.test(about) ? `${zloty(Number(about))} is missing` : 'The amount is not enough';

export const englishMessages: Messages = {
	'unknown-code': about => `No such item${named(about)}`,
	'bad-check-digit': about => `Misread code, scan it again${named(about)}`,
	'unknown-plu': about => `No such PLU${named(about)}`,
	'product-gone': about => `No longer sold${named(about)}`,
	'product-incomplete': about => `No price or VAT rate${named(about)}`,
	'product-ambiguous': about => `Several items share the code, pick one${named(about)}`,
	'needs-weight': about => `Sold by weight${named(about)}`,
	'no-scale': () => 'This till has no scale',
	'quantity-of-weighed': () => 'Weighed goods are not multiplied',
	'alcohol-hours': () => 'Alcohol may not be sold at this hour',
	'age-refused': about => `Refusal recorded, line removed${named(about)}`,
	'card-accepted': about => `Regular customer${named(about)}`,
	'card-blocked': () => 'The card is blocked',
	'card-expired': () => 'The card has expired',
	'card-unknown': () => 'Unknown card',
	'line-voided': about => `Removed${named(about)}`,
	'sale-voided': () => 'Receipt voided',
	'nothing-to-pay': () => 'There is nothing to pay',
	'nothing-to-repeat': () => 'There is nothing to repeat',
	'not-enough': missingAmount,
	'overpaid-without-cash': () => 'Change only comes from cash: lower card or voucher',
	'no-such-line': () => 'That line is gone',
	'not-now': () => 'This cannot be done now',
	'not-permitted': () => 'A manager is needed for this',
	'wrong-pin': () => 'Wrong PIN, type it again',
	'pin-locked': () => 'Too many attempts, wait a moment',
	'printer-not-ready': about => `Printer${printerName(about)} is not ready`,
	'vat-differs': about => `VAT rates in printer${printerName(about)} differ from the shop's`,
	'slip-nothing-to-sell': () => 'There is nothing to print on the receipt',
	'slip-too-many-lines': about => `The printer takes ${about ?? ''} lines at most, make it two receipts`,
	'slip-name': about => `The printer will not print a name like this${named(about)}`,
	'slip-price': about => `The printer will not take a price like this${named(about)}`,
	'slip-quantity': about => `The printer will not take a quantity like this${named(about)}`,
	'slip-value': about => `The printer will not take this line's value${named(about)}`,
	'slip-discount': about => `The discount is larger than the line${named(about)}`,
	'slip-vat-letter': about => `The printer lacks this product's VAT rate${named(about)}`,
	'slip-vat-locked': about => `The printer holds this product at a lower VAT rate and will not sell it${named(about)}`,
	'slip-deposit': about => `The printer will not take this deposit${named(about)}`,
	'slip-nip': about => `The buyer's NIP is wrong${named(about)}`,
	'slip-sums': () => "The receipt does not add up, call the till's service",
	'drawer-failed': () => 'The drawer did not open',
	'sale-recovered': () => 'The receipt from before the break is back',
	'receipt-recovered': about => `The receipt from before the break is finished${named(about)}`,
	'store-failed': () => 'The disk of this till does not store, call service',
	'too-many-lines': () => 'The receipt is full, total it and begin another',
	'scan-in-payment': () => 'Finish the payment first, or go back',
	'scan-in-age': () => 'A scan does not answer: choose NO, ID or YES',
	'scan-in-printing': () => 'Printing; scan when it is done',
	'scan-in-weighing': () => 'Add the weighed item first, or go back',
	'scan-not-here': () => 'The scanner has no use here',
	'type-plu-first': () => 'Type the number, then touch PLU',
	'type-quantity-first': () => 'Type a quantity from 1 to 999, then touch ×',
	'price-not-known': () => 'Code not known here, pick the item from the list',
	'no-answer': () => 'The till did not answer, check the receipt',
	'not-understood': () => 'The till did not take the command',
};
