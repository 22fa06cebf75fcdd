/**
 * Three tills, one server, and whatever may happen between them: baskets are put aside, taken up, paid; lines are cut,
 * questions and answers get lost or arrive late; tills die at any step and are switched on again.
 *
 *   M1  a basket that nobody took up unasked is sold once and no more
 *   M2  one that somebody did is sold, and where it was sold twice a till's book says so
 *   M3  when the troubles are over every basket that was not sold can be, at any till that looks for it
 *   M4  and then neither the server nor any till remembers anything of them
 *
 * A tape of numbers decides what happens, so that a failure shrinks to a short one.
 */
import assert from 'node:assert/strict';
import {setImmediate as nextRound} from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import {ParkedBaskets} from '../../../till/app/parked-baskets.ts';
import {isCounterFree} from '../../../till/app/sale-desk.ts';
import {SaleJournal} from '../../../till/app/sale-journal.ts';
import {SharingDesk} from '../../../till/app/sharing-desk.ts';
import type {Person} from '../../../till/app/state.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import type {Journal} from '../../../till/replica/replica.ts';
import type {LinkStatus} from '../../../till/sync/link.ts';
import type {Server} from '../../../till/sync/server.ts';
import {SharedBaskets} from '../../../till/sync/shared-baskets.ts';
import {parkedBasket} from '../domain/parked-basket.ts';
import {MemoryCouch, type Passage} from './memory-couch.ts';

const parkedAt = '2026-11-23T15:05:00+01:00';
const zaneta: Person = {id: '2', name: 'Żaneta'};

interface World {
	readonly couch: MemoryCouch;
	/** Sales that were paid, as often as they were, */
	readonly sold: string[];
	/** and taken up without the server's word. */
	readonly unasked: Set<string>;
	readonly told: {readonly event: string; readonly saleId: string | undefined}[];
	saleCount: number;
	drawCount: number;
}

class PowerOff extends Error {}

/** One life of a till, from its start to its death; the disk outlives it. */
class Life {
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
				baskets: new SharedBaskets({server: this.#line(), till: id, clock, timeoutMs: 1}),
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
		const {database, ask} = this.world.couch.lineOf(this.till.id);
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

class Till {
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

type Move = (shop: Shop, next: () => number) => void;

interface Shop {
	readonly world: World;
	readonly tills: readonly Till[];
}

const passages: readonly Passage[] = ['well', 'well', 'well', 'well', 'lost', 'deaf', 'late'];
const anyTill = ({tills}: Shop, next: () => number): Till => tills[next() % tills.length] ?? assert.fail();

const letThrough: Move = ({world: {couch}, tills}, next) => {
	const [question] = couch.waiting.splice(next() % Math.max(1, couch.waiting.length), 1);
	if (question === undefined) return;
	const isLinked = tills.find(({id}) => id === question.till)?.isLinked;
	question.pass(isLinked ? (passages[next() % passages.length] ?? 'well') : 'lost');
};
const park: Move = (shop, next) => {
	const {life} = anyTill(shop, next);
	life.scan();
	life.park();
};
const takeUp: Move = (shop, next) => {
	const {life} = anyTill(shop, next);
	life.takeUp(next()).catch((error: unknown) => assert.ok(error instanceof PowerOff));
};
const moves: readonly Move[] = [
	...Array.from({length: 8}, () => letThrough),
	park,
	park,
	takeUp,
	takeUp,
	takeUp,
	(shop, next) => anyTill(shop, next).life.park(),
	(shop, next) => anyTill(shop, next).life.pay(),
	(shop, next) => anyTill(shop, next).life.pay(),
	(shop, next) => void anyTill(shop, next).life.desk.look(),
	(shop, next) => void anyTill(shop, next).life.desk.look(),
	(shop, next) => anyTill(shop, next).link(next() % 3 !== 0),
	(shop, next) => anyTill(shop, next).restart(),
	(shop, next) => {
		anyTill(shop, next).life.writesLeft = next() % 4;
	},
	(shop, next) => anyTill(shop, next).life.passTime(),
	({world: {couch}}) => couch.overdue.shift()?.(),
];

/** Nothing is lost any more, and everybody gets to do what is due. */
async function settle({world: {couch}, tills}: Shop): Promise<void> {
	for (const till of tills) {
		till.life.writesLeft = Number.POSITIVE_INFINITY;
		till.link(true);
	}
	for (let quiet = 0; quiet < 3; quiet += 1) {
		for (const overdue of couch.overdue.splice(0)) overdue();
		for (const {life} of tills) {
			life.passTime();
			life.evaluate();
		}
		await nextRound();
		while (couch.waiting.length > 0) {
			couch.waiting.shift()?.pass('well');
			await nextRound();
			quiet = 0;
		}
	}
}

async function answered(shop: Shop, work: Promise<unknown>): Promise<void> {
	let isOver = false;
	const over = work.finally(() => {
		isOver = true;
	});
	while (!isOver) {
		shop.world.couch.waiting.shift()?.pass('well');
		await nextRound();
	}
	await over;
}

/** At one till after the other everything that lies on its counter or can be taken up is paid. */
async function sellOut(shop: Shop): Promise<void> {
	for (const {life} of shop.tills) {
		life.pay();
		await answered(shop, life.desk.look());
		for (let left = life.parked.all.length + life.desk.others.length; left > 0; left -= 1) {
			await answered(shop, life.takeUp(0));
			life.pay();
		}
		await settle(shop);
	}
}

async function playTape(tape: readonly number[]): Promise<void> {
	const world: World = {couch: new MemoryCouch(), sold: [], unasked: new Set(), told: [], saleCount: 0, drawCount: 0};
	const shop = {world, tills: ['anna', 'berta', 'celina'].map(id => new Till(id, world))};
	let place = 0;
	const next = () => {
		place += 1;
		return tape[place - 1] ?? 0;
	};
	while (place < tape.length) {
		try {
			moves[next() % moves.length]?.(shop, next);
		} catch (error) {
			if (!(error instanceof PowerOff)) throw error;
		}
		await nextRound();
		for (const till of shop.tills) if (!till.life.isAlive) till.restart();
		holdSold(world);
	}
	await settle(shop);
	await sellOut(shop);
	holdSold(world);
	const sales = Array.from({length: world.saleCount}, (_, count) => `sale-${count + 1}`);
	assert.deepEqual([...new Set(world.sold)].toSorted(), sales.toSorted(), 'M3');
	assert.deepEqual(world.couch.live, [], 'M4');
	for (const {disk} of shop.tills) assert.deepEqual([...disk.keys()], [], 'M4');
	for (const {life} of shop.tills) life.desk.stop();
	for (const saleId of sales) {
		if (timesSold(world, saleId) > 1)
			assert.ok(
				world.told.some(({event, saleId: about}) => event === 'basket-taken-twice' && about === saleId),
				'M2',
			);
	}
}

function timesSold({sold}: World, saleId: string): number {
	return sold.filter(each => each === saleId).length;
}

function holdSold(world: World): void {
	for (const saleId of world.sold) if (!world.unasked.has(saleId)) assert.equal(timesSold(world, saleId), 1, 'M1');
}

test('whatever happens between three tills and their server, a basket is sold once, and none is lost', async t => {
	const day = fc.asyncProperty(fc.array(fc.nat(1000), {minLength: 20, maxLength: 260, size: 'max'}), playTape);
	await t.notThrowsAsync(fc.assert(day, {numRuns: 400}));
});
