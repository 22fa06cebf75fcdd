/**
 * Dialog 06 on the wire: single control bytes and records.
 *
 *   till → scale    EOT | STX | nn (ESC field)… | ETX        EOT ENQ
 *   scale → till          STX | nn (ESC field)… | ETX        ACK   NAK
 *                   04    02    30 31  1B         03         06 / 15
 *
 * The till's EOT resets the scale's end, so a record begun before it is void. There is no checksum: integrity is
 * the parity bit of the serial line, which some converters leave in place, so bit 7 is dropped. Some scales end a
 * record with EOT, which the till takes for ETX.
 */

import {assert} from '../../domain/assert.ts';
import {joinBytes} from '../transport.ts';

export type Control = 'ack' | 'nak' | 'eot' | 'enq';

export type Signal =
	| {readonly kind: Control}
	| {
			readonly kind: 'record';
			/** Two digits. */
			readonly number: string;
			readonly fields: readonly string[];
	  };

export interface Decoded {
	readonly signals: readonly Signal[];
	/** The beginning of a record whose rest is still on its way. */
	readonly tail: Uint8Array;
}

const stx = 0x02;
const etx = 0x03;
const esc = 0x1b;
const codes: Readonly<Record<Control, number>> = {eot: 0x04, enq: 0x05, ack: 0x06, nak: 0x15};
const controls = new Map(Object.entries(codes).map(([kind, code]) => [code, kind as Control]));
const recordBytesMax = 64;

export function encodeControl(...kinds: readonly Control[]): Uint8Array {
	return Uint8Array.from(kinds.map(kind => codes[kind]));
}

export function encodeRecord(number: string, fields: readonly string[] = []): Uint8Array {
	assert(/^\d\d$/.test(number), 'the number of a record is two digits');
	for (const field of fields) assert(/^[ -~]*$/.test(field), 'a field is of plain characters');
	const text = [number, ...fields].join(String.fromCharCode(esc));
	return Uint8Array.from([stx, ...Buffer.from(text, 'latin1'), etx]);
}

/** Never throws; what belongs to no record and is no control byte is skipped. */
export function decodeSignals(bytes: Uint8Array, options: {readonly eotEndsRecord: boolean}): Decoded {
	const signals: Signal[] = [];
	let record: number[] | undefined;
	for (const raw of bytes) {
		const byte = raw & 0x7f;
		if (byte === stx) record = [];
		else if (record === undefined) pushControl(signals, byte);
		else if (byte === etx || (byte === codes.eot && options.eotEndsRecord)) {
			const decoded = recordIn(record);
			if (decoded) signals.push(decoded);
			record = undefined;
		} else if (byte >= 0x20 || byte === esc) {
			record = record.length < recordBytesMax ? [...record, byte] : undefined;
		} else {
			// A record is cut short by anything that cannot be part of one.
			record = undefined;
			pushControl(signals, byte);
		}
	}
	return {signals, tail: record === undefined ? new Uint8Array() : Uint8Array.from([stx, ...record])};
}

function pushControl(signals: Signal[], byte: number): void {
	const kind = controls.get(byte);
	if (kind !== undefined) signals.push({kind});
}

function recordIn(content: readonly number[]): Signal | undefined {
	const [number = '', ...fields] = String.fromCharCode(...content).split(String.fromCharCode(esc));
	return /^\d\d$/.test(number) ? {kind: 'record', number, fields} : undefined;
}

/** Signals out of a stream of chunks: remembers the tail between them. */
export function createSignalReader(options: {
	readonly eotEndsRecord: boolean;
}): (chunk: Uint8Array) => readonly Signal[] {
	let tail: Uint8Array = new Uint8Array();
	return chunk => {
		const decoded = decodeSignals(joinBytes(tail, chunk), options);
		tail = decoded.tail;
		return decoded.signals;
	};
}
