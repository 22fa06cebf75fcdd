/**
 * Does the feed still bring what is written?
 *
 * A heartbeat says that the connection lives; it does not say that the server still tells its feed of new rows. So a
 * live till asks now and then whether there are rows beyond its cursor. Where there are, it asks once more after two
 * heartbeats: a feed that has moved meanwhile is merely busy, one that has not is stuck, and is left. The number in
 * `update_seq` would be shorter to ask for, but a purge moves it without a row.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {ok, type Result} from '../domain/result.ts';
import type {CatalogueReplica} from '../replica/replica.ts';
import {endOf} from './link-machine.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export type FeedVerdict = 'in step' | 'again' | 'stuck';

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
		const since = this.#reached();
		const query = new URLSearchParams({since, limit: '1'});
		const answer = await this.#server.ask(`${this.#server.database(catalogueDatabase)}/_changes?${query}`);
		if (!answer.ok) return endOf(answer.fault) === 'refused' ? ok('stuck') : answer;
		const results = isRecord(answer.value) ? answer.value['results'] : undefined;
		const isBehind = Array.isArray(results) && results.length > 0 && this.#reached() === since;
		const isStuck = isBehind && this.#behindAt === since;
		this.#behindAt = isBehind && !isStuck ? since : undefined;
		return ok(isStuck ? 'stuck' : isBehind ? 'again' : 'in step');
	}

	#reached(): string {
		return this.#replica.cursor()?.since ?? '0';
	}
}
