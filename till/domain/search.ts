/**
 * Search by name, on every keystroke: `sok pom` finds *Pomarańczowy sok 1 l*.
 *
 * Each word of the query has to begin a word of the name, in any order, whatever the accents and capitals. Names are
 * folded and put in order once. A keystroke then looks at the names that begin with what was typed, which lie together,
 * and, only where these are not enough, at those that have the rarest of its words.
 */

/** What is searched, made once by `searchIndex`. */
export interface SearchIndex<T> {
	/** By name, then by code. */
	readonly entries: readonly SearchEntry<T>[];
	/** All words of all names, in order, each with the places of the entries that have it. */
	readonly words: readonly string[];
	readonly places: readonly (readonly number[])[];
}

interface SearchEntry<T> {
	readonly item: T;
	readonly code: string;
	/** ` sok pomaranczowy 1 l`. */
	readonly words: string;
}

export function searchIndex<T extends {readonly code: string; readonly name: string}>(
	items: Iterable<T>,
): SearchIndex<T> {
	const entries = Array.from(items, item => ({item, code: item.code, words: foldedWords(item.name)}));
	entries.sort(compareEntries);
	const byWord = new Map<string, number[]>();
	for (const [place, {words}] of entries.entries()) {
		for (const word of new Set(wordsOf(words))) {
			const places = byWord.get(word);
			if (places === undefined) byWord.set(word, [place]);
			else places.push(place);
		}
	}
	const words = [...byWord.keys()].sort();
	return {entries, words, places: words.map(word => byWord.get(word) ?? [])};
}

/**
 * The first `limit` that fit, best first: names that begin with the query as it was typed, then names that begin with
 * its first word, then the others; equals by name, then by code. An empty query finds nothing.
 */
export function searchByName<T>(
	index: SearchIndex<T>,
	{query, limit}: {readonly query: string; readonly limit: number},
): readonly T[] {
	const phrase = foldedWords(query);
	const wanted = wordsOf(phrase);
	const [first] = wanted;
	if (first === undefined) return [];
	const needles = wanted.map(word => ` ${word}`);
	const {entries} = index;
	const found: T[] = [];
	const take = (places: Iterable<number>, isWanted: (words: string) => boolean) => {
		for (const place of places) {
			if (found.length >= limit) return;
			const entry = entries[place];
			if (entry === undefined || !isWanted(entry.words)) continue;
			if (needles.every(needle => entry.words.includes(needle))) found.push(entry.item);
		}
	};
	const nameOf = (place: number) => entries[place]?.words ?? '';
	take(rangeOf(entries.length, nameOf, phrase), () => true);
	take(rangeOf(entries.length, nameOf, ` ${first}`), words => !words.startsWith(phrase));
	if (found.length < limit) take(rarestOf(index, wanted), words => !words.startsWith(` ${first}`));
	return found;
}

/** The places of the entries that have a word that begins with the rarest of these, in order. */
function rarestOf<T>({words, places}: SearchIndex<T>, wanted: readonly string[]): readonly number[] {
	const lists = wanted.map(word =>
		[...rangeOf(words.length, place => words[place] ?? '', word)].map(place => places[place] ?? []),
	);
	const countOf = (list: readonly (readonly number[])[]) => list.reduce((sum, each) => sum + each.length, 0);
	const [rarest = []] = lists.sort((one, other) => countOf(one) - countOf(other));
	return rarest.length === 1 ? (rarest[0] ?? []) : [...new Set(rarest.flat())].sort((one, other) => one - other);
}

/** The places, in a list in order, of what begins so. */
function* rangeOf(count: number, textOf: (place: number) => string, beginning: string): Generator<number> {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (textOf(middle) < beginning) low = middle + 1;
		else high = middle;
	}
	for (let place = low; place < count && textOf(place).startsWith(beginning); place += 1) yield place;
}

function compareEntries(left: SearchEntry<unknown>, right: SearchEntry<unknown>): number {
	if (left.words !== right.words) return left.words < right.words ? -1 : 1;
	return left.code < right.code ? -1 : 1;
}

function wordsOf(folded: string): readonly string[] {
	return folded.split(' ').filter(word => word !== '');
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
