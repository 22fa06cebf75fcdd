/**
 * The till at work: takes what the cashier, the devices, the catalogue and the link say, and tells the screen.
 *
 * Everything happens on one thread and in turn. The till opens as soon as the catalogue knows it; from then on it
 * sells whether or not the server is there.
 */
import type {Command} from '../api/commands.ts';
import type {Message} from '../api/messages.ts';
import type {GoodsUpdate, Snapshot} from '../api/snapshot.ts';
import {monthsKeptUsual} from '../domain/book-months.ts';
import type {Cashier, TillProfile} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {DayAccount} from '../domain/day-account.ts';
import {businessDayOf, isoWithOffset} from '../domain/local-time.ts';
import type {Sale} from '../domain/sale.ts';
import type {Sealer} from '../domain/seal.ts';
import type {Replica} from '../replica/replica.ts';
import type {Link} from '../sync/link.ts';
import {ApprovalDesk} from './approval-desk.ts';
import {Bookkeeper} from './bookkeeper.ts';
import {CatalogueDesk, type CatalogueFaults} from './catalogue-desk.ts';
import {dayAccountOf} from './day-account.ts';
import {isDayCommand, obeyDayCommand} from './day-commands.ts';
import {EventRecorder} from './event-recorder.ts';
import {finishes} from './finishing.ts';
import {openDrawer} from './no-sale.ts';
import {frontFor, onDuty} from './on-duty.ts';
import {type Devices, type OpenTill, openTill, stageOf} from './open-till.ts';
import {isParkingCommand} from './parking-commands.ts';
import {PinDesk, pinRefusals} from './pin.ts';
import {atReturnDesk, isReturnCommand} from './return-commands.ts';
import {SaleJournal} from './sale-journal.ts';
import {ServiceDesk} from './service-desk.ts';
import {atShiftDesk, isShiftCommand} from './shift-commands.ts';
import {snapshotOf} from './snapshot.ts';
import type {Front, Say} from './state.ts';

export interface TillOptions {
	readonly id: string;
	readonly version: string;
	/** Nothing of it is real: every screen says so. */
	readonly training?: true;
	readonly replica: Replica;
	readonly link: Link;
	readonly connectDevices: (profile: TillProfile) => Devices;
	readonly clock: Clock;
	readonly sealer: Sealer;
	/** A new sale's id. */
	readonly saleId: () => string;
	readonly log: (sentence: string) => void;
}

const idle: Sale = {at: 'idle'};

export class Till {
	readonly #options: TillOptions;
	readonly #catalogue: CatalogueDesk;
	readonly #pins: PinDesk;
	readonly #books: Bookkeeper;
	readonly #events: EventRecorder;
	readonly #approvals: ApprovalDesk;
	readonly #journal: SaleJournal;
	readonly #service: ServiceDesk;
	readonly #listeners = new Set<(snapshot: Snapshot) => void>();
	#open: OpenTill | undefined;
	#front: Front = {at: 'starting', step: 'catalogue'};
	#cashier: Cashier | undefined;
	#message: Message | undefined;
	#messageCount = 0;
	#snapshot: Snapshot | undefined;
	#version = 0;
	#telling = false;
	#stops: (() => void)[] = [];

