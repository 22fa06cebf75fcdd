/** A catalogue replica in memory: what the mover gave it, and how often. */
import type {
	CatalogueCursor,
	CatalogueReplica,
	IdRange,
	ReplicaChange,
	ReplicatedDocument,
} from '../../../../till/replica/replica.ts';

export class MemoryCatalogue implements CatalogueReplica {
	readonly #documents = new Map<string, ReplicatedDocument>();
	#cursor: CatalogueCursor | undefined;
	/** Documents that were applied, each time counted. */
	appliedCount = 0;

	async *pages() {
		yield await this.all();
	}
	all = async () => [...this.#documents.values()];
	isEmpty = async () => this.#documents.size === 0;
	cursor = () => this.#cursor;
	revisions = async (ids: readonly string[]) =>
		new Map(
			ids.flatMap(id => {
				const held = this.#documents.get(id);
				return held === undefined ? [] : [[id, {winner: held._rev, liveLeaves: 1}] as const];
			}),
		);
	async apply(changes: readonly ReplicaChange[], cursor: CatalogueCursor) {
		for (const {document} of changes) {
			this.appliedCount += 1;
			if (document._deleted === true) this.#documents.delete(document._id);
			else this.#documents.set(document._id, document);
		}
		this.#cursor = cursor;
	}
	keepCursor(cursor: CatalogueCursor) {
		this.#cursor = cursor;
	}
	async keepOnly(kept: ReadonlySet<string>, {after, through}: IdRange) {
		for (const id of this.#documents.keys()) {
			const isWithin = id > after && (through === undefined || id <= through);
			if (isWithin && !kept.has(id)) this.#documents.delete(id);
		}
	}
	onApplied = () => () => undefined;
}
