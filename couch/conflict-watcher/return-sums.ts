/**
 * Whether a return adds up: lines, deposits, what was given back and the tax in it, and whether somebody else approved it.
 *
 * The tax is reckoned by letter and route: a receipt that comes back whole has the tax of its slips again.
 */
import type {Return} from '../../till/domain/entry.ts';
import {sumGrosze} from '../../till/domain/money.ts';
import {vatInGross} from '../../till/domain/vat.ts';
import {checkLines, type EntryFault, Faults, paid, sum} from './sums.ts';

export function returnFaults(returned: Return): readonly EntryFault[] {
	const faults = new Faults();
	const {lines, deposits, goodsGrosze, depositsGrosze, refundGrosze, tenders, cashier, approvedBy} = returned;
	checkLines(returned, faults);
	checkLineNumbers(returned, faults);
	faults.expect(
		'/goodsGrosze',
		goodsGrosze,
		sum(lines, line => line.totalGrosze),
	);
	faults.expect(
		'/depositsGrosze',
		depositsGrosze,
		sum(deposits, deposit => deposit.totalGrosze),
	);
	faults.expect('/refundGrosze', refundGrosze, goodsGrosze + depositsGrosze);
	faults.expect('/tenders', paid(tenders), refundGrosze);
	checkRoutes(returned, faults);
	checkVat(returned, faults);
	if (approvedBy.id === cashier.id) faults.list.push({field: '/approvedBy/id', reason: 'is the cashier'});
	return faults.list;
}

function checkLineNumbers({lines}: Return, faults: Faults): void {
	const numbers = new Set<number>();
	for (const [index, {line}] of lines.entries()) {
		if (numbers.has(line)) faults.list.push({field: `/lines/${index}/line`, reason: `line ${line} is given twice`});
		numbers.add(line);
	}
}

function checkRoutes({original, lines, deposits}: Return, faults: Faults): void {
	const routes = new Set(original.slips.map(({route}) => route));
	for (const [field, items] of Object.entries({lines, deposits})) {
		for (const [index, {route}] of items.entries()) {
			if (!routes.has(route))
				faults.list.push({field: `/${field}/${index}/route`, reason: `no slip of the receipt is of ${route}`});
		}
	}
}

function checkVat({lines, vat}: Return, faults: Faults): void {
	for (const letter of new Set([...lines.map(line => line.vat), ...vat.map(item => item.letter)])) {
		const ofLetter = lines.filter(line => line.vat === letter);
		const items = vat.filter(item => item.letter === letter);
		faults.expect(
			`/vat/${letter}/grossGrosze`,
			sum(items, item => item.grossGrosze),
			sum(ofLetter, line => line.totalGrosze),
		);
		const rates = new Set(items.map(item => item.rate));
		const [rate] = rates;
		if (rate === undefined) continue;
		if (rates.size > 1) faults.list.push({field: `/vat/${letter}/rate`, reason: 'is more than one'});
		const ofRoutes = [...new Set(ofLetter.map(line => line.route))].map(route =>
			sumGrosze(ofLetter.filter(line => line.route === route).map(line => line.totalGrosze)),
		);
		faults.expect(
			`/vat/${letter}/vatGrosze`,
			sum(items, item => item.vatGrosze),
			sum(ofRoutes, grossGrosze => vatInGross(grossGrosze, rate)),
		);
	}
}
