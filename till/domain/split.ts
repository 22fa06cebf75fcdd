/**
 * One sale, as many slips as printers have to print it. Decided before the first byte is sent.
 *
 *   goods      each line on the slip of its route; all on `main` where the till has one printer
 *   deposits   on the slip of the line they belong to; packages that came back on `main`, or on none (`packages.ts`)
 *   tenders    vouchers for food, then other vouchers, then card, then transfer, then cash; each fills the slips in their order
 *   change     all of it on the last slip that cash pays for, so that the other slips are paid to the grosz
 *
 * Cash of another currency is cash to every printer, at its worth in złoty: what a printer reckons never depends on a rate. The
 * slip that has the change says in a line below what came in.
 *
 * On every slip: due > 0, tenders - change = due, and change <= cash. A voucher for food pays on a slip no more than what
 * there may be paid with one; printers see one sum of all vouchers. Discounts are on the lines already, so the slips' sums
 * add up to the sale's. The tax of a slip is its printer's own reckoning, once per rate and slip: the slips' taxes may
 * differ by a grosz from a tax taken once from the whole.
 */
import {assert} from './assert.ts';
import {type Route, routes} from './catalogue.ts';
import {slipLineOf} from './currency.ts';
import type {Tender, TenderKind} from './entry.ts';
import {type Grosze, grosze, sumGrosze} from './money.ts';
import type {Slip, SlipDeposit, SlipLine} from './slip.ts';
import {type VatTable, vatSums} from './vat.ts';
import {isLimited} from './vouchers.ts';

export interface SplitLine extends SlipLine {
	/** Number within the sale, by which deposits find their line. */
	readonly line: number;
	readonly route: Route;
	/** Whether a voucher for food may pay for it, or any where the shop has no kinds. */
	readonly takesVoucher: boolean;
}

export interface SplitDeposit extends SlipDeposit {
	/** The line of the goods it is charged with. */
	readonly line: number;
	/** Whether a voucher for food may pay for it, or any where the shop has no kinds. */
	readonly takesVoucher: boolean;
}

export interface PaidSale {
	readonly lines: readonly SplitLine[];
	readonly deposits: readonly SplitDeposit[];
	/** Packages that came back on the main slip, negative. */
	readonly packages: readonly SlipDeposit[];
	/** Ten digits, on every slip. */
	readonly buyerNip?: string;
	/** As the customer gave them, checked by `checkPayment`. */
	readonly tenders: readonly Tender[];
	readonly changeGrosze: Grosze;
	readonly vatTable: VatTable;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	readonly cashierName: string;
	readonly tillNumber: number;
	readonly saleId: string;
}

/** The printer that prints the goods of a route. */
export function printerOf(route: Route, printers: readonly Route[]): Route {
	return printers.includes(route) ? route : 'main';
}

/** In the order of `routes`; a printer with nothing to print has no slip. */
export function splitIntoSlips(sale: PaidSale): readonly Slip[] {
	// Packages alone are paid out, and nothing is printed of them but that.
	if (sale.lines.length === 0) return [];
	const unpaid = routes.flatMap(route => {
		const lines = sale.lines.filter(line => printerOf(line.route, sale.printers) === route);
		return lines.length === 0 ? [] : [unpaidSlip(route, lines, sale)];
	});
	const routeOfLine = new Map(sale.lines.map(({line, route}) => [line, route]));
	assert(routeOfLine.size === sale.lines.length, 'no two lines of a sale have one number');
	assert(
		sale.deposits.every(({line}) => routeOfLine.has(line)),
		'a deposit belongs to a line',
	);
	return allot(unpaid, sale);
}

interface UnpaidSlip {
	readonly slip: Omit<Slip, 'tenders' | 'changeGrosze'>;
	readonly voucherGroszeMax: number;
}

