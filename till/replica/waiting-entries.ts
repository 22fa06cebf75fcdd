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

/** Oldest first. Every snapshot of the till asks how many there are, and after a day without the server they are thousands. */
export class WaitingEntries {
	#byId = new Map<string, Waiting>();
	#receiptCount = 0;

	constructor(entries: readonly Waiting[]) {
		this.putBack(entries);
	}

	get count(): number {
		return this.#byId.size;
	}

	get receiptCount(): number {
		return this.#receiptCount;
	}

	has(id: string): boolean {
		return this.#byId.has(id);
	}

	get(id: string): Waiting | undefined {
		return this.#byId.get(id);
	}

	all(): Iterable<Waiting> {
		return this.#byId.values();
	}

	oldest(): Waiting | undefined {
		for (const entry of this.#byId.values()) return entry;
		return undefined;
	}

	/** Of those that were never refused. */
	oldestUnmarked(): Waiting | undefined {
		for (const entry of this.#byId.values()) if (!entry.retried) return entry;
		return undefined;
	}

	/** The oldest, as many as there are up to `limit`. */
	oldestOf(limit: number): readonly Waiting[] {
		const oldest: Waiting[] = [];
		for (const entry of this.#byId.values()) {
			if (oldest.length >= limit) break;
			oldest.push(entry);
		}
		return oldest;
	}

	/** The newest of all. */
	add(entry: Waiting): void {
		this.remove(entry.id);
		this.#byId.set(entry.id, entry);
		if (isReceipt(entry)) this.#receiptCount += 1;
	}

	/** Each to its place. */
	putBack(entries: readonly Waiting[]): void {
		const sorted = [...this.#byId.values(), ...entries].sort((left, right) => left.entry - right.entry);
		this.#byId = new Map(sorted.map(entry => [entry.id, entry]));
		this.#receiptCount = [...this.#byId.values()].filter(isReceipt).length;
	}

	remove(id: string): void {
		const entry = this.#byId.get(id);
		if (entry === undefined) return;
		this.#byId.delete(id);
		if (isReceipt(entry)) this.#receiptCount -= 1;
	}
}

function isReceipt({id}: Waiting): boolean {
	return id.startsWith('receipt:');
}
