import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {code128} from '../../../../till/devices/simulated/code128.ts';

/** Symbols of six widths between the start and the stop, as a scanner cuts them. */
function symbolsOf(text: string): readonly string[] {
	const widths = code128(text)?.join('') ?? '';
	return (widths.slice(0, -7).match(/.{6}/g) ?? []) as readonly string[];
}

test('a code begins with start B and ends with the stop', t => {
	const widths = code128('K7M2Q9XA-1')?.join('') ?? '';
	t.true(widths.startsWith('211214'));
	t.true(widths.endsWith('2331112'));
	t.is(symbolsOf('K7M2Q9XA-1').length, 12, 'start, ten characters, check');
});

test('the check symbol of the usual example is right', t => {
	// PJJ123C: 104 + 48*1 + 42*2 + 42*3 + 17*4 + 18*5 + 19*6 + 35*7 = 879, and 879 mod 103 = 55.
	t.is(symbolsOf('PJJ123C').at(-1), '311321');
});

test('what is no printable ASCII is no code', t => {
	t.is(code128('Łódź'), undefined);
	t.is(code128(''), undefined);
});

const printableText = fc.string({
	unit: fc.integer({min: 0x20, max: 0x7e}).map(code => String.fromCharCode(code)),
	minLength: 1,
	maxLength: 30,
});

testProp(
	'each symbol has eleven modules with an even number in its bars, and stands for one character',
	[printableText],
	(t, text) => {
		const symbols = symbolsOf(text);
		for (const symbol of symbols) {
			const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(symbol, Number);
			t.is(a + b + c + d + e + f, 11);
			t.is((a + c + e) % 2, 0);
		}
		const ofCharacter = new Map(Array.from(text, (character, index) => [character, symbols[index + 1]]));
		t.is(new Set(ofCharacter.values()).size, ofCharacter.size);
	},
);
