/**
 * Labels of goods weighed or packed in the shop: an in-store code that carries a weight, a price or a count.
 *
 *   mask    2 9 A A A A V W W W W W K       digits   the prefix, as they stand
 *   code    2 9 1 2 3 4 1 0 1 2 3 4 6       A        the item
 *               └─┬──┘  │ └───┬───┘ │       V        verifies the value; a mask without it verifies nothing
 *               item    │   1.234 kg│       W C Q    the value: grams, grosze, or pieces
 *                       verifier    check   K        the check digit of the whole code
 *
 *   X   a digit nobody looks at, for scales that print a verifier of their own     0   a digit that has to be zero
 *
 * No two shops agree on prefixes, so the masks are the shop's settings: its own, and those of presets by their names
 * (`label-presets.ts`). The caller has checked the check digit.
 */
import type {Product} from './catalogue.ts';
import {gtinCheckDigit} from './gtin.ts';
import {labelPresets} from './label-presets.ts';
import {type Grosze, grosze} from './money.ts';
import {type Grams, grams, type Pieces, pieces} from './quantity.ts';
import {fail, ok, type Result} from './result.ts';

type ValueLetter = 'W' | 'C' | 'Q';

interface Field {
	readonly start: number;
	readonly end: number;
}

/** A mask made ready for matching. */
export interface LabelMask {
	readonly mask: string;
	readonly prefix: string;
	readonly item: Field;
	readonly value: Field & {readonly letter: ValueLetter};
	/** Places, behind the prefix, that have to be zero. */
	readonly zerosAt: readonly number[];
	/** Place of the verifier digit. */
	readonly verifierAt?: number;
}

/** What is wrong with a mask. */
export type MaskFault = 'letters' | 'length' | 'item' | 'value' | 'verifier';

const masksByName: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(labelPresets));

/**
 * The masks a shop reads labels by: its own first, then those of its presets, in the order in which they are named. A name
 * of a newer version is no mask, and is told like one that cannot be read.
 */
export function labelMasksOf({
	weightBarcodes,
	labelPresets: names = [],
}: {
	readonly weightBarcodes: readonly string[];
	readonly labelPresets?: readonly string[];
}): readonly string[] {
	return [...new Set([...weightBarcodes, ...names.flatMap(name => masksByName.get(name) ?? [name])])];
}

export function compileMask(mask: string): Result<LabelMask, MaskFault> {
	const [, prefix, rest] = /^(\d+)([AVWCQX][AVWCQX0]*)K$/.exec(mask) ?? [];
	if (prefix === undefined || rest === undefined) return fail('letters');
	if (mask.length !== 8 && mask.length !== 13) return fail('length');
	const [item, ...moreItems] = fields(mask, /A+/g);
	if (!item || moreItems.length > 0) return fail('item');
	const [value, ...moreValues] = fields(mask, /W+|C+|Q+/g);
	if (!value || moreValues.length > 0) return fail('value');
	const letter = mask[value.start] as ValueLetter;
	const zerosAt = fields(mask, /0/g).flatMap(({start}) => (start < prefix.length ? [] : [start]));
	const [verifier, ...moreVerifiers] = fields(mask, /V/g);
	if (!verifier) return ok({mask, prefix, item, zerosAt, value: {...value, letter}});
	const valueLength = value.end - value.start;
	if (moreVerifiers.length > 0 || (valueLength !== 4 && valueLength !== 5)) return fail('verifier');
	return ok({mask, prefix, item, zerosAt, value: {...value, letter}, verifierAt: verifier.start});
}

function fields(mask: string, letters: RegExp): readonly Field[] {
	return Array.from(mask.matchAll(letters), run => ({start: run.index, end: run.index + run[0].length}));
}

/** `baseKey` is the code with value and verifier at zero: how some offices write the item's barcode. */
interface LabelItem {
	readonly item: string;
	readonly baseKey: string;
}
export type Label =
	| (LabelItem & {readonly kind: 'weight-label'; readonly weightGrams: Grams})
	| (LabelItem & {readonly kind: 'price-label'; readonly totalGrosze: Grosze})
	| (LabelItem & {readonly kind: 'piece-label'; readonly pieces: Pieces});

/** A weight is of goods by the kilogram and a count of goods by the piece; a price may be of either. */
export function mayBeAbout({kind}: Pick<Label, 'kind'>, {unit}: Pick<Product, 'unit'>): boolean {
	return kind === 'price-label' || (kind === 'weight-label') === (unit === 'kg');
}

export type LabelReading = Label | {readonly kind: 'bad-verifier'} | {readonly kind: 'no-label'};

/** Reads a code of 8 or 13 digits. A value of zero is no label: that is how the bare item is written. */
export function readLabel(mask: LabelMask, code: string): LabelReading {
	if (code.length !== mask.mask.length || !code.startsWith(mask.prefix)) return {kind: 'no-label'};
	if (mask.zerosAt.some(place => code[place] !== '0')) return {kind: 'no-label'};
	const digits = code.slice(mask.value.start, mask.value.end);
	const value = Number(digits);
	if (value === 0) return {kind: 'no-label'};
	if (mask.verifierAt !== undefined && code[mask.verifierAt] !== verifierDigit(digits)) return {kind: 'bad-verifier'};
	const label = {item: code.slice(mask.item.start, mask.item.end), baseKey: baseKeyOf(mask, code)};
	switch (mask.value.letter) {
		case 'W':
			return {kind: 'weight-label', ...label, weightGrams: grams(value)};
		case 'C':
			return {kind: 'price-label', ...label, totalGrosze: grosze(value)};
		case 'Q':
			return {kind: 'piece-label', ...label, pieces: pieces(value)};
	}
}

function baseKeyOf({mask}: LabelMask, code: string): string {
	let body = '';
	for (let place = 0; place < mask.length - 1; place += 1) {
		body += 'VWCQX'.includes(mask.charAt(place)) ? '0' : code.charAt(place);
	}
	return body + gtinCheckDigit(body);
}

// The standard's weighted digits: d times the weight, its tens taken from (-) or added to (+) its units.
const twoMinus = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const three = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const fivePlus = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];
const fiveMinus = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];
const fourDigitWeights = [twoMinus, twoMinus, three, fiveMinus];
const fiveDigitWeights = [fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus];

/** The digit that verifies a value of 4 or 5 digits (GS1 General Specifications, 7.9). */
export function verifierDigit(value: string): string {
	if (value.length === 4) return String((weightedSum(value, fourDigitWeights) * 3) % 10);
	const rest = (10 - (weightedSum(value, fiveDigitWeights) % 10)) % 10;
	// The rest is not the verifier yet: the verifier is the digit whose own weighted form makes the sum whole.
	return String(fiveMinus.indexOf(rest));
}

function weightedSum(value: string, weights: readonly (readonly number[])[]): number {
	return weights.reduce((sum, weighted, place) => sum + (weighted[Number(value[place])] ?? 0), 0);
}
