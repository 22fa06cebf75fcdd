/** How a name is looked for: small letters without their Polish marks, because the keyboard of a till has none. */
export function fold(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ł', 'l')
		.normalize('NFD')
		.replaceAll(/\p{Mn}/gu, '');
}
