/**
 * The fields of a document out of its JSON schema, one row each, in the order of the schema.
 *
 *   lines[].product          a field of every member of a list
 *   prices.<code>            a value by any key
 *   address (tcp).port       a field of one of several forms, which another field of it names
 */

/** As much of JSON Schema as the documents' schemas come to. */
export interface JsonSchema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly items?: JsonSchema;
	readonly prefixItems?: readonly JsonSchema[];
	readonly additionalProperties?: JsonSchema | boolean;
	readonly propertyNames?: JsonSchema;
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly not?: JsonSchema;
	readonly format?: string;
	readonly pattern?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minItems?: number;
	readonly maxItems?: number;
}

export interface FieldRow {
	readonly field: string;
	readonly type: string;
	readonly limits: string;
	readonly isOptional: boolean;
}

export function fieldRows(schema: JsonSchema): readonly FieldRow[] {
	const rows: FieldRow[] = [];
	describeMembers(schema, '', {rows, firstPlaces: new Map()});
	return rows;
}

interface Description {
	readonly rows: FieldRow[];
	/** Where an object was described first: the second time it is only named. */
	readonly firstPlaces: Map<string, string>;
}

function describeMembers(schema: JsonSchema, path: string, description: Description): void {
	for (const [name, member] of Object.entries(schema.properties ?? {})) {
		// A field that may not be there is no field.
		if (member.not !== undefined) continue;
		const isOptional = !(schema.required ?? []).includes(name);
		describe(member, {field: path === '' ? name : `${path}.${name}`, isOptional}, description);
	}
}

function describe(schema: JsonSchema, place: Pick<FieldRow, 'field' | 'isOptional'>, description: Description): void {
	const {rows, firstPlaces} = description;
	const inner = innermost(schema, place.field);
	const form = JSON.stringify(inner.schema);
	const isNested = inner.schema.properties !== undefined || formsOf(inner.schema) !== undefined;
	const first = isNested ? firstPlaces.get(form) : undefined;
	rows.push({...place, type: typeOf(schema), limits: first === undefined ? limitsOf(schema) : `as \`${first}\``});
	if (!isNested || first !== undefined) return;
	firstPlaces.set(form, inner.path);
	const forms = formsOf(inner.schema);
	if (forms === undefined) return describeMembers(inner.schema, inner.path, description);
	for (const [index, each] of forms.entries())
		describeMembers(each, `${inner.path} (${nameOf(each) ?? index + 1})`, description);
}

/** What a list or a record is of, and where that stands. */
function innermost(schema: JsonSchema, path: string): {readonly schema: JsonSchema; readonly path: string} {
	if (schema.items !== undefined) return innermost(schema.items, `${path}[]`);
	const {additionalProperties: values} = schema;
	if (schema.properties === undefined && typeof values === 'object' && Object.keys(values).length > 0)
		return innermost(values, `${path}.<key>`);
	return {schema, path};
}

/** Several objects of which one is meant. */
function formsOf({anyOf, oneOf}: JsonSchema): readonly JsonSchema[] | undefined {
	const forms = oneOf ?? anyOf ?? [];
	return forms.length > 0 && forms.every(form => form.properties !== undefined) ? forms : undefined;
}

function nameOf({properties = {}}: JsonSchema): string | undefined {
	const name = Object.values(properties).find(member => typeof member.const === 'string')?.const;
	return typeof name === 'string' ? name : undefined;
}

function typeOf(schema: JsonSchema): string {
	const {type, items, prefixItems, anyOf, oneOf, format} = schema;
	if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
	if (schema.enum !== undefined) return schema.enum.map(value => `\`${JSON.stringify(value)}\``).join(', ');
	if (prefixItems !== undefined) return `[${prefixItems.map(typeOf).join(', ')}]`;
	if (items !== undefined) return `list of ${typeOf(items)}`;
	const forms = formsOf(schema);
	if (forms !== undefined) return `object, ${forms.map((form, index) => nameOf(form) ?? index + 1).join(' or ')}`;
	const choices = anyOf ?? oneOf;
	if (choices !== undefined) return choices.map(typeOf).join(' or ');
	if (type === 'object' && schema.properties === undefined) return recordType(schema);
	if (format === 'date-time') return 'time, ISO 8601 with offset';
	if (format === 'date') return 'day, YYYY-MM-DD';
	const names: Readonly<Record<string, string>> = {string: 'text', integer: 'whole number', boolean: 'true or false'};
	return names[type ?? ''] ?? type ?? 'anything';
}

function recordType({additionalProperties: values}: JsonSchema): string {
	return typeof values === 'object' && Object.keys(values).length > 0 ? `${typeOf(values)} by key` : 'object';
}

/** Whole numbers that JavaScript can tell apart: a bound that says nothing. */
const unboundedMin = Number.MIN_SAFE_INTEGER;
const unboundedMax = Number.MAX_SAFE_INTEGER;

function limitsOf(schema: JsonSchema): string {
	const {minimum, maximum, minLength, maxLength, minItems, maxItems, pattern, format, propertyNames} = schema;
	const choices = (schema.anyOf ?? schema.oneOf ?? []).map(limitsOf);
	const limits = [
		range('', minimum === unboundedMin ? undefined : minimum, maximum === unboundedMax ? undefined : maximum),
		range(' characters', minLength, maxLength),
		range(' members', minItems, maxItems),
		// The pattern of a time repeats what its type says.
		pattern === undefined || format !== undefined ? '' : `\`${pattern}\``,
		propertyNames === undefined ? '' : prefixed('keys ', limitsOf(propertyNames)),
		schema.items === undefined ? '' : prefixed('each ', limitsOf(schema.items)),
		innerValues(schema),
		...(formsOf(schema) === undefined ? choices : []),
	];
	return [...new Set(limits)].filter(limit => limit !== '').join('; ');
}

function innerValues({properties, additionalProperties: values}: JsonSchema): string {
	return properties === undefined && typeof values === 'object' ? prefixed('each ', limitsOf(values)) : '';
}

function prefixed(word: string, limits: string): string {
	return limits === '' ? '' : word + limits;
}

function range(unit: string, min: number | undefined, max: number | undefined): string {
	if (min === undefined && max === undefined) return '';
	if (max === undefined) return `${min} or more${unit}`;
	return min === undefined ? `at most ${max}${unit}` : `${min} to ${max}${unit}`;
}
