/**
 * The catalogue, from the server into the replica: one long answer of the changes feed.
 *
 *   connect ─► which database is this, and how far is it? ─► stream of rows ─► batches ─► replica and cursor
 *                                          └─► nothing to go on from: first the whole of it
 *
 * Catching up and following are the same code; they differ in how long rows are gathered. A cursor is of use only to
 * the database it came from: from another one, or one that was restored from a backup and is behind the cursor or does
 * not remember the change it stands at, the whole catalogue is read as by a new till.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {CatalogueCursor, CatalogueReplica, ReplicatedDocument} from '../replica/replica.ts';
import {withAncestry} from './ancestry.ts';
import {readIdentity} from './catalogue-identity.ts';
import {readWholeCatalogue} from './catalogue-whole.ts';
import {readChangesLine, sequenceNumber} from './changes-row.ts';
import {type Clock, isoTime} from './clock.ts';
import {Lines} from './lines.ts';
import {isRecord, type Server, type ServerFault, type StreamPiece} from './server.ts';
import type {Timings} from './timings.ts';
import {readLastChange, remembers} from './witness.ts';

const batchRowsMax = 1000;

/** What the server's catalogue is to a till that has one: the one it knows, one without anything in it, or another. */
export type CatalogueFound = 'known' | 'empty' | 'anew';

export interface CatalogueDownParts {
	readonly server: Server;
	readonly replica: CatalogueReplica;
	readonly clock: Clock;
	readonly timings: Timings;
	readonly onAnswered: () => void;
	readonly onFound?: (found: CatalogueFound) => void;
	readonly onCaughtUp: () => void;
	/** The catalogue is the server's, now. */
	readonly onInStep: () => void;
	/** The till is in step, and the stream that keeps it there is open. */
	readonly onFollowing?: () => void;
}

/** Follows the catalogue until that is no longer possible, and says why. */
export async function followCatalogue(parts: CatalogueDownParts): Promise<ServerFault> {
	const {server, replica, timings} = parts;
	const identity = await readIdentity(server);
	if (!identity.ok) return identity.fault;
	parts.onAnswered();
	const {source, sequence, documentCount} = identity.value;
	const known = replica.cursor();
	const isKnown = known?.source === source && sequenceNumber(known.since) <= sequenceNumber(sequence);
	const remembered = isKnown ? await remembers(server, known) : ok(false);
	if (!remembered.ok) return remembered.fault;
	const usable = isKnown && remembered.value;
	const hasOther = usable ? known.through !== undefined && known.asOf !== undefined : !(await replica.isEmpty());
	const isEmpty = !usable && hasOther && documentCount === 0;
	parts.onFound?.(isEmpty ? 'empty' : hasOther ? 'anew' : 'known');
	if (isEmpty) {
		return {code: 'unreachable', reason: "the server's catalogue is empty; the till keeps its own"};
	}
	const begun = usable ? ok(known) : await beginWhole(server, {source, sequence, asOf: known?.asOf});
	if (!begun.ok) return begun.fault;
	const cursor = begun.value;
	const {through} = cursor;
	if (through !== undefined) {
		const whole = await readWholeCatalogue({server, replica, cursor: {...cursor, through}});
		if (!whole.ok) return whole.fault;
	}
	const {since, last, asOf} = cursor;
	const query = new URLSearchParams({
		feed: 'continuous',
		include_docs: 'true',
		style: 'all_docs',
		heartbeat: String(timings.heartbeatMs),
		since,
	});
	const follower = new Follower(parts, {source, target: sequenceNumber(sequence), since, last, asOf});
	// CouchDB begins its answer with the first row or heartbeat: who is there already does not wait for either.
	follower.catchUpIfThere();
	const stream = await server.stream(`${server.database(catalogueDatabase)}/_changes?${query}`, {
		silenceMs: timings.heartbeatMs * 2,
	});
	return stream.ok ? follower.follow(stream.value) : stream.fault;
}

/** The cursor of a whole reading: what changes from here on comes afterwards. */
async function beginWhole(
	server: Server,
	{source, sequence, asOf}: {readonly source: string; readonly sequence: string; readonly asOf: string | undefined},
): Promise<Result<CatalogueCursor, ServerFault>> {
	const last = await readLastChange(server);
	if (!last.ok) return last;
	return ok({
		since: sequence,
		source,
		through: '',
		...(last.value && {last: last.value}),
		...(asOf !== undefined && {asOf}),
	});
}

class Follower {
	readonly #parts: CatalogueDownParts;
	readonly #source: string;
	readonly #target: number;
	#since: string;
	#last: CatalogueCursor['last'];
	#asOf: string | undefined;
	#live = false;
	#isOpen = false;
	/** The newest row of each document since the last batch. */
	readonly #batch = new Map<string, ReplicatedDocument>();

