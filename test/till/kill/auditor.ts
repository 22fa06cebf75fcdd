/**
 * The auditor: compares three memories that know nothing of one another, and reckons with its own pencil.
 *
 *   the book         what the till's file holds: one unbroken, signed chain
 *   the printers     what their fiscal memories took in
 *   the customers    what people saw: what was rung up, paid, and acknowledged with the change screen
 */
import {createHash, createPublicKey, verify} from 'node:crypto';
import type {Route} from '../../../till/domain/catalogue.ts';
import type {Receipt} from '../../../till/domain/entry.ts';
import {systemNumberOf} from '../../../till/domain/slip.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {type Counter, tillId} from './counter.ts';
import {type Customer, sameUnits, unitsOf} from './customer.ts';

type Content = Readonly<Record<string, unknown>>;

/** Sentences about what does not agree; none is a clean book. */
export async function audit(counter: Counter, customers: readonly Customer[]): Promise<readonly string[]> {
	const {book, journal, close} = await openReplica({dataDir: counter.dataDir, till: tillId});
	const entries = (await book.from(1, Number.POSITIVE_INFINITY)).map(({document}) => document);
	const unfinished = journal.unfinished();
	await close();
	const receipts = entries.filter(({type}) => type === 'receipt') as unknown as readonly Receipt[];
	return [
		...unfinished.map(({saleId}) => `Sale ${saleId} is still in the journal`),
		...chainFindings(entries, counter.publicKey),
		...printerFindings('main', receipts, counter),
		...printerFindings('alcohol', receipts, counter),
		...customerFindings(receipts, customers),
	];
}

function chainFindings(entries: readonly Content[], publicKey: string): readonly string[] {
	const key = createPublicKey({key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki'});
	const findings: string[] = [];
	let previous = '0'.repeat(64);
	for (const [index, entry] of entries.entries()) {
		const digest = createHash('sha256').update(canonical(entry)).digest('hex');
		const signature = Uint8Array.from(Buffer.from(String(entry['signature']), 'base64'));
		const number = index + 1;
		if (entry['entry'] !== number) findings.push(`Entry ${number} is missing; ${String(entry['_id'])} is in its place`);
		if (entry['previous'] !== previous) findings.push(`Entry ${number} does not name the one before`);
		if (entry['digest'] !== digest) findings.push(`Entry ${number} has another digest than its content`);
		if (!verify(null, new TextEncoder().encode(digest), key, signature))
			findings.push(`Entry ${number} is not signed by the till`);
		previous = digest;
	}
	return findings;
}

/** Keys in order, nothing between: all there is to RFC 8785 where only whole numbers and texts occur. */
function canonical(entry: Content): string {
	const {_rev, digest, signature, ...content} = entry;
	return JSON.stringify(content, (_key, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
			: value,
	);
}

function printerFindings(route: Route, receipts: readonly Receipt[], {printers}: Counter): readonly string[] {
	const printer = printers[route];
	const told = receipts.flatMap(({saleId, slips}) =>
		slips.filter(slip => slip.route === route).map(slip => ({saleId: systemNumberOf({saleId, route}), slip})),
	);
	const printed = printer.receipts.map(
		({number, systemNumber, gross, packagesCharged, packagesReturned, paid, change}) =>
			outline({saleId: systemNumber, number, gross, deposits: packagesCharged - packagesReturned, paid, change}),
	);
	const written = told.map(({saleId, slip}) =>
		outline({
			saleId,
			number: slip.fiscalNumber,
			gross: Object.fromEntries(slip.vat.map(({letter, grossGrosze}) => [letter, grossGrosze])),
			deposits: slip.depositsGrosze,
			paid: slip.tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0),
			change: slip.changeGrosze,
		}),
	);
	const sales = printer.receipts.map(({systemNumber}) => systemNumber);
	const {uniqueNumber, allReceiptCount} = printer.simulator.book();
	return [
		...(allReceiptCount === written.length
			? []
			: [`Printer ${route} counts ${allReceiptCount} receipts, the book ${written.length}`]),
		...beyond(printed, written).map(slip => `Printed by ${route} and not in the book: ${slip}`),
		...beyond(written, printed).map(slip => `In the book and not printed by ${route}: ${slip}`),
		...sales.filter((sale, index) => sales.indexOf(sale) !== index).map(sale => `${route} printed sale ${sale} twice`),
		...told.filter(({slip}) => slip.printer !== uniqueNumber).map(({saleId}) => `Sale ${saleId} names another printer`),
	];
}

interface Outline {
	readonly saleId: string;
	readonly number: number;
	readonly gross: Readonly<Partial<Record<string, number>>>;
	readonly deposits: number;
	readonly paid: number;
	readonly change: number;
}

function outline({saleId, number, gross, deposits, paid, change}: Outline): string {
	const letters = Object.keys(gross).sort();
	const sums = letters.map(letter => `${letter} ${gross[letter]}`).join(', ');
	return `sale ${saleId}, number ${number}, ${sums}, deposits ${deposits}, paid ${paid}, change ${change}`;
}

/** What of the one the other lacks, each as often as it is lacking. */
function beyond(one: readonly string[], other: readonly string[]): readonly string[] {
	const left = [...other];
	return one.filter(each => {
		const place = left.indexOf(each);
		if (place !== -1) left.splice(place, 1);
		return place === -1;
	});
}

/** They came one after the other, so their receipts are in that order. */
function customerFindings(receipts: readonly Receipt[], customers: readonly Customer[]): readonly string[] {
	if (receipts.length !== customers.length) {
		return [`${customers.length} customers were served and ${receipts.length} receipts are in the book`];
	}
	return customers.flatMap((customer, index) => {
		const receipt = receipts[index];
		if (receipt === undefined) return [];
		const {acknowledged, sold} = customer;
		const lines = unitsOf(
			receipt.lines.map(({product, pieces, weightGrams}) => ({product, units: pieces ?? weightGrams ?? 0})),
		);
		const findings: string[] = [];
		if (!sameUnits(lines, unitsOf(sold))) findings.push(`Entry ${receipt.entry} has other goods than were rung up`);
		if (acknowledged === undefined) return findings;
		const shown = acknowledged.slips.flatMap(({route, fiscalNumber}) =>
			fiscalNumber ? [`${route} ${fiscalNumber}`] : [],
		);
		const stored = receipt.slips.map(({route, fiscalNumber}) => `${route} ${fiscalNumber}`);
		if (acknowledged.entry !== receipt.entry || shown.join() !== stored.join())
			findings.push(
				`Entry ${acknowledged.entry} (${shown.join()}) was shown, ${receipt.entry} (${stored.join()}) is kept`,
			);
		return findings;
	});
}
