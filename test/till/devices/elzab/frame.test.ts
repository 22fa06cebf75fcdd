import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import * as answers from '../../../../till/devices/elzab/answers.ts';
import * as commands from '../../../../till/devices/elzab/commands.ts';
import {
	codes,
	createSequenceReader,
	decodeAnswer,
	encodeSequence,
	littleEndian,
	numberIn,
	type Sequence,
} from '../../../../till/devices/elzab/frame.ts';
import {piecesLine, shopVat, slipOf, weighedLine} from '../slips.ts';

const dialect: commands.Dialect = {codePage: 'windows-1250', nameLength: 28};
const hexOf = (sequences: readonly Sequence[]) =>
	sequences.map(sequence => Buffer.from(encodeSequence(sequence)).toString('hex').toUpperCase()).join(' ');
const packed = (hex: string) => hex.replaceAll(' ', '');

test('an item is as public programs send it, but for the byte of the message', t => {
	const milk = hexOf(commands.sellLine(piecesLine('Mleko UHT', 'C', 2, 349), dialect));
	t.is(
		milk,
		packed(
			'1B 06 20 4D 6C 65 6B 6F 20 55 48 54 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 30 02 00 00 00 00 73 7A 74 20 5D 01 00 00 1B 03 BA 02 00 00',
		),
	);
	const bananas = hexOf(commands.sellLine(weighedLine('Banany', 'C', 1235, 599), dialect));
	t.is(
		bananas,
		packed(
			'1B 06 20 42 61 6E 61 6E 79 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 30 D3 04 00 00 03 6B 67 20 20 57 02 00 00 1B 03 E4 02 00 00',
		),
	);
});

test('a discount follows its item, which keeps its value', t => {
	const [, discount, ...others] = commands.sellLine(piecesLine('Mleko UHT', 'C', 2, 349, 100), dialect);
	t.deepEqual(others, []);
	t.is(hexOf(discount === undefined ? [] : [discount]), packed('1B 18 2D 64 00 00 00'));
});

test('each letter has its code, and the seventh the one in the middle', t => {
	const rateOf = (letter: 'A' | 'E' | 'G') =>
		hexOf(commands.sellLine(piecesLine('Znaczki', letter, 1, 100), dialect)).slice(-12, -8);
	t.deepEqual([rateOf('A'), rateOf('E'), rateOf('G')], ['1B01', '1B06', '1B05']);
});

test('the end of a slip tells the sum, each kind of payment once, the change, and who it is', t => {
	const slip = {
		...slipOf({lines: [piecesLine('Mleko UHT', 'C', 2, 349)], cashGrosze: 1000}),
		cashierName: 'Żaneta Łęcka',
	};
	const [sum, cash, change, number, cashier, ...others] = commands.endOfSlip(slip, dialect).map(each => hexOf([each]));
	t.is(sum, packed('1B 07 BA 02 00 00'));
	t.is(cash, packed('1B 81 01 47 4F 54 4F 57 4B 41 20 20 20 20 20 20 E8 03 00 00'));
	t.is(change, packed('1B 82 2E 01 00 00'));
	t.is(number, packed('1B 09 3C 4B 37 4D 32 51 39 58 41 2D 31 0A'));
	t.is(cashier, packed('1B 09 35 AF 61 6E 65 74 61 20 A3 EA 63 6B 61 0A'));
	t.deepEqual(others, []);
});

test('a name has five letters or digits at least, and never more than its field', t => {
	const nameOf = (name: string) => commands.goodsName(name, dialect);
	t.is(nameOf('Jaja'), 'Jaja.');
	t.is(nameOf('Sok 5'), 'Sok 5.');
	t.is(nameOf('Chleb'), 'Chleb');
	const signs = nameOf(`${'+ '.repeat(14)}Ż`);
	t.true(signs.length <= 28);
	t.is(signs.replace(/[^\p{L}\p{N}.]/gu, '').length, 5);
});

const anyCode = fc.constantFrom(...Object.values(codes));
const anySequence: fc.Arbitrary<Sequence> = anyCode.chain((code): fc.Arbitrary<Sequence> => {
	if (code === codes.textLine) {
		return fc.uint8Array({min: 0x20, maxLength: 40}).map(data => ({code, data: Uint8Array.from(data)}));
	}
	const sample = encodedLength(code);
	return fc.uint8Array({minLength: sample, maxLength: sample}).map(data => ({code, data: Uint8Array.from(data)}));
});

/** How much data the reader waits for. */
function encodedLength(code: number): number {
	const read = createSequenceReader();
	for (let length = 0; length < 100; length++) {
		const bytes = length === 0 ? Uint8Array.of(0x1b, code) : Uint8Array.of(0xff);
		if (read(bytes).length > 0) return length;
	}
	throw new Error('every sequence has an end');
}

