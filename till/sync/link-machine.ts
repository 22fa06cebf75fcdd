/**
 * The state of the link, as a pure machine. `link.ts` draws it.
 *
 * L1  `since` moves only when the link becomes live or stops being live.
 * L2  Only being in step with the server ends the growth of the back-off: a server that answers and cuts the stream at
 *     once is not asked more often than one that does not answer.
 */
import type {LinkState} from './link.ts';

export type LinkEvent = 'answered' | 'caught-up' | 'lost' | 'unauthorised';

export interface LinkMachine {
	readonly state: LinkState;
	/** ISO 8601. */
	readonly since: string;
	/** Attempts that ended since the link was last live. */
	readonly failures: number;
}

const next: Readonly<Record<LinkState, Readonly<Record<LinkEvent, LinkState>>>> = {
	starting: {answered: 'catching-up', 'caught-up': 'live', lost: 'waiting', unauthorised: 'unauthorised'},
	'catching-up': {answered: 'catching-up', 'caught-up': 'live', lost: 'waiting', unauthorised: 'unauthorised'},
	live: {answered: 'live', 'caught-up': 'live', lost: 'waiting', unauthorised: 'unauthorised'},
	waiting: {answered: 'catching-up', 'caught-up': 'live', lost: 'waiting', unauthorised: 'unauthorised'},
	unauthorised: {answered: 'catching-up', 'caught-up': 'live', lost: 'waiting', unauthorised: 'unauthorised'},
};

export function startLink(at: string): LinkMachine {
	return {state: 'starting', since: at, failures: 0};
}

export function stepLink(
	machine: LinkMachine,
	{event, at}: {readonly event: LinkEvent; readonly at: string},
): LinkMachine {
	const state = next[machine.state][event];
	const since = (state === 'live') === (machine.state === 'live') ? machine.since : at;
	return {state, since, failures: failuresAfter(machine.failures, event)};
}

function failuresAfter(failures: number, event: LinkEvent): number {
	switch (event) {
		case 'caught-up':
			return 0;
		case 'lost':
		case 'unauthorised':
			return failures + 1;
		case 'answered':
			return failures;
	}
}

const backOffMsFirst = 250;
const backOffMsMax = 10_000;
/** CouchDB locks a user out after five wrong passwords in five minutes: asking seldom keeps the door open. */
const unauthorisedBackOffMs = 180_000;

/**
 * How long to wait before the next attempt; `random` is in [0, 1). Half of the time is spread, so that the tills of a
 * shop do not all come back in the same moment.
 */
export function backOffMs({state, failures}: LinkMachine, random: number): number {
	const full =
		state === 'unauthorised'
			? unauthorisedBackOffMs
			: Math.min(backOffMsMax, backOffMsFirst * 2 ** Math.max(0, failures - 1));
	return Math.round(full * (0.5 + random / 2));
}
