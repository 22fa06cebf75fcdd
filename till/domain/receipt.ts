/**
 * The receipt of a sale, made of the slips that were printed. What was not printed was not sold: the lines, tenders
 * and sums of an abandoned slip are left out.
 */
import {assert} from './assert.ts';
import {type Basket, type BasketLine, depositsOf, sumsOf} from './basket.ts';
import type {Route} from './catalogue.ts';
import type {PackagesPlace, Receipt, ReceiptLine, ReceiptSlip, Tender, TenderKind, TillEvent} from './entry.ts';
import {type Grosze, grosze, sumGrosze} from './money.ts';
import {packagesInEntry} from './packages.ts';
import type {PrintJob} from './print-job.ts';
import {printerOf} from './split.ts';
import {sumVat, type VatSum, vatLetters} from './vat.ts';

export interface ReceiptFacts {
	readonly basket: Basket;
	readonly jobs: readonly PrintJob[];
	/** Where the packages are that came back. */
	readonly packagesPlace?: PackagesPlace;
	/** As the customer gave them, for slips that were printed and for others. */
	readonly given?: readonly Tender[];
	readonly cashier: {readonly id: string; readonly name: string};
	readonly businessDay: string;
	readonly month: string;
	readonly writtenAt: string;
}

export type ReceiptContent = Omit<Receipt, '_id' | 'schema' | 'till' | 'entry' | 'previous'>;

export function receiptOf(facts: ReceiptFacts): ReceiptContent {
	const {basket, jobs, cashier, businessDay, month, writtenAt} = facts;
	const slips = jobs.flatMap(job => (job.state.at === 'printed' ? [slipOf(job)] : []));
	assert(slips.length > 0, 'a receipt has at least one printed slip');
	const printed = slips.map(({route}) => route);
	const planned = jobs.map(({slip}) => slip.route);
	const lines = basket.lines
		.map(line => ({...line, route: printerOf(line.route, planned)}))
		.filter(({route}) => printed.includes(route));
	const packages = packagesOf(facts, printed);
	const charged = sumsOf(lines);
	const onSlip = packages.packagesPlace === 'slip' ? packages.packagesGrosze : 0;
	const sums = {...charged, dueGrosze: grosze(charged.dueGrosze - onSlip)};
	const changeGrosze = sumGrosze(slips.map(slip => slip.changeGrosze));
	const tenders = addTenders(slips.flatMap(slip => slip.tenders));
	const paid = sumGrosze(tenders.map(({amountGrosze}) => amountGrosze));
	assert(paid - changeGrosze === sums.dueGrosze, 'what was paid less the change is what was due');
	return {
		type: 'receipt',
		saleId: basket.saleId,
		openedAt: basket.openedAt,
		month,
		businessDay,
		writtenAt,
		cashier,
		lines: lines.map(line => receiptLine(line, basket)),
		deposits: depositsOf(lines).map(({line, route, deposit, pieces, totalGrosze}) => ({
			line,
			deposit: deposit.id,
			name: deposit.name,
			packageNumber: deposit.packageNumber,
			route,
			pieces,
			valueGrosze: deposit.valueGrosze,
			totalGrosze,
		})),
		vat: addVat(slips),
		...packages,
		...sums,
		tenders,
		...foreignCashIn(facts),
		...vouchersIn(facts),
		changeGrosze,
		slips,
		...(basket.card === undefined ? {} : {card: basket.card.number}),
		...(basket.buyerNip === undefined ? {} : {buyerNip: basket.buyerNip}),
		...(basket.ageCheck === undefined ? {} : {ageCheck: basket.ageCheck}),
	};
}

/** All of it is in the drawer, also where a slip was given up: money goes back in złoty. */
function foreignCashIn({given = []}: ReceiptFacts): Pick<Receipt, 'foreignCash'> {
	const foreignCash = given.flatMap(({foreign, amountGrosze}) =>
		foreign === undefined ? [] : [{...foreign, amountGrosze}],
	);
	return foreignCash.length === 0 ? {} : {foreignCash};
}

/** They are in the drawer as well, and none of them is handed back. */
function vouchersIn({given = []}: ReceiptFacts): Pick<Receipt, 'vouchers'> {
	const vouchers = given.flatMap(({voucher, amountGrosze}) =>
		voucher === undefined ? [] : [{voucher: voucher.id, name: voucher.name, amountGrosze}],
	);
	return vouchers.length === 0 ? {} : {vouchers};
}

