/** The audit tool on a provisioned server: what a manager reads, and how a report is closed. */
import test, {type ExecutionContext} from 'ava';
import {closeReport, findReports} from '../../couch/audit-desk.ts';
import {auditDatabase} from '../../couch/documents/databases.ts';
import {provision} from '../../couch/provision.ts';
import type {Couch, CouchDatabase, CouchDocument} from '../../couch/server.ts';
import {runClose, runList} from '../../scripts/audit/run.ts';
import {words} from '../../scripts/audit/words.ts';
import {preparedServer, testUser} from '../couch/test-server.ts';

const now = new Date('2026-11-24T09:00:00+01:00');
const rev = (digit: string) => `1-${digit.repeat(32)}`;
const receipt = (number: number) => `receipt:till-01:${String(number).padStart(8, '0')}:0123abcd`;

function head(type: string, number: number) {
	return {
		_id: `${type}:${receipt(number)}:${rev('b')}`,
		type,
		schema: 1,
		entry: receipt(number),
		till: 'till-01',
		number,
		database: 'receipts-2026-11',
		reportedAt: '2026-11-23T15:04:05+01:00',
		state: 'open',
	};
}

const side = (digit: string, cashier: string) => ({
	rev: rev(digit),
	database: 'receipts-2026-11',
	content: {},
	cashier,
});

function difference(number: number, totalGrosze = -500): CouchDocument {
	return {
		...head('difference', number),
		verdict: 'retired',
		original: side('a', 'Anna Kowalska'),
		resubmission: side('b', 'Anna Kowalska'),
		fields: ['/dueGrosze', '/lines/0/pieces'],
		money: {totalGrosze, vat: [{letter: 'A', grossGrosze: totalGrosze, vatGrosze: -94}]},
	};
}

function malformed(number: number): CouchDocument {
	return {
		...head('malformed', number),
		rev: rev('b'),
		content: {cashier: {name: 'Jan Nowak'}},
		faults: [{field: 'vat', reason: 'adds up to 4.99, not 5.00'}],
	};
}

const provisionShop = (server: Couch) => provision({server, now, months: ['2026-11'], users: false});

async function openShop(t: ExecutionContext, reports: readonly CouchDocument[]) {
	const server = await preparedServer(t, provisionShop);
	const name = `${server.prefix}hanna`;
	const manager = await testUser(t, server, {name, role: 'manager'});
	const audit = server.couch.database(auditDatabase);
	t.deepEqual(await audit.bulk(reports), []);
	const said: string[] = [];
	const asked = {
		url: manager.url,
		prefix: server.prefix,
		language: 'pl',
		output: {write: (text: string) => said.push(text)},
	} as const;
	return {
		server,
		audit,
		name,
		asked,
		list: (wishes: object = {}) => runList({...asked, json: false, ...wishes}),
		close: (id: string, reason = 'Wyjaśnione z kasjerką') => runClose({...asked, id, reason, now}),
		/** What it said since it was last asked. */
		said: () => said.splice(0).join(''),
	};
}

test('a manager reads what happened, with whom, and what it is in money', async t => {
	const {list, said} = await openShop(t, [malformed(7), difference(3)]);
	t.is(await list(), 0);
	t.is(
		said().replaceAll('\u00a0', ' '),
		`${[
			'rodzaj        kasa      wpis   zauważono          kasjer             kwota   stan',
			'inna treść    till-01      3   2026-11-23 15:04   Anna Kowalska   −5,00 zł   otwarty',
			'    Obowiązuje treść, która przyszła pierwsza; drugą odłożono, jest w raporcie.',
			'    Różni się: /dueGrosze, /lines/0/pieces',
			'    VAT A: brutto −5,00 zł, podatek −0,94 zł',
			`    difference:${receipt(3)}:${rev('b')}`,
			'błędny wpis   till-01      7   2026-11-23 15:04   Jan Nowak                  otwarty',
			'    vat: adds up to 4.99, not 5.00',
			`    malformed:${receipt(7)}:${rev('b')}`,
			'',
			'2 raporty',
			'Wyjaśniony raport zamyka: npm run audit -- close IDENTYFIKATOR --reason "co wyjaśniono"',
		].join('\n')}\n`,
	);
	t.is(await list({type: 'malformed', language: 'en'}), 0);
	t.regex(said(), /^kind +till +entry.*\nfaulty entry +till-01 +7 .*\n(?: {4}.*\n)+\n1 report\n/);
	t.is(await list({till: 'till-02'}), 0);
	t.is(said(), 'Nie ma otwartych raportów.\n');
});

