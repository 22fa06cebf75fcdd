/**
 * Our mover against PouchDB's own: after any history of edits, deletions and conflicts, seen by the till at any moments
 * and over a wire that is cut, both hold the same documents. Without conflicts they hold the same revisions too; where
 * a conflict's winner changed back, ours states it again under a revision of its own.
 */
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import type {ExecutionContext} from 'ava';
import {openStore} from '../../../couch/store/pouch.ts';
import {sequenceNumber} from '../../../till/sync/changes-row.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {isLive, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

interface Step {
	readonly kind: 'edit' | 'delete' | 'branch' | 'cut' | 'look';
	readonly product: number;
	/** Which of the leaves, and which of two contents. */
	readonly choice: number;
}

interface Leaf {
	readonly _id: string;
	readonly _rev: string;
	readonly _deleted?: boolean;
	readonly _revisions: {readonly start: number; readonly ids: readonly string[]};
}

const product = fc.nat(2);
const choice = fc.nat(20);
const calm = fc.record({kind: fc.constantFrom('edit', 'edit', 'delete', 'cut', 'look'), product, choice});
const stormy = fc.record({kind: fc.constantFrom('edit', 'delete', 'branch', 'branch', 'cut', 'look'), product, choice});
const history = (step: fc.Arbitrary<Step>) => fc.array(step, {minLength: 5, maxLength: 30});

async function leavesOf(shop: Shop, id: string): Promise<readonly Leaf[]> {
	const path = `${shop.database('catalogue')}/${id}?open_revs=all&revs=true`;
	const {status, body} = await shop.ask('GET', path);
	return status === 200 ? (body as readonly {readonly ok: Leaf}[]).map(({ok}) => ok) : [];
}

/** Writes a child of one of the document's leaves, or a new root. */
async function grow(shop: Shop, {kind, product: number, choice: chosen}: Step): Promise<void> {
	const id = `product-${number}`;
	const live = (await leavesOf(shop, id)).filter(({_deleted}) => _deleted !== true);
	// A plain edit continues the winner; a branch continues any leaf, or begins another root.
	const winner = (await shop.get('catalogue', id))?.['_rev'];
	const parent = kind === 'branch' ? live[chosen % (live.length + 1)] : live.find(({_rev}) => _rev === winner);
	if (kind === 'delete' && parent === undefined) return;
	const deadEnds = (await leavesOf(shop, id)).filter(({_deleted}) => _deleted === true);
	const grownFrom = parent ?? (kind === 'edit' ? deadEnds[0] : undefined);
	const above = grownFrom?._revisions ?? {start: 0, ids: []};
	const hash = createHash('md5')
		.update([kind, chosen, ...above.ids].join(' '))
		.digest('hex');
	const _revisions = {start: above.start + 1, ids: [hash, ...above.ids]};
	const content = kind === 'delete' ? {_deleted: true} : {priceGrosze: 100 + chosen};
	const document = {_id: id, _rev: `${_revisions.start}-${hash}`, _revisions, ...content};
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {new_edits: false, docs: [document]});
}

async function look(shop: Shop, till: LinkedTill): Promise<void> {
	const {body} = await shop.ask('GET', shop.database('catalogue'));
	const sequence = sequenceNumber((body as {readonly update_seq: string}).update_seq);
	await until('the till has seen everything', () => {
		return isLive(till) && sequenceNumber(till.replica.catalogue.cursor()?.since ?? '0') >= sequence;
	});
}

async function replay(t: ExecutionContext, steps: readonly Step[]) {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	for (const step of steps) {
		if (step.kind === 'cut') shop.wire.cut();
		else if (step.kind === 'look') await look(shop, till);
		else await grow(shop, step);
	}
	await look(shop, till);

	const stock = openStore({file: join(temporaryFolder(t), 'stock.sqlite')});
	await stock.replicate.from(`${shop.url}${shop.database('catalogue')}`);
	const {rows} = await stock.allDocs({include_docs: true});
	await stock.close();
	const {catalogue} = till.replica;
	const ours = await catalogue.all();
	const known = await catalogue.revisions(['product-0', 'product-1', 'product-2']);
	await till.stop();
	return {stock: rows.map(({doc}) => ({...doc})), ours, leaves: [...known.values()].map(({liveLeaves}) => liveLeaves)};
}

testProp.serial(
	'after any history of edits and deletions the till holds what PouchDB would, under the same revisions',
	[history(calm)],
	async (t, steps) => {
		const {stock, ours, leaves} = await replay(t as ExecutionContext, steps);
		t.deepEqual(
			ours.map(document => ({...document})),
			stock as typeof ours,
		);
		t.true(leaves.every(count => count <= 1));
	},
	{numRuns: 8},
);

testProp.serial(
	'after any history of conflicts the till sells at the price the server shows',
	[history(stormy)],
	async (t, steps) => {
		const {stock, ours, leaves} = await replay(t as ExecutionContext, steps);
		const prices = (documents: readonly object[]) =>
			documents.map(document => {
				const {_id, priceGrosze} = document as {readonly _id: string; readonly priceGrosze: number};
				return `${_id} ${priceGrosze}`;
			});
		t.deepEqual(prices(ours), prices(stock));
		t.true(leaves.every(count => count <= 1));
	},
	{numRuns: 8},
);
