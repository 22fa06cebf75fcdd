import type {Tender} from '../../domain/entry.ts';
import {foreignMoney} from '../format.ts';
import type {Words} from './kinds.ts';

/** What a customer gave: the form of payment, or of cash that is not złoty how much in which currency. */
export function tenderName({kind, foreign}: Tender, {inWords}: Words['payment']): string {
	return foreign === undefined ? inWords[kind] : foreignMoney(foreign.currency, foreign.amountMinor);
}
