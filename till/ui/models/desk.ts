/**
 * Everything the screens show and do, assembled from its models: the till's word (a snapshot) above, what the
 * cashier is typing and choosing below. The till decides where it is; the desk only follows.
 */
import {batch, computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import type {Message} from '../../api/messages.ts';
import type {Screen, Snapshot} from '../../api/snapshot.ts';
import {zeroGrosze} from '../../domain/money.ts';
import type {Words} from '../words/kinds.ts';
import {dictionaries} from '../words/words.ts';
import {ApprovalDesk} from './approval-desk.ts';
import {TillClock, type Timers} from './clock.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {Goods} from './goods.ts';
import {Guard} from './guard.ts';
import {LoginDesk} from './login-desk.ts';
import {Notices} from './notices.ts';
import {Pages} from './pages.ts';
import {ParkedDesk} from './parked-desk.ts';
import {Payment} from './payment.ts';
import {type Memory, Preferences} from './preferences.ts';
import {ReturnDesk} from './return-desk.ts';
import {SaleDesk} from './sale-desk.ts';
import {ServiceDesk} from './service-desk.ts';
import {ShiftDesk} from './shift-desk.ts';

export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** The way to the till, as the desk needs it. */
export interface Line {
	readonly state: ReadonlySignal<ConnectionState>;
	/** Commands that have not been answered yet. */
	readonly queuedCount: ReadonlySignal<number>;
	send(command: Command): void;
}

export interface DeskParts {
	readonly line: Line;
	readonly timers: Timers;
	readonly memory: Memory;
	/** Product keys side by side, which a wider panel has more of. */
	readonly columns?: ReadonlySignal<number>;
}

export class Desk {
	readonly line: Line;
	readonly columns: ReadonlySignal<number>;
	readonly preferences: Preferences;
	readonly clock: TillClock;
	readonly guard: Guard;
	readonly notices = new Notices();
	readonly goods = new Goods();
	readonly parked: ParkedDesk;
	readonly sale: SaleDesk;
	readonly payment: Payment;
	readonly login: LoginDesk;
	readonly service: ServiceDesk;
	readonly returns: ReturnDesk;
	readonly approval: ApprovalDesk;
	readonly shift: ShiftDesk;
	/** What stops the day, where it is more than fits. */
	readonly findingPages = new Pages();
	/** A tare, or a weight that is typed. */
	readonly grams = new EntryLine(entryPatterns.grams);
	/** Whether giving up a slip was touched once and waits for the second touch. */
	readonly abandoning = signal(false);
	readonly words: ReadonlySignal<Words>;
	readonly #snapshot = signal<Snapshot | undefined>(undefined);
	#askedAt: Screen['at'] | undefined;

	constructor({line, timers, memory, columns}: DeskParts) {
		this.line = line;
		this.columns = columns ?? signal(3);
		this.preferences = new Preferences(memory);
		this.clock = new TillClock(timers);
		this.guard = new Guard(timers);
		const send = (command: Command) => this.send(command);
		this.parked = new ParkedDesk({timers, send, look: () => this.line.send({do: 'look-for-baskets'})});
		this.sale = new SaleDesk({
			parked: this.parked,
			sale: computed(() => this.#snapshot.value?.sale),
			pendingPieces: computed(() => {
				const screen = this.#snapshot.value?.screen;
				return screen?.at === 'sale' ? screen.pendingPieces : undefined;
			}),
			goods: this.goods,
			notices: this.notices,
			send,
		});
		this.payment = new Payment(
			computed(() => this.#snapshot.value?.sale ?? nothingDue),
			{
				currencies: computed(() => this.#snapshot.value?.currencies ?? noCurrencies),
				transfers: computed(() => this.#snapshot.value?.transfers === true),
				vouchers: computed(() => this.#snapshot.value?.vouchers ?? noVouchers),
			},
		);
		this.login = new LoginDesk(send);
		this.service = new ServiceDesk(send);
		this.returns = new ReturnDesk(send);
		this.approval = new ApprovalDesk(send);
		this.shift = new ShiftDesk(send);
		this.words = computed(() => dictionaries[this.preferences.language.value]);
	}

	get snapshot(): ReadonlySignal<Snapshot | undefined> {
		return this.#snapshot;
	}

	/** Shows what the till says. */
	show(snapshot: Snapshot): void {
		const before = this.#snapshot.value;
		batch(() => {
			this.#snapshot.value = snapshot;
			this.clock.set(snapshot.now);
			this.notices.hear(snapshot.message);
			if (before?.screen.at !== snapshot.screen.at) this.#enter(snapshot.screen, before?.screen);
			if (isOtherReceipt(before?.screen, snapshot.screen)) this.returns.beginChoosing();
			if (before?.sale.lines.length !== snapshot.sale.lines.length) this.#goOn();
			this.#hear(before?.message, snapshot);
			if (this.sale.focus.value.on === 'line' && this.sale.selected.value === undefined) this.sale.home();
		});
		const asks = choiceIn(snapshot) !== choiceIn(before);
		if (asks) this.sale.choicePages.first();
		if (before !== undefined && (asks || before.screen.at !== snapshot.screen.at)) this.guard.raise();
	}

	send(command: Command): void {
		this.notices.dismiss();
		this.line.send(command);
	}

	/** A key was touched. Digits pass even while the guard is up. */
	press(action: () => void, {guarded = true}: {readonly guarded?: boolean} = {}): void {
		if (guarded && !this.guard.settled.value) return;
		action();
	}

	/** A code from a scanner that plays keyboard. No scan ever answers a question or pays; whether it is a card the till knows. */
	scan(code: string): void {
		const at = this.#snapshot.value?.screen.at;
		switch (at) {
			case 'sale':
				if (this.sale.focus.value.on === 'price') return this.sale.checkScanned(code);
				this.sale.home();
				this.sale.entry.clear();
				return this.send({do: 'scan', code});
			case 'change':
			case 'day-start':
			case 'weighing':
			case 'age':
			case 'payment':
				// The till says why nothing is sold.
				return this.send({do: 'scan', code});
			case 'printing':
				return this.notices.say('scan-in-printing');
			case 'return':
				return this.send({do: 'find-by-code', code});
			case 'approval':
				return this.send({do: 'approve-badge', code});
			case 'login':
			case 'shift':
			case 'service':
				return this.notices.say('scan-not-here');
			case 'starting':
			case undefined:
				return;
		}
	}

	/** The receipt has a line more or less: what the search was opened for is settled. */
	#goOn(): void {
		this.sale.receipt.newest();
		const focus = this.sale.focus.value;
		if (focus.on === 'search' && focus.unknown !== undefined) this.sale.home();
	}

	#hear(former: Message | undefined, {message, screen}: Snapshot): void {
		const isNew = message !== undefined && message.id !== former?.id;
		if (isNew && message.code === 'unknown-code' && message.about !== undefined && screen.at === 'sale')
			this.sale.searchInstead(message.about);
	}

	#enter(screen: Screen, before: Screen | undefined): void {
		this.sale.reset();
		this.grams.clear();
		this.abandoning.value = false;
		// What somebody is asked to approve is still there afterwards, whether they do or not.
		if (screen.at === 'approval') this.#askedAt = before?.at;
		const isBack = before?.at === 'approval' && this.#askedAt === screen.at;
		if (screen.at === 'payment' && !isBack) this.payment.reset();
		if (screen.at === 'login') this.login.reset();
		if (screen.at === 'day-start') this.findingPages.first();
		if (screen.at === 'service') this.service.reset(screen.businessDay);
		if (screen.at === 'shift') this.shift.reset();
		if (screen.at === 'approval') this.approval.reset(screen);
		if (screen.at === 'return' && !isBack) this.returns.reset(screen);
	}
}

const noCurrencies = [] as const;
const noVouchers = [] as const;
const nothingDue = {dueGrosze: zeroGrosze, voucherGroszeMax: zeroGrosze};

function isOtherReceipt(before: Screen | undefined, now: Screen): boolean {
	return before?.at !== 'approval' && receiptOf(now) !== undefined && receiptOf(before) !== receiptOf(now);
}

function receiptOf(screen: Screen | undefined): string | undefined {
	return screen?.at === 'return' && 'receipt' in screen.step ? screen.step.receipt.id : undefined;
}

/** The code that the till asks about, which takes the place of the goods. */
function choiceIn(snapshot: Snapshot | undefined): string | undefined {
	return snapshot?.screen.at === 'sale' ? snapshot.screen.choice?.code : undefined;
}
