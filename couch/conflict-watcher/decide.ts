/**
 * Which content of an entry is the original. Pure: what is known goes in, what is to be done comes out.
 *
 *   nothing live                              → nothing
 *   not seen before, one content              → claim it: it is the original if the ledger lets us write so
 *   not seen before, several contents         → the one that the next entry's `previous` names, or undecided
 *   seen before                               → the seen one is the original, every other live leaf a resubmission
 *
 * D1  A decision depends only on the ledger, the live leaves and the next entries: two watchers decide alike.
 * D2  A resubmission is retired only while the original lives, so that the last live leaf is never retired.
 * D3  Two leaves new in one row carry no order of arrival; neither the higher revision nor the place in the row counts.
 */
import {isDeepStrictEqual} from 'node:util';
import type {Seen} from '../documents/ledger.ts';
import {type Leaf, originalAmong} from './leaf.ts';

export interface Resubmission {
	readonly leaf: Leaf;
	/** `same`: the content to the last field, under another revision: not worth a word. */
	readonly kind: 'same' | 'different';
	readonly retire: boolean;
}

export type Decision =
	| {readonly kind: 'nothing'}
	| {readonly kind: 'claim'; readonly leaf: Leaf}
	| {readonly kind: 'undecided'; readonly winner: Leaf; readonly others: readonly Leaf[]}
	| {
			readonly kind: 'seen';
			/** Absent when the original does not live in this database. */
			readonly original: Leaf | undefined;
			readonly resubmissions: readonly Resubmission[];
	  };

export interface Evidence {
	/** The winner first. */
	readonly live: readonly Leaf[];
	readonly seen: Pick<Seen, 'rev' | 'digest'> | undefined;
	/** What the next entries of the till say about the one before them. */
	readonly named: ReadonlySet<string>;
}

export function decide({live, seen, named}: Evidence): Decision {
	if (seen !== undefined) return decideSeen(live, seen);
	const [winner, ...others] = live;
	if (winner === undefined) return {kind: 'nothing'};
	if (others.every(leaf => isDeepStrictEqual(leaf.content, winner.content))) return {kind: 'claim', leaf: winner};
	const candidates = live.filter(({digest}) => named.has(digest));
	const [candidate] = candidates;
	if (candidate !== undefined && candidates.length === 1) return {kind: 'claim', leaf: candidate};
	return {kind: 'undecided', winner, others};
}

function decideSeen(live: readonly Leaf[], seen: Pick<Seen, 'rev' | 'digest'>): Decision {
	const original = originalAmong(live, seen);
	const resubmissions = live
		.filter(leaf => leaf !== original)
		.map((leaf): Resubmission => {
			const same = original !== undefined && isDeepStrictEqual(leaf.content, original.content);
			return {leaf, kind: same ? 'same' : 'different', retire: original !== undefined};
		});
	return {kind: 'seen', original, resubmissions};
}
