/**
 * What may go wrong with a simulated printer, in the words of the devices page and of `npm run devices`. Moments are
 * steps of a slip; each protocol has its own command for them.
 */
import {fail, ok, type Result} from '../domain/result.ts';

export const printerMoments = [
	'begin',
	'line',
	'deposit',
	'payment',
	'close',
	'cancel',
	'report',
	'evidence',
	'health',
] as const;
export type PrinterMoment = (typeof printerMoments)[number];

/** What a fault has to be told; one that takes nothing lasts until it is cleared, the others happen once. */
export type FaultForm = 'nothing' | 'command' | 'command and milliseconds' | 'command and code' | 'command and number';

export const faultForms = {
	'paper-out': 'nothing',
	'cover-open': 'nothing',
	'busy-elsewhere': 'nothing',
	silent: 'nothing',
	'lose-command': 'command',
	'misread-command': 'command',
	'lose-answer-of': 'command',
	'delay-answer': 'command and milliseconds',
	'duplicate-answer': 'command',
	'bad-crc': 'command',
	refuse: 'command and code',
	'power-cut-before': 'command',
	'power-cut-after': 'command',
	'memory-clear': 'command',
	'report-meanwhile': 'command',
	'sale-meanwhile': 'command',
	swap: 'command and number',
} as const satisfies Readonly<Record<string, FaultForm>>;

export type FaultName = keyof typeof faultForms;
type NameOf<F extends FaultForm> = {
	[N in FaultName]: (typeof faultForms)[N] extends F ? N : never;
}[FaultName];
export type LastingFaultName = NameOf<'nothing'>;
export type MomentFaultName = Exclude<FaultName, LastingFaultName>;

export const faultNames = Object.keys(faultForms) as readonly FaultName[];

/** A fault as the page sets it. */
export type DeskFault =
	| {readonly name: LastingFaultName}
	| {readonly name: NameOf<'command'>; readonly moment: PrinterMoment}
	| {readonly name: 'delay-answer'; readonly moment: PrinterMoment; readonly delayMs: number}
	| {readonly name: 'refuse'; readonly moment: PrinterMoment; readonly code: number}
	| {readonly name: 'swap'; readonly moment: PrinterMoment; readonly uniqueNumber: string};

const delayMsMax = 600_000;
const refusalCodeMax = 9999;

export function isFaultName(word: unknown): word is FaultName {
	return typeof word === 'string' && Object.hasOwn(faultForms, word);
}

export function isLasting(name: FaultName): name is LastingFaultName {
	return faultForms[name] === 'nothing';
}

export function isMoment(word: unknown): word is PrinterMoment {
	return (printerMoments as readonly unknown[]).includes(word);
}

/** A fault of this answer names the field that was wrong. */
export function readDeskFault(message: unknown): Result<DeskFault, string> {
	if (typeof message !== 'object' || message === null) return fail('fault');
	const {name, moment, delayMs, code, uniqueNumber} = message as Readonly<Record<string, unknown>>;
	if (!isFaultName(name)) return fail('fault.name');
	if (isLasting(name)) return ok({name});
	if (!isMoment(moment)) return fail('fault.moment');
	switch (name) {
		case 'delay-answer':
			return isWhole(delayMs, 1, delayMsMax) ? ok({name, moment, delayMs}) : fail('fault.delayMs');
		case 'refuse':
			return isWhole(code, 1, refusalCodeMax) ? ok({name, moment, code}) : fail('fault.code');
		case 'swap':
			return typeof uniqueNumber === 'string' && /^[A-Z0-9][A-Z0-9 ]{2,18}$/.test(uniqueNumber)
				? ok({name, moment, uniqueNumber})
				: fail('fault.uniqueNumber');
		default:
			return ok({name, moment});
	}
}

export function isWhole(value: unknown, min: number, max: number): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}
