/**
 * Frames of the Thermal protocol: bytes on the wire ⇄ a command or an answer.
 *
 *   ESC P | n;n;… | '$' or '#' and a letter | text CR… amount/… | check | ESC \
 *   1B 50                                                        hex×2   1B 5C
 *
 * The check byte is FF with every byte between `ESC P` and itself xor-ed into it. Questions may go without it, and so
 * may most answers: whether one had to be there is for the reader of the command to say.
 *
 * Beside the frames single bytes go both ways: ENQ, DLE, BEL and CAN to the printer, a byte of flags back. What a
 * broken frame leaves behind looks like such flags, so after anything that is neither a frame nor one of them all is
 * passed over until a frame begins or ends.
 */
import {assert} from '../../domain/assert.ts';
import {decodeText, encodeText} from '../printer-text.ts';

export interface Frame {
	readonly parameters: readonly number[];
	/** For instance `$h`. */
	readonly command: string;
	/** Everything after the command. */
	readonly text: string;
	/** The text without its check byte; absent where there is none or a wrong one. */
	readonly checkedText?: string;
}

export type WireItem =
	| {readonly frame: Frame}
	| {readonly byte: number}
	/** It had its two ends and was no frame. */
	| {readonly damaged: true};

export const control = {enq: 0x05, bel: 0x07, dle: 0x10, can: 0x18} as const;

const esc = 0x1b;
const frameStart = 0x50;
const frameEnd = 0x5c;
const carriageReturn = 0x0d;
const bodyBytesMax = 4096;

export function checkByte(bytes: Uint8Array): string {
	const check = bytes.reduce((sum, byte) => sum ^ byte, 0xff);
	return check.toString(16).toUpperCase().padStart(2, '0');
}

export function encodeFrame(
	frame: Pick<Frame, 'parameters' | 'command' | 'text'>,
	{checked = true}: {readonly checked?: boolean} = {},
): Uint8Array {
	const body = encodeText(`${frame.parameters.join(';')}${frame.command}${frame.text}`, 'mazovia');
	assert(
		body.every(byte => byte >= 0x20 || byte === carriageReturn),
		'a text carries no control characters: they would break the frame',
	);
	const check = checked ? encodeText(checkByte(body), 'mazovia') : [];
	return Uint8Array.from([esc, frameStart, ...body, ...check, esc, frameEnd]);
}

/** Nothing where the bytes between the two ends are no frame. */
function decodeBody(body: Uint8Array): Frame | undefined {
	const match = /^((?:\d{1,3}(?:;\d{1,3})*)?)([$#][A-Za-z])([\s\S]*)$/.exec(decodeText(body, 'mazovia'));
	if (match === null) return undefined;
	const [, parameters = '', command = '', text = ''] = match;
	const check = checkByte(body.subarray(0, -2));
	const isChecked = text.length >= 2 && text.slice(-2).toUpperCase() === check;
	return {
		parameters: parameters === '' ? [] : parameters.split(';').map(Number),
		command,
		text,
		...(isChecked && {checkedText: text.slice(0, -2)}),
	};
}

export interface WireReader {
	/** What has arrived whole. Never throws, whatever the bytes. */
	read(bytes: Uint8Array): readonly WireItem[];
	/** A single byte is expected: rubbish of before is over. */
	expectByte(): void;
}

/**
 *   between ──ESC──► escape ──P──► inside ──ESC──► leaving ──\──► between
 *      │                │                             ├──P──► inside, anew
 *      └──rubbish──► lost ◄──────anything else────────┘
 */
export function createWireReader(): WireReader {
	let at: 'between' | 'escape' | 'inside' | 'leaving' | 'lost' = 'between';
	let body: number[] = [];

	function take(byte: number): WireItem | undefined {
		if (byte === esc) {
			at = at === 'inside' || at === 'leaving' ? 'leaving' : 'escape';
			return undefined;
		}
		if (at === 'escape' || at === 'leaving') return afterEscape(byte);
		if (byte === control.can) {
			at = 'between';
			return {byte};
		}
		if (byte === control.enq || byte === control.dle || byte === control.bel) return {byte};
		if (at === 'inside') collect(byte);
		else if (at === 'between' && isFlags(byte)) return {byte};
		else at = 'lost';
		return undefined;
	}

	function afterEscape(byte: number): WireItem | undefined {
		const isEnd = byte === frameEnd;
		const wasInside = at === 'leaving';
		at = byte === frameStart ? 'inside' : isEnd ? 'between' : 'lost';
		const content = Uint8Array.from(body);
		body = [];
		if (!isEnd || !wasInside) return undefined;
		const frame = decodeBody(content);
		return frame === undefined ? {damaged: true} : {frame};
	}

	/** Newer models put control characters where none belong. */
	function collect(byte: number): void {
		if (byte < 0x20 && byte !== carriageReturn) return;
		body.push(byte);
		if (body.length <= bodyBytesMax) return;
		body = [];
		at = 'lost';
	}

	return {
		read: bytes => Array.from(bytes, take).filter(item => item !== undefined),
		expectByte() {
			if (at === 'lost') at = 'between';
		},
	};
}

/** What a printer answers to ENQ (60…6F) and to DLE (70…77). */
function isFlags(byte: number): boolean {
	return byte >= 0x60 && byte <= 0x77;
}
