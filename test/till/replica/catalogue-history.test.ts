/**
 * Whatever a server's history is, put back from backups and written anew as it may be, the replica holds the server's
 * winner after each look at it, and nothing else; and it remembers nothing but leaves.
 */
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {openStore} from '../../../couch/store/pouch.ts';
import {ok} from '../../../till/domain/result.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {ReplicatedDocument} from '../../../till/replica/replica.ts';
import {readRevisionTree} from '../../../till/replica/revision-tree.ts';
import {withAncestry} from '../../../till/sync/ancestry.ts';
import type {Server} from '../../../till/sync/server.ts';
import {temporaryFolder} from './folder.ts';

const milk = 'product:milk';
const cursor = {since: '1', source: 'couch'};

interface Leaf {
	/** From the leaf back to its root. */
	readonly ids: readonly string[];
	readonly price?: number;
}

type Step =
	| {readonly do: 'edit' | 'branch'; readonly price: number}
	| {readonly do: 'delete' | 'back-up' | 'restore' | 'look' | 'restart'};

/** A document on a server: its leaves. The same change of the same revision is the same revision, as CouchDB has it. */
class Couch {
	leaves: readonly Leaf[] = [];
	#backup: readonly Leaf[] = [];

	take(step: Step): void {
		const winner = this.winner();
		const live = this.leaves.filter(({price}) => price !== undefined);
		switch (step.do) {
			case 'edit':
				return this.#grow(winner, {price: step.price});
			case 'branch':
				return this.#grow(live.at(-1) === winner ? undefined : live.at(-1), {price: step.price + 10});
			case 'delete':
				return live.length === 0 ? undefined : this.#grow(winner, {});
			case 'back-up':
				this.#backup = this.leaves;
				return;
			case 'restore':
				this.leaves = this.#backup;
		}
	}

	winner(): Leaf | undefined {
		return this.leaves.toSorted(
			(left, right) =>
				Number(left.price === undefined) - Number(right.price === undefined) ||
				right.ids.length - left.ids.length ||
				(String(left.ids[0]) < String(right.ids[0]) ? 1 : -1),
		)[0];
	}

	#grow(parent: Leaf | undefined, content: Pick<Leaf, 'price'>): void {
		const above = parent?.ids ?? [];
		const id = createHash('md5')
			.update(JSON.stringify([above, content]))
			.digest('hex');
		const grown = {ids: [id, ...above], ...content};
		if (this.leaves.some(leaf => leaf.ids.includes(id))) return;
		this.leaves = [...this.leaves.filter(leaf => leaf !== parent), grown];
	}
}

function documentOf({ids, price}: Leaf): ReplicatedDocument {
	const _rev = `${ids.length}-${ids[0]}`;
	return {_id: milk, _rev, ...(price === undefined ? {_deleted: true} : {price})};
}

/** What a till asks of the server, and nothing else. */
function serverOf(couch: Couch): Server {
	const answer = () => {
		const docs = couch.leaves.map(leaf => ({
			ok: {...documentOf(leaf), _revisions: {start: leaf.ids.length, ids: leaf.ids}},
		}));
		return ok({results: [{id: milk, docs}]});
	};
	return {database: (name: string) => name, ask: async () => answer()} as unknown as Server;
}

const price = fc.integer({min: 0, max: 1});
const step: fc.Arbitrary<Step> = fc.oneof(
	{weight: 5, arbitrary: fc.record({do: fc.constant('edit' as const), price})},
	{weight: 1, arbitrary: fc.record({do: fc.constant('branch' as const), price})},
	{weight: 6, arbitrary: fc.constant({do: 'look' as const})},
	{weight: 1, arbitrary: fc.constantFrom({do: 'delete' as const}, {do: 'back-up' as const}, {do: 'restart' as const})},
	{weight: 2, arbitrary: fc.constant({do: 'restore' as const})},
);

async function live(dataDir: string, steps: readonly Step[]) {
	const couch = new Couch();
	let replica = await openReplica({dataDir, till: 'anna'});
	const told: {readonly held: readonly unknown[]; readonly winner: readonly unknown[]; readonly liveLeaves: number}[] =
		[];

	async function look(): Promise<void> {
		const {catalogue} = replica;
		const winner = couch.winner();
		if (winner === undefined) await catalogue.keepOnly(new Set(), {after: ''});
		else {
			const documents = [documentOf(winner)];
			const changes = await withAncestry({
				server: serverOf(couch),
				database: 'catalogue',
				replica: catalogue,
				documents,
			});
			if (changes.ok) await catalogue.apply(changes.value, cursor);
		}
		const known = await catalogue.revisions([milk]);
		told.push({
			held: (await catalogue.all()).map(document => document['price']),
			winner: winner?.price === undefined ? [] : [winner.price],
			liveLeaves: known.get(milk)?.liveLeaves ?? 0,
		});
	}

	for (const each of [...steps, {do: 'look'} as const]) {
		if (each.do === 'look') await look();
		else if (each.do === 'restart') {
			await replica.close();
			replica = await openReplica({dataDir, till: 'anna'});
		} else couch.take(each);
	}
	await replica.close();
	return told;
}

async function treeIn(dataDir: string) {
	const store = openStore({file: join(dataDir, 'catalogue.sqlite')});
	const tree = await readRevisionTree(store, milk);
	await store.close();
	return tree;
}

testProp.serial(
	'after any history of a server and its backups the till sells at the price the server shows, or not at all',
	[fc.array(step, {minLength: 5, maxLength: 40})],
	async (t, steps) => {
		const dataDir = temporaryFolder(t as never);
		for (const {held, winner, liveLeaves} of await live(dataDir, steps)) {
			t.deepEqual(held, winner);
			t.is(liveLeaves, winner.length);
		}
		for (const {ids} of await treeIn(dataDir)) t.deepEqual(ids[2], []);
	},
	{numRuns: 30},
);

const edit = (sold: number): Step => ({do: 'edit', price: sold});
const looked: Step = {do: 'look'};

test('a server put back from a backup that writes the same prices again is followed, however often', async t => {
	const again: readonly Step[] = [{do: 'restore'}, looked, edit(1), looked];
	const steps = [edit(0), {do: 'back-up'} as const, edit(1), looked, ...again, ...again, ...again];
	for (const {held, winner} of await live(temporaryFolder(t), steps)) t.deepEqual(held, winner);
});

test('a price that changes every day takes no more room after a year than after a day', async t => {
	const dataDir = temporaryFolder(t);
	const year = Array.from({length: 365}, (_, day) => [edit(day), looked]).flat();
	await live(dataDir, year);
	const tree = await treeIn(dataDir);
	t.is(tree.length, 1);
	t.deepEqual(tree[0]?.ids[2], []);
});

test('a till that was away for a year asks for what it missed once, and keeps none of it', async t => {
	const dataDir = temporaryFolder(t);
	const missed = Array.from({length: 365}, (_, day) => edit(day));
	const told = await live(dataDir, [edit(0), looked, ...missed, looked]);
	t.deepEqual(told.at(-1)?.held, [364]);
	const tree = await treeIn(dataDir);
	t.is(tree.length, 1);
	t.deepEqual(tree[0]?.ids[2], []);
});