type Packages = Pick<Receipt, 'packages'> & {
	readonly packagesGrosze: Grosze;
	readonly packagesPlace: PackagesPlace;
};

function packagesOf(
	{basket, packagesPlace}: ReceiptFacts,
	printed: readonly Route[],
): Packages | Partial<Record<keyof Packages, never>> {
	const {packages} = basket;
	if (packages === undefined || packagesPlace === undefined) return {};
	assert(packagesPlace !== 'slip' || printed.includes('main'), 'the slip with the packages is printed');
	const items = packagesInEntry(packages);
	return {packages: items, packagesGrosze: sumGrosze(items.map(({totalGrosze}) => totalGrosze)), packagesPlace};
}

function slipOf({slip, before, state}: PrintJob): ReceiptSlip {
	assert(state.at === 'printed', 'only a printed slip has a fiscal number');
	return {
		route: slip.route,
		printer: before.uniqueNumber,
		fiscalNumber: state.fiscalNumber,
		printedAt: state.printedAt,
		proof: state.proof,
		goodsGrosze: slip.goodsGrosze,
		depositsGrosze: slip.depositsGrosze,
		vat: slip.vat,
		tenders: slip.tenders,
		changeGrosze: slip.changeGrosze,
	};
}

function receiptLine(line: BasketLine, {card}: Basket): ReceiptLine {
	const {product, quantity} = line;
	return {
		line: line.line,
		product: product.code,
		name: product.name,
		receiptName: product.receiptName,
		...(line.barcode === undefined ? {} : {barcode: line.barcode}),
		group: product.group,
		route: line.route,
		vat: product.vat,
		...('pieces' in quantity
			? {unit: 'szt', pieces: quantity.pieces}
			: {unit: 'kg', weightGrams: quantity.weightGrams}),
		priceGrosze: line.priceGrosze,
		priceSource: line.priceSource,
		grossGrosze: line.grossGrosze,
		discountGrosze: line.discountGrosze,
		...discountReasons(line, card),
		totalGrosze: line.totalGrosze,
	};
}

/** One source says all; of several each has its amount, and the first is the one that was taken off first. */
function discountReasons(
	{discountGrosze, discounts = []}: BasketLine,
	card: Basket['card'],
): Pick<ReceiptLine, 'discountSource' | 'discounts'> {
	if (discountGrosze === 0) return {};
	const [first] = discounts;
	// A basket of an older journal knows only of its card.
	if (first === undefined) return card === undefined ? {} : {discountSource: card.source};
	if (discounts.length === 1) return {discountSource: first.source};
	return {
		discountSource: first.source,
		discounts: discounts.map(({source, amountGrosze}) => ({source, amountGrosze})),
	};
}

/** One tender of each kind, in the order in which the kinds first come. */
function addTenders(tenders: readonly Tender[]): readonly Tender[] {
	const sums = new Map<TenderKind, number>();
	for (const {kind, amountGrosze} of tenders) sums.set(kind, (sums.get(kind) ?? 0) + amountGrosze);
	return [...sums].map(([kind, amount]) => ({kind, amountGrosze: grosze(amount)}));
}

/** The printers reckon the tax slip by slip, so a receipt's tax is the sum of its slips' and not taken anew. */
function addVat(slips: readonly ReceiptSlip[]): readonly VatSum[] {
	const sums = slips.flatMap(({vat}) => vat);
	return vatLetters.flatMap(letter => {
		const ofLetter = sums.filter(sum => sum.letter === letter);
		const [first] = ofLetter;
		if (first === undefined) return [];
		const grossGrosze = sumGrosze(ofLetter.map(sum => sum.grossGrosze));
		return [{letter, rate: first.rate, grossGrosze, vatGrosze: sumVat(ofLetter.map(sum => sum.vatGrosze))}];
	});
}

export type PackagesContent = Omit<TillEvent, '_id' | 'schema' | 'till' | 'entry' | 'previous'>;

/** Packages that came back without any goods: nothing was printed of them but a pay-out. */
export function packagesReturned({
	basket,
	...facts
}: Omit<ReceiptFacts, 'jobs' | 'packagesPlace' | 'given'>): PackagesContent {
	const packages = packagesInEntry(basket.packages ?? []);
	assert(packages.length > 0 && basket.lines.length === 0, 'packages came back, and nothing was sold');
	const amountGrosze = sumGrosze(packages.map(({totalGrosze}) => totalGrosze));
	return {type: 'event', event: 'packages-returned', saleId: basket.saleId, amountGrosze, packages, ...facts};
}
