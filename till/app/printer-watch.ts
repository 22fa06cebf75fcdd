/**
 * Watches the fiscal printers: asks each how it is, every two seconds, and tells when the answer changes. A printer
 * that is printing is not asked here; whoever prints says how it stands.
 */
import type {FiscalPrinter, PrinterStatus} from '../devices/fiscal-printer.ts';
import {type Route, routes} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';

export type Printers = Readonly<Partial<Record<Route, FiscalPrinter>>>;

const pollMs = 2000;
/** A printer that just came back is seen soon. */
const pollDisconnectedMs = 500;
const unknownYet: PrinterStatus = {condition: 'disconnected', paperNearEnd: false, detail: 'not asked yet'};

export class PrinterWatch {
	readonly #printers: Printers;
	readonly #clock: Clock;
	readonly #changed: () => void;
	readonly #statuses = new Map<Route, PrinterStatus>();
	#stopped = false;
	readonly #cancels = new Map<Route, () => void>();

	constructor(printers: Printers, clock: Clock, changed: () => void) {
		this.#printers = printers;
		this.#clock = clock;
		this.#changed = changed;
	}

	start(): void {
		for (const route of this.routes()) void this.#poll(route);
	}

	/** Routes that have a printer, main first. */
	routes(): readonly Route[] {
		return routes.filter(route => this.#printers[route] !== undefined);
	}

	status(route: Route): PrinterStatus {
		return this.#statuses.get(route) ?? unknownYet;
	}

	/** Heard from elsewhere: a slip waits for paper, say. */
	heard(route: Route, status: PrinterStatus): void {
		const former = this.status(route);
		this.#statuses.set(route, status);
		if (former.condition !== status.condition || former.paperNearEnd !== status.paperNearEnd) this.#changed();
	}

	stop(): void {
		this.#stopped = true;
		for (const cancel of this.#cancels.values()) cancel();
	}

	async #poll(route: Route): Promise<void> {
		const printer = this.#printers[route];
		if (printer === undefined) return;
		const status = await printer.status();
		if (this.#stopped) return;
		this.heard(route, status);
		this.#cancels.set(
			route,
			this.#clock.after(
				status.condition === 'disconnected' ? pollDisconnectedMs : pollMs,
				() => void this.#poll(route),
			),
		);
	}
}
