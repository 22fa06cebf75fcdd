/** What a cashier does with goods that come back: each command becomes an event, or a sentence why not. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {Goods} from '../domain/goods.ts';
import {grams, pieces, type Quantity} from '../domain/quantity.ts';
import {saleOfSystemNumber} from '../domain/receipt-query.ts';
import type {ReturningRefusal} from '../domain/returning.ts';
import type {PinDesk} from './pin.ts';
import type {ReturnDesk} from './return-desk.ts';
import type {Person, Say} from './state.ts';

export type ReturnCommand = Extract<
	Command,
	{do: 'find-receipt' | 'find-by-code' | 'pick-receipt' | 'return-line' | 'give-back'}
>;

const commandNames: ReadonlySet<Command['do']> = new Set<ReturnCommand['do']>([
	'find-receipt',
	'find-by-code',
	'pick-receipt',
	'return-line',
	'give-back',
]);

export function isReturnCommand(command: Command): command is ReturnCommand {
	return commandNames.has(command.do);
}

/** Who may approve what this cashier gives back. */
export function approversOf(goods: Pick<Goods, 'cashiers'>, cashier: Person | undefined): readonly Person[] {
	return goods
		.cashiers()
		.filter(({id, permissions}) => id !== cashier?.id && permissions.includes('manage'))
		.map(({id, name}) => ({id, name}));
}

/** The second person's PIN decides; without it nothing is given back, and everything that was chosen stays. */
export async function giveBack(
	{kind, reason, approver: id, pin}: Extract<ReturnCommand, {do: 'give-back'}>,
	{
		desk,
		goods,
		pins,
		cashier,
		say,
	}: {
		readonly desk: ReturnDesk;
		readonly goods: Pick<Goods, 'cashiers' | 'cashier'>;
		readonly pins: PinDesk;
		readonly cashier: Cashier;
		readonly say: Say;
	},
): Promise<void> {
	const approvedBy = approversOf(goods, cashier).find(each => each.id === id);
	const approver = goods.cashier(id);
	if (approvedBy === undefined || approver === undefined) return say('not-permitted', 'error');
	const answer = await pins.check({cashier: id, pin, pinHash: approver.pinHash});
	if (answer !== 'right') return say(answer === 'locked' ? 'pin-locked' : 'wrong-pin', 'error');
	desk.step({on: 'give', kind, reason, cashier: {id: cashier.id, name: cashier.name}, approvedBy});
}

export function obeyReturnCommand(
	command: Exclude<ReturnCommand, {do: 'give-back'}>,
	{desk, say}: {readonly desk: ReturnDesk; readonly say: Say},
): void {
	switch (command.do) {
		case 'find-receipt': {
			const {till, day, fiscalNumber} = command;
			return desk.step({on: 'find', wanted: {by: 'slip', till, day, fiscalNumber}});
		}
		case 'find-by-code': {
			const saleId = saleOfSystemNumber(command.code);
			if (saleId === undefined) return say('return-no-slip-code', 'error', command.code);
			return desk.step({on: 'find', wanted: {by: 'sale', saleId}});
		}
		case 'pick-receipt':
			return desk.step({on: 'pick', receipt: command.receipt});
		case 'return-line': {
			const {line} = command;
			const quantity = quantityOf(command);
			return desk.step({on: 'choose', line, ...(quantity && {quantity})});
		}
		default:
			return unreachable(command);
	}
}

function quantityOf({pieces: count, weightGrams}: Extract<ReturnCommand, {do: 'return-line'}>): Quantity | undefined {
	if (count !== undefined && count > 0) return {pieces: pieces(count)};
	return weightGrams !== undefined && weightGrams > 0 ? {weightGrams: grams(weightGrams)} : undefined;
}

/** Why a step was refused, in the words of the till's messages. */
export function sayRefusal(refusal: ReturningRefusal, say: Say): void {
	switch (refusal.code) {
		case 'not-now':
			return say('not-now', 'warning');
		case 'no-such-receipt':
		case 'no-such-line':
			return say('no-such-line', 'error');
		case 'not-so-paid':
			return say('return-not-so-paid', 'error');
		case 'nothing-wanted':
			return say('return-nothing', 'warning');
		case 'more-than-left':
			return say(refusal.left === undefined ? 'return-all-back' : 'return-more-than-left', 'error', refusal.name);
		case 'other-unit':
			return say('return-other-unit', 'error', refusal.name);
		default:
			return unreachable(refusal);
	}
}
