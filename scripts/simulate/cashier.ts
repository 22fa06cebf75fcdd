/**
 * The cashier: does what the sale asks until the customer is gone. Knows the screen, the customer, and the paper that
 * came out of the printers; after the till died and came back the same cashier goes on with the same customer.
 */
import {isDeepStrictEqual} from 'node:util';
import type {Random} from '../../test/till/kill/random.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import type {Receipt} from '../../till/domain/entry.ts';
import {billOf} from '../../till/domain/packages.ts';
import {printerOfJob} from '../../till/domain/print-job.ts';
import {grams} from '../../till/domain/quantity.ts';
import type {Sale} from '../../till/domain/sale.ts';
import {mayAbandon, mayGoBack, maySuspend} from '../../till/domain/sale-printing.ts';
import type {Customer} from './customer.ts';
import {Finding} from './finding.ts';
import {progressOf, type ToVoid} from './progress.ts';
import {bottleDeposit, boughtOf, cardNumber, type Shopping, tendersOf, worthOfBottles} from './shopping.ts';
import {grossOf} from './witness.ts';
import type {World} from './world.ts';

type Basketed = Extract<Sale, {readonly basket: unknown}>;
type Printing = Extract<Sale, {at: 'printing'}>;

/**
 * Nobody waits longer than that for a till; virtual time, after which it stands still for good. A printer that gives out
 * ten tokens an hour keeps a till that died too often waiting for most of one, and may lose its power then.
 */
const patienceMs = 4 * 60 * 60_000;
const lookMs = 45_000;

export class Cashier {
	readonly #world: World;
	readonly #random: Random;
	/** Of customers before: a basket of theirs that is back is nobody's. */
	readonly #formerSales = new Set<string>();
	/** How often this customer's sale was tried to be printed. */
	#vainCount = 0;
	questionCount = 0;
	/** Questions while the printer truly had no evidence. */
	absentCount = 0;
	/** Lines that were taken off, wholly or in part. */
	voidedCount = 0;
	#lookedMs = 0;
	readonly #aside: Customer[] = [];

	constructor(world: World, random: Random) {
		this.#world = world;
		this.#random = random;
	}

