/** Opens a data folder, says so, and keeps it. */
import {writeSync} from 'node:fs';
import {openReplica} from '../../../../till/replica/open-replica.ts';

await openReplica({dataDir: process.argv[2] ?? '', till: 'anna'});
writeSync(1, 'open\n');
setInterval(() => undefined, 60_000);
