/**
 * A good's name within a length, so that what tells it apart from others stays.
 *
 *   Wawrzyniec - Pasta warzywna z ciecierzycą, pieprzem i czarnuszką 180 g
 *   Wawrzyniec Pasta warz. z ciec. pieprz. i czarn. 180 g       1  long words are shortened, from the end
 *   Wawrzyniec Pasta warz. z ciec. 180 g                        2  words are left out, from the end
 *
 * Numbers and sizes stay, since they tell apart the goods of one brand; so does the first word, since customers look for
 * it. The same name always gives the same short one: fiscal printers bind a name to a VAT rate for good.
 */
const unit = /^(g|dag|kg|ml|cl|l|L|szt|szt\.|cm|mm|m|x|%)[.,)]?$/i;
const connector = /^(z|ze|w|we|i|a|o|do|na|od|po|bez|dla|oraz|and|with|of|the|de|et|au|la|mit|und)$/i;

interface Word {
	text: string;
	/** Numbers and sizes, and what says of them how much. */
	readonly telling: boolean;
}

/** At most `lengthMax` characters, which are at least a dozen; what fits is left as it is. */
export function shortName(text: string, lengthMax: number): string {
	if (text.length <= lengthMax) return text;

	const pieces = text.split(' ').filter(piece => /[\p{L}\p{N}%]/u.test(piece));
	const words: Word[] = pieces.map((piece, place) => ({
		text: piece,
		telling: /\d/.test(piece) || (unit.test(piece) && /\d$/.test(pieces[place - 1] ?? '')),
	}));

	for (let place = words.length - 1; place > 0 && isTooLong(words, lengthMax); place -= 1) {
		const word = words[place];
		if (word !== undefined && !word.telling) word.text = abbreviate(word.text);
	}
	while (isTooLong(words, lengthMax)) {
		const last = words.findLastIndex(({telling}, place) => place > 0 && !telling);
		if (last < 0) break;
		words.splice(last, 1);
		dropConnectorBefore(words, last);
	}
	return squeeze(words, lengthMax);
}

function isTooLong(words: readonly Word[], lengthMax: number): boolean {
	return join(words).length > lengthMax;
}

function join(words: readonly Word[]): string {
	return words
		.map(({text}) => text)
		.join(' ')
		.replace(/[\s,;:(/+-]+$/, '');
}

/** `czarnuszką` → `czarn.`: five letters, back to a consonant; short words and half-words stay. */
function abbreviate(word: string): string {
	const [letters = ''] = /^[\p{L}]+/u.exec(word) ?? [];
	if (letters.length < 7) return word;
	const stem = letters.slice(0, 5).replace(/[aeiouyąęó]+$/i, '');
	return `${stem.length < 3 ? letters.slice(0, 5) : stem}.`;
}

/** `Pasta z` → `Pasta` once what the `z` led to is gone. */
function dropConnectorBefore(words: Word[], place: number): void {
	const before = words[place - 1];
	if (place > 1 && before !== undefined && connector.test(before.text)) words.splice(place - 1, 1);
}

/** What is left when only the first word and the numbers are: the numbers' end wins over the word's. */
function squeeze(words: readonly Word[], lengthMax: number): string {
	if (!isTooLong(words, lengthMax)) return join(words);
	const [first, ...numbers] = words;
	let tail = numbers;
	const space = lengthMax - 8;
	while (tail.length > 1 && join(tail).length > space) tail = tail.slice(1);
	const size = join(tail).length > space ? '' : join(tail);
	const head = (first?.text ?? '').slice(0, lengthMax - (size === '' ? 0 : size.length + 1)).trim();
	return size === '' ? head : `${head} ${size}`;
}
