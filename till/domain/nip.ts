/** NIP, the taxpayer's number: ten digits, the last of which checks the others (regulation on the NIP register). */

const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** Without the dashes and blanks that people write into it, and without the country's letters. */
function plainNip(text: string): string {
	return text.replace(/^PL/i, '').replace(/[\s-]/g, '');
}

/** The ten digits of what somebody wrote; undefined where it is no NIP. */
export function readNip(text: string): string | undefined {
	const digits = plainNip(text);
	return isNip(digits) ? digits : undefined;
}

export function isNip(text: string): boolean {
	if (!/^\d{10}$/.test(text) || /^0+$/.test(text)) return false;
	const sum = weights.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
	return sum % 11 === Number(text[9]);
}
