import test from 'ava';
import {
	type DayFacts,
	type DayMemory,
	type FindingCode,
	findingsOf,
	isAboutClock,
	nothingRemembered,
	type PrinterFacts,
	stopsSelling,
	weightOf,
} from '../../../till/domain/day-start.ts';
import {vatTable} from './shop.ts';

const morningMs = Date.parse('2026-11-24T06:00:00+01:00');
const sound: PrinterFacts = {
	route: 'main',
	askedAtMs: morningMs,
	uniqueNumber: 'ZBF 1',
	vat: vatTable,
	wallTime: '2026-11-24T06:00',
	health: {blocks: [], warnings: [], detail: ''},
	isLeftOpen: false,
};
const used: DayMemory = {
	printers: {main: 'ZBF 1', alcohol: 'ZBF 2'},
	latestEntryAt: '2026-11-23T21:58:12+01:00',
	reports: {},
};

/** A morning that differs from an ordinary one in what is given. */
function morning(printer: Partial<PrinterFacts>, parts: Partial<DayFacts> = {}): DayFacts {
	return {nowMs: morningMs, shopVat: vatTable, memory: used, printers: [{...sound, ...printer}], ...parts};
}
const unhealthy = (health: Partial<PrinterFacts['health'] & object>): Partial<PrinterFacts> => ({
	health: {blocks: [], warnings: [], detail: '', ...health},
});

const mornings: readonly (readonly [string, DayFacts, readonly object[]])[] = [
	['an ordinary morning asks nothing of anybody', morning({}), []],
	['a new till takes its first printer as it is', morning({}, {memory: nothingRemembered}), []],
	[
		'another printer is named with the former one',
		morning({uniqueNumber: 'ZBF 9'}),
		[{code: 'another-printer', route: 'main', former: 'ZBF 1', printer: 'ZBF 9'}],
	],
	[
		'the letters whose rates differ are named',
		morning({vat: {...vatTable, A: 2200, C: 'inactive'}}),
		[{code: 'vat-differs', route: 'main', letters: ['A', 'C']}],
	],
	[
		'a letter that the shop does not use may mean anything to the printer',
		morning({vat: {...vatTable, G: 300}}, {shopVat: {...vatTable, G: 'inactive'}}),
		[],
	],
	['ten minutes between the clocks are ordinary', morning({wallTime: '2026-11-24T06:10'}), []],
	[
		'eleven minutes between the clocks stop',
		morning({wallTime: '2026-11-24T05:49'}),
		[{code: 'clock-apart', route: 'main', tillTime: '2026-11-24T06:00', printerTime: '2026-11-24T05:49'}],
	],
	[
		'two minutes around the end of a month are nobody’s wrong clock',
		morning({askedAtMs: Date.parse('2026-12-01T00:00:05+01:00'), wallTime: '2026-11-30T23:58'}),
		[],
	],
	[
		'another month is told as such, where little more lies between the clocks',
		morning({askedAtMs: Date.parse('2026-12-01T00:02:00+01:00'), wallTime: '2026-11-30T23:58'}),
		[{code: 'clock-month', route: 'main', tillTime: '2026-12-01T00:02', printerTime: '2026-11-30T23:58'}],
	],
	[
		'a printer that nobody has put to winter time is an hour apart',
		morning({askedAtMs: Date.parse('2026-10-25T06:00:00+01:00'), wallTime: '2026-10-25T07:00'}),
		[{code: 'clock-apart', route: 'main', tillTime: '2026-10-25T06:00', printerTime: '2026-10-25T07:00'}],
	],
	[
		'a clock before the last entry of the book is told with both times',
		morning({}, {memory: {...used, latestEntryAt: '2026-11-24T08:15:00+01:00'}}),
		[{code: 'clock-behind-book', tillTime: '2026-11-24T06:00', bookTime: '2026-11-24T08:15'}],
	],
	[
		'a clock that was put back by seconds is ordinary',
		morning({}, {memory: {...used, latestEntryAt: '2026-11-24T06:00:40+01:00'}}),
		[],
	],
	[
		'yesterday’s sales without a report are told with their day',
		morning(unhealthy({unreportedSince: '2026-11-23'})),
		[{code: 'report-due', route: 'main', since: '2026-11-23'}],
	],
	['today’s sales need no report yet', morning(unhealthy({unreportedSince: '2026-11-24'})), []],
	[
		'today is what the printer’s own clock says',
		morning({
			...unhealthy({unreportedSince: '2026-11-23'}),
			wallTime: '2026-11-23T23:58',
			askedAtMs: Date.parse('2026-11-23T23:59:00+01:00'),
		}),
		[],
	],
	[
		'a printer that only says that a report is due is believed',
		morning(unhealthy({blocks: ['report-due']})),
		[{code: 'report-due', route: 'main'}],
	],
	['a receipt that stays open is told', morning({isLeftOpen: true}), [{code: 'left-open', route: 'main'}]],
	[
		'each reason why a printer sells nothing is told',
		morning(unhealthy({blocks: ['read-only', 'subscription']})),
		[
			{code: 'blocked', route: 'main', block: 'read-only'},
			{code: 'blocked', route: 'main', block: 'subscription'},
		],
	],
	[
		'what will be a reason before long is told, and paper is not',
		morning(unhealthy({warnings: ['memory-nearly-full', 'paper-near-end']})),
		[{code: 'warned', route: 'main', warning: 'memory-nearly-full'}],
	],
	[
		'a printer that tells neither its clock nor its rates is found nothing wrong with',
		morning({}, {printers: [{route: 'main', askedAtMs: morningMs, uniqueNumber: 'ZBF 1', isLeftOpen: false}]}),
		[],
	],
	[
		'a printer that does not answer is told',
		morning({}, {printers: [{route: 'alcohol', noAnswer: true}]}),
		[{code: 'no-answer', route: 'alcohol'}],
	],
];

