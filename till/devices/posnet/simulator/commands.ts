/**
 * The simulated printer's mind: commands in, answers out, paper and fiscal memory in between.
 *
 *   idle ──trinit──► receipt ──trend fe1──► idle
 *                       │  └───trend fe0──► footer ──trftrend──► idle
 *                       └──prncancel──► idle
 *
 * Order of checks: known command, fields, state, values.
 */
import {vatLetters} from '../../../domain/vat.ts';
import {climbs} from '../../simulated/goods.ts';
import {cancelReceipt, hasNothingToReport, moveCash, reportDay} from '../../simulated/register.ts';
import type {Frame} from '../frame.ts';
import {type Desk, type DeskAnswer, type DeskCommand, doneAnswer} from './desk.ts';
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
			bc: {is: 'text', lengthMax: 30},
			ca: {is: 'flag'},
		},
		prints: false,
		run({register}, fields) {
			if (register.receipt !== undefined) return {error: 2038};
			const {cashier, till, systemNumber, barcode: former} = register.footer;
			const barcode = fields.text('bc') ?? former;
			register.footer = {
				cashier: (fields.text('cc') ?? cashier).slice(0, 24),
				till: fields.text('cn') ?? till,
				systemNumber: fields.text('sn') ?? systemNumber,
				...(barcode !== undefined && {barcode}),
			};
			return doneAnswer;
		},
	},
	prncancel: {...noFields, prints: true, run: cancel},
	trcancel: {...noFields, prints: true, run: cancel},
	dailyrep: {
		needs: [],
		fields: {da: {is: 'text', lengthMax: 10}},
		prints: true,
		run: (desk, fields) => report(desk, fields.text('da')),
	},
	cash: {
		needs: ['kw'],
		fields: {kw: {is: 'amount'}, wp: {is: 'flag'}},
		prints: true,
		run({register}, fields) {
			if (register.receipt !== undefined) return {error: 2038};
			const amountGrosze = Number(fields.amount('kw') ?? 0n);
			if (amountGrosze === 0) return {error: 2063};
			return moveCash(register, fields.flag('wp') === false ? -amountGrosze : amountGrosze) ? doneAnswer : {error: 503};
		},
	},
	dbchkplu: {
		needs: ['na'],
		fields: {na: {is: 'text', lengthMax: 80}, vt: {is: 'count'}},
		prints: false,
		run({register}, fields) {
			const vat = register.settings.vat;
			const letter = vatLetters[fields.count('vt') ?? -1];
			const name = fields.text('na') ?? '';
			const isLocked = letter !== undefined && climbs(register.memory.state.goods, {name, letter}, vat);
			return {fields: {vv: '101,00', bl: isLocked ? 'T' : 'N'}};
		},
	},
	opendrwr: {
		...noFields,
		prints: false,
		run({register}) {
			register.drawerKicks += 1;
			return doneAnswer;
		},
	},
};

function cancel({register}: Desk): DeskAnswer {
	const {receipt} = register;
	if (receipt === undefined) return {error: 2064};
	if (receipt.footerPending) return {error: 2060};
	cancelReceipt(register, receipt);
	return doneAnswer;
}

function report({register}: Desk, day: string | undefined): DeskAnswer {
	if (register.receipt !== undefined) return {error: 2038};
	if (day === undefined || day.replace(/[./]/g, '-') !== register.settings.wallTime().day) return {error: 2024};
	if (hasNothingToReport(register)) return {error: 382};
	reportDay(register);
	return doneAnswer;
}

const allCommands = new Map(Object.entries({...readings, ...receiptCommands, ...otherCommands}));

export function prints(mnemonic: string): boolean {
	return allCommands.get(mnemonic)?.prints ?? false;
}

export function execute(desk: Desk, frame: Frame): DeskAnswer {
	const command = allCommands.get(frame.mnemonic);
	if (command === undefined) return {frameError: 1};
	const fields = readFields(frame, command);
	if ('frameError' in fields) return fields;
	return command.run(desk, fields);
}
