import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {correctionWord, proofText, publicPolynomial} from '../../../../till/devices/dialog06/checksum.ts';
import {askResult, askStatus, prove, setPrice, weighingIn} from '../../../../till/devices/dialog06/commands.ts';
import {
	createSignalReader,
	decodeSignals,
	encodeControl,
	encodeRecord,
	type Signal,
} from '../../../../till/devices/dialog06/frame.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {grams} from '../../../../till/domain/quantity.ts';

const spaced = (bytes: Uint8Array) =>
	Buffer.from(bytes)
		.toString('hex')
		.toUpperCase()
		.replace(/..(?=.)/g, '$& ');
const apples = {priceGrosze: grosze(1299), tareGrams: grams(0), name: ''};

test('prices go out in the record that holds what there is to say', t => {
	t.is(spaced(setPrice(apples)), '04 02 30 31 1B 30 30 31 32 39 39 1B 03');
	t.is(spaced(setPrice({...apples, tareGrams: grams(20)})), '04 02 30 33 1B 30 30 31 32 39 39 1B 30 30 32 30 03');
	t.is(
		spaced(setPrice({...apples, name: 'JABŁKA'})),
		'04 02 30 34 1B 30 30 31 32 39 39 1B 4A 41 42 4C 4B 41 20 20 20 20 20 20 20 03',
	);
	t.is(
		spaced(setPrice({...apples, tareGrams: grams(20), name: 'JABLKA'})),
		'04 02 30 35 1B 30 30 31 32 39 39 1B 30 30 32 30 1B 4A 41 42 4C 4B 41 20 20 20 20 20 20 20 03',
	);
	t.is(spaced(askResult), '04 05');
	t.is(spaced(askStatus), '04 02 30 38 03');
});

test('a result is read from its bytes', t => {
	const bytes = Uint8Array.from(
		Buffer.from(
			'02 30 32 1B 33 1B 30 31 32 33 34 1B 30 30 31 32 39 39 1B 30 30 31 36 30 33 03'.replaceAll(' ', ''),
			'hex',
		),
	);
	const [signal] = decodeSignals(bytes, {eotEndsRecord: true}).signals;
	t.deepEqual(signal, {kind: 'record', number: '02', fields: ['3', '01234', '001299', '001603']});
	t.deepEqual(weighingIn(['3', '01234', '001299', '001603'], apples), {
		ok: true,
		value: {netGrams: grams(1234), priceGrosze: grosze(1299), totalGrosze: grosze(1603)},
	});
	t.deepEqual(decodeSignals(encodeRecord('02', ['3', '01234', '001299', '001603']), {eotEndsRecord: true}).signals, [
		signal,
	]);
});

test('zero grams, pounds and half a result are no weight', t => {
	const code = (...fields: readonly string[]) => {
		const weighing = weighingIn(fields, apples);
		return weighing.ok ? 'weighed' : weighing.fault.code;
	};
	t.is(code('3', '00000', '001299', '000000'), 'empty');
	t.is(code('1', '01234', '001299', '001603'), 'protocol');
	t.is(code('3', '01234', '001299'), 'protocol');
	t.is(code('3', '01234', '001299', '001602'), 'mismatch');
	t.is(code('3', '01234', '001298', '001602'), 'mismatch');
});

test('the proof is rotated as the scale’s two digits say', t => {
	const vectors: readonly (readonly [checksum: number, challenge: string, word: number, proof: string])[] = [
		[0x1234, '47', 0x13c6, '23418C27'],
		[0xbeef, '00', 0x31c3, 'BEEF31C3'],
		[0x0001, '1F', 0x1021, '00022042'],
	];
	for (const [programChecksum, challenge, word, text] of vectors) {
		const proof = {programChecksum, polynomial: publicPolynomial};
		t.is(correctionWord(proof), word);
		t.is(proofText(proof, challenge), text);
	}
	t.is(
		spaced(prove({programChecksum: 0x1234, polynomial: publicPolynomial}, '47')),
		'04 02 31 30 1B 32 33 34 31 38 43 32 37 03',
	);
});

test('bit 7 is parity, and a record may end with EOT', t => {
	const record = encodeRecord('09', ['20']);
	const withParity = record.map(byte => byte | 0x80);
	t.deepEqual(decodeSignals(withParity, {eotEndsRecord: true}).signals, [
		{kind: 'record', number: '09', fields: ['20']},
	]);
	const endedOtherwise = Uint8Array.from([...record.subarray(0, -1), 0x04]);
	t.is(decodeSignals(endedOtherwise, {eotEndsRecord: true}).signals.length, 1);
	t.deepEqual(decodeSignals(endedOtherwise, {eotEndsRecord: false}).signals, [{kind: 'eot'}]);
});

const anySignal: fc.Arbitrary<Signal> = fc.oneof(
	fc.constantFrom<Signal>({kind: 'ack'}, {kind: 'nak'}, {kind: 'enq'}, {kind: 'eot'}),
	fc.record({
		kind: fc.constant('record' as const),
		number: fc.stringMatching(/^\d\d$/),
		fields: fc.array(fc.stringMatching(/^[ -~]{0,13}$/), {maxLength: 4}),
	}),
);
const bytesOf = (signal: Signal) =>
	signal.kind === 'record' ? encodeRecord(signal.number, signal.fields) : encodeControl(signal.kind);
const garbage = fc.uint8Array({maxLength: 10}).map(bytes => bytes.filter(byte => (byte & 0x7f) >= 0x20));

testProp(
	'however the wire cuts the bytes up and whatever it puts between them, the same signals arrive',
	[fc.array(fc.tuple(garbage, anySignal), {maxLength: 6}), fc.array(fc.nat(20), {maxLength: 20})],
	(t, parts, cuts) => {
		const wire = Uint8Array.from(parts.flatMap(([noise, signal]) => [...noise, ...bytesOf(signal)]));
		const read = createSignalReader({eotEndsRecord: false});
		const signals: Signal[] = [];
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			signals.push(...read(wire.subarray(from, from + cut)));
			from += cut;
		}
		t.deepEqual(
			signals,
			parts.map(([, signal]) => signal),
		);
	},
);

testProp('no bytes whatever break the reader, and none are hoarded', [fc.uint8Array({maxLength: 300})], (t, bytes) => {
	const {tail} = decodeSignals(bytes, {eotEndsRecord: true});
	t.true(tail.length <= 65);
});
