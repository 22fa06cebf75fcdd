import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {encodeText} from '../../../../till/devices/printer-text.ts';
import {
	checkByte,
	control,
	createWireReader,
	encodeFrame,
	type Frame,
	type WireItem,
} from '../../../../till/devices/thermal/frame.ts';
import {checkedVectors, uncheckedVectors} from './vectors.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const read = (bytes: Uint8Array) => createWireReader().read(bytes);
const frames = (items: readonly WireItem[]) => items.flatMap(item => ('frame' in item ? [item.frame] : []));

test('the check byte is the manufacturer’s: 88 for its own example', t => {
	t.is(checkByte(encodeText('1#e', 'mazovia')), '88');
	t.is(checkByte(encodeText('0#i100/', 'mazovia')), '9B');
	const state = '2#X0;1;0;1;1;0;20;07;23/23.00/08.00/05.00/00.00/100.00/101.00/101.00/169/810.19';
	t.is(checkByte(encodeText(`${state}${'/0.00'.repeat(7)}/ABC1234567890`, 'mazovia')), 'F1');
});

for (const [text, hex] of checkedVectors) {
	test(`the known frame ${JSON.stringify(text)} is read, and written as it was read`, t => {
		const [frame, ...more] = frames(read(bytesOf(hex)));
		t.is(more.length, 0);
		if (frame === undefined) return t.fail('it was not read');
		t.is(`${frame.parameters.join(';')}${frame.command}${frame.checkedText}`, text);
		t.is(hexOf(encodeFrame({...frame, text: frame.checkedText ?? ''})), hex);
	});
}

for (const [text, hex] of uncheckedVectors) {
	test(`the known frame ${JSON.stringify(text)} without a check byte is read, and written as it was read`, t => {
		const [frame, ...more] = frames(read(bytesOf(hex)));
		t.is(more.length, 0);
		if (frame === undefined) return t.fail('it was not read');
		t.is(`${frame.parameters.join(';')}${frame.command}${frame.text}`, text);
		t.is(frame.checkedText, undefined);
		t.is(hexOf(encodeFrame(frame, {checked: false})), hex);
	});
}

test('a check byte in small letters is read as well', t => {
	const small = Uint8Array.from(encodeFrame({parameters: [3], command: '#e', text: ''}), byte =>
		byte === 0x41 ? 0x61 : byte,
	);
	t.is(frames(read(small))[0]?.checkedText, '');
});

test('flags that answer a question are told from the letters of a frame', t => {
	t.deepEqual(read(bytesOf('6d1b5030235a246c1b5c74')), [
		{byte: 0x6d},
		{frame: {parameters: [0], command: '#Z', text: '$l'}},
		{byte: 0x74},
	]);
});

test('what is left of a broken frame is not taken for flags', t => {
	const broken = bytesOf('1b4030235a24651b5c');
	t.deepEqual(read(broken), []);
	t.deepEqual(read(Uint8Array.of(...broken, 0x74)), [{byte: 0x74}]);
});

test('rubbish on the line does not swallow the answer to the next question', t => {
	const reader = createWireReader();
	t.deepEqual(reader.read(Uint8Array.of(0xff, 0x00, 0x74)), []);
	reader.expectByte();
	t.deepEqual(reader.read(Uint8Array.of(0x74)), [{byte: 0x74}]);
});

test('a printer hears ENQ and DLE whatever went before, and CAN forgets what was begun', t => {
	t.deepEqual(read(Uint8Array.of(0xff, control.dle)), [{byte: control.dle}]);
	const begun = encodeFrame({parameters: [0], command: '$h', text: ''});
	const whole = encodeFrame({parameters: [3], command: '#e', text: ''});
	const wire = Uint8Array.from([...begun.subarray(0, 4), control.can, ...whole]);
	t.deepEqual(
		frames(read(wire)).map(({command}) => command),
		['#e'],
	);
});

