/**
 * What NoviAPI and the printer behind it refuse, and what that comes to for the till. A code that is not listed is
 * `other` with its number kept: no code is ever taken for a success.
 */
import type {PrinterFault, PrinterStatus} from '../fiscal-printer.ts';
import type {ApiException, DeviceError} from './answers.ts';

type Code = PrinterFault['code'];

/** Codes the driver itself acts upon. */
export const notFound = 1;
export const multipleAccess = 6;
export const deletionNotAllowed = 9;
export const requestsInQueue = 10;

/** Of the API: the request was not taken, so nothing of it is printed. */
const apiCodes: ReadonlyMap<number, Code> = new Map<number, Code>([
	[notFound, 'no-transaction'],
	[2, 'busy'],
	[4, 'blocked'],
	[multipleAccess, 'busy'],
	[7, 'protocol'],
	[8, 'protocol'],
	[deletionNotAllowed, 'transaction-open'],
	[requestsInQueue, 'busy'],
	[11, 'busy'],
	[14, 'memory'],
]);

/** What a field that did not pass is about; the first that fits counts. */
const fieldCodes: readonly (readonly [RegExp, Code])[] = [
	[/\/(article|container|container_return)\/name\b/, 'name'],
	[/\/ptu\b/, 'vat-letter'],
	[/\/items\b/, 'line-value'],
	[/\/payments\b|\/pay_in\b|\/change\b/, 'payments'],
	[/\/summary\b/, 'totals'],
	[/\/nip\b/, 'nip'],
	[/\/date\b/, 'clock'],
];

/** `lineCount`: items beyond that are packages, which are no lines of a slip. */
export function faultOfException({code, description, paths}: ApiException, lineCount = 0): PrinterFault {
	const path = paths[0] ?? '';
	const field = fieldCodes.find(([pattern]) => pattern.test(path));
	const item = /\/items\/\[?(\d{1,4})\]?/.exec(path)?.[1];
	const line = item === undefined ? undefined : Number(item) + 1;
	return {
		code: field?.[1] ?? apiCodes.get(code) ?? 'other',
		detail: `NoviAPI ${code}: ${[description, ...paths].join(', ')}`,
		...(line !== undefined && line <= lineCount && {line}),
	};
}

/** The printer's own numbers: up to 99 those of the manufacturer's oldest protocol, from 1000 those of his XML protocol. */
const deviceCodes: ReadonlyMap<number, Code> = new Map<number, Code>([
	[1, 'clock'],
	[5, 'clock'],
	[6, 'memory'],
	[7, 'clock'],
	[16, 'name'],
	[17, 'line-value'],
	[18, 'vat-letter'],
	[19, 'line-value'],
	[20, 'line-value'],
	[21, 'no-transaction'],
	[23, 'totals'],
	[26, 'payments'],
	[27, 'totals'],
	[28, 'line-value'],
	[30, 'line-value'],
	[35, 'nothing-to-report'],
	[36, 'nothing-to-report'],
	[38, 'name'],
	[39, 'vat-letter'],
	[40, 'blocked'],
	[91, 'payments'],
	[92, 'memory'],
	[94, 'line-value'],
	[95, 'transaction-open'],
	[98, 'blocked'],
	[1002, 'transaction-open'],
	[1003, 'vat-letter'],
	[1004, 'line-value'],
	[1006, 'blocked'],
	[1007, 'vat-letter'],
	[1008, 'memory'],
	[1021, 'blocked'],
	[1022, 'protocol'],
	[1023, 'protocol'],
	[1034, 'busy'],
	[1037, 'paper-out'],
	[1085, 'clock'],
	[1088, 'memory'],
	[1089, 'memory'],
	[1092, 'totals'],
	[1098, 'nip'],
	[1099, 'memory'],
	[1100, 'blocked'],
	[1101, 'nip'],
	[1102, 'memory'],
	[1116, 'report-due'],
	[1117, 'line-value'],
]);

export function faultOfDevice({code, description}: DeviceError): PrinterFault {
	return {code: deviceCodes.get(code) ?? 'other', detail: `Novitus ${code}: ${description}`};
}

/** What ails the printer. Only two of its numbers are known from public documents, so its words are listened to as well. */
export function conditionOf(error: DeviceError): PrinterStatus['condition'] {
	const {code, description} = error;
	if (code === 1034) return 'busy';
	if (code === 1037 || /papier|paper/i.test(description)) return 'paper-out';
	return /pokryw|klap|cover/i.test(description) ? 'cover-open' : 'mechanism';
}
