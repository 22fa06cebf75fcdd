/**
 * What a fiscal printer would refuse, or print as something else, found before anything is printed: the first fault of a
 * slip with the line it is about. A slip without a fault may still be refused (a good that is locked for its rate, a full
 * memory), never for what can be seen beforehand.
 */
import type {Grosze} from './money.ts';
import {isNip} from './nip.ts';
import {valueOfQuantity} from './quantity.ts';
import type {Slip, SlipDeposit, SlipLine} from './slip.ts';
import type {VatTable} from './vat.ts';

/** As the driver says of its printer. */
export interface SlipLimits {
	readonly lineCountMax: number;
	readonly priceGroszeMax: number;
	readonly lineGroszeMax: number;
	/** The number a package is identified by. */
	readonly packageNumberMax: number;
}

export interface SlipFault {
	readonly code:
		| 'nothing-to-sell'
		| 'too-many-lines'
		| 'name'
		| 'price'
		| 'quantity'
		| 'value'
		| 'discount'
		| 'vat-letter'
		| 'vat-locked'
		| 'deposit'
		| 'nip'
		| 'sums';
	/** Of the slip, from 1. */
	readonly line?: number;
	/** What it is about, in the shop's own words: a name, a number. */
	readonly about: string;
}

/** `printer`: the rates as the printer that is to print it has them. */
export function checkSlip(slip: Slip, limits: SlipLimits, printer: VatTable): SlipFault | undefined {
	const {lines, deposits, buyerNip} = slip;
	if (lines.length === 0) return {code: 'nothing-to-sell', about: ''};
	if (lines.length > limits.lineCountMax) return {code: 'too-many-lines', about: String(limits.lineCountMax)};
	for (const [index, line] of lines.entries()) {
		const code = lineFault(line, limits, printer);
		if (code !== undefined) return {code, line: index + 1, about: line.name};
	}
	const deposit = deposits.find(each => !isDeposit(each, limits));
	if (deposit !== undefined) return {code: 'deposit', about: deposit.name};
	if (buyerNip !== undefined && !isNip(buyerNip)) return {code: 'nip', about: buyerNip};
	return addsUp(slip) ? undefined : {code: 'sums', about: ''};
}

function lineFault(line: SlipLine, limits: SlipLimits, printer: VatTable): SlipFault['code'] | undefined {
	const {name, quantity, priceGrosze, grossGrosze, discountGrosze, vat} = line;
	if (!isName(name)) return 'name';
	if (!isWithin(priceGrosze, 1, limits.priceGroszeMax)) return 'price';
	if ('weightGrams' in quantity ? quantity.weightGrams <= 0 : quantity.pieces <= 0) return 'quantity';
	// What is not worth a grosz, or is worth another sum than the printer will reckon.
	if (!isWithin(grossGrosze, 1, limits.lineGroszeMax)) return 'value';
	if (grossGrosze !== valueOfQuantity(quantity, priceGrosze)) return 'value';
	if (!isWithin(discountGrosze, 0, grossGrosze)) return 'discount';
	if (discountGrosze === grossGrosze) return 'value';
	return printer[vat] === 'inactive' ? 'vat-letter' : undefined;
}

/** Printers know goods by letters and digits: a name of signs only is no name to them. */
function isName(name: string): boolean {
	const hasControls = Array.from(name).some(character => character < ' ' || character === '\u007F');
	return !hasControls && /[\p{L}\p{N}]/u.test(name);
}

/** `pieces` are negative where packages are taken back. */
function isDeposit({packageNumber, pieces, valueGrosze, totalGrosze}: SlipDeposit, limits: SlipLimits): boolean {
	return (
		isWithin(packageNumber, 0, limits.packageNumberMax) &&
		Number.isSafeInteger(pieces) &&
		pieces !== 0 &&
		valueGrosze > 0 &&
		totalGrosze === pieces * valueGrosze
	);
}

function addsUp({lines, deposits, goodsGrosze, depositsGrosze, dueGrosze, tenders, changeGrosze}: Slip): boolean {
	let goods = 0;
	for (const {grossGrosze, discountGrosze} of lines) goods += grossGrosze - discountGrosze;
	let packages = 0;
	for (const {totalGrosze} of deposits) packages += totalGrosze;
	let paid = 0;
	for (const {amountGrosze} of tenders) paid += amountGrosze;
	return (
		goods > 0 &&
		goods === goodsGrosze &&
		packages === depositsGrosze &&
		goods + packages === dueGrosze &&
		dueGrosze >= 0 &&
		paid - changeGrosze === dueGrosze
	);
}

function isWithin(amount: number | Grosze, min: number, max: number): boolean {
	return Number.isSafeInteger(amount) && amount >= min && amount <= max;
}
