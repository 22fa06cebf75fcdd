/** What is said of baskets that are put aside before they are paid. */
export interface ParkedWords {
	readonly title: string;
	/** Short, for the function strip. */
	readonly key: string;
	readonly park: string;
	readonly none: string;
	readonly count: (basketCount: number) => string;
	readonly lines: (lineCount: number) => string;
	/** At the end of a shift or a day. */
	readonly unpaid: (basketCount: number, amountGrosze: number) => string;
	readonly takeUp: (cashier: string, amountGrosze: number) => string;
}
