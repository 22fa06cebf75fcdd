/** What each language has to say of a discount that is given by hand. */
export interface DiscountWords {
	readonly title: string;
	/** On the key that leads here, and beside it where it is of one line. */
	readonly key: string;
	readonly ofLine: string;
	readonly lineHint: (line: number) => string;
	readonly receiptHint: string;
	/** What is typed. */
	readonly how: string;
	readonly kinds: Readonly<Record<'percent' | 'amount', string>>;
	/** Why; the chosen one is written into the book. */
	readonly why: string;
	readonly reasons: readonly string[];
	/** On the main key. */
	readonly give: string;
	readonly none: string;
}