function unpaidSlip(route: Route, lines: readonly SplitLine[], sale: PaidSale): UnpaidSlip {
	const numbers = new Set(lines.map(({line}) => line));
	const charged = sale.deposits
		.filter(({line}) => numbers.has(line))
		.map(({line: _line, takesVoucher: _takes, ...deposit}) => deposit);
	const deposits: readonly SlipDeposit[] = route === 'main' ? [...charged, ...sale.packages] : charged;
	const totals = lines.map(({vat, grossGrosze, discountGrosze}) => ({
		vat,
		totalGrosze: grosze(grossGrosze - discountGrosze),
	}));
	const goodsGrosze = sumGrosze(totals.map(({totalGrosze}) => totalGrosze));
	const depositsGrosze = sumGrosze(deposits.map(({totalGrosze}) => totalGrosze));
	const vat = vatSums(totals, sale.vatTable);
	assert(sumGrosze(vat.map(sum => sum.grossGrosze)) === goodsGrosze, 'every line is of a VAT letter in use');
	const slip = {
		route,
		lines: lines.map(({line: _line, route: _route, takesVoucher: _takes, ...slipLine}) => slipLine),
		deposits,
		vat,
		goodsGrosze,
		depositsGrosze,
		dueGrosze: grosze(goodsGrosze + depositsGrosze),
		cashierName: sale.cashierName,
		tillNumber: sale.tillNumber,
		saleId: sale.saleId,
		...(sale.buyerNip !== undefined && {buyerNip: sale.buyerNip}),
	};
	const forVoucher = lines.filter(({takesVoucher}) => takesVoucher);
	const depositsForVoucher = sale.deposits.filter(({line, takesVoucher}) => takesVoucher && numbers.has(line));
	const voucherGroszeMax =
		forVoucher.reduce((sum, line) => sum + line.grossGrosze - line.discountGrosze, 0) +
		depositsForVoucher.reduce((sum, {totalGrosze}) => sum + totalGrosze, 0);
	return {slip, voucherGroszeMax};
}

/** What may pay for least comes first; cash, from which alone change is given, comes last. */
const partsInOrder: readonly {readonly kind: TenderKind; readonly limited: boolean}[] = [
	{kind: 'voucher', limited: true},
	{kind: 'voucher', limited: false},
	{kind: 'card', limited: false},
	{kind: 'transfer', limited: false},
	{kind: 'cash', limited: false},
];

function allot(unpaid: readonly UnpaidSlip[], {tenders, changeGrosze}: PaidSale): readonly Slip[] {
	const paid = unpaid.map((): Map<TenderKind, number> => new Map());
	const owed = unpaid.map(({slip}): number => slip.dueGrosze);
	const pay = (slip: number, kind: TenderKind, amount: number) => {
		const tender = paid[slip];
		assert(tender, 'a payment is for a slip there is');
		if (amount > 0) tender.set(kind, (tender.get(kind) ?? 0) + amount);
	};
	for (const {kind, limited} of partsInOrder) {
		const given = tenders.filter(tender => tender.kind === kind && isLimited(tender) === limited);
		let left: number = sumGrosze(given.map(({amountGrosze}) => amountGrosze));
		for (const [slip, due] of owed.entries()) {
			const most = limited ? (unpaid[slip]?.voucherGroszeMax ?? 0) : due;
			const share = Math.min(left, due, most);
			pay(slip, kind, share);
			owed[slip] = due - share;
			left -= share;
		}
		if (kind === 'cash') assert(left === changeGrosze, 'what cash is too much is given back');
		else assert(left === 0, 'only cash pays more than is due');
	}
	assert(
		owed.every(due => due === 0),
		'a sale is split when it is paid',
	);
	const changeSlip = paid.findLastIndex(tender => tender.has('cash'));
	assert(changeGrosze === 0 || changeSlip >= 0, 'change is given from cash that pays for something');
	if (changeGrosze > 0) pay(changeSlip, 'cash', changeGrosze);
	const footerLines = tenders.flatMap(({foreign}) => (foreign === undefined ? [] : [slipLineOf(foreign)]));
	return unpaid.map(({slip}, index) => ({
		...slip,
		tenders: Array.from(paid[index] ?? [], ([kind, amount]) => ({kind, amountGrosze: grosze(amount)})),
		changeGrosze: grosze(index === changeSlip ? changeGrosze : 0),
		...(index === changeSlip && footerLines.length > 0 && {footerLines}),
	}));
}
