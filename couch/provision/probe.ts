/**
 * A validator tried on the server that will run it, before any till depends on it: one write into a database of its own,
 * which is gone afterwards.
 *
 * Samples say what the validator means; this says whether the server's own engine can run it at all. So a refusal is as
 * good an answer as a yes, and only what CouchDB makes of a broken function, an answer of 500, is a fault.
 */
import {randomBytes} from 'node:crypto';
import type {CompiledFolder} from '../compile.ts';
import {type Couch, type CouchDocument, CouchError} from '../server.ts';

export class ValidatorBroken extends Error {}

export async function probeValidator(server: Couch, {document, samples}: CompiledFolder): Promise<void> {
	const database = server.database(`probe-${randomBytes(8).toString('hex')}`);
	await database.create({shards: 1});
	try {
		const {_id, language, validate_doc_update} = document;
		await database.put({_id, language, validate_doc_update, ...libraryOf(document.views)});
		const documents = (samples?.accepted ?? []).map(({newDoc}) => asNew(newDoc as CouchDocument));
		const failures = await database.bulk(documents);
		const broken = failures.find(({error}) => !['forbidden', 'unauthorized', 'conflict'].includes(error));
		if (broken !== undefined)
			throw new ValidatorBroken(`${_id} on ${server.shownUrl}: ${broken.error}, ${broken.reason}`);
	} catch (error) {
		if (!(error instanceof CouchError) || error.status !== 500) throw error;
		throw new ValidatorBroken(`${document._id} on ${server.shownUrl}: ${error.message}`);
	} finally {
		await database.destroy();
	}
}

/** What the validator may `require`; its views are not needed and not built. */
function libraryOf(views: CompiledFolder['document']['views']): object {
	return views?.['lib'] === undefined ? {} : {views: {lib: views['lib']}};
}

/** As somebody writes it for the first time: what the server itself adds is left out. */
function asNew(sample: CouchDocument): CouchDocument {
	const own = Object.entries(sample).filter(([field]) => field === '_id' || !field.startsWith('_'));
	return Object.fromEntries(own) as unknown as CouchDocument;
}
