/**
 * POSNET frames: bytes on the wire ⇄ a command with its fields.
 *
 *   STX | command TAB | (two-letter name, value, TAB)… | [@dddd TAB] | '#' CRC   | ETX
 *   02            09                              09            09     23  hex×4   03
 *
 * The CRC covers everything between STX and the '#' that precedes it. A value may contain '#' itself, so the
 * reader finds the CRC from the end of the frame. An answer repeats the command's name and token, and carries
 * `?nnnn` in place of fields when the printer refuses; some models leave out the TAB after that number.
 */

import {assert} from '../../domain/assert.ts';
import {type CodePage, decodeText, encodeText} from '../printer-text.ts';
import {joinBytes} from '../transport.ts';

export interface Field {
	/** Two characters, for instance `na`. */
	readonly name: string;
	readonly value: string;
}

export interface Frame {
	/** With a leading `!` for what the printer does at once, past its queue. */
	readonly mnemonic: string;
	readonly fields: readonly Field[];
	/** Four digits. */
	readonly token?: string;
	/** The printer's error code: only in answers. */
	readonly error?: number;
}

/** A frame that arrived with its two ends and is nevertheless not one. */
export type Damage = 'no-checksum' | 'checksum' | 'form';

export interface Decoded {
	readonly frames: readonly Frame[];
	readonly damages: readonly Damage[];
	/** The beginning of a frame whose rest is still on its way. */
	readonly tail: Uint8Array;
}

const stx = 0x02;
const etx = 0x03;
const frameBytesMax = 16_384;
/** As printers come from the factory. */
export const usualCodePage: CodePage = 'windows-1250';

/** CRC-16/XMODEM: polynomial 1021, starting from 0, nothing reflected. */
export function crc16(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (crcOfByte[(crc >> 8) ^ byte] ?? 0);
	return crc;
}

const crcOfByte = Uint16Array.from({length: 256}, (_each, byte) => {
	let crc = byte << 8;
	for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
	return crc;
});

export function encodeFrame(frame: Frame, codePage: CodePage = usualCodePage): Uint8Array {
	let text = `${frame.mnemonic}\t`;
	if (frame.token !== undefined) text += `@${frame.token}\t`;
	if (frame.error !== undefined) text += `?${frame.error}\t`;
	for (const {name, value} of frame.fields) {
		assert(!hasControls(value), 'a value carries no control characters: they would break the frame');
		text += `${name}${value}\t`;
	}
	const body = encodeText(text, codePage);
	const checksum = encodeText(`#${crc16(body).toString(16).toUpperCase().padStart(4, '0')}`);
	const bytes = new Uint8Array(body.length + checksum.length + 2);
	bytes[0] = stx;
	bytes.set(body, 1);
	bytes.set(checksum, 1 + body.length);
	bytes[bytes.length - 1] = etx;
	return bytes;
}

function hasControls(text: string): boolean {
	for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 0x20) return true;
	return false;
}

/** Never throws, whatever the bytes: garbage between frames is skipped, a broken frame is a damage. */
export function decodeFrames(bytes: Uint8Array, codePage: CodePage = usualCodePage): Decoded {
	const frames: Frame[] = [];
	const damages: Damage[] = [];
	let start = bytes.indexOf(stx);
	while (start !== -1) {
		const end = bytes.indexOf(etx, start + 1);
		if (end === -1) break;
		// A frame that starts anew before it ended was cut off: the last start counts.
		const content = bytes.subarray(bytes.lastIndexOf(stx, end) + 1, end);
		const decoded = decodeContent(content, codePage);
		if (typeof decoded === 'string') damages.push(decoded);
		else frames.push(decoded);
		start = bytes.indexOf(stx, end + 1);
	}
	if (start === -1) return {frames, damages, tail: new Uint8Array()};
	const last = bytes.lastIndexOf(stx);
	return {frames, damages, tail: bytes.length - last > frameBytesMax ? new Uint8Array() : bytes.slice(last)};
}

function decodeContent(content: Uint8Array, codePage: CodePage): Frame | Damage {
	const hash = content.length - 5;
	if (hash < 1 || content[hash] !== 0x23) return 'no-checksum';
	const checksum = decodeText(content.subarray(hash + 1));
	if (!/^[0-9a-f]{4}$/i.test(checksum)) return 'no-checksum';
	const body = content.subarray(0, hash);
	if (crc16(body) !== Number.parseInt(checksum, 16)) return 'checksum';
	return decodeBody(decodeText(body, codePage));
}

function decodeBody(body: string): Frame | Damage {
	const [mnemonic = '', ...parts] = body.split('\t');
	if (!/^!?[a-z0-9]+$/i.test(mnemonic)) return 'form';
	if (parts.at(-1) === '') parts.pop();
	const fields: Field[] = [];
	let token: string | undefined;
	let error: number | undefined;
	for (const part of parts) {
		if (/^@\d{4}$/.test(part)) token = part.slice(1);
		else if (/^\?\d{1,5}$/.test(part)) error = Number(part.slice(1));
		else if (part.length >= 2) fields.push({name: part.slice(0, 2), value: part.slice(2)});
		else return 'form';
	}
	return {mnemonic, fields, ...(token !== undefined && {token}), ...(error !== undefined && {error})};
}

/** Frames out of a stream of chunks: remembers the tail between them. */
export function createFrameReader(codePage: CodePage = usualCodePage): (chunk: Uint8Array) => Omit<Decoded, 'tail'> {
	let tail: Uint8Array = new Uint8Array();
	return chunk => {
		const decoded = decodeFrames(joinBytes(tail, chunk), codePage);
		tail = decoded.tail;
		return decoded;
	};
}
