/**
 * The shift desk: opens a shift, takes in and pays out between customers, and closes it with what was counted.
 *
 * What runs is read out of the book and kept nowhere else: the book cannot disagree with itself, and a crash between an
 * entry and a memory of it could. At the start the desk reads backwards to the last entry that begins or ends a shift.
 *
 * As with refunds, the entry is in the book before the drawer opens, and the slip of a movement is asked for once: a
 * printer that falls silent may have printed it, and what is counted at the end is the money and not the slips.
 */
import {readEntry} from '../../couch/documents/entries.ts';
import type {Command} from '../api/commands.ts';
import type {ShiftReport, ShiftScreen} from '../api/shift-view.ts';
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {CountedCash, Sealed} from '../domain/entry.ts';
import {type Grosze, grosze} from '../domain/money.ts';
import {
	bordersShift,
	compareForeign,
	expectedCash,
	type ForeignSum,
	type Shift,
	shiftAfter,
	valueOfCash,
} from '../domain/shift.ts';
import type {Book, StoredEntry} from '../replica/replica.ts';
import type {Answerable} from './approval-desk.ts';
import {inBackground} from './background.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {Person, Say} from './state.ts';

export interface ShiftDeskParts {
	readonly book: Pick<Book, 'head' | 'from' | 'onChange'>;
	readonly events: Pick<EventRecorder, 'write'>;
	readonly printer: Pick<FiscalPrinter, 'moveCash' | 'openDrawer'>;
	readonly answerable: Answerable;
	/** Baskets that are aside. */
	readonly parkedCount: () => number;
	readonly say: Say;
	readonly onChange: () => void;
	readonly log: (sentence: string) => void;
}

export interface CountedDrawer {
	readonly counted: readonly CountedCash[];
	/** Cash that is not złoty. */
	readonly foreign: readonly ForeignSum[];
}

/** Some milliseconds of the till's one thread. */
const pageSize = 100;
/** More than a till writes in any shift. */
const lookBackCountMax = 5000;

export class ShiftDesk {
	readonly #parts: ShiftDeskParts;
	#shift: Shift | undefined;
	/** The last entry that was taken in; undefined until the book was looked at. */
	#through: number | undefined;
	#isReading = false;
	/** Something is being written or printed. */
	#isBusy = false;
	#closed: ShiftReport | undefined;
	#stop: () => void = () => undefined;

	constructor(parts: ShiftDeskParts) {
		this.#parts = parts;
	}

	get isRunning(): boolean {
		return this.#shift !== undefined;
	}

	start(): void {
		this.#stop = this.#parts.book.onChange(() => this.#follow());
		this.#follow();
	}

	stop(): void {
		this.#stop();
	}

	/** The report of the last shift is seen until the screen is left. */
	leave(): void {
		this.#closed = undefined;
	}

