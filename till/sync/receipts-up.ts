/**
 * Receipts, from the book to the server: oldest first, in batches, each until it is stored or refused.
 *
 * R1  An entry leaves the waiting ones only by the server's word: stored, or refused with a reason.
 * R2  What was refused stays in the book, is shown, and is tried again; nothing is ever dropped.
 * R3  An entry on which the server fails does not hold up the others. When it failed because the server was ill as a
 *     whole, it gets a second chance as soon as something else is stored.
 */

import {receiptsDatabase} from '../../couch/documents/databases.ts';
import type {Book, StoredEntry} from '../replica/replica.ts';
import {type Clock, isoTime} from './clock.ts';
import {firstBatch, type Outgoing, outgoing} from './outgoing.ts';
import {noDatabase, type SendReport, sendEntries} from './send-entries.ts';
import type {Server, ServerFault} from './server.ts';

const readCountMax = 200;

export class ReceiptsUp {
	readonly #server: Server;
	readonly #book: Book;
	readonly #clock: Clock;
	/** Failed while nothing else succeeded. */
	readonly #failedWithAll = new Set<string>();
	readonly #hadSecondChance = new Set<string>();

	constructor({server, book, clock}: {readonly server: Server; readonly book: Book; readonly clock: Clock}) {
		this.#server = server;
		this.#book = book;
		this.#clock = clock;
	}

	/** Sends until nothing waits, or says why it cannot. */
	async push(): Promise<ServerFault | undefined> {
		for (;;) {
			const waiting = await this.#book.waiting(readCountMax);
			if (waiting.length === 0) return undefined;
			const {fault} = await this.send(firstBatch(this.prepare(waiting)));
			if (fault !== undefined) return fault;
		}
	}

	/** The entries as they are sent; one that cannot be is put among the refused. */
	prepare(entries: readonly StoredEntry[]): readonly Outgoing[] {
		return entries.flatMap(entry => {
			const ready = outgoing(entry);
			if (ready.ok) return [ready.value];
			const {_id: id, month} = entry;
			this.#book.markRefused(
				[{id, month, reason: `the till's own file was altered: ${ready.fault}`}],
				isoTime(this.#clock),
			);
			return [];
		});
	}

	/** Sends entries of one month and marks what became of them. */
	async send(batch: readonly Outgoing[]): Promise<SendReport> {
		const [first] = batch;
		if (first === undefined) return {stored: [], refused: []};
		const report = await sendEntries(this.#server, first.month, batch);
		const {stored, refused} = report;
		const at = isoTime(this.#clock);
		if (stored.length > 0) this.#book.markSent(stored, at);
		if (refused.length > 0) this.#book.markRefused(refused, at);
		if (stored.length > 0) this.#giveSecondChances();
		else for (const {id, kind} of refused) if (kind === 'failure') this.#failedWithAll.add(id);
		return report;
	}

	/** Refused entries wait again, except those whose month the server does not have. */
	retryRefused(): void {
		const ids = this.#book.refused().filter(({reason, month}) => reason !== noDatabase(month));
		this.#book.retryRefused(ids.map(({id}) => id));
	}

	/** Asks for each missing month and puts its entries back when it is there. */
	async retryMissingMonths(): Promise<ServerFault | undefined> {
		const refused = this.#book.refused().filter(({reason, month}) => reason === noDatabase(month));
		for (const month of new Set(refused.map(entry => entry.month))) {
			const answer = await this.#server.ask(this.#server.database(receiptsDatabase(month)));
			if (answer.ok) this.#book.retryRefused(refused.filter(entry => entry.month === month).map(({id}) => id));
			else if (answer.fault.code !== 'http') return answer.fault;
		}
		return undefined;
	}

	#giveSecondChances(): void {
		const ids = [...this.#failedWithAll].filter(id => !this.#hadSecondChance.has(id));
		this.#failedWithAll.clear();
		for (const id of ids) this.#hadSecondChance.add(id);
		if (ids.length > 0) this.#book.retryRefused(ids);
	}
}