test('control characters that newer models strew into a frame are passed over', t => {
	t.deepEqual(frames(read(bytesOf('1b50320030235a246c1b5c'))), [{parameters: [20], command: '#Z', text: '$l'}]);
});

test('two ends with no command between them are damage', t => {
	t.deepEqual(read(bytesOf('1b5041421b5c')), [{damaged: true}]);
	t.deepEqual(read(bytesOf('1b501b5c')), [{damaged: true}]);
});

test('a text with a control character is never written', t => {
	t.throws(() => encodeFrame({parameters: [1], command: '$l', text: 'Mleko\u001b\\'}), {message: /control characters/});
});

test('a flood without an end is not hoarded', t => {
	const flood = Uint8Array.from([0x1b, 0x50, ...new Uint8Array(100_000).fill(0x41), 0x1b, 0x5c]);
	t.deepEqual(read(flood), []);
});

const anyFrame = fc.record({
	parameters: fc.array(fc.integer({min: 0, max: 255}), {maxLength: 12}),
	command: fc.stringMatching(/^[$#][A-Za-z]$/),
	text: fc.stringMatching(/^(?:[ -Z^-~ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{0,20}[\r/]){0,4}$/),
});

const asRead = (frame: Pick<Frame, 'parameters' | 'command' | 'text'>) => {
	const check = checkByte(encodeText(`${frame.parameters.join(';')}${frame.command}${frame.text}`, 'mazovia'));
	return {frame: {...frame, text: `${frame.text}${check}`, checkedText: frame.text}};
};

testProp('what is written is what is read', [anyFrame], (t, frame) => {
	t.deepEqual(read(encodeFrame(frame)), [asRead(frame)]);
});

testProp(
	'however the wire cuts the bytes up, the same frames and flags arrive',
	[
		fc.array(fc.oneof(anyFrame, fc.integer({min: 0x60, max: 0x77})), {maxLength: 6}),
		fc.array(fc.nat(60), {maxLength: 20}),
	],
	(t, parts, cuts) => {
		const wire = Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...encodeFrame(part)])));
		const reader = createWireReader();
		const items: WireItem[] = [];
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			items.push(...reader.read(wire.subarray(from, from + cut)));
			from += cut;
		}
		t.deepEqual(
			items,
			parts.map(part => (typeof part === 'number' ? {byte: part} : asRead(part))),
		);
	},
);

testProp(
	'rubbish before a frame takes nothing of it',
	[fc.uint8Array({maxLength: 40}), anyFrame],
	(t, rubbish, frame) => {
		t.deepEqual(frames(read(Uint8Array.from([...rubbish, ...encodeFrame(frame)]))).at(-1), asRead(frame).frame);
	},
);

testProp(
	'a frame that was cut off does not take the next one with it',
	[anyFrame, anyFrame, fc.nat()],
	(t, lost, whole, at) => {
		const begun = encodeFrame(lost);
		const wire = Uint8Array.from([...begun.subarray(0, at % begun.length), ...encodeFrame(whole)]);
		t.deepEqual(frames(read(wire)).at(-1), asRead(whole).frame);
	},
);

testProp(
	'a flipped bit never makes another command with a right check byte',
	[anyFrame, fc.nat(), fc.integer({min: 0, max: 7})],
	(t, frame, at, bit) => {
		const bytes = encodeFrame(frame);
		const index = at % bytes.length;
		bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
		for (const survivor of frames(read(bytes))) {
			if (survivor.checkedText !== undefined) t.is(survivor.checkedText, frame.text);
			// A question may do without its check byte, but not with a wrong one.
			else t.not(survivor.text, '');
		}
		t.pass();
	},
);

testProp('no bytes whatever break the reader', [fc.uint8Array({maxLength: 500})], (t, bytes) => {
	t.notThrows(() => read(bytes));
	t.notThrows(() => read(Uint8Array.from([0x1b, 0x50, ...bytes, 0x1b, 0x5c])));
});
