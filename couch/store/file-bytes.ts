/**
 * All of a file, as far as the disk gives it out. What it does not is zeros: a page of zeros holds no rows.
 */
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {type Bytes, pageBytes} from './page-bytes.ts';

/** Reads into the bytes from a place in the file and says how many there were; throws where the disk fails. */
export type ReadAt = (bytes: Bytes, at: number) => number;

const stretchBytes = 256 * pageBytes;

/** Empty where there is no such file. */
export function readFile(file: string, sizeBytesMax = Number.POSITIVE_INFINITY): Bytes {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return new Uint8Array(0);
		throw error;
	}
	try {
		const sizeBytes = Math.min(fstatSync(descriptor).size, sizeBytesMax);
		return readWhole(sizeBytes, (bytes, at) => readSync(descriptor, bytes, 0, bytes.length, at));
	} finally {
		closeSync(descriptor);
	}
}

/** In long stretches; one that fails is read page by page, and the pages that fail are left out. */
export function readWhole(sizeBytes: number, readAt: ReadAt): Bytes {
	const whole = new Uint8Array(sizeBytes);
	for (let at = 0; at < sizeBytes; at += stretchBytes) {
		const stretch = whole.subarray(at, at + stretchBytes);
		if (fill(stretch, at, readAt)) continue;
		for (let page = 0; page < stretch.length; page += pageBytes) {
			const bytes = stretch.subarray(page, page + pageBytes);
			if (!fill(bytes, at + page, readAt)) bytes.fill(0);
		}
	}
	return whole;
}

/** False where the disk cannot read some of it. */
function fill(bytes: Bytes, at: number, readAt: ReadAt): boolean {
	try {
		for (let filled = 0; filled < bytes.length; ) {
			const count = readAt(bytes.subarray(filled), at + filled);
			if (count === 0) return true;
			filled += count;
		}
		return true;
	} catch (error) {
		if (codeOf(error) === 'EIO') return false;
		throw error;
	}
}

function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
