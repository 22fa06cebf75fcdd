/**
 * A long exchange over a cable that is spoilt again and again, by chance: the catalogue changes, receipts are sold, and
 * nobody waits for the till to be well again before the next thing breaks. Every few rounds the cable is whole for a
 * while, and by then everything has to be where it belongs.
 */

import {setTimeout as delay} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import type {ExecutionContext} from 'ava';
import {type Random, seededRandom} from '../../kill/random.ts';
import {month, type Shop, until} from '../shop.ts';
import type {Cable, Fault} from './cable.ts';
import type {FarTill} from './far-till.ts';
import type {Report} from './programs/far-till.ts';

const goodsCount = 1500;
/** From one long stream to a few requests. */
const reachesByteCount = [200, 1500, 20_000] as const;
/** Longest time given to the faults of a round before the next ones take their place. */
const roundMsMax = 500;
const calmEvery = 4;
/** What the shop is promised. The waits of this till are five times shorter than a shop's. */
const liveAgainMsMax = 15_000;

type FaultKind = Fault['kind'];

export interface StormParts {
	readonly shop: Shop;
	readonly cable: Cable;
	readonly till: FarTill;
	readonly seed: number;
	readonly roundCount: number;
	/** What the cable may do besides coming loose and going dead. */
	readonly kinds: readonly [FaultKind, ...FaultKind[]];
}

export interface StormReport {
	readonly faultCount: number;
	readonly soldCount: number;
	readonly liveAgainMsWorst: number;
}

export class Storm {
	readonly #t: ExecutionContext;
	readonly #parts: StormParts;
	readonly #random: Random;
	/** Every content that a document of the catalogue ever had, by id and revision. */
	readonly #versions = new Map<string, object>();
	/** The server's revision of each document. */
	readonly #revisions = new Map<string, string>();
	#changeCount = 0;
	#soldCount = 0;
	#liveAgainMsWorst = 0;

	constructor(t: ExecutionContext, parts: StormParts) {
		this.#t = t;
		this.#parts = parts;
		this.#random = seededRandom(parts.seed);
	}

	async rage(): Promise<StormReport> {
		const {roundCount} = this.#parts;
		await this.#write(Array.from({length: goodsCount}, (_, number) => this.#good(number)));
		for (let round = 1; round <= roundCount; round++) {
			await this.#spoil();
			await this.#work();
			await this.#wait();
			if (round % calmEvery === 0 || round === roundCount) await this.#calm();
		}
		const {till, cable} = this.#parts;
		const {struckCount} = cable;
		const report = await till.report();
		await till.stop();
		await this.#checkReceipts(report);
		const written = this.#versions.size;
		// A batch is read again only where a fault came between its rows and the cursor.
		this.#t.true(report.appliedCount <= written + struckCount * report.batchCountMax);
		return {
			faultCount: struckCount,
			soldCount: this.#soldCount,
			liveAgainMsWorst: this.#liveAgainMsWorst,
		};
	}

	async #spoil(): Promise<void> {
		const {cable, kinds} = this.#parts;
		const random = this.#random;
		const reach = random.pick(reachesByteCount);
		const faults = Array.from({length: 1 + random.below(3)}, () =>
			this.#fault(random.pick(kinds), random.below(reach)),
		);
		if (random.chance(0.2)) cable.unplug();
		if (random.chance(0.2)) cable.freeze();
		cable.plug(...faults);
	}

	/** The faults happen, or there is too little to say for them. */
	async #wait(): Promise<void> {
		const {cable} = this.#parts;
		const untilMs = Date.now() + this.#random.below(roundMsMax);
		while (!cable.struck && Date.now() < untilMs) await delay(5);
	}

	#fault(kind: FaultKind, atByte: number): Fault {
		switch (kind) {
			case 'cut':
			case 'stall':
				return {kind, atByte};
			case 'delay':
				return {kind, atByte, delayMs: this.#random.below(200)};
			case 'alter': {
				const bit = 1 << this.#random.below(8);
				return {kind, atByte, alter: byte => byte ^ bit};
			}
		}
	}

	/** The office changes prices, takes goods away and brings them back; the till sells. */
	async #work(): Promise<void> {
		const random = this.#random;
		const numbers = new Set(Array.from({length: random.below(40)}, () => random.below(goodsCount + 50)));
		await this.#write([...numbers].map(number => this.#good(number, random.chance(0.1))));
		const count = random.below(6);
		await this.#parts.till.sell(count);
		this.#soldCount += count;
	}

	#good(number: number, isGone = false): {readonly _id: string} {
		const _id = `product:${String(number).padStart(6, '0')}`;
		const _rev = this.#revisions.get(_id);
		this.#changeCount += 1;
		return {
			_id,
			...(_rev !== undefined && {_rev}),
			...(isGone ? {_deleted: true} : {type: 'product', name: 'Mąka żytnia', priceGrosze: this.#changeCount}),
		};
	}

	async #write(docs: readonly {readonly _id: string}[]): Promise<void> {
		const {shop} = this.#parts;
		const {body} = await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
		for (const [index, {id, rev}] of (body as readonly {readonly id: string; readonly rev: string}[]).entries()) {
			this.#versions.set(`${id} ${rev}`, {...docs[index], _rev: rev});
			this.#revisions.set(id, rev);
		}
	}

	/** The cable is whole: everything gets to where it belongs, and soon. */
	async #calm(): Promise<void> {
		const {cable, till} = this.#parts;
		this.#checkUsable(await till.report());
		cable.plug();
		const startedMs = Date.now();
		await until('the till is live', async () => (await till.report()).state === 'live');
		const liveAgainMs = Date.now() - startedMs;
		this.#liveAgainMsWorst = Math.max(this.#liveAgainMsWorst, liveAgainMs);
		if (liveAgainMs > liveAgainMsMax) this.#t.fail(`live again after ${liveAgainMs} ms`);
		await until('its receipts are sent', async () => (await till.report()).waitingCount === 0);
		const goods = await this.#goods();
		await until('the catalogue is the server’s', async () => isDeepStrictEqual((await till.report()).catalogue, goods));
	}

	/** In the middle of it the till may be behind, but what it holds the server has said, word for word. */
	#checkUsable({catalogue}: Report): void {
		for (const document of catalogue) {
			const said = this.#versions.get(`${document._id} ${document._rev}`);
			if (!isDeepStrictEqual(document, said)) this.#t.deepEqual({...document}, {...said});
		}
	}

	async #goods(): Promise<readonly object[]> {
		const {shop} = this.#parts;
		const {body} = await shop.ask('GET', `${shop.database('catalogue')}/_all_docs?include_docs=true`);
		return (body as {readonly rows: readonly {readonly doc: object}[]}).rows.map(({doc}) => doc);
	}

	/** Each is there, once, as it was sealed. */
	async #checkReceipts({sold, refusedCount}: Report): Promise<void> {
		const {shop} = this.#parts;
		const path = `${shop.database(`receipts-${month}`)}/_changes?style=all_docs&include_docs=true`;
		const {results} = (await shop.ask('GET', path)).body as {
			readonly results: readonly {readonly changes: readonly object[]; readonly doc: {readonly _rev: string}}[];
		};
		this.#t.is(sold.length, this.#soldCount);
		this.#t.is(refusedCount, 0);
		this.#t.true(results.every(({changes}) => changes.length === 1));
		const stored = results.map(({doc: {_rev, ...entry}}) => entry as Readonly<Record<string, unknown>>);
		this.#t.deepEqual(
			stored.sort((left, right) => Number(left['entry']) - Number(right['entry'])),
			[...sold],
		);
	}
}
