import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	ledgerDatabase,
	monthLater,
	monthOfReceiptsDatabase,
	monthsAhead,
	receiptsDatabase,
} from '../../../couch/documents/databases.ts';

test('the months ahead are those of Warsaw, over the end of the year', t => {
	t.deepEqual(monthsAhead(new Date('2026-11-30T22:59:59Z')), ['2026-11', '2026-12', '2027-01']);
	t.deepEqual(monthsAhead(new Date('2026-11-30T23:00:00Z')), ['2026-12', '2027-01', '2027-02']);
});

test('a month without its zero, or a thirteenth one, names no database', t => {
	for (const month of ['2026-1', '2026-13', '2026-00', '26-01']) {
		t.throws(() => receiptsDatabase(month), {message: /a month is YYYY-MM/});
		t.throws(() => ledgerDatabase(month), {message: /a month is YYYY-MM/});
		t.is(monthOfReceiptsDatabase(`receipts-${month}`), undefined);
	}
	t.is(monthOfReceiptsDatabase('ledger-2026-11'), undefined);
});

const month = fc
	.record({year: fc.integer({min: 2000, max: 2100}), index: fc.integer({min: 1, max: 12})})
	.map(({year, index}) => `${year}-${String(index).padStart(2, '0')}`);

testProp(
	'so many months later and as many earlier is the same month',
	[month, fc.integer({min: -600, max: 600})],
	(t, from, months) => {
		const later = monthLater(from, months);
		t.is(monthLater(later, -months), from);
		t.is(Math.sign(months), later === from ? 0 : later > from ? 1 : -1);
		t.is(monthOfReceiptsDatabase(receiptsDatabase(later)), later);
	},
);
