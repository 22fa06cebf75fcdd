/** What the operating system keeps of files in its memory. A machine that was just switched on has nothing there. */
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';

const switchFile = '/proc/sys/vm/drop_caches';
const pagesAndNames = '3';

/** Forgets all of it, where this process may; says whether it did. */
export function dropFileCache(): boolean {
	if (process.platform !== 'linux') return false;
	try {
		execFileSync('sync');
		writeFileSync(switchFile, pagesAndNames);
		return true;
	} catch (error) {
		// Only the machine's administrator may, and not in every container.
		if (['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
		throw error;
	}
}
