/**
 * A set of entry numbers as bits: a month of 600 000 receipts is 75 kB, and the worst that a till can send, one number in
 * each page, is 12 MB.
 */
const pageSize = 4096;
const wordBits = 32;
const wordsPerPage = pageSize / wordBits;
const full = 0xffff_ffff;

/** From the first number to the last one, both of them in it. */
export interface NumberRun {
	readonly from: number;
	readonly to: number;
}

export class NumberSet {
	readonly #pages = new Map<number, Uint32Array>();
	#lastPage = -1;

	add(number: number): void {
		this.addRun({from: number, to: number});
	}

	/** Word by word: a run may be as long as a book. */
	addRun({from, to}: NumberRun): void {
		for (let number = from; number <= to; ) {
			const wordStart = number - (number % wordBits);
			const last = Math.min(to, wordStart + wordBits - 1);
			const page = this.#pageFor(number);
			const word = Math.floor((number % pageSize) / wordBits);
			page[word] = ((page[word] ?? 0) | maskOf(number - wordStart, last - wordStart)) >>> 0;
			number = last + 1;
		}
	}

	has(number: number): boolean {
		return ((this.#wordOf(number) >>> (number % wordBits)) & 1) === 1;
	}

	/** The first number from here on that is not in it. */
	nextMissing(from: number): number {
		for (let number = from; ; number = wordAfter(number)) {
			const word = (~this.#wordOf(number) >>> 0) & maskOf(number % wordBits, wordBits - 1);
			if (word !== 0) return number - (number % wordBits) + lowestBit(word);
		}
	}

	/** The first number from here on that is in it. */
	nextHeld(from: number): number | undefined {
		for (let number = from; number < (this.#lastPage + 1) * pageSize; ) {
			if (!this.#pages.has(Math.floor(number / pageSize))) {
				number = (Math.floor(number / pageSize) + 1) * pageSize;
				continue;
			}
			const word = this.#wordOf(number) & maskOf(number % wordBits, wordBits - 1);
			if (word !== 0) return number - (number % wordBits) + lowestBit(word >>> 0);
			number = wordAfter(number);
		}
		return undefined;
	}

	/** The runs that are in it, lowest first. */
	*runs(): Generator<NumberRun> {
		for (let from = this.nextHeld(0); from !== undefined; ) {
			const end = this.nextMissing(from);
			yield {from, to: end - 1};
			from = this.nextHeld(end);
		}
	}

	/** The runs that are missing between a number and the highest one that is in it, lowest first. */
	*missingRuns(from: number): Generator<NumberRun> {
		for (let start = this.nextMissing(from); ; ) {
			const end = this.nextHeld(start);
			if (end === undefined) return;
			yield {from: start, to: end - 1};
			start = this.nextMissing(end);
		}
	}

	/** Gives back the memory of the pages in which there is nothing but numbers up to this one. */
	forgetThrough(number: number): void {
		for (const page of this.#pages.keys()) if ((page + 1) * pageSize - 1 <= number) this.#pages.delete(page);
	}

	#wordOf(number: number): number {
		return this.#pages.get(Math.floor(number / pageSize))?.[Math.floor((number % pageSize) / wordBits)] ?? 0;
	}

	#pageFor(number: number): Uint32Array {
		const index = Math.floor(number / pageSize);
		const page = this.#pages.get(index) ?? new Uint32Array(wordsPerPage);
		this.#pages.set(index, page);
		this.#lastPage = Math.max(this.#lastPage, index);
		return page;
	}
}

/** The bits from the first place to the last one. */
function maskOf(first: number, last: number): number {
	return ((full >>> (wordBits - 1 - last)) & (full << first)) >>> 0;
}

function wordAfter(number: number): number {
	return number - (number % wordBits) + wordBits;
}

function lowestBit(word: number): number {
	return wordBits - 1 - Math.clz32(word & -word);
}

/**
 * As few runs as are asked for that hold every number of these, and some others where there would be too many: the
 * shortest spaces between them are filled.
 */
export function coveredBy(runs: Iterable<NumberRun>, countMax: number): readonly NumberRun[] {
	const all = [...runs];
	if (all.length <= countMax) return all;
	const spaces = all.slice(1).map((run, index) => run.from - (all[index]?.to ?? 0));
	// Every space that is at least as wide as this one stays; of equal ones none, which is fewer than may stay.
	const widest = [...spaces].sort((left, right) => right - left)[countMax - 1] ?? 0;
	const covered: NumberRun[] = [];
	for (const [index, run] of all.entries()) {
		const last = covered.at(-1);
		const isApart = last === undefined || (spaces[index - 1] ?? 0) > widest;
		if (isApart) covered.push(run);
		else covered[covered.length - 1] = {from: last.from, to: run.to};
	}
	return covered;
}
