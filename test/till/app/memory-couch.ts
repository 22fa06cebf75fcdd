/**
 * A CouchDB as far as shared baskets ask one, in memory, behind lines on which every question waits until the test lets it
 * through: so a test decides in which order things happen.
 *
 * Models: revisions, `new_edits: false`, conflicts, tombstones, questions that are lost, answers that are, questions that
 * arrive long after whoever asked has gone.
 * Does not model: validators, other documents; `test/till/sync/shared-baskets.test.ts` asks a server.
 */
import {fail as broken} from 'node:assert/strict';
import {fail, ok, type Result} from '../../../till/domain/result.ts';
import type {Ask, Server, ServerFault} from '../../../till/sync/server.ts';

type Stored = Readonly<Record<string, unknown>> & {readonly _id: string; readonly _rev: string};
type Answer = Result<unknown, ServerFault>;

/** `lost`: it never arrives. `deaf`: it does, and the answer does not come back. `late`: it arrives when it is `overdue`. */
export type Passage = 'well' | 'lost' | 'deaf' | 'late';

interface Waiting {
	readonly till: string;
	readonly pass: (passage: Passage) => void;
}

const silence = fail({code: 'unreachable', reason: 'nothing is heard'} as const);
const http = (status: number, reason: string) => fail({code: 'http', status, error: reason, reason} as const);

export class MemoryCouch {
	/** Questions on their way, oldest first. */
	readonly waiting: Waiting[] = [];
	readonly overdue: (() => void)[] = [];
	readonly #leaves = new Map<string, Stored>();
	readonly #revisions = new Set<string>();
	#writeCount = 0;

	lineOf(till: string): Pick<Server, 'ask' | 'database'> {
		return {
			database: name => `/${name}`,
			ask: (path, ask = {}) =>
				new Promise(resolve => {
					const work = () => this.#answer(path, ask);
					const pass = (passage: Passage) => {
						if (passage === 'late') this.overdue.push(work);
						const answer = passage === 'well' || passage === 'deaf' ? work() : silence;
						resolve(passage === 'well' ? answer : silence);
					};
					this.waiting.push({till, pass});
				}),
		};
	}

	get live(): readonly Stored[] {
		return [...this.#leaves.values()].filter(leaf => leaf['_deleted'] !== true);
	}

	#answer(path: string, {method = 'GET', body}: Ask): Answer {
		if (path.includes('_bulk_docs')) return this.#replicate(body);
		if (path.includes('_all_docs')) return ok({rows: this.live.map(doc => ({doc}))});
		const id = decodeURIComponent(path.split('/').at(-1)?.split('?')[0] ?? '');
		const leaf = this.#leaves.get(id);
		if (method === 'GET') return leaf === undefined ? http(404, 'missing') : ok([{ok: structuredClone(leaf)}]);
		const document = body as Stored;
		if (leaf === undefined || leaf._rev !== document._rev || leaf['_deleted'] === true) return http(409, 'conflict');
		this.#writeCount += 1;
		const generation = Number(leaf._rev.split('-')[0]) + 1;
		this.#write({...structuredClone(document), _rev: `${generation}-${this.#writeCount}`});
		return ok({ok: true});
	}

	#replicate(body: unknown): Answer {
		for (const document of (body as {readonly docs: readonly Stored[]}).docs) {
			if (this.#revisions.has(document._id + document._rev)) continue;
			if (this.#leaves.has(document._id)) broken(`${document._id} was put there twice in two ways`);
			this.#write(structuredClone(document));
		}
		return ok([]);
	}

	#write(document: Stored): void {
		this.#leaves.set(document._id, document);
		this.#revisions.add(document._id + document._rev);
	}
}
