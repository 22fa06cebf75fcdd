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
	/** What is known of other tills' baskets, where it is not all of them. */
	readonly onlyOwn: string;
	readonly asking: string;
	readonly noAnswer: string;
	readonly unreadable: (basketCount: number) => string;
	readonly hasMore: string;
	/** Beside a basket of this till. */
	readonly isAsked: string;
	readonly isUnsure: string;
	/** The question before a basket is taken up that another till may have. */
	readonly doubt: string;
	readonly takeUpUnasked: string;
}
