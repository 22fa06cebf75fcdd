/** A sale that another program makes at the same printer: what a till's counters have to stand. */

import {receiptTitle, soldLines} from './printout.ts';
import {amountsOf, emptyReceipt, type OpenReceipt} from './receipt.ts';
import {beginPrintout, completeReceipt, finishReceipt, plainFooter, type Register} from './register.ts';

const price = 450n;

/** What the other program's sales are known by; a footer that a till prepared meanwhile is not for them. */
export const othersNumber = 'AUTOMAT';

export function sellElsewhere(register: Register): void {
	const line = {
		name: 'Kawa z automatu',
		letter: 'A',
		unit: 'szt',
		quantity: 100_000_000n,
		price,
		value: price,
		discount: 0n,
		discountName: '',
	} as const;
	const payments = [{name: 'GOTÓWKA', value: Number(price)}];
	const receipt: OpenReceipt = {...emptyReceipt, lines: [line], payments};
	register.footer = {...plainFooter, systemNumber: othersNumber};
	beginPrintout(register, 'receipt');
	register.paper.print([...receiptTitle(), ...soldLines(line)]);
	completeReceipt(register, receipt, amountsOf(receipt));
	finishReceipt(register);
}
