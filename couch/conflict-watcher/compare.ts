/** What differs between two contents of one entry, and how much money is between them. */
import {isDeepStrictEqual} from 'node:util';
import type {Content} from './content.ts';

export interface Comparison {
	/** JSON pointers (RFC 6901), in the order of the fields; the first of them. */
	readonly fields: readonly string[];
	/** How many more there are; absent where there are none. */
	readonly furtherFieldCount?: number;
	/** The second content's money less the first one's. */
	readonly money: {
		readonly totalGrosze: number;
		readonly vat: readonly {readonly letter: string; readonly grossGrosze: number; readonly vatGrosze: number}[];
	};
}

/** A whole receipt has some tens of fields; a content of somebody's own making may have as many as it has bytes. */
export const fieldCountMax = 200;
/** What lies deeper, or under a longer name, is named by what holds it. */
export const pointerLengthMax = 200;

/** These follow from the rest, so that they count only where nothing else differs. */
const derived: ReadonlySet<string> = new Set(['/digest', '/signature']);

export function compare(first: Content, second: Content): Comparison {
	const all = [...new Set(pointers(first, second, ''))];
	const own = all.filter(pointer => !derived.has(pointer));
	const fields = own.length > 0 ? own : all;
	const furtherCount = Math.max(0, fields.length - fieldCountMax);
	return {
		fields: fields.slice(0, fieldCountMax),
		...(furtherCount === 0 ? {} : {furtherFieldCount: furtherCount}),
		money: moneyBetween(first, second),
	};
}

function* pointers(first: unknown, second: unknown, path: string): Generator<string> {
	if (!isContainer(first) || !isContainer(second) || Array.isArray(first) !== Array.isArray(second)) {
		if (!Object.is(first, second)) yield path;
		return;
	}
	const [left, right] = [new Map(Object.entries(first)), new Map(Object.entries(second))];
	for (const name of new Set([...left.keys(), ...right.keys()])) {
		const pointer = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
		if (pointer.length > pointerLengthMax) {
			if (!isDeepStrictEqual(left.get(name), right.get(name)) || left.has(name) !== right.has(name)) yield path;
		} else if (left.has(name) && right.has(name)) yield* pointers(left.get(name), right.get(name), pointer);
		else yield pointer;
	}
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function moneyBetween(first: Content, second: Content): Comparison['money'] {
	const [before, after] = [vatOf(first), vatOf(second)];
	const letters = [...new Set([...before.keys(), ...after.keys()])].sort();
	const vat = letters.flatMap(letter => {
		const [left, right] = [before.get(letter) ?? noSum, after.get(letter) ?? noSum];
		const grossGrosze = right.grossGrosze - left.grossGrosze;
		const vatGrosze = right.vatGrosze - left.vatGrosze;
		return grossGrosze === 0 && vatGrosze === 0 ? [] : [{letter, grossGrosze, vatGrosze}];
	});
	return {totalGrosze: totalOf(second) - totalOf(first), vat};
}

interface Sum {
	readonly grossGrosze: number;
	readonly vatGrosze: number;
}
const noSum: Sum = {grossGrosze: 0, vatGrosze: 0};

/** A content may be anything at all; what is no whole number counts as none. */
function amount(value: unknown): number {
	return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}

function totalOf(content: Content): number {
	return amount(content['dueGrosze'] ?? content['refundGrosze'] ?? content['amountGrosze']);
}

function vatOf(content: Content): ReadonlyMap<string, Sum> {
	const {vat} = content;
	const sums = new Map<string, Sum>();
	for (const item of Array.isArray(vat) ? (vat as readonly unknown[]) : []) {
		if (!isContainer(item)) continue;
		const {letter, grossGrosze, vatGrosze} = item as Readonly<Record<string, unknown>>;
		const before = sums.get(String(letter)) ?? noSum;
		sums.set(String(letter), {
			grossGrosze: before.grossGrosze + amount(grossGrosze),
			vatGrosze: before.vatGrosze + amount(vatGrosze),
		});
	}
	return sums;
}
