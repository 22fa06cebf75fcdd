import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';

/** A folder of the test's own, gone when it ends. */
export function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-replica-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/** The till's data in a folder of its own, closed when the test ends. */
export async function freshReplica(t: ExecutionContext, till = 'anna'): Promise<Replica> {
	const replica = await openReplica({dataDir: temporaryFolder(t), till});
	t.teardown(() => replica.close());
	return replica;
}
