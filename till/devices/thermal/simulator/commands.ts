/**
 * The simulated printer's mind: commands in, codes and answers out, paper and fiscal memory in between.
 *
 *   idle ──$h──► begun ──first $l──► receipt ──$e, $x, $y──► idle, last one completed
 *                  └──0$e──► idle       └──0$e──► idle
 *
 * Order of checks: known command, check byte, number of parameters, state, values.
 */
import {emptyReceipt} from '../../simulated/receipt.ts';
import {hasNothingToReport, moveCash, reportDay} from '../../simulated/register.ts';
import type {Frame} from '../frame.ts';
import {exit, exitWithPayments, exitWithSums, pay} from './closings.ts';
import {type Desk, type DeskAnswer, type DeskCommand, done, wrongCount, wrongParameter} from './desk.ts';
import {createFieldReader, type FieldReader} from './fields.ts';
import {sell} from './lines.ts';
import {readings} from './readings.ts';

const wrongCheck = 2;
export const unknownCommand = 255;

function begin(desk: Desk, parameters: readonly number[], fields: FieldReader): number {
	const [blockLines, lineCount = 0, , buyerKind, buyerFlag] = parameters;
	const namesBuyer = desk.maker === 'novitus' && parameters.length === 5 && buyerFlag === 1;
	if (parameters.length === 0 || (parameters.length > 2 && !namesBuyer)) return wrongCount;
	// Receipts that come as a block are not modelled.
	if (blockLines !== 0 || lineCount > 3) return wrongParameter;
	if (desk.register.receipt !== undefined) return 95;
	const lines = Array.from({length: lineCount}, () => fields.text(40));
	const nip = namesBuyer ? fields.text(16) : undefined;
	if (lines.includes(undefined) || !fields.isAtEnd) return 34;
	if (namesBuyer && (buyerKind !== 1 || !/^\d{10}$/.test(nip ?? ''))) return 34;
	desk.register.receipt = nip === undefined ? emptyReceipt : {...emptyReceipt, nip};
	desk.register.footer = {...desk.register.footer, systemNumber: lines[0] ?? ''};
	desk.headerDue = true;
	desk.lastCompleted = false;
	return done;
}

function report({register}: Desk, parameters: readonly number[]): number {
	if (register.receipt !== undefined) return 82;
	const [withDay, ...day] = parameters;
	// Without the day somebody has to press a key, and nobody does.
	if (withDay !== 1) return 37;
	if (day.length !== 3) return wrongCount;
	const text = `20${day.map(part => String(part).padStart(2, '0')).join('-')}`;
	if (text !== register.settings.wallTime().day) return 7;
	if (hasNothingToReport(register)) return 35;
	reportDay(register);
	return done;
}

function move(direction: 1 | -1): DeskCommand {
	return {
		run({register}, _parameters, fields) {
			const amount = fields.amount();
			if (amount === undefined || amount <= 0n || !fields.isAtEnd) return 30;
			if (register.receipt !== undefined) return 82;
			return moveCash(register, direction * Number(amount)) ? done : 32;
		},
	};
}

const commands = new Map<string, DeskCommand>(
	Object.entries({
		...readings,
		$h: {run: begin},
		$l: {run: sell},
		$b: {run: pay},
		$e: {run: exit},
		$x: {run: exitWithSums},
		$y: {run: exitWithPayments},
		'#r': {run: report},
		'#i': move(1),
		'#d': move(-1),
		'#e': {
			run(desk, [mode]) {
				if (mode === undefined || mode > 3) return wrongParameter;
				desk.errorMode = mode;
				return done;
			},
		},
		$d: {
			unchecked: true,
			run({register}, [action]) {
				if (action !== 1) return wrongParameter;
				register.drawerKicks += 1;
				return done;
			},
		},
	}),
);

export function execute(desk: Desk, frame: Frame, decimalSeparators: string): DeskAnswer {
	const command = commands.get(frame.command);
	if (command === undefined) return unknownCommand;
	const text = frame.checkedText ?? (command.unchecked && frame.text === '' ? '' : undefined);
	if (text === undefined) return wrongCheck;
	return command.run(desk, frame.parameters, createFieldReader(text, decimalSeparators));
}
