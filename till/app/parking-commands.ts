/** Baskets that are put aside before they are paid, and taken up again, here or at another till. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import {type Basket, sumsOf} from '../domain/basket.ts';
import type {Cashier} from '../domain/catalogue.ts';
import {isCounterFree} from '../domain/sale.ts';
import type {Answerable} from './approval-desk.ts';
import {inBackground} from './background.ts';
import type {BasketGuard} from './basket-guard.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {SharingDesk} from './sharing-desk.ts';
import type {Say} from './state.ts';

export type ParkingCommand = Extract<Command, {do: 'park' | 'take-up' | 'take-up-unasked' | 'look-for-baskets'}>;
type TakeUp = Extract<ParkingCommand, {do: 'take-up' | 'take-up-unasked'}>;

const commandNames: ReadonlySet<Command['do']> = new Set<ParkingCommand['do']>([
	'park',
	'take-up',
	'take-up-unasked',
	'look-for-baskets',
]);

export function isParkingCommand(command: Command): command is ParkingCommand {
	return commandNames.has(command.do);
}

export interface ParkingOptions {
	readonly sales: SaleDesk;
	readonly sharing: SharingDesk;
	/** Goods may come on the counter; the cashier has been told where they may not. */
	readonly mayTakeGoods: () => boolean;
	/** What was typed for this customer is not the next one's. */
	readonly forgetTyped: () => void;
	readonly events: Pick<EventRecorder, 'record'>;
	readonly guard: Pick<BasketGuard, 'maySell'>;
	readonly say: Say;
	readonly answerable: Answerable;
}

export class ParkingCommands {
	readonly #options: ParkingOptions;

	constructor(options: ParkingOptions) {
		this.#options = options;
	}

	/** A basket that the server is asked for comes later: the till sells on meanwhile. */
	obey(command: ParkingCommand, cashier: Cashier | undefined): void {
		const {sales, sharing, mayTakeGoods, forgetTyped, say} = this.#options;
		switch (command.do) {
			case 'park':
				forgetTyped();
				if (sales.park()) say('basket-parked', 'info');
				return;
			case 'take-up':
			case 'take-up-unasked':
				if (!mayTakeGoods()) return;
				if (!isCounterFree(sales.sale)) return say('not-now', 'warning');
				return this.#takeUp(command, cashier);
			case 'look-for-baskets':
				return inBackground(sharing.look());
			default:
				return unreachable(command);
		}
	}

	#takeUp(command: TakeUp, cashier: Cashier | undefined): void {
		const {sales, sharing, guard, say} = this.#options;
		const {sale: saleId} = command;
		const own = sales.parked.find(saleId)?.sale.basket;
		const basket = own ?? sharing.others.find(each => each.basket.saleId === saleId)?.basket;
		if (basket === undefined) return say('basket-gone', 'warning');
		// Who put it aside answered for the customer's age, but who takes it up sells it.
		if (!guard.maySell(basket, command, cashier)) return;
		if (own === undefined) {
			if (!sharing.isLinked) return say('basket-no-link', 'warning');
			return inBackground(sharing.wish(saleId));
		}
		switch (sharing.stateOf(saleId)) {
			case 'own':
				sales.takeUp(saleId);
				return;
			case 'shared':
				return inBackground(sharing.wish(saleId));
			case 'asking':
				return say('basket-asked', 'info');
			case 'unsure':
				if (command.do === 'take-up') return say('basket-perhaps-taken', 'warning');
				return this.#takeUpUnasked(command, {basket, cashier});
		}
	}

	/** The server cannot be asked whether another till has it; the shop goes on selling, and somebody answers for it. */
	#takeUpUnasked(
		command: TakeUp,
		{basket: {saleId, lines}, cashier}: {readonly basket: Basket; readonly cashier: Cashier | undefined},
	): void {
		const {sharing, events, answerable} = this.#options;
		const {dueGrosze: amountGrosze} = sumsOf(lines);
		const answers = answerable({command, operation: {of: 'take-up-unasked', amountGrosze}, saleId}, cashier);
		if (answers === undefined || cashier === undefined) return;
		events.record('basket-taken-unasked', cashier, {saleId, amountGrosze});
		sharing.keep(saleId, cashier);
	}
}
