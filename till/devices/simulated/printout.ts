/** What a simulated printer puts on paper: a Polish fiscal receipt and a daily report of 40 columns. */
import {type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';
import {quantityText, taxInside} from './arithmetic.ts';
import {type Amounts, type MemoryState, type Sums, totalOf} from './fiscal-memory.ts';
import {amount, centred, pair, rule} from './paper.ts';
import type {OpenReceipt, PackageLine, PaymentLine, SoldLine} from './receipt.ts';

export interface WallTime {
	/** `YYYY-MM-DD` */
	readonly day: string;
	/** `HH:MM` */
	readonly minute: string;
	/** With seconds and offset. */
	readonly iso: string;
}

export function headerLines(header: readonly string[], wallTime: WallTime, printout: number): readonly string[] {
	return [...header.map(centred), ...pair(wallTime.day, `W${String(printout).padStart(6, '0')}`)];
}

export function receiptTitle(): readonly string[] {
	return [centred('PARAGON FISKALNY')];
}

export function soldLines(line: SoldLine): readonly string[] {
	const sum = `${quantityText(line.quantity)} ${line.unit} x${amount(line.price)} ${amount(line.value)}${line.letter}`;
	if (line.discount === 0n) return pair(line.name, sum);
	const after = `${amount(line.value - line.discount)}${line.letter}`;
	return [
		...pair(line.name, sum),
		...pair(`  RABAT ${line.discountName}`.trimEnd(), `-${amount(line.discount)}`),
		...pair('', after),
	];
}

export function receiptDiscountLines(name: string, taken: bigint): readonly string[] {
	return [rule, ...pair(`RABAT ${name}`.trimEnd(), `-${amount(taken)}`)];
}

function taxLines(gross: Sums, vat: VatTable): readonly string[] {
	const sales: string[] = [];
	const taxes: string[] = [];
	let taxSum = 0n;
	for (const letter of vatLetters) {
		const sum = gross[letter];
		if (sum === undefined || sum === 0) continue;
		const rate = vat[letter];
		if (typeof rate !== 'number') {
			sales.push(...pair(`SPRZEDAŻ ZWOLNIONA ${letter}`, amount(sum)));
			continue;
		}
		const tax = taxInside(BigInt(sum), BigInt(rate));
		taxSum += tax;
		sales.push(...pair(`SPRZEDAŻ OPODATKOWANA ${letter}`, amount(sum)));
		taxes.push(...pair(`PTU ${letter} ${percent(rate)}`, amount(tax)));
	}
	return [...sales, ...taxes, ...pair('SUMA PTU', amount(taxSum))];
}

function percent(rate: VatRate): string {
	return typeof rate === 'number' ? `${amount(rate)}%`.replace(',00%', '%') : '';
}

function packageLines(packages: readonly PackageLine[], amounts: Amounts): readonly string[] {
	if (packages.length === 0) return [];
	const lines: string[] = [rule, centred('OPAKOWANIA ZWROTNE')];
	for (const each of packages) {
		const sign = each.returned ? '-' : '';
		const name = each.name === '' ? `Opakowanie zwr.(${each.number})` : `${each.name} (${each.number})`;
		lines.push(...pair(name, `${quantityText(each.quantity)} x${amount(each.price)} ${sign}${amount(each.value)}`));
	}
	if (amounts.packagesCharged > 0) lines.push(...pair('WYDANE', amount(amounts.packagesCharged)));
	if (amounts.packagesReturned > 0) lines.push(...pair('PRZYJĘTE', `-${amount(amounts.packagesReturned)}`));
	return lines;
}

function paymentLines(payments: readonly PaymentLine[], change: number): readonly string[] {
	const lines: string[] = [rule, centred('ROZLICZENIE PŁATNOŚCI')];
	for (const {name, value} of payments) lines.push(...pair(name, amount(value)));
	if (change > 0) lines.push(...pair('RESZTA', amount(change)));
	return lines;
}

export function closingLines(receipt: OpenReceipt, amounts: Amounts, vat: VatTable): readonly string[] {
	const goods = totalOf(amounts.gross);
	const due = goods + amounts.packagesCharged - amounts.packagesReturned;
	const packages = packageLines(receipt.packages, amounts);
	return [
		rule,
		...taxLines(amounts.gross, vat),
		...pair('SUMA PLN', amount(goods)),
		...packages,
		...(packages.length > 0 ? pair('DO ZAPŁATY PLN', amount(due)) : []),
		...paymentLines(receipt.payments, amounts.change),
		...(receipt.nip === undefined ? [] : [rule, ...pair('NIP NABYWCY', receipt.nip)]),
		rule,
	];
}

export interface Footer {
	readonly cashier: string;
	readonly till: string;
	readonly systemNumber: string;
	/** Printed as bars at the foot. */
	readonly barcode?: string;
}

export function footerLines(options: {
	readonly number: number;
	readonly wallTime: WallTime;
	readonly footer: Footer;
	readonly uniqueNumber: string;
	readonly extra: readonly string[];
}): readonly string[] {
	const {number, wallTime, footer, uniqueNumber, extra} = options;
	const who = `${String(number).padStart(5, '0')} #${footer.till} ${footer.cashier}`;
	return [
		...pair(who, wallTime.minute),
		...(footer.systemNumber === '' ? [] : pair('Nr sys.', footer.systemNumber)),
		...extra,
		centred(uniqueNumber),
	];
}

export function cancelledLines(): readonly string[] {
	return [rule, centred('* * * PARAGON ANULOWANY * * *')];
}

export function reportLines(state: MemoryState, vat: VatTable, number: number): readonly string[] {
	return [
		centred('RAPORT FISKALNY DOBOWY'),
		...pair('NUMER RAPORTU', String(number)),
		rule,
		...taxLines(state.dayGross, vat),
		...pair('SUMA PLN', amount(totalOf(state.dayGross))),
		rule,
		...pair('LICZBA PARAGONÓW', String(state.completedCount)),
		...pair('PARAGONY ANULOWANE', String(state.cancelledCount)),
		...pair('WARTOŚĆ ANULOWANYCH', amount(state.dayCancelledGross)),
		rule,
	];
}

/** Money put into the drawer, or taken out of it where negative, and what is in it then. */
export function cashLines(amountGrosze: number, cashGrosze: number): readonly string[] {
	return [
		centred('NIEFISKALNY'),
		...pair(amountGrosze < 0 ? 'WYPŁATA' : 'WPŁATA', amount(Math.abs(amountGrosze))),
		...pair('STAN GOTÓWKI', amount(cashGrosze)),
		rule,
	];
}
