import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {decodeText, encodeText, printable} from '../../../../till/devices/posnet/text.ts';

test('Polish letters travel as Windows-1250', t => {
	const bytes = [
		0xb9, 0xe6, 0xea, 0xb3, 0xf1, 0xf3, 0x9c, 0x9f, 0xbf, 0xa5, 0xc6, 0xca, 0xa3, 0xd1, 0xd3, 0x8c, 0x8f, 0xaf,
	];
	t.deepEqual([...encodeText('ąćęłńóśźżĄĆĘŁŃÓŚŹŻ')], bytes);
	t.is(decodeText(Uint8Array.from(bytes)), 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ');
});

test('letters the printer does not know are spelled plainly', t => {
	t.is(printable('Café Señor Bøgh „À la carte” ½ 😀', 40), 'Café Senor Bogh „A la carte” ? ?');
});

test('what would break the frame or print as a box is replaced', t => {
	t.is(printable('a\tb\nc\u00A0d´e¸f', 40), "a b c d'e,f");
});

testProp(
	'whatever the text, every byte of it is one that the printer prints',
	[fc.string({unit: 'binary'}), fc.nat(60)],
	(t, text, max) => {
		const drawnOtherwise = [0x81, 0x88, 0x90, 0x98, 0xa0, 0xa4, 0xa8, 0xad, 0xb2, 0xb4, 0xb8];
		const bytes = encodeText(printable(text, max));
		t.true(bytes.length <= max);
		for (const byte of bytes) t.true(byte >= 0x20 && byte !== 0x7f && !drawnOtherwise.includes(byte));
	},
);
