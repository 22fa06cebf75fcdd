/** Counting words: `1 paragon`, `2 paragony`, `5 paragonów`, after the language's own rules. */
import {count} from '../format.ts';

type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {readonly other: string};

/** A function that writes a number with its noun; `other` stands in for every form that is not given. */
export function counting(language: string): (number: number, forms: Forms) => string {
	const rules = new Intl.PluralRules(language);
	return (number, forms) => `${count(number)} ${forms[rules.select(number)] ?? forms.other}`;
}
