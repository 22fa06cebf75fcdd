/**
 * Packets of the Novitus XML protocol: bytes on the wire ⇄ elements.
 *
 *   <packet crc="4259D34E">  <dle/>                </packet>
 *           CRC-32, or none  exactly these bytes
 *
 * The CRC covers what stands between the `>` of the opening tag and the `<` of the closing one, every space and line
 * break included, as windows-1250. We always write it; a printer may leave it out of its answers, and may write it in
 * either case. Nothing tells which command an answer belongs to but the name of its element.
 */
import {crc32} from 'node:zlib';
import {assert} from '../../domain/assert.ts';
import {decodeText, encodeText} from '../printer-text.ts';
import {joinBytes} from '../transport.ts';
import {readElements, writeElement, type XmlElement} from './xml.ts';

export interface Packet {
	readonly elements: readonly XmlElement[];
	/** It carried a checksum, and the right one. */
	readonly sealed: boolean;
}

/** A packet that arrived with its two ends and is nevertheless not one; or one that did not end in time. */
export type Damage = 'checksum' | 'form' | 'too-long';

export interface Heard {
	readonly packets: readonly Packet[];
	readonly damages: readonly Damage[];
	/** The beginning of a packet was read whose rest is still on its way. */
	readonly midway: boolean;
}

/** What the printer's buffer holds. */
export const packetBytesMax = 5000;
/** The last transaction comes with all its items. */
const answerBytesMax = 262_144;

export function encodePacket(elements: readonly XmlElement[], options: {readonly sealed: boolean}): Uint8Array {
	const body = encodeText(elements.map(writeElement).join(''));
	const opening = options.sealed ? `<packet crc="${checksumOf(body)}">` : '<packet>';
	return joinBytes(encodeText(opening), body, end);
}

/** One that the printer takes in whole: what does not fit its buffer goes into several. */
export function encodeCommand(command: XmlElement): Uint8Array {
	const bytes = encodePacket([command], {sealed: true});
	assert(bytes.length <= packetBytesMax, `a packet fits the printer's buffer; <${command.name}> does not`);
	return bytes;
}

/** CRC-32 as zlib has it: eight hexadecimal digits. */
export function checksumOf(body: Uint8Array): string {
	return crc32(body).toString(16).toUpperCase().padStart(8, '0');
}

const openingTag = /^<packet(?:\s+crc\s*=\s*"([0-9A-Fa-f]{8})")?\s*>/;
const closingLength = '</packet>'.length;

/** Of bytes that begin with `<packet` and end with `</packet>`. Never throws. */
export function decodePacket(bytes: Uint8Array): Packet | Damage {
	const opening = openingTag.exec(decodeText(bytes.subarray(0, 64)));
	if (opening === null) return 'form';
	const body = bytes.subarray(opening[0].length, bytes.length - closingLength);
	const checksum = opening[1];
	if (checksum !== undefined && checksum.toUpperCase() !== checksumOf(body)) return 'checksum';
	const elements = readElements(decodeText(body));
	return elements === undefined ? 'form' : {elements, sealed: checksum !== undefined};
}

const start = encodeText('<packet');
const end = encodeText('</packet>');
/** Looked at before the rest of the ending, since most bytes end nothing. */
const startLast = start.at(-1);
const endLast = end.at(-1);

/**
 * Packets out of a stream of chunks. What stands between them is skipped; a packet that starts anew before it ended
 * was cut off, so the last start counts.
 */
export function createPacketReader(options: {readonly bytesMax?: number} = {}): (chunk: Uint8Array) => Heard {
	const {bytesMax = answerBytesMax} = options;
	let bytes: number[] = [];
	let inside = false;

	return chunk => {
		const packets: Packet[] = [];
		const damages: Damage[] = [];
		const decode = (whole: Uint8Array) => {
			const decoded = decodePacket(whole);
			if (typeof decoded === 'string') damages.push(decoded);
			else packets.push(decoded);
		};
		if (bytes.length === 0 && chunk.length <= bytesMax && isOnePacket(chunk)) {
			decode(chunk);
			return {packets, damages, midway: false};
		}
		for (const byte of chunk) {
			bytes.push(byte);
			if (byte === startLast && endsWith(bytes, start)) {
				bytes = [...start];
				inside = true;
			} else if (inside && byte === endLast && endsWith(bytes, end)) {
				decode(Uint8Array.from(bytes));
				bytes = [];
				inside = false;
			} else if (inside && bytes.length > bytesMax) {
				damages.push('too-long');
				bytes = [];
				inside = false;
			} else if (!inside && bytes.length >= start.length) {
				bytes.shift();
			}
		}
		return {packets, damages, midway: inside};
	};
}

/** As nearly all answers come: what the reader would find byte by byte, seen at once. */
function isOnePacket(chunk: Uint8Array): boolean {
	const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
	return view.lastIndexOf(start) === 0 && view.indexOf(end) === view.length - end.length && view.length > end.length;
}

function endsWith(bytes: readonly number[], ending: Uint8Array): boolean {
	const from = bytes.length - ending.length;
	return from >= 0 && ending.every((byte, index) => bytes[from + index] === byte);
}