	constructor(
		parts: CatalogueDownParts,
		start: {
			readonly source: string;
			readonly target: number;
			readonly since: string;
			readonly last: CatalogueCursor['last'];
			readonly asOf: string | undefined;
		},
	) {
		this.#parts = parts;
		this.#source = start.source;
		this.#target = start.target;
		this.#since = start.since;
		this.#last = start.last;
		this.#asOf = start.asOf;
	}

	async follow(stream: AsyncIterableIterator<StreamPiece>): Promise<ServerFault> {
		const lines = new Lines();
		this.#isOpen = true;
		if (this.#live) this.#parts.onFollowing?.();
		try {
			let next = stream.next();
			for (;;) {
				if (this.#batch.size > 0 && (await this.#isLate(next))) {
					const stored = await this.#store();
					if (!stored.ok) return stored.fault;
				}
				const {value: piece, done} = await next;
				if (done === true) return {code: 'unreachable', reason: 'the server ended the stream'};
				if (!piece.ok) return await this.#storeBefore(piece.fault);
				next = stream.next();
				for (const line of lines.take(piece.value)) {
					const taken = await this.#take(line);
					if (!taken.ok) return await this.#storeBefore(taken.fault);
				}
				const stored = await this.#storeIfDue();
				if (!stored.ok) return stored.fault;
			}
		} finally {
			await stream.return?.();
		}
	}

	async #take(line: string): Promise<Result<undefined, ServerFault>> {
		const said = readChangesLine(line);
		switch (said.kind) {
			case 'heartbeat':
				return this.#heartbeat();
			case 'row': {
				const {document, id, leaves} = said;
				this.#since = said.seq;
				this.#last = {id, leaves};
				// A document without content was changed again meanwhile, and that change has a row of its own.
				if (document === undefined) return ok();
				this.#batch.set(document._id, document);
				return this.#batch.size >= batchRowsMax ? this.#store() : ok();
			}
			case 'end':
				return fail({code: 'unreachable', reason: 'the server closed the stream'});
			case 'garbled':
				return fail({code: 'unreachable', reason: `a line of the stream is garbled: ${said.line.slice(0, 80)}`});
		}
	}

	/** Nothing more to say: usually the till is in step now, but a busy server is silent in mid-reading as well. */
	async #heartbeat(): Promise<Result<undefined, ServerFault>> {
		const stored = await this.#store();
		if (!stored.ok) return stored;
		if (this.#live) {
			this.#keepInStep();
			return ok();
		}
		const {server} = this.#parts;
		const query = new URLSearchParams({since: this.#since, limit: '1'});
		const rest = await server.ask(`${server.database(catalogueDatabase)}/_changes?${query}`);
		if (!rest.ok) return rest;
		const results = isRecord(rest.value) ? rest.value['results'] : undefined;
		if (Array.isArray(results) && results.length === 0) this.#finishCatchingUp();
		return ok();
	}

	/** Resolves with true when rows have been waiting for the next piece of the stream for long enough. */
	#isLate(next: Promise<unknown>): Promise<boolean> {
		const {clock, timings} = this.#parts;
		return new Promise(resolve => {
			const cancel = clock.after(timings.batchMs, () => resolve(true));
			const come = () => {
				cancel();
				resolve(false);
			};
			next.then(come, come);
		});
	}

	/** Says that the till has caught up, when everything the server had at the beginning is stored. */
	catchUpIfThere(): void {
		if (this.#batch.size === 0 && sequenceNumber(this.#since) >= this.#target) this.#finishCatchingUp();
	}

	async #storeIfDue(): Promise<Result<undefined, ServerFault>> {
		if (!this.#live && sequenceNumber(this.#since) < this.#target) return ok();
		const stored = await this.#store();
		if (stored.ok) this.catchUpIfThere();
		return stored;
	}

	/** The rows that came before a fault are good. */
	async #storeBefore(fault: ServerFault): Promise<ServerFault> {
		const stored = await this.#store();
		return stored.ok ? fault : stored.fault;
	}

	async #store(): Promise<Result<undefined, ServerFault>> {
		if (this.#batch.size === 0) return ok();
		const {server, replica} = this.#parts;
		const documents = [...this.#batch.values()];
		this.#batch.clear();
		const changes = await withAncestry({server, database: catalogueDatabase, replica, documents});
		if (!changes.ok) return changes;
		await replica.apply(changes.value, this.#cursor());
		if (this.#live) this.#parts.onInStep();
		return ok();
	}

	#finishCatchingUp(): void {
		if (this.#live) return;
		this.#live = true;
		this.#keepInStep();
		this.#parts.onCaughtUp();
		if (this.#isOpen) this.#parts.onFollowing?.();
	}

	#keepInStep(): void {
		this.#parts.replica.keepCursor(this.#cursor());
		this.#parts.onInStep();
	}

	#cursor(): CatalogueCursor {
		if (this.#live) this.#asOf = isoTime(this.#parts.clock);
		const asOf = this.#asOf === undefined ? {} : {asOf: this.#asOf};
		const last = this.#last === undefined ? {} : {last: this.#last};
		return {since: this.#since, source: this.#source, ...last, ...asOf};
	}
}
