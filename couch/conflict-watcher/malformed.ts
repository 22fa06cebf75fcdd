/** What does not add up: a content that is no entry, a digest that is not the content's, sums that are not the sums. */
import type {Sealed} from '../../till/domain/entry.ts';
import {readEntry} from '../documents/entries.ts';
import type {Content} from './content.ts';
import {returnFaults} from './return-sums.ts';
import {type EntryFault, eventFaults, receiptFaults} from './sums.ts';

/** `digest` is the one of the canonical form, where the content has one. */
export function entryFaults(content: Content, digest: string | undefined): readonly EntryFault[] {
	const reason = digest === undefined ? 'has no canonical form to be of' : `is not the content's, which is ${digest}`;
	const digestFaults = digest === content['digest'] ? [] : [{field: '/digest', reason}];
	const read = readEntry(content);
	if (!read.ok) return [...digestFaults, {field: `/${read.fault.field}`, reason: read.fault.reason}];
	return [...digestFaults, ...sumFaults(read.value)];
}

function sumFaults(entry: Sealed): readonly EntryFault[] {
	switch (entry.type) {
		case 'receipt':
			return receiptFaults(entry);
		case 'return':
			return returnFaults(entry);
		case 'event':
			return eventFaults(entry);
		case 'seal':
			return [];
	}
}
