/** Why money goes back, and which register of the office each reason belongs to. */
import type {ReturnRegister} from './entry.ts';

export const returnReasons = [
	'damaged',
	'past-date',
	'poor-quality',
	'not-as-described',
	'change-of-mind',
	'wrong-goods',
	'wrong-quantity',
	'wrong-price',
	'wrong-payment',
	'wrong-nip',
] as const;
export type ReturnReason = (typeof returnReasons)[number];

const registers: {readonly [R in ReturnReason]: ReturnRegister} = {
	damaged: 'returns',
	'past-date': 'returns',
	'poor-quality': 'returns',
	'not-as-described': 'returns',
	'change-of-mind': 'returns',
	'wrong-goods': 'mistakes',
	'wrong-quantity': 'mistakes',
	'wrong-price': 'mistakes',
	'wrong-payment': 'mistakes',
	'wrong-nip': 'mistakes',
};

export function registerOf(reason: ReturnReason): ReturnRegister {
	return registers[reason];
}

/** What a cashier may choose from, for one register. */
export function reasonsOf(register: ReturnRegister): readonly ReturnReason[] {
	return returnReasons.filter(reason => registers[reason] === register);
}
