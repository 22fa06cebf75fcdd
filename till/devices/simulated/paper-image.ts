/**
 * A slip as a picture: an SVG of the thermal paper, each character in its column whatever font is there to draw it. What
 * is still in the printer has no torn edge yet.
 *
 *   ╱╲╱╲╱╲╱╲╱╲
 *   │ text   │   one row a line, `columns` wide, wider only where a line is
 *   ╲╱╲╱╲╱╲╱╲╱
 */
import {code128} from './code128.ts';
import {columns, type PaperSlip} from './paper.ts';

const columnPx = 8;
const rowPx = 18;
const fontPx = 13;
const marginPx = 20;
const toothPx = 6;
const barsPx = 44;
const modulePxMax = 2;
const fonts = "'DejaVu Sans Mono', 'Liberation Mono', Consolas, monospace";

export function paperImage({lines, state, barcode}: Pick<PaperSlip, 'lines' | 'state' | 'barcode'>): string {
	const widest = Math.max(columns, ...lines.map(line => line.length));
	const widthPx = widest * columnPx + 2 * marginPx;
	const textPx = lines.length * rowPx + marginPx + toothPx;
	const widths = barcode === undefined ? undefined : code128(barcode);
	const heightPx = textPx + (widths === undefined ? 0 : barsPx + marginPx) + marginPx + toothPx;
	const size = `width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"`;
	const edge = outline({widthPx, heightPx, isTorn: state !== 'printing'});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
		`<path d="${edge}" fill="#fffef8" stroke="#b6bfc7"/>`,
		`<g font-family="${fonts}" font-size="${fontPx}" fill="#1c1c1c">`,
		...lines.flatMap(row),
		'</g>',
		...(widths === undefined ? [] : [bars(widths, {widthPx, topPx: textPx + marginPx / 2})]),
		'</svg>',
		'',
	].join('\n');
}

/** Words that stand apart are drawn apart: what draws a picture makes one space of many. */
function row(line: string, index: number): readonly string[] {
	const y = marginPx + toothPx + (index + 1) * rowPx - (rowPx - fontPx);
	return Array.from(line.matchAll(/\S+(?: \S+)*/g), ({0: words, index: column}) => {
		const place = `x="${marginPx + column * columnPx}" y="${y}"`;
		const width = `textLength="${words.length * columnPx}" lengthAdjust="spacingAndGlyphs"`;
		return `<text ${place} ${width}>${escaped(words)}</text>`;
	});
}

/** In the middle of the paper, as wide as fits. */
function bars(widths: readonly number[], {widthPx, topPx}: {readonly widthPx: number; readonly topPx: number}): string {
	const moduleCount = widths.reduce((sum, width) => sum + width, 0);
	const modulePx = Math.min(modulePxMax, (widthPx - 2 * marginPx) / moduleCount);
	let place = 0;
	const drawn = widths.map((width, index) => {
		const from = place;
		place += width;
		return index % 2 === 0 ? `M${from},0h${width}v1h-${width}z` : '';
	});
	const left = (widthPx - moduleCount * modulePx) / 2;
	return `<path d="${drawn.join('')}" fill="#1c1c1c" transform="translate(${left} ${topPx}) scale(${modulePx} ${barsPx})"/>`;
}

function outline(paper: {readonly widthPx: number; readonly heightPx: number; readonly isTorn: boolean}): string {
	const {widthPx, heightPx, isTorn} = paper;
	const toothCount = Math.ceil(widthPx / toothPx);
	const teeth = Array.from({length: toothCount + 1}, (_, tooth) => ({
		x: Math.min(tooth * toothPx, widthPx),
		depthPx: (tooth % 2) * toothPx,
	}));
	const top = teeth.map(({x, depthPx}) => `${x},${depthPx}`);
	const bottom = isTorn
		? teeth.toReversed().map(({x, depthPx}) => `${x},${heightPx - depthPx}`)
		: [`${widthPx},${heightPx}`, `0,${heightPx}`];
	return `M${[...top, ...bottom].join(' L')} Z`;
}

/** What comes over a wire may hold anything, and a picture is opened by a browser. */
function escaped(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
