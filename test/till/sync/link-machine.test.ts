import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {LinkState} from '../../../till/sync/link.ts';
import {
	backOffMs,
	endOf,
	type LinkEvent,
	type LinkMachine,
	startLink,
	stepLink,
} from '../../../till/sync/link-machine.ts';

const events: readonly LinkEvent[] = ['answered', 'caught-up', 'lost', 'refused', 'unauthorised'];

function after(...happened: readonly LinkEvent[]): LinkMachine {
	return happened.reduce((machine, event, hour) => stepLink(machine, {event, at: `${hour + 1}:00`}), startLink('0:00'));
}

const table: Readonly<Record<LinkState, Readonly<Record<LinkEvent, LinkState>>>> = {
	starting: {
		answered: 'catching-up',
		'caught-up': 'live',
		lost: 'waiting',
		refused: 'refused',
		unauthorised: 'unauthorised',
	},
	'catching-up': {
		answered: 'catching-up',
		'caught-up': 'live',
		lost: 'waiting',
		refused: 'refused',
		unauthorised: 'unauthorised',
	},
	live: {answered: 'live', 'caught-up': 'live', lost: 'waiting', refused: 'refused', unauthorised: 'unauthorised'},
	waiting: {
		answered: 'catching-up',
		'caught-up': 'live',
		lost: 'waiting',
		refused: 'refused',
		unauthorised: 'unauthorised',
	},
	refused: {
		answered: 'catching-up',
		'caught-up': 'live',
		lost: 'waiting',
		refused: 'refused',
		unauthorised: 'unauthorised',
	},
	unauthorised: {
		answered: 'catching-up',
		'caught-up': 'live',
		lost: 'waiting',
		refused: 'refused',
		unauthorised: 'unauthorised',
	},
};

for (const [state, row] of Object.entries(table) as [LinkState, (typeof table)[LinkState]][]) {
	test(`a link that is ${state}: what each event makes of it, since when, and after how many failures`, t => {
		for (const event of events) {
			const machine: LinkMachine = {state, since: 'before', failures: 3};
			const expected = row[event];
			const turns = (state === 'live') !== (expected === 'live');
			const failures = {answered: 3, 'caught-up': 0, lost: 4, refused: 4, unauthorised: 4}[event];
			t.deepEqual(
				stepLink(machine, {event, at: 'now'}),
				{state: expected, since: turns ? 'now' : 'before', failures},
				event,
			);
		}
	});
}

test('a link starts, catches up, is live, waits, and is live again', t => {
	t.deepEqual(after(), {state: 'starting', since: '0:00', failures: 0});
	t.deepEqual(after('answered'), {state: 'catching-up', since: '0:00', failures: 0});
	t.deepEqual(after('answered', 'caught-up'), {state: 'live', since: '2:00', failures: 0});
	t.deepEqual(after('answered', 'caught-up', 'lost'), {state: 'waiting', since: '3:00', failures: 1});
	t.deepEqual(after('answered', 'caught-up', 'lost', 'lost'), {state: 'waiting', since: '3:00', failures: 2});
	t.like(after('answered', 'caught-up', 'lost', 'answered'), {state: 'catching-up', since: '3:00'});
	t.deepEqual(after('answered', 'caught-up', 'lost', 'answered', 'caught-up'), {
		state: 'live',
		since: '5:00',
		failures: 0,
	});
	t.like(after('unauthorised'), {state: 'unauthorised', since: '0:00'});
	t.like(after('unauthorised', 'answered', 'caught-up'), {state: 'live'});
});

test('a server that says no is told apart from one that is away, one that fails, and one that does not know the till', t => {
	t.is(endOf({code: 'unreachable', reason: 'no route to the shop'}), 'lost');
	t.is(endOf({code: 'unauthorised', reason: 'wrong password'}), 'unauthorised');
	const answered = (status: number) => endOf({code: 'http', status, error: 'error', reason: 'reason'});
	for (const status of [400, 403, 404, 405, 410, 413, 451]) t.is(answered(status), 'refused', `${status}`);
	// Somebody else's page, a server that asks for patience, a server that is ill.
	for (const status of [302, 408, 425, 429, 500, 502, 503]) t.is(answered(status), 'lost', `${status}`);
});

test('a server that answers and cuts the stream at once is asked more and more seldom', t => {
	const machine = after('answered', 'lost', 'answered', 'lost', 'answered', 'lost');
	t.is(machine.failures, 3);
	t.true(backOffMs(machine, 0) > backOffMs(after('lost'), 0));
});

test('waits double from a quarter of a second up to ten seconds', t => {
	const waits = Array.from({length: 9}, (_, failures) => backOffMs({state: 'waiting', failures: failures + 1}, 1));
	t.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
});

test('a till that is not let in asks so seldom that it is not locked out', t => {
	// Five wrong passwords in five minutes are too many, and the first may be two: the stream's and an errand's.
	t.true(backOffMs(after('unauthorised'), 0) * 3 > 300_000);
	t.is(backOffMs(after('unauthorised'), 1), 180_000);
});

testProp(
	'the wait after a link that was lost or refused is never above ten seconds and never nothing',
	[
		fc.array(fc.constantFrom(...events)),
		fc.constantFrom<LinkEvent>('lost', 'refused'),
		fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}),
	],
	(t, happened, last, random) => {
		const waitMs = backOffMs(after(...happened, last), random);
		t.true(waitMs >= 125 && waitMs <= 10_000);
	},
);

testProp(
	'`since` moves only when the link becomes live or stops being live',
	[fc.array(fc.constantFrom(...events), {minLength: 1})],
	(t, happened) => {
		for (const [index, event] of happened.entries()) {
			const before = after(...happened.slice(0, index));
			const now = after(...happened.slice(0, index), event);
			t.is(before.since !== now.since, (before.state === 'live') !== (now.state === 'live'));
		}
	},
);
