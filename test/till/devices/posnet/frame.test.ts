import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {
	crc16,
	createFrameReader,
	decodeFrames,
	encodeFrame,
	type Frame,
} from '../../../../till/devices/posnet/frame.ts';
import {encodeText} from '../../../../till/devices/printer-text.ts';
import {frameVectors} from './vectors.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the checksum is the manufacturer’s: 31C3 for the nine digits', t => {
	t.is(crc16(encodeText('123456789')), 0x31c3);
	t.is(crc16(encodeText('trinit\tbm0\t')), 0x4825);
});

for (const [text, hex] of frameVectors) {
	test(`the known frame ${JSON.stringify(text)} is read, and written as it was read`, t => {
		const {frames, damages, tail} = decodeFrames(bytesOf(hex));
		t.deepEqual(damages, []);
		t.is(tail.length, 0);
		t.is(frames.length, 1);
		const [frame] = frames;
		t.truthy(frame);
		if (frame === undefined) return;
		t.true(text.startsWith(frame.mnemonic));
		t.deepEqual(decodeFrames(encodeFrame(frame)).frames, [frame]);
		// The order of fields is free: a token that stands elsewhere than we put it means the same in other bytes.
		if (frame.token === undefined && text.endsWith('\t')) t.is(hexOf(encodeFrame(frame)), hex);
	});
}

test('an answer tells the command, the token and the refusal', t => {
	const {frames} = decodeFrames(bytesOf('02455252094038373635093f313309636d727074092336443838' + '03'));
	t.deepEqual(frames, [{mnemonic: 'ERR', fields: [{name: 'cm', value: 'rpt'}], token: '8765', error: 13}]);
});

test('a refusal without the last TAB is understood too', t => {
	const {frames} = decodeFrames(bytesOf('0274726c696e65093f32313036233943323003'));
	t.deepEqual(frames, [{mnemonic: 'trline', fields: [], error: 2106}]);
});

test('a name may carry the sign that announces the checksum', t => {
	const frame: Frame = {mnemonic: 'trline', fields: [{name: 'na', value: 'Napój #1 #A1B2'}]};
	t.deepEqual(decodeFrames(encodeFrame(frame)).frames, [frame]);
});

test('a checksum in small letters is read as well', t => {
	const bytes = encodeFrame({mnemonic: 'trpack', fields: [{name: 'na', value: '123'}], token: '0031'});
	const lower = Uint8Array.from(
		[...bytes].map((byte, at) => (at > bytes.length - 6 && byte >= 65 ? byte | 0x20 : byte)),
	);
	t.is(decodeFrames(lower).frames.length, 1);
});

test('a value with a control character is never written', t => {
	t.throws(() => encodeFrame({mnemonic: 'trline', fields: [{name: 'na', value: 'Mleko\tvt0'}]}), {
		message: /control characters/,
	});
});

const fields = fc.array(
	fc.record({
		name: fc.stringMatching(/^[a-z]{2}$/),
		value: fc.stringMatching(/^[ -~ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€]{0,30}$/),
	}),
	{maxLength: 6},
);
const anyFrame: fc.Arbitrary<Frame> = fc
	.record(
		{
			mnemonic: fc.stringMatching(/^!?[a-z]{3,12}$/),
			fields,
			token: fc.stringMatching(/^\d{4}$/),
			error: fc.integer({min: 0, max: 9999}),
		},
		{requiredKeys: ['mnemonic', 'fields']},
	)
	.map(({token, error, ...frame}) => ({
		...frame,
		...(token !== undefined && {token}),
		...(error !== undefined && {error}),
	}));
const garbage = fc.uint8Array({maxLength: 40}).map(bytes => bytes.filter(byte => byte !== 2 && byte !== 3));

testProp('what is written is what is read', [anyFrame], (t, frame) => {
	t.deepEqual(decodeFrames(encodeFrame(frame)), {frames: [frame], damages: [], tail: new Uint8Array()});
});

testProp(
	'however the wire cuts the bytes up and whatever it puts between frames, the same frames arrive',
	[fc.array(fc.tuple(garbage, anyFrame), {maxLength: 5}), fc.array(fc.nat(200), {maxLength: 20})],
	(t, parts, cuts) => {
		const wire = Uint8Array.from(parts.flatMap(([noise, frame]) => [...noise, ...encodeFrame(frame)]));
		const read = createFrameReader();
		const frames: Frame[] = [];
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			frames.push(...read(wire.subarray(from, from + cut)).frames);
			from += cut;
		}
		t.deepEqual(
			frames,
			parts.map(([, frame]) => frame),
		);
	},
);

testProp(
	'a frame that was cut off does not take the next one with it',
	[anyFrame, anyFrame, fc.nat()],
	(t, lost, whole, at) => {
		const begun = encodeFrame(lost);
		const wire = Uint8Array.from([...begun.subarray(0, at % begun.length), ...encodeFrame(whole)]);
		t.deepEqual(decodeFrames(wire).frames.at(-1), whole);
	},
);

testProp(
	'a flipped bit never makes another command',
	[anyFrame, fc.nat(), fc.integer({min: 0, max: 7})],
	(t, frame, at, bit) => {
		const bytes = encodeFrame(frame);
		const index = at % bytes.length;
		bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
		for (const survivor of decodeFrames(bytes).frames) t.deepEqual(survivor, frame);
		t.pass();
	},
);

testProp('no bytes whatever break the reader', [fc.uint8Array({maxLength: 300})], (t, bytes) => {
	t.notThrows(() => decodeFrames(bytes));
	t.notThrows(() => decodeFrames(Uint8Array.from([2, ...bytes, 3])));
});

test('a flood without an end is not hoarded', t => {
	t.is(decodeFrames(Uint8Array.from([2, ...new Uint8Array(20_000).fill(0x41)])).tail.length, 0);
});
