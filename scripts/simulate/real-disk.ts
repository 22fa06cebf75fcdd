/** The till's disk as it is in a shop: SQLite files in a folder, as the till's own replica opens them. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setImmediate as nextRound} from 'node:timers/promises';
import {createMortalReplica, type MortalReplica} from '../../test/till/app/mortal-replica.ts';
import type {Sealed} from '../../till/domain/entry.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import type {Disk} from './disk.ts';

export function createRealDisk(till: string): Disk {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-simulate-'));
	let replica: MortalReplica | undefined;

	async function close(): Promise<void> {
		while (replica?.busy) await nextRound();
		await replica?.close();
		replica = undefined;
	}

	return {
		async open() {
			await close();
			const opened = createMortalReplica(await openReplica({dataDir, till}));
			replica = opened;
			return {book: opened.book, journal: opened.journal, die: () => opened.die()};
		},
		async entriesFrom(entry) {
			const stored = (await replica?.book.from(entry, Number.POSITIVE_INFINITY)) ?? [];
			return stored.map(({document}) => document as unknown as Sealed);
		},
		unfinishedCount: () => replica?.journal.unfinished().length ?? 0,
		async remove() {
			await close();
			rmSync(dataDir, {recursive: true, force: true});
		},
	};
}
