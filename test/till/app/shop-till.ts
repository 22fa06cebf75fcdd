/**
 * A till with all that stands beside it: two fiscal printers and a scale (simulated, on cables in memory), a scanner,
 * a disk in a temporary folder, and a clock that the test moves.
 *
 * The printers and the folder outlive the till: `cutPower` takes the till away in the middle of whatever it does, and
 * `boot` starts another one on the same folder.
 */
import {fail} from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {setImmediate as nextRound} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {Command} from '../../../till/api/commands.ts';
import type {Screen, Snapshot} from '../../../till/api/snapshot.ts';
import type {Devices} from '../../../till/app/open-till.ts';
import {Till} from '../../../till/app/till.ts';
import {createDialog06Scale} from '../../../till/devices/dialog06/driver.ts';
import {createDialog06Simulator} from '../../../till/devices/dialog06/simulator.ts';
import type {FiscalPrinter, Outcome} from '../../../till/devices/fiscal-printer.ts';
import {createMemoryCable, type MemoryCable} from '../../../till/devices/memory-transport.ts';
import {createPosnetPrinter} from '../../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../../till/devices/posnet/simulator.ts';
import type {SimulatedPrinterOptions} from '../../../till/devices/simulated/printer.ts';
import type {CatalogueItem, Route} from '../../../till/domain/catalogue.ts';
import type {Clock} from '../../../till/domain/clock.ts';
import type {Receipt, Sealed, Tender} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {systemNumberOf} from '../../../till/domain/slip.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {mortalClock} from '../devices/mortal-clock.ts';
import {milkAndBottles} from '../devices/slips.ts';
import {createVirtualClock} from '../devices/virtual-clock.ts';
import {vatTable} from '../domain/shop.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {createFakeLink} from './fake-link.ts';
import {pinOf, shopCatalogue} from './goods.ts';
import {createMortalReplica, type MortalReplica} from './mortal-replica.ts';

const cursor = {since: '1', source: 'couch'};
const header = ['Delikatesy Ostoja', 'NIP 676-000-00-00'];
/** Longer than anything in a shop that is not stuck. */
const patienceMs = 10 * 60_000;
const stepMs = 20;

export type Shop = Awaited<ReturnType<typeof openShop>>;

export interface ShopOptions {
	readonly items?: readonly CatalogueItem[];
	/** ISO 8601; an afternoon in November otherwise. */
	readonly startsAt?: string;
	/** How far the printers' clocks are ahead of the shop's. */
	readonly aheadMs?: Partial<Record<Route, number>>;
	/** What the main printer is, where it is not as it should be. */
	readonly mainPrinter?: Partial<SimulatedPrinterOptions>;
	/** What the printer of alcohol has no word for, were it of another protocol. */
	readonly alcoholUntold?: FiscalPrinter['whatCannotBeTold'];
	/** Everything is printed on one printer. */
	readonly hasOnePrinter?: boolean;
}

/** One life of the till, from its start to the power cut. */
interface Life {
	readonly till: Till;
	readonly replica: MortalReplica;
	readonly cables: readonly MemoryCable[];
	alive: boolean;
}