test('each kind of report says what it is about', async t => {
	const at = '2026-11-23T15:04:05+01:00';
	const {list, said} = await openShop(t, [
		{
			...head('fork', 5),
			evidence: 'same-predecessor',
			branches: [
				{...side('a', 'Anna'), entry: receipt(5), writtenAt: at},
				{...side('b', 'Jan'), entry: `${receipt(5)}x`},
			],
		},
		{...head('gap', 8), from: 8, to: 9, noticedAt: at},
		{
			...head('late', 20),
			month: '2026-10',
			closedAt: at,
			numbers: [
				[20, 22],
				[30, 30],
			],
			entryCount: 4,
			dueGrosze: 1999,
		},
		{
			...head('over-returned', 30),
			line: 2,
			product: '000777',
			name: 'Woda',
			exceeded: ['pieces', 'depositsGrosze', 'vat'],
			sold: {pieces: 1, weightGrams: 0, totalGrosze: 300, depositsGrosze: 50},
			returned: {pieces: 2, weightGrams: 250, totalGrosze: 300, depositsGrosze: 100},
			returns: [
				{
					...side('b', 'Jan'),
					entry: 'return:till-02:1',
					...{pieces: 2, weightGrams: 250, totalGrosze: 300, depositsGrosze: 100},
				},
			],
			money: {totalGrosze: 50},
		},
		{
			...head('flood', 40),
			day: '2026-11-23',
			reason: 'differences',
			resubmission: side('b', 'Jan'),
			suspension: 'in force',
		},
	]);
	t.is(await list({language: 'en'}), 0);
	const lines = said()
		.replaceAll('\u00a0', ' ')
		.split('\n')
		.filter(line => !line.includes(':1-'));
	t.deepEqual(lines.slice(1, -4), [
		'fork                till-01       5   2026-11-23 15:04                        open',
		'    Two entries come after the same one: two tills work under this name, or one was put back to an older disk. Both are counted.',
		`    ${receipt(5)} (Anna, 2026-11-23 15:04)`,
		`    ${receipt(5)}x (Jan)`,
		'missing entries     till-01       8   2026-11-23 15:04                        open',
		'    2 entries are missing: 8 to 9.',
		'    The server has waited since 2026-11-23 15:04; when they come, the report closes by itself.',
		'after the close     till-01      20   2026-11-23 15:04             19,99 zł   open',
		'    After the month 2026-10 was closed (2026-11-23 15:04) there came 4 more entries: 20–22, 30. They are stored and counted.',
		'returned too much   till-01      30   2026-11-23 15:04   Jan        0,50 zł   open',
		'    Line 2, Woda: sold 1 pc, 3,00 zł, deposit 0,50 zł; returned 2 pcs, 0,250 kg, 3,00 zł, deposit 1,00 zł.',
		'    The return has another VAT letter than the sale.',
		'    return:till-02:1 (Jan): 2 pcs, 0,250 kg, 3,00 zł, deposit 1,00 zł',
		'flood               till-01      40   2026-11-23 15:04   Jan                  open',
		'    Too many of this till’s entries came with another content on one day.',
		'    The till has no access to the server and sells on; closing the report gives it back.',
	]);
});

test('lines that the receipt does not have are told as that, in both languages', t => {
	const found = {line: 0, name: 'Woda', sold: '0,00 zł', returned: '1 szt., 3,00 zł'};
	t.is(words.pl.overReturned(found), 'Zwrócono pozycje, których na paragonie nie ma: 1 szt., 3,00 zł.');
	t.is(words.en.overReturned(found), 'Lines came back that the receipt does not have: 1 szt., 3,00 zł.');
});

test('what a report has no room for is told with it, in both languages', async t => {
	const branch = {...side('a', 'Anna'), entry: receipt(5)};
	const furtherBranches = [{entry: receipt(6), rev: rev('c'), database: 'receipts-2026-11'}];
	const amounts = {pieces: 1, weightGrams: 0, totalGrosze: 300, depositsGrosze: 0};
	const {list, said} = await openShop(t, [
		{...head('fork', 5), evidence: 'same-predecessor', branches: [branch], furtherBranches, unnamedBranchCount: 4},
		{
			...head('over-returned', 30),
			...{line: 2, product: '000777', name: 'Woda', exceeded: ['pieces'], sold: amounts, returned: amounts},
			...{returns: [{...branch, ...amounts}], furtherReturnCount: 2, money: {totalGrosze: 50}},
		},
		{
			...head('flood', 35),
			...{day: '2026-11-23', reason: 'malformed', resubmission: side('b', 'Jan'), suspension: 'in force'},
			...{
				numbers: [
					[35, 37],
					[39, 39],
				],
			},
		},
		{...difference(40), furtherFieldCount: 7},
	]);
	t.is(await list(), 0);
	const polish = said();
	t.true(polish.includes('Do tego 5 wpisów pod tym numerem, bez miejsca w raporcie'));
	t.true(polish.includes('Do tego 2 zwroty tej pozycji, bez miejsca w raporcie'));
	t.true(polish.includes('Różni się: /dueGrosze, /lines/0/pieces, … (+7)\n'));
	t.true(polish.includes('Jednego dnia zauważono zbyt wiele błędnych wpisów tej kasy.'));
	t.true(polish.includes('Bez osobnego raportu: wpisy 35–37, 39.'));
	t.is(await list({language: 'en'}), 0);
	const english = said();
	t.true(english.includes('Without a report of their own: entries 35–37, 39.'));
	t.true(english.includes('And 5 more entries at this number that the report has no room for'));
	t.true(english.includes('And 2 more returns of this line that the report has no room for'));
});

