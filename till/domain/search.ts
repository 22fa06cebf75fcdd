/**
 * Search by name, on every keystroke: `sok pom` finds *Pomarańczowy sok 1 l*.
 *
 * Each word of the query has to begin a word of the name, in any order, whatever the accents and capitals. A name is
 * folded once, into its words with a space before each, so that a keystroke costs one look for ` word` a name.
 */

/** Something to be found, with its name folded. Made once a name by `searchEntry`. */
export interface SearchEntry<T> {
	readonly item: T;
	readonly code: string;
	/** ` sok pomaranczowy 1 l`. */
	readonly words: string;
}

export function searchEntry<T extends {readonly code: string; readonly name: string}>(item: T): SearchEntry<T> {
	return {item, code: item.code, words: foldedWords(item.name)};
}

/**
 * The first `limit` that fit, best first: names that begin with the query as it was typed, then names that begin with
 * its first word, then the others; equals by name, then by code. An empty query finds nothing.
 */
export function searchByName<T>(
	entries: Iterable<SearchEntry<T>>,
	{query, limit}: {readonly query: string; readonly limit: number},
): readonly T[] {
	const phrase = foldedWords(query);
	const [first, ...others] = phrase.split(' ').filter(word => word !== '');
	if (first === undefined) return [];
	const needles = [first, ...others].map(word => ` ${word}`);
	const hits: {readonly rank: number; readonly entry: SearchEntry<T>}[] = [];
	for (const entry of entries) {
		if (!needles.every(needle => entry.words.includes(needle))) continue;
		hits.push({rank: rankOf(entry.words, phrase, ` ${first}`), entry});
	}
	return hits
		.sort((left, right) => left.rank - right.rank || compareEntries(left.entry, right.entry))
		.slice(0, limit)
		.map(({entry}) => entry.item);
}

function rankOf(words: string, phrase: string, first: string): number {
	if (words.startsWith(phrase)) return 0;
	return words.startsWith(first) ? 1 : 2;
}

function compareEntries(left: SearchEntry<unknown>, right: SearchEntry<unknown>): number {
	if (left.words !== right.words) return left.words < right.words ? -1 : 1;
	return left.code < right.code ? -1 : 1;
}

/** Letters that carry their accent in themselves and so survive decomposition. */
const plainLetters: Readonly<Record<string, string>> = {ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe'};

function foldedWords(text: string): string {
	const words = text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[łøđßæœ]/g, letter => plainLetters[letter] ?? letter)
		.split(/[^\p{L}\p{N}]+/u);
	return words.map(word => (word === '' ? '' : ` ${word}`)).join('');
}
