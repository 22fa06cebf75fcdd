/**
 * Setting a file aside under a dated name, so that a kill at any moment leaves something that can be gone on with.
 *
 *   found ──► note written ──► -wal, file renamed ──► fresh file built beside ──► renamed into place ──► note gone
 *
 * A1  The note comes first and goes last; whoever finds one does everything after it again.
 * A2  The file is renamed after its write-ahead log, so that the log is never left to a file that it is not of.
 * A3  The file set aside is only read; the fresh one gets its name when it is whole.
 */
import {
	closeSync,
	copyFileSync,
	existsSync,
	fsyncSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {assert} from '../domain/assert.ts';
import type {DamageKind} from '../domain/damage.ts';

export interface Note {
	/** For instance `state.sqlite`. */
	readonly file: string;
	readonly setAside: string;
	readonly kind: DamageKind;
	readonly detail: string;
	readonly foundAt: string;
}

const noteEnding = '.mending';
const freshEnding = '.fresh';
const copyEnding = '.copy';
const endings = ['-wal', '-shm', ''] as const;
/** With what goes aside; the index of a log is made anew by whoever reads it. */
const keptEndings = ['-wal', ''] as const;

export function writeNote(dataDir: string, found: Omit<Note, 'setAside'>): Note {
	const note = {...found, setAside: freeName(dataDir, found)};
	const draft = join(dataDir, `${note.file}${noteEnding}.draft`);
	writeFileSync(draft, JSON.stringify(note), {flush: true});
	renameSync(draft, join(dataDir, `${note.file}${noteEnding}`));
	syncFolder(dataDir);
	return note;
}

/** What a kill interrupted. */
export function readNotes(dataDir: string): readonly Note[] {
	const files = readdirSync(dataDir).filter(file => file.endsWith(noteEnding));
	return files.sort().map(file => JSON.parse(readFileSync(join(dataDir, file), 'utf8')) as Note);
}

export function forgetNote(dataDir: string, {file}: Note): void {
	rmSync(join(dataDir, `${file}${noteEnding}`), {force: true});
	syncFolder(dataDir);
}

/**
 * Returns where the file lies now, which is also where its write-ahead log is found. Of a file that was missing only the
 * log is moved: what has the file's name after a kill is the fresh one.
 */
export function moveAway(dataDir: string, {file, setAside, kind}: Note): string {
	const target = join(dataDir, setAside);
	if (existsSync(target)) return target;
	for (const ending of kind === 'missing' ? (['-wal'] as const) : keptEndings) {
		const source = join(dataDir, `${file}${ending}`);
		if (existsSync(source)) renameSync(source, `${target}${ending}`);
	}
	rmSync(join(dataDir, `${file}-shm`), {force: true});
	syncFolder(dataDir);
	return target;
}

/** Builds a file under a name of its own and puts it in place when it is whole. */
export async function replaceFile(
	dataDir: string,
	file: string,
	build: (fresh: string) => Promise<void>,
): Promise<void> {
	const fresh = join(dataDir, `${file}${freshEnding}`);
	removeFile(fresh);
	await build(fresh);
	assert(!isLogged(fresh), `all of ${fresh} is in the file itself`);
	renameSync(fresh, join(dataDir, file));
	removeFile(fresh);
	syncFolder(dataDir);
}

export function removeFile(file: string): void {
	for (const ending of endings) rmSync(`${file}${ending}`, {force: true});
}

/** A copy of a file, for a look that would change the file itself. */
export async function withCopy<Value>(file: string, look: (copy: string) => Promise<Value>): Promise<Value> {
	const copy = `${file}${copyEnding}`;
	removeFile(copy);
	for (const ending of keptEndings) {
		if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
	}
	try {
		return await look(copy);
	} finally {
		removeFile(copy);
	}
}

/** A file, or the write-ahead log of one that is gone. */
export function isThere(file: string): boolean {
	return existsSync(file) || isLogged(file);
}

function isLogged(file: string): boolean {
	return (statSync(`${file}-wal`, {throwIfNoEntry: false})?.size ?? 0) > 0;
}

// A colon in a file's name does not survive every memory stick.
function freeName(dataDir: string, {file, foundAt}: Pick<Note, 'file' | 'foundAt'>): string {
	const name = `${file.replace(/\.sqlite$/, '')}.damaged-${foundAt.replaceAll(':', '-')}`;
	for (let count = 1; ; count++) {
		const candidate = `${name}${count === 1 ? '' : `-${count}`}.sqlite`;
		if (!isThere(join(dataDir, candidate))) return candidate;
	}
}

/** A renamed file is under its new name after a power cut only once its folder is on the disk. */
export function syncFolder(dataDir: string): void {
	const folder = openSync(dataDir, 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}
