/**
 * Sequences of ElzabESC: bytes on the wire ⇄ a code with its data, and what comes back.
 *
 *   to the printer    ESC | code | data…         how much data there is only the code tells
 *                     1B
 *   from the printer  ACK | data…                06      done, or the answer to a question
 *                     NAK                        15      not done
 *                     00                         to the NIP of a buyer: taken
 *
 * There is no length, no check, and nothing in an answer says what it answers; some sequences are never answered. So an
 * answer can only be read by whoever knows what was asked, and an `ESC` within the data begins nothing.
 */
import {assert} from '../../domain/assert.ts';

export interface Sequence {
	readonly code: number;
	/** Everything after the code; of a line of text without the LF that ends it. */
	readonly data: Uint8Array;
}

export const codes = {
	item40: 0x05,
	item28: 0x06,
	endOfItems: 0x07,
	textLine: 0x09,
	discount: 0x18,
	open: 0x21,
	cancel: 0x23,
	close: 0x24,
	dailyReport: 0x25,
	resume: 0x2a,
	clock: 0x35,
	buyerNip: 0x4b,
	check: 0x50,
	memoryFlags: 0x54,
	printFlags: 0x55,
	drawerFlags: 0x56,
	drawer: 0x57,
	moduleFlags: 0x5b,
	receiptFlags: 0x5f,
	receiptNumber: 0x66,
	payment: 0x81,
	change: 0x82,
	vatRates: 0xd1,
	reportNumber: 0xd9,
	dayTotals: 0xda,
} as const;

const esc = 0x1b;
const lineFeed = 0x0a;
export const ack = 0x06;
export const nak = 0x15;
export const taken = 0x00;

/** An item: 20 or 2D, the name, and 20 bytes: see `commands.ts`. */
const afterName = 20;
const textLineBytesMax = 64;

const dataBytes = new Map<number, number>([
	[codes.item40, 1 + 40 + afterName],
	[codes.item28, 1 + 28 + afterName],
	[codes.endOfItems, 4],
	[codes.discount, 5],
	[codes.buyerNip, 42],
	[codes.payment, 1 + 13 + 4],
	[codes.change, 4],
]);

export function encodeSequence({code, data}: Sequence): Uint8Array {
	if (code !== codes.textLine) {
		assert(data.length === (dataBytes.get(code) ?? 0), 'a sequence has as much data as its code says');
		return Uint8Array.of(esc, code, ...data);
	}
	assert(
		data.length <= textLineBytesMax && data.every(byte => byte >= 0x20),
		'a line of text is short and carries no control characters: they would end it',
	);
	return Uint8Array.of(esc, code, ...data, lineFeed);
}

/** The printer's ear. Never throws, whatever the bytes; what is not begun by an `ESC` is passed over. */
export function createSequenceReader(): (bytes: Uint8Array) => readonly Sequence[] {
	let at: 'between' | 'code' | 'data' = 'between';
	let code = 0;
	let data: number[] = [];

	function end(): Sequence {
		at = 'between';
		return {code, data: Uint8Array.from(data)};
	}

	function begin(byte: number): Sequence | undefined {
		code = byte;
		data = [];
		at = 'data';
		return code !== codes.textLine && !dataBytes.has(code) ? end() : undefined;
	}

	function take(byte: number): Sequence | undefined {
		if (at === 'between') {
			if (byte === esc) at = 'code';
			return undefined;
		}
		if (at === 'code') return begin(byte);
		if (code === codes.textLine && byte === lineFeed) return end();
		data.push(byte);
		return data.length === (dataBytes.get(code) ?? textLineBytesMax) ? end() : undefined;
	}

	return bytes => Array.from(bytes, take).filter(sequence => sequence !== undefined);
}

/** How the answer to a sequence looks. */
export interface AnswerShape {
	/** What follows the ACK. */
	readonly dataBytes: number;
	/** `00` says yes as well as an ACK does. */
	readonly zeroIsYes?: boolean;
}

export type Answer =
	| {readonly kind: 'yes'; readonly data: Uint8Array}
	| {readonly kind: 'no'}
	| {readonly kind: 'incomplete'}
	/** It begins with what no answer begins with. */
	| {readonly kind: 'senseless'};

/** What these bytes say as the answer to one sequence, and how many of them it takes. */
export function decodeAnswer(
	bytes: Uint8Array,
	{dataBytes, zeroIsYes = false}: AnswerShape,
): {readonly answer: Answer; readonly byteCount: number} {
	const [first] = bytes;
	if (first === undefined) return {answer: {kind: 'incomplete'}, byteCount: 0};
	if (first === nak) return {answer: {kind: 'no'}, byteCount: 1};
	if (first === taken && zeroIsYes) return {answer: {kind: 'yes', data: new Uint8Array()}, byteCount: 1};
	if (first !== ack) return {answer: {kind: 'senseless'}, byteCount: 1};
	if (bytes.length < 1 + dataBytes) return {answer: {kind: 'incomplete'}, byteCount: 0};
	return {answer: {kind: 'yes', data: bytes.slice(1, 1 + dataBytes)}, byteCount: 1 + dataBytes};
}

/** Least byte first, as amounts and counts go. */
export function littleEndian(value: number, byteCount: number): Uint8Array {
	assert(Number.isSafeInteger(value) && value >= 0 && value < 256 ** byteCount, 'a number fits into its bytes');
	return Uint8Array.from({length: byteCount}, (_, place) => Math.floor(value / 256 ** place) % 256);
}

export function numberIn(bytes: Uint8Array): number {
	return bytes.reduce((sum, byte, place) => sum + byte * 256 ** place, 0);
}
