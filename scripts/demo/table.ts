/**
 * Goods of the demonstration shop, written as a price list is: one line a family, every variant in every size.
 *
 *   weighed, by the piece   name price VAT
 *   packed                  name | variants; … | size price; … | VAT | deposit | 18; the deposits of a pack: 6 × PET050
 *
 * A line that cannot be read is a mistake of ours and stops the program.
 */
import {assert} from '../../till/domain/assert.ts';
import type {Group} from '../../till/domain/catalogue.ts';
import {type Grosze, grosze} from '../../till/domain/money.ts';
import {type VatLetter, vatLetters} from '../../till/domain/vat.ts';

export interface GroupGoods {
	readonly group: Group;
	/** Whether cards and promotions may reprice them; alcohol never. */
	readonly discountable?: boolean;
	readonly weighed?: string;
	readonly byThePiece?: string;
	readonly packed?: string;
}

export interface DemoGood {
	readonly name: string;
	readonly priceGrosze: Grosze;
	readonly vat: VatLetter;
	readonly deposit?: string;
	readonly depositPieces?: number;
	readonly age18: boolean;
}

function lines(table: string | undefined): readonly string[] {
	return (table ?? '')
		.split('\n')
		.map(line => line.trim())
		.filter(line => line !== '');
}

function price(text: string): Grosze {
	assert(/^\d+,\d\d$/.test(text), `a price of the demonstration has two decimals: ${text}`);
	return grosze(Number(text.replace(',', '')));
}

function vat(text: string): VatLetter {
	const letter = vatLetters.find(known => known === text);
	assert(letter !== undefined, `a VAT letter of the demonstration: ${text}`);
	return letter;
}

function deposits(text: string): Pick<DemoGood, 'deposit' | 'depositPieces'> {
	if (text === '') return {};
	const [, pieces, deposit] = /^(?:(\d+) × )?(\w+)$/.exec(text) ?? [];
	assert(deposit !== undefined, `a deposit of the demonstration: ${text}`);
	return {deposit, ...(pieces === undefined ? {} : {depositPieces: Number(pieces)})};
}

/** Lines of goods without a barcode: `Banany 5,99 C`. */
export function readLoose(table: string | undefined): readonly DemoGood[] {
	return lines(table).map(line => {
		const [, name = '', amount = '', letter = ''] = /^(.+) (\S+) (\S)$/.exec(line) ?? [];
		return {name, priceGrosze: price(amount), vat: vat(letter), age18: false};
	});
}

/** Lines of packed goods: `Mleko UHT | 2%; 3,2% | 0,5 l 2,49; 1 l 3,99 | C`. */
export function readPacked(table: string | undefined): readonly DemoGood[] {
	return lines(table).flatMap(line => {
		// An empty list of variants is written `||`: the family itself is the only one.
		const [family = '', variants = '', sizes = '', letter = '', deposit = '', age = ''] = line
			.split('|')
			.map(part => part.trim());
		return variants.split(';').flatMap((variant, place) =>
			sizes.split(';').map(sizePrice => {
				const [, size = '', amount = ''] = /^(.+) (\S+)$/.exec(sizePrice.trim()) ?? [];
				return {
					name: [family, variant.trim(), size].filter(part => part !== '').join(' '),
					// Variants of one family differ by a few grosze, as on a real shelf.
					priceGrosze: grosze(price(amount) + (place % 3) * 20),
					vat: vat(letter),
					...deposits(deposit),
					age18: age === '18',
				};
			}),
		);
	});
}
