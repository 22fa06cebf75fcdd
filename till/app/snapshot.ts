/** From what the till knows to what the screen is told: a pure picture of the moment. */
import type {ApprovalScreen} from '../api/approval-view.ts';
import type {DayView} from '../api/day-view.ts';
import type {Message} from '../api/messages.ts';
import type {ShiftScreen} from '../api/shift-view.ts';
import type {ChoiceView, LinkView, PrinterView, Screen, Snapshot} from '../api/snapshot.ts';
import {unreachable} from '../domain/assert.ts';
import {
	type Cashier,
	type DeviceAddress,
	type Product,
	type Route,
	routes,
	type TillProfile,
} from '../domain/catalogue.ts';
import {type Damage, noticeOf} from '../domain/damage.ts';
import {stopsSelling} from '../domain/day-start.ts';
import type {Goods} from '../domain/goods.ts';
import {gs1Separator} from '../domain/gs1.ts';
import {bornOnOrBefore} from '../domain/local-time.ts';
import {otherPrinterFor} from '../domain/other-printer.ts';
import {billOf} from '../domain/packages.ts';
import {type PrintJob, printerOfJob} from '../domain/print-job.ts';
import {valueOfQuantity} from '../domain/quantity.ts';
import type {Returning} from '../domain/returning.ts';
import type {Sale} from '../domain/sale.ts';
import {waitingJob} from '../domain/sale-printing.ts';
import {printerOf} from '../domain/split.ts';
import {cashSuggestions} from '../domain/tenders.ts';
import type {LinkStatus} from '../sync/link.ts';
import type {SetAside} from './catalogue-desk.ts';
import type {ParkedBasket} from './parked-baskets.ts';
import {type ParkedMoment, parkedElsewhere, parkedViews} from './parked-view.ts';
import type {PrinterWatch} from './printer-watch.ts';
import {changeScreen, numberOf, printingScreen} from './printing-view.ts';
import {returnStepView} from './return-view.ts';
import {saleView} from './sale-view.ts';
import type {Front} from './state.ts';
import {isAwaitedBy} from './suspended-sales.ts';

export interface Moment {
	readonly id: string;
	readonly softwareVersion: string;
	readonly training: true | undefined;
	readonly version: number;
	/** ISO 8601 with offset. */
	readonly now: string;
	readonly front: Front;
	readonly sale: Sale;
	readonly cashier: Cashier | undefined;
	readonly pendingPieces: number | undefined;
	readonly choice: (Pick<ChoiceView, 'code'> & {readonly products: readonly Product[]}) | undefined;
	readonly message: Message | undefined;
	readonly goods: Goods;
	readonly setAside: readonly SetAside[];
	readonly link: LinkStatus;
	readonly nextEntry: number;
	readonly damages: readonly Damage[];
	readonly suspended: readonly Extract<Sale, {at: 'suspended'}>[];
	readonly parked: readonly ParkedBasket[];
	readonly sharing: ParkedMoment['sharing'];
	readonly profile: TillProfile | undefined;
	readonly watch: PrinterWatch | undefined;
	readonly day: DayView | undefined;
	readonly returning: Returning | undefined;
	readonly approval: ApprovalScreen | undefined;
	readonly shift: ShiftScreen | undefined;
	readonly scaleConnected: boolean | undefined;
	readonly scannerConnected: boolean | undefined;
}

/** The age below which nothing with `age18` is sold. */
const ageYears = 18;

