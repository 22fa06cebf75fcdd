/**
 * Looks at a slip before it is printed: whether its printer means the same rates by the same letters, whether it takes
 * every line, and whether it has locked a good for its rate.
 *
 * Printers bind a name to its rate, and only they know what they have bound. Each name is asked after once while the till
 * runs, as soon as it is in the basket, so that nobody waits for it when they pay.
 */
import type {FiscalPrinter, UntoldFault} from '../devices/fiscal-printer.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Slip, SlipLine} from '../domain/slip.ts';
import {checkSlip, type SlipFault} from '../domain/slip-check.ts';
import type {VatTable} from '../domain/vat.ts';
import type {Printers} from './printer-watch.ts';

export type Objection =
	| {readonly code: 'printer-not-ready' | 'vat-differs'; readonly detail: string}
	| {readonly code: 'slip-fault'; readonly fault: SlipFault};

export type UntoldSlip = UntoldFault & {readonly route: Route};

/** As much of a line as its printer binds. */
export type BoundName = Pick<SlipLine, 'name' | 'vat'>;

export class SlipInspector {
	readonly #printers: Printers;
	/** By route, letter and name: whether the printer would take it. What it said of a name it may say only once. */
	readonly #answers = new Map<string, Promise<boolean | undefined>>();

	constructor(printers: Printers) {
		this.#printers = printers;
	}

	async inspect(slip: Slip, shopVat: VatTable): Promise<Objection | undefined> {
		const printer = this.#printers[slip.route];
		if (printer === undefined) return {code: 'printer-not-ready', detail: 'the till has no such printer'};
		const table = await printer.vatTable();
		if (table.outcome !== 'confirmed') {
			const detail = table.outcome === 'refused' ? table.fault.detail : table.reason;
			return {code: 'printer-not-ready', detail};
		}
		// Asked before every slip: a printer is programmed anew without the till hearing of it.
		const wrong = slip.vat.find(({letter}) => table.value[letter] !== shopVat[letter]);
		if (wrong !== undefined) return {code: 'vat-differs', detail: wrong.letter};
		const fault = checkSlip(slip, printer.limits, table.value) ?? (await this.#lockedLine(slip, printer));
		return fault && {code: 'slip-fault', fault};
	}

	/** What their printers have no word for, the first of it; nobody is asked. */
	untold(slips: readonly Slip[]): UntoldSlip | undefined {
		for (const slip of slips) {
			const fault = this.#printers[slip.route]?.whatCannotBeTold?.(slip);
			if (fault !== undefined) return {...fault, route: slip.route};
		}
		return undefined;
	}

	/** Asks the printer in good time. */
	foresee(route: Route, bound: BoundName): void {
		const printer = this.#printers[route];
		if (printer !== undefined) void this.#maySell(route, printer, bound);
	}

	async #lockedLine(slip: Slip, printer: FiscalPrinter): Promise<SlipFault | undefined> {
		for (const [index, line] of slip.lines.entries()) {
			if ((await this.#maySell(slip.route, printer, line)) === false) {
				return {code: 'vat-locked', line: index + 1, about: line.name};
			}
		}
		return undefined;
	}

	/** Undefined where the printer gives no answer: then the sale itself is the question. */
	#maySell(route: Route, printer: FiscalPrinter, {name, vat}: BoundName): Promise<boolean | undefined> {
		const key = `${route} ${vat} ${name}`;
		const known = this.#answers.get(key);
		if (known !== undefined) return known;
		const asked = printer.maySell(name, vat).then(outcome => {
			// A lock is lifted by nobody but the service, and no answer is no answer: both are asked after again.
			if (outcome.outcome !== 'confirmed' || !outcome.value) this.#answers.delete(key);
			return outcome.outcome === 'confirmed' ? outcome.value : undefined;
		});
		this.#answers.set(key, asked);
		return asked;
	}
}
