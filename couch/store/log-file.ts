/**
 * A file's write-ahead log as the bytes it is made of.
 *
 *   log     magic 4 | format 4 | page size 4 | count 4 | salt 8 | checksum 8      then frames
 *   frame   page number 4 | pages after the commit, or 0 4 | salt 8 | checksum 8 | page
 *
 * A log that begins anew draws another salt and overwrites the file from the start, so that frames of an earlier round
 * may still stand behind its own. Each checksum goes on from the one before: SQLite reads up to the first frame that
 * does not fit and throws the rest away when it closes the file. What a kill or a full disk interrupted has no commit
 * behind it; a frame that does not fit before a commit was changed later, and hides what was acknowledged after it.
 */
import {readFile} from './file-bytes.ts';
import {type Bytes, pageBytes, readUint32} from './page-bytes.ts';

const headerBytes = 32;
const frameHeaderBytes = 24;
const littleEndianMagic = 0x377f0682;
const bigEndianMagic = 0x377f0683;

export interface Frame {
	readonly pageNumber: number;
	readonly page: Bytes;
	/** Of the log's present round; what is left of an earlier one is in the file already. */
	readonly isCurrent: boolean;
	/** SQLite reads it. */
	readonly fits: boolean;
	readonly commits: boolean;
}

export interface Log {
	/** Without its header SQLite reads nothing of a log. */
	readonly headerFits: boolean;
	/** Whole frames in the order of the file. */
	readonly frames: readonly Frame[];
}

/** The log of a file, whatever it says of itself. */
export function readLog(file: string): Log {
	const log = readFile(`${file}-wal`);
	const magic = readUint32(log, 0);
	const isBigEndian = magic === bigEndianMagic;
	let sum = addTo([0, 0], log.subarray(0, 24), isBigEndian);
	const headerFits = (isBigEndian || magic === littleEndianMagic) && isSum(sum, log, 24);
	const salt = headerFits ? 16 : headerBytes + 8;
	let fits = headerFits;
	const frames: Frame[] = [];
	for (let at = headerBytes; at + frameHeaderBytes + pageBytes <= log.length; at += frameHeaderBytes + pageBytes) {
		const page = log.subarray(at + frameHeaderBytes, at + frameHeaderBytes + pageBytes);
		const isCurrent =
			readUint32(log, at + 8) === readUint32(log, salt) && readUint32(log, at + 12) === readUint32(log, salt + 4);
		sum = addTo(addTo(sum, log.subarray(at, at + 8), isBigEndian), page, isBigEndian);
		fits &&= isCurrent && isSum(sum, log, at + 16);
		frames.push({pageNumber: readUint32(log, at), page, isCurrent, fits, commits: readUint32(log, at + 4) > 0});
	}
	return {headerFits, frames};
}

/** What is wrong with a file's log; an empty list is one that SQLite reads as far as it was written. */
export function logFindings(file: string): readonly string[] {
	const {headerFits, frames} = readLog(file);
	const committed = frames.findLastIndex(({isCurrent, commits}) => isCurrent && commits);
	const broken = frames.findIndex(({fits}) => !fits);
	if (broken < 0 || committed < 0) return [];
	if (!headerFits) return ['write-ahead log: its header does not fit'];
	return broken < committed ? [`write-ahead log: frame ${broken + 1} of ${frames.length} does not fit`] : [];
}

/** Something was being written when the file was left, or the last thing that was written was changed since. */
export function endsUnfinished(file: string): boolean {
	const {frames} = readLog(file);
	const committed = frames.findLastIndex(({fits, commits}) => fits && commits);
	return frames.slice(committed + 1).some(({isCurrent}) => isCurrent);
}

type Sum = readonly [number, number];

function addTo([first, second]: Sum, bytes: Bytes, isBigEndian: boolean): Sum {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let one = first;
	let two = second;
	for (let at = 0; at + 8 <= bytes.length; at += 8) {
		one = (one + view.getUint32(at, !isBigEndian) + two) >>> 0;
		two = (two + view.getUint32(at + 4, !isBigEndian) + one) >>> 0;
	}
	return [one, two];
}

function isSum([first, second]: Sum, log: Bytes, at: number): boolean {
	return readUint32(log, at) === first && readUint32(log, at + 4) === second;
}
