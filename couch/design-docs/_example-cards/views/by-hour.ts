/**
 * The hours in which people with a card come: receipts by hour of the day, and the largest of them.
 *
 * A reduce of one's own is called with values first, and with its own results afterwards (`rereduce`).
 */
import type {EntryDocument} from '../../documents.ts';

interface Hours {
	readonly count: number;
	readonly largestGrosze: number;
}

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt' || doc.card === undefined) return;
	const {hourOf} = require('views/lib/local-hour') as {hourOf(instant: string): string};
	emit(hourOf(doc.openedAt), {count: 1, largestGrosze: doc.dueGrosze});
}

// Values and results have one form here, so that both are added up in the same way.
export function reduce(_keys: unknown, values: readonly Hours[]): Hours {
	return {
		count: values.reduce((total, {count}) => total + count, 0),
		largestGrosze: values.reduce((largest, {largestGrosze}) => Math.max(largest, largestGrosze), 0),
	};
}
