import test from 'ava';
import {type Share, type ShareEffect, type ShareEvent, stepShare} from '../../../till/domain/basket-share.ts';

type At = Share['at'];

/** What each event leads to: the next state and what follows, or a dot where nothing changes. */
const expected: Readonly<Record<ShareEvent, readonly [At, string][]>> = {
	stored: [['sharing', 'shared']],
	wished: [
		['sharing', 'reclaiming'],
		['shared', 'reclaiming'],
		['kept', 'kept take-up'],
		['leaving', 'leaving take-up'],
	],
	unasked: [
		['sharing', 'kept take-up'],
		['shared', 'kept take-up'],
		['reclaiming', 'kept take-up'],
		['kept', 'kept take-up'],
		['leaving', 'leaving take-up'],
	],
	ours: [
		['sharing', 'leaving'],
		['shared', 'leaving'],
		['reclaiming', 'leaving take-up'],
		['kept', 'leaving'],
		['claiming', 'leaving take-in take-up'],
	],
	theirs: [
		['sharing', 'over drop'],
		['shared', 'over drop'],
		['reclaiming', 'over drop tell'],
		['kept', 'over drop'],
		['claiming', 'over tell'],
		['leaving', 'over'],
	],
	absent: [
		['shared', 'sharing'],
		['reclaiming', 'reclaiming share'],
		['kept', 'kept share'],
		['claiming', 'over tell'],
		['leaving', 'over'],
	],
	unreadable: [['claiming', 'over tell']],
	refused: [
		['sharing', 'over'],
		['claiming', 'over tell'],
	],
	silence: [],
	removed: [['leaving', 'over']],
	found: [['claiming', 'leaving']],
	missing: [
		['sharing', 'over'],
		['shared', 'over'],
		['reclaiming', 'over'],
	],
};
const states: readonly At[] = ['sharing', 'shared', 'reclaiming', 'kept', 'claiming', 'leaving'];
const events = Object.keys(expected) as readonly ShareEvent[];

for (const event of events) {
	test(`a share that hears ${event}`, t => {
		for (const at of states) {
			const step = stepShare({at}, event);
			const wanted = expected[event].find(([state]) => state === at)?.[1] ?? at;
			t.is([step.at, ...step.effects].join(' '), wanted, at);
		}
	});
}

/** Every state × event with what follows from it. */
const steps = states.flatMap(from => events.map(event => ({from, event, ...stepShare({at: from}, event)})));
const following = (effect: ShareEffect) => steps.filter(({effects}) => effects.includes(effect));

test('H2: what was shared goes on the counter after a claim of ours, or when somebody answers for it', t => {
	for (const step of following('take-up')) {
		const isAnswered =
			step.event === 'ours' || step.event === 'unasked' || step.from === 'kept' || step.from === 'leaving';
		t.true(isAnswered, `${step.from} ${step.event}`);
	}
});

test('H3: a basket of another till is taken in with the claim, and before anything else is done with it', t => {
	t.deepEqual(
		following('take-in').map(({at: state, event}) => [state, event]),
		[['leaving', 'ours']],
	);
	for (const {effects} of following('take-in')) t.is(effects[0], 'take-in');
});

test('H5: silence and a start end nothing that lies here', t => {
	for (const {at, event} of steps.filter(step => step.event === 'silence' || step.event === 'found'))
		t.not(at, 'over', event);
});

test('nothing that was put aside here is dropped but for another till’s claim', t => {
	t.true(following('drop').length > 0);
	for (const {event} of following('drop')) t.is(event, 'theirs');
});
