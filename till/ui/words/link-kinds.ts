/** What each language has to say of the link to the server, and of what comes over it. */

type OfNumber = (number: number) => string;
type OfText = (text: string) => string;

export interface LinkWords {
	readonly live: string;
	readonly ownWork: OfText;
	readonly connecting: string;
	/** The server is there and says no. */
	readonly refusedTill: string;
	readonly unauthorised: string;
	readonly catchingUp: string;
	readonly catalogueAge: OfText;
	readonly catalogueFresh: string;
	readonly catalogueNone: string;
	readonly waitForServer: OfNumber;
	readonly wait: OfNumber;
	readonly refused: (refused: number, waiting: number) => string;
	/** The server has said something about this till. */
	readonly notice: string;
	/** The same beside something else, where there is less room. */
	readonly noticeAnd: OfText;
	readonly callService: string;
	readonly diskFull: string;
	readonly diskFailed: string;
	readonly clockWrong: string;
	readonly clockAhead: OfText;
	readonly clockBehind: OfText;
	readonly monthMissing: OfText;
	readonly monthMissingWhy: string;
	readonly catalogueEmpty: string;
	readonly catalogueAnew: string;
	readonly openService: string;
}

/** The server's notice: its sentences are the server's own, in both languages. */
export interface NoticeWords {
	readonly title: string;
	/** How many sentences more there are than the one that is shown. */
	readonly more: OfNumber;
	readonly check: string;
}
