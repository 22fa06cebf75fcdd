/**
 * The file's group names → the catalogue's groups.
 *
 *   piwo, alcohol 1   →  group:piwo-alkohol   route alcohol   „Piwo”
 *   piwo, alcohol 0   →  group:piwo           route main      „Piwo bez alkoholu”
 *   wino, alcohol 1   →  group:wino-alkohol   route alcohol   „Wino”
 *
 * A group has one fiscal printer, so a group of the file that mixes drinks with and without alcohol becomes two. The code
 * follows from the row alone, so that it never changes; only the name looks at its twin: the larger one has the plain
 * name. Groups that the server already has keep everything the office gave them.
 */
import type {Group, GroupColour} from '../../till/domain/catalogue.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {spellInWindows1250} from './letters.ts';

const slugLengthMax = 32;
const alcoholEnd = '-alkohol';

export function groupSlug(name: string): Result<string, 'group-letters' | 'too-long'> {
	const slug = spellInWindows1250(name)
		.toLowerCase()
		.replaceAll('ł', 'l')
		.replaceAll('ß', 'ss')
		.replaceAll('đ', 'd')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
	if (slug === '') return fail('group-letters');
	return slug.length > slugLengthMax ? fail('too-long') : ok(slug);
}

/** The code of the group that goods belong to, given the slug of its name. */
export function groupCode(slug: string, alcohol: boolean): string {
	const named = slug === 'alkohol' || slug.endsWith(alcoholEnd);
	if (alcohol) return named ? slug : `${slug}${alcoholEnd}`;
	return named ? `${slug}-bez` : slug;
}

export interface GroupUse {
	readonly code: string;
	readonly slug: string;
	readonly fileName: string;
	readonly alcohol: boolean;
	readonly goodsCount: number;
}

/** Groups for the uses that the catalogue does not have yet, after those it has. */
export function newGroups(uses: readonly GroupUse[], existing: readonly Group[]): readonly Group[] {
	const known = new Set(existing.map(({code}) => code));
	const takenNames = new Set(existing.map(({name}) => name.toLowerCase()));
	const orderLast = Math.max(0, ...existing.map(({order}) => order));
	return uses
		.filter(({code}) => !known.has(code))
		.map((use, place) => ({
			code: use.code,
			name: groupName(use, uses, takenNames),
			route: use.alcohol ? 'alcohol' : 'main',
			colour: use.alcohol ? 'spirit' : colourOf(use.slug),
			order: orderLast + 10 * (place + 1),
		}));
}

function groupName(use: GroupUse, uses: readonly GroupUse[], takenNames: ReadonlySet<string>): string {
	const plain = use.fileName.slice(0, 1).toUpperCase() + use.fileName.slice(1);
	const twin = uses.find(other => other.slug === use.slug && other.alcohol !== use.alcohol);
	const isSmaller =
		twin !== undefined && (use.goodsCount < twin.goodsCount || (use.goodsCount === twin.goodsCount && !use.alcohol));
	if (!isSmaller && !takenNames.has(plain.toLowerCase())) return plain;
	return `${plain} ${use.alcohol ? 'z alkoholem' : 'bez alkoholu'}`;
}

const colours: readonly (readonly [RegExp, GroupColour])[] = [
	[/owoc|warzyw/, 'green'],
	[/piecz|chleb|slodyc|ciast|sniad/, 'bread'],
	[/mies|wedl|ryb|drob/, 'meat'],
	[/nabial|ser|mlecz|jaj/, 'dairy'],
	[/napoj|wod|sok|kaw|herbat|piw|win/, 'drink'],
];

function colourOf(slug: string): GroupColour {
	return colours.find(([pattern]) => pattern.test(slug))?.[1] ?? 'pack';
}
