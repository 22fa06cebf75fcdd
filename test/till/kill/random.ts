/** Chance that a seed repeats: the same seed and the same questions give the same answers. */
export interface Random {
	/** In [0, 1). */
	fraction(): number;
	/** A whole number from 0 to one less than `count`. */
	below(count: number): number;
	chance(probability: number): boolean;
	pick<T>(choices: readonly [T, ...T[]]): T;
}

/** Mulberry32: small, and good enough to choose groceries by. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	const fraction = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (count: number) => Math.floor(fraction() * count);
	return {
		fraction,
		below,
		chance: probability => fraction() < probability,
		pick: choices => choices[below(choices.length)] ?? choices[0],
	};
}
