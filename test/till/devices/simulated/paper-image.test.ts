import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {paperImage} from '../../../../till/devices/simulated/paper-image.ts';

const words = (svg: string) => Array.from(svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g), ([, text]) => text);

test('each line stands in its columns, with its Polish letters', t => {
	const svg = paperImage({lines: ['            PARAGON FISKALNY', 'Żółta gęś   1 szt x9,99 9,99C'], state: 'done'});
	t.deepEqual(words(svg), ['PARAGON FISKALNY', 'Żółta gęś', '1 szt x9,99 9,99C']);
	t.regex(svg, /x="116" [^>]*textLength="128"[^>]*>PARAGON/, 'twelve columns from the left, sixteen wide');
	t.regex(svg, /x="116" [^>]*>1 szt x9,99/, 'the gap is as wide as it was printed');
});

test('an empty line takes its place and prints nothing', t => {
	const heightOf = (svg: string) => Number(/height="(\d+)"/.exec(svg)?.[1]);
	const [one, two] = [paperImage({lines: ['a'], state: 'done'}), paperImage({lines: ['a', '  '], state: 'done'})];
	t.deepEqual(words(two), ['a']);
	t.true(heightOf(two) > heightOf(one));
});

test('a barcode is drawn under the text, and makes the paper longer', t => {
	const [bare, barred] = [{}, {barcode: 'K7M2Q9XA-1'}].map(more => paperImage({lines: ['a'], state: 'done', ...more}));
	const barsIn = (svg = '') => /<path d="(M0,0h[^"]*)"/.exec(svg)?.[1]?.match(/M/g)?.length ?? 0;
	t.is(barsIn(bare), 0);
	t.is(barsIn(barred), 12 * 3 + 4, 'three bars a symbol, four of the stop');
	t.true((barred?.length ?? 0) > (bare?.length ?? 0));
	t.deepEqual(words(barred ?? ''), ['a']);
});

test('what is still in the printer has no torn edge', t => {
	const lastPoints = (state: 'printing' | 'done') => /([^L]+) Z"/.exec(paperImage({lines: [], state}))?.[1];
	t.is(lastPoints('printing'), '0,52');
	const edge = (state: 'printing' | 'done') => /d="([^"]*)"/.exec(paperImage({lines: [], state}))?.[1] ?? '';
	t.true(edge('done').length > edge('printing').length);
});

testProp('whatever came over the wire, the picture holds it as text only', [fc.string({unit: 'binary'})], (t, line) => {
	const svg = paperImage({lines: [line], state: 'done'});
	t.deepEqual(
		svg.match(/<\/?[a-z]+/g)?.filter(tag => !['<svg', '</svg', '<path', '<g', '</g', '<text', '</text'].includes(tag)),
		[],
	);
	t.notRegex(svg, /&(?!amp;|lt;|gt;)/);
	t.notRegex(svg.replaceAll('\n', ''), /\p{Cc}|\p{Cs}/u);
});
