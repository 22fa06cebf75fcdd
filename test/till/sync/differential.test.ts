/**
 * Our mover against PouchDB's own: after any history, seen by the till at any moments and over a wire that is cut, both
 * hold the same documents, and the till has no leaf beside each.
 *
 * They hold the same revisions too, unless the server went back: to a conflict's other side, or to a backup. Then the
 * till has left the server's revision behind and states its content again under one of its own, until the next change.
 * Ancestry is never compared: the till knows as much of it as it needs.
 */
import {join} from 'node:path';
import {testProp} from '@fast-check/ava';
import type {ExecutionContext} from 'ava';
import {openStore} from '../../../couch/store/pouch.ts';
import type {ReplicatedDocument} from '../../../till/replica/replica.ts';
import {sequenceNumber} from '../../../till/sync/changes-row.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {anchor, beginAnew, changeEverything, happen, history, type Step} from './history.ts';
import {isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

/** A shop, its till, and what the two went through. */
class Story {
	readonly #t: ExecutionContext;
	readonly #shop: Shop;
	readonly #till: LinkedTill;
	#lookCount = 0;
	#restore: () => Promise<void>;

	static async begin(t: ExecutionContext): Promise<Story> {
		const shop = await openShop(t);
		await shop.put('catalogue', {_id: anchor, name: 'Sklep Anny'});
		return new Story(t, {shop, till: await openTill(t, shop), restore: await shop.backUp()});
	}

	private constructor(
		t: ExecutionContext,
		{shop, till, restore}: {readonly shop: Shop; readonly till: LinkedTill; readonly restore: () => Promise<void>},
	) {
		this.#t = t;
		this.#shop = shop;
		this.#till = till;
		this.#restore = restore;
	}

	async go(step: Step): Promise<void> {
		const {wire} = this.#shop;
		switch (step.kind) {
			case 'cut':
				wire.away = false;
				return wire.cut();
			case 'look':
				return this.look();
			case 'back up':
				this.#restore = await this.#shop.backUp();
				return;
			case 'restore':
				this.#leave();
				return this.#restore();
			case 'begin anew':
				this.#leave();
				return beginAnew(this.#shop);
			default:
				return happen(this.#shop, step);
		}
	}

	#leave(): void {
		this.#shop.wire.away = true;
		this.#shop.wire.cut();
	}

	/** Until the till has everything the server has. */
	async look(): Promise<void> {
		this.#shop.wire.away = false;
		this.#lookCount += 1;
		// By the last thing that was written it is known that the till is in this history and not in an abandoned one.
		const _rev = (await this.#shop.get('catalogue', anchor))?.['_rev'];
		await this.#shop.put('catalogue', {_id: anchor, ...(_rev !== undefined && {_rev}), look: this.#lookCount});
		const {body} = await this.#shop.ask('GET', this.#shop.database('catalogue'));
		const sequence = sequenceNumber((body as {readonly update_seq: string}).update_seq);
		const {catalogue} = this.#till.replica;
		await until('the till has seen everything', async () => {
			if (!isLive(this.#till) || sequenceNumber(catalogue.cursor()?.since ?? '0') < sequence) return false;
			return (await catalogue.all()).some(({_id, look}) => _id === anchor && look === this.#lookCount);
		});
	}

	changeEverything(): Promise<void> {
		return changeEverything(this.#shop);
	}

	/** What the till holds, and what PouchDB would, if it began now. */
	async compare() {
		const stock = openStore({file: join(temporaryFolder(this.#t), 'stock.sqlite')});
		await stock.replicate.from(`${this.#shop.url}${this.#shop.database('catalogue')}`);
		const {rows} = await stock.allDocs({include_docs: true});
		await stock.close();
		const {catalogue} = this.#till.replica;
		const ours = (await catalogue.all()).map(document => ({...document}));
		const known = await catalogue.revisions(ours.map(({_id}) => _id));
		return {
			ours,
			stock: rows.map(({doc}) => ({...doc}) as ReplicatedDocument),
			liveLeavesMax: Math.max(...[...known.values()].map(({liveLeaves}) => liveLeaves)),
		};
	}

	stop(): Promise<void> {
		return this.#till.stop();
	}
}

/** What they say, whatever they are called. */
function contents(documents: readonly ReplicatedDocument[]): readonly object[] {
	return documents.map(({_rev, ...content}) => content);
}

async function replay(t: ExecutionContext, steps: readonly Step[]): Promise<Story> {
	const story = await Story.begin(t);
	for (const step of steps) await story.go(step);
	await story.look();
	return story;
}

const calm = history('edit', 'edit', 'delete', 're-create', 'price list', 'cut', 'look');

testProp.serial(
	'after any history of edits, deletions, returns and price lists the till holds what PouchDB would, under the same revisions',
	[calm],
	async (t, steps) => {
		const story = await replay(t as ExecutionContext, steps);
		const {ours, stock, liveLeavesMax} = await story.compare();
		t.deepEqual(ours, stock);
		t.is(liveLeavesMax, 1);
		await story.stop();
	},
	{numRuns: 8},
);

const stormy = history('edit', 'delete', 're-create', 'branch', 'branch', 'cut', 'look');

testProp.serial(
	'after any history of conflicts the till sells at the price the server shows',
	[stormy],
	async (t, steps) => {
		const story = await replay(t as ExecutionContext, steps);
		const {ours, stock, liveLeavesMax} = await story.compare();
		t.deepEqual(contents(ours), contents(stock));
		t.is(liveLeavesMax, 1);
		await story.stop();
	},
	{numRuns: 8},
);

const unlucky = history(
	'edit',
	'edit',
	'delete',
	'branch',
	'price list',
	'look',
	'look',
	'back up',
	'restore',
	'begin anew',
);

testProp.serial(
	'whatever a server was put back to, or begun anew, the till holds what it has, and with the next change under its revisions',
	[unlucky],
	async (t, steps) => {
		const story = await replay(t as ExecutionContext, steps);
		const {ours, stock, liveLeavesMax} = await story.compare();
		t.deepEqual(contents(ours), contents(stock));
		t.is(liveLeavesMax, 1);
		await story.changeEverything();
		await story.look();
		const after = await story.compare();
		t.deepEqual(after.ours, after.stock);
		t.is(after.liveLeavesMax, 1);
		await story.stop();
	},
	{numRuns: 10},
);
