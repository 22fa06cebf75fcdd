/**
 * The world: a till that may be killed at any moment, the printers beside it and its disk, which are not.
 *
 *   boot ──► a life: desk, print room, bookkeeper on the disk ──kill──► nothing of it reaches anything any more ──► boot
 */

import {zaneta} from '../../test/till/app/goods.ts';
import {mortalClock} from '../../test/till/devices/mortal-clock.ts';
import {vatTable} from '../../test/till/domain/shop.ts';
import {counterCatalogue} from '../../test/till/kill/goods.ts';
import type {Answerable} from '../../till/app/approval-desk.ts';
import {BasketGuard} from '../../till/app/basket-guard.ts';
import {Bookkeeper} from '../../till/app/bookkeeper.ts';
import {EventRecorder} from '../../till/app/event-recorder.ts';
import {PrintRoom} from '../../till/app/print-room.ts';
import {SaleDesk} from '../../till/app/sale-desk.ts';
import {SaleJournal} from '../../till/app/sale-journal.ts';
import {type SellingCommand, SellingCommands} from '../../till/app/selling-commands.ts';
import {WeighingDesk} from '../../till/app/weighing-desk.ts';
import type {FiscalPrinter} from '../../till/devices/fiscal-printer.ts';
import type {Scale} from '../../till/devices/scale.ts';
import {totalOf} from '../../till/devices/simulated/fiscal-memory.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import type {Clock} from '../../till/domain/clock.ts';
import type {Sealed} from '../../till/domain/entry.ts';
import {Goods} from '../../till/domain/goods.ts';
import {onKnownRoutes} from '../../till/domain/known-route.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {type Grams, grams, valueOfQuantity} from '../../till/domain/quantity.ts';
import {ok} from '../../till/domain/result.ts';
import type {Sale} from '../../till/domain/sale.ts';
import type {Journal} from '../../till/replica/replica.ts';
import {sha256} from '../../till/replica/sha256.ts';
import type {OpenDisk} from './disk.ts';
import type {Ground} from './ground.ts';
import type {Hold, Lacks, Stand} from './rig.ts';
import {type Document, routeOf, Witness} from './witness.ts';

export const tillId = 'anna';
export const shopHeader = ['Delikatesy Ostoja', 'NIP 676-000-00-00'];

/** Where a test makes the till worse than it is, to see that the audit notices. */
export interface Tampering {
	readonly printer?: (printer: FiscalPrinter) => FiscalPrinter;
	readonly journal?: (journal: Journal) => Journal;
}

export interface WorldOptions {
	readonly ground: Ground;
	readonly stands: Readonly<Record<Route, Stand>>;
	/** What both of them cannot do. */
	readonly lacks: Lacks;
	/** A slip that stopped at one printer may be printed on the other. */
	readonly slipsMayMove: boolean;
	readonly tampering?: Tampering;
	readonly onSale: (sale: Sale) => void;
	readonly onPaid: () => void;
}

/** One life of the till. */
interface Life {
	readonly sales: SaleDesk;
	readonly selling: SellingCommands;
	readonly holds: readonly Hold[];
	readonly disk: OpenDisk;
	readonly state: {alive: boolean};
}

const logLinesKept = 60;
const base32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** The day has begun: what comes before its first sale is tested with the till. */
const everyDay = {beforeGoods: () => undefined, stops: false, isReporting: false, clear: async () => true};

export class World {
	readonly routes = routes;
	readonly #options: WorldOptions;
	readonly #goods = new Goods();
	readonly #witnesses: Readonly<Record<Route, Witness>>;
	readonly #waiting = new Set<() => void>();
	readonly #log: string[] = [];
	#life: Life | undefined;
	#booting: Promise<void> | undefined;
	#onScale: Grams = grams(1);
	#nameCount = 0;
	#marks: Readonly<Record<Route, number>> = {main: 0, alcohol: 0};
	#entryMark = 1;
	/** Of all sales that were ever begun, also where the disk would not have it. */
	readonly saleIds = new Set<string>();
	killCount = 0;

