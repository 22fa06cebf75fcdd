/**
 * Somebody who stands beside a printer all day and reads its fiscal memory: every document, also of a printer that was
 * carried away, and everything that leaves a till without evidence.
 *
 * A memory holds the last 300 documents, so the witness reads after every sale.
 */
import type {FiscalRecord, PrinterMemory, Sums} from '../../till/devices/simulated/fiscal-memory.ts';
import {addSums} from '../../till/devices/simulated/fiscal-memory.ts';
import {othersNumber} from '../../till/devices/simulated/other-hands.ts';
import type {SimulatedPrinter} from '../../till/devices/simulated/printer.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import {systemNumberOf} from '../../till/domain/slip.ts';
import type {VatSum} from '../../till/domain/vat.ts';

export interface Document extends FiscalRecord {
	readonly printer: string;
	/** Whose place the printer stands in; a slip may be another route's that moved here. */
	readonly stand: Route;
	/** Among the printer's documents of every kind, from 1. */
	readonly place: number;
}

/** Of the slip: by its system number, and where it bears none that of the printer. */
export function routeOf({systemNumber, stand}: Document): Route {
	const saleId = systemNumber.slice(0, systemNumber.lastIndexOf('-'));
	return routes.find(route => systemNumberOf({saleId, route}) === systemNumber) ?? stand;
}

/** What a slip comes to by letter, as a fiscal memory has it. */
export function grossOf(vat: readonly VatSum[]): Sums {
	return Object.fromEntries(vat.map(({letter, grossGrosze}) => [letter, grossGrosze]));
}

export class Witness {
	readonly #simulator: SimulatedPrinter;
	readonly #stand: Route;
	readonly #documentCounts = new Map<string, number>();
	readonly #receipts: Document[] = [];
	#othersGross: Sums = {};
	#othersCount = 0;
	#reportCount = 0;

	constructor(simulator: SimulatedPrinter, stand: Route) {
		this.#simulator = simulator;
		this.#stand = stand;
	}

	/** Receipts that the till had printed, oldest first. */
	get receipts(): readonly Document[] {
		this.#read();
		return this.#receipts;
	}

	/** What other hands sold here. */
	get othersGross(): Sums {
		this.#read();
		return this.#othersGross;
	}

	/**
	 * How often something happened that a till has no means to see through: another printer, a cleared memory, a daily
	 * report or a sale past the till.
	 */
	get disturbanceCount(): number {
		this.#read();
		const memories = this.#memories();
		const clears = memories.reduce((sum, {memoryClearCount}) => sum + memoryClearCount, 0);
		return memories.length + clears + this.#reportCount + this.#othersCount;
	}

	/** Of all the printers that stood here, by their own reckoning. */
	get allGross(): Sums {
		return this.#memories().reduce((sums: Sums, {allGross}) => addSums(sums, allGross), {});
	}

	get allReceiptCount(): number {
		return this.#memories().reduce((sum, {allReceiptCount}) => sum + allReceiptCount, 0);
	}

	get othersCount(): number {
		return this.#othersCount;
	}

	#memories(): readonly PrinterMemory[] {
		const {former, ...memory} = this.#simulator.book();
		return [...former, memory];
	}

	#read(): void {
		for (const {uniqueNumber, documentCount, records} of this.#memories()) {
			const fresh = documentCount - (this.#documentCounts.get(uniqueNumber) ?? 0);
			if (fresh === 0) continue;
			this.#documentCounts.set(uniqueNumber, documentCount);
			const firstPlace = documentCount - fresh + 1;
			for (const [index, record] of records.slice(-fresh).entries()) {
				this.#note({...record, printer: uniqueNumber, stand: this.#stand, place: firstPlace + index});
			}
		}
	}

	#note(document: Document): void {
		if (document.kind === 'report') this.#reportCount += 1;
		if (document.kind !== 'receipt') return;
		if (document.systemNumber !== othersNumber) return void this.#receipts.push(document);
		this.#othersCount += 1;
		this.#othersGross = addSums(this.#othersGross, document.gross);
	}
}
