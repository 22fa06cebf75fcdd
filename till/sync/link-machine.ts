/**
 * The state of the link, as a pure machine. `link.ts` draws it.
 *
 * L1  `since` moves only when the link becomes live or stops being live.
 * L2  Only being in step with the server ends the growth of the back-off: a server that answers and cuts the stream at
 *     once is not asked more often than one that does not answer.
 * L3  Away, refused and unauthorised are told apart by the server's last answer alone: each attempt may change which.
 * L4  A wait is at most ten seconds, but for `unauthorised`: there every knock counts towards being locked out.
 * L5  No clock and no randomness of its own: the same events and the same `random` give the same waits.
 */
import type {LinkState} from './link.ts';
import type {ServerFault} from './server.ts';

export type LinkEvent = 'answered' | 'caught-up' | 'lost' | 'refused' | 'unauthorised';

export interface LinkMachine {
	readonly state: LinkState;
	/** ISO 8601. */
	readonly since: string;
	/** Attempts that ended since the link was last live. */
	readonly failures: number;
}

/** How an attempt may end: the same from every state (L3). */
const ended = {lost: 'waiting', refused: 'refused', unauthorised: 'unauthorised'} as const;

const next: Readonly<Record<LinkState, Readonly<Record<LinkEvent, LinkState>>>> = {
	starting: {answered: 'catching-up', 'caught-up': 'live', ...ended},
	'catching-up': {answered: 'catching-up', 'caught-up': 'live', ...ended},
	live: {answered: 'live', 'caught-up': 'live', ...ended},
	waiting: {answered: 'catching-up', 'caught-up': 'live', ...ended},
	refused: {answered: 'catching-up', 'caught-up': 'live', ...ended},
	unauthorised: {answered: 'catching-up', 'caught-up': 'live', ...ended},
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
		case 'refused':
		case 'unauthorised':
			return failures + 1;
		case 'answered':
			return failures;
	}
}

/** Answers that ask for patience: the request was too slow, too early, or one of too many. */
const busyStatuses: readonly number[] = [408, 425, 429];

/** What the end of an attempt is to the link. A server that says no is there; one that fails is as good as away. */
export function endOf(fault: ServerFault): 'lost' | 'refused' | 'unauthorised' {
	switch (fault.code) {
		case 'unauthorised':
			return 'unauthorised';
		case 'unreachable':
			return 'lost';
		case 'http': {
			const saysNo = fault.status >= 400 && fault.status < 500 && !busyStatuses.includes(fault.status);
			return saysNo ? 'refused' : 'lost';
		}
	}
}

const backOffMsFirst = 250;
const backOffMsMax = 10_000;
/**
 * CouchDB locks a user out after five wrong passwords in five minutes: asking seldom keeps the door open, also when the
 * stream and an errand were turned away in the same moment.
 */
const unauthorisedMsMin = 120_000;
const unauthorisedMsMax = 180_000;

/**
 * How long to wait before the next attempt; `random` is in [0, 1). Half of the time is spread, so that the tills of a
 * shop do not all come back in the same moment.
 */
export function backOffMs({state, failures}: Pick<LinkMachine, 'state' | 'failures'>, random: number): number {
	if (state === 'unauthorised') {
		return Math.round(unauthorisedMsMin + random * (unauthorisedMsMax - unauthorisedMsMin));
	}
	const full = Math.min(backOffMsMax, backOffMsFirst * 2 ** Math.max(0, failures - 1));
	return Math.round(full * (0.5 + random / 2));
}

/**
 * How long to wait after an attempt that took `tookMs`. Attempts are so far apart from beginning to beginning: one that
 * hung in silence has waited already, and to wait as long again would keep a till away from a server that is back.
 */
export function pauseMs(
	machine: Pick<LinkMachine, 'state' | 'failures'>,
	{tookMs, random}: {readonly tookMs: number; readonly random: number},
): number {
	// Whoever is turned away knocks no sooner for having been let in for long before.
	if (machine.state === 'unauthorised') return backOffMs(machine, random);
	const least = backOffMs({state: 'waiting', failures: 1}, random);
	// A clock that was put back in the meantime says less than nothing.
	return Math.max(backOffMs(machine, random) - Math.max(0, tookMs), least);
}
