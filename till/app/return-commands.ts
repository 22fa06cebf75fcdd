/** What a cashier does with goods that come back: each command becomes an event, or a sentence why not. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import type {Cashier} from '../domain/catalogue.ts';
import {grams, pieces, type Quantity} from '../domain/quantity.ts';
import {saleOfSystemNumber} from '../domain/receipt-query.ts';
import {refundWays} from '../domain/refund-ways.ts';
import {returnedGoods} from '../domain/return.ts';
import type {ReturningRefusal} from '../domain/returning.ts';
import type {Answerable} from './approval-desk.ts';
import type {ReturnDesk} from './return-desk.ts';
import type {Say} from './state.ts';

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

interface AtReturns {
	readonly desk: ReturnDesk;
	readonly answerable: Answerable;
	readonly cashier: Cashier;
	readonly say: Say;
}

/** Whatever a cashier does while goods come back. */
export function atReturnDesk(command: Command, at: AtReturns): void {
	const {desk, say} = at;
	if (command.do === 'give-back') giveBack(command, at);
	else if (command.do === 'back') desk.step({on: 'back'});
	else if (command.do === 'scan') obeyReturnCommand({do: 'find-by-code', code: command.code}, at);
	else if (isReturnCommand(command)) obeyReturnCommand(command, at);
	else say('not-now', 'warning');
}

/** Two people give back: the second one is asked first, and until then everything that was chosen stays. */
function giveBack(
	command: Extract<ReturnCommand, {do: 'give-back'}>,
	{desk, answerable, cashier, say}: AtReturns,
): void {
	const {returning} = desk;
	if (returning?.at !== 'choosing') return say('not-now', 'warning');
	const {found, left, wanted} = returning;
	const goods = returnedGoods(found.receipt, left, wanted);
	if (!goods.ok) return sayRefusal(goods.fault, say);
	const {refundGrosze} = goods.value;
	const {kind, reason, register = 'returns'} = command;
	const way = refundWays(found.receipt, found.returns, refundGrosze)[register].find(each => each.kind === kind);
	if (way === undefined) return sayRefusal({code: 'not-so-paid'}, say);
	const {saleId} = found.receipt;
	const operation = {of: 'return', amountGrosze: refundGrosze} as const;
	const approvedBy = answerable({command, operation, saleId}, cashier);
	if (approvedBy === undefined) return;
	if (way.insteadGrosze !== undefined) {
		const instead = {of: 'refund-in-cash', amountGrosze: way.insteadGrosze} as const;
		if (answerable({command, operation: instead, saleId}, cashier) === undefined) return;
	}
	const {id, name} = cashier;
	desk.step({on: 'give', kind, reason, register, cashier: {id, name}, approvedBy});
}

function obeyReturnCommand(
	command: Exclude<ReturnCommand, {do: 'give-back'}>,
	{desk, say}: Pick<AtReturns, 'desk' | 'say'>,
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
