/** Goods that come back, in English. */
import type {ReturnWords} from './return-kinds.ts';

const mistake = 'A mistake at the till';

export const englishReturn: ReturnWords = {
	title: 'Goods returned',
	key: 'Return goods',
	find: 'FIND',
	findHint: 'Scan the code on the receipt or type its number',
	searching: 'Looking for the receipt…',
	till: number => `Till ${number}`,
	day: 'Day of the sale',
	dayEarlier: 'a day earlier',
	dayLater: 'a day later',
	slipNumber: 'Number of the fiscal receipt',
	notFound: {
		nowhere: 'There is no such receipt. Check the till, the day and the number.',
		'not-asked':
			'This till has no such receipt, and the server does not answer now. Only the server knows other tills’.',
	},
	several: 'More than one receipt has this number. Which one did the customer bring?',
	printed: time => `Printed ${time}`,
	slips: numbers => `no. ${numbers}`,
	chooseHint: 'Touch the goods that come back',
	typeHint: name => `${name}: type how much and touch ×`,
	left: (left, sold) => `${left} left of ${sold}`,
	allBack: 'all of it has come back',
	back: quantity => `${quantity} come back`,
	reason: 'Why it comes back',
	reasons: ['Damaged', 'Past its date', 'Poor quality', 'Not as described', 'The customer’s change of mind', mistake],
	mistake,
	mistakeHint: 'For the register of obvious mistakes: keep the wrong slip, then ring the sale up anew.',
	how: 'How the money goes back',
	kinds: {cash: 'In cash', card: 'To the card', voucher: 'By voucher', transfer: 'By transfer'},
	withoutServer: 'Without the server nobody knows whether another till has taken this back already.',
	goods: 'Goods',
	refund: 'To give back',
	give: 'GIVE',
	needsReason: 'choose why',
	needsGoods: 'choose goods',
	writing: 'Writing the return…',
	given: 'The return is in the book',
	giveNow: {
		cash: 'Give the customer the cash from the drawer.',
		card: 'Refund the card on the terminal.',
		voucher: 'Give the customer the voucher.',
		transfer: 'The office sends the money by transfer.',
	},
	entry: number => `Entry no. ${number}`,
	next: 'NEXT',
};
