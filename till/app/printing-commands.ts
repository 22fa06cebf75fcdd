/** What a cashier says of slips that stand still, and of a receipt that was put aside because of one. */
import type {Command} from '../api/commands.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {Goods} from '../domain/goods.ts';
import {isoWithOffset} from '../domain/local-time.ts';
import {otherPrinterFor} from '../domain/other-printer.ts';
import {type PrintEvent, type PrintJob, printerOfJob} from '../domain/print-job.ts';
import {isCounterFree} from '../domain/sale.ts';
import {waitingJob} from '../domain/sale-printing.ts';
import {inBackground} from './background.ts';
import type {DayDesk} from './day-desk.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

type PrintingCommand = Extract<Command, {do: 'print-on' | 'answer-printed' | 'abandon-slip' | 'print-elsewhere'}>;

export interface PrintingOptions {
	readonly sales: SaleDesk;
	readonly goods: Goods;
	readonly clock: Clock;
	readonly say: Say;
	readonly day: Pick<DayDesk, 'clear'>;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	/** Called for what happens after a command was obeyed. */
	readonly onChange: () => void;
}

export class PrintingCommands {
	readonly #options: PrintingOptions;

	constructor(options: PrintingOptions) {
		this.#options = options;
	}

	/** The cashier's word about the slip that stands still. */
	obey(command: PrintingCommand): void {
		const halted = this.#halted();
		if (halted === undefined) return this.#options.say('not-now', 'warning');
		if (command.do === 'print-elsewhere') return inBackground(this.#printElsewhere(halted));
		this.#options.sales.step({on: 'print', route: halted.slip.route, event: this.#eventOf(command)});
	}

	#halted(): PrintJob | undefined {
		const {sale} = this.#options.sales;
		return sale.at === 'printing' ? waitingJob(sale.jobs) : undefined;
	}

	#eventOf(command: Exclude<PrintingCommand, {do: 'print-elsewhere'}>): PrintEvent {
		switch (command.do) {
			case 'print-on':
				return {on: 'print-on'};
			case 'answer-printed':
				return {on: 'cashier-says', printed: command.printed, at: isoWithOffset(this.#options.clock.now())};
			case 'abandon-slip':
				return {on: 'abandon'};
		}
	}

	/** Days may have begun since it was put aside: its printer is asked first what a day starts with. */
	async resume(): Promise<void> {
		const {day, sales, say, onChange} = this.#options;
		const waiting = sales.suspended[0] && waitingJob(sales.suspended[0].jobs);
		const printers = waiting === undefined ? [] : [printerOfJob(waiting)];
		if (isCounterFree(sales.sale) && !(await day.clear(printers))) say('day-stopped', 'error');
		else if (!sales.resume()) say('not-now', 'warning');
		else return;
		onChange();
	}

	/** The other printer is asked first what a day starts with: it may have come, or have been put there, meanwhile. */
	async #printElsewhere(halted: PrintJob): Promise<void> {
		const {day, goods, printers, sales, say, onChange} = this.#options;
		const isAwaited = (route: Route) => sales.isAwaited(route);
		const other = otherPrinterFor(halted, {printers, settings: goods.settings, isAwaited});
		if (!other.ok) {
			const {fault} = other;
			return fault === 'not-permitted' ? say(fault, 'error') : say('slip-waits', 'error', fault.awaited);
		}
		const printer = other.value;
		if (await day.clear([printer])) {
			if (this.#halted() === halted)
				sales.step({on: 'print', route: halted.slip.route, event: {on: 'print-elsewhere', printer}});
			return;
		}
		say('other-printer-stopped', 'error', printer);
		onChange();
	}
}
