/**
 * What can happen to a catalogue between two looks of a till: edits, deletions, goods that come back, conflicts, price
 * lists in parts, a server put back to a backup, a database made anew, and a link that is cut. A story is drawn by
 * fast-check and told to a real server.
 */
import {createHash} from 'node:crypto';
import {fc} from '@fast-check/ava';
import type {Shop} from './shop.ts';
import {remakeDatabase} from './shop-server.ts';

type Kind =
	| 'edit'
	| 'delete'
	/** A child of any leaf, or another root: a conflict. */
	| 'branch'
	/** Another root after a deletion: an office that does not know that there ever was one. */
	| 're-create'
	/** A header and two parts, in one request. */
	| 'price list'
	/** The link is cut, and comes back at once. */
	| 'cut'
	/** The till sees everything before the story goes on. */
	| 'look'
	| 'back up'
	/** The till is away until it next looks: what follows is written after the backup by somebody else. */
	| 'restore'
	/** The same name, another database. */
	| 'begin anew';

export interface Step {
	readonly kind: Kind;
	readonly subject: number;
	/** Which of the leaves, and which content. */
	readonly choice: number;
}

export const products = ['product-0', 'product-1', 'product-2'];
const priceLists = ['price-list:jesień', 'price-list:zima'];
const partCount = 2;
/** Is always there: a server with nothing in its catalogue is not believed. */
export const anchor = 'shop:settings';

const subject = fc.nat(2);
const choice = fc.nat(20);

/** Each kind as often as it is named. */
export function history(...kinds: readonly Kind[]): fc.Arbitrary<readonly Step[]> {
	return fc.array(fc.record({kind: fc.constantFrom(...kinds), subject, choice}), {minLength: 5, maxLength: 30});
}

interface Leaf {
	readonly _id: string;
	readonly _rev: string;
	readonly _deleted?: boolean;
	readonly _revisions: {readonly start: number; readonly ids: readonly string[]};
}

/** Writes to the server what a step says. */
export async function happen(shop: Shop, step: Step): Promise<void> {
	const documents = step.kind === 'price list' ? await priceList(shop, step) : await product(shop, step);
	await write(shop, documents);
}

/** Gives every document of the catalogue a content that it never had before. */
export async function changeEverything(shop: Shop): Promise<void> {
	const {body} = await shop.ask('GET', `${shop.database('catalogue')}/_all_docs`);
	for (const {id} of (body as {readonly rows: readonly {readonly id: string}[]}).rows) {
		const winner = (await shop.get('catalogue', id))?.['_rev'];
		const parent = (await leavesOf(shop, id)).find(({_rev}) => _rev === winner);
		await write(shop, [childOf(parent, id, 'the last', {name: `${id} na koniec`})]);
	}
}

export async function beginAnew(shop: Shop): Promise<void> {
	await remakeDatabase(shop.ask, shop.database('catalogue'));
	await shop.put('catalogue', {_id: anchor, name: 'Sklep Zofii'});
}

async function write(shop: Shop, docs: readonly object[]): Promise<void> {
	if (docs.length > 0) await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {new_edits: false, docs});
}

async function product(shop: Shop, {kind, subject: number, choice: chosen}: Step): Promise<readonly object[]> {
	const id = products[number] ?? '';
	const leaves = await leavesOf(shop, id);
	const live = leaves.filter(({_deleted}) => _deleted !== true);
	const winner = (await shop.get('catalogue', id))?.['_rev'];
	const current = live.find(({_rev}) => _rev === winner);
	const deadEnd = leaves.find(({_deleted}) => _deleted === true);
	const content = {name: `Mąka ${chosen}`, priceGrosze: 100 + chosen, barcodes: [`59${chosen}`]};
	switch (kind) {
		case 'edit':
			return [childOf(current ?? deadEnd, id, `edit ${chosen}`, content)];
		case 'branch':
			return [childOf(live[chosen % (live.length + 1)], id, `branch ${chosen}`, content)];
		case 're-create':
			return current === undefined ? [childOf(undefined, id, `re-create ${chosen}`, content)] : [];
		case 'delete':
			return current === undefined ? [] : [childOf(current, id, `delete ${chosen}`, {_deleted: true})];
		default:
			throw new Error(`${kind} is nothing that happens to a product`);
	}
}

async function priceList(shop: Shop, {subject: number, choice: chosen}: Step): Promise<readonly object[]> {
	const id = priceLists[number % priceLists.length] ?? '';
	const ids = [...Array.from({length: partCount}, (_, part) => `${id}:${part}`), id];
	const documents: object[] = [];
	for (const [part, each] of ids.entries()) {
		const current = (await leavesOf(shop, each)).find(({_deleted}) => _deleted !== true);
		const prices = Object.fromEntries(products.map(name => [name, 100 * part + chosen]));
		const content = each === id ? {validFrom: `2026-11-${10 + chosen}`, parts: partCount} : {prices};
		documents.push(childOf(current, each, `list ${chosen}`, content));
	}
	return documents;
}

async function leavesOf(shop: Shop, id: string): Promise<readonly Leaf[]> {
	const path = `${shop.database('catalogue')}/${encodeURIComponent(id)}?open_revs=all&revs=true`;
	const {status, body} = await shop.ask('GET', path);
	return status === 200 ? (body as readonly {readonly ok: Leaf}[]).map(({ok}) => ok) : [];
}

/** The same change of the same leaf has the same revision, as it has with PouchDB and CouchDB. */
function childOf(parent: Leaf | undefined, id: string, change: string, content: object): object {
	const above = parent?._revisions ?? {start: 0, ids: []};
	const hash = createHash('md5')
		.update([change, ...above.ids].join(' '))
		.digest('hex');
	const _revisions = {start: above.start + 1, ids: [hash, ...above.ids]};
	return {_id: id, _rev: `${_revisions.start}-${hash}`, _revisions, ...content};
}
