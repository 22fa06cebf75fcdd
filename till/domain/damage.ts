/** What happened to the till's own data, and what could be saved. */
import type {EntryRange} from './entry-range.ts';

/**
 * `damaged`: the file cannot be trusted. `incomplete`: it can, but entries that were in it are not there any more.
 * `missing`: there is no file. `behind`: the server has entries of this till that the till itself does not know of.
 */
export const damageKinds = ['damaged', 'incomplete', 'missing', 'behind'] as const;
export type DamageKind = (typeof damageKinds)[number];

export interface Damage {
	/** For instance `receipts-2026-11.sqlite`. */
	readonly file: string;
	readonly kind: DamageKind;
	/** What was found, in technical words. */
	readonly detail: string;
	/** ISO 8601. */
	readonly foundAt: string;
	/** What the file is called now; absent where there was none. */
	readonly setAside?: string;
	/** Entries of a month, or unfinished sales of the journal, that were taken over. */
	readonly salvagedCount: number;
	/** Entries that are known to have been there and could not be read with their digest. */
	readonly lostCount: number;
	/** How many of the lost ones the server is not known to have. */
	readonly unsentCount: number;
	/** The numbers of the lost entries. */
	readonly lost: readonly EntryRange[];
}
