import test from 'ava';
import {type Damage, damageSentence, noticeOf} from '../../../till/domain/damage.ts';

const damage = (parts: Partial<Damage>): Damage => ({
	file: 'receipts-2026-11.sqlite',
	kind: 'damaged',
	detail: 'malformed',
	foundAt: '2026-11-23T10:20:30Z',
	salvagedCount: 0,
	lostCount: 0,
	unsentCount: 0,
	lost: [],
	...parts,
});
const acknowledged = {at: '2026-11-23T11:00:00Z', by: 'Halina'};

test('the cashier is told the gravest thing first: lost entries, an unfinished sale, the key, the catalogue, a file that was mended', t => {
	const lost = damage({lostCount: 2, unsentCount: 1, lost: [{from: 7, to: 8}]});
	const state = damage({file: 'state.sqlite'});
	const catalogue = damage({file: 'catalogue.sqlite'});
	const safe = damage({salvagedCount: 9});
	t.like(noticeOf([safe, catalogue, state, lost]), {part: 'receipts', lostCount: 2, unsentCount: 1});
	t.like(noticeOf([safe, catalogue, state]), {part: 'state', lostCount: 0});
	t.is(noticeOf([safe, catalogue])?.part, 'catalogue');
	const key = damage({file: 'till-key.pem', kind: 'replaced'});
	t.is(noticeOf([safe, catalogue, key])?.part, 'key');
	t.is(noticeOf([key, state])?.part, 'state');
	t.like(noticeOf([safe]), {part: 'receipts', lostCount: 0});
	t.is(noticeOf([]), undefined);
});

test('what somebody has acknowledged is not told again, and losses of several files are one number', t => {
	const lost = damage({lostCount: 2, unsentCount: 1});
	t.is(noticeOf([{...lost, acknowledged}]), undefined);
	t.like(noticeOf([{...lost, acknowledged}, lost, damage({lostCount: 3, file: 'receipts-2026-10.sqlite'})]), {
		lostCount: 5,
		unsentCount: 1,
	});
});

test('the log says what happened in one sentence', t => {
	const found = damage({
		setAside: 'receipts-2026-11.damaged-x.sqlite',
		salvagedCount: 17,
		lostCount: 3,
		unsentCount: 1,
		lost: [
			{from: 4, to: 5},
			{from: 9, to: 9},
		],
	});
	t.is(
		damageSentence(found),
		'receipts-2026-11.sqlite is damaged (malformed); set aside as receipts-2026-11.damaged-x.sqlite; 17 entries salvaged; 3 missing: 4-5, 9; 1 of them the server is not known to have.',
	);
	t.regex(damageSentence(damage({salvagedCount: 17})), /17 entries salvaged; none missing\.$/);
	t.regex(
		damageSentence(damage({file: 'state.sqlite', salvagedCount: 1, lostCount: 1})),
		/1 unfinished sales taken over, 1 unreadable; entries are sent again\.$/,
	);
});
