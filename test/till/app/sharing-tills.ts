/**
 * Tills as far as they share baskets: the sharing desk, its journal on a disk that outlives it, a counter with one sale, and
 * a cashier who touches keys. What lies between them and their server is the test's.
 *
 * Does not model: printers, payments, the book beyond what the sharing desk writes into it.
 */
import assert from 'node:assert/strict';
import {ParkedBaskets} from '../../../till/app/parked-baskets.ts';
import {SaleJournal} from '../../../till/app/sale-journal.ts';
import {SharingDesk} from '../../../till/app/sharing-desk.ts';
import type {Person} from '../../../till/app/state.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import {isCounterFree} from '../../../till/domain/sale.ts';
import type {Journal} from '../../../till/replica/replica.ts';
import type {LinkStatus} from '../../../till/sync/link.ts';
import type {Server} from '../../../till/sync/server.ts';
import {SharedBaskets} from '../../../till/sync/shared-baskets.ts';
import {parkedBasket} from '../domain/parked-basket.ts';

const parkedAt = '2026-11-23T15:05:00+01:00';
const zaneta: Person = {id: '2', name: 'Żaneta'};

export interface World {
	/** The way of a till to the server. */
	readonly lineOf: (till: string) => Pick<Server, 'ask' | 'database'>;
	/** Sales that were paid, as often as they were, */
	readonly sold: string[];
	/** and taken up without the server's word. */
	readonly unasked: Set<string>;
	readonly told: {readonly event: string; readonly saleId: string | undefined}[];
	saleCount: number;
	drawCount: number;
}

/** A shop that has sold nothing yet. */
export function newWorld(): Omit<World, 'lineOf'> {
	return {sold: [], unasked: new Set(), told: [], saleCount: 0, drawCount: 0};
}

export class PowerOff extends Error {}

/** One life of a till, from its start to its death; the disk outlives it. */
export class Life {
	readonly desk: SharingDesk;
	readonly parked: ParkedBaskets;
	readonly journal: SaleJournal;
	sale: Sale = {at: 'idle'};
	isAlive = true;
	/** Before the power goes. */
	writesLeft = Number.POSITIVE_INFINITY;
	readonly #due = new Set<() => void>();
	readonly #listeners = new Set<(status: LinkStatus) => void>();

	readonly till: Till;
	readonly world: World;