export function snapshotOf(moment: Moment): Snapshot {
	const {id, version, now, profile, goods, cashier, message, scaleConnected, scannerConnected} = moment;
	const damage = noticeOf(moment.damages);
	const {parked, sharing, watch} = moment;
	const parkedMoment = {parked, sharing, printers: watch?.routes() ?? []};
	return {
		version,
		now,
		...(moment.training && {training: moment.training}),
		till: {id, name: profile?.name ?? id, number: profile?.number ?? 0, shopName: goods.settings?.name ?? ''},
		...(cashier === undefined ? {} : {cashier: {id: cashier.id, name: cashier.name}}),
		screen: screenOf(moment),
		sale: saleView({sale: moment.sale, nextEntry: moment.nextEntry, printers: watch?.routes() ?? [], goods, now}),
		packages: (goods.settings?.deposits ?? []).map(({id: deposit, name, valueGrosze}) => ({
			deposit,
			name,
			valueGrosze,
		})),
		...(goods.settings?.currencies !== undefined && {currencies: goods.settings.currencies}),
		...(goods.settings?.vouchers !== undefined && {vouchers: goods.settings.vouchers}),
		...(goods.settings?.transfers === true && {transfers: true}),
		...suspendedView(moment.suspended),
		parked: parkedViews(parkedMoment),
		parkedElsewhere: parkedElsewhere(parkedMoment),
		link: linkView(moment.link),
		printers: printerViews(moment.watch),
		day: moment.day ?? nothingToDo,
		...(scaleConnected === undefined ? {} : {scale: {state: connection(scaleConnected)}}),
		...(scannerConnected === undefined ? {} : {scanner: {state: connection(scannerConnected)}}),
		...(damage === undefined ? {} : {damage}),
		...(message === undefined ? {} : {message}),
	};
}

const nothingToDo: DayView = {findings: [], isPrinterClockRight: false, reports: []};

const connection = (connected: boolean) => (connected ? 'ready' : 'not-connected');

function screenOf(moment: Moment): Screen {
	const {front, sale, goods, day} = moment;
	if (moment.approval !== undefined) return moment.approval;
	if (front.at === 'shift' && moment.shift !== undefined) return moment.shift;
	if (front.at === 'service') return serviceScreen(moment, front);
	if (front.at === 'day-start') return {at: 'day-start'};
	// What a crash left at the printers is finished before anybody logs in.
	const finishing = sale.at === 'printing' || sale.at === 'sealing' || sale.at === 'closed';
	if (front.at === 'starting' && !finishing) return front;
	if (front.at === 'login' && !finishing) return {at: 'login', cashiers: goods.cashiers().map(loginView)};
	if (moment.returning !== undefined) return returnScreen(moment, moment.returning);
	if (sale.at === 'idle' && day !== undefined && stopsSelling(day.findings)) return {at: 'day-start'};
	return saleScreen(moment);
}

function loginView({id, name, permissions}: Cashier) {
	return {id, name, manager: permissions.includes('manage')};
}

/** Of several the one is told that is taken up first. */
function suspendedView(suspended: Moment['suspended']): Pick<Snapshot, 'suspended'> {
	const [first] = suspended;
	const job = first === undefined ? undefined : waitingJob(first.jobs);
	if (job === undefined) return {};
	return {suspended: {count: suspended.length, printer: printerOfJob(job), dueGrosze: job.slip.dueGrosze}};
}

function saleScreen(moment: Moment): Screen {
	const {sale, suspended, pendingPieces, now, watch, goods} = moment;
	const isAwaited = (printer: Route) => isAwaitedBy(suspended, printer);
	const moveTo = (job: PrintJob) => {
		const other = otherPrinterFor(job, {printers: watch?.routes() ?? [], settings: goods.settings, isAwaited});
		return other.ok ? other.value : undefined;
	};
	switch (sale.at) {
		case 'idle':
		case 'selling':
			return {at: 'sale', ...(pendingPieces === undefined ? {} : {pendingPieces}), ...choiceView(moment)};
		case 'weighing': {
			const {product, priceGrosze} = sale.goods;
			return {
				at: 'weighing',
				product: product.code,
				name: product.name,
				...(product.plu === undefined ? {} : {plu: product.plu}),
				priceGrosze,
				tareGrams: sale.tareGrams,
				reading: sale.reading,
			};
		}
		case 'asking-age': {
			const {product, route, quantity, priceGrosze} = sale.goods;
			return {
				at: 'age',
				name: product.name,
				route: printerOf(route, watch?.routes() ?? []),
				totalGrosze: valueOfQuantity(quantity, priceGrosze),
				bornOnOrBefore: bornOnOrBefore(now.slice(0, 10), ageYears),
			};
		}
		case 'paying':
			return {
				at: 'payment',
				cashSuggestionsGrosze: cashSuggestions(billOf(sale.basket, watch?.routes() ?? []).dueGrosze),
			};
		case 'preparing':
		case 'printing':
		case 'sealing':
			return printingScreen(sale, watch, moveTo);
		case 'suspended':
		case 'parked':
			return {at: 'sale'};
		case 'closed':
			return changeScreen(sale);
		default:
			return unreachable(sale);
	}
}