export async function openShop(t: ExecutionContext, options: ShopOptions = {}) {
	const clock = createVirtualClock(options.startsAt === undefined ? undefined : Date.parse(options.startsAt));
	const dataDir = temporaryFolder(t);
	const link = createFakeLink();
	const log: string[] = [];
	const aheadMs: Partial<Record<Route, number>> = {...options.aheadMs};
	const printer = (route: Route, uniqueNumber: string, differing: Partial<SimulatedPrinterOptions> = {}) => {
		const itsClock: Clock = {now: () => clock.now() + (aheadMs[route] ?? 0), after: clock.after};
		return createPosnetSimulator({uniqueNumber, header, vat: vatTable, clock: itsClock, printMs: 40, ...differing});
	};
	const printers = {main: printer('main', 'ZBF 1', options.mainPrinter), alcohol: printer('alcohol', 'ZBF 2')};
	const scale = createDialog06Simulator({clock, asksForProof: false});
	let scan: (code: string) => void = () => fail('the scanner is not connected');
	let saleCount = 0;
	let suffixCount = 0;
	let revisionCount = 0;
	let life: Life = await begin();
	t.teardown(async () => {
		life.alive = false;
		life.replica.die();
		await life.replica.close();
	});

	async function begin(): Promise<Life> {
		const replica = createMortalReplica(await openReplica({dataDir, till: 'anna'}));
		const cables: MemoryCable[] = [];
		const state = {alive: true};
		const till = new Till({
			id: 'anna',
			version: '1.0.0',
			replica,
			link,
			clock: mortalClock(clock, state),
			sealer: {till: 'anna', sha256, sign: digest => `signed ${digest}`, suffix: nextSuffix},
			saleId: () => {
				saleCount += 1;
				return `sale-${saleCount}`;
			},
			log: sentence => log.push(sentence),
			connectDevices: () => connect(cables, state),
		});
		return Object.assign(state, {till, replica, cables});
	}

	function connect(cables: MemoryCable[], state: {readonly alive: boolean}): Devices {
		const mine = mortalClock(clock, state);
		const cable = (attach: (end: MemoryCable['device']) => void) => {
			const made = createMemoryCable({clock, delayMs: 2});
			attach(made.device);
			cables.push(made);
			return made.transport;
		};
		const devices = {
			printers: {
				main: createPosnetPrinter({transport: cable(printers.main.attach), clock: mine}),
				...(!options.hasOnePrinter && {
					alcohol: {
						...createPosnetPrinter({transport: cable(printers.alcohol.attach), clock: mine}),
						...(options.alcoholUntold && {whatCannotBeTold: options.alcoholUntold}),
					},
				}),
			},
			scale: createDialog06Scale({transport: cable(scale.attach), clock: mine}),
			scanner: {
				onScan(listener: (code: string) => void) {
					scan = listener;
				},
				connected: () => true,
				stop: async () => undefined,
			},
		};
		const {main, alcohol} = devices.printers;
		return {
			...devices,
			stop: async () => void (await Promise.all([main.stop(), alcohol?.stop(), devices.scale.stop()])),
		};
	}

	function nextSuffix(): string {
		suffixCount += 1;
		return String(suffixCount).padStart(8, '0');
	}

	const snapshot = (): Snapshot => life.till.snapshot();

	/** Lets the shop's time pass until something is so; the disk works in time of its own. */
	async function until(what: string, condition: () => boolean): Promise<void> {
		const endMs = clock.now() + patienceMs;
		while (!condition()) {
			if (clock.now() > endMs) {
				const {screen, message} = snapshot();
				fail(`in vain: ${what}; the screen: ${JSON.stringify(screen)}, ${JSON.stringify(message)}\n${log.join('\n')}`);
			}
			if (life.replica.busy) await nextRound();
			else await clock.pass(stepMs);
		}
	}

	async function screen<A extends Screen['at']>(at: A): Promise<Extract<Screen, {at: A}>> {
		await until(`the screen ${at}`, () => snapshot().screen.at === at);
		return snapshot().screen as Extract<Screen, {at: A}>;
	}

	async function putDocument(document: {readonly _id: string; readonly [field: string]: unknown}): Promise<void> {
		revisionCount += 1;
		const revision = createHash('md5').update(JSON.stringify(document)).digest('hex');
		await life.replica.catalogue.apply([{document: {...document, _rev: `${revisionCount}-${revision}`}}], cursor);
	}

	async function put(...items: readonly CatalogueItem[]): Promise<void> {
		for (const item of items) await putDocument(catalogueDocument(item));
	}

	const command = (wish: Command) => life.till.command(wish);

	async function entries(): Promise<readonly Sealed[]> {
		return (await life.replica.book.from(1, 1000)).map(({document}) => document as unknown as Sealed);
	}

	/** Another computer at the same printer. */
	async function besides(route: Route, work: (printer: FiscalPrinter) => Promise<Outcome<unknown>>): Promise<void> {
		const cable = createMemoryCable({clock, delayMs: 2});
		printers[route].attach(cable.device);
		const other = createPosnetPrinter({transport: cable.transport, clock});
		const {outcome} = await clock.until(work(other));
		if (outcome !== 'confirmed') fail(`the other computer was told ${outcome}`);
		await clock.until(other.stop());
	}

	const shop = {
		dataDir,
		clock,
		link,
		log,
		printers,
		aheadMs,
		scale,
		snapshot,
		until,
		besides,
		screen,
		put,
		putDocument,
		command,
		entries,
		get till() {
			return life.till;
		},
		get disk() {
			return life.replica;
		},
		/** A code read by the scanner, which waits for nobody. */
		async scan(code: string): Promise<void> {
			scan(code);
			await nextRound();
		},
		async receipts(): Promise<readonly Sealed<Receipt>[]> {
			return (await entries()).flatMap(entry => (entry.type === 'receipt' ? [entry] : []));
		},
		/** The till is gone in the middle of what it does; the printers and the folder are not. */
		async cutPower(): Promise<void> {
			life.replica.die();
			life.alive = false;
			for (const cable of life.cables) cable.cut();
			while (life.replica.busy) await nextRound();
			await life.replica.close();
		},
		async boot(): Promise<void> {
			life = await begin();
			await life.till.start();
		},
		async logIn(cashier = '2'): Promise<void> {
			await command({do: 'log-in', cashier, pin: pinOf[cashier] ?? ''});
		},
		/** Cash with a złoty too much, so that there is change. */
		async payCash(): Promise<void> {
			await command({do: 'total'});
			const amountGrosze = grosze(snapshot().sale.dueGrosze + 100);
			await command({do: 'pay', tenders: [{kind: 'cash', amountGrosze}]});
		},
		async pay(...tenders: readonly Tender[]): Promise<void> {
			await command({do: 'total'});
			await command({do: 'pay', tenders});
		},
		/** What each printer's own fiscal memory holds of completed receipts. */
		printed(route: Route) {
			return printers[route]
				.book()
				.records.filter(({kind}) => kind === 'receipt')
				.map(({number, gross, systemNumber}) => ({number, gross, systemNumber}));
		},
		/** Whatever was unplugged, or hung up when a printer lost its power, is plugged in again. */
		mendCables(): void {
			for (const cable of life.cables) cable.restore();
		},
		/** A daily report made at the printer, past the till. */
		async printReport(route: Route): Promise<void> {
			await besides(route, printer => printer.dailyReport(new Date(clock.now()).toISOString().slice(0, 10)));
		},
		/** Another computer opens a receipt and goes away. */
		async leaveReceiptOpen(route: Route): Promise<void> {
			await besides(route, printer => printer.open(milkAndBottles));
		},
		/** The two books agree: each slip of the receipts is in its printer's fiscal memory, and nothing else is. */
		async audit(): Promise<void> {
			const receipts = await shop.receipts();
			for (const route of ['main', 'alcohol'] as const) {
				const told = receipts.flatMap(({saleId, slips}) =>
					slips
						.filter(slip => slip.route === route)
						.map(({fiscalNumber, vat}) => ({
							number: fiscalNumber,
							gross: Object.fromEntries(vat.map(({letter, grossGrosze}) => [letter, grossGrosze as number])),
							systemNumber: systemNumberOf({saleId, route}),
						})),
				);
				// A sale that was put aside is in the book after those that came between.
				const byNumber = (one: {systemNumber: string}, other: {systemNumber: string}) =>
					one.systemNumber < other.systemNumber ? -1 : 1;
				t.deepEqual(told.toSorted(byNumber), shop.printed(route).toSorted(byNumber));
			}
			t.is(new Set(receipts.map(({saleId}) => saleId)).size, receipts.length);
			t.deepEqual(life.replica.journal.unfinished(), []);
		},
	};
	await put(...(options.items ?? shopCatalogue));
	await life.till.start();
	await until('both printers are seen', () => snapshot().printers.every(({condition}) => condition === 'ready'));
	// Their first questions of the day are answered long before anybody touches the screen.
	const openedMs = clock.now() + 1000;
	await until('the day has begun', () => clock.now() >= openedMs);
	return shop;
}
