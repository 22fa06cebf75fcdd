/** What a till says to the server of each of its devices, and of its own files where somebody has yet to see to them. */
import type {Snapshot} from '../api/snapshot.ts';
import {type Damage, openParts} from '../domain/damage.ts';

export function deviceStates(
	{printers, scale, scanner}: Pick<Snapshot, 'printers' | 'scale' | 'scanner'>,
	damages: readonly Damage[],
): Readonly<Record<string, string>> {
	const parts = openParts(damages);
	const hasOtherKey = parts.delete('key');
	return {
		...Object.fromEntries(printers.map(({route, condition}) => [`printer-${route}`, condition])),
		...(scale && {scale: scale.state}),
		...(scanner && {scanner: scanner.state}),
		...(parts.size > 0 && {files: 'damaged'}),
		...(hasOtherKey && {key: 'replaced'}),
	};
}
