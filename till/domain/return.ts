/**
 * Goods that come back: what is left of a receipt after the returns before, and what a part of it is worth.
 *
 *   part    its share of what was paid for the line, half up to the grosz, and never more than it costs by itself
 *   last    what the others left, so that all parts together are what was paid
 *
 * Deposits come back with the goods they were charged with. The tax is reckoned by letter and route, as the printers
 * reckoned it.
 */
import {assert} from './assert.ts';
import type {
	Receipt,
	ReceiptDeposit,
	ReceiptLine,
	Return,
	ReturnedReceipt,
	ReturnLine,
	ReturnRegister,
	Sealed,
	Tender,
} from './entry.ts';
import {divideRoundingHalfUp, type Grosze, grosze, sumGrosze} from './money.ts';
import {grams, pieces, type Quantity, valueOfQuantity} from './quantity.ts';
import {fail, ok, type Result} from './result.ts';
import {sumVat, type VatSum, vatInGross, vatLetters} from './vat.ts';

/** What of a receipt's line has not come back yet. */
export interface LeftLine {
	readonly line: ReceiptLine;
	/** Absent: all of it has come back. */
	readonly quantity?: Quantity;
	readonly totalGrosze: Grosze;
	/** As it was charged; its `pieces` and total are what is left of it. */
	readonly deposit?: ReceiptDeposit;
	/** Packages that one piece was charged with, six in a six-pack. */
	readonly packagesPerPiece?: number;
}

export function leftOf(
	{lines, deposits}: Receipt,
	returns: readonly Pick<Return, 'lines' | 'deposits'>[],
): readonly LeftLine[] {
	const back = returns.flatMap(each => each.lines);
	const depositsBack = returns.flatMap(each => each.deposits);
	return lines.map((line): LeftLine => {
		const ofLine = back.filter(each => each.line === line.line);
		const quantity = quantityLeft(line, ofLine);
		const deposit = deposits.find(each => each.line === line.line);
		const piecesLeft =
			(deposit?.pieces ?? 0) -
			sumOf(
				depositsBack.filter(each => each.line === line.line),
				each => each.pieces,
			);
		return {
			line,
			...(quantity && {quantity}),
			totalGrosze: grosze(Math.max(0, line.totalGrosze - sumOf(ofLine, each => each.totalGrosze))),
			...(deposit !== undefined &&
				piecesLeft > 0 && {
					deposit: depositOf(deposit, piecesLeft),
					packagesPerPiece: Math.floor(deposit.pieces / (line.pieces ?? deposit.pieces)),
				}),
		};
	});
}

function quantityLeft(line: ReceiptLine, back: readonly ReturnLine[]): Quantity | undefined {
	if (line.unit === 'szt') {
		const left = (line.pieces ?? 0) - sumOf(back, each => each.pieces ?? 0);
		return left > 0 ? {pieces: pieces(left)} : undefined;
	}
	const left = (line.weightGrams ?? 0) - sumOf(back, each => each.weightGrams ?? 0);
	return left > 0 ? {weightGrams: grams(left)} : undefined;
}

function depositOf(deposit: ReceiptDeposit, count: number): ReceiptDeposit {
	return {...deposit, pieces: count, totalGrosze: grosze(count * deposit.valueGrosze)};
}

/** So much of a line, by its number on the receipt. */
export interface WantedLine {
	readonly line: number;
	readonly quantity: Quantity;
}

export type ReturnFault =
	| {readonly code: 'nothing-wanted'}
	| {readonly code: 'no-such-line'; readonly line: number}
	/** `left` is absent where nothing is. */
	| {readonly code: 'more-than-left'; readonly line: number; readonly name: string; readonly left?: Quantity}
	/** Pieces of what is weighed, or grams of what is counted. */
	| {readonly code: 'other-unit'; readonly line: number; readonly name: string};

/** What comes back, and what it is worth. */
export type ReturnedGoods = Pick<
	Return,
	'lines' | 'deposits' | 'vat' | 'goodsGrosze' | 'depositsGrosze' | 'refundGrosze'
>;

