/**
 * Returned packages (kaucja): what a customer gets for bottles and cans, outside VAT and outside discounts.
 *
 *   slip       they are on the main slip and lessen what is due there, as long as something stays due
 *   pay-out    all of them are a document of their own: no slip goes negative, and none comes to nothing. With a sale the
 *              money counts as cash that the customer gives; without one it is handed over
 */
import {assert} from './assert.ts';
import {type Basket, type BasketSums, sumsOf} from './basket.ts';
import type {Deposit, Route} from './catalogue.ts';
import type {PackagesPlace, ReceiptPackages} from './entry.ts';
import {type Grosze, grosze, sumGrosze} from './money.ts';
import type {SlipDeposit} from './slip.ts';
import {printerOf} from './split.ts';

export interface ReturnedPackages {
	readonly deposit: Deposit;
	/** Positive. */
	readonly pieces: number;
}

/** More than a car holds of one kind. */
export const packageCountMax = 999;

/** So many of a kind, whatever was said before; none takes the kind out. */
export function withPackages(basket: Basket, {deposit, pieces}: ReturnedPackages): Basket {
	assert(
		Number.isSafeInteger(pieces) && pieces >= 0 && pieces <= packageCountMax,
		`packages are counted, not ${pieces}`,
	);
	const {packages = [], ...rest} = basket;
	const known = packages.some(each => each.deposit.id === deposit.id);
	const all = known
		? packages.map(each => (each.deposit.id === deposit.id ? {deposit, pieces} : each))
		: [...packages, {deposit, pieces}];
	const left = all.filter(each => each.pieces > 0);
	return left.length === 0 ? rest : {...rest, packages: left};
}

function worthOf({deposit, pieces}: ReturnedPackages): Grosze {
	return grosze(pieces * deposit.valueGrosze);
}

/** What a customer owes for a basket, and what the slips of it come to. */
export interface Bill {
	readonly slipsGrosze: Grosze;
	readonly packagesGrosze: Grosze;
	/** Absent where no packages come back. */
	readonly place?: PackagesPlace;
	/** What is to be paid; negative: what is to be given back. */
	readonly dueGrosze: Grosze;
}

export function billOf(
	{lines, packages = []}: Basket,
	printers: readonly Route[],
	{dueGrosze}: Pick<BasketSums, 'dueGrosze'> = sumsOf(lines),
): Bill {
	const packagesGrosze = sumGrosze(packages.map(worthOf));
	if (packages.length === 0) return {slipsGrosze: dueGrosze, packagesGrosze, dueGrosze};
	const onMain = lines.filter(({route}) => printerOf(route, printers) === 'main');
	const place = sumsOf(onMain).dueGrosze > packagesGrosze ? 'slip' : 'pay-out';
	return {
		slipsGrosze: place === 'slip' ? grosze(dueGrosze - packagesGrosze) : dueGrosze,
		packagesGrosze,
		place,
		dueGrosze: grosze(dueGrosze - packagesGrosze),
	};
}

/** As they stand on the main slip: negative, for they come in. */
export function packagesOnSlip(packages: readonly ReturnedPackages[]): readonly SlipDeposit[] {
	return packages.map(({deposit, pieces}) => ({
		packageNumber: deposit.packageNumber,
		name: deposit.name,
		pieces: -pieces,
		valueGrosze: deposit.valueGrosze,
		totalGrosze: grosze(-pieces * deposit.valueGrosze),
	}));
}

/** As they stand in an entry: positive. */
export function packagesInEntry(packages: readonly ReturnedPackages[]): readonly ReceiptPackages[] {
	return packages.map(each => ({
		deposit: each.deposit.id,
		name: each.deposit.name,
		packageNumber: each.deposit.packageNumber,
		pieces: each.pieces,
		valueGrosze: each.deposit.valueGrosze,
		totalGrosze: worthOf(each),
	}));
}
