/** What there is once the catalogue knows the till: everything that works with its devices, put together. */
import type {FiscalPrinter} from '../devices/fiscal-printer.ts';
import type {Scale} from '../devices/scale.ts';
import type {Scanner} from '../devices/scanner.ts';
import {assert} from '../domain/assert.ts';
import type {TillProfile} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {Goods} from '../domain/goods.ts';
import {onKnownRoutes} from '../domain/known-route.ts';
import {isoWithOffset} from '../domain/local-time.ts';
import type {Sale} from '../domain/sale.ts';
import type {Replica} from '../replica/replica.ts';
import type {Link} from '../sync/link.ts';
import type {Answerable} from './approval-desk.ts';
import {inBackground} from './background.ts';
import {BasketGuard} from './basket-guard.ts';
import type {Bookkeeper} from './bookkeeper.ts';
import {DayDesk} from './day-desk.ts';
import type {EventRecorder} from './event-recorder.ts';
import {MonthEnd} from './month-end.ts';
import {ParkingCommands} from './parking-commands.ts';
import {payOut} from './pay-out.ts';
import {PrintRoom} from './print-room.ts';
import {type Printers, PrinterWatch} from './printer-watch.ts';
import {ReportDesk} from './report-desk.ts';
import {sayRefusal} from './return-commands.ts';
import {ReturnDesk} from './return-desk.ts';
import {SaleDesk} from './sale-desk.ts';
import type {SaleJournal} from './sale-journal.ts';
import {SellingCommands} from './selling-commands.ts';
import {SharingDesk} from './sharing-desk.ts';
import {ShiftDesk} from './shift-desk.ts';
import type {Say} from './state.ts';
import {TotalsDesk} from './totals-desk.ts';
import {WeighingDesk} from './weighing-desk.ts';

/** What stands beside the till; made from its profile. */
export interface Devices {
	readonly printers: Printers & {readonly main: FiscalPrinter};
	readonly scale?: Scale;
	readonly scanner?: Scanner;
	stop(): Promise<void>;
}

export interface OpenTill {
	readonly profile: TillProfile;
	readonly devices: Devices;
	readonly watch: PrinterWatch;
	readonly sales: SaleDesk;
	readonly selling: SellingCommands;
	readonly sharing: SharingDesk;
	readonly parking: ParkingCommands;
	readonly day: DayDesk;
	readonly totals: TotalsDesk;
	readonly returns: ReturnDesk;
	readonly shift: ShiftDesk;
	/** Nothing is being sold, and nothing was put aside. */
	isIdle(): boolean;
	/** Takes up what a crash left, and begins the day. */
	start(): void;
	stop(): Promise<void>;
}

export interface OpenTillParts {
	readonly profile: TillProfile;
	readonly devices: Devices;
	readonly goods: Goods;
	readonly books: Bookkeeper;
	readonly events: EventRecorder;
	readonly journal: SaleJournal;
	readonly replica: Replica;
	readonly link: Link;
	readonly clock: Clock;
	/** A new sale's id. */
	readonly saleId: () => string;
	readonly say: Say;
	readonly answerable: Answerable;
	readonly onChange: () => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

export function openTill(parts: OpenTillParts): OpenTill {
	const {profile, devices, goods, books, events, journal, replica, link, clock, saleId, say, answerable, log} = parts;
	const {onChange, onStoreFailure} = parts;
	const {printers} = devices;
	const changed = () => {
		day.look();
		sharing.evaluate();
		onChange();
	};
	const vatTable = () => {
		assert(goods.settings !== undefined, 'an open till has its settings');
		return goods.settings.vat;
	};
	const watch = new PrinterWatch(printers, clock, changed);
	const printRoom = new PrintRoom({
		printers,
		clock,
		timestamp: () => isoWithOffset(clock.now()),
		onWaiting: (route, status) => watch.heard(route, status),
		log,
	});
	const kept = {events, clock, memory: replica.day, onStoreFailure, log};
	const reports = new ReportDesk({...kept, printers, printRoom, onChange});
	const day: DayDesk = new DayDesk({
		...kept,
		printers,
		watch,
		printRoom,
		reports,
		book: replica.book,
		shopVat: vatTable,
		sale: () => stageOf(sales.sale),
		isAwaited: route => sales.isAwaited(route),
		onChange,
	});
	const onNoSlip = () => {
		say('return-without-slip', 'warning');
		onChange();
	};
	const weighing = new WeighingDesk(devices.scale, clock);
	const guard = new BasketGuard({goods, clock, events, say, answerable});
	const sales: SaleDesk = new SaleDesk({
		books,
		events,
		journal,
		printRoom,
		printers: watch.routes(),
		mayPrint: routes => day.clear(routes),
		weighing,
		clock,
		saleId,
		vatTable,
		routed: sale => onKnownRoutes(sale, goods),
		openDrawer: () => void printers.main.openDrawer(),
		onNoSlip,
		payOut: amountGrosze => inBackground(payOut(amountGrosze, {printer: printers.main, onNoSlip, log})),
		onTakenUp: basket => guard.warn(basket),
		say,
		onChange: changed,
		onStoreFailure,
		log,
	});
	const selling = new SellingCommands({
		sales,
		goods,
		clock,
		say,
		answerable,
		events,
		guard,
		printRoom,
		hasShift: () => shift.isRunning,
		day,
		printers: watch.routes(),
		tillNumber: profile.number,
		onChange: changed,
	});
	const sharing: SharingDesk = new SharingDesk({
		till: profile.id,
		tillName: profile.name,
		sales,
		journal,
		link,
		events,
		clock,
		draw: saleId,
		say,
		onChange,
		onStoreFailure,
		log,
	});
	const parking = new ParkingCommands({
		sales,
		sharing,
		mayTakeGoods: () => selling.mayTakeGoods(),
		forgetTyped: () => selling.forget(),
		events,
		guard,
		say,
		answerable,
	});
	const totals = new TotalsDesk({
		printers,
		watch,
		memory: replica.day,
		isPrinting: () => stageOf(sales.sale) === 'printing',
		hasSuspended: () => sales.suspended.length > 0,
		isReporting: () => day.isReporting,
	});
	const returns = new ReturnDesk({
		till: profile.id,
		book: replica.book,
		books,
		link,
		printer: printers.main,
		clock,
		onChange,
		onRefusal: refusal => sayRefusal(refusal, say),
		onNoSlip,
		log,
	});
	const shift: ShiftDesk = new ShiftDesk({
		book: replica.book,
		events,
		printer: printers.main,
		answerable,
		parkedCount: () => sales.parked.all.length,
		say,
		onChange,
		log,
	});
	const isIdle = () => stageOf(sales.sale) === 'none';
	const monthEnd = new MonthEnd({books, clock, isIdle});
	return {
		profile,
		devices,
		watch,
		sales,
		selling,
		sharing,
		parking,
		day,
		totals,
		returns,
		shift,
		isIdle: () => isIdle() && sales.suspended.length === 0,
		start() {
			watch.start();
			sales.recover(journal.unfinished());
			sharing.start();
			day.start();
			monthEnd.start();
			shift.start();
		},
		async stop() {
			for (const part of [watch, printRoom, weighing, sales, sharing, day, monthEnd, shift]) part.stop();
			books.stop();
			await devices.stop();
		},
	};
}

export function stageOf({at}: Sale): 'none' | 'basket' | 'printing' {
	switch (at) {
		case 'idle':
		case 'closed':
		case 'parked':
			return 'none';
		case 'preparing':
		case 'printing':
		case 'sealing':
		case 'suspended':
			return 'printing';
		default:
			return 'basket';
	}
}
