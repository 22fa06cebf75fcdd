/**
 * A price list in parts: how it is divided, when it is whole, and what is written in place of an older version.
 *
 *   PriceList ──divide──► header: (part, count, digest)…      part: prices, digest      part: …
 *
 * A part's name comes from its digest, so that a new version of the list has parts of new names and never overwrites
 * one of an old version: whichever of them are there, each version is either whole or it is not.
 */
import {assert} from './assert.ts';
import {
	type PartMark,
	type PriceList,
	type PriceListHeader,
	type PriceListPart,
	type PriceListVersion,
	partCountMax,
	pricesInDocumentMax,
	type WholeVersion,
} from './catalogue.ts';
import {digestOf, type Sha256} from './chain.ts';

/** The digest of what a part says: SHA-256 over the canonical form of its list's id and its prices. */
export function digestOfPart({list, prices}: Pick<PriceListPart, 'list' | 'prices'>, sha256: Sha256): string {
	return digestOf({list, prices}, sha256);
}

export type PartNamed = (name: string) => PriceListPart | undefined;

/** The first part that is not there, or is not the one that was meant; undefined where the version is whole. */
export function firstMissing({parts}: Pick<PriceListVersion, 'parts'>, partNamed: PartNamed): PartMark | undefined {
	return parts.find(mark => {
		const part = partNamed(mark.part);
		return part === undefined || part.digest !== mark.digest || Object.keys(part.prices).length !== mark.count;
	});
}

function isWhole(version: PriceListVersion | WholeVersion, partNamed: PartNamed): boolean {
	return 'prices' in version || firstMissing(version, partNamed) === undefined;
}

export function isSameVersion(left: PriceListVersion | WholeVersion, right: PriceListVersion | WholeVersion): boolean {
	return left === right || contentOf(left) === contentOf(right);
}

function contentOf(version: PriceListVersion | WholeVersion): string {
	const {name, validFrom, validTo} = version;
	const content =
		'prices' in version ? version.prices : version.parts.map(({part, count, digest}) => [part, count, digest]);
	return JSON.stringify([name, validFrom, validTo, content]);
}

export interface DividedPriceList {
	readonly header: PriceListHeader;
	readonly parts: readonly PriceListPart[];
}

export interface Division {
	readonly sha256: Sha256;
	readonly pricesMax?: number;
}

/** The same prices are always divided alike, in whichever order they stand. */
export function dividePriceList(
	{id, prices, ...terms}: PriceList,
	{sha256, pricesMax = pricesInDocumentMax}: Division,
): DividedPriceList {
	const inOrder = Object.entries(prices).sort(([left], [right]) => (left < right ? -1 : 1));
	const parts: PriceListPart[] = [];
	for (let start = 0; start < inOrder.length; start += pricesMax) {
		const content = {list: id, prices: Object.fromEntries(inOrder.slice(start, start + pricesMax))};
		const digest = digestOfPart(content, sha256);
		parts.push({...content, part: `${String(parts.length + 1).padStart(3, '0')}-${digest.slice(0, 16)}`, digest});
	}
	assert(parts.length <= partCountMax, `a price list has at most ${partCountMax} parts, and ${id} has ${parts.length}`);
	const marks = parts.map(({part, digest, prices: own}) => ({part, count: Object.keys(own).length, digest}));
	return {header: {id, ...terms, parts: marks}, parts};
}

/** What is to be there in the end: what the list's own document says, and the parts it names. */
export interface WantedPriceList {
	readonly said: PriceList | PriceListHeader;
	/** Those that may have to be written, all of them before `said` is. */
	readonly parts: readonly PriceListPart[];
}

/**
 * A price list as it is to be stored in place of what is stored now. A header carries the version before it, so that
 * whoever has the header and not yet its parts still has the prices that were in use. Wanted once more, a list is what
 * is stored already.
 */
export function successorOf(
	stored: PriceList | PriceListHeader | undefined,
	wanted: PriceList,
	{partNamed, ...division}: Division & {readonly partNamed: PartNamed},
): WantedPriceList {
	if (Object.keys(wanted.prices).length <= (division.pricesMax ?? pricesInDocumentMax))
		return {said: wanted, parts: []};
	const {header, parts} = dividePriceList(wanted, division);
	if (stored === undefined) return {said: header, parts};
	if ('parts' in stored && isSameVersion(stored, header)) return {said: stored, parts};
	const versions = 'prices' in stored ? [stored] : [stored, stored.former];
	const former = versions.find(version => version !== undefined && isWhole(version, partNamed));
	return {said: former === undefined ? header : {...header, former: versionOf(former)}, parts};
}

/** The parts a list names: those of its version before as well. */
export function partsNamed(said: PriceList | PriceListHeader): ReadonlySet<string> {
	const versions = 'prices' in said ? [] : [said, said.former];
	return new Set(
		versions.flatMap(version => (version && 'parts' in version ? version.parts : [])).map(({part}) => part),
	);
}

function versionOf(said: PriceListVersion | WholeVersion): PriceListVersion | WholeVersion {
	const {name, validFrom, validTo} = said;
	const terms = {name, validFrom, ...(validTo === undefined ? {} : {validTo})};
	return 'prices' in said ? {...terms, prices: said.prices} : {...terms, parts: said.parts};
}
