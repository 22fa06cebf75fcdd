/** Lines drawn at random, for properties that hold of whatever is sold. */
import {fc} from '@fast-check/ava';
import {piecesLine, weighedLine} from './slips.ts';

export const anyLine = fc
	.record({
		letter: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
		weighed: fc.boolean(),
		amount: fc.integer({min: 1, max: 30_000}),
		price: fc.integer({min: 100, max: 99_999}),
		discountShare: fc.integer({min: 0, max: 99}),
	})
	.map(({letter, weighed, amount, price, discountShare}) => {
		const make = weighed ? weighedLine : piecesLine;
		const count = weighed ? Math.max(10, amount) : (amount % 50) + 1;
		const whole = make(`Towar ${letter}`, letter, count, price);
		return make(`Towar ${letter}`, letter, count, price, Math.floor((whole.grossGrosze * discountShare) / 100));
	});
