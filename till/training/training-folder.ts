/**
 * The folder of a training: beside the till's own, by a name nobody can choose, and marked by a file in it. Only what has
 * the mark is ever emptied, and a till that sells does not open what has it.
 */
import {existsSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {lockFolder} from '../replica/folder-lock.ts';

const markFile = 'SZKOLENIE.txt';
const markText =
	'Folder szkolenia: każde włączenie kasy szkoleniowej go opróżnia.\nA training folder: emptied whenever the training till is started.\n';

export function trainingFolderOf(dataDir: string): string {
	return `${resolve(dataDir)}-training`;
}

export function isTrainingFolder(folder: string): boolean {
	return existsSync(join(folder, markFile));
}

/**
 * Makes the folder, or empties it. Rejects where something else is in it, and with `FolderInUse` while another training
 * till has it.
 */
export async function beginTrainingFolder(folder: string): Promise<void> {
	mkdirSync(folder, {recursive: true, mode: 0o700});
	if (!isTrainingFolder(folder)) {
		if (readdirSync(folder).length > 0)
			throw new Error(`${folder} nie jest folderem szkolenia · is not a training folder, and is left as it is`);
		writeFileSync(join(folder, markFile), markText);
	}
	const lock = await lockFolder(folder);
	try {
		for (const name of readdirSync(folder)) {
			if (name !== markFile && !name.startsWith('till.lock')) rmSync(join(folder, name), {recursive: true});
		}
	} finally {
		await lock.release();
	}
}
