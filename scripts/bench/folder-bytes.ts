/** What a folder's files come to on the disk. */
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

/** Of all files in it and below, or of those whose names begin so. */
export function folderBytes(folder: string, beginning = ''): number {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile() && entry.name.startsWith(beginning))
		.reduce((sum, {parentPath, name}) => sum + statSync(join(parentPath, name)).size, 0);
}
