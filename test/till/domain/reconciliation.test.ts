import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {revisionOf} from '../../../till/domain/chain.ts';
import type {BookEntry, BookedSlip, DayAccount, LiveTotals} from '../../../till/domain/day-account.ts';
import type {DailyReport, LetterGross} from '../../../till/domain/entry.ts';
import {type Grosze, grosze} from '../../../till/domain/money.ts';
import {reconcile, type ServerWitness} from '../../../till/domain/reconciliation.ts';
import {slipGross} from '../../../till/domain/report-span.ts';

const day = '2026-11-23';
const eve = '2026-11-22';
type Sums = Readonly<Partial<Record<'A' | 'B' | 'C', number>>>;

const lettersOf = (sums: Sums): readonly LetterGross[] =>
	Object.entries(sums).map(([letter, amount]) => ({letter: letter as 'A', grossGrosze: grosze(amount)}));

const slip = (sums: Sums, wishes: Partial<BookedSlip> = {}): BookedSlip => ({
	printer: 'ZBF 1',
	fiscalNumber: 1,
	proof: 'answer',
	gross: lettersOf(sums),
	depositsGrosze: grosze(0),
	...wishes,
});

type Content = Partial<BookEntry> & {readonly slips?: readonly BookedSlip[]};
const sale = (...slips: readonly BookedSlip[]): Content => ({
	sale: {
		saleId: 'sale',
		dueGrosze: grosze(slips.flatMap(({gross}) => gross).reduce((sum, {grossGrosze}) => sum + grossGrosze, 0)),
	},
	slips,
});
const report = (receiptCount: number, sums: Sums, wishes: Partial<DailyReport> = {}): Content => ({
	report: {route: 'main', printer: 'ZBF 1', result: 'printed', receiptCount, gross: lettersOf(sums), ...wishes},
});

/** Entries in their order, numbered from 1. */
const bookOf = (...contents: readonly Content[]): readonly BookEntry[] =>
	contents.map((content, place) => ({
		id: `entry ${place + 1}`,
		entry: place + 1,
		month: '2026-11',
		businessDay: day,
		digest: String(place + 1)
			.padStart(64, '0')
			.replace(/^0/, 'd'),
		slips: [],
		...content,
	}));

const account = (entries: readonly BookEntry[], wishes: Partial<DayAccount> = {}): DayAccount => ({
	till: 'anna',
	day,
	entries,
	range: {from: 1, to: entries.at(-1)?.entry ?? 0},
	beginsAt: 1,
	unfinished: [],
	pendingReports: [],
	isToday: false,
	...wishes,
});

/** A server that has all of it, as it should be shown by what its revisions say. */
const holding = (entries: readonly BookEntry[]): ServerWitness => ({
	state: 'asked',
	revisions: new Map(entries.map(({id, digest}) => [id, `1-${digest.slice(0, 32)}`])),
});

const reconciled = (entries: readonly BookEntry[], wishes: Partial<DayAccount> = {}) =>
	reconcile(account(entries, wishes), holding(entries));

test('a day whose sales, server and reports come to the same is equal', t => {
	const {verdict, spans, server, sums} = reconciled(
		bookOf(
			{...sale(slip({A: 500})), businessDay: eve},
			{...report(1, {A: 500}), businessDay: eve},
			sale(slip({A: 300, B: 200}), slip({C: 700}, {printer: 'ZBF 2'})),
			report(1, {A: 300, B: 200}),
			report(1, {C: 700}, {printer: 'ZBF 2'}),
		),
	);
	t.is(verdict, 'equal');
	t.is(server.state, 'equal');
	t.deepEqual(
		spans.map(({printer, verdict: {state}, letters, start: {kind}}) => [printer, state, letters.length, kind]),
		[
			['ZBF 1', 'equal', 2, 'report'],
			['ZBF 2', 'equal', 1, 'book'],
		],
	);
	t.like(sums, {receiptCount: 1, dueGrosze: 1200});
});

