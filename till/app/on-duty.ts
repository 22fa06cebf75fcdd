/**
 * Whoever is logged in has, at every key, the rights that the office gives them now.
 *
 *   may sell             as the catalogue has them
 *   may sell no more     finishes what is on the counter, with no right but that, and is logged out then
 *   never sold           is logged out when there is no such person any more, or they may do nothing at a till
 */
import type {Cashier} from '../domain/catalogue.ts';
import type {Goods} from '../domain/goods.ts';
import type {Front} from './state.ts';

/** Undefined: to be logged out. */
export function onDuty(
	held: Cashier,
	{goods, isServing}: {readonly goods: Pick<Goods, 'cashier'>; readonly isServing: boolean},
): Cashier | undefined {
	const now = goods.cashier(held.id);
	const permissions = now?.permissions ?? [];
	if (permissions.includes('sell')) return now;
	if (!held.permissions.includes('sell')) return permissions.includes('service') ? now : undefined;
	return isServing ? {...(now ?? held), permissions: [...permissions, 'sell']} : undefined;
}

/** Where somebody begins; undefined for who may do nothing at a till. */
export function frontFor(
	{permissions}: Pick<Cashier, 'permissions'>,
	{stops}: {readonly stops: boolean},
): Extract<Front, {at: 'till' | 'day-start' | 'service'}> | undefined {
	if (permissions.includes('sell')) return {at: 'till'};
	if (!permissions.includes('service')) return undefined;
	return {at: permissions.includes('manage') && stops ? 'day-start' : 'service'};
}
