/** The content of an entry: what its till wrote, without what the database adds, and the digest of it as it is. */
import {createHash} from 'node:crypto';
import {digestOf} from '../../till/domain/chain.ts';

export type Content = Readonly<Record<string, unknown>>;

export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The entry without what the database adds to it; `_id` is a part of the entry. */
export function contentOf(document: Content): Content {
	return Object.fromEntries(Object.entries(document).filter(([field]) => field === '_id' || !field.startsWith('_')));
}

/** Undefined when something occurs in the content that may not occur in an entry. */
export function canonicalDigest(content: Content): string | undefined {
	try {
		return digestOf(content, sha256);
	} catch (_fraction) {
		// `canonicalForm` throws at a fraction, a truth value or half a surrogate: the content has no canonical form.
		return undefined;
	}
}