function returnScreen({id, goods, now}: Moment, returning: Returning): Screen {
	return {
		at: 'return',
		step: returnStepView(returning),
		till: id,
		businessDay: now.slice(0, 10),
		tills: goods.tills().map(({id: till, number, name}) => ({id: till, number, name})),
	};
}

function choiceView({choice, goods, now}: Moment): {readonly choice?: ChoiceView} {
	if (choice === undefined) return {};
	const {code, products} = choice;
	const views = products.map(product => {
		const {priceGrosze} = goods.price(product, Date.parse(now));
		return {code: product.code, name: product.name, unit: product.unit, priceGrosze};
	});
	return {choice: {code: code.replaceAll(gs1Separator, ' '), goods: views}};
}

/** Enough for somebody to see what is wrong with the catalogue. */
const sharedCodesShownMax = 20;

function serviceScreen(moment: Moment, {resend}: Extract<Front, {at: 'service'}>): Screen {
	const {link, setAside, damages, softwareVersion, goods, now} = moment;
	const shared = goods.sharedCodes();
	return {
		at: 'service',
		refused: link.refused,
		...(link.lastSent === undefined ? {} : {lastSent: link.lastSent}),
		...(link.problem === undefined ? {} : {problem: link.problem}),
		...(resend === undefined ? {} : {resend}),
		setAside,
		sharedCodes: shared.slice(0, sharedCodesShownMax),
		sharedCodeCount: shared.length,
		damages,
		devices: deviceRows(moment),
		version: softwareVersion,
		goodsCount: goods.productCount,
		businessDay: now.slice(0, 10),
	};
}

function deviceRows({profile, watch, scaleConnected, scannerConnected}: Moment) {
	if (profile === undefined) return [];
	const {printers, scale, scanner} = profile;
	const rows = [];
	for (const route of routes) {
		const config = printers[route];
		if (config === undefined) continue;
		const {condition, detail} = watch?.status(route) ?? {condition: 'disconnected', detail: ''};
		rows.push({device: `printer-${route}`, address: addressText(config.address), state: condition, detail});
	}
	if (scale)
		rows.push({
			device: 'scale',
			address: addressText(scale.address),
			state: connection(scaleConnected === true),
			detail: scale.protocol,
		});
	if (scanner)
		rows.push({
			device: 'scanner',
			address: addressText(scanner.address),
			state: connection(scannerConnected === true),
			detail: scanner.protocol,
		});
	return rows;
}

function addressText(address: DeviceAddress): string {
	return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.path;
}

function linkView(link: LinkStatus): LinkView {
	const {state, since, catalogueAsOf, waitingCount, waitingReceiptCount, refused, oldestWaitingAt} = link;
	const {trouble, notice} = link;
	return {
		state: state === 'waiting' ? 'own-work' : state,
		since,
		...(catalogueAsOf === undefined ? {} : {catalogueAsOf}),
		waitingCount,
		waitingReceiptCount,
		refusedCount: refused.length,
		...(oldestWaitingAt === undefined ? {} : {oldestWaitingAt}),
		...(trouble === undefined ? {} : {trouble}),
		...(notice === undefined ? {} : {notice}),
	};
}

function printerViews(watch: PrinterWatch | undefined): readonly PrinterView[] {
	return (watch?.routes() ?? []).map(route => {
		const {condition, paperNearEnd} = watch?.status(route) ?? {condition: 'disconnected' as const, paperNearEnd: false};
		return {route, number: numberOf(route), condition, paperNearEnd};
	});
}
