/**
 * Letters that a Polish fiscal printer does not have → letters that it has and a Polish customer can read.
 *
 * Cyrillic is written as Polish ears hear it. What no table knows loses its accents; what is left over (emoji, other
 * scripts) becomes a space, because half a word helps nobody.
 */
import {isWindows1250} from './encoding.ts';

const spellings: Readonly<Record<string, string>> = {
	...pairs('а a|б b|в w|г g|д d|е e|ё jo|ж ż|з z|и i|й j|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х ch|ц c|ч cz'),
	...pairs('ш sz|щ szcz|ъ |ы y|ь |э e|ю ju|я ja|і i|ї ji|є je|ґ g|ў u|ј j|љ l|њ n|ћ ć|ђ đ|џ dż'),
	...pairs('α a|β v|γ g|δ d|ε e|ζ z|η i|θ th|ι i|κ k|λ l|μ m|ν n|ξ x|ο o|π p|ρ r|σ s|ς s|τ t|υ y|φ f|χ ch|ψ ps|ω o'),
	...pairs('æ ae|œ oe|ø o|ð d|þ th|ı i|ħ h|ŋ n|ſ s|ĳ ij|ŀ l|ŧ t|ẞ SS|£ GBP|¥ JPY|№ nr|½ 1/2|¼ 1/4|¾ 3/4'),
	...pairs("− -|‐ -|‑ -|‒ -|― -|⁄ /|∙ ·|● •|′ '|″ \"|ʼ '|℃ °C"),
	// In the printers' Windows-1250 these places hold box-drawing glyphs.
	...pairs("\u{ad} |´ '|¨ |¸ |˛ |¤ "),
};

function pairs(list: string): Readonly<Record<string, string>> {
	return Object.fromEntries(list.split('|').map(pair => [pair.slice(0, 1), pair.slice(2)]));
}

/** The text within Windows-1250, spaces folded. Empty when nothing of it can be written. */
export function spellInWindows1250(text: string): string {
	const letters = [...text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ')];
	return letters
		.map((letter, place) => spell(letter, letters[place + 1] ?? letters[place - 1] ?? ''))
		.join('')
		.replace(/ +/g, ' ')
		.trim();
}

function spell(letter: string, neighbour: string): string {
	const small = letter.toLowerCase();
	const spelling = spellings[letter] ?? spellings[small];
	if (spelling !== undefined) {
		if (letter === small) return spelling;
		const wholeWordInCapitals = neighbour === neighbour.toUpperCase() && neighbour !== neighbour.toLowerCase();
		return wholeWordInCapitals ? spelling.toUpperCase() : spelling.slice(0, 1).toUpperCase() + spelling.slice(1);
	}
	if (isWindows1250(letter)) return letter;
	const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
	return plain !== '' && plain !== letter && isWindows1250(plain) ? plain : ' ';
}
