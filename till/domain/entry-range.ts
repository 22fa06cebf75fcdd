/** Numbers of entries, as people say them: from 12 to 15, and 19. */
export interface EntryRange {
	readonly from: number;
	/** Inclusive. */
	readonly to: number;
}

/** Of numbers in any order, each once. */
export function rangesOf(numbers: Iterable<number>): readonly EntryRange[] {
	const ranges: EntryRange[] = [];
	for (const number of [...new Set(numbers)].sort((left, right) => left - right)) {
		const last = ranges.at(-1);
		if (last?.to === number - 1) ranges[ranges.length - 1] = {from: last.from, to: number};
		else ranges.push({from: number, to: number});
	}
	return ranges;
}

export function* numbersIn(ranges: Iterable<EntryRange>): Generator<number> {
	for (const {from, to} of ranges) for (let number = from; number <= to; number++) yield number;
}

export function countIn(ranges: Iterable<EntryRange>): number {
	let count = 0;
	for (const {from, to} of ranges) count += to - from + 1;
	return count;
}

export function isIn(ranges: readonly EntryRange[], number: number): boolean {
	return ranges.some(({from, to}) => from <= number && number <= to);
}

/** `12-15, 19`. */
export function rangesText(ranges: Iterable<EntryRange>): string {
	return [...ranges].map(({from, to}) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}