	constructor(options: TillOptions) {
		const {clock, replica, sealer, link, log} = options;
		this.#options = options;
		this.#catalogue = new CatalogueDesk(clock, sealer.sha256);
		this.#pins = new PinDesk({
			now: () => clock.now(),
			memory: replica.attempts,
			onStoreFailure: error => this.#storeFailed(error),
		});
		this.#books = new Bookkeeper({
			book: replica.book,
			sealer,
			clock,
			onFailure: error => this.#storeFailed(error),
		});
		this.#events = new EventRecorder(this.#books, clock);
		this.#approvals = new ApprovalDesk({
			goods: this.#catalogue.goods,
			pins: this.#pins,
			events: this.#events,
			say: this.#say,
			obey: command => this.#obey(command),
		});
		this.#journal = new SaleJournal(replica.journal);
		this.#service = new ServiceDesk({
			link,
			replica,
			onResend: resend => {
				if (this.#front.at === 'service') this.#front = {at: 'service', resend};
				this.#changed();
			},
			onStoreFailure: error => this.#storeFailed(error),
			log,
		});
	}

	/** Reads the catalogue and the journal, and follows the link and the book. */
	async start(): Promise<void> {
		const {replica, link} = this.#options;
		this.#stops = [
			this.#catalogue.onChange(() => this.#catalogueChanged()),
			link.onStatus(() => this.#changed()),
			replica.book.onChange(() => this.#changed()),
		];
		await this.#catalogue.open(replica.catalogue, replica.lastGood);
	}

	snapshot(): Snapshot {
		this.#snapshot ??= snapshotOf({
			id: this.#options.id,
			softwareVersion: this.#options.version,
			training: this.#options.training,
			version: this.#version,
			now: isoWithOffset(this.#options.clock.now()),
			front: this.#front,
			sale: this.#open?.sales.sale ?? idle,
			suspended: this.#open?.sales.suspended ?? [],
			parked: this.#open?.sales.parked.all ?? [],
			sharing: this.#open?.sharing,
			cashier: this.#cashier,
			pendingPieces: this.#open?.selling.pendingPieces,
			choice: this.#open?.selling.choice,
			message: this.#message,
			goods: this.#catalogue.goods,
			setAside: this.#catalogue.setAside(),
			link: this.#options.link.status(),
			nextEntry: this.#options.replica.book.head().entry + 1,
			damages: this.#options.replica.damages(),
			profile: this.#open?.profile,
			watch: this.#open?.watch,
			day: this.#open?.day.view(),
			returning: this.#open?.returns.returning,
			approval: this.#approvals.view(),
			shift: this.#open?.shift.view(),
			scaleConnected: this.#open?.devices.scale?.connected(),
			scannerConnected: this.#open?.devices.scanner?.connected(),
		});
		return this.#snapshot;
	}

	/** What the office has to put right in the catalogue. */
	catalogueFaults(): CatalogueFaults {
		return this.#catalogue.faults();
	}

	goods(): GoodsUpdate {
		return this.#catalogue.whole();
	}

	onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	onGoods(listener: (update: GoodsUpdate) => void): () => void {
		return this.#catalogue.onUpdate(listener);
	}

	async command(command: Command): Promise<void> {
		// Somebody looks on: what the till said last is still to be read, and what it asks is still asked.
		if (command.do === 'look-for-baskets') return this.#open?.parking.obey(command, this.#cashier);
		this.#message = undefined;
		if (this.#isOnDuty()) await (this.#approvals.hear(command) ?? this.#obey(command));
		this.#changed();
	}

	/** What is to be said of a business day, for whoever reconciles it. */
	dayAccount(day: string): Promise<DayAccount> {
		const {id, replica, sealer, clock} = this.#options;
		const totals = this.#open?.totals;
		const running = totals && {today: businessDayOf(clock.now()), totals: () => totals.ask()};
		const {book, journal, day: memory} = replica;
		const files = {till: id, book, journal, memory, sha256: sealer.sha256};
		return dayAccountOf(day, {...files, ...(running && {running})});
	}

	async stop(): Promise<void> {
		for (const stop of this.#stops) stop();
		this.#catalogue.close();
		// Without devices there is only the book to be left alone.
		if (this.#open === undefined) this.#books.stop();
		await this.#open?.stop();
	}

	async #obey(command: Command): Promise<void> {
		if (command.do === 'log-in') return this.#logIn(command);
		const open = this.#open;
		if (open === undefined) return this.#say('not-now', 'warning');
		if (isDayCommand(command) && this.#cashier !== undefined) {
			return obeyDayCommand(command, {
				day: open.day,
				cashier: this.#cashier,
				isIdle: open.isIdle(),
				answerable: this.#approvals.answerable,
				say: this.#say,
			});
		}
		if (this.#front.at === 'service') {
			if (command.do === 'back') this.#leaveService(open);
			else if (!this.#service.obey(command, this.#cashier)) this.#say('not-now', 'warning');
			return;
		}
		if (this.#front.at === 'shift' && this.#cashier !== undefined)
			return this.#countCash(command, {open, cashier: this.#cashier});
		if (open.returns.returning !== undefined && this.#cashier !== undefined)
			return this.#takeBack(command, {open, cashier: this.#cashier});
		if (this.#cashier === undefined && !finishes(command, open.sales.sale)) return this.#say('not-now', 'warning');
		switch (command.do) {
			case 'log-out':
				return this.#logOut(open);
			case 'begin-return':
				if (this.#isBetweenCustomers(open)) open.returns.open();
				return;
			case 'open-drawer':
				return this.#openDrawer(open);
			case 'open-shift-desk':
				if (this.#isBetweenCustomers(open)) this.#front = {at: 'shift'};
				return;
			case 'open-service':
				if (this.#cashier?.permissions.includes('service')) this.#front = {at: 'service'};
				else this.#say('not-permitted', 'error');
				return;
			case 'send-now':
			case 'retry-refused':
			case 'acknowledge-damages':
			case 'resend':
			case 'approve':
			case 'approve-badge':
				return this.#say('not-now', 'warning');
			default:
				// Who is here for the day only sells nothing.
				if (
					this.#front.at === 'day-start' ||
					isDayCommand(command) ||
					isReturnCommand(command) ||
					isShiftCommand(command)
				)
					return this.#say('not-now', 'warning');
				if (isParkingCommand(command)) return open.parking.obey(command, this.#cashier);
				return open.selling.obey(command, this.#cashier);
		}
	}

	async #logIn({cashier: id, pin}: Extract<Command, {do: 'log-in'}>): Promise<void> {
		const cashier = this.#catalogue.goods.cashier(id);
		if (this.#front.at !== 'login' || this.#open === undefined) return this.#say('not-now', 'warning');
		if (cashier === undefined) return this.#say('wrong-pin', 'error');
		const answer = await this.#pins.check({cashier: id, pin, pinHash: cashier.pinHash});
		if (answer === 'locking') this.#events.record('pin-locked', cashier);
		if (answer !== 'right') return this.#say(pinRefusals[answer], 'error');
		// Somebody else was quicker.
		if (this.#cashier !== undefined) return this.#say('not-now', 'warning');
		const front = frontFor(cashier, this.#open.day);
		if (front === undefined) return this.#say('not-permitted', 'error');
		this.#cashier = cashier;
		this.#front = front;
		if (front.at === 'till') this.#open.sales.setCashier(cashier);
		this.#events.record('logged-in', cashier);
	}

	/** Who may not sell came for the service screen only, whatever lies on the counter. */
	#leaveService({day}: OpenTill): void {
		const front = this.#cashier && frontFor(this.#cashier, day);
		if (front === undefined || front.at === 'service') this.#leave();
		else this.#front = front;
	}

	#logOut({sales, selling}: OpenTill): void {
		if (sales.sale.at !== 'idle' && sales.sale.at !== 'closed') return this.#say('not-now', 'warning');
		sales.step({on: 'next'});
		selling.forget();
		this.#leave();
	}

	/** False where the office has dismissed whoever is logged in, and nothing is left to be finished. */
	#isOnDuty(): boolean {
		const open = this.#open;
		if (this.#cashier === undefined || open === undefined) return true;
		const isServing = stageOf(open.sales.sale) !== 'none' || open.returns.returning !== undefined;
		const now = onDuty(this.#cashier, {goods: this.#catalogue.goods, isServing});
		this.#cashier = now ?? this.#cashier;
		if (now !== undefined) return true;
		this.#logOut(open);
		this.#say('not-permitted', 'error');
		return false;
	}

	#leave(): void {
		if (this.#cashier !== undefined) this.#events.record('logged-out', this.#cashier);
		this.#cashier = undefined;
		this.#front = {at: 'login'};
	}

	/** Somebody who sells has the counter to themselves; the last customer is served. */
	#isBetweenCustomers({sales}: OpenTill): boolean {
		const maySell = this.#cashier?.permissions.includes('sell') === true;
		const isFree = stageOf(sales.sale) === 'none';
		if (!maySell) this.#say('not-permitted', 'error');
		else if (!isFree) this.#say('not-now', 'warning');
		else sales.step({on: 'next'});
		return maySell && isFree;
	}

	#countCash(command: Command, {open, cashier}: {readonly open: OpenTill; readonly cashier: Cashier}): Promise<void> {
		if (command.do === 'open-drawer') return this.#openDrawer(open);
		const counter = {desk: open.shift, person: cashier, isIdle: open.isIdle(), say: this.#say};
		if (atShiftDesk(command, counter) === 'left') this.#front = {at: 'till'};
		return Promise.resolve();
	}

	#takeBack(command: Command, {open, cashier}: {readonly open: OpenTill; readonly cashier: Cashier}): Promise<void> {
		if (command.do === 'open-drawer') return this.#openDrawer(open);
		const {answerable} = this.#approvals;
		atReturnDesk(command, {desk: open.returns, answerable, cashier, say: this.#say});
		return Promise.resolve();
	}

	#openDrawer({devices}: OpenTill): Promise<void> {
		const {answerable} = this.#approvals;
		const printer = devices.printers.main;
		return openDrawer(this.#cashier, {printer, answerable, events: this.#events, say: this.#say});
	}

	#catalogueChanged(): void {
		const {goods} = this.#catalogue;
		const profile = goods.till(this.#options.id);
		if (profile !== undefined) {
			this.#options.link.setPushSeconds(profile.receiptsPushSeconds);
			this.#options.link.setMonthsKept(profile.monthsKept ?? monthsKeptUsual);
		}
		const ready = profile !== undefined && goods.settings !== undefined && goods.cashiers().length > 0;
		if (ready && this.#open === undefined) this.#openWith(profile);
		this.#changed();
	}

	#openWith(profile: TillProfile): void {
		const {clock, log, saleId, replica, link, connectDevices} = this.#options;
		const devices = connectDevices(profile);
		this.#open = openTill({
			profile,
			devices,
			goods: this.#catalogue.goods,
			books: this.#books,
			events: this.#events,
			journal: this.#journal,
			replica,
			link,
			clock,
			saleId,
			say: this.#say,
			answerable: this.#approvals.answerable,
			onChange: () => this.#changed(),
			onStoreFailure: error => this.#storeFailed(error),
			log,
		});
		this.#front = {at: 'login'};
		devices.scanner?.onScan(code => void this.command({do: 'scan', code}));
		this.#open.start();
	}

	#storeFailed(error: unknown): void {
		this.#options.log(`The till's disk did not take it: ${String(error)}`);
		this.#say('store-failed', 'error');
		this.#changed();
	}

	#say: Say = (code, tone, about) => {
		this.#messageCount += 1;
		this.#message = {code, id: this.#messageCount, tone, ...(about === undefined ? {} : {about})};
	};

	/** Tells the screens once, however much changes in one turn. */
	#changed(): void {
		if (this.#front.at === 'day-start' && this.#open?.day.stops === false) this.#front = {at: 'service'};
		this.#snapshot = undefined;
		this.#version += 1;
		if (this.#telling) return;
		this.#telling = true;
		setImmediate(() => {
			this.#telling = false;
			const snapshot = this.snapshot();
			for (const listener of this.#listeners) listener(snapshot);
		});
	}
}
