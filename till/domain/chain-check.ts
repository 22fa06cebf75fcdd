/**
 * Whether a till's month is the one it wrote: every entry's digest, the links between them, and the signatures.
 *
 *   line ──parse──► entry ──canonical form, hash──► digest right?   each line once
 *                                                       │ yes
 *   in the order of numbers ──► none missing, none twice, `previous` is the digest before, the seal counts them all
 *                                                       │
 *   runs ──► the signature of the last of each; all of a run where that one does not hold
 *
 * An entry whose digest is wrong links nothing and vouches for nothing. Hash, keys and signature check are arguments,
 * because the domain knows no library.
 */
import {digestOf, noDigest, parseEntryId, type Sha256} from './chain.ts';
import {type Run, runsOf, type SignatureFormFault, type Signed, signatureFormFault} from './signature-runs.ts';

export interface MonthToCheck<Key> {
	readonly till: string;
	/** `YYYY-MM`. */
	readonly month: string;
	readonly sha256: Sha256;
	/** The key that the entry with this number has to be signed with; undefined where nobody has it. */
	readonly keyFor: (entry: number) => Key | undefined;
	readonly hasSigned: (key: Key, digest: string, signature: string) => boolean;
	/** Digest of the entry before the month; absent where that entry is not at hand. */
	readonly digestBefore?: string;
}

export type ChainFault =
	/** `line` counts from 1. */
	| {readonly kind: 'unreadable'; readonly line: number; readonly reason: string}
	/** Of another till or month, or its number is not the one of its id. */
	| {readonly kind: 'stranger'; readonly line: number; readonly id: string}
	| {readonly kind: 'digest'; readonly entry: number}
	| {readonly kind: 'missing'; readonly from: number; readonly to: number}
	| {readonly kind: 'twice'; readonly entry: number}
	| {readonly kind: 'previous'; readonly entry: number}
	| {readonly kind: 'seal'; readonly entry: number}
	| {readonly kind: 'signature'; readonly entry: number; readonly reason: SignatureReason};

type SignatureReason = SignatureFormFault | 'no-key' | 'other-key';

export interface ChainReport {
	/** Entries whose digest is right. */
	readonly count: number;
	readonly first?: number;
	readonly last?: {readonly entry: number; readonly digest: string};
	/** The last entry is the month's seal, and is right about all before it. */
	readonly isSealed: boolean;
	/** Signatures that had to be reckoned. */
	readonly reckonedCount: number;
	readonly faults: readonly ChainFault[];
}

interface Link extends Signed {
	readonly signature: unknown;
	readonly content: Readonly<Record<string, unknown>>;
}

/** Each line is one entry as it is stored, in JSON, in any order. Never throws, whatever the lines are. */
export function checkChain<Key>(lines: Iterable<string>, month: MonthToCheck<Key>): ChainReport {
	const faults: ChainFault[] = [];
	const links: Link[] = [];
	let line = 0;
	for (const text of lines) {
		line += 1;
		const link = linkOf(text, line, month);
		if ('kind' in link) faults.push(link);
		else links.push(link);
	}
	const inOrder = withTwins(links.sort((left, right) => left.number - right.number));
	faults.push(...linkFaults(inOrder, month.digestBefore));
	const {reckonedCount, signatureFaults} = checkSignatures(inOrder, month);
	faults.push(...signatureFaults);
	const [first] = inOrder;
	const last = inOrder.at(-1);
	return {
		count: inOrder.length,
		...(first === undefined ? {} : {first: first.number}),
		...(last === undefined ? {} : {last: {entry: last.number, digest: last.digest}}),
		isSealed: last?.content['type'] === 'seal' && isRightSeal(last, inOrder),
		reckonedCount,
		faults,
	};
}

function linkOf<Key>(text: string, line: number, {till, month, sha256}: MonthToCheck<Key>): Link | ChainFault {
	let content: Readonly<Record<string, unknown>>;
	let digest: string;
	try {
		content = JSON.parse(text);
		digest = digestOf(content, sha256);
	} catch (error) {
		// No JSON, or values that no entry may have.
		return {kind: 'unreadable', line, reason: error instanceof Error ? error.message : String(error)};
	}
	const id = String(content['_id']);
	const parts = parseEntryId(id);
	const isOurs = parts?.till === till && content['till'] === till && content['month'] === month;
	if (parts === undefined || !isOurs || content['entry'] !== parts.entry || content['type'] !== parts.type)
		return {kind: 'stranger', line, id};
	if (content['digest'] !== digest) return {kind: 'digest', entry: parts.entry};
	const {previous, signature} = content;
	return {till, number: parts.entry, previous, digest, signature, isAlone: true, content};
}

/** A number with several contents vouches for none of them; the same line twice is one entry. */
function withTwins(links: readonly Link[]): readonly Link[] {
	const distinct = links.filter((link, place) => {
		const before = links[place - 1];
		return before?.number !== link.number || before.digest !== link.digest;
	});
	return distinct.map((link, place) => {
		const isTwin = distinct[place - 1]?.number === link.number || distinct[place + 1]?.number === link.number;
		return isTwin ? {...link, isAlone: false} : link;
	});
}

function linkFaults(links: readonly Link[], digestBefore: string | undefined): readonly ChainFault[] {
	const faults: ChainFault[] = [];
	links.forEach((link, place) => {
		const {number, previous, content} = link;
		const before = links[place - 1];
		const known = before?.digest ?? (number === 1 ? noDigest : digestBefore);
		if (before?.number === number) faults.push({kind: 'twice', entry: number});
		else if (before !== undefined && before.number < number - 1)
			faults.push({kind: 'missing', from: before.number + 1, to: number - 1});
		else if (known !== undefined && previous !== known) faults.push({kind: 'previous', entry: number});
		if (content['type'] === 'seal' && !isRightSeal(link, links)) faults.push({kind: 'seal', entry: number});
	});
	return faults;
}

/** A seal is the last, and counts and names all before it. */
function isRightSeal({content, number}: Link, links: readonly Link[]): boolean {
	const [first] = links;
	const before = links.at(-2);
	return (
		links.at(-1)?.number === number &&
		first !== undefined &&
		before !== undefined &&
		content['firstEntry'] === first.number &&
		content['lastEntry'] === before.number &&
		content['lastDigest'] === before.digest &&
		content['count'] === links.length - 1
	);
}

function checkSignatures<Key>(
	links: readonly Link[],
	{keyFor, hasSigned}: MonthToCheck<Key>,
): {readonly reckonedCount: number; readonly signatureFaults: readonly ChainFault[]} {
	const signatureFaults: ChainFault[] = [];
	const wellFormed: Link[] = [];
	let reckonedCount = 0;
	for (const link of links) {
		const reason = keyFor(link.number) === undefined ? 'no-key' : signatureFormFault(link.signature);
		if (reason === undefined) wellFormed.push(link);
		else signatureFaults.push({kind: 'signature', entry: link.number, reason});
	}
	const holds = ({number, digest, signature}: Link): boolean => {
		const key = keyFor(number);
		reckonedCount += 1;
		return key !== undefined && hasSigned(key, digest, String(signature));
	};
	for (const run of runsOf(wellFormed, ({number}) => keyFor(number))) {
		if (holds(lastOf(run))) continue;
		for (const link of run.filter(each => !holds(each)))
			signatureFaults.push({kind: 'signature', entry: link.number, reason: 'other-key'});
	}
	return {reckonedCount, signatureFaults};
}

function lastOf(run: Run<Link>): Link {
	return run.at(-1) ?? run[0];
}