export function returnedGoods(
	receipt: Receipt,
	left: readonly LeftLine[],
	wanted: readonly WantedLine[],
): Result<ReturnedGoods, ReturnFault> {
	if (wanted.length === 0) return fail({code: 'nothing-wanted'});
	assert(new Set(wanted.map(({line}) => line)).size === wanted.length, 'a line comes back once in a return');
	const lines: ReturnLine[] = [];
	const deposits: ReceiptDeposit[] = [];
	for (const {line, quantity} of wanted.toSorted((one, other) => one.line - other.line)) {
		const leftLine = left.find(each => each.line.line === line);
		if (leftLine === undefined) return fail({code: 'no-such-line', line});
		const fault = faultOf(leftLine, quantity);
		if (fault !== undefined) return fail(fault);
		lines.push(partOf(leftLine, quantity));
		const {deposit, packagesPerPiece = 1} = leftLine;
		if (deposit !== undefined && 'pieces' in quantity)
			deposits.push(depositOf(deposit, Math.min(deposit.pieces, quantity.pieces * packagesPerPiece)));
	}
	const goodsGrosze = sumGrosze(lines.map(({totalGrosze}) => totalGrosze));
	const depositsGrosze = sumGrosze(deposits.map(({totalGrosze}) => totalGrosze));
	const refundGrosze = grosze(goodsGrosze + depositsGrosze);
	return ok({lines, deposits, vat: vatOf(lines, receipt.vat), goodsGrosze, depositsGrosze, refundGrosze});
}

function faultOf({line, quantity: left}: LeftLine, wanted: Quantity): ReturnFault | undefined {
	const about = {line: line.line, name: line.name};
	if ('pieces' in wanted !== (line.unit === 'szt')) return {code: 'other-unit', ...about};
	if (amountOf(wanted) === 0) return {code: 'nothing-wanted'};
	if (left === undefined || amountOf(wanted) > amountOf(left))
		return {code: 'more-than-left', ...about, ...(left && {left})};
	return undefined;
}

function amountOf(quantity: Quantity): number {
	return 'pieces' in quantity ? quantity.pieces : quantity.weightGrams;
}

function partOf({line, quantity: left, totalGrosze: leftGrosze}: LeftLine, quantity: Quantity): ReturnLine {
	const grossGrosze = valueOfQuantity(quantity, line.priceGrosze);
	const isLast = left !== undefined && amountOf(left) === amountOf(quantity);
	const sold = line.unit === 'szt' ? line.pieces : line.weightGrams;
	assert(sold !== undefined && sold > 0, 'a line has the quantity of its unit');
	const shareGrosze = isLast ? leftGrosze : divideRoundingHalfUp(line.totalGrosze * amountOf(quantity), sold);
	const totalGrosze = grosze(Math.min(grossGrosze, leftGrosze, shareGrosze));
	const {line: number, product, name, receiptName, group, route, vat, unit, priceGrosze} = line;
	return {
		line: number,
		product,
		name,
		receiptName,
		group,
		route,
		vat,
		unit,
		...quantity,
		priceGrosze,
		grossGrosze,
		discountGrosze: grosze(grossGrosze - totalGrosze),
		totalGrosze,
	};
}

function vatOf(lines: readonly ReturnLine[], sold: readonly VatSum[]): readonly VatSum[] {
	return vatLetters.flatMap(letter => {
		const ofLetter = lines.filter(line => line.vat === letter);
		if (ofLetter.length === 0) return [];
		const rate = sold.find(each => each.letter === letter)?.rate;
		assert(rate !== undefined, `a receipt with goods of letter ${letter} has its tax`);
		const ofRoutes = [...new Set(ofLetter.map(({route}) => route))].map(route =>
			sumGrosze(ofLetter.filter(line => line.route === route).map(line => line.totalGrosze)),
		);
		return [
			{
				letter,
				rate,
				grossGrosze: sumGrosze(ofRoutes),
				vatGrosze: sumVat(ofRoutes.map(grossGrosze => vatInGross(grossGrosze, rate))),
			},
		];
	});
}

export interface ReturnFacts {
	readonly receipt: Sealed<Receipt>;
	readonly goods: ReturnedGoods;
	readonly cashier: Return['cashier'];
	readonly approvedBy: Return['approvedBy'];
	readonly reason: string;
	readonly register: ReturnRegister;
	readonly tenders: readonly Tender[];
	readonly businessDay: string;
	readonly month: string;
	readonly writtenAt: string;
}

export type ReturnContent = Omit<Return, '_id' | 'schema' | 'till' | 'entry' | 'previous'>;

export function returnOf({receipt, goods, tenders, cashier, approvedBy, ...facts}: ReturnFacts): ReturnContent {
	assert(cashier.id !== approvedBy.id, 'a return is approved by a second person');
	const givenGrosze = sumGrosze(tenders.map(({amountGrosze}) => amountGrosze));
	assert(givenGrosze === goods.refundGrosze, 'what is given back is what the goods are worth');
	return {type: 'return', original: originalOf(receipt), cashier, approvedBy, ...facts, ...goods, tenders};
}

function originalOf({_id: id, saleId, month, businessDay, slips}: Sealed<Receipt>): ReturnedReceipt {
	return {
		receipt: id,
		saleId,
		month,
		businessDay,
		slips: slips.map(({route, printer, fiscalNumber, printedAt}) => ({route, printer, fiscalNumber, printedAt})),
	};
}

function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
	return items.reduce((sum, item) => sum + amount(item), 0);
}
