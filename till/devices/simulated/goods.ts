/**
 * The ladder of VAT rates. The printer remembers goods by the letters and digits of their names; once a name was
 * sold at a lower rate than before, its rate never rises again.
 */
import type {VatRate, VatTable} from '../../domain/vat.ts';
import type {MemoryState} from './fiscal-memory.ts';
import type {SoldLine} from './receipt.ts';

type Goods = MemoryState['goods'];

/** "Coca-Cola", "COCA COLA" and "coca:cola" are one and the same. */
export function goodsKey(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N},.\\/%]/gu, '');
}

/** Of the goods' own keys only: a good may be called like anything that objects have by nature. */
function knownIn(goods: Goods, key: string): Goods[string] | undefined {
	return Object.hasOwn(goods, key) ? goods[key] : undefined;
}

function step(rate: VatRate): number {
	return typeof rate === 'number' ? rate : 0;
}

export function climbs(goods: Goods, line: Pick<SoldLine, 'name' | 'letter'>, vat: VatTable): boolean {
	const known = knownIn(goods, goodsKey(line.name));
	return known?.fallen === true && step(vat[line.letter]) > known.rate;
}

export function goodsAfter(goods: Goods, lines: readonly SoldLine[], vat: VatTable): Goods {
	const after = {...goods};
	for (const line of lines) {
		const key = goodsKey(line.name);
		const known = knownIn(after, key);
		const rate = step(vat[line.letter]);
		after[key] = {rate, fallen: known !== undefined && (known.fallen || rate < known.rate)};
	}
	return after;
}
