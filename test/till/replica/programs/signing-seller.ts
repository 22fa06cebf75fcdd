/** Writes signed entries of November for ever, with the key in its folder, and prints the number of each that is stored. */
import {writeSync} from 'node:fs';
import {join} from 'node:path';
import {openTillKey} from '../../../../till/app/till-key.ts';
import {seal} from '../../../../till/domain/seal.ts';
import {openReplica} from '../../../../till/replica/open-replica.ts';
import {sha256} from '../../../../till/replica/sha256.ts';

const dataDir = process.argv[2] ?? '';
const {book} = await openReplica({dataDir, till: 'anna'});
const {sign} = openTillKey(join(dataDir, 'own.pem'));
const date = {month: '2026-11', businessDay: '2026-11-24', writtenAt: '2026-11-24T10:00:00+01:00'};
for (;;) {
	const content = {type: 'event', ...date, event: 'logged-in', cashier: {id: 'k1', name: 'Zofia'}} as const;
	const entry = seal(content, book.head(), {till: 'anna', sha256, sign, suffix: () => '00000000'});
	await book.append(entry);
	writeSync(1, `${entry.entry}\n`);
}
