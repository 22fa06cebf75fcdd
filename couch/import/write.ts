/**
 * Documents → the catalogue, batch by batch.
 *
 * CouchDB takes each document of a batch wholly or not at all. When the server goes away half-way, what is written
 * stays, whole, and importing the same file again writes the rest: documents that are there already are not sent.
 */
import type {CouchDocument} from '../server.ts';
import type {CatalogueDatabase, CouchFault} from './catalogue.ts';

/** Documents in one request: some 150 KB, answered in well under a second. */
const batchSize = 500;

export interface WriteReport {
	readonly writtenCount: number;
	/** Documents the server would not take, in its own words. */
	readonly refused: readonly {readonly id: string; readonly reason: string}[];
	/** Why writing stopped before the end; a batch without an answer is counted as not written. */
	readonly stopped?: CouchFault;
}

export async function writeDocuments(
	database: CatalogueDatabase,
	documents: readonly CouchDocument[],
	onProgress: (doneCount: number) => void,
): Promise<WriteReport> {
	let writtenCount = 0;
	const refused: {id: string; reason: string}[] = [];
	for (let start = 0; start < documents.length; start += batchSize) {
		const batch = documents.slice(start, start + batchSize);
		const answer = await database.write(batch);
		if (!answer.ok) return {writtenCount, refused, stopped: answer.fault};
		for (const row of answer.value) {
			if (row.refusal === undefined) writtenCount += 1;
			else refused.push({id: row.id, reason: row.refusal});
		}
		onProgress(Math.min(documents.length, start + batchSize));
	}
	return {writtenCount, refused};
}
