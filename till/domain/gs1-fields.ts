/**
 * The fields of GS1 element strings that goods in a shop come with, by application identifier (GS1 General
 * Specifications, section 3).
 *
 *   ( 3 1 0 3 ) 0 0 1 2 3 4       `310` says net weight in kilograms, the last digit how many decimals: 1.234 kg
 *     └─┬─┘ └ decimals
 *
 * A field with `isPredefined` has the length that everybody knows from its first two digits, and nothing stands after it;
 * behind any other one comes a separator, unless it is the last.
 */

export interface Gs1Field {
	/** Digits that every value begins with; text may follow them, as many characters as `textMax`. */
	readonly digits: {readonly min: number; readonly max: number};
	readonly textMax: number;
	readonly isPredefined: boolean;
	/** How many decimals the last digit of the identifier may say that the value has; absent where it says no such thing. */
	readonly decimalsMax?: number;
	/** `date-time` is a date with hour and minute behind it. */
	readonly holds: 'check-digit' | 'date' | 'date-time' | 'anything';
}

type Row = readonly [identifiers: string, form: string, holds?: Gs1Field['holds']];

/**
 * `n6` six digits, `n..8` up to eight, `an..20` up to twenty characters, `+` what follows; `=` a length known from the
 * identifier alone. A `y5` stands for the decimals, five at most, `310-316` for all of them.
 */
const rows: readonly Row[] = [
	['00', '=n18', 'check-digit'],
	['01-03', '=n14', 'check-digit'],
	['10', 'an..20'],
	['11-13', '=n6', 'date'],
	['15-17', '=n6', 'date'],
	['20', '=n2'],
	['21-22', 'an..20'],
	['235', 'an..28'],
	['240-241', 'an..30'],
	['242', 'n..6'],
	['243', 'an..20'],
	['250-251', 'an..30'],
	['253', 'n13+an..17'],
	['254', 'an..20'],
	['255', 'n13+n..12'],
	['30', 'n..8'],
	['310y5-316y5', '=n6'],
	['320y5-329y5', '=n6'],
	['330y5-337y5', '=n6'],
	['340y5-349y5', '=n6'],
	['350y5-357y5', '=n6'],
	['360y5-369y5', '=n6'],
	['37', 'n..8'],
	['390y9', 'n..15'],
	['391y9', 'n3+n..15'],
	['392y9', 'n..15'],
	['393y9', 'n3+n..15'],
	['394y3', 'n4'],
	['395y5', 'n6'],
	['400-401', 'an..30'],
	['402', 'n17', 'check-digit'],
	['403', 'an..30'],
	['410-417', '=n13', 'check-digit'],
	['420', 'an..20'],
	['421', 'n3+an..9'],
	['422', 'n3'],
	['423', 'n3+n..12'],
	['424', 'n3'],
	['425', 'n3+n..12'],
	['426', 'n3'],
	['427', 'an..3'],
	['7001', 'n13'],
	['7002', 'an..30'],
	['7003', 'n10', 'date-time'],
	['7004', 'n..4'],
	['7005', 'an..12'],
	['7006', 'n6'],
	['8005', 'n6'],
	['8006', 'n18'],
	['8008', 'n8+n..4'],
	['8020', 'an..25'],
	['8200', 'an..70'],
	['90', 'an..30'],
	['91-99', 'an..90'],
];

const fields: ReadonlyMap<string, Gs1Field> = new Map(rows.flatMap(fieldsOfRow));

/** The field that a text begins with, and its identifier as it stands there. */
export function gs1FieldAt(text: string): {readonly ai: string; readonly field: Gs1Field} | undefined {
	for (const length of [2, 3, 4]) {
		const ai = text.slice(0, length);
		const field = fields.get(ai) ?? measureAt(ai);
		if (field !== undefined && ai.length === length) return {ai, field};
	}
	return undefined;
}

/** More decimals than a measure has are no field of it: a weight of `3109` would be a thousandth of what is in the pack. */
function measureAt(ai: string): Gs1Field | undefined {
	const field = /^\d{4}$/.test(ai) ? fields.get(`${ai.slice(0, 3)}y`) : undefined;
	return Number(ai.slice(3)) <= (field?.decimalsMax ?? -1) ? field : undefined;
}

function fieldsOfRow([identifiers, form, holds = 'anything']: Row): readonly (readonly [string, Gs1Field])[] {
	const [first = '', last = first] = identifiers.split('-');
	const [from = '', decimalsMax] = first.split('y');
	const to = Number(last.split('y')[0]);
	const field = {...fieldOf(form), ...(decimalsMax !== undefined && {decimalsMax: Number(decimalsMax)}), holds};
	return Array.from({length: to - Number(from) + 1}, (_, index) => [
		String(Number(from) + index).padStart(from.length, '0') + (decimalsMax === undefined ? '' : 'y'),
		field,
	]);
}

function fieldOf(form: string): Omit<Gs1Field, 'decimalsMax' | 'holds'> {
	const parts = form.replace('=', '').split('+').map(partOf);
	const digits = parts.filter(({isText}) => !isText);
	return {
		digits: {min: sum(digits.map(({min}) => min)), max: sum(digits.map(({max}) => max))},
		textMax: sum(parts.filter(({isText}) => isText).map(({max}) => max)),
		isPredefined: form.startsWith('='),
	};
}

function partOf(part: string): {readonly isText: boolean; readonly min: number; readonly max: number} {
	const [, letters, dots, count] = /^(an|n)(\.\.)?(\d+)$/.exec(part) ?? [];
	const max = Number(count);
	return {isText: letters === 'an', min: dots === undefined ? max : 0, max};
}

function sum(counts: readonly number[]): number {
	return counts.reduce((total, count) => total + count, 0);
}
