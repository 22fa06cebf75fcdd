/**
 * Whether a till's book goes on in more than one way at a number. Pure: what stands there goes in.
 *
 *   two entries after the same one            → `same-predecessor`: two machines, or one put back to an older disk
 *   an entry after one that does not stand    → `other-predecessor`: the other branch is known by its continuation
 *   the one before is not there               → nothing yet: that is a gap
 *
 * F1  A fork is found where it begins. Further on each branch follows its own, and is as good as any book.
 * F2  It depends only on what stands at the number and before it: two watchers find the same.
 */
import {noDigest} from '../../till/domain/chain.ts';

/** One entry that stands at a number, in whatever month and with however many contents. */
export interface Sibling {
	readonly id: string;
	readonly previous: ReadonlySet<string>;
	/** Whatever an entry after this one may name. */
	readonly digests: ReadonlySet<string>;
}

export interface Fork {
	readonly evidence: 'same-predecessor' | 'other-predecessor';
	readonly branches: readonly string[];
}

export function forkAt(
	number: number,
	{here, before}: {readonly here: readonly Sibling[]; readonly before: readonly Sibling[]},
): Fork | undefined {
	const siblings = here.filter(one => here.some(other => other.id !== one.id && sharesPrevious(one, other)));
	if (siblings.length > 0) return {evidence: 'same-predecessor', branches: siblings.map(({id}) => id).sort()};
	if (number > 1 && before.length === 0) return undefined;
	const held = new Set(number === 1 ? [noDigest] : before.flatMap(({digests}) => [...digests]));
	const strangers = here.filter(({previous}) => ![...previous].some(digest => held.has(digest)));
	if (strangers.length === 0) return undefined;
	return {evidence: 'other-predecessor', branches: strangers.map(({id}) => id).sort()};
}

function sharesPrevious(one: Sibling, other: Sibling): boolean {
	return [...one.previous].some(digest => other.previous.has(digest));
}
