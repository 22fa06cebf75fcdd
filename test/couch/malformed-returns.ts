/** Returns with one field that may not be so: each leaf and each list of a good one, with what it may not be. */
import fc from 'fast-check';
import {altered, Book, type EntryDocument} from './book.ts';

export interface MalformedEntry {
	/** Where it is wrong; a quantity that is missing is missed by its line. */
	readonly field: string;
	readonly content: Readonly<Record<string, unknown>>;
}

const notText = [undefined, null, 7, {}, []];
const notWhole = [undefined, null, 1.5, -1, '1', {}, [], 2 ** 53];
const notList = [undefined, null, 'one', 7, {}];
const notObject = [undefined, null, 'one', 7, []];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

function* placesIn(value: unknown, path: readonly string[]): Generator<readonly string[]> {
	if (path.length > 0) yield path;
	if (!isObject(value)) return;
	for (const [name, member] of Object.entries(value)) {
		if (!name.startsWith('_')) yield* placesIn(member, [...path, name]);
	}
}

function at(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((member, name) => (isObject(member) ? member[name] : undefined), value);
}

function wrongFor(value: unknown): readonly unknown[] {
	if (typeof value === 'number') return notWhole;
	if (typeof value === 'string') return notText;
	return Array.isArray(value) ? notList : notObject;
}

function replaced(value: unknown, [name, ...rest]: readonly string[], wrong: unknown): unknown {
	if (name === undefined) return wrong;
	const copy = Array.isArray(value) ? [...value] : {...(value as object)};
	const member = at(value, [name]);
	return Object.assign(copy, {[name]: replaced(member, rest, wrong)});
}

/** A return of pieces, of a weight and of a deposit, and arbitrary damage to it. */
export function malformedReturns(): {readonly good: EntryDocument; readonly malformed: fc.Arbitrary<MalformedEntry>} {
	const book = new Book('till-01');
	const plain = book.returnOf(book.receipt());
	const [line] = plain['lines'] as readonly [Readonly<Record<string, unknown>>];
	const {pieces: _, ...unweighed} = line;
	const deposit = {line: 1, deposit: 'PET050', name: 'PET', packageNumber: 1, route: 'main', pieces: 2};
	const good = altered(plain, {
		lines: [line, {...unweighed, line: 2, unit: 'kg', weightGrams: 250}],
		deposits: [{...deposit, valueGrosze: 50, totalGrosze: 100}],
	});
	const malformed = fc.constantFrom(...placesIn(good, [])).chain(path =>
		fc.constantFrom(...wrongFor(at(good, path))).map(wrong => {
			const isQuantity = wrong === undefined && /^(pieces|weightGrams)$/.test(path.at(-1) ?? '');
			const isOfLine = isQuantity && path[0] === 'lines';
			const field = (isOfLine ? path.slice(0, -1) : path).join('/');
			return {field, content: replaced(good, path, wrong) as MalformedEntry['content']};
		}),
	);
	return {good, malformed};
}
