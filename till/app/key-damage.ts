/**
 * Whether the key that the till is going to sign with is the one that its book was signed with.
 *
 * A lost key is replaced by a new one without anybody's doing, and the office has to learn of it: the server knows the
 * former key only, and reports every entry that the new one signs. What tells is the book, not the file. So it does not
 * matter when a till was killed: until the new key has signed, its last entry is another key's, and before it signs, the
 * damage is on disk and stays until somebody has acknowledged it.
 */
import type {Replica} from '../replica/replica.ts';
import {type TillKey, tillKeyFile} from './till-key.ts';

export interface KeyDamageOptions {
	readonly replica: Pick<Replica, 'book' | 'damages' | 'noteDamage'>;
	readonly key: TillKey;
	/** ISO 8601. */
	readonly now: string;
}

/** To be awaited before the key signs anything. */
export async function noteKeyDamage({replica, key, now}: KeyDamageOptions): Promise<void> {
	const {book} = replica;
	const lastNumber = (await book.months()).at(-1)?.last.entry;
	const [last] = lastNumber === undefined ? [] : await book.from(lastNumber, 1);
	if (last === undefined) return;
	const {digest, signature} = last.document;
	if (key.hasSigned(String(digest), String(signature))) return;
	// By as much of the key as the server's validator names it.
	const detail = `entry ${last.entry} was signed with another key than …${key.publicKey.slice(-12)}`;
	const isKnown = replica.damages().some(damage => damage.file === tillKeyFile && damage.detail === detail);
	if (isKnown) return;
	replica.noteDamage({
		file: tillKeyFile,
		kind: 'replaced',
		detail,
		foundAt: now,
		...(key.setAside !== undefined && {setAside: key.setAside}),
		salvagedCount: 0,
		lostCount: 0,
		unsentCount: 0,
		lost: [],
	});
}
