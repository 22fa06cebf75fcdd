/**
 * The server's side of shared baskets, in memory: as much of it as `shared-baskets.ts` promises, and no more. Several tills
 * share one; each is asked for by its name.
 *
 * Does not model: revisions and what arrives late. The real exchange is held against a server in `test/till/sync`.
 */
import {fail, ok} from '../../../till/domain/result.ts';
import type {ClaimOutcome, SharedBasket} from '../../../till/domain/shared-basket.ts';
import type {BasketExchange} from '../../../till/sync/link.ts';

interface Shared {
	readonly content: SharedBasket;
	claimedBy?: {readonly till: string; readonly tillName: string};
	isGone?: true;
}

/** `deaf`: it does what it is asked, and the answer is not heard. `refusing`: it takes nothing, and says so. */
export type ServerFault = 'away' | 'deaf' | 'refusing';

export interface BasketServer {
	readonly shares: Map<string, Shared>;
	/** What is asked while it is set. */
	fault: ServerFault | undefined;
	readonly asked: string[];
	exchangeOf(till: string): BasketExchange;
	/** Sales whose baskets lie there unclaimed. */
	free(): readonly string[];
}

const silence = {is: 'silence', reason: 'the server says nothing'} as const;

export function createBasketServer(): BasketServer {
	const shares = new Map<string, Shared>();
	const server: BasketServer = {
		shares,
		fault: undefined,
		asked: [],
		exchangeOf: till => exchangeOf(till),
		free: () =>
			[...shares.values()].filter(({claimedBy}) => claimedBy === undefined).map(({content}) => content.basket.saleId),
	};

	/** Nothing is done by a server that is away or refuses; of one that is not heard the answer is lost. */
	async function answered<A extends object>(what: string, work: () => A) {
		server.asked.push(what);
		await undefined;
		if (server.fault === 'refusing' && !what.endsWith('look')) return {is: 'refused', reason: 'forbidden'} as const;
		if (server.fault === 'away') return silence;
		const answer = work();
		return server.fault === 'deaf' ? silence : answer;
	}

	function exchangeOf(till: string): BasketExchange {
		const stateOf = (share: string) => {
			const found = shares.get(share);
			if (found === undefined) return {is: 'absent'} as const;
			if (found.claimedBy === undefined) return {is: 'unclaimed', found} as const;
			if (found.claimedBy.till === till && !found.isGone) return {is: 'ours', found} as const;
			return {is: 'theirs', by: found.claimedBy.tillName} as const;
		};
		return {
			share: (share, content) =>
				answered(`${till} share`, () => {
					if (!shares.has(share)) shares.set(share, {content: structuredClone(content)});
					return {is: 'stored'} as const;
				}),
			look: share =>
				answered(`${till} look`, () => {
					const state = stateOf(share);
					return state.is === 'theirs' ? state : {is: state.is};
				}),
			claim: ({share, tillName}) =>
				answered(`${till} claim`, (): ClaimOutcome => {
					const state = stateOf(share);
					if (state.is === 'absent' || state.is === 'theirs') return state;
					state.found.claimedBy = {till, tillName};
					return {is: 'ours', basket: structuredClone(state.found.content)};
				}),
			remove: ({share, tillName}) =>
				answered(`${till} remove`, () => {
					const state = stateOf(share);
					if (state.is === 'absent' || (state.is === 'theirs' && shares.get(share)?.isGone))
						return {is: 'removed'} as const;
					if (state.is === 'theirs') return state;
					state.found.claimedBy = {till, tillName};
					state.found.isGone = true;
					return {is: 'removed'} as const;
				}),
			async list() {
				server.asked.push(`${till} list`);
				if (server.fault !== undefined) return fail(silence.reason);
				const baskets = [...shares].flatMap(([share, {content, claimedBy}]) =>
					claimedBy === undefined ? [{share, ...content}] : [],
				);
				return ok({baskets, unreadableCount: 0, hasMore: false});
			},
		};
	}

	return server;
}
