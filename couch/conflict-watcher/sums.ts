/**
 * Whether a receipt adds up: lines, deposits, tenders and tax, slip by slip and in all.
 *
 * A slip carries the lines of its route, and each printer reckons its own tax; a receipt's tax is the sum of its slips'.
 */
import {worthOf} from '../../till/domain/currency.ts';
import type {Receipt, ReceiptPackages, ReceiptSlip, ReturnLine, Tender, TillEvent} from '../../till/domain/entry.ts';
import {divideRoundingHalfUp, zeroGrosze} from '../../till/domain/money.ts';
import {type VatSum, vatInGross} from '../../till/domain/vat.ts';

export interface EntryFault {
	/** JSON pointer of the amount that is wrong. */
	readonly field: string;
	readonly reason: string;
}

export function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
	return items.reduce((total, item) => total + amountOf(item), 0);
}

export function paid(tenders: readonly Tender[]): number {
	return sum(tenders, ({amountGrosze}) => amountGrosze);
}

type Lines = Pick<Receipt, 'deposits'> & {readonly lines: readonly ReturnLine[]};

export class Faults {
	readonly list: EntryFault[] = [];

	expect(field: string, is: number, ought: number): void {
		if (is !== ought) this.list.push({field, reason: `is ${is}, adds up to ${ought}`});
	}
}

export function receiptFaults(receipt: Receipt): readonly EntryFault[] {
	const faults = new Faults();
	checkLines(receipt, faults);
	const {lines, deposits, slips} = receipt;
	faults.expect(
		'/goodsGrosze',
		receipt.goodsGrosze,
		sum(lines, line => line.totalGrosze),
	);
	faults.expect(
		'/discountGrosze',
		receipt.discountGrosze,
		sum(lines, line => line.discountGrosze),
	);
	faults.expect(
		'/depositsGrosze',
		receipt.depositsGrosze,
		sum(deposits, deposit => deposit.totalGrosze),
	);
	checkPackages(receipt, faults);
	faults.expect(
		'/dueGrosze',
		receipt.dueGrosze,
		receipt.goodsGrosze + receipt.depositsGrosze - packagesOnSlip(receipt),
	);
	faults.expect('/changeGrosze', receipt.changeGrosze, paid(receipt.tenders) - receipt.dueGrosze);
	for (const [index, slip] of slips.entries()) checkSlip(receipt, slip, `/slips/${index}`, faults);
	const routes = new Set(slips.map(({route}) => route));
	for (const [index, {route}] of lines.entries()) {
		if (!routes.has(route)) faults.list.push({field: `/lines/${index}/route`, reason: `no slip is of ${route}`});
	}
	checkVat(receipt, faults);
	for (const [index, cash] of (receipt.foreignCash ?? []).entries())
		faults.expect(`/foreignCash/${index}/amountGrosze`, cash.amountGrosze, worthOf(cash));
	return faults.list;
}

export function checkLines({lines, deposits}: Lines, faults: Faults): void {
	for (const [index, line] of lines.entries()) {
		const {pieces, weightGrams = 0, priceGrosze} = line;
		const value = pieces === undefined ? divideRoundingHalfUp(weightGrams * priceGrosze, 1000) : pieces * priceGrosze;
		faults.expect(`/lines/${index}/grossGrosze`, line.grossGrosze, value);
		faults.expect(`/lines/${index}/totalGrosze`, line.totalGrosze, line.grossGrosze - line.discountGrosze);
	}
	for (const [index, deposit] of deposits.entries()) {
		faults.expect(`/deposits/${index}/totalGrosze`, deposit.totalGrosze, deposit.pieces * deposit.valueGrosze);
	}
}

/** What came back on the main slip. */
function packagesOnSlip({packagesPlace, packagesGrosze = zeroGrosze}: Receipt): number {
	return packagesPlace === 'slip' ? packagesGrosze : 0;
}

/** Packages of a receipt or of an event; without any there is no sum of them and no place. */
function checkPackages({packages = [], packagesGrosze, packagesPlace}: Receipt, faults: Faults): void {
	checkEachPackage(packages, faults);
	if (packages.length === 0) {
		if (packagesGrosze !== undefined) faults.list.push({field: '/packagesGrosze', reason: 'is of no packages'});
		return;
	}
	faults.expect('/packagesGrosze', packagesGrosze ?? 0, packagesWorth(packages));
	if (packagesPlace === undefined) faults.list.push({field: '/packagesPlace', reason: 'is missing'});
}

function checkEachPackage(packages: readonly ReceiptPackages[], faults: Faults): void {
	for (const [index, {pieces, valueGrosze, totalGrosze}] of packages.entries()) {
		faults.expect(`/packages/${index}/totalGrosze`, totalGrosze, pieces * valueGrosze);
	}
}

function packagesWorth(packages: readonly ReceiptPackages[]): number {
	return sum(packages, ({totalGrosze}) => totalGrosze);
}

/** Packages that came back without a sale are worth what was paid out for them. */
export function eventFaults({packages, amountGrosze = zeroGrosze}: TillEvent): readonly EntryFault[] {
	const faults = new Faults();
	if (packages === undefined) return faults.list;
	checkEachPackage(packages, faults);
	faults.expect('/amountGrosze', amountGrosze, packagesWorth(packages));
	return faults.list;
}

function checkSlip(receipt: Receipt, slip: ReceiptSlip, field: string, faults: Faults): void {
	const {lines, deposits} = receipt;
	const ofRoute = lines.filter(({route}) => route === slip.route);
	faults.expect(
		`${field}/goodsGrosze`,
		slip.goodsGrosze,
		sum(ofRoute, line => line.totalGrosze),
	);
	faults.expect(
		`${field}/depositsGrosze`,
		slip.depositsGrosze,
		sum(
			deposits.filter(({route}) => route === slip.route),
			deposit => deposit.totalGrosze,
		) - (slip.route === 'main' ? packagesOnSlip(receipt) : 0),
	);
	faults.expect(
		`${field}/changeGrosze`,
		slip.changeGrosze,
		paid(slip.tenders) - slip.goodsGrosze - slip.depositsGrosze,
	);
	for (const [index, {letter, rate, grossGrosze, vatGrosze}] of slip.vat.entries()) {
		const ofLetter = ofRoute.filter(({vat}) => vat === letter);
		faults.expect(
			`${field}/vat/${index}/grossGrosze`,
			grossGrosze,
			sum(ofLetter, line => line.totalGrosze),
		);
		faults.expect(`${field}/vat/${index}/vatGrosze`, vatGrosze, vatInGross(grossGrosze, rate));
	}
	faults.expect(
		`${field}/vat`,
		sum(slip.vat, vat => vat.grossGrosze),
		slip.goodsGrosze,
	);
}

function checkVat({vat, slips}: Receipt, faults: Faults): void {
	const ofSlips = slips.flatMap(slip => slip.vat);
	const of = (sums: readonly VatSum[], letter: string) => sums.filter(item => item.letter === letter);
	for (const letter of new Set([...vat, ...ofSlips].map(item => item.letter))) {
		for (const amount of ['grossGrosze', 'vatGrosze'] as const) {
			faults.expect(
				`/vat/${letter}/${amount}`,
				sum(of(vat, letter), item => item[amount]),
				sum(of(ofSlips, letter), item => item[amount]),
			);
		}
	}
}
