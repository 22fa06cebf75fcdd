import {existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';

/** A folder of the test's own, gone when it ends. */
export function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-store-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/** The files of this name, and beside it, that this process holds open. */
export function descriptorsOf(file: string): readonly string[] {
	const folder = '/proc/self/fd';
	const open = readdirSync(folder).filter(descriptor => existsSync(join(folder, descriptor)));
	return open.map(descriptor => readlinkSync(join(folder, descriptor))).filter(target => target.startsWith(file));
}
