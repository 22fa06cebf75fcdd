/**
 * A million bytes that nobody ever sent, into each reader of a wire: no reader may throw, none may slow down until it
 * hangs, and when the noise is over each hears a device again.
 *
 * A seed that fails is repeated by its number.
 */
import test from 'ava';
import {createSignalReader, encodeRecord} from '../../../till/devices/dialog06/frame.ts';
import * as elzab from '../../../till/devices/elzab/frame.ts';
import {decodeLines} from '../../../till/devices/line-scanner/frame.ts';
import {jsonIn, requestIn} from '../../../till/devices/noviapi/answers.ts';
import {createPacketReader, encodePacket} from '../../../till/devices/novitus-xml/frame.ts';
import {createFrameReader, encodeFrame} from '../../../till/devices/posnet/frame.ts';
import * as thermal from '../../../till/devices/thermal/frame.ts';
import {joinBytes} from '../../../till/devices/transport.ts';
import {type Random, seededRandom} from '../kill/random.ts';

const byteCount = 1_000_000;
const seed = 20261127;
const utf8 = new TextEncoder();

/** The printer's own ear: what it says back has neither beginning nor end. */
const endOfElzabItems = {code: elzab.codes.endOfItems, data: elzab.littleEndian(1378, 4)};

interface Wire {
	/** Bytes of one message of a device. */
	readonly message: Uint8Array;
	/** How many whole messages, damaged ones left out, there are in these bytes. */
	readonly open: () => (bytes: Uint8Array) => number;
}

const wires: Readonly<Record<string, Wire>> = {
	posnet: {
		message: encodeFrame({mnemonic: 'trline', fields: [{name: 'na', value: 'Mleko 2% #1'}], token: '0031'}),
		open() {
			const read = createFrameReader();
			return bytes => read(bytes).frames.length;
		},
	},
	thermal: {
		message: thermal.encodeFrame({parameters: [1, 0], command: '$l', text: 'Mleko\r1\rA/2.99/2.99/'}),
		open() {
			const reader = thermal.createWireReader();
			return bytes => reader.read(bytes).filter(item => 'frame' in item).length;
		},
	},
	'novitus-xml': {
		message: encodePacket([{name: 'receipt', attributes: {action: 'begin', systemno: 'K1'}, text: '', children: []}], {
			sealed: true,
		}),
		open() {
			const read = createPacketReader();
			return bytes => read(bytes).packets.length;
		},
	},
	noviapi: {
		message: utf8.encode('{"request":{"id":"7f3e","status":"DONE","e_document":{"type":"RECEIPT"}}}'),
		// An answer comes whole or not at all: each piece of the noise is one.
		open: () => bytes => {
			const isOne = requestIn(jsonIn(Buffer.from(bytes).toString())) !== undefined;
			return isOne ? 1 : 0;
		},
	},
	elzab: {
		message: elzab.encodeSequence(endOfElzabItems),
		open() {
			const read = elzab.createSequenceReader();
			return bytes => read(bytes).length;
		},
	},
	dialog06: {
		message: encodeRecord('02', ['3', '01235', '001999', '002470']),
		open() {
			const read = createSignalReader({eotEndsRecord: true});
			return bytes => read(bytes).filter(({kind}) => kind === 'record').length;
		},
	},
	'line-scanner': {
		message: utf8.encode(']E05901234123457\r\n'),
		open() {
			let tail: Uint8Array = new Uint8Array();
			return bytes => {
				const decoded = decodeLines(joinBytes(tail, bytes));
				tail = decoded.tail;
				return decoded.readings.length;
			};
		},
	},
};

/** Noise of every kind: plain, made of the message's own bytes, the message spoilt, and one byte over and over. */
const noises: Readonly<Record<string, (random: Random, message: Uint8Array) => Uint8Array>> = {
	'any bytes': random => Uint8Array.from({length: 1 + random.below(600)}, () => random.below(256)),
	'bytes of a message': (random, message) =>
		Uint8Array.from({length: 1 + random.below(600)}, () => message[random.below(message.length)] ?? 0),
	'a message with a piece missing or another byte in it'(random, message) {
		const bytes = Array.from(message);
		for (let spoilt = 1 + random.below(3); spoilt > 0; spoilt -= 1)
			bytes.splice(random.below(bytes.length), random.below(3), ...(random.chance(0.5) ? [random.below(256)] : []));
		return Uint8Array.from(bytes);
	},
	'a beginning without an end': (random, message) =>
		Uint8Array.from([...message.subarray(0, message.length - 2), ...Array(random.below(40)).fill(0x41)]),
	'one byte over and over': (random, message) =>
		new Uint8Array(1 + random.below(4000)).fill(message[random.below(message.length)] ?? 0),
};

for (const [name, {message, open}] of Object.entries(wires)) {
	test(`${name}: a million bytes of noise break nothing, and a device is heard again afterwards`, t => {
		const random = seededRandom(seed);
		const read = open();
		for (const [kind, noise] of Object.entries(noises)) {
			for (let left = byteCount / Object.keys(noises).length; left > 0; ) {
				const bytes = noise(random, message);
				left -= bytes.length;
				const pieceBytes = random.chance(0.1) ? 1 : bytes.length;
				t.notThrows(
					() => {
						for (let at = 0; at < bytes.length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
					},
					`${kind}, seed ${seed}: ${Buffer.from(bytes).toString('hex')}`,
				);
			}
			// What was begun in the noise may swallow the first ones.
			const heard = [1, 2, 3].map(() => read(message));
			t.is(heard.at(-1), 1, `after ${kind}`);
		}
	});
}