for (const [title, facts, findings] of mornings) {
	test(title, t => {
		t.deepEqual(findingsOf(facts), findings as never);
	});
}

test('every finding stops selling or only warns', t => {
	const codes = mornings.flatMap(([, facts]) => findingsOf(facts).map(({code}) => code));
	t.deepEqual([...new Set(codes)].sort(), (Object.keys(weightOf) as FindingCode[]).sort());
	for (const [title, facts] of mornings) {
		const findings = findingsOf(facts);
		t.is(
			stopsSelling(findings),
			findings.some(({code}) => code !== 'warned' && code !== 'no-answer'),
			title,
		);
	}
});

test('the till’s clock is right when a manager says so: for that business day, and for all it was compared with', t => {
	const wrong = morning(
		{wallTime: '2026-11-24T05:00'},
		{memory: {...used, latestEntryAt: '2026-11-24T08:15:00+01:00'}},
	);
	t.is(findingsOf(wrong).filter(isAboutClock).length, 2);
	const confirmed = (businessDay: string, right: 'till' | 'printer'): DayFacts => ({
		...wrong,
		memory: {...wrong.memory, clock: {businessDay, right}},
	});
	t.deepEqual(findingsOf(confirmed('2026-11-24', 'till')), []);
	t.is(findingsOf(confirmed('2026-11-23', 'till')).length, 2, 'yesterday’s word is over');
	t.is(findingsOf(confirmed('2026-11-24', 'printer')).length, 2, 'the till’s clock is still wrong');
});

test('a word about the clock lets nothing else pass', t => {
	const facts = morning({uniqueNumber: 'ZBF 9', wallTime: '2026-11-24T05:00'});
	const memory: DayMemory = {...used, clock: {businessDay: '2026-11-24', right: 'till'}};
	t.deepEqual(
		findingsOf({...facts, memory}).map(({code}) => code),
		['another-printer'],
	);
});
