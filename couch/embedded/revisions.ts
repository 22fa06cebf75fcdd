/**
 * A document's tree of revisions, as the store keeps it.
 *
 *   1-a ── 2-b ── 3-c          a leaf is a revision without a successor; the winner is the leaf that is not
 *     └─── 2-d (deleted)       deleted, has the longest history and, among equals, the greatest hash
 *
 * Content is kept for leaves and, until compaction, for what came before them.
 */
import {badRequest} from './errors.ts';

export interface RevisionNode {
	readonly generation: number;
	readonly hash: string;
	readonly hasContent: boolean;
	readonly isDeleted: boolean;
	readonly isLeaf: boolean;
	readonly parent: RevisionNode | undefined;
}

export type RevisionTree = ReadonlyMap<string, RevisionNode>;

type StoredNode = [hash: string, {status: 'available' | 'missing'; deleted?: boolean}, StoredNode[]];
export type StoredTree = readonly {readonly pos: number; readonly ids: StoredNode}[];

export const revisionOf = (node: {generation: number; hash: string}) => `${node.generation}-${node.hash}`;

export function readTree(stored: StoredTree): RevisionTree {
	const tree = new Map<string, RevisionNode>();
	const pending = stored.map(({pos, ids}) => ({generation: pos, ids, parent: undefined as RevisionNode | undefined}));
	for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
		const {generation, parent} = next;
		const [hash, {status, deleted = false}, children] = next.ids;
		const node = {
			generation,
			hash,
			parent,
			hasContent: status === 'available',
			isDeleted: deleted,
			isLeaf: children.length === 0,
		};
		tree.set(revisionOf(node), node);
		pending.push(...children.map(ids => ({generation: generation + 1, ids, parent: node})));
	}
	return tree;
}

type Leaf = Pick<RevisionNode, 'generation' | 'hash' | 'isDeleted'>;

/** The winner first, deleted ones last. */
export function leavesOf(tree: RevisionTree): readonly RevisionNode[] {
	return [...tree.values()].filter(node => node.isLeaf).sort(byPrecedence);
}

function byPrecedence(a: Leaf, b: Leaf): number {
	if (a.isDeleted !== b.isDeleted) {
		return a.isDeleted ? 1 : -1;
	}
	return b.generation - a.generation || (a.hash < b.hash ? 1 : -1);
}

/** A document with its `_conflicts` in the order of precedence; the store gives them as it finds them. */
export function withOrderedConflicts<Document extends object>(document: Document): Document {
	const conflicts = '_conflicts' in document ? document._conflicts : undefined;
	if (!Array.isArray(conflicts) || conflicts.length < 2) {
		return document;
	}
	const parsed = conflicts.flatMap(revision => parseRevision(String(revision)) ?? []);
	const ordered = parsed.sort((a, b) => byPrecedence({...a, isDeleted: false}, {...b, isDeleted: false}));
	return {...document, _conflicts: ordered.map(revisionOf)};
}

/** The nearest revision with content among `ancestors` (nearest first) and what the tree knows before them. */
export function nearestStored(tree: RevisionTree, ancestors: readonly string[]): RevisionNode | undefined {
	for (const revision of ancestors) {
		for (let node = tree.get(revision); node !== undefined; node = node.parent) {
			if (node.hasContent) {
				return node;
			}
		}
	}
	return undefined;
}

/** A revision's ancestors as a document carries them, itself first. */
export interface Revisions {
	readonly start: number;
	readonly ids: readonly string[];
}

export function historyOf(node: RevisionNode): Revisions {
	const ids: string[] = [];
	for (let each: RevisionNode | undefined = node; each !== undefined; each = each.parent) {
		ids.push(each.hash);
	}
	return {start: node.generation, ids};
}

export function parseRevision(revision: string): {generation: number; hash: string} | undefined {
	const [, generation, hash] = /^0*([1-9]\d{0,14})-(.*)$/s.exec(revision) ?? [];
	if (generation === undefined || hash === undefined) {
		return undefined;
	}
	// CouchDB keeps such a hash as a number: however it was spelled, it is one revision.
	return {generation: Number(generation), hash: /^[0-9a-f]{32}$/i.test(hash) ? hash.toLowerCase() : hash};
}

/** The spelling under which a revision is stored. */
export function readRevision(revision: unknown): string {
	const parsed = typeof revision === 'string' ? parseRevision(revision) : undefined;
	if (parsed === undefined || /\p{Surrogate}/u.test(parsed.hash)) {
		throw badRequest('Invalid rev format');
	}
	return revisionOf(parsed);
}

/** The leaves that a revision has become, itself when nothing came after it; none when the tree does not know it. */
export function latestOf(tree: RevisionTree, revision: string): readonly RevisionNode[] {
	return leavesOf(tree).filter(leaf => {
		for (let node: RevisionNode | undefined = leaf; node !== undefined; node = node.parent) {
			if (revisionOf(node) === revision) {
				return true;
			}
		}
		return false;
	});
}