test('what the printer sold past the till is said by its letter, and so is the receipt that it counted', t => {
	const {verdict, spans} = reconciled(bookOf(sale(slip({A: 300, B: 200})), report(2, {A: 300, B: 450})));
	t.is(verdict, 'differs');
	t.deepEqual(spans[0]?.letters, [
		{letter: 'A', state: 'equal', tillGrosze: 300 as Grosze},
		{
			letter: 'B',
			state: 'differs',
			tillGrosze: 200 as Grosze,
			printerGrosze: 450 as Grosze,
			differenceGrosze: 250 as Grosze,
		},
	]);
	t.deepEqual(spans[0]?.count, {state: 'differs', tillCount: 1, printerCount: 2});
});

test('a span goes from report to report, whatever the clock said: yesterday’s evening is reported this morning', t => {
	const evening = {...sale(slip({A: 500})), businessDay: eve};
	const book = bookOf(evening, sale(slip({A: 300})), report(2, {A: 800}), sale(slip({B: 100})), report(1, {B: 100}));
	t.deepEqual(
		reconciled(book).spans.map(({count}) => count),
		[
			{state: 'equal', tillCount: 2},
			{state: 'equal', tillCount: 1},
		],
	);
	const ofEve = reconciled(book.slice(0, 3), {day: eve});
	t.is(ofEve.verdict, 'equal');
	t.is(ofEve.spans.length, 1);
});

test('sales after the last report are told and are no difference, until the printer is asked', t => {
	const book = bookOf(sale(slip({A: 300})), report(1, {A: 300}), sale(slip({B: 100})));
	const off = reconciled(book);
	t.is(off.verdict, 'equal');
	t.deepEqual(off.spans[1]?.verdict, {state: 'not-reported'});
	t.deepEqual(off.spans[1]?.letters, [{letter: 'B', state: 'unknown', tillGrosze: 100 as Grosze}]);
	const told = (sums: Sums): LiveTotals => ({
		state: 'told',
		route: 'main',
		printer: 'ZBF 1',
		receiptCount: 1,
		gross: lettersOf(sums),
	});
	t.is(reconciled(book, {live: [told({B: 100})]}).verdict, 'equal');
	t.is(reconciled(book, {live: [told({B: 101})]}).verdict, 'differs');
	const busy = reconciled(book, {live: [{state: 'not-told', route: 'main', printer: 'ZBF 1', why: 'printing'}]});
	t.is(busy.verdict, 'unknown');
	t.deepEqual(busy.spans[1]?.verdict, {state: 'unknown', reason: {code: 'not-asked', why: 'printing'}});
});

test('a printer that another program has sold on today is found though the till has not', t => {
	const live: LiveTotals = {state: 'told', route: 'main', printer: 'ZBF 1', receiptCount: 1, gross: lettersOf({A: 5})};
	const book = bookOf({...report(0, {}), businessDay: eve});
	t.is(reconciled(book, {live: [live], isToday: true}).verdict, 'differs');
	t.is(reconciled(book, {live: [live]}).verdict, 'equal', 'today is not asked after');
});

test('a report of unknown fate is unknown, and so is the span that begins with it', t => {
	const book = bookOf(
		sale(slip({A: 300})),
		report(1, {A: 300}, {result: 'unknown'}),
		sale(slip({A: 200})),
		report(1, {A: 200}),
		sale(slip({A: 100})),
		report(1, {A: 100}),
	);
	const {verdict, spans} = reconciled(book);
	t.is(verdict, 'unknown');
	t.deepEqual(
		spans.map(span => span.verdict),
		[
			{state: 'unknown', reason: {code: 'report-unknown'}},
			{state: 'unknown', reason: {code: 'start-unclear'}},
			{state: 'equal'},
		],
	);
	t.is(reconciled(book.slice(0, 1), {pendingReports: ['ZBF 1']}).verdict, 'unknown');
});

