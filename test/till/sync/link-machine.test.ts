import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {backOffMs, type LinkEvent, type LinkMachine, startLink, stepLink} from '../../../till/sync/link-machine.ts';

const events: readonly LinkEvent[] = ['answered', 'caught-up', 'lost', 'unauthorised'];

function after(...happened: readonly LinkEvent[]): LinkMachine {
	return happened.reduce((machine, event, hour) => stepLink(machine, {event, at: `${hour + 1}:00`}), startLink('0:00'));
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

test('a server that answers and cuts the stream at once is asked more and more seldom', t => {
	const machine = after('answered', 'lost', 'answered', 'lost', 'answered', 'lost');
	t.is(machine.failures, 3);
	t.true(backOffMs(machine, 0) > backOffMs(after('lost'), 0));
});

test('a till that is not let in asks so seldom that it is not locked out', t => {
	// Five wrong passwords in five minutes are one too many.
	t.true(backOffMs(after('unauthorised'), 0) * 4 > 300_000);
});

testProp(
	'the wait after a lost link is never above ten seconds and never nothing',
	[fc.array(fc.constantFrom(...events)), fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true})],
	(t, happened, random) => {
		const waitMs = backOffMs(after(...happened, 'lost'), random);
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
