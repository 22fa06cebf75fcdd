/**
 * Whatever is taken off, a line that is worth anything keeps a grosz: a fiscal printer takes no receipt of nothing, and some take no
 * such line. What promotions and cards come to may be all of a line of a few grosze, because they are rounded.
 */
import {amountOf, type LineDiscount} from './discounts.ts';
import {type Grosze, grosze} from './money.ts';

/** The grosz is given back by what was taken off last. Undefined where nothing is taken off then. */
export function leavingAGrosz(
	discounts: readonly LineDiscount[] | undefined,
	grossGrosze: Grosze,
): readonly LineDiscount[] | undefined {
	const last = discounts?.at(-1);
	if (discounts === undefined || last === undefined || amountOf(discounts) < grossGrosze) return discounts;
	const others = discounts.slice(0, -1);
	if (last.amountGrosze > 1) return [...others, {...last, amountGrosze: grosze(last.amountGrosze - 1)}];
	return others.length === 0 ? undefined : others;
}
