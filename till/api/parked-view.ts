/** What the screen is told of baskets that were put aside before they were paid. */
import type {Grosze} from '../domain/money.ts';

interface BasketView {
	readonly sale: string;
	/** ISO 8601 with offset. */
	readonly parkedAt: string;
	/** The name of who put it aside. */
	readonly cashier: string;
	readonly lineCount: number;
	readonly dueGrosze: Grosze;
}

/** One that lies aside here. */
export interface ParkedView extends BasketView {
	/**
	 * `own`: nobody else knows of it, or it is this till's for good. `shared`: any till may take it up, and the server is asked.
	 * `asking`: it is being asked. `unsure`: any till may have taken it up, and nobody answers: `take-up-unasked`.
	 */
	readonly state: 'own' | 'shared' | 'asking' | 'unsure';
}

/** One of another till. */
export interface OtherParkedView extends BasketView {
	/** What people call that till. */
	readonly tillName: string;
}

/** What is known of other tills' baskets; as it was when somebody last looked. */
export type ParkedElsewhere =
	/** `own-only`: there is no link, or nobody looked. */
	| {readonly state: 'own-only' | 'asking' | 'no-answer'}
	| {
			readonly state: 'read';
			/** Oldest first. */
			readonly baskets: readonly OtherParkedView[];
			/** Which this till does not know how to read. */
			readonly unreadableCount: number;
			/** There are more than a list has room for. */
			readonly hasMore: boolean;
	  };
