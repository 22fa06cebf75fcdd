/** What does not add up: a content that is no entry, a digest that is not the content's, sums that are not the sums. */
import {readEntry} from '../documents/entries.ts';
import type {Content} from './content.ts';
import {type EntryFault, receiptFaults} from './sums.ts';

/** `digest` is the one of the canonical form, where the content has one. */
export function entryFaults(content: Content, digest: string | undefined): readonly EntryFault[] {
	const reason = digest === undefined ? 'has no canonical form to be of' : `is not the content's, which is ${digest}`;
	const digestFaults = digest === content['digest'] ? [] : [{field: '/digest', reason}];
	const read = readEntry(content);
	if (!read.ok) return [...digestFaults, {field: `/${read.fault.field}`, reason: read.fault.reason}];
	return read.value.type === 'receipt' ? [...digestFaults, ...receiptFaults(read.value)] : digestFaults;
}
