/**
 * The auditor: compares the till's book with the printers' fiscal memories and with what the customers were sold, after
 * every sale and once more at the end. It reckons for itself and knows nothing of how the till came to its book.
 *
 * A1  Each slip of a receipt is in its printer's memory exactly once, to the grosz; nothing else the till had printed is.
 * A2  A customer ends with one receipt of what they bought, less what was given up, or with nothing printed at all.
 * A3  A printer's own total is the receipts' total and what other hands sold there.
 * A4  A sale that is put aside has no receipt; when it is taken up again, what was printed of it before is on its receipt.
 * A5  Euros that a customer gave are on the receipt once, and on nobody else's.
 * A6  The entries are one unbroken chain, and nothing waits in the journal.
 */
import {isDeepStrictEqual} from 'node:util';
import {sameUnits, unitsOf} from '../../test/till/kill/customer.ts';
import {addSums, type Sums, totalOf} from '../../till/devices/simulated/fiscal-memory.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import {digestOf, noDigest} from '../../till/domain/chain.ts';
import type {Receipt, ReceiptSlip, Sealed} from '../../till/domain/entry.ts';
import {systemNumberOf} from '../../till/domain/slip.ts';
import {sha256} from '../../till/replica/sha256.ts';
import type {Customer} from './customer.ts';
import {Finding} from './finding.ts';
import {boughtOf, tendersOf, worthOfBottles} from './shopping.ts';
import {type Document, grossOf, routeOf} from './witness.ts';
import type {World} from './world.ts';

export class Auditor {
	readonly #world: World;
	readonly #sold: Record<Route, Sums> = {main: {}, alcohol: {}};
	readonly #slipCounts: Record<Route, number> = {main: 0, alcohol: 0};
	/** What this customer's sale brought out of the printers, when they were here last. */
	#fresh: Record<Route, Document[]> = {main: [], alcohol: []};
	#previous: string = noDigest;
	#entryCount = 0;
	receiptCount = 0;
	abandonedCount = 0;
	/** Customers who went away with nothing. */
	leftCount = 0;
	/** Slips that were printed on the other printer. */
	movedCount = 0;
	/** How often a sale was put aside. */
	suspendedCount = 0;

	constructor(world: World) {
		this.#world = world;
	}

	get slipCount(): number {
		return this.#slipCounts.main + this.#slipCounts.alcohol;
	}

	/** The digest of the last entry: the whole book in a word. */
	get digest(): string {
		return this.#previous;
	}