test('a report that was refused or never made ends nothing, and is told', t => {
	const {verdict, spans} = reconciled(
		bookOf(
			sale(slip({A: 300})),
			report(1, {A: 300}, {result: 'refused'}),
			report(1, {A: 300}, {result: 'not-printed'}),
			sale(slip({A: 200})),
			report(2, {A: 500}),
		),
	);
	t.is(verdict, 'equal');
	t.deepEqual(
		spans.map(({attempts}) => attempts),
		[['entry 2', 'entry 3']],
	);
});

test('a beginning that the till has dropped, or a hole in the book, leaves open what a difference is', t => {
	const book = bookOf(sale(slip({A: 300})), sale(slip({A: 200})), report(2, {A: 500}));
	const dropped = reconciled(book.slice(1), {range: {from: 2, to: 3}, beginsAt: 2, heldFrom: '2026-11-24'});
	t.is(dropped.verdict, 'unknown');
	t.deepEqual(dropped.spans[0]?.verdict, {state: 'unknown', reason: {code: 'start-not-held'}});
	const holed = reconciled(book.filter(({entry}) => entry !== 2));
	t.deepEqual(holed.missing, [{from: 2, to: 2}]);
	t.deepEqual(holed.spans[0]?.verdict, {state: 'unknown', reason: {code: 'entries-missing'}});
	t.is(holed.verdict, 'differs');
});

test('the server is compared entry by entry, and one that is away is unknown', t => {
	const book = bookOf(sale(slip({A: 300})), sale(slip({A: 200})), report(2, {A: 500}));
	const revisions = new Map([
		['entry 1', revisionOf(String(book[0]?.digest))],
		['entry 2', `1-${'f'.repeat(32)}`],
		['entry 9', `1-${'e'.repeat(32)}`],
	]);
	const {server, verdict} = reconcile(account(book), {state: 'asked', revisions});
	t.is(verdict, 'differs');
	t.like(server, {state: 'differs', missing: [{id: 'entry 3'}], different: [{id: 'entry 2'}], foreign: ['entry 9']});
	const away = reconcile(account(book), {state: 'not-asked', reason: 'no answer'});
	t.deepEqual([away.verdict, away.server], ['unknown', {state: 'unknown', reason: 'no answer'}]);
});

test('what waits to be sent is behind and no difference; what the server refused, or has lost, is one', t => {
	const [first, second, third] = bookOf(sale(slip({A: 300})), sale(slip({A: 200})), report(2, {A: 500}));
	if (first === undefined || second === undefined || third === undefined) return t.fail('there are three entries');
	const revisions = new Map([first, third].map(({id, digest}) => [id, revisionOf(digest)]));
	const withUnsent = (unsent: 'waiting' | 'refused') =>
		reconcile(account([first, {...second, unsent}, third]), {state: 'asked', revisions});
	const behind = withUnsent('waiting');
	t.is(behind.verdict, 'unknown');
	t.like(behind.server, {state: 'behind', waiting: [{id: 'entry 2'}]});
	t.like(withUnsent('refused'), {
		verdict: 'differs',
		server: {state: 'differs', refused: [{id: 'entry 2'}], missing: [], waiting: []},
	});
	t.like(reconcile(account([first, second, third]), {state: 'asked', revisions}), {
		verdict: 'differs',
		server: {state: 'differs', refused: [], missing: [{id: 'entry 2'}], waiting: []},
	});
});

test('a slip of which nobody knows, and one that was given up, are named beside the difference they may explain', t => {
	const book = bookOf(
		{...sale(slip({A: 300})), sale: {saleId: 'one', dueGrosze: grosze(300)}},
		{givenUp: {saleId: 'one', amountGrosze: grosze(700)}},
		sale(slip({B: 50}, {printer: 'ZBF 2', proof: 'cashier'})),
		report(2, {B: 50, C: 700}, {printer: 'ZBF 2'}),
		report(1, {A: 300}),
	);
	const {spans} = reconciled(book);
	const second = spans.find(({printer}) => printer === 'ZBF 2');
	t.like(second?.suspects, {
		0: {kind: 'cashier-word'},
		1: {kind: 'given-up', id: 'entry 2', explains: true},
		length: 2,
	});
	t.deepEqual(spans.find(({printer}) => printer === 'ZBF 1')?.suspects, []);
	const unknown = {businessDay: day, printer: 'ZBF 1', state: 'unknown', gross: lettersOf({B: 9})} as const;
	const open = reconciled(bookOf(sale(slip({A: 300}))), {
		unfinished: [{...unknown, saleId: 'two', depositsGrosze: grosze(0)}],
	});
	t.is(open.verdict, 'unknown');
	t.is(open.unfinished.length, 1);
});