testProp(
	'however the wire cuts the bytes up, the same sequences arrive, whatever their data',
	[fc.array(anySequence, {maxLength: 6}), fc.array(fc.nat(9))],
	(t, sequences, cuts) => {
		const wire = Uint8Array.from(sequences.flatMap(sequence => [...encodeSequence(sequence)]));
		const read = createSequenceReader();
		const heard: Sequence[] = [];
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			heard.push(...read(wire.subarray(from, from + cut)));
			from += cut;
		}
		t.deepEqual(heard, sequences);
	},
);

testProp(
	'an answer is whole when its last byte has come, and takes nothing of the next one',
	[fc.uint8Array({maxLength: 35}), fc.uint8Array({maxLength: 5})],
	(t, data, next) => {
		const wire = Uint8Array.of(0x06, ...data, ...next);
		const shape = {dataBytes: data.length};
		for (let come = 0; come <= data.length; come++) {
			t.is(decodeAnswer(wire.subarray(0, come), shape).answer.kind, 'incomplete');
		}
		const {answer, byteCount} = decodeAnswer(wire, shape);
		t.deepEqual(answer, {kind: 'yes', data: Uint8Array.from(data)});
		t.is(byteCount, 1 + data.length);
	},
);

test('a yes may be a zero where the printer says it so, and nowhere else', t => {
	const zero = Uint8Array.of(0);
	t.is(decodeAnswer(zero, {dataBytes: 0, zeroIsYes: true}).answer.kind, 'yes');
	t.is(decodeAnswer(zero, {dataBytes: 0}).answer.kind, 'senseless');
	t.is(decodeAnswer(Uint8Array.of(0x15), {dataBytes: 35}).answer.kind, 'no');
});

testProp('a number is read as it was written', [fc.nat({max: 0xffff_ffff})], (t, number) => {
	t.is(numberIn(littleEndian(number, 4)), number);
});

testProp('no bytes whatever break either reader', [fc.uint8Array({maxLength: 300})], (t, bytes) => {
	t.notThrows(() => createSequenceReader()(bytes));
	t.notThrows(() => decodeAnswer(bytes, {dataBytes: 14}));
});

test('rates come as words, the greater byte first, and say which letters carry none', t => {
	const others = [0x03, 0x20, 0x01, 0xf4, 0x00, 0x00, 0x40, 0x00, 0x80, 0x00, 0x80, 0x00];
	t.deepEqual(answers.vatIn(Uint8Array.of(0x08, 0xfc, ...others)), shopVat);
	t.is(answers.vatIn(Uint8Array.of(0x3f, 0xff, ...others)), undefined);
});

test('the time is told digit by digit, and is none where a digit is not', t => {
	t.is(answers.wallTimeIn(Uint8Array.of(2, 6, 1, 1, 2, 3, 0, 9, 0, 5)), '2026-11-23T09:05');
	t.is(answers.wallTimeIn(Uint8Array.of(2, 6, 1, 3, 2, 3, 0, 9, 0, 5)), undefined);
	t.is(answers.wallTimeIn(Uint8Array.of(6, 2, 6, 1, 1, 2, 3, 0, 9, 0)), undefined, 'one byte late');
});

test('the flags tell what ails the printer, the gravest first', t => {
	const conditionOf = (flags: Partial<answers.Flags>) =>
		answers.statusOf({memory: 0, print: 0, receipt: 0, ...flags}).condition;
	t.is(conditionOf({}), 'ready');
	t.is(conditionOf({print: 0b0100_0111}), 'mechanism');
	t.is(conditionOf({memory: 0x80}), 'mechanism');
	t.is(conditionOf({print: 0b10, memory: 0b10}), 'paper-out');
	t.is(conditionOf({print: 0b0100_0000}), 'paper-out');
	t.is(conditionOf({memory: 0b10}), 'busy');
	t.is(conditionOf({memory: 0b10, receipt: 0b10}), 'ready', 'a receipt that is being rung up');
});

test('a refusal is explained by the flags as far as they go', t => {
	const codeOf = (flags: Partial<answers.Flags>) =>
		answers.refusalOf('21', {memory: 0, print: 0, receipt: 0, ...flags}).code;
	t.is(codeOf({memory: 0b1000}), 'report-due');
	t.is(codeOf({receipt: 0b10}), 'transaction-open');
	t.is(codeOf({memory: 0b10_0000}), 'vat-locked');
	t.is(codeOf({memory: 0b1}), 'memory');
	t.is(codeOf({}), 'other');
	t.is(answers.refusalOf('21', undefined).code, 'other');
});

test('a printer that is not fiscal, or waits for its report, is found out before the first sale', t => {
	const well = {memory: 0, print: 0, receipt: 0, module: 0b1011, drawer: undefined};
	t.deepEqual(answers.blocksIn(well), []);
	t.deepEqual(answers.blocksIn({...well, module: 0b0111, memory: 0b1000, drawer: 0b0100_0000}), [
		'not-fiscal',
		'read-only',
		'report-due',
		'service',
	]);
	t.deepEqual(answers.warningsIn({...well, memory: 0b100, print: 0b1000}), ['memory-nearly-full', 'battery-low']);
});