test('a report is closed by the beginning of its id, in the name of the one who closes it', async t => {
	const {audit, name, list, close, said} = await openShop(t, [difference(3), difference(4)]);
	t.is(await close(`difference:${receipt(3)}`), 0);
	t.is(said(), `Zamknięto raport difference:${receipt(3)}:${rev('b')}.\n`);
	t.like(await audit.get(String(difference(3)._id)), {
		...difference(3),
		state: 'closed',
		closed: {by: name, at: '2026-11-24T09:00:00+01:00', reason: 'Wyjaśnione z kasjerką'},
	});
	t.is(await list(), 0);
	t.notRegex(said(), /:00000003:/);
	t.is(await list({all: true}), 0);
	t.regex(said(), new RegExp(`Zamknięto 2026-11-24 09:00, ${name}: Wyjaśnione z kasjerką`));
	t.is(await close(`difference:${receipt(3)}`), 1);
	t.regex(said(), /już zamknięto/);
});

test('what cannot be closed says why, and nothing is changed', async t => {
	const {server, audit, asked, close, said} = await openShop(t, [difference(3), difference(4)]);
	t.is(await close('difference:'), 1);
	t.is(
		said(),
		`Tak zaczyna się kilka raportów; podaj więcej znaków:\n  ${difference(3)._id}\n  ${difference(4)._id}\n`,
	);
	t.is(await close('difference:receipt:till-09'), 1);
	t.is(said(), 'Nie ma raportu difference:receipt:till-09.\n');
	t.is(await close(''), 1);
	t.is(said(), 'Nie ma raportu .\n');
	t.is(await close(difference(3)._id, '  '), 1);
	t.regex(said(), /--reason/);
	const auditor = await testUser(t, server, {name: `${server.prefix}adam`, role: 'auditor'});
	t.is(await runClose({...asked, url: auditor.url, id: difference(3)._id, reason: 'bo tak', now}), 1);
	t.is(said(), 'Serwer odmówił: _id: only the watcher writes reports\n');
	t.is((await findReports(audit, {})).reports.length, 2);
});

test('a report that the watcher completes meanwhile is closed as it is then', async t => {
	const {audit} = await openShop(t, [{...difference(3), verdict: 'undecided'}]);
	let isLate = true;
	const late: Pick<CouchDatabase, 'get' | 'range' | 'put'> = {
		get: (id, query) => audit.get(id, query),
		range: query => audit.range(query),
		async put(document) {
			if (isLate) {
				isLate = false;
				const stored = await audit.get(document._id);
				await audit.put({...difference(3), _rev: String(stored?._rev)});
			}
			return audit.put(document);
		},
	};
	const closing = {id: difference(3)._id, by: 'admin', at: '2026-11-24T09:00:00+01:00', reason: 'Wyjaśnione'};
	t.true((await closeReport(late, closing)).ok);
	t.like(await audit.get(closing.id), {verdict: 'retired', state: 'closed'});
});

test('a report of a newer version is told of, with the reason why it is not shown', async t => {
	const newer = {...head('difference', 5), schema: 2, _rev: rev('c')};
	const audit: Pick<CouchDatabase, 'view' | 'range'> = {
		view: async () => [newer, {...malformed(7), _rev: rev('d')}].map(doc => ({id: doc._id, key: [], value: null, doc})),
		range: async () => [],
	};
	const {reports, unread} = await findReports(audit, {});
	t.deepEqual(unread, [{id: newer._id, reason: 'schema is 2'}]);
	t.is(reports.length, 1);
});

test('more reports than fit into one answer are all there', async t => {
	const reports = Array.from({length: 1201}, (_, number) => difference(number + 1));
	const {audit} = await openShop(t, reports);
	const {reports: open} = await findReports(audit, {});
	t.deepEqual(
		open.map(({number}) => number),
		reports.map((_, place) => place + 1),
	);
	t.is((await findReports(audit, {all: true})).reports.length, 1201);
});
