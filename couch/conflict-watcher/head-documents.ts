/** The heads as they stand in the `tills` database, read and written for many tills at once. */
import {headId, readTillsDocument, type TillHead} from '../documents/tills.ts';
import type {CouchDatabase} from '../server.ts';

export interface StoredHead {
	readonly rev: string;
	/** Undefined when what is stored is no head that this version can read. */
	readonly head: TillHead | undefined;
}

/** The heads that are there, by till. */
export async function readHeads(tills: CouchDatabase, names: readonly string[]): Promise<Map<string, StoredHead>> {
	const documents = await tills.getAll(names.map(headId));
	const heads = names.map(till => {
		const document = documents.get(headId(till));
		if (document === undefined) return undefined;
		const read = readTillsDocument(document);
		const head = read.ok && read.value.type === 'head' ? read.value : undefined;
		return [till, {rev: document._rev, head}] as const;
	});
	return new Map(heads.filter(head => head !== undefined));
}

export async function tillsWithHead(tills: CouchDatabase): Promise<readonly string[]> {
	const rows = await tills.range({from: headId(''), to: headId('\ufff0')});
	return rows.map(({id}) => id.slice(headId('').length));
}

/** Brings what is stored to these heads; a head goes back only when it may. */
export async function writeHeads(
	tills: CouchDatabase,
	heads: readonly TillHead[],
	{mayGoBack}: {readonly mayGoBack: boolean},
): Promise<void> {
	let left = heads;
	while (left.length > 0) {
		const stored = await readHeads(
			tills,
			left.map(({till}) => till),
		);
		const due = left.filter(head => isDue(head, stored.get(head.till)?.head, mayGoBack));
		const failures = await tills.bulk(due.map(head => withRev(head, stored.get(head.till))));
		const other = failures.find(({error}) => error !== 'conflict');
		if (other !== undefined) throw new Error(`${other.id} could not be written to ${tills.name}: ${other.reason}`);
		// Somebody else wrote since we read: look again whether ours still says more.
		const conflicts = new Set(failures.map(({id}) => id));
		left = due.filter(({_id}) => conflicts.has(_id));
	}
}

function isDue(head: TillHead, there: TillHead | undefined, mayGoBack: boolean): boolean {
	if (there === undefined) return true;
	// Another watcher has counted further, which it may, unless we know that entries were lost.
	if (there.entry > head.entry && !mayGoBack) return false;
	return there.entry !== head.entry || there.digest !== head.digest;
}

function withRev(head: TillHead, stored: StoredHead | undefined): TillHead & {readonly _rev?: string} {
	return stored === undefined ? head : {...head, _rev: stored.rev};
}
