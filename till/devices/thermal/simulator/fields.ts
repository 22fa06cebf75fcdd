/** The fields of a command as the simulated printer reads them: texts up to CR, amounts up to a slash. */
import {quantityIn} from '../../simulated/arithmetic.ts';

export interface FieldReader {
	/** Nothing where the field does not end, or is longer than that. */
	text(lengthMax: number): string | undefined;
	/** Up to a slash. */
	word(): string | undefined;
	/** In grosze; percents are written the same way and come in hundredths. */
	amount(): bigint | undefined;
	readonly isAtEnd: boolean;
}

export function createFieldReader(whole: string, decimalSeparators: string): FieldReader {
	let rest = whole;
	const amountForm = new RegExp(`^(\\d{1,10})(?:[${decimalSeparators}](\\d{0,2}))?$`);

	function upTo(end: string): string | undefined {
		const at = rest.indexOf(end);
		if (at === -1) return undefined;
		const field = rest.slice(0, at);
		rest = rest.slice(at + 1);
		return field;
	}

	return {
		text(lengthMax) {
			const field = upTo('\r');
			return field !== undefined && field.length <= lengthMax ? field : undefined;
		},
		word: () => upTo('/'),
		amount() {
			const match = amountForm.exec(upTo('/') ?? '');
			return match === null ? undefined : BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
		},
		get isAtEnd() {
			return rest === '';
		},
	};
}

/** `2. szt`, `1.234 kg`, `1.`: the decimal sign is always a point. */
export function quantityField(text: string): {readonly quantity: bigint; readonly unit: string} | undefined {
	const match = /^(\d{1,10})(?:\.(\d{0,8}))?(?: (.{1,4}))?$/.exec(text);
	if (match === null || text.length > 16) return undefined;
	const [, whole = '', fraction = '', unit = ''] = match;
	const quantity = quantityIn(fraction === '' ? whole : `${whole}.${fraction}`);
	return quantity === undefined ? undefined : {quantity, unit};
}
