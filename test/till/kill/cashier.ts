/**
 * The cashier: does what the screen asks until the customer is gone, and knows nothing but the screen, the paper and
 * the customer. After the till died and came back the same cashier goes on with the same customer.
 */
import {isDeepStrictEqual} from 'node:util';
import type {Command} from '../../../till/api/commands.ts';
import type {Screen, Snapshot} from '../../../till/api/snapshot.ts';
import type {Tender} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {pinOf} from '../app/goods.ts';
import type {Customer} from './customer.ts';
import type {Random} from './random.ts';
import type {TillScreen} from './till-screen.ts';

export interface CashierOptions {
	readonly random: Random;
	/** Somebody looks after printers that the screen complains of. */
	readonly mend: () => void;
	/** The customer gave the money; the till is about to be told. */
	readonly onPayment: () => void;
	/** Nobody is going to kill the till: what is given up now is known to be given up. */
	readonly isCalm: () => boolean;
}

type Printing = Extract<Screen, {at: 'printing'}>;
type Stopped = Extract<Printing['problem'], {kind: 'stopped'}>;

/** Until a printer that was not ready is tried again. */
const tryAgainMs = 150;
const changeFromGrosze = 100;

export class Cashier {
	readonly #options: CashierOptions;
	/** How often the till asked whether a slip came out. */
	questionCount = 0;

	constructor(options: CashierOptions) {
		this.#options = options;
	}

	/** Resolves when the customer is gone; rejects with `TillGone` when the till is. */
	async serve(screen: TillScreen, customer: Customer): Promise<void> {
		for (;;) {
			const {snapshot} = screen;
			const shown = snapshot.screen;
			switch (shown.at) {
				case 'starting':
					await screen.until('the till opens', now => now.screen.at !== 'starting');
					break;
				case 'login':
					await this.#leave(screen, {do: 'log-in', cashier: '2', pin: pinOf['2'] ?? ''});
					break;
				case 'sale':
					if (isGone(snapshot, customer)) return;
					await this.#ringUp(screen, customer);
					break;
				case 'age':
					await this.#leave(screen, {do: 'answer-age', answer: 'adult'});
					break;
				case 'payment':
					await this.#takeMoney(screen, customer);
					break;
				case 'printing':
					await this.#attendPrinting(screen, shown, customer);
					break;
				case 'change':
					giveChange(shown, customer);
					await this.#leave(screen, {do: 'next-customer'});
					break;
				default:
					throw new Error(`Nobody asked for the screen ${shown.at}`);
			}
		}
	}

	async #leave(screen: TillScreen, command: Command): Promise<void> {
		const {at} = screen.snapshot.screen;
		await screen.command(command);
		await screen.until(`${command.do} leads on`, now => now.screen.at !== at);
	}

	async #ringUp(screen: TillScreen, customer: Customer): Promise<void> {
		const {goods, card} = customer.shopping;
		customer.looksAt(screen.snapshot.sale);
		const {rungCount} = customer;
		if (card && !customer.cardSeen) {
			await screen.command({do: 'scan', code: '7770000001'});
			return screen.until('the card is seen', ({sale}) => sale.card !== undefined);
		}
		const next = goods[rungCount];
		if (next === undefined) return this.#leave(screen, {do: 'total'});
		const former = screen.snapshot.sale.lines;
		await screen.command(next.wish);
		await screen.until(
			`${next.product} is in the basket`,
			now => now.screen.at === 'age' || !isDeepStrictEqual(now.sale.lines, former),
		);
	}

	async #takeMoney(screen: TillScreen, customer: Customer): Promise<void> {
		const {sale, message} = screen.snapshot;
		const {goods, card, paysBy} = customer.shopping;
		customer.looksAt(sale);
		const dueGrosze = goods.reduce((sum, good) => sum + good.dueGrosze, 0);
		if (card ? sale.dueGrosze > dueGrosze : sale.dueGrosze !== dueGrosze)
			throw new Error(`The goods come to ${dueGrosze} grosze and the screen says ${sale.dueGrosze}`);
		customer.paid = true;
		this.#options.onPayment();
		await screen.command({do: 'pay', tenders: tendersOf(paysBy, sale.dueGrosze)});
		await screen.until('the payment leads on', now => now.screen.at !== 'payment' || now.message?.id !== message?.id);
		if (screen.snapshot.screen.at !== 'payment') return;
		this.#options.mend();
		await screen.within(tryAgainMs, now => now.screen.at !== 'payment');
	}

	async #attendPrinting(screen: TillScreen, shown: Printing, customer: Customer): Promise<void> {
		const {problem} = shown;
		const movesOn = (now: Snapshot) => !isDeepStrictEqual(now.screen, shown);
		switch (problem?.kind) {
			case undefined:
				return screen.until('the slips are printed', movesOn);
			case 'waiting':
				this.#options.mend();
				return screen.until('the printer goes on', movesOn);
			case 'question': {
				const {route} = problem;
				this.questionCount += 1;
				if (!customer.mayBeAsked(route))
					throw new Error(`A question although ${route} has the answer: ${JSON.stringify(problem.evidence)}`);
				await screen.command({do: 'answer-printed', printed: customer.slipCount(route) > 0});
				return screen.until('the answer leads on', movesOn);
			}
			case 'stopped':
				this.#options.mend();
				return this.#decideAfterStop(screen, problem, customer);
		}
	}

	async #decideAfterStop(screen: TillScreen, stopped: Stopped, customer: Customer): Promise<void> {
		const {random, isCalm} = this.#options;
		const {version} = screen.snapshot;
		if (stopped.mayAbandon && isCalm() && random.chance(0.2)) {
			await this.#leave(screen, {do: 'abandon-slip'});
			customer.abandoned.add(stopped.route);
		} else if (stopped.mayGoBack && random.chance(0.3)) {
			await this.#leave(screen, {do: 'back'});
		} else {
			await screen.command({do: 'print-on'});
			// A printer that is still away stops the slip again, and the screen may show no more than that.
			await screen.within(tryAgainMs, now => now.version > version && !isStopped(now));
		}
	}
}

function isStopped({screen}: Snapshot): boolean {
	return screen.at === 'printing' && screen.problem?.kind === 'stopped';
}

/** The counter is empty because everything is sold: seen on the screen, or only to be found in the book. */
function isGone({sale}: Snapshot, {paid, acknowledged}: Customer): boolean {
	if (sale.lines.length === 0 && sale.card === undefined) return paid;
	if (acknowledged) throw new Error(`Entry ${acknowledged.entry} was sold and is in the basket again`);
	return false;
}

function giveChange({entry, slips}: Extract<Screen, {at: 'change'}>, customer: Customer): void {
	const {acknowledged} = customer;
	if (acknowledged && acknowledged.entry !== entry)
		throw new Error(`Sold as entry ${acknowledged.entry} and again as ${entry}`);
	customer.acknowledged = {entry, slips};
}

function tendersOf(paysBy: 'cash' | 'card' | 'both', dueGrosze: number): readonly Tender[] {
	const tender = (kind: 'cash' | 'card', amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
	const half = Math.floor(dueGrosze / 2);
	switch (paysBy) {
		case 'cash':
			return [tender('cash', dueGrosze + changeFromGrosze)];
		case 'card':
			return [tender('card', dueGrosze)];
		case 'both':
			return [tender('card', half), tender('cash', dueGrosze - half + changeFromGrosze)];
	}
}
