/**
 * A refused entry is put, whole and with the server's reason, into `tills`: the office sees it there, and the receipt
 * is on the server although its own database would not have it.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {type RefusedCopy, refusedId, tillsSchema} from '../../couch/documents/tills.ts';
import type {Book, RefusedEntry} from '../replica/replica.ts';
import {outgoing, sha256} from './outgoing.ts';
import {noDatabase} from './send-entries.ts';
import type {Server, ServerFault} from './server.ts';

export class Refusals {
	readonly #server: Server;
	readonly #book: Book;
	readonly #till: string;
	/** Ids of copies the server has; after a restart they are put again, which it answers with a conflict. */
	readonly #posted = new Set<string>();

	constructor({server, book, till}: {readonly server: Server; readonly book: Book; readonly till: string}) {
		this.#server = server;
		this.#book = book;
		this.#till = till;
	}

	/** Puts the copies that are not there yet. Returns the first fault; what failed is put at the next call. */
	async post(): Promise<ServerFault | undefined> {
		let first: ServerFault | undefined;
		for (const entry of this.#book.refused()) {
			// Nothing is wrong with an entry whose database is still to be made.
			if (entry.reason === noDatabase(entry.month)) continue;
			const fault = await this.#post(entry);
			if (fault === undefined) continue;
			if (fault.code !== 'http') return fault;
			first ??= fault;
		}
		return first;
	}

	/** The copies that another server has are of no use here. */
	forget(): void {
		this.#posted.clear();
	}

	async #post(entry: RefusedEntry): Promise<ServerFault | undefined> {
		const copy = await this.#copyOf(entry);
		if (this.#posted.has(copy._id)) return undefined;
		const path = `${this.#server.database(tillsDatabase)}/${encodeURIComponent(copy._id)}`;
		const answer = await this.#server.ask(path, {method: 'PUT', body: copy});
		const isThere = answer.ok || (answer.fault.code === 'http' && answer.fault.status === 409);
		if (isThere) this.#posted.add(copy._id);
		return isThere ? undefined : answer.fault;
	}

	async #copyOf({id, reason, refusedAt}: RefusedEntry): Promise<RefusedCopy> {
		const stored = await this.#book.get(id);
		const content = stored?.document ?? {};
		const ready = stored && outgoing(stored);
		const rev = ready?.ok === true ? ready.value.revision : `1-${sha256(JSON.stringify(content)).slice(0, 32)}`;
		return {
			_id: refusedId({till: this.#till, entry: id, rev}),
			type: 'refused',
			schema: tillsSchema,
			till: this.#till,
			at: refusedAt,
			reason,
			entry: id,
			content: {...content},
		};
	}
}
