/** Puts the demonstration catalogue on a server that has no goods yet; one that has some is left alone. */
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import type {Couch} from '../../couch/server.ts';
import {hashPin} from '../../till/app/pin.ts';
import {assert} from '../../till/domain/assert.ts';
import {demoCatalogue} from './catalogue.ts';
import {demoPeople} from './people.ts';

export async function loadDemoCatalogue(couch: Couch): Promise<void> {
	const catalogue = couch.database(catalogueDatabase);
	const [first] = await catalogue.range({from: 'product:', to: 'product:\uFFFF', limit: 1});
	if (first !== undefined) return;
	const hashes = new Map(await Promise.all(demoPeople.map(async ({pin}) => [pin, await hashPin(pin)] as const)));
	const items = demoCatalogue({
		hashPin: pin => {
			const hash = hashes.get(pin);
			assert(hash !== undefined, 'every PIN of the demonstration shop is hashed');
			return hash;
		},
	});
	const refused = await catalogue.bulk(items.map(catalogueDocument));
	const [failure] = refused;
	// A conflict is a document that an interrupted start has written before.
	if (failure !== undefined && failure.error !== 'conflict')
		throw new Error(`The server refused ${failure.id}: ${failure.reason}`);
}
