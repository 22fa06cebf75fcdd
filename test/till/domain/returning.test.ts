import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import type {FoundReceipt} from '../../../till/domain/receipt-query.ts';
import {type Returning, type ReturningEvent, stepReturning} from '../../../till/domain/returning.ts';
import {soldReceipt} from './sales.ts';

const found: FoundReceipt = {receipt: soldReceipt(), returns: []};
const other: FoundReceipt = {receipt: {...soldReceipt(), _id: 'receipt:anna:00000009:0123abcd'}, returns: []};
const wanted = {by: 'slip', till: 'anna', day: '2026-11-23', fiscalNumber: 100} as const;
const żaneta = {id: '2', name: 'Żaneta'};
const hanna = {id: '9', name: 'Hanna'};

const find: ReturningEvent = {on: 'find', wanted};
const one: ReturningEvent = {on: 'found', found: [found], serverAsked: true};
const choose: ReturningEvent = {on: 'choose', line: 1, quantity: {pieces: pieces(1)}};
const why = {reason: 'Po terminie', register: 'returns'} as const;
const give: ReturningEvent = {on: 'give', kind: 'cash', ...why, cashier: żaneta, approvedBy: hanna};
const written: ReturningEvent = {on: 'written', entry: 8};
const back: ReturningEvent = {on: 'back'};

function after(...events: readonly ReturningEvent[]): Returning {
	let returning: Returning | undefined = {at: 'finding'};
	for (const event of events) {
		if (returning === undefined) throw new Error('the screen was left');
		returning = stepReturning(returning, event).returning;
	}
	if (returning === undefined) throw new Error('the screen was left');
	return returning;
}

const states: Readonly<Record<Returning['at'], Returning>> = {
	finding: {at: 'finding'},
	searching: after(find),
	several: after(find, {on: 'found', found: [found, other], serverAsked: true}),
	choosing: after(find, one),
	giving: after(find, one, choose, give),
	given: after(find, one, choose, give, written),
};
const events: Readonly<Record<ReturningEvent['on'], ReturningEvent>> = {
	find,
	found: one,
	pick: {on: 'pick', receipt: found.receipt._id},
	choose,
	give,
	written,
	back,
};

/** Where each event leads from each state: a state, `left` for the screen left, `-` for nothing, `!` for a refusal. */
const expected: Readonly<Record<Returning['at'], Readonly<Record<ReturningEvent['on'], string>>>> = {
	finding: {find: 'searching', found: '-', pick: '!', choose: '!', give: '!', written: '-', back: 'left'},
	searching: {find: '!', found: 'choosing', pick: '!', choose: '!', give: '!', written: '-', back: 'finding'},
	several: {find: 'searching', found: '-', pick: 'choosing', choose: '!', give: '!', written: '-', back: 'finding'},
	// Nothing is chosen yet, so there is nothing to give.
	choosing: {find: 'searching', found: '-', pick: '!', choose: 'choosing', give: '!', written: '-', back: 'finding'},
	giving: {find: '!', found: '-', pick: '!', choose: '!', give: '!', written: 'given', back: '!'},
	given: {find: 'searching', found: '-', pick: '!', choose: '!', give: '!', written: '-', back: 'left'},
};

for (const [at, state] of Object.entries(states)) {
	test(`what follows from ${at}`, t => {
		const outcomes = Object.entries(events).map(([on, event]) => {
			const {returning, refusal} = stepReturning(state, event);
			if (refusal !== undefined) return [on, returning === state ? '!' : `! and ${returning?.at}`];
			if (returning === undefined) return [on, 'left'];
			return [on, returning === state ? '-' : returning.at];
		});
		t.deepEqual(Object.fromEntries(outcomes), expected[at as Returning['at']]);
	});
}

test('a search begins with an effect, and so does giving back', t => {
	t.is(stepReturning(states.finding, find).effect, 'search');
	t.is(stepReturning(after(find, one, choose), give).effect, 'write');
});

test('a receipt that is nowhere, and one that only the server could know, are told apart', t => {
	t.deepEqual(after(find, {on: 'found', found: [], serverAsked: true}), {at: 'finding', notFound: 'nowhere'});
	t.deepEqual(after(find, {on: 'found', found: [], serverAsked: false}), {at: 'finding', notFound: 'not-asked'});
});

test('a line that is chosen anew comes back once, and without a quantity not at all', t => {
	const twice = after(
		find,
		one,
		choose,
		{on: 'choose', line: 2, quantity: {pieces: pieces(2)}},
		{
			...choose,
			quantity: {pieces: pieces(1)},
		},
	);
	t.like(twice, {wanted: {length: 2}});
	t.like(after(find, one, choose, {on: 'choose', line: 1}), {wanted: []});
});

test('more than is left is refused, and what was chosen stays', t => {
	const {returning, refusal} = stepReturning(after(find, one, choose), {...choose, quantity: {pieces: pieces(9)}});
	t.like(refusal, {code: 'more-than-left', line: 1});
	t.like(returning, {wanted: [{line: 1, quantity: {pieces: 1}}]});
});

test('money goes back only in a way in which it may', t => {
	const {returning, refusal} = stepReturning(after(find, one, choose), {...give, kind: 'card'});
	t.deepEqual(refusal, {code: 'not-so-paid'});
	t.is(returning?.at, 'choosing');
});

test('what was given back is worth what was paid for it', t => {
	const tenders = [{kind: 'cash', amountGrosze: grosze(429)}];
	t.like(states.given, {refundGrosze: grosze(429), tenders, entry: 8});
});