	/** Who comes again for a slip before this customer is served, whose goods need its printer; or because they happen to. */
	nextAside({shopping}: Customer): Customer | undefined {
		const isInTheWay = boughtOf(shopping).some(({route}) => this.#world.isAwaited(route));
		// Seldom nobody thinks of it, and the till has to.
		return this.#random.chance(isInTheWay ? 0.9 : 0.3) ? this.#aside[0] : undefined;
	}

	/** Whose sale is put aside, in the order they went. */
	get aside(): readonly Customer[] {
		return this.#aside;
	}

	/** Resolves when the customer is gone: with everything, with nothing, or with a slip that is still to come. */
	async serve(customer: Customer): Promise<void> {
		const world = this.#world;
		const untilMs = world.clock.now() + patienceMs;
		customer.disturbancesBefore ??= this.#world.disturbances();
		const former = customer.disturbancesBefore;
		this.#vainCount = 0;
		if (customer.isAside) this.#aside.shift();
		for (;;) {
			if (world.clock.now() > untilMs) throw new Finding(`The sale stands still at ${world.sale?.at ?? 'a dead till'}`);
			const {sale} = world;
			this.#lookAtPrinters();
			if (sale === undefined) await world.change();
			else if (await this.#attend(sale, customer, former)) break;
		}
		for (const saleId of world.saleIds) this.#formerSales.add(saleId);
		world.saleIds.clear();
		if (customer.isAside) this.#aside.push(customer);
	}

	/** Who waits long enough reads what the printers show, and presses their key. */
	#lookAtPrinters(): void {
		const nowMs = this.#world.clock.now();
		if (nowMs < this.#lookedMs + lookMs) return;
		this.#lookedMs = nowMs;
		for (const route of routes) this.#world.stand(route).pressKey();
	}

	/** The till is started once more, and what is still on its counter is cleared away. */
	async closeShop(): Promise<void> {
		const world = this.#world;
		world.kill();
		await world.boot();
		for (let sale = world.sale; sale !== undefined && sale.at !== 'idle'; sale = world.sale) {
			if (sale.at === 'closed') world.obey({do: 'next-customer'});
			else await this.#clearAway(sale);
		}
	}

	/** True when the customer is gone. */
	async #attend(sale: Sale, customer: Customer, former: Readonly<Record<Route, number>>): Promise<boolean> {
		const world = this.#world;
		if (sale.at === 'idle') {
			if (this.#isPutAside(customer)) return this.#attendAside(customer);
			customer.isAside = false;
			if (customer.wantsToLeave || (await this.#isSold(customer))) return true;
			this.#ringUpNext([], customer);
			await world.pause(this.#handMs());
			return false;
		}
		const {saleId} = sale.basket;
		const isTheirs = customer.saleIds.has(saleId) || !this.#formerSales.has(saleId);
		if (isTheirs) {
			customer.saleIds.add(saleId);
			customer.isAside = false;
		}
		if (!isTheirs && sale.at !== 'closed') return this.#clearAway(sale);
		switch (sale.at) {
			case 'selling':
				// A disk that said it took nothing may have kept a basket that was rung up anew and paid.
				if (await this.#isSold(customer)) return this.#clearAway(sale);
				await this.#sell(sale, customer);
				return false;
			case 'weighing':
				if (sale.reading.state === 'stable') world.obey({do: 'add-weighed'});
				await world.pause(this.#handMs());
				return false;
			case 'asking-age':
				world.obey({do: 'answer-age', answer: 'adult'});
				await world.pause(this.#handMs());
				return false;
			case 'paying':
				await this.#takeMoney(sale, customer);
				return false;
			case 'printing':
				await this.#attendPrinting(sale, customer, former);
				return false;
			case 'preparing':
			case 'suspended':
			case 'parked':
			case 'sealing':
				await world.change();
				return false;
			case 'closed':
				world.obey({do: 'next-customer'});
				return isTheirs;
		}
	}

	/** In the time it takes a hand. */
	#handMs(): number {
		return 150 + this.#random.below(900);
	}

	/** What did not help is tried again after twice the time. */
	#patientMs(): number {
		this.#vainCount += 1;
		return Math.min(this.#handMs() * 2 ** Math.min(this.#vainCount - 1, 10), 60_000);
	}

	async #isSold({saleIds}: Customer): Promise<boolean> {
		const entries = await this.#world.latestEntries();
		return entries.some(entry => entry.type === 'receipt' && saleIds.has((entry as Receipt).saleId));
	}

	#isPutAside({saleIds}: Customer): boolean {
		return this.#world.suspended.some(saleId => saleIds.has(saleId));
	}

	/** True when they go away without the slip that is missing; who has come for it stays. */
	async #attendAside(customer: Customer): Promise<boolean> {
		if (!customer.isAside) {
			customer.isAside = true;
			return true;
		}
		this.#world.paid();
		this.#world.obey({do: 'resume-sale'});
		await this.#world.pause(this.#handMs());
		return false;
	}

	/** The card or the next good; false where everything is rung up. */
	#ringUpNext(lines: Basketed['basket']['lines'], customer: Customer, isCardShown = false): boolean {
		const {goods, cardAfter} = customer.shopping;
		const {rungCount} = this.#progressOf(lines, customer);
		if (cardAfter !== undefined && rungCount >= cardAfter && !isCardShown) {
			this.#world.obey({do: 'scan', code: cardNumber});
			return true;
		}
		const good = goods[rungCount];
		if (good === undefined) return false;
		if (good.onScale) this.#world.putOnScale(grams(good.units));
		if (good.pieceCount !== undefined) this.#world.obey({do: 'quantity', pieces: good.pieceCount});
		this.#world.obey(good.wish);
		return true;
	}

	#progressOf(lines: Basketed['basket']['lines'], customer: Customer) {
		const progress = progressOf(lines, customer);
		if (progress !== undefined) return progress;
		const shown = lines.map(({product, quantity}) => ({product: product.code, ...quantity}));
		throw new Finding(`In the basket is ${JSON.stringify(shown)}, rung up was something else`);
	}

	async #sell({basket}: Extract<Sale, {at: 'selling'}>, customer: Customer): Promise<void> {
		const {shopping, waveredCount} = customer;
		const {rungCount, toVoid} = this.#progressOf(basket.lines, customer);
		if (rungCount >= (shopping.leavesAfter ?? Number.POSITIVE_INFINITY)) customer.wantsToLeave = true;
		const due = toVoid.find(({afterRung}) => rungCount + (waveredCount > 0 ? 1 : 0) >= afterRung);
		if (customer.wantsToLeave) this.#world.obey({do: 'void-sale'});
		else if (due !== undefined) this.#voidLine(due, customer);
		else if (!this.#ringUpNext(basket.lines, customer, basket.card !== undefined)) this.#sumUp(basket, shopping);
		await this.#world.pause(this.#handMs());
	}

	/** Once all goods are on the screen: the empty bottles, the firm, the total. */
	#sumUp({packages, buyerNip}: Basketed['basket'], shopping: Shopping): void {
		if (shopping.bottleCount !== undefined && packages === undefined) {
			this.#world.obey({do: 'return-packages', deposit: bottleDeposit.id, pieces: shopping.bottleCount});
		} else if (shopping.buyerNip !== undefined && buyerNip === undefined) {
			this.#world.obey({do: 'set-nip', nip: shopping.buyerNip});
		} else {
			this.#world.obey({do: 'total'});
		}
	}

	#voidLine({place, line, pieces}: ToVoid, {voidedPlaces}: Customer): void {
		if (pieces === undefined) voidedPlaces.add(place);
		this.voidedCount += 1;
		this.#world.obey({do: 'void-line', line, ...(pieces === undefined ? {} : {pieces})});
	}

