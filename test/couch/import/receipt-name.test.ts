import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {isWindows1250} from '../../../couch/import/encoding.ts';
import {deriveReceiptName} from '../../../couch/import/receipt-name.ts';

test('a name that fits is printed as it is', t => {
	t.is(deriveReceiptName('Mleko świeże 3,2% 1 l', '1'), 'Mleko świeże 3,2% 1 l');
});

test('long words are shortened from the end, sizes and the first word stay', t => {
	t.is(
		deriveReceiptName('Wawrzyniec - Pasta warzywna z ciecierzycą, pieprzem i czarnuszką 180 g', '1'),
		'Wawrzyniec Pasta warz. z ciec. 180 g',
	);
	t.is(
		deriveReceiptName('Radler bezalkoholowy grejpfrutowy 0,0% 0,5 l', '1'),
		'Radler bezalkoholowy grejp. 0,0% 0,5 l',
	);
});

test('two sizes of one good stay two names', t => {
	const name = (size: string) => `Czekolada mleczna z całymi orzechami laskowymi i rodzynkami ${size}`;
	t.not(deriveReceiptName(name('100 g'), '1'), deriveReceiptName(name('250 g'), '1'));
	t.true(deriveReceiptName(name('250 g'), '1').endsWith('250 g'));
});

test('foreign letters are written so that a Polish customer can read them', t => {
	t.is(deriveReceiptName('Приправа проба è œ ø', '1'), 'Priprawa proba e oe o');
	t.is(deriveReceiptName('Щавель', '1'), 'Szczawel');
	t.is(deriveReceiptName('БОРЩ', '1'), 'BORSZCZ');
	t.is(deriveReceiptName('Crème Brûlée', '1'), 'Creme Brulée');
});

test('a name of which nothing can be printed becomes the code', t => {
	t.is(deriveReceiptName('😀 😀', '000123'), 'Towar 000123');
	t.is(deriveReceiptName('— … —', '7'), 'Towar 7');
});

test('one endless word is cut, and a size behind it is kept', t => {
	t.is(deriveReceiptName('x'.repeat(70), '1'), 'x'.repeat(40));
	t.is(deriveReceiptName(`${'x'.repeat(70)} 250 g`, '1'), `${'x'.repeat(34)} 250 g`);
});

const word = fc.oneof(
	fc.string({unit: 'grapheme', maxLength: 14}),
	fc.constantFrom('Czekolada', 'bezglutenowa', 'z', '250 g', '0,5 l', 'Щавель', '12×', '–', '"x"'),
);
const name = fc.array(word, {minLength: 1, maxLength: 14}).map(words => words.join(' '));

testProp(
	'every name has a receipt name the printer takes',
	[name, fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/)],
	(t, text, code) => {
		const derived = deriveReceiptName(text, code);
		t.true(derived.length >= 1 && derived.length <= 40, derived);
		t.true(isWindows1250(derived), derived);
		t.notRegex(derived, /^\s|\s$|\p{Cc}/u);
		t.is(deriveReceiptName(text, code), derived);
	},
);

const polishWord = fc.constantFrom('czekolada', 'mleczna', 'orzechowa', 'rodzinna', 'z', 'karmelem', 'tradycyjna');

testProp(
	'the size at the end is never lost',
	[fc.array(polishWord, {minLength: 1, maxLength: 12}), fc.integer({min: 1, max: 9999})],
	(t, words, weight) => {
		t.true(deriveReceiptName(`${words.join(' ')} ${weight} g`, '1').endsWith(` ${weight} g`));
	},
);