test('a report that somebody made at the printer itself is known by the numbers of those before and after it', t => {
	const book = bookOf(
		report(0, {}, {reportNumber: 7}),
		sale(slip({A: 300})),
		report(0, {}, {result: 'nothing-to-report'}),
		sale(slip({A: 200})),
		report(0, {}, {reportNumber: 9}),
		report(0, {}, {reportNumber: 10}),
	);
	const {spans} = reconciled(book);
	t.deepEqual(
		spans.map(({unbookedReportCount}) => unbookedReportCount),
		[0, 0, 1, 0],
	);
	t.deepEqual(spans[2]?.suspects.at(-1), {kind: 'other-reports', count: 1});
});

test('two slips that the printer lacks are named together, and no more than fit the count', t => {
	const book = bookOf(sale(slip({A: 300})), sale(slip({A: 250, B: 1})), sale(slip({A: 50})), report(1, {A: 50}));
	const [span] = reconciled(book).spans;
	t.like(span?.suspects[0], {kind: 'not-at-printer', slips: [{id: 'entry 1'}, {id: 'entry 2'}]});
	t.is(span?.suspects.length, 1);
});

const sums = fc.record({A: fc.nat(50_00), B: fc.nat(50_00)}).filter(({A, B}) => A + B > 0);
const slips = fc.array(sums, {minLength: 1, maxLength: 12});
const reportOf = (sold: readonly Sums[]) => {
	const gross = slipGross(sold.map(each => slip(each)));
	return report(sold.length, Object.fromEntries(gross.map(({letter, grossGrosze}) => [letter, grossGrosze])));
};
const small = {numRuns: 60};

testProp(
	'in whatever order the sales came, they come to what the printer counted',
	[slips, fc.infiniteStream(fc.nat())],
	(t, sold, dice) => {
		const shuffled = sold.map(each => [dice.next().value, each] as const).toSorted(([one], [other]) => one - other);
		const book = bookOf(...shuffled.map(([, each]) => sale(slip(each))), reportOf(sold));
		t.is(reconciled(book).verdict, 'equal');
	},
	small,
);

testProp(
	'a slip that one of the two does not have is found, whichever it is',
	[slips, fc.nat()],
	(t, sold, dice) => {
		const lost = dice % sold.length;
		const rest = sold.filter((_, place) => place !== lost);
		const unprinted = reconciled(bookOf(...sold.map(each => sale(slip(each))), reportOf(rest)));
		t.is(unprinted.verdict, 'differs');
		const named = unprinted.spans[0]?.suspects.flatMap(suspect =>
			suspect.kind === 'not-at-printer' ? suspect.slips.map(({id}) => id) : [],
		);
		t.true(named?.includes(`entry ${lost + 1}`) || (unprinted.spans[0]?.furtherCount ?? 0) > 0);
		t.is(reconciled(bookOf(...rest.map(each => sale(slip(each))), reportOf(sold))).verdict, 'differs');
	},
	small,
);

testProp(
	'however reports part a day, each span is held against its own report alone',
	[fc.array(slips, {minLength: 1, maxLength: 4})],
	(t, parts) => {
		const book = bookOf(...parts.flatMap(sold => [...sold.map(each => sale(slip(each))), reportOf(sold)]));
		const {verdict, spans} = reconciled(book);
		t.is(verdict, 'equal');
		t.is(spans.length, parts.length);
	},
	small,
);
