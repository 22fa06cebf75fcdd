/** A catalogue in memory, that a test may lose at any write. */
import type {CatalogueDatabase} from '../../../couch/import/catalogue.ts';
import type {CouchDocument, StoredDocument} from '../../../couch/server.ts';
import {fail, ok} from '../../../till/domain/result.ts';

export interface MemoryCatalogue extends CatalogueDatabase {
	readonly documents: ReadonlyMap<string, StoredDocument>;
	/** Ids in the order in which they were written; a minus stands before a removed one. */
	readonly writes: string[];
	/** So many writes are still done; the one after them gets no answer, and is done or not as `losesLast` says. */
	writesLeft: number;
	losesLast: boolean;
	/** Somebody else's write. */
	put(document: CouchDocument): void;
}

export function memoryCatalogue(onWrite: () => void = () => undefined): MemoryCatalogue {
	const documents = new Map<string, StoredDocument>();
	let revisionCount = 0;

	function store(document: CouchDocument): void {
		revisionCount += 1;
		const {_id: id, _rev: _former, ...content} = document;
		if (document._deleted) documents.delete(id);
		else documents.set(id, {_id: id, ...content, _rev: `${revisionCount}-memory`});
	}

	const catalogue: MemoryCatalogue = {
		documents,
		writes: [],
		writesLeft: Number.POSITIVE_INFINITY,
		losesLast: true,
		put: store,
		async documentsFrom(prefix) {
			const found = [...documents.values()].filter(({_id}) => _id.startsWith(prefix));
			return ok(found.sort((one, other) => (one._id < other._id ? -1 : 1)));
		},
		async write(batch) {
			const isLast = catalogue.writesLeft === 0;
			catalogue.writesLeft -= 1;
			const rows = isLast && catalogue.losesLast ? [] : batch.map(written);
			return isLast ? fail({code: 'unreachable', reason: 'the plug was pulled'}) : ok(rows);
		},
	};

	function written(document: CouchDocument) {
		const {_id: id, _rev: rev} = document;
		if (documents.get(id)?._rev !== rev) return {id, refusal: 'conflict: Document update conflict.'};
		store(document);
		catalogue.writes.push(document._deleted ? `-${id}` : id);
		onWrite();
		return {id};
	}
	return catalogue;
}
