/** Approval by another person, in English. */
import {pinLengthStrong} from '../../domain/permits.ts';
import type {ApprovalWords} from './approval-kinds.ts';

export const englishApproval: ApprovalWords = {
	title: 'Somebody else is needed',
	what: {
		'void-line': 'Voiding a line',
		'void-sale': 'Voiding the receipt',
		'open-drawer': 'Opening the drawer',
		discount: 'Discount',
		return: 'Return of goods',
		'refund-in-cash': 'Cash instead of a refund by card or transfer',
		'cash-in': 'Cash paid in',
		'cash-out': 'Cash paid out',
		'sell-age18': 'Sale from the age of 18',
		'confirm-clock': 'Choosing the clock',
		'confirm-printer': 'Accepting the printer',
		'daily-report': 'Daily report',
		'take-transfer': 'Payment by transfer',
		'type-weight': 'Manual weight',
		'take-up-unasked': 'Basket without asking the server',
	},
	why: {
		permission: 'You are not permitted to do this.',
		limit: 'This is more than your limit.',
		'two-people': 'This always takes two people.',
		age: 'Only somebody who is 18 sells this.',
	},
	strongOnly: `It takes a badge or a PIN of at least ${pinLengthStrong} digits.`,
	choose: 'Who approves? PIN or badge',
	badgeOnly: 'badge only',
	showBadge: name => `Scan the badge, ${name}`,
	approve: 'APPROVE',
};
