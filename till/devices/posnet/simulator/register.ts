/**
 * The simulated printer's mind: commands in, answers out, paper and fiscal memory in between.
 *
 *   idle ──trinit──► receipt ──trend fe1──► idle
 *                       │  └───trend fe0──► footer ──trftrend──► idle
 *                       └──prncancel──► idle
 *
 * Order of checks: known command, fields, state, values.
 */
import type {Frame} from '../frame.ts';
import {cancelReceipt, type Desk, type DeskCommand, doneAnswer, type RegisterAnswer, reportDay} from './desk.ts';
import {type CommandForm, readFields} from './fields.ts';
import {readings} from './readings.ts';
import {receiptCommands} from './receipt-commands.ts';

const noFields: CommandForm = {needs: [], fields: {}};

const otherCommands: Readonly<Record<string, DeskCommand>> = {
	ftrcfg: {
		needs: [],
		fields: {
			cc: {is: 'text', lengthMax: 32},
			cn: {is: 'text', lengthMax: 8},
			sn: {is: 'text', lengthMax: 30},
			ca: {is: 'flag'},
		},
		prints: false,
		run(desk, fields) {
			if (desk.receipt !== undefined) return {error: 2038};
			const {cashier, till, systemNumber} = desk.footer;
			desk.footer = {
				cashier: (fields.text('cc') ?? cashier).slice(0, 24),
				till: fields.text('cn') ?? till,
				systemNumber: fields.text('sn') ?? systemNumber,
			};
			return doneAnswer;
		},
	},
	prncancel: {...noFields, prints: true, run: desk => cancelReceipt(desk)},
	trcancel: {...noFields, prints: true, run: desk => cancelReceipt(desk)},
	dailyrep: {
		needs: [],
		fields: {da: {is: 'text', lengthMax: 10}},
		prints: true,
		run: (desk, fields) => reportDay(desk, fields.text('da')),
	},
	opendrwr: {
		...noFields,
		prints: false,
		run(desk) {
			desk.drawerKicks += 1;
			return doneAnswer;
		},
	},
};

const allCommands = new Map(Object.entries({...readings, ...receiptCommands, ...otherCommands}));

export function prints(mnemonic: string): boolean {
	return allCommands.get(mnemonic)?.prints ?? false;
}

export function execute(desk: Desk, frame: Frame): RegisterAnswer {
	const command = allCommands.get(frame.mnemonic);
	if (command === undefined) return {frameError: 1};
	const fields = readFields(frame, command);
	if ('frameError' in fields) return fields;
	return command.run(desk, fields);
}