	view(): ShiftScreen {
		const closed = this.#closed && {closed: this.#closed};
		if (this.#through === undefined) return {at: 'shift', state: 'reading', ...closed};
		if (this.#shift === undefined) return {at: 'shift', state: this.#isBusy ? 'busy' : 'none', ...closed};
		const {openedBy, openedAt, floatGrosze, refundedGrosze, paidInGrosze, paidOutGrosze, receiptCount} = this.#shift;
		const shift = {openedBy, openedAt, floatGrosze, refundedGrosze, paidInGrosze, paidOutGrosze, receiptCount};
		const currencies = this.#shift.foreignTaken.map(({currency}) => currency);
		return {at: 'shift', state: this.#isBusy ? 'busy' : 'running', shift: {...shift, currencies}};
	}

	open({floatGrosze, counted}: Extract<Command, {do: 'open-shift'}>, person: Person): boolean {
		if (this.#through === undefined || this.#shift !== undefined || this.#isBusy) return false;
		this.#closed = undefined;
		const amountGrosze = grosze(floatGrosze);
		this.#do(async () => {
			const cash = counted === undefined ? {} : {counted};
			await this.#parts.events.write('shift-opened', person, {amountGrosze, cash});
			if (amountGrosze > 0) await this.#print({direction: 'in', amountGrosze});
		});
		return true;
	}

	/** What is not there needs nobody's approval. */
	move(command: Extract<Command, {do: 'move-cash'}>, cashier: Cashier): boolean {
		if (this.#shift === undefined || this.#isBusy) return false;
		const {direction, reason} = command;
		const amountGrosze = grosze(command.amountGrosze);
		const {answerable, say, events} = this.#parts;
		if (direction === 'out' && amountGrosze > expectedCash(this.#shift)) {
			say('cash-not-there', 'error');
			return true;
		}
		const operation = {of: `cash-${direction}`, amountGrosze} as const;
		if (answerable({command, operation}, cashier) === undefined) return true;
		this.#do(async () => {
			await events.write(`cash-${direction}`, cashier, {amountGrosze, cash: {reason}});
			await this.#print({direction, amountGrosze});
		});
		return true;
	}

	close({counted, foreign}: CountedDrawer, person: Person): boolean {
		const shift = this.#shift;
		if (shift === undefined || this.#isBusy) return false;
		const expectedGrosze = expectedCash(shift);
		const countedGrosze = valueOfCash(counted);
		const countedForeign = compareForeign(shift.foreignTaken, foreign);
		const parkedCount = this.#parts.parkedCount();
		this.#do(async () => {
			await this.#parts.events.write('shift-closed', person, {
				amountGrosze: countedGrosze,
				cash: {
					counted,
					expectedGrosze,
					...(parkedCount > 0 && {parkedCount}),
					...(countedForeign.length > 0 && {foreign: countedForeign}),
				},
			});
			const {foreignTaken: _compared, ...closed} = shift;
			const sums = {countedGrosze, expectedGrosze, differenceGrosze: grosze(countedGrosze - expectedGrosze)};
			this.#closed = {...closed, closedBy: person.name, counted, countedForeign, ...sums};
		});
		return true;
	}

	/** One thing after the other: what is touched twice is done once. */
	#do(work: () => Promise<void>): void {
		this.#isBusy = true;
		inBackground(
			work().finally(() => {
				this.#isBusy = false;
				this.#parts.onChange();
			}),
		);
	}

	async #print(movement: {readonly direction: 'in' | 'out'; readonly amountGrosze: Grosze}): Promise<void> {
		const {printer, say, log} = this.#parts;
		const slip = await printer.moveCash(movement);
		if (slip.outcome !== 'confirmed') {
			log(`The slip of cash moved ${movement.direction} was not printed: ${JSON.stringify(slip)}`);
			say('cash-without-slip', 'warning');
		}
		const drawer = await printer.openDrawer();
		if (drawer.outcome !== 'confirmed') log(`The drawer did not open: ${JSON.stringify(drawer)}`);
	}

	#follow(): void {
		if (this.#isReading) return;
		this.#isReading = true;
		inBackground(
			this.#read().finally(() => {
				this.#isReading = false;
			}),
		);
	}

	async #read(): Promise<void> {
		const {book, onChange} = this.#parts;
		let through = this.#through ?? (await this.#lastBorder());
		while (through < book.head().entry) {
			const stored = await book.from(through + 1, pageSize);
			for (const entry of entriesIn(stored)) this.#shift = shiftAfter(this.#shift, entry);
			// What was lost of the end of the book does not come any more.
			through = stored.at(-1)?.entry ?? book.head().entry;
		}
		this.#through = through;
		onChange();
	}

	/** The number before the last entry that begins or ends a shift; the end of the book where none is near. */
	async #lastBorder(): Promise<number> {
		const {book} = this.#parts;
		const end = book.head().entry;
		const lowest = Math.max(0, end - lookBackCountMax);
		for (let high = end; high > lowest; high -= pageSize) {
			const stored = await book.from(Math.max(1, high - pageSize + 1), pageSize);
			const border = entriesIn(stored).findLast(bordersShift);
			if (border !== undefined) return border.entry - 1;
		}
		return end;
	}
}

function entriesIn(stored: readonly StoredEntry[]): readonly Sealed[] {
	return stored.flatMap(({document}) => {
		const entry = readEntry(document);
		return entry.ok ? [entry.value] : [];
	});
}
