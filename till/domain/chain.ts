/**
 * The chain: ids, digests and revisions of a till's entries. None of this can change once entries exist.
 *
 *   canonical form   RFC 8785 (sorted keys, no white space) of the entry without `_rev`, `digest` and `signature`
 *   digest           SHA-256 of the canonical form's UTF-8 bytes, 64 lower-case hex digits
 *   revision         `1-` and the first 32 digits of the digest: the same content always has the same revision,
 *                    here, on the server, and however often it is sent
 *   previous         the digest of the entry before; zeros before the first
 *
 * The hash is an argument, because the domain knows no library.
 */
import {assert, broken} from './assert.ts';
import {type EntryType, entryTypes} from './entry.ts';

/** Hex SHA-256 of a text's UTF-8 bytes. */
export type Sha256 = (text: string) => string;

export const noDigest = '0'.repeat(64);

const leftOut: ReadonlySet<string> = new Set(['_rev', 'digest', 'signature']);

/**
 * RFC 8785 for the values that may occur in an entry: whole numbers, strings, arrays and objects. A lone surrogate
 * has no UTF-8 form and two ids that differ in one would collide, so it is refused like a fraction is.
 */
export function canonicalForm(entry: Readonly<Record<string, unknown>>): string {
	return canonicalMembers(entry, key => !leftOut.has(key), []);
}

/** Where a value stands in the entry: one list, kept up to date on the way, since hardly ever anybody asks. */
type Path = (string | number)[];

function canonical(value: unknown, path: Path): string {
	if (typeof value === 'string') return quoted(value, path);
	if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
	if (Array.isArray(value)) return canonicalItems(value, path);
	if (typeof value === 'object' && value !== null) {
		return canonicalMembers(value as Readonly<Record<string, unknown>>, () => true, path);
	}
	if (typeof value === 'number') broken(`the number at ${shown(path)} is whole, not ${value}`);
	const kind = value === null ? 'null' : typeof value;
	broken(`only whole numbers and texts occur in an entry, not ${kind} at ${shown(path)}`);
}

function canonicalItems(items: readonly unknown[], path: Path): string {
	let text = '';
	for (let index = 0; index < items.length; index++) {
		path.push(index);
		text += (index > 0 ? ',' : '') + canonical(items[index], path);
		path.pop();
	}
	return `[${text}]`;
}

function canonicalMembers(
	members: Readonly<Record<string, unknown>>,
	isPartOfIt: (key: string) => boolean,
	path: Path,
): string {
	let text = '';
	// Without a comparison of its own `sort` compares UTF-16 units, which is RFC 8785's order.
	for (const key of Object.keys(members).sort()) {
		if (!isPartOfIt(key)) continue;
		path.push(key);
		text += `${(text === '' ? '' : ',') + quoted(key, path)}:${canonical(members[key], path)}`;
		path.pop();
	}
	return `{${text}}`;
}

/** Printable ASCII that JSON writes as it is: nearly every text of an entry, and the quickest to tell. */
const plainText = /^[ !#-[\]-~]*$/;

function quoted(text: string, path: Path): string {
	if (plainText.test(text)) return `"${text}"`;
	// The promise is only spelled out where it is broken: names in Polish come this way by the dozen.
	if (!isWellFormed(text)) broken(`the text at ${shown(path)} is well-formed Unicode`);
	return JSON.stringify(text);
}

function shown(path: Path): string {
	return path.map(step => `/${step}`).join('');
}

function isWellFormed(text: string): boolean {
	return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

export function digestOf(entry: Readonly<Record<string, unknown>>, sha256: Sha256): string {
	return sha256(canonicalForm(entry));
}

export function revisionOf(digest: string): string {
	assert(/^[0-9a-f]{64}$/.test(digest), 'a digest is 64 hex digits');
	return `1-${digest.slice(0, 32)}`;
}

/** Alphabet of Crockford's base32 in lower case: no letter is taken for a digit. */
const base32 = '0123456789abcdefghjkmnpqrstvwxyz';

export interface EntryIdParts {
	readonly type: EntryType;
	readonly till: string;
	readonly entry: number;
	/** Eight characters that tell two tills of one name apart. */
	readonly suffix: string;
}

export function entryId({type, till, entry, suffix}: EntryIdParts): string {
	assert(/^[a-z0-9-]{1,16}$/.test(till), `a till's id is [a-z0-9-]{1,16}, not ${till}`);
	assert(
		Number.isSafeInteger(entry) && entry > 0 && entry < 100_000_000,
		`an entry number has at most 8 digits, not ${entry}`,
	);
	assert(/^[0-9a-z]{8}$/.test(suffix), 'the suffix of an entry id is eight base32 characters');
	return `${type}:${till}:${entryNumberText(entry)}:${suffix}`;
}

/** Eight digits, so that ids come in the order of the book. */
export function entryNumberText(entry: number): string {
	return String(entry).padStart(8, '0');
}

export function parseEntryId(id: string): EntryIdParts | undefined {
	const match = /^([a-z]+):([a-z0-9-]{1,16}):(\d{8}):([0-9a-z]{8})$/.exec(id);
	const [, type, till, entry, suffix] = match ?? [];
	if (type === undefined || till === undefined || entry === undefined || suffix === undefined) return undefined;
	const known = entryTypes.find(candidate => candidate === type);
	return known && {type: known, till, entry: Number(entry), suffix};
}

/** Eight base32 characters out of five random bytes. */
export function idSuffix(randomBytes: Uint8Array): string {
	assert(randomBytes.length === 5, 'an id suffix is made of five random bytes');
	let bits = 0n;
	for (const byte of randomBytes) bits = (bits << 8n) | BigInt(byte);
	let text = '';
	for (let place = 35n; place >= 0n; place -= 5n) text += base32[Number((bits >> place) & 31n)];
	return text;
}
