/** Entries that wait to be sent, as the book remembers them: what they are, not what they say. */
import type {Sealed} from '../domain/entry.ts';
import type {Marked} from './marks.ts';
import type {StoredEntry} from './replica.ts';

export interface Waiting extends Marked {
	/** It was refused before, so that it has a mark already. */
	readonly retried: boolean;
}

export function waitingFor({_id: id, entry, month, writtenAt}: Sealed): Waiting {
	return {id, entry, month, writtenAt, retried: false};
}

export function waitingEntry(stored: StoredEntry): Waiting {
	const {_id: id, entry, month} = stored;
	return {id, entry, month, writtenAt: writtenAt(stored), retried: false};
}

function writtenAt({document}: StoredEntry): string | undefined {
	const at = document['writtenAt'];
	return typeof at === 'string' ? at : undefined;
}

/** By id, oldest first. */
export function oldestFirst(entries: readonly Waiting[]): Map<string, Waiting> {
	const sorted = entries.toSorted((left, right) => left.entry - right.entry);
	return new Map(sorted.map(entry => [entry.id, entry]));
}