	constructor(till: Till, world: World) {
		this.till = till;
		this.world = world;
		const {disk, id} = till;
		const written = (work: () => void) => {
			if (this.writesLeft === 0) this.die();
			if (!this.isAlive) throw new PowerOff();
			this.writesLeft -= 1;
			work();
		};
		const journal: Journal = {
			write: (saleId, state) => written(() => disk.set(saleId, JSON.stringify(state))),
			writeSoon(saleId, state) {
				written(() => disk.set(saleId, JSON.stringify(state)));
				return {onDisk: Promise.resolve()};
			},
			done: saleId => written(() => disk.delete(saleId)),
			unfinished: () => [...disk].map(([saleId, state]) => ({saleId, state: JSON.parse(state)})),
		};
		const clock = {
			now: () => Date.parse(parkedAt),
			after: (_delayMs: number, task: () => void) => {
				this.#due.add(task);
				return () => void this.#due.delete(task);
			},
		};
		this.journal = new SaleJournal(journal);
		this.parked = new ParkedBaskets(this.journal);
		this.desk = new SharingDesk({
			till: id,
			tillName: id,
			sales: this.#sales(),
			journal: this.journal,
			link: {
				status: () => this.#status(),
				onStatus: listener => {
					this.#listeners.add(listener);
					return () => this.#listeners.delete(listener);
				},
				baskets: new SharedBaskets({server: this.#line(), till: id, clock, timeoutMs: 5000}),
			},
			events: {
				write: async (event, _person, facts) => {
					if (this.isAlive) world.told.push({event, saleId: facts?.saleId});
				},
			},
			clock,
			draw: () => {
				world.drawCount += 1;
				return `k${world.drawCount}`;
			},
			say: () => undefined,
			onChange: () => this.evaluate(),
			onStoreFailure: error => assert.ok(!this.isAlive, String(error)),
			log: () => undefined,
		});
		this.#recover();
	}

	die(): void {
		this.isAlive = false;
		this.desk.stop();
	}

	evaluate(): void {
		if (this.isAlive) this.desk.evaluate();
	}

	tellLink(): void {
		for (const listener of this.#listeners) listener(this.#status());
	}

	/** Whatever waits for a while has waited. */
	passTime(): void {
		const due = [...this.#due];
		this.#due.clear();
		for (const task of due) task();
	}

	scan(): void {
		if (this.sale.at !== 'idle') return;
		const sale = {at: 'selling', basket: {...parkedBasket, saleId: `sale-${this.world.saleCount + 1}`}} as const;
		this.journal.keep(sale, zaneta);
		this.world.saleCount += 1;
		this.sale = sale;
	}

	park(): void {
		if (this.sale.at !== 'selling') return;
		const sale = {at: 'parked', basket: this.sale.basket, parkedAt} as const;
		this.journal.keep(sale, zaneta);
		this.parked.put({sale, seller: zaneta});
		this.sale = {at: 'idle'};
		this.evaluate();
	}

	pay(): void {
		if (this.sale.at !== 'selling') return;
		const {saleId} = this.sale.basket;
		this.journal.forget(saleId);
		this.world.sold.push(saleId);
		this.sale = {at: 'idle'};
	}

	/** As a cashier would who touches one of the keys. */
	async takeUp(which: number): Promise<void> {
		if (!isCounterFree(this.sale)) return;
		const own = this.parked.all.map(({sale}) => sale.basket.saleId);
		const all = [...own, ...this.desk.others.map(({basket}) => basket.saleId)];
		const saleId = all[which % Math.max(1, all.length)];
		if (saleId === undefined) return;
		if (!own.includes(saleId)) return this.desk.isLinked ? this.desk.wish(saleId) : undefined;
		switch (this.desk.stateOf(saleId)) {
			case 'own':
				return void this.#take(saleId);
			case 'shared':
				return this.desk.wish(saleId);
			case 'asking':
				return;
			case 'unsure':
				this.world.unasked.add(saleId);
				return this.desk.keep(saleId, zaneta);
		}
	}

	#sales() {
		const life = this;
		return {
			get sale() {
				return life.sale;
			},
			get parked() {
				return life.parked;
			},
			takeUp: (saleId: string) => life.#take(saleId),
		};
	}

	#take(saleId: string): boolean {
		const kept = this.parked.find(saleId);
		if (kept === undefined || !this.isAlive) return false;
		const sale = {at: 'selling', basket: kept.sale.basket} as const;
		try {
			this.journal.keep(sale, zaneta);
		} catch (error) {
			if (!(error instanceof PowerOff)) throw error;
			return false;
		}
		this.sale = sale;
		this.parked.take(saleId);
		return true;
	}

	/** The dead ask nothing. */
	#line(): Pick<Server, 'ask' | 'database'> {
		const {database, ask} = this.world.lineOf(this.till.id);
		return {database, ask: (path, question) => (this.isAlive ? ask(path, question) : new Promise(() => undefined))};
	}

	#status(): LinkStatus {
		const state = this.till.isLinked ? 'live' : 'waiting';
		return {state, since: parkedAt, waitingCount: 0, waitingReceiptCount: 0, refused: []};
	}

	#recover(): void {
		const found = this.journal.unfinished();
		this.parked.put(...ParkedBaskets.of(found));
		const selling = found.find(({sale}) => sale.at === 'selling');
		if (selling !== undefined) this.sale = selling.sale;
		this.desk.start();
	}
}

export class Till {
	readonly disk = new Map<string, string>();
	isLinked = true;
	readonly id: string;
	readonly world: World;
	life: Life;

	constructor(id: string, world: World) {
		this.id = id;
		this.world = world;
		this.life = new Life(this, world);
	}

	link(isLinked: boolean): void {
		this.isLinked = isLinked;
		this.life.tellLink();
	}

	/** Killed in the middle of whatever it does, and switched on again. */
	restart(): void {
		this.life.die();
		this.life = new Life(this, this.world);
	}
}
