import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {type CodePage, decodeText, encodeText, printable, printableName} from '../../../till/devices/printer-text.ts';

const polish = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';
const hex = (bytes: Uint8Array) => Array.from(bytes, byte => byte.toString(16)).join(' ');

for (const [codePage, bytes] of [
	['windows-1250', 'b9 e6 ea b3 f1 f3 9c 9f bf a5 c6 ca a3 d1 d3 8c 8f af'],
	['iso-8859-2', 'b1 e6 ea b3 f1 f3 b6 bc bf a1 c6 ca a3 d1 d3 a6 ac af'],
	['cp852', 'a5 86 a9 88 e4 a2 98 ab be a4 8f a8 9d e3 e0 97 8d bd'],
	['mazovia', '86 8d 91 92 a4 a2 9e a6 a7 8f 95 90 9c a5 a3 98 a0 a1'],
] as const) {
	test(`Polish letters travel as ${codePage}`, t => {
		t.is(hex(encodeText(polish, codePage)), bytes);
		t.is(decodeText(encodeText(polish, codePage), codePage), polish);
	});
}

test('letters the printer does not know are spelled plainly', t => {
	t.is(printable('Café Señor Bøgh „À la carte” ½ 😀', 40), 'Café Senor Bogh „A la carte” ? ?');
	t.is(printable('Café „Świeży” – 2 × 5°', 40, 'mazovia'), 'Cafe "Świeży" - 2 x 5st.');
	t.is(printable('Crème brûlée „świeża”', 40, 'iso-8859-2'), 'Creme brulée "świeża"');
});

test('what would break the frame or print as a box is replaced', t => {
	t.is(printable('a\tb\nc\u00A0d´e¸f\u0085', 40), "a b c d'e,f ");
});

test('a name that is too long for the printer keeps what tells it apart', t => {
	const name = (size: string) => `Piwo jasne pełne niepasteryzowane z browaru pod lasem ${size}`;
	t.is(printableName(name('0,5 l puszka'), 40), 'Piwo jasne pełne niep. z brow. pod 0,5 l');
	t.not(printableName(name('0,5 l'), 28), printableName(name('0,33 l'), 28));
	t.is(printableName('Chleb', 28), 'Chleb');
});

for (const codePage of ['windows-1250', 'iso-8859-2', 'cp852', 'mazovia'] satisfies CodePage[]) {
	testProp(
		`whatever the text, every byte of it is one that the printer prints: ${codePage}`,
		[fc.string({unit: 'binary'}), fc.nat(60)],
		(t, text, max) => {
			const drawnOtherwise =
				codePage === 'windows-1250' ? [0x81, 0x88, 0x90, 0x98, 0xa0, 0xa4, 0xa8, 0xad, 0xb2, 0xb4, 0xb8] : [];
			const printed = printable(text, max, codePage);
			const bytes = encodeText(printed, codePage);
			t.true(bytes.length <= max);
			t.is(decodeText(bytes, codePage), printed);
			for (const byte of bytes) t.true(byte >= 0x20 && byte !== 0x7f && !drawnOtherwise.includes(byte));
		},
	);
}