	constructor(options: WorldOptions) {
		this.#options = options;
		const {stands} = options;
		this.#witnesses = {
			main: new Witness(stands.main.simulator, 'main'),
			alcohol: new Witness(stands.alcohol.simulator, 'alcohol'),
		};
		for (const item of counterCatalogue) {
			if (item.kind !== 'shop') this.#goods.put(item);
			else this.#goods.put({kind: 'shop', value: {...item.value, slipsMayMove: options.slipsMayMove}});
		}
	}

	get clock(): Clock {
		return this.#options.ground.clock;
	}

	get isUp(): boolean {
		return this.#life !== undefined;
	}

	/** Undefined while the till is down. */
	get sale(): Sale | undefined {
		return this.#life?.sales.sale;
	}

	/** Ids of sales that are put aside, oldest first. */
	get suspended(): readonly string[] {
		return (this.#life?.sales.suspended ?? []).map(({basket}) => basket.saleId);
	}

	/** Whether a slip of a sale that was put aside waits for this printer. */
	isAwaited(route: Route): boolean {
		return this.#life?.sales.isAwaited(route) === true;
	}

	/** The last that was said. */
	get log(): readonly string[] {
		return this.#log;
	}

	/** Printers that cannot say who they are are known by the number of the first one that stood there. */
	get printersAreNamed(): boolean {
		return this.#options.lacks.name !== true;
	}

	/** What the printer calls a document that it printed. */
	numberOf({number, place}: Document): number {
		return this.#options.lacks.receiptNumbers ? place : number;
	}

	get slipsMayMove(): boolean {
		return this.#options.slipsMayMove;
	}

	stand(route: Route): Stand {
		return this.#options.stands[route];
	}

	witness(route: Route): Witness {
		return this.#witnesses[route];
	}

	/** Also when it is up already. */
	async boot(): Promise<void> {
		if (this.#life !== undefined) return;
		this.#booting ??= this.#boot().finally(() => {
			this.#booting = undefined;
		});
		await this.#booting;
	}

	async #boot(): Promise<void> {
		const {ground, stands, tampering = {}} = this.#options;
		this.note('the till is started');
		const disk = await ground.disk.open(() => this.kill());
		const state = {alive: true};
		const clock = mortalClock(ground.clock, state);
		const holds = {main: stands.main.join(clock), alcohol: stands.alcohol.join(clock)};
		const {printer: asItIs = printer => printer, journal: kept = journal => journal} = tampering;
		const printers = {main: asItIs(holds.main.printer), alcohol: asItIs(holds.alcohol.printer)};
		const log = (sentence: string) => this.note(sentence);
		const timestamp = () => isoWithOffset(clock.now());
		const onStoreFailure = (error: unknown) => log(String(error));
		const say = (code: string) => log(`the screen says ${code}`);
		const answerable: Answerable = (_wish, cashier) => cashier;
		const sealer = {till: tillId, sha256, sign: (digest: string) => `signed ${digest}`, suffix: () => this.#name(8)};
		const books = new Bookkeeper({book: disk.book, sealer, clock, onFailure: onStoreFailure});
		const events = new EventRecorder(books, clock);
		const printRoom = new PrintRoom({printers, clock, timestamp, onWaiting: () => this.#stir(), log});
		const sales = new SaleDesk({
			books,
			events,
			journal: new SaleJournal(kept(disk.journal)),
			printRoom,
			printers: routes,
			mayPrint: async () => true,
			weighing: new WeighingDesk(this.#scale(), clock),
			clock,
			saleId: () => {
				const saleId = this.#name(8);
				this.saleIds.add(saleId);
				return saleId;
			},
			vatTable: () => vatTable,
			routed: sale => onKnownRoutes(sale, this.#goods),
			payOut: () => undefined,
			onTakenUp: () => undefined,
			onNoSlip: () => undefined,
			openDrawer: () => undefined,
			say,
			onChange: () => {
				if (state.alive) this.#options.onSale(sales.sale);
				this.#stir();
			},
			onStoreFailure,
			log,
		});
		const selling = new SellingCommands({
			sales,
			goods: this.#goods,
			clock,
			say,
			answerable,
			events,
			guard: new BasketGuard({goods: this.#goods, clock, events, say, answerable}),
			printRoom,
			hasShift: () => true,
			day: everyDay,
			printers: routes,
			tillNumber: 3,
			onChange: () => this.#stir(),
		});
		this.#life = {sales, selling, holds: [holds.main, holds.alcohol], disk, state};
		sales.setCashier(zaneta);
		sales.recover(new SaleJournal(disk.journal).unfinished());
		this.#stir();
	}

	/** The power of the till goes, in the middle of whatever it does. */
	kill(): void {
		const life = this.#life;
		if (life === undefined) return;
		this.note(`the till is killed, ${life.sales.sale.at}`);
		this.killCount += 1;
		this.#endLife(life);
		this.#stir();
	}

	obey(command: SellingCommand): void {
		this.#life?.selling.obey(command, zaneta);
	}

	paid(): void {
		this.#options.onPaid();
	}

	putOnScale(weight: Grams): void {
		this.#onScale = weight;
	}

	/** Resolves when something has happened at the till, or after a while. */
	change(delayMs = 60_000): Promise<void> {
		return new Promise(resolve => {
			const wake = () => {
				giveUp();
				this.#waiting.delete(wake);
				resolve();
			};
			const giveUp = this.clock.after(delayMs, wake);
			this.#waiting.add(wake);
		});
	}

	pause(delayMs: number): Promise<void> {
		return new Promise(resolve => void this.clock.after(delayMs, resolve));
	}

	/** From now on what is printed and written is the next sale's. */
	mark(): void {
		this.#marks = {main: this.#witnesses.main.receipts.length, alcohol: this.#witnesses.alcohol.receipts.length};
	}

	/** Slips of this route that the till had printed since the mark, on whichever printer. */
	freshReceipts(route: Route): readonly Document[] {
		const fresh = routes.flatMap(stand => this.#witnesses[stand].receipts.slice(this.#marks[stand]));
		return fresh.filter(document => routeOf(document) === route);
	}

	/** Entries that were written since they were last taken. */
	latestEntries(): Promise<readonly Sealed[]> {
		return this.#options.ground.disk.entriesFrom(this.#entryMark);
	}

	async takeLatestEntries(): Promise<readonly Sealed[]> {
		const entries = await this.latestEntries();
		this.#entryMark += entries.length;
		return entries;
	}

	disturbances(): Readonly<Record<Route, number>> {
		return {main: this.#witnesses.main.disturbanceCount, alcohol: this.#witnesses.alcohol.disturbanceCount};
	}

	/** Whether the printer's counters can prove anything now: at zero, those of a printer without a name do not. */
	hasEvidence(route: Route): boolean {
		return this.printersAreNamed || totalOf(this.stand(route).simulator.book().dayGross) > 0;
	}

	note(sentence: string): void {
		this.#log.push(`${isoWithOffset(this.clock.now())} ${sentence}`);
		if (this.#log.length > logLinesKept) this.#log.shift();
	}

	async close(): Promise<void> {
		if (this.#life !== undefined) this.#endLife(this.#life);
		await Promise.all(routes.map(route => this.stand(route).stop()));
		await this.#options.ground.disk.remove();
	}

	#endLife(life: Life): void {
		this.#life = undefined;
		life.state.alive = false;
		life.disk.die();
		for (const hold of life.holds) hold.drop();
	}

	#stir(): void {
		for (const wake of [...this.#waiting]) wake();
	}

	/** Letters that nothing but the count of what was named decides. */
	#name(length: number): string {
		this.#nameCount += 1;
		let text = '';
		for (let left = this.#nameCount; text.length < length; left = Math.floor(left / 32))
			text = base32[left % 32] + text;
		return text;
	}

	#scale(): Scale {
		return {
			weigh: async ({priceGrosze}) =>
				ok({
					netGrams: this.#onScale,
					priceGrosze,
					totalGrosze: valueOfQuantity({weightGrams: this.#onScale}, priceGrosze),
				}),
			connected: () => true,
			stop: async () => undefined,
		};
	}
}
