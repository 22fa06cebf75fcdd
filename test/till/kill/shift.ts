/**
 * A shift at the counter: round after round a customer comes, the till is killed, and another till on the same
 * folder finishes what the first began.
 *
 *   start ─► serve ─► SIGKILL ─► (the files are sound?) ─► start ─► [SIGKILL ─► start] ─► the same customer is served
 *
 * The seed repeats who comes, what breaks and when the till is killed; how far the till has got by then is the
 * machine's own, unless the moment is one of a printer's movements.
 */
import {setTimeout as pause} from 'node:timers/promises';
import type {Route} from '../../../till/domain/catalogue.ts';
import {audit} from './auditor.ts';
import {Cashier} from './cashier.ts';
import {Counter} from './counter.ts';
import {Customer} from './customer.ts';
import {alcoholGoods, mainGoods} from './goods.ts';
import {drawRound, type Round, type Shopping, type Trouble} from './plan.ts';
import {seededRandom} from './random.ts';
import {TillGone, type TillScreen} from './till-screen.ts';

export interface ShiftReport {
	readonly customerCount: number;
	readonly killCount: number;
	readonly questionCount: number;
	/** The screens that were shown when the till was killed, and how often. */
	readonly killedAt: Readonly<Record<string, number>>;
	readonly findings: readonly string[];
}

/** What an undisturbed sale takes on this machine. */
interface Usual {
	readonly startMs: number;
	readonly saleMs: number;
	readonly printingMs: number;
	readonly sealingMs: number;
	readonly stirCount: number;
}

/** Killed at the latest so long after the payment would usually be over: by then it stands still for good. */
const standstillMs = 1500;
const usualShopping: Shopping = {goods: [...mainGoods, ...alcoholGoods].slice(0, 5), card: false, paysBy: 'cash'};

export async function workShift(seed: number, roundCount: number): Promise<ShiftReport> {
	const counter = await Counter.open();
	const shift = new Shift(counter, seed);
	let round = 0;
	try {
		await shift.begin();
		for (round = 1; round <= roundCount; round++) await shift.work(round);
		return await shift.end();
	} catch (error) {
		const story = [String(error), shift.story(), ...counter.log.map(line => `  ${line}`)].join('\n');
		throw new Error(`Round ${round}: npm run soak -- --rounds ${round} --seed ${seed}\n${story}`, {cause: error});
	} finally {
		await counter.close();
	}
}

class Shift {
	readonly #counter: Counter;
	readonly #seed: number;
	readonly #cashier: Cashier;
	readonly #customers: Customer[] = [];
	readonly #killedAt = new Map<string, number>();
	#screen: TillScreen | undefined;
	#usual: Usual = {startMs: 0, saleMs: 0, printingMs: 0, sealingMs: 0, stirCount: 0};
	#round: Round | undefined;
	#killCount = 0;
	/** There is nothing more to come from the round's plan. */
	#calm = true;
	#onPayment: () => void = () => undefined;

