/**
 * What the printer's answers mean. Pure; an answer that makes no sense is `undefined`, never a guess. How many bytes
 * there are is what the command asked for (`commands.ts`).
 */
import type {GrossByLetter} from '../../domain/evidence.ts';
import {type Grosze, grosze} from '../../domain/money.ts';
import type {PrinterBlock, PrinterWarning} from '../../domain/printer-account.ts';
import {type VatLetter, type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';
import type {PrinterFault, PrinterStatus} from '../fiscal-printer.ts';
import {numberIn} from './frame.ts';

const bit = (byte: number, place: number) => (byte & (1 << place)) !== 0;

export function byteIn(data: Uint8Array): number | undefined {
	return data[0];
}

export function countIn(data: Uint8Array): number | undefined {
	return numberIn(data);
}

const exempt = 0x4000;
const inactive = 0x8000;

/** Two bytes a letter, the greater first, in hundredths of a percent. */
export function vatIn(data: Uint8Array): VatTable | undefined {
	const rateAt = (place: number): VatRate | undefined => {
		const word = (data[2 * place] ?? 0) * 256 + (data[2 * place + 1] ?? 0);
		if (word === exempt) return 'exempt';
		if (word === inactive) return 'inactive';
		return word < 10_000 ? word : undefined;
	};
	const [A, B, C, D, E, F, G] = vatLetters.map((_, place) => rateAt(place));
	if (A === undefined || B === undefined || C === undefined || D === undefined) return undefined;
	if (E === undefined || F === undefined || G === undefined) return undefined;
	return {A, B, C, D, E, F, G};
}

/** Five bytes a letter, gross grosze since the last daily report. */
export function totalsIn(data: Uint8Array): GrossByLetter | undefined {
	const gross: Partial<Record<VatLetter, Grosze>> = {};
	for (const [place, letter] of vatLetters.entries()) {
		const sum = numberIn(data.subarray(5 * place, 5 * place + 5));
		if (sum > 0) gross[letter] = grosze(sum);
	}
	return gross;
}

/** Tens and ones of year, month, day, hour and minute, a byte each. `YYYY-MM-DDTHH:MM`. */
export function wallTimeIn(data: Uint8Array): string | undefined {
	if (data.some(digit => digit > 9)) return undefined;
	const [year = '', month = '', day = '', hour = '', minute = ''] = Array.from({length: 5}, (_, place) =>
		data.subarray(2 * place, 2 * place + 2).join(''),
	);
	const isTime = month >= '01' && month <= '12' && day >= '01' && day <= '31' && hour < '24' && minute < '60';
	return isTime ? `20${year}-${month}-${day}T${hour}:${minute}` : undefined;
}

/** The bytes that tell how the printer is: 54, 55 and 5F. */
export interface Flags {
	readonly memory: number;
	readonly print: number;
	readonly receipt: number;
}

export const isReceiptOpen = ({receipt}: Pick<Flags, 'receipt'>) => bit(receipt, 1);
export const isOutOfPaper = ({print}: Pick<Flags, 'print'>) => bit(print, 1);
/** It stands still although there may be paper again, and goes on when it is told to. */
export const isStopped = ({print}: Pick<Flags, 'print'>) => bit(print, 6);
export const isReportDue = ({memory}: Pick<Flags, 'memory'>) => bit(memory, 3);
const wasVoided = ({print}: Pick<Flags, 'print'>) => bit(print, 4);

function isPrinting(flags: Flags): boolean {
	// A receipt that is being rung up may count as one that is still to be printed.
	return bit(flags.print, 0) || (bit(flags.memory, 1) && !isReceiptOpen(flags));
}

const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

export function statusOf(flags: Flags): PrinterStatus {
	const detail = `54 ${hex(flags.memory)}, 55 ${hex(flags.print)}, 5F ${hex(flags.receipt)}`;
	return {condition: conditionOf(flags), paperNearEnd: false, detail};
}

function conditionOf(flags: Flags): PrinterStatus['condition'] {
	if (bit(flags.memory, 7) || bit(flags.print, 7) || bit(flags.print, 2)) return 'mechanism';
	if (isOutOfPaper(flags) || isStopped(flags)) return 'paper-out';
	return isPrinting(flags) ? 'busy' : 'ready';
}

/** A refusal gives no reason; the flags may. */
export function refusalOf(what: string, flags: Flags | undefined): PrinterFault {
	if (flags === undefined) return {code: 'other', detail: `NAK to ${what}`};
	const detail = `NAK to ${what}, ${statusOf(flags).detail}`;
	if (isReportDue(flags)) return {code: 'report-due', detail};
	if (isReceiptOpen(flags)) return {code: 'transaction-open', detail};
	if (bit(flags.memory, 5)) return {code: 'vat-locked', detail};
	if (bit(flags.memory, 0) || bit(flags.memory, 4)) return {code: 'memory', detail};
	return {code: 'other', detail: wasVoided(flags) ? `${detail}: the printer voided the receipt` : detail};
}

/** Of 5B. */
export function moduleIn(byte: number): {
	readonly fiscal: boolean;
	readonly readOnly: boolean;
	readonly version: number;
} {
	return {fiscal: bit(byte, 3), readOnly: bit(byte, 2), version: byte >> 4};
}

export interface HealthFlags extends Flags {
	readonly module: number;
	/** Undefined where the printer does not know the question. */
	readonly drawer: number | undefined;
}

export function blocksIn({module, drawer = 0, ...flags}: HealthFlags): readonly PrinterBlock[] {
	const {fiscal, readOnly} = moduleIn(module);
	return [
		...(fiscal ? [] : (['not-fiscal'] as const)),
		...(readOnly ? (['read-only'] as const) : []),
		...(isReportDue(flags) ? (['report-due'] as const) : []),
		...(bit(drawer, 6) ? (['service'] as const) : []),
	];
}

export function warningsIn({memory, print, receipt}: HealthFlags): readonly PrinterWarning[] {
	const isNearlyFull = bit(memory, 2) || bit(memory, 0);
	const isBatteryLow = bit(print, 3) || bit(receipt, 0);
	return [
		...(isNearlyFull ? (['memory-nearly-full'] as const) : []),
		...(isBatteryLow ? (['battery-low'] as const) : []),
	];
}
