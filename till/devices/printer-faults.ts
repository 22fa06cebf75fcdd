/** A table of a device's error numbers, and what they come to for the till. */
import type {PrinterBlock} from '../domain/printer-account.ts';
import type {PrinterFault} from './fiscal-printer.ts';

export interface FaultRange {
	readonly from: number;
	readonly to: number;
	readonly code: PrinterFault['code'];
	/** For the log and the service screen. */
	readonly words: string;
	/** Where a printer that says it sells nothing at all. */
	readonly block?: PrinterBlock;
}

export function one(number: number, code: PrinterFault['code'], words: string, block?: PrinterBlock): FaultRange {
	return {from: number, to: number, code, words, ...(block !== undefined && {block})};
}

/** By the first range that holds the number; a number that is not listed is `other`, and kept: none is a success. */
export function faultIn(
	ranges: readonly FaultRange[],
	{number, device, line}: {readonly number: number; readonly device: string; readonly line?: number | undefined},
): PrinterFault {
	const range = ranges.find(({from, to}) => number >= from && number <= to);
	const detail = `${device} ${number}: ${range?.words ?? 'not listed'}`;
	const {code = 'other', block} = range ?? {};
	return {code, detail, ...(block !== undefined && {block}), ...(line !== undefined && {line})};
}
