/** A discount by hand, in English. */
import type {DiscountWords} from './discount-kinds.ts';

export const englishDiscount: DiscountWords = {
	title: 'Discount by hand',
	key: 'Discount',
	ofLine: 'on the line',
	lineHint: line => `Discount on line ${line}: choose why and type how much`,
	receiptHint: 'Discount on the whole receipt: choose why and type how much',
	how: 'How much',
	kinds: {percent: 'Percent', amount: 'Amount'},
	why: 'Why',
	reasons: [
		'Damaged package',
		'Near its date',
		'Other price on the shelf',
		'Complaint',
		'Promised by the shop',
		'Other',
	],
	give: 'DISCOUNT',
	none: 'no discount',
};
