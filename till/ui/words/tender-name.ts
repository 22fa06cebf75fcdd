import type {Tender} from '../../domain/entry.ts';
import {foreignMoney} from '../format.ts';
import type {Words} from './kinds.ts';

/** What a customer gave: the form of payment, the kind of a voucher, or of cash that is not złoty how much in which currency. */
export function tenderName({kind, foreign, voucher}: Tender, {inWords}: Words['payment']): string {
	if (foreign === undefined) return voucher?.name ?? inWords[kind];
	return foreignMoney(foreign.currency, foreign.amountMinor);
}
