/**
 * What may go wrong with a simulated printer, by name.
 *
 * A fault that names a command happens once, to the next command of that name; names are the protocol's own, and each
 * simulator says which of them is which stage of a slip.
 */
import type {PaperSlip} from './paper.ts';

export type PrinterFault =
	/** These last until they are cleared. `busy-elsewhere`: whoever sits at the other interface is printing. */
	| {readonly kind: 'paper-out' | 'cover-open' | 'busy-elsewhere'}
	/** Hears nothing, does nothing, says nothing. */
	| {readonly kind: 'silent'}
	| {readonly kind: 'lose-command' | 'misread-command'; readonly command: string}
	/** The command is carried out, and then something becomes of its answer. */
	| {readonly kind: 'lose-answer-of' | 'duplicate-answer' | 'bad-crc'; readonly command: string}
	| {readonly kind: 'delay-answer'; readonly command: string; readonly delayMs: number}
	/** Refused with a device code, for what the simulator does not get into by itself. */
	| {readonly kind: 'refuse'; readonly command: string; readonly code: number}
	| {readonly kind: 'power-cut-before' | 'power-cut-after'; readonly command: string}
	/** Somebody does something to the printer just before the command. */
	| {readonly kind: 'memory-clear' | 'report-meanwhile' | 'sale-meanwhile'; readonly command: string}
	/** Another printer stands there from then on, with a fiscal memory of its own; it has to be switched on. */
	| {readonly kind: 'swap'; readonly command: string; readonly uniqueNumber: string};

export type FaultKind = PrinterFault['kind'];
export type LastingFault = 'paper-out' | 'cover-open' | 'busy-elsewhere' | 'silent';
type Aimed = Extract<PrinterFault, {command: string}>;

export interface Faults {
	set(fault: PrinterFault): void;
	/** Of one kind, or all. */
	clear(kind?: FaultKind): void;
	has(kind: LastingFault): boolean;
	/** Takes the next fault of a kind that waits for this command. */
	take<K extends Aimed['kind']>(kind: K, command: string): Extract<PrinterFault, {kind: K}> | undefined;
	list(): readonly PrinterFault[];
}

export function createFaults(): Faults {
	let faults: PrinterFault[] = [];
	return {
		set(fault) {
			faults.push(fault);
		},
		clear(kind) {
			faults = kind === undefined ? [] : faults.filter(fault => fault.kind !== kind);
		},
		has: kind => faults.some(fault => fault.kind === kind),
		take<K extends FaultKind>(kind: K, command: string) {
			const index = faults.findIndex(fault => fault.kind === kind && 'command' in fault && fault.command === command);
			if (index === -1) return undefined;
			const [fault] = faults.splice(index, 1);
			return fault as Extract<PrinterFault, {kind: K}> | undefined;
		},
		list: () => [...faults],
	};
}

/** What all simulated printers show of themselves. */
export interface PrinterSnapshot {
	readonly model: string;
	readonly uniqueNumber: string;
	readonly power: boolean;
	readonly paperOut: boolean;
	readonly coverOpen: boolean;
	readonly receiptOpen: boolean;
	readonly drawerKicks: number;
	readonly faults: readonly PrinterFault[];
	/** Oldest first. */
	readonly slips: readonly PaperSlip[];
}
