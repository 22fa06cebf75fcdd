/** What a till reads out of its book for one day is as much as the day needs, however long the book is. */
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {dayAccountOf} from '../../../till/app/day-account.ts';
import {noDigest} from '../../../till/domain/chain.ts';
import {printersIn} from '../../../till/domain/day-account.ts';
import {nothingRemembered} from '../../../till/domain/day-start.ts';
import {spansOf} from '../../../till/domain/report-span.ts';
import type {StoredEntry} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {entriesAfter} from '../replica/entries.ts';

const days = ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'] as const;

interface Turn {
	readonly day: number;
	readonly what: 'slip' | 'report' | 'unknown' | 'refused' | 'nothing';
	readonly printer: 'ZBF 1' | 'ZBF 2';
}

/** One entry a turn, in the order of their days, as far as a till keeps that order. */
function bookOf(turns: readonly Turn[]): readonly StoredEntry[] {
	const heads = entriesAfter({entry: 0, digest: noDigest}, turns.length);
	return heads.map((head, place) => {
		const {day = 0, what = 'nothing', printer = ''} = turns[place] ?? {};
		const businessDay = days[day] ?? '';
		const month = businessDay.slice(0, 7);
		const document = {...head, month, businessDay, ...contentOf(what, printer)};
		const id = document._id.replace('event:', `${document.type}:`);
		return {_id: id, entry: head.entry, month, document: {...document, _id: id}};
	});
}

function contentOf(what: Turn['what'], printer: string) {
	if (what === 'nothing') return {type: 'event', event: 'logged-in'};
	if (what === 'slip') return receiptAt(printer);
	const result = what === 'report' ? 'printed' : what;
	return {type: 'event', event: 'daily-report', report: {route: 'main', printer, result, receiptCount: 0, gross: []}};
}

function receiptAt(printer: string) {
	const vat = [{letter: 'A', rate: 2300, grossGrosze: 123, vatGrosze: 23}];
	const at = '2026-11-01T10:00:00+01:00';
	const sums = {
		goodsGrosze: 123,
		depositsGrosze: 0,
		vat,
		tenders: [{kind: 'card', amountGrosze: 123}],
		changeGrosze: 0,
	};
	const slip = {route: 'main', printer, fiscalNumber: 1, printedAt: at, proof: 'answer', ...sums};
	const lines: readonly object[] = [];
	const money = {...sums, discountGrosze: 0, dueGrosze: 123, deposits: []};
	return {type: 'receipt', saleId: 'sale', openedAt: at, lines, slips: [slip], ...money};
}

/** The account of a day, and how many entries were read for it at most. */
function accountOf(entries: readonly StoredEntry[], day: string) {
	const months = [...new Set(entries.map(({month}) => month))].map(month => {
		const ofMonth = entries.filter(entry => entry.month === month);
		const last = {entry: ofMonth.at(-1)?.entry ?? 0, type: 'event'} as const;
		return {month, first: ofMonth[0]?.entry ?? 0, last, openCount: 0};
	});
	const book = {
		head: () => ({entry: entries.at(-1)?.entry ?? 0, digest: noDigest}),
		from: async (entry: number, limit: number) => entries.filter(stored => stored.entry >= entry).slice(0, limit),
		months: async () => months,
		get: async () => undefined,
		isWaiting: () => false,
		refused: () => [],
	};
	const journal = {
		write: () => undefined,
		writeSoon: () => ({onDisk: Promise.resolve()}),
		done: () => undefined,
		unfinished: () => [],
	};
	return dayAccountOf(day, {till: 'anna', book, journal, memory: {held: () => nothingRemembered}, sha256});
}

const turn = fc.record<Turn>({
	day: fc.constant(0),
	what: fc.oneof(
		{weight: 60, arbitrary: fc.constant('nothing' as const)},
		{weight: 20, arbitrary: fc.constant('slip' as const)},
		{weight: 2, arbitrary: fc.constantFrom('report' as const, 'unknown' as const, 'refused' as const)},
	),
	printer: fc.constantFrom('ZBF 1', 'ZBF 2'),
});

testProp(
	'a day is read with all of its spans, from the report before to the report after',
	[fc.array(turn, {minLength: 1, maxLength: 350, size: 'max'}), fc.nat(3)],
	async (t, turns, asked) => {
		const day = days[asked] ?? '';
		const entries = bookOf(turns.map((each, place) => ({...each, day: Math.floor((place * 4) / turns.length)})));
		const account = await accountOf(entries, day);
		t.true(account.entries.every(({unread}) => unread === undefined));
		const whole = await wholeBook(entries, day);
		const spansOfDay = (from: typeof account) =>
			printersIn(from.entries)
				.toSorted()
				.flatMap(printer => spansOf(printer, from))
				.filter(({endDay, slips}) => endDay === day || slips.some(({businessDay}) => businessDay === day))
				.map(({printer, start, end, slips, missing}) => [printer, start, end, slips.map(({id}) => id), missing]);
		t.deepEqual(spansOfDay(account), spansOfDay(whole));
		const {from, to} = account.range;
		t.deepEqual(
			account.entries.map(({entry}) => entry),
			Array.from({length: to - from + 1}, (_, place) => from + place),
		);
	},
	{numRuns: 12},
);

/** The same account, had the till read all there is. */
async function wholeBook(entries: readonly StoredEntry[], day: string) {
	const all = entries.map(entry => ({...entry, document: {...entry.document, businessDay: day}}));
	const account = await accountOf(all, day);
	const dayOf = new Map(entries.map(({_id, document}) => [_id, String(document['businessDay'])]));
	return {...account, entries: account.entries.map(entry => ({...entry, businessDay: dayOf.get(entry.id) ?? ''}))};
}

test('a day of which there is nothing is empty, and one before the till’s first month is said to be gone', async t => {
	const turns: readonly Turn[] = [{day: 2, what: 'slip', printer: 'ZBF 1'}];
	t.like(await accountOf(bookOf(turns), '2026-11-02'), {entries: {length: 0}, beginsAt: 1});
	const rest = bookOf([...turns, ...turns]).slice(1);
	t.like(await accountOf(rest, '2026-10-30'), {entries: {length: 0}, beginsAt: 2, heldFrom: '2026-11-01'});
});

test('an entry that somebody altered so that nobody can read it is there and says why', async t => {
	const [entry] = bookOf([{day: 2, what: 'slip', printer: 'ZBF 1'}]);
	const account = async (document: object) =>
		(await accountOf(entry === undefined ? [] : [{...entry, document: {...entry.document, ...document}}], '2026-11-01'))
			.entries[0];
	t.regex((await account({dueGrosze: 'much'}))?.unread ?? '', /^dueGrosze /);
	t.like(await account({dueGrosze: 1.5}), {digest: '', slips: {length: 0}});
});