	/** `aside`: a printer may bring out a slip of theirs while somebody else is served. Throws a `Finding`. */
	async afterSale(customer: Customer, aside: readonly Customer[]): Promise<void> {
		this.#fresh = {main: [], alcohol: []};
		for (const route of routes) {
			for (const document of this.#world.freshReceipts(route)) {
				const owner = aside.find(each => each !== customer && each.isNamedOn(document, route));
				if (owner === undefined) this.#fresh[route].push(document);
				else owner.takePaper(route, [document]);
			}
		}
		const entries = await this.#world.takeLatestEntries();
		for (const entry of entries) this.#follow(entry);
		const receipts = entries.filter(entry => entry.type === 'receipt');
		const [receipt, ...others] = receipts;
		if (others.length > 0) throw new Finding(`One customer has ${receipts.length} receipts`);
		if (customer.isAside) {
			if (receipt !== undefined) throw new Finding(`Entry ${receipt.entry} is of a sale that is put aside`);
			for (const route of routes) customer.takePaper(route, this.#fresh[route]);
			this.suspendedCount += 1;
			return;
		}
		if (receipt === undefined) this.#checkNothing(customer);
		else this.#checkReceipt(receipt, customer);
	}

	/** When the dust has settled. Throws a `Finding`. */
	async atTheEnd(unfinishedCount: number): Promise<void> {
		for (const entry of await this.#world.takeLatestEntries()) this.#follow(entry);
		if (unfinishedCount > 0) throw new Finding(`${unfinishedCount} sales are still in the journal`);
		for (const route of routes) {
			const witness = this.#world.witness(route);
			const expected = addSums(this.#sold[route], witness.othersGross);
			if (!sameSums(witness.allGross, expected)) {
				throw new Finding(`${route} reckons ${JSON.stringify(witness.allGross)}, the book ${JSON.stringify(expected)}`);
			}
			const count = this.#slipCounts[route] + witness.othersCount;
			if (witness.allReceiptCount !== count) {
				throw new Finding(`${route} counts ${witness.allReceiptCount} receipts, the book ${count}`);
			}
		}
	}

	#follow(entry: Sealed): void {
		const number = this.#entryCount + 1;
		if (entry.entry !== number) throw new Finding(`Entry ${number} is missing, ${entry.entry} is in its place`);
		if (entry.previous !== this.#previous) throw new Finding(`Entry ${number} does not name the one before`);
		if (digestOf({...entry}, sha256) !== entry.digest) throw new Finding(`Entry ${number} is not what was sealed`);
		this.#previous = entry.digest;
		this.#entryCount = number;
	}

	#checkNothing(customer: Customer): void {
		if (!customer.wantsToLeave) throw new Finding('The customer is gone and there is no receipt');
		const printed = this.#printedFor(customer);
		if (printed.length > 0) throw new Finding(`Nothing was sold, and printed was ${shown(printed)}`);
		this.leftCount += 1;
	}

	#checkReceipt(receipt: Sealed<Receipt>, customer: Customer): void {
		const {shopping, saleIds, givenUp} = customer;
		const wanted = boughtOf(shopping);
		if (!saleIds.has(receipt.saleId)) throw new Finding(`Sale ${receipt.saleId} is nobody's`);
		const missing = routes.filter(route => isAsked(route) && receipt.slips.every(slip => slip.route !== route));
		const unwanted = missing.find(route => !givenUp.has(route));
		if (unwanted !== undefined)
			throw new Finding(`Nobody gave up the slip of ${unwanted}, and it is not on the receipt`);
		const bought = unitsOf(wanted.filter(({route}) => !missing.includes(route)));
		const lines = receipt.lines.map(({product, pieces, weightGrams}) => ({product, units: pieces ?? weightGrams ?? 0}));
		if (!sameUnits(unitsOf(lines), bought))
			throw new Finding(`Entry ${receipt.entry} has other goods than were bought`);
		if ((receipt.packagesGrosze ?? 0) !== worthOfBottles(shopping.bottleCount ?? 0))
			throw new Finding(`Entry ${receipt.entry} has other bottles than were brought back`);
		if (receipt.buyerNip !== shopping.buyerNip) throw new Finding(`Entry ${receipt.entry} names another buyer`);
		const printed = this.#printedFor(customer);
		for (const route of routes) {
			const ofRoute = printed.filter(document => routeIn(receipt, document) === route);
			this.#checkSlips(route, receipt, ofRoute);
		}
		const {dueGrosze, packagesPlace, packagesGrosze = 0, foreignCash = [], vouchers = []} = receipt;
		const billGrosze = dueGrosze - (packagesPlace === 'pay-out' ? packagesGrosze : 0);
		const given = tendersOf(shopping.paysBy, billGrosze).flatMap(({foreign, amountGrosze}) =>
			foreign === undefined ? [] : [{...foreign, amountGrosze}],
		);
		// Where a slip was given up, what was due before it is not in the book.
		const isAsGiven = missing.length > 0 ? foreignCash.length === given.length : isDeepStrictEqual(foreignCash, given);
		if (!isAsGiven)
			throw new Finding(`The customer gave ${JSON.stringify(given)}, the book has ${JSON.stringify(foreignCash)}`);
		const vouchersGiven = tendersOf(shopping.paysBy, billGrosze).flatMap(({voucher}) => voucher?.id ?? []);
		const kinds = vouchers.map(({voucher}) => voucher);
		if (missing.length === 0 && !isDeepStrictEqual(kinds, vouchersGiven))
			throw new Finding(`The customer gave ${vouchersGiven.join(', ')}, the book has ${kinds.join(', ')}`);
		this.receiptCount += 1;
		this.abandonedCount += missing.length;

		function isAsked(route: Route): boolean {
			return wanted.some(good => good.route === route);
		}
	}

	#printedFor(customer: Customer): readonly Document[] {
		return routes.flatMap(route => [...customer.paper(route), ...this.#fresh[route]]);
	}

	#checkSlips(route: Route, {saleId, slips, buyerNip}: Sealed<Receipt>, printed: readonly Document[]): void {
		const written = slips.filter(slip => slip.route === route);
		const [slip] = written;
		const [document] = printed;
		if (written.length !== printed.length || printed.length > 1) {
			throw new Finding(`${route} printed ${shown(printed)}; the receipt has ${JSON.stringify(written)}`);
		}
		if (slip === undefined || document === undefined) return;
		const expected = outlineOfSlip(slip);
		const fiscalNumber = this.#world.numberOf(document);
		const found = {...outlineOfDocument(document), fiscalNumber, printer: document.printer};
		// What the cashier saw is on paper; its number the till could not ask for.
		if (slip.proof === 'cashier') Object.assign(found, {fiscalNumber: slip.fiscalNumber, printer: slip.printer});
		// The profile's number is all that the till has to go by.
		if (!this.#world.printersAreNamed) Object.assign(found, {printer: slip.printer});
		if (!isDeepStrictEqual(found, expected)) {
			throw new Finding(`${route} printed ${JSON.stringify(found)}, the book says ${JSON.stringify(expected)}`);
		}
		if (document.buyerNip !== buyerNip) throw new Finding(`${route} printed a slip for the firm ${document.buyerNip}`);
		const {systemNumber} = document;
		if (systemNumber !== '' && systemNumber !== systemNumberOf({saleId, route})) {
			throw new Finding(`${route} printed the slip of ${systemNumber}, the receipt is of ${saleId}`);
		}
		this.#sold[document.stand] = addSums(this.#sold[document.stand], expected.gross);
		this.#slipCounts[document.stand] += 1;
		if (document.stand !== route) this.movedCount += 1;
	}
}

/** A slip whose footer the power cut off bears no number: it is the one with its sums, its own printer's first. */
function routeIn({slips}: Receipt, document: Document): Route {
	if (document.systemNumber !== '') return routeOf(document);
	const alike = slips.filter(slip => sameSums(outlineOfSlip(slip).gross, document.gross));
	const [other] = alike;
	return alike.some(({route}) => route === document.stand) ? document.stand : (other?.route ?? document.stand);
}

interface Outline {
	readonly gross: Sums;
	readonly depositsGrosze: number;
	readonly paidGrosze: number;
	readonly changeGrosze: number;
}

function outlineOfDocument({gross, packagesCharged, packagesReturned, paid, change}: Document): Outline {
	return {gross, depositsGrosze: packagesCharged - packagesReturned, paidGrosze: paid, changeGrosze: change};
}

function outlineOfSlip(slip: ReceiptSlip): Outline & Pick<ReceiptSlip, 'fiscalNumber' | 'printer'> {
	return {
		gross: grossOf(slip.vat),
		depositsGrosze: slip.depositsGrosze,
		paidGrosze: slip.tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0),
		changeGrosze: slip.changeGrosze,
		fiscalNumber: slip.fiscalNumber,
		printer: slip.printer,
	};
}

function sameSums(one: Sums, other: Sums): boolean {
	return (
		totalOf(one) === totalOf(other) && Object.keys(one).every(letter => one[letter as 'A'] === other[letter as 'A'])
	);
}

function shown(documents: readonly Document[]): string {
	return (
		documents.map(({number, systemNumber, gross}) => `${systemNumber} (${number}: ${totalOf(gross)})`).join(', ') ||
		'nothing'
	);
}
