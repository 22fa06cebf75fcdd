/**
 * The link of a till that trains: it leads nowhere. There is no address in it and no code that could use one, so what a
 * training writes stays where it is.
 */
import {fail} from '../domain/result.ts';
import type {Link} from '../sync/link.ts';

const reason = 'a till that trains has no server';
const silence = async () => ({is: 'silence', reason}) as const;

export function createOwnWorkLink({since}: {readonly since: string}): Link {
	return {
		status: () => ({state: 'waiting', since, waitingCount: 0, waitingReceiptCount: 0, refused: []}),
		// It never changes.
		onStatus: () => () => undefined,
		sendNow: () => undefined,
		retryRefused: () => undefined,
		setPushSeconds: () => undefined,
		setMonthsKept: () => undefined,
		resend: async () => {
			throw new Error(reason);
		},
		findReceipts: async () => fail(reason),
		baskets: {share: silence, look: silence, claim: silence, remove: silence, list: async () => fail(reason)},
		stop: async () => undefined,
	};
}
