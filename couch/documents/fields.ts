/** Fields that many documents of the catalogue have. */
import {codePattern} from './limits.ts';
import {z} from './schema.ts';

export const code = z.string().regex(codePattern, 'is letters, digits, ".", "_" and "-", at most 40');
export const text = (lengthMax: number) =>
	z
		.string()
		.min(1)
		.max(lengthMax)
		.refine(value => !/\p{Cc}/u.test(value), 'has a control character')
		.refine(value => value.trim() !== '', 'is blank')
		// An entry that names the good could not be sealed.
		.refine(value => !/\p{Cs}/u.test(value), 'has a broken character');

/** Optional fields come out absent rather than `undefined`: the domain tells the two apart. */
export function present<T extends object>(value: T): {[K in keyof T]: Exclude<T[K], undefined>} {
	// What comes out of a database never has one.
	if (!Object.values(value).includes(undefined)) return value as {[K in keyof T]: Exclude<T[K], undefined>};
	return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
		[K in keyof T]: Exclude<T[K], undefined>;
	};
}
