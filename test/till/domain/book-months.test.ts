import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type BookMonth, monthsToDrop} from '../../../till/domain/book-months.ts';

/** Four months of ten entries each; the fourth goes on. */
const july: BookMonth = {month: '2026-07', first: 1, last: {entry: 10, type: 'seal'}, openCount: 0};
const august: BookMonth = {month: '2026-08', first: 11, last: {entry: 20, type: 'seal'}, openCount: 0};
const september: BookMonth = {month: '2026-09', first: 21, last: {entry: 30, type: 'seal'}, openCount: 0};
const october: BookMonth = {month: '2026-10', first: 31, last: {entry: 40, type: 'receipt'}, openCount: 3};
const book = [july, august, september, october];

const unsealed: BookMonth = {...july, last: {entry: 10, type: 'receipt'}};
const refused: BookMonth = {...july, openCount: 1};

const rows: readonly {
	readonly title: string;
	readonly months: readonly BookMonth[];
	readonly keptCount: number;
	readonly heldEntry: number;
	readonly dropped: readonly string[];
}[] = [
	{title: 'the oldest of four is one too many', months: book, keptCount: 3, heldEntry: 35, dropped: ['2026-07']},
	{title: 'as many as are kept', months: book, keptCount: 4, heldEntry: 35, dropped: []},
	{title: 'more are kept than there are', months: book, keptCount: 120, heldEntry: 35, dropped: []},
	{title: 'all but the newest', months: book, keptCount: 1, heldEntry: 35, dropped: ['2026-07', '2026-08', '2026-09']},
	{title: 'an empty book', months: [], keptCount: 1, heldEntry: 35, dropped: []},
	{title: 'the server holds nothing', months: book, keptCount: 1, heldEntry: 0, dropped: []},
	{title: 'the server is before the seal', months: book, keptCount: 1, heldEntry: 9, dropped: []},
	{title: 'the server is at the seal and not past it', months: book, keptCount: 1, heldEntry: 10, dropped: []},
	{title: 'the server is just past the seal', months: book, keptCount: 1, heldEntry: 11, dropped: ['2026-07']},
	{title: 'the server is at the second seal', months: book, keptCount: 1, heldEntry: 20, dropped: ['2026-07']},
	{
		title: 'a month without its seal stays',
		months: [unsealed, august, october],
		keptCount: 1,
		heldEntry: 35,
		dropped: [],
	},
	{title: 'a refused entry keeps its month', months: [refused, october], keptCount: 1, heldEntry: 35, dropped: []},
	{
		title: 'what stays keeps everything after it',
		months: [july, {...august, openCount: 1}, september, october],
		keptCount: 1,
		heldEntry: 35,
		dropped: ['2026-07'],
	},
];

for (const {title, months, keptCount, heldEntry, dropped} of rows) {
	test(`months to drop: ${title}`, t => {
		t.deepEqual(
			monthsToDrop(months, {keptCount, heldEntry}).map(({month}) => month),
			dropped,
		);
	});
}

test('a till that keeps no month at all is a broken promise', t => {
	t.throws(() => monthsToDrop(book, {keptCount: 0, heldEntry: 35}), {message: /at least one month/});
});

const anyBook = fc
	.array(fc.record({count: fc.integer({min: 1, max: 9}), sealed: fc.boolean(), openCount: fc.nat({max: 1})}), {
		maxLength: 12,
	})
	.map(months => {
		let entry = 0;
		return months.map(({count, sealed, openCount}, index): BookMonth => {
			const first = entry + 1;
			entry += count;
			const month = `2026-${String(index + 1).padStart(2, '0')}`;
			return {month, first, last: {entry, type: sealed ? 'seal' : 'receipt'}, openCount};
		});
	});

testProp(
	'whatever is dropped is the beginning of the book, sealed, held, and nothing of it open; enough months stay',
	[anyBook, fc.integer({min: 1, max: 5}), fc.nat({max: 120})],
	(t, months, keptCount, heldEntry) => {
		const dropped = monthsToDrop(months, {keptCount, heldEntry});
		t.deepEqual(dropped, months.slice(0, dropped.length));
		t.true(months.length - dropped.length >= Math.min(keptCount, months.length));
		t.true(dropped.every(({last, openCount}) => last.type === 'seal' && last.entry < heldEntry && openCount === 0));
		const next = months[dropped.length];
		const isOld = next !== undefined && months.length - dropped.length > keptCount;
		t.false(isOld && next.last.type === 'seal' && next.last.entry < heldEntry && next.openCount === 0);
	},
);
