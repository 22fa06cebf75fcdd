/**
 * Sets of masks that makers of scales and neighbouring countries agree on, each by a name: an administrator picks one and
 * writes a mask only where a shop does as no other does. How masks are written stands in `weight-label.ts`.
 */

/** What stands on Polish labels by the numbering of GS1 Polska, and what else scales come set to. */
export const labelPresets = {
	/** Poland: four digits of item, a verifier, five digits of weight. */
	'pl-weight': ['25AAAAVWWWWWK', '27AAAAVWWWWWK', '29AAAAVWWWWWK'],
	/** The same from scales that print any digit for a verifier. */
	'pl-weight-unverified': ['25AAAAXWWWWWK', '27AAAAXWWWWWK', '29AAAAXWWWWWK'],
	/** The same from scales that print a zero for a verifier. */
	'pl-weight-zero': ['25AAAA0WWWWWK', '27AAAA0WWWWWK', '29AAAA0WWWWWK'],
	/** Five digits of item and no verifier. */
	'item-5-weight': ['21AAAAAWWWWWK'],
	'item-5-price': ['23AAAAACCCCCK'],
	/** A value of four digits, so that an item has one more. */
	'value-4-weight': ['21AAAAAVWWWWK'],
	'value-4-price': ['23AAAAAVCCCCK'],
	/** Germany. */
	'de-price': ['22AAAAVCCCCCK', '23AAAAVCCCCCK'],
	'de-pieces': ['25AAAAVQQQQQK', '26AAAAVQQQQQK'],
	'de-weight': ['28AAAAVWWWWWK', '29AAAAVWWWWWK'],
	/** Czechia and Slovakia, whose tills mostly look at no verifier. */
	'cz-weight': ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(digit => `2${digit}AAAAXWWWWWK`),
	/** Scandinavia and the Baltic countries: eight digits of prefix and item, four of price. */
	'nordic-price': ['20AAAAAACCCCK'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
