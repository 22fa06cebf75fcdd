/**
 * The price lists that are in use, of which some come in parts.
 *
 *   header, parts, in any order ──► which version is whole? ──► the list in use
 *
 * L1  The prices of a list in use are those of one version, all of them: never some of one and some of another.
 * L2  In use is the newest version that is whole: the one the header says; else the one it says was before; else the
 *     one that was in use so far. A header without any of them is a list that is not there yet.
 * L3  The first two of these depend on nothing but the documents that are there, so a till that starts in the middle of
 *     a change sells at the same prices as before.
 */
import type {PartMark, PriceList, PriceListHeader, PriceListPart, PriceListVersion, WholeVersion} from './catalogue.ts';
import {firstMissing, isSameVersion, type PartNamed} from './price-list-parts.ts';
import {orderPriceLists, type TimedPriceList} from './pricing.ts';

/** A price list whose newest version is not whole, and the first part it waits for. */
export interface WaitingPriceList {
	readonly id: string;
	/** Place of the part in the header. */
	readonly place: number;
	readonly missing: PartMark;
}

interface ListInUse {
	readonly list: PriceList;
	/** Absent: it came as one document. */
	readonly version?: PriceListVersion | WholeVersion;
}

export class PriceLists {
	readonly #said = new Map<string, PriceList | PriceListHeader>();
	/** By list, then by name: parts may be here before their header. */
	readonly #parts = new Map<string, Map<string, PriceListPart>>();
	readonly #inUse = new Map<string, ListInUse>();
	/** In the order in which they are asked; undefined while a list has changed. */
	#ordered: readonly TimedPriceList[] | undefined;

	put(list: PriceList | PriceListHeader): void {
		this.#said.set(list.id, list);
		this.#settle(list.id);
	}

	putPart(part: PriceListPart): void {
		const parts = this.#parts.get(part.list) ?? new Map<string, PriceListPart>();
		this.#parts.set(part.list, parts.set(part.part, part));
		this.#settle(part.list);
	}

	/** Takes out what the document `price-list:<key>` said: a list, or with a colon in it one part of a list. */
	remove(key: string): void {
		const [id = '', part] = key.split(':');
		if (part === undefined) this.#said.delete(id);
		else this.#parts.get(id)?.delete(part);
		this.#settle(id);
	}

	/** The strongest first; the same value until a list in use changes. */
	inOrder(): readonly TimedPriceList[] {
		this.#ordered ??= orderPriceLists(Array.from(this.#inUse.values(), ({list}) => list));
		return this.#ordered;
	}

	waiting(): readonly WaitingPriceList[] {
		return [...this.#said.values()].flatMap(said => {
			if ('prices' in said) return [];
			const missing = firstMissing(said, this.#partOf(said.id));
			return missing === undefined ? [] : [{id: said.id, place: said.parts.indexOf(missing), missing}];
		});
	}

	#settle(id: string): void {
		const said = this.#said.get(id);
		const used = this.#inUse.get(id);
		if (said === undefined) return this.#use(id, undefined);
		if ('prices' in said) return used?.list === said ? undefined : this.#use(id, {list: said});
		for (const version of [said, said.former]) {
			if (version === undefined) continue;
			if (used?.version !== undefined && isSameVersion(used.version, version)) return;
			const list = this.#made(id, version);
			if (list !== undefined) return this.#use(id, {list, version});
		}
	}

	#use(id: string, inUse: ListInUse | undefined): void {
		if (inUse !== undefined) this.#inUse.set(id, inUse);
		else if (!this.#inUse.delete(id)) return;
		this.#ordered = undefined;
	}

	/** The list as a version has it, where that is whole. */
	#made(id: string, version: PriceListVersion | WholeVersion): PriceList | undefined {
		const {name, validFrom, validTo} = version;
		const terms = {id, name, validFrom, ...(validTo === undefined ? {} : {validTo})};
		if ('prices' in version) return {...terms, prices: version.prices};
		const partNamed = this.#partOf(id);
		if (firstMissing(version, partNamed) !== undefined) return undefined;
		return {...terms, prices: Object.assign({}, ...version.parts.map(({part}) => partNamed(part)?.prices))};
	}

	#partOf(id: string): PartNamed {
		const parts = this.#parts.get(id);
		return name => parts?.get(name);
	}
}
