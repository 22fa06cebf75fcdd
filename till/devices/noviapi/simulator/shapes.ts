/** The shape of a JSON body, as the simulated printer checks it before anything is stored: every fault by its path. */
export type Shape =
	| {readonly is: 'text'; readonly lengthMax: number}
	/** A decimal of up to nine digits before the point, as text. */
	| {readonly is: 'decimal'; readonly places: number}
	| {readonly is: 'count'; readonly max: number}
	| {readonly is: 'flag'}
	| {readonly is: 'pattern'; readonly pattern: RegExp}
	| {readonly is: 'object'; readonly needs: readonly string[]; readonly fields: Readonly<Record<string, Shape>>}
	/** An object of exactly one of these. */
	| {readonly is: 'one-of'; readonly fields: Readonly<Record<string, Shape>>}
	| {readonly is: 'list'; readonly of: Shape; readonly countMax: number};

/** What a printer tells at most. */
const faultsMax = 10;

export function faultsOf(value: unknown, shape: Shape, path: string): readonly string[] {
	return faultsBelow(value, shape, path).slice(0, faultsMax);
}

function faultsBelow(value: unknown, shape: Shape, path: string): readonly string[] {
	switch (shape.is) {
		case 'text':
			return typeof value !== 'string'
				? [`${path} : Type`]
				: isShort(value, shape.lengthMax)
					? []
					: [`${path} : Length`];
		case 'decimal': {
			const pattern = new RegExp(`^\\d{0,9}(\\.\\d{0,${shape.places}})?$`);
			return typeof value === 'string' && pattern.test(value) ? [] : [`${path} : Pattern`];
		}
		case 'count':
			return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= shape.max ? [] : [`${path} : Range`];
		case 'flag':
			return typeof value === 'boolean' ? [] : [`${path} : Type`];
		case 'pattern':
			return typeof value === 'string' && shape.pattern.test(value) ? [] : [`${path} : Pattern`];
		case 'object':
			return objectFaults(value, shape.fields, shape.needs, path);
		case 'one-of': {
			const faults = objectFaults(value, shape.fields, [], path);
			return faults.length > 0 || Object.keys(value as object).length === 1 ? faults : [`${path} : OneOf`];
		}
		case 'list':
			if (!Array.isArray(value)) return [`${path} : Type`];
			if (value.length < 1 || value.length > shape.countMax) return [`${path} : Length`];
			return value.flatMap((item, index) => faultsBelow(item, shape.of, `${path}/[${index}]`));
	}
}

function objectFaults(
	value: unknown,
	fields: Readonly<Record<string, Shape>>,
	needs: readonly string[],
	path: string,
): readonly string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} : Type`];
	const missing = needs.filter(name => !Object.hasOwn(value, name)).map(name => `${path}/${name} : Required`);
	const wrong = Object.entries(value).flatMap(([name, part]) => {
		const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
		return shape === undefined ? [`${path}/${name} : Additional`] : faultsBelow(part, shape, `${path}/${name}`);
	});
	return [...missing, ...wrong];
}

function isShort(text: string, lengthMax: number): boolean {
	return text.length >= 1 && text.length <= lengthMax;
}
