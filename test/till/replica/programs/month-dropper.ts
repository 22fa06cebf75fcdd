/** Drops months of a data folder and is killed before a step: a write to the state, a file removed, a folder synced. */
import fs, {writeSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {Sqlite} from '../../../../couch/store/sqlite.ts';
import {openReplica} from '../../../../till/replica/open-replica.ts';

const [dataDir = '', month = '', lastStep = ''] = process.argv.slice(2);
const {book} = await openReplica({dataDir, till: 'anna'});
let steps = 0;

function step(what: string): void {
	steps += 1;
	writeSync(1, `${what}\n`);
	if (steps === Number(lastStep)) process.kill(process.pid, 'SIGKILL');
}

const {run} = Sqlite.prototype;
Sqlite.prototype.run = function (sql, ...args) {
	step(sql);
	return run.call(this, sql, ...args);
};
const {rmSync, fsyncSync} = fs;
fs.rmSync = (path, options) => {
	step(`remove ${String(path)}`);
	rmSync(path, options);
};
fs.fsyncSync = file => {
	step('sync');
	fsyncSync(file);
};
syncBuiltinESMExports();

await book.dropThrough(month);
writeSync(1, 'dropped\n');
process.exit();
