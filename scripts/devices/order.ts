/**
 * What may be asked of a simulated device, a line of text each:
 *
 *   posnet paper-out                     a fault that lasts, until `posnet clear paper-out` or `posnet clear`
 *   posnet lose-answer-of close          a fault of the next command of that name, or of that stage of a slip
 *   posnet delay-answer trend 3000       in milliseconds
 *   posnet refuse line 2098              with a code of the device
 *   posnet swap evidence ZBF999          another printer stands there from then on
 *   posnet off, posnet on                the power
 *   dialog06 weight 1234                 grams on the pan
 *   line-scanner scan 5901234123457
 */
import {type FaultForm, faultForms, faultNames, isFaultName, isMoment} from '../../till/api/printer-desk.ts';
import type {FaultKind, PrinterFault} from '../../till/devices/simulated/faults.ts';
import type {PrinterStage} from '../../till/devices/simulated/printer.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';

export type PrinterOrder =
	| {readonly do: 'fault'; readonly fault: PrinterFault}
	| {readonly do: 'clear'; readonly kind?: FaultKind}
	| {readonly do: 'off' | 'on'};

/** Every fault of the simulators has its words, and no other has. */
const forms: Readonly<Record<FaultKind, FaultForm>> = faultForms;

/** The words after the name of a printer. A stage of a slip stands for the protocol's own command. */
export function readPrinterOrder(
	words: readonly string[],
	commandOf: Readonly<Record<PrinterStage, string>>,
): Result<PrinterOrder, string> {
	const [verb = '', ...rest] = words;
	if (verb === 'off' || verb === 'on') return rest.length > 0 ? tooMuch(rest) : ok({do: verb});
	if (verb === 'clear') return readClear(rest);
	if (!isFaultName(verb))
		return fail(`nieznane polecenie · unknown order: ${verb}; ${faultNames.join(', ')}, clear, off, on`);
	const [name = '', value = '', ...more] = rest;
	const command = isMoment(name) ? commandOf[name] : name;
	const form = forms[verb];
	const wanted = form === 'nothing' ? 0 : form === 'command' ? 1 : 2;
	if (rest.length < wanted) return fail(`${verb}: brakuje · missing: ${form}`);
	if (rest.length > wanted) return tooMuch([name, value, ...more].slice(wanted));
	const number = Number(value);
	if (
		(form === 'command and milliseconds' || form === 'command and code') &&
		!(Number.isInteger(number) && number >= 0)
	) {
		return fail(`${verb}: to nie jest liczba · not a number: ${value}`);
	}
	return ok({do: 'fault', fault: faultOf(verb, {command, value, number})});
}

function faultOf(
	kind: FaultKind,
	{command, value, number}: {readonly command: string; readonly value: string; readonly number: number},
): PrinterFault {
	switch (kind) {
		case 'paper-out':
		case 'cover-open':
		case 'busy-elsewhere':
		case 'silent':
			return {kind};
		case 'delay-answer':
			return {kind, command, delayMs: number};
		case 'refuse':
			return {kind, command, code: number};
		case 'swap':
			return {kind, command, uniqueNumber: value};
		default:
			return {kind, command};
	}
}

function readClear(rest: readonly string[]): Result<PrinterOrder, string> {
	const [kind, ...more] = rest;
	if (more.length > 0) return tooMuch(more);
	if (kind === undefined) return ok({do: 'clear'});
	return isFaultName(kind) ? ok({do: 'clear', kind}) : fail(`nieznana usterka · unknown fault: ${kind}`);
}

function tooMuch(words: readonly string[]): Result<never, string> {
	return fail(`za dużo · too much: ${words.join(' ')}`);
}