	async #takeMoney({basket}: Extract<Sale, {at: 'paying'}>, customer: Customer): Promise<void> {
		const {shopping} = customer;
		if (this.#thinksBetter(basket, customer)) {
			this.#world.obey({do: 'back'});
			return this.#world.pause(this.#handMs());
		}
		const {dueGrosze} = billOf(basket, routes);
		const bottlesGrosze = worthOfBottles(shopping.bottleCount ?? 0);
		const goodsGrosze = boughtOf(shopping).reduce((sum, good) => sum + good.dueGrosze, 0) - bottlesGrosze;
		if (shopping.cardAfter === undefined ? dueGrosze !== goodsGrosze : dueGrosze > goodsGrosze) {
			throw new Finding(`The goods come to ${goodsGrosze} grosze and the till says ${dueGrosze}`);
		}
		this.#world.paid();
		this.#world.obey({do: 'pay', tenders: tendersOf(shopping.paysBy, dueGrosze)});
		await this.#world.pause(this.#patientMs());
	}

	/** At the payment: goes back to the basket, where something is taken off, or all of it left there. */
	#thinksBetter({lines}: Basketed['basket'], customer: Customer): boolean {
		const {goods, waverCount, leavesAfter} = customer.shopping;
		// Somebody else's slip waits for a printer that these goods need.
		const isInTheWay = boughtOf(customer.shopping).some(({route}) => this.#world.isAwaited(route));
		const triedInVain = isInTheWay && this.#vainCount > 1;
		if (triedInVain || (leavesAfter ?? 0) > goods.length) customer.wantsToLeave = true;
		if (customer.waveredCount < waverCount || this.#progressOf(lines, customer).toVoid.length > 0) {
			customer.waveredCount += 1;
			return true;
		}
		return customer.wantsToLeave;
	}

	async #attendPrinting(sale: Printing, customer: Customer, former: Readonly<Record<Route, number>>): Promise<void> {
		const world = this.#world;
		const halted = sale.jobs.find(({state}) => state.at !== 'printed' && state.at !== 'abandoned');
		switch (halted?.state.at) {
			case 'question': {
				const printer = printerOfJob(halted);
				if (maySuspend(sale.jobs) && this.#random.chance(0.2)) {
					world.obey({do: 'suspend-sale'});
					break;
				}
				this.questionCount += 1;
				if (world.disturbances()[printer] === former[printer] && world.hasEvidence(printer)) {
					throw new Finding(`A question although ${printer} has the answer: ${JSON.stringify(halted)}`);
				}
				this.absentCount += 1;
				world.obey({do: 'answer-printed', printed: this.#isInHand(halted, customer)});
				break;
			}
			case 'stopped':
				await world.pause(this.#patientMs());
				// A printer's answer, or the death of the till, may have come first.
				if (isDeepStrictEqual(world.sale, sale)) this.#decideAfterStop(sale, halted.slip.route, customer);
				break;
			case 'asking':
				await world.change(30_000);
				if (!isDeepStrictEqual(world.sale, sale) || !maySuspend(sale.jobs) || !this.#random.chance(0.2)) return;
				world.obey({do: 'suspend-sale'});
				break;
			default:
				await world.change(30_000);
				return;
		}
		await world.pause(this.#handMs());
	}

	/** As the paper in the customer's hand says. */
	#isInHand(job: Printing['jobs'][number], customer: Customer): boolean {
		const {route, vat} = job.slip;
		const sums = grossOf(vat);
		const paper = routes.flatMap(each => [...customer.paper(each), ...this.#world.freshReceipts(each)]);
		return paper.some(document =>
			// The power may have cut off what bears the number.
			document.systemNumber === ''
				? document.stand === printerOfJob(job) && isDeepStrictEqual(document.gross, sums)
				: customer.isNamedOn(document, route),
		);
	}

	#decideAfterStop({jobs}: Printing, route: Route, customer: Customer): void {
		if (maySuspend(jobs) && this.#random.chance(0.3)) this.#world.obey({do: 'suspend-sale'});
		else if (mayAbandon(jobs) && this.#random.chance(0.15)) {
			customer.givenUp.add(route);
			this.#world.obey({do: 'abandon-slip'});
		} else if (mayGoBack(jobs) && this.#random.chance(0.2)) {
			customer.wantsToLeave = this.#random.chance(0.5);
			this.#world.obey({do: 'back'});
		} else if (this.#world.slipsMayMove && this.#random.chance(0.3)) {
			this.#world.obey({do: 'print-elsewhere'});
		} else {
			this.#world.obey({do: 'print-on'});
		}
	}

	/**
	 * What a former customer left is taken away before the next one is served: a basket that is paid for elsewhere by
	 * now, because a disk forgot nothing although it said so.
	 */
	async #clearAway(sale: Basketed): Promise<boolean> {
		if (sale.at === 'selling') this.#world.obey({do: 'void-sale'});
		else if (sale.at === 'asking-age') this.#world.obey({do: 'answer-age', answer: 'refused'});
		else if (sale.at !== 'sealing') throw new Finding(`A former customer's sale is back, ${sale.at}`);
		await this.#world.pause(this.#handMs());
		return false;
	}
}