	constructor(counter: Counter, seed: number) {
		this.#counter = counter;
		this.#seed = seed;
		this.#cashier = new Cashier({
			random: seededRandom(seed),
			mend: () => {
				if (this.#calm || this.#round?.mended === 'when-asked') this.#mend();
			},
			onPayment: () => this.#onPayment(),
			isCalm: () => this.#calm,
		});
	}

	/** What happened in the round at hand. */
	story(): string {
		return JSON.stringify({round: this.#round, screen: this.#screen?.snapshot.screen});
	}

	/** Learns how fast this machine is. */
	async begin(): Promise<void> {
		const beganMs = performance.now();
		await this.#start();
		const startMs = performance.now() - beganMs;
		await this.#serve(this.#welcome(usualShopping));
		// The second sale is the usual one: the first still loads what it needs.
		let stirCount = 0;
		let paidMs = 0;
		let printedMs: number | undefined;
		const customer = this.#welcome(usualShopping);
		const stop = this.#counter.onStir(() => {
			stirCount += 1;
			if (customer.hasAllSlips) printedMs ??= performance.now();
		});
		this.#onPayment = () => {
			stirCount = 0;
			paidMs = performance.now();
		};
		const scannedMs = performance.now();
		await this.#serve(customer);
		stop();
		this.#onPayment = () => undefined;
		const endMs = performance.now();
		this.#usual = {
			startMs,
			saleMs: endMs - scannedMs,
			printingMs: endMs - paidMs,
			sealingMs: endMs - (printedMs ?? endMs),
			stirCount,
		};
	}

	async work(number: number): Promise<void> {
		// A draw of its own: what a cashier decided before depends on how far a till had got.
		const round = drawRound(seededRandom(this.#seed * 100_003 + number));
		this.#round = round;
		if (round.served) await this.#serve(this.#welcome(round.served));
		const customer = this.#welcome(round.shopping);
		this.#calm = false;
		await this.#serveUntilKilled(customer, round);
		await this.#inspect(customer, round);
		if (round.killedAgain !== undefined) {
			await this.#startAndKill(customer, round.killedAgain * this.#usual.startMs);
			await this.#inspect(customer, round);
		}
		this.#calm = true;
		await this.#start();
		await this.#serve(customer);
		this.#mend();
		this.#compareSlips();
	}

	async end(): Promise<ShiftReport> {
		await this.#counter.stop();
		return {
			customerCount: this.#customers.length,
			killCount: this.#killCount,
			questionCount: this.#cashier.questionCount,
			killedAt: Object.fromEntries(this.#killedAt),
			findings: await audit(this.#counter, this.#customers),
		};
	}

	#welcome(shopping: Shopping): Customer {
		const customer = new Customer(shopping, this.#counter.printers);
		this.#customers.push(customer);
		return customer;
	}

	async #start(): Promise<void> {
		this.#screen = undefined;
		this.#screen = await this.#counter.start();
	}

	async #serve(customer: Customer): Promise<void> {
		if (this.#screen === undefined) throw new Error('A customer is served at a till that runs');
		await this.#cashier.serve(this.#screen, customer);
	}

	/** Serves until the plan's moment comes; a customer who is gone before then sees nothing of it. */
	async #serveUntilKilled(customer: Customer, {killed, trouble}: Round): Promise<void> {
		const stops: (() => void)[] = [];
		const after = (ms: number, task: () => void) => {
			const timer = setTimeout(task, ms);
			stops.push(() => clearTimeout(timer));
		};
		const kill = () => this.#counter.kill();
		const {saleMs, printingMs, sealingMs, stirCount} = this.#usual;
		if (killed.during === 'sale') after(killed.part * saleMs, kill);
		let paid = false;
		this.#onPayment = () => {
			if (paid) return;
			paid = true;
			after(printingMs + standstillMs, kill);
			if (killed.during === 'printing') after(killed.part * printingMs, kill);
			if (killed.during === 'stir') stops.push(this.#onStirNumber(Math.ceil(killed.part * stirCount), kill));
			if (killed.during === 'sealing')
				stops.push(this.#whenPrinted(customer, () => after(killed.part * sealingMs, kill)));
			stops.push(...this.#bringTrouble(trouble));
		};
		try {
			await this.#serve(customer);
		} catch (error) {
			this.#forgive(error);
		} finally {
			this.#onPayment = () => undefined;
			for (const stop of stops) stop();
		}
		await this.#kill();
	}

	#bringTrouble(trouble: Trouble | undefined): readonly (() => void)[] {
		if (trouble === undefined) return [];
		const {simulator} = this.#counter.printers[trouble.route];
		const bring = () => {
			for (const fault of trouble.faults) simulator.setFault(fault);
		};
		if (trouble.from !== 'payment')
			return [this.#onStirNumber(Math.ceil(trouble.from.part * this.#usual.stirCount), bring)];
		bring();
		return [];
	}

	/** Once, at the printers' movement of that number from now on. */
	#onStirNumber(number: number, task: () => void): () => void {
		let stirCount = 0;
		const stop = this.#counter.onStir(() => {
			stirCount += 1;
			if (stirCount !== number) return;
			stop();
			task();
		});
		return stop;
	}

	#whenPrinted(customer: Customer, task: () => void): () => void {
		const stop = this.#counter.onStir(() => {
			if (!customer.hasAllSlips) return;
			stop();
			task();
		});
		return stop;
	}

	async #startAndKill(customer: Customer, afterMs: number): Promise<void> {
		const ended = new AbortController();
		const killing = pause(afterMs, undefined, {signal: ended.signal}).then(
			() => this.#counter.kill(),
			() => undefined,
		);
		try {
			await this.#start();
			await this.#serve(customer);
		} catch (error) {
			this.#forgive(error);
		}
		ended.abort();
		await killing;
		await this.#kill();
	}

	async #kill(): Promise<void> {
		this.#counter.kill();
		await this.#counter.gone();
		this.#killCount += 1;
		const {screen} = this.#screen?.snapshot ?? {};
		const at = screen?.at === 'printing' ? screen.slips.map(({state}) => state).join('+') : (screen?.at ?? 'no screen');
		this.#killedAt.set(at, (this.#killedAt.get(at) ?? 0) + 1);
	}

	/** A till that is gone is nobody's fault as long as it was killed. */
	#forgive(error: unknown): void {
		if (!(error instanceof TillGone) || !this.#counter.wasKilled) throw error;
	}

	/** While the till is down. */
	async #inspect(customer: Customer, {mended, reports}: Round): Promise<void> {
		const {findings, closing} = await this.#counter.autopsy();
		if (findings.length > 0) throw new Error(findings.join('\n'));
		for (const route of closing) customer.closing.add(route);
		if (mended === 'while-down' || reports.length > 0) this.#mend();
		for (const route of reports) await this.#counter.printers[route].printReport();
	}

	#mend(): void {
		for (const printer of Object.values(this.#counter.printers)) printer.mend();
	}

	/** Early and coarse, so that the round is named in which something went wrong; the auditor does it to the grosz. */
	#compareSlips(): void {
		for (const [route, printer] of Object.entries(this.#counter.printers) as [
			Route,
			{receipts: readonly unknown[]},
		][]) {
			const due = this.#customers.filter(({routes}) => routes.includes(route)).length;
			if (printer.receipts.length !== due)
				throw new Error(`${due} customers were to get a slip from ${route}, it printed ${printer.receipts.length}`);
		}
	}
}
