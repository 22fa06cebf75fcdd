/**
 * A document's revisions as PouchDB keeps them: trees of nodes, each leaf one branch's latest state.
 *
 *   1-a ─► 2-b ─► 3-c        two live leaves, 3-c and 2-d: a conflict
 *     └──► 2-d
 *
 * Under two roots the same revision may stand twice, once as a leaf; therefore a leaf is named here by its whole
 * path, never by its revision alone.
 */
import type {Store} from '../../couch/store/pouch.ts';

export type RevisionNode = readonly [
	id: string,
	options: {readonly deleted?: boolean},
	children: readonly RevisionNode[],
];
export type RevisionTree = readonly {readonly pos: number; readonly ids: RevisionNode}[];

export interface Leaf {
	readonly revision: string;
	readonly deleted: boolean;
	/** As in `_revisions`: the generation, and the ids from the leaf back to its root. */
	readonly path: {readonly start: number; readonly ids: readonly string[]};
}

export function leavesOf(tree: RevisionTree): readonly Leaf[] {
	return tree.flatMap(({pos, ids}) => leavesUnder(ids, pos, []));
}

function leavesUnder([id, options, children]: RevisionNode, start: number, above: readonly string[]): readonly Leaf[] {
	const ids = [id, ...above];
	if (children.length > 0) return children.flatMap(child => leavesUnder(child, start + 1, ids));
	return [{revision: `${start}-${id}`, deleted: options.deleted === true, path: {start, ids}}];
}

export function generationOf(revision: string): number {
	return Number.parseInt(revision, 10);
}

/** The part of a revision after its generation. */
export function revisionId(revision: string): string {
	return revision.slice(revision.indexOf('-') + 1);
}

interface TreeReader {
	_getRevisionTree(id: string, callback: (error: {readonly status?: number} | null, tree?: RevisionTree) => void): void;
}

/** Empty for a document the store has never seen. */
export function readRevisionTree(store: Store, id: string): Promise<RevisionTree> {
	return new Promise((resolve, reject) => {
		// PouchDB's own replication reads trees through this call; it has no public name.
		(store as unknown as TreeReader)._getRevisionTree(id, (error, tree) => {
			if (error === null || error === undefined) resolve(tree ?? []);
			else if (error.status === 404) resolve([]);
			else reject(error);
		});
	});
}
