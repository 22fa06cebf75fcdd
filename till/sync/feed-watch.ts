/**
 * Does the feed still bring what is written, and from the database it is believed to come from?
 *
 * A heartbeat says that the connection lives; it does not say that the server still tells its feed of new rows, nor that
 * the database is the one that was there when the till asked: one that is deleted and made anew, or put back to a
 * backup, in the moment before the stream opens would be followed from a number that means nothing to it. So a live till
 * asks once the stream is open, and now and then. Where there are rows beyond its cursor, it asks once more after two
 * heartbeats: a feed that has moved meanwhile is merely busy, one that has not is stuck, and is left.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {ok, type Result} from '../domain/result.ts';
import type {CatalogueReplica} from '../replica/replica.ts';
import {isFrom, readDatabaseFacts} from './catalogue-identity.ts';
import {sequenceNumber} from './changes-row.ts';
import {endOf} from './link-machine.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export type FeedVerdict = 'in step' | 'again' | 'stuck' | 'of another';

export class FeedWatch {
	readonly #server: Server;
	readonly #replica: Pick<CatalogueReplica, 'cursor'>;
	/** Where the till stood when the server had more. */
	#behindAt: string | undefined;

	constructor({server, replica}: {readonly server: Server; readonly replica: Pick<CatalogueReplica, 'cursor'>}) {
		this.#server = server;
		this.#replica = replica;
	}

	/** Of a live feed; any other has not come as far as it will. */
	async check(): Promise<Result<FeedVerdict, ServerFault>> {
		const cursor = this.#replica.cursor();
		if (cursor === undefined) return ok('in step');
		const {since, source} = cursor;
		const facts = await readDatabaseFacts(this.#server);
		if (!facts.ok) return endOf(facts.fault) === 'refused' ? ok('of another') : facts;
		const ahead = sequenceNumber(facts.value.sequence) - sequenceNumber(since);
		if (!isFrom(source, facts.value) || ahead < 0) return ok('of another');
		if (ahead === 0) return this.#judge({since, isBehind: false});
		// A purge moves the number without a row.
		const query = new URLSearchParams({since, limit: '1'});
		const answer = await this.#server.ask(`${this.#server.database(catalogueDatabase)}/_changes?${query}`);
		if (!answer.ok) return answer;
		const results = isRecord(answer.value) ? answer.value['results'] : undefined;
		return this.#judge({since, isBehind: Array.isArray(results) && results.length > 0});
	}

	#judge({since, isBehind}: {readonly since: string; readonly isBehind: boolean}): Result<FeedVerdict, never> {
		const stands = isBehind && this.#replica.cursor()?.since === since;
		const isStuck = stands && this.#behindAt === since;
		this.#behindAt = stands && !isStuck ? since : undefined;
		return ok(isStuck ? 'stuck' : stands ? 'again' : 'in step');
	}
}
