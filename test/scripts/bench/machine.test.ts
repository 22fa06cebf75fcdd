import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {folderBytes} from '../../../scripts/bench/folder-bytes.ts';
import {peakMemoryMb} from '../../../scripts/bench/process-memory.ts';

test('a folder is as large as its files, those below it too', t => {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-bytes-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	mkdirSync(join(folder, 'below'));
	writeFileSync(join(folder, 'catalogue.sqlite'), 'x'.repeat(1000));
	writeFileSync(join(folder, 'catalogue.sqlite-wal'), 'x'.repeat(200));
	writeFileSync(join(folder, 'below', 'state.sqlite'), 'x'.repeat(30));
	t.is(folderBytes(folder), 1230);
	t.is(folderBytes(folder, 'catalogue.sqlite'), 1200);
	t.is(folderBytes(folder, 'catalogue.sqlite-wal'), 200);
});

test('the most memory a process has had is told, where the system tells it', t => {
	const peakMb = peakMemoryMb(process.pid);
	if (process.platform === 'linux')
		t.true(Number(peakMb) >= Math.floor(process.memoryUsage.rss() / 2 ** 20) - 1, `${peakMb}`);
	else t.is(peakMb, undefined);
	t.is(peakMemoryMb(0x7f_ff_ff_ff), undefined);
});
