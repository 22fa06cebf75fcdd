/**
 * Sends entries of one month and finds out what became of each.
 *
 *   201            lists what was refused; what it does not list is stored
 *   404            the whole database: it is not there
 *   400, 413, 500  says nothing about the single documents (nor does any other 4xx, of which a proxy has many): read back
 *                  what was stored, halve the rest and try again, until the one that spoils the batch is alone
 *   403            the same, for a proxy says it of what it does not like the look of; when reading back is forbidden
 *                  too, it is the whole database that is not for this till
 *   anything else  the server cannot work at the moment: nothing is known, everything is sent again later
 */
import {receiptsDatabase} from '../../couch/documents/databases.ts';
import {ok, type Result} from '../domain/result.ts';
import type {Outgoing} from './outgoing.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export interface Refusal {
	readonly id: string;
	readonly month: string;
	readonly reason: string;
	/**
	 * `entry`: the server looked at it and said no. `database`: there is none, or it is closed to this till.
	 * `failure`: the server fails on it, even alone.
	 */
	readonly kind: 'entry' | 'database' | 'failure';
}

export interface SendReport {
	readonly stored: readonly string[];
	readonly refused: readonly Refusal[];
	/** Why the rest is neither stored nor refused. */
	readonly fault?: ServerFault;
}

/** Lone failures without a single success: the server is ill rather than the entries. */
const loneFailuresMax = 5;

/** A server's reason may be a whole stack trace; the beginning of it says what happened. */
const reasonLengthMax = 1000;

export function noDatabase(month: string): string {
	return `server has no database ${receiptsDatabase(month)}`;
}

export async function sendEntries(server: Server, month: string, entries: readonly Outgoing[]): Promise<SendReport> {
	const sender = new Sender(server, month);
	const fault = await sender.send(entries);
	return {stored: sender.stored, refused: sender.refused, ...(fault && {fault})};
}

class Sender {
	readonly stored: string[] = [];
	readonly refused: Refusal[] = [];
	readonly #server: Server;
	readonly #month: string;
	readonly #path: string;

	constructor(server: Server, month: string) {
		this.#server = server;
		this.#month = month;
		this.#path = server.database(receiptsDatabase(month));
	}

	async send(entries: readonly Outgoing[]): Promise<ServerFault | undefined> {
		const body = `{"new_edits":false,"docs":[${entries.map(({text}) => text).join(',')}]}`;
		const answer = await this.#server.ask(`${this.#path}/_bulk_docs`, {method: 'POST', body});
		if (answer.ok) return this.#sort(entries, answer.value);
		const {fault} = answer;
		if (fault.code !== 'http') return fault;
		switch (fault.status) {
			case 404:
				return this.#refuse(entries, {kind: 'database', reason: noDatabase(this.#month)});
			case 500:
				return this.#isolate(entries, fault);
			default:
				return spoilsOne(fault.status) ? this.#isolate(entries, fault) : fault;
		}
	}

	#sort(entries: readonly Outgoing[], answer: unknown): ServerFault | undefined {
		if (!Array.isArray(answer)) return {code: 'unreachable', reason: 'the answer is not the one of a CouchDB'};
		const reasons = new Map<unknown, string>();
		for (const failure of answer) {
			if (!isRecord(failure) || !('error' in failure)) continue;
			const {id, error, reason} = failure;
			reasons.set(id, typeof reason === 'string' ? `${error}: ${reason}` : `${error}: ${JSON.stringify(reason)}`);
		}
		for (const entry of entries) {
			const reason = reasons.get(entry.id);
			if (reason === undefined) this.stored.push(entry.id);
			else this.#refuse([entry], {kind: 'entry', reason});
		}
		return undefined;
	}

	async #isolate(
		entries: readonly Outgoing[],
		fault: Extract<ServerFault, {code: 'http'}>,
	): Promise<ServerFault | undefined> {
		const winners = await winningRevisions(this.#server, this.#month, entries);
		if (!winners.ok) {
			return isForbidden(fault) && isForbidden(winners.fault)
				? this.#refuse(entries, {kind: 'database', reason: winners.fault.reason})
				: winners.fault;
		}
		const missing = entries.filter(({id, revision}) => winners.value.get(id) !== revision);
		const arrived = entries.filter(({id, revision}) => winners.value.get(id) === revision);
		this.stored.push(...arrived.map(({id}) => id));
		const [first] = missing;
		if (first === undefined) return undefined;
		if (entries.length === 1) return this.#giveUpOn(first, fault);
		const middle = Math.ceil(missing.length / 2);
		const trouble = await this.send(missing.slice(0, middle));
		if (trouble !== undefined || middle === missing.length) return trouble;
		return this.send(missing.slice(middle));
	}

	#giveUpOn(entry: Outgoing, fault: Extract<ServerFault, {code: 'http'}>): ServerFault | undefined {
		this.#refuse([entry], {kind: 'failure', reason: `${fault.status} ${fault.error}: ${fault.reason}`});
		return this.stored.length === 0 && this.refused.length >= loneFailuresMax ? fault : undefined;
	}

	#refuse(entries: readonly Outgoing[], {kind, reason}: Pick<Refusal, 'kind' | 'reason'>): undefined {
		const told = reason.slice(0, reasonLengthMax);
		this.refused.push(...entries.map(({id, month}) => ({id, month, kind, reason: told})));
		return undefined;
	}
}

/** Asked too slowly, too early or too often: the same request can be right later. */
const laterStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

function isForbidden(fault: ServerFault): boolean {
	return fault.code === 'http' && fault.status === 403;
}

function spoilsOne(status: number): boolean {
	return status >= 400 && status < 500 && !laterStatuses.has(status);
}

/** What the server has under these ids; nothing for an entry it does not have, or has only deleted. */
export async function winningRevisions(
	server: Server,
	month: string,
	entries: readonly {readonly id: string}[],
): Promise<Result<ReadonlyMap<string, string>, ServerFault>> {
	const path = `${server.database(receiptsDatabase(month))}/_all_docs`;
	const answer = await server.ask(path, {method: 'POST', body: {keys: entries.map(({id}) => id)}});
	if (!answer.ok) return answer;
	const winners = new Map<string, string>();
	const rows = isRecord(answer.value) ? answer.value['rows'] : undefined;
	for (const row of Array.isArray(rows) ? rows : []) {
		if (!isRecord(row) || typeof row['id'] !== 'string') continue;
		const {value} = row;
		if (isRecord(value) && typeof value['rev'] === 'string' && value['deleted'] !== true) {
			winners.set(row['id'], value['rev']);
		}
	}
	return ok(winners);
}
