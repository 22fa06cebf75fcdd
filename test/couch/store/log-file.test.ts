import {copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {checkStoreFile, isOfFile} from '../../../couch/store/check-file.ts';
import {readWhole} from '../../../couch/store/file-bytes.ts';
import {endsUnfinished, logFindings} from '../../../couch/store/log-file.ts';
import {openSqlite, SqliteError} from '../../../couch/store/sqlite.ts';
import {temporaryFolder} from './folder.ts';

const frameBytes = 24 + 4096;

/** A file with its log as a kill leaves them, the log in its second round, and how many frames it has. */
async function leftByKill(t: ExecutionContext) {
	const folder = temporaryFolder(t);
	const running = join(folder, 'running.sqlite');
	const sqlite = openSqlite(running);
	sqlite.exec('CREATE TABLE sale (id INTEGER PRIMARY KEY, text TEXT)');
	for (let sale = 1; sale <= 40; sale++) sqlite.run('INSERT INTO sale (text) VALUES (?)', 'Zofia '.repeat(300));
	sqlite.exec('PRAGMA wal_checkpoint(RESTART)');
	for (let sale = 1; sale <= 12; sale++) sqlite.run('INSERT INTO sale (text) VALUES (?)', 'Anna '.repeat(300));
	const file = join(folder, 'killed.sqlite');
	copyFileSync(running, file);
	const log = new Uint8Array(readFileSync(`${running}-wal`));
	await sqlite.close();
	const keepLog = (bytes: Uint8Array) => writeFileSync(`${file}-wal`, bytes);
	keepLog(log);
	return {file, log, keepLog};
}

test('a log that a kill left is sound, with the frames of an earlier round behind its own', async t => {
	const {file, log} = await leftByKill(t);
	t.true(log.length > 50 * frameBytes);
	t.deepEqual(logFindings(file), []);
	t.false(endsUnfinished(file));
});

test('wherever a kill cuts a log off, that is no damage', async t => {
	const {file, log, keepLog} = await leftByKill(t);
	for (let length = 0; length < log.length; length += 1500) {
		keepLog(log.slice(0, length));
		t.deepEqual(logFindings(file), [], `cut off at ${length}`);
	}
});

test('what was changed anywhere before the last commit of a log is found', async t => {
	const {file, log, keepLog} = await leftByKill(t);
	for (const place of [0, 9, 20, 32 + 3, 32 + 10, 32 + 17, 32 + 24 + 7, 32 + 3 * frameBytes + 2000]) {
		const changed = new Uint8Array(log);
		changed[place] = (changed[place] ?? 0) ^ 1;
		keepLog(changed);
		t.is(logFindings(file).length, 1, `changed at ${place}`);
	}
});

test('SQLite sees nothing wrong with a file whose log is damaged, and throws the rest of it away', async t => {
	const {file, log, keepLog} = await leftByKill(t);
	const changed = new Uint8Array(log);
	changed[32 + frameBytes + 1000] = 0xfe;
	keepLog(changed);
	t.deepEqual(await checkStoreFile(file), []);
	const sqlite = openSqlite(file);
	t.true(Number(sqlite.get('SELECT COUNT(*) AS count FROM sale')?.['count']) < 52);
	await sqlite.close();
});

test('pages that the disk does not give out are left out, and all others are read', t => {
	const bad = 700;
	const readAt = (bytes: Uint8Array, at: number) => {
		const pages = [Math.floor(at / 4096), Math.floor((at + bytes.length - 1) / 4096)];
		if ((pages[0] ?? 0) <= bad && bad <= (pages[1] ?? 0)) throw Object.assign(new Error('EIO'), {code: 'EIO'});
		// A disk may give out less than it is asked for.
		return bytes.subarray(0, 5000).fill(7).length;
	};
	const whole = readWhole(1000 * 4096 + 10, readAt);
	t.is(whole.length, 1000 * 4096 + 10);
	const missing = new Set<number>();
	for (const [place, byte] of whole.entries()) if (byte !== 7) missing.add(Math.floor(place / 4096));
	t.deepEqual([...missing], [bad]);
	const broken = () => {
		throw Object.assign(new Error('EACCES'), {code: 'EACCES'});
	};
	t.throws(() => readWhole(10, broken), {message: 'EACCES'});
});

test('a file that cannot be read is to blame, a disk that is full or busy is not', t => {
	const codes = [
		'SQLITE_CORRUPT',
		'SQLITE_NOTADB',
		'SQLITE_IOERR_READ',
		'SQLITE_FULL',
		'SQLITE_BUSY',
		'SQLITE_IOERR_FSYNC',
	];
	t.deepEqual(
		codes.filter(code => isOfFile(new SqliteError('', code))),
		['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_READ'],
	);
	t.false(isOfFile(new Error('SQLITE_CORRUPT')));
});
