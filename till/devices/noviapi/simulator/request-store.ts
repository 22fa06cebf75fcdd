/**
 * The requests that a simulated printer keeps, in a file of their own beside its fiscal memory.
 *
 *   STORED ──confirmed──► QUEUED ──its turn──► PENDING ──► DONE | ERROR
 *
 * A kill between the document and the note that it is done leaves PENDING with the number of documents before it: more
 * documents than that say that it was carried out.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {writeDurably} from '../../simulated/fiscal-memory.ts';

export interface KeptRequest {
	readonly id: string;
	readonly endpoint: string;
	readonly body: unknown;
	readonly state: 'STORED' | 'QUEUED' | 'PENDING' | 'DONE' | 'ERROR';
	/** Daily reports at the time it was stored. */
	readonly reportCount: number;
	/** Documents at the time its turn came. */
	readonly documentsBefore?: number;
	readonly jpkid?: number;
	readonly error?: {readonly code: number; readonly description: string};
	readonly response?: unknown;
}

export interface RequestStore {
	all(): readonly KeptRequest[];
	find(endpoint: string, id: string): KeptRequest | undefined;
	add(request: Pick<KeptRequest, 'endpoint' | 'body' | 'reportCount'>): KeptRequest;
	change(id: string, changes: Partial<Omit<KeptRequest, 'id'>>): void;
	keepOnly(isKept: (request: KeptRequest) => boolean): void;
}

interface Kept {
	readonly count: number;
	readonly requests: readonly KeptRequest[];
}

export function openRequestStore(options: {readonly uniqueNumber: string; readonly file?: string}): RequestStore {
	const {file, uniqueNumber} = options;
	let kept: Kept = file !== undefined && existsSync(file) ? readKept(file) : {count: 0, requests: []};

	function write(changes: Partial<Kept>): void {
		const next = {...kept, ...changes};
		if (file !== undefined) writeDurably(file, JSON.stringify(next));
		kept = next;
	}

	return {
		all: () => kept.requests,
		find: (endpoint, id) => kept.requests.find(request => request.id === id && request.endpoint === endpoint),
		add(request) {
			const count = kept.count + 1;
			const id = createHash('sha256').update(`${uniqueNumber} ${count}`).digest('hex').slice(0, 32);
			const added = {...request, id, state: 'STORED'} as const;
			write({count, requests: [...kept.requests, added]});
			return added;
		},
		change(id, changes) {
			write({requests: kept.requests.map(request => (request.id === id ? {...request, ...changes} : request))});
		},
		keepOnly(isKept) {
			if (!kept.requests.every(isKept)) write({requests: kept.requests.filter(isKept)});
		},
	};
}

function readKept(file: string): Kept {
	const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (typeof stored !== 'object' || stored === null || !('requests' in stored) || !('count' in stored)) {
		throw new Error(`${file} does not hold the requests of a simulated printer`);
	}
	return stored as Kept;
}
