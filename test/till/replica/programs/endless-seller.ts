/** Writes an intent, an entry and the end of the intent, for ever, and prints what was acknowledged. */
import {writeSync} from 'node:fs';
import {openReplica} from '../../../../till/replica/open-replica.ts';
import {entryAfter} from '../entries.ts';

const {book, journal} = await openReplica({dataDir: process.argv[2] ?? '', till: 'anna'});
for (;;) {
	const entry = entryAfter(book.head());
	journal.write(String(entry.entry), {step: 'intent'});
	writeSync(1, `intent ${entry.entry}\n`);
	await book.append(entry);
	writeSync(1, `entry ${entry._id}\n`);
	journal.done(String(entry.entry));
}
