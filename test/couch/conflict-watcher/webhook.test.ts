/** An address outside that is told of each new report, at least once. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import test, {type ExecutionContext} from 'ava';
import {wallClock} from '../../../couch/conflict-watcher/clock.ts';
import {toldOf} from '../../../couch/conflict-watcher/told.ts';
import {retryMs, tellWebhook} from '../../../couch/conflict-watcher/webhook.ts';
import {readWebhookAddress, type WebhookAddress} from '../../../couch/conflict-watcher/webhook-post.ts';
import type {AuditReport} from '../../../couch/documents/audit.ts';
import {CouchDatabase, type CouchDocument} from '../../../couch/server.ts';
import {alteredTo, Book} from '../book.ts';
import {testServer, tillName} from '../test-server.ts';
import {receiver} from './receiver.ts';
import {eventually, now, openShop} from './shop.ts';

const head = {
	schema: 1,
	entry: 'receipt:till-01:00000007:0123abcd',
	till: 'till-01',
	number: 7,
	database: 'receipts-2026-11',
	reportedAt: '2026-11-23T15:00:00+01:00',
	state: 'open',
} as const;
const side = {rev: '1-a', database: 'receipts-2026-11', content: {dueGrosze: 1}};
const money = {totalGrosze: -505, vat: [{letter: 'A', grossGrosze: -505, vatGrosze: -94}]};

function gap(to: number): AuditReport {
	return {...head, _id: `gap:till-01:${to}`, type: 'gap', from: 5, to, noticedAt: head.reportedAt};
}

/** The reports of a shop, without a watcher that writes them. */
class Desk {
	readonly audit: CouchDatabase;
	readonly log: string[] = [];
	readonly waits: number[] = [];
	readonly #t: ExecutionContext;

	constructor(t: ExecutionContext, audit: CouchDatabase) {
		this.#t = t;
		this.audit = audit;
	}

	async report(...reports: readonly CouchDocument[]): Promise<void> {
		this.#t.deepEqual(await this.audit.bulk(reports), []);
	}

	/** Tells reports until it is stopped; all waits are short. */
	tell(address: WebhookAddress, audit: CouchDatabase = this.audit): () => Promise<void> {
		const stopping = new AbortController();
		const clock = {
			now: () => now,
			wait: (timeMs: number, signal: AbortSignal) => {
				this.waits.push(timeMs);
				return wallClock.wait(10, signal);
			},
		};
		const telling = tellWebhook({audit, address, clock, log: line => this.log.push(line), signal: stopping.signal});
		const stop = () => {
			stopping.abort();
			return telling;
		};
		this.#t.teardown(stop);
		return stop;
	}

	/** Resolves when all that is there has been considered by whoever tells. */
	async quiet(): Promise<void> {
		const seq = (await this.audit.info())?.updateSeq;
		await eventually(
			async () => (await this.audit.get('_local/webhook'))?.['since'],
			since => Number.parseInt(String(since), 10) >= Number.parseInt(String(seq), 10),
		);
	}
}

async function openDesk(t: ExecutionContext): Promise<Desk> {
	const {couch} = await testServer(t);
	const audit = couch.database('audit');
	await audit.create({shards: 1});
	return new Desk(t, audit);
}

test('an address is of http or https, and what is shown of it has no secrets', t => {
	for (const text of ['', 'example.org', 'ftp://example.org', 'file:///etc/passwd', 'javascript:alert(1)']) {
		t.false(readWebhookAddress(text).ok, text);
	}
	t.deepEqual(readWebhookAddress('https://anna:ha%3As@hooks.example:8443/t/tajne?k=1#x'), {
		ok: true,
		value: {
			url: 'https://hooks.example:8443/t/tajne?k=1',
			shown: 'https://hooks.example:8443',
			authorization: `Basic ${Buffer.from('anna:ha:s').toString('base64')}`,
		},
	});
});

test('every kind of report is told in two sentences, with the money that it is about', t => {
	const reports: readonly AuditReport[] = [
		{
			...head,
			_id: 'd',
			type: 'difference',
			verdict: 'undecided',
			original: side,
			resubmission: side,
			fields: [],
			money,
		},
		{
			...head,
			_id: 'm',
			type: 'malformed',
			rev: '1-a',
			content: {},
			faults: [{field: '/signature', reason: 'is missing'}],
		},
		{...head, _id: 'f', type: 'fork', evidence: 'same-predecessor', branches: [{...side, entry: head.entry}]},
		gap(9),
		gap(5),
		{
			...head,
			_id: 'l',
			type: 'late',
			month: '2026-10',
			closedAt: '',
			numbers: [[7, 8]],
			entryCount: 2,
			dueGrosze: 1299,
		},
		{...head, _id: 'w', type: 'flood', day: '2026-11-23', reason: 'contents', resubmission: side, suspension: 'due'},
		{
			...head,
			_id: 'o',
			type: 'over-returned',
			line: 2,
			product: 'mleko',
			name: 'Mleko UHT 3,2% 1 l',
			exceeded: ['pieces', 'totalGrosze'],
			sold: {pieces: 1, weightGrams: 0, totalGrosze: 399, depositsGrosze: 0},
			returned: {pieces: 2, weightGrams: 0, totalGrosze: 798, depositsGrosze: 0},
			returns: [],
			money: {totalGrosze: 399},
		},
	];
	const [overReturnedReport] = reports.slice(-1);
	for (const report of reports) {
		const told = toldOf(report);
		t.like(told, {type: report.type, id: report._id, till: 'till-01', number: 7, reportedAt: head.reportedAt});
		t.regex(told.pl, /^Kasa till-01: .*\.$/);
		t.regex(told.en, /^Till till-01: .*\.$/);
	}
	const [difference, malformed, , many, one, late, , overReturned] = reports.map(toldOf);
	t.deepEqual(difference?.money, money);
	t.regex(difference?.pl ?? '', /różnica −5,05 zł\. Nie wiadomo jeszcze/);
	t.regex(malformed?.en ?? '', /entry 7 does not add up \(\/signature\)/);
	t.is(malformed?.money, null);
	t.regex(many?.en ?? '', /entries 5 to 9 are missing/);
	t.regex(one?.pl ?? '', /brakuje wpisu 5\./);
	t.deepEqual(late?.money, {totalGrosze: 1299, vat: []});
	t.deepEqual(overReturned?.money, {totalGrosze: 399, vat: []});
	t.regex(overReturned?.pl ?? '', /Mleko UHT 3,2% 1 l \(pozycja 2\), nadwyżka 3,99 zł\.$/);
	const ofNoLine = toldOf({...overReturnedReport, line: 0} as AuditReport);
	t.regex(ofNoLine.pl, /zwrócono pozycje, których na nim nie ma: Mleko UHT 3,2% 1 l, nadwyżka 3,99 zł\.$/);
	t.regex(ofNoLine.en, /lines came back of receipt 7 that it does not have: Mleko UHT 3,2% 1 l, 3\.99 zł too much\.$/);
});

test.serial(
	'each open report is told once, and not again when it changes, closes, or somebody else begins to tell',
	async t => {
		const desk = await openDesk(t);
		const outside = await receiver(t);
		const closed = {...gap(4), state: 'closed', closed: {by: 'watcher', at: head.reportedAt, reason: 'Nadeszły.'}};
		const stored = Array.from({length: 45}, (_, index) => gap(100 + index));
		await desk.report(...stored, closed, {_id: '_design/audit', views: {}}, {_id: 'note:1', type: 'note'});
		const stop = desk.tell(outside.address);
		await desk.quiet();
		const wanted = stored.map(({_id}) => _id).sort();
		t.deepEqual(outside.tellings.map(({key}) => key).sort(), wanted);
		t.true(outside.tellings.every(({key, body, authorization}) => key === body.id && authorization !== undefined));
		const changed = await desk.audit.get(gap(100)._id);
		await desk.report({...changed, _id: gap(100)._id, from: 6});
		await desk.quiet();
		await stop();
		await desk.report(gap(200));
		desk.tell(outside.address);
		await desk.quiet();
		t.deepEqual(
			outside.tellings.slice(45).map(({key}) => key),
			[gap(200)._id],
		);
		t.deepEqual(
			desk.log.filter(line => !line.startsWith('note:1 ')),
			[],
		);
		t.is(desk.log.filter(line => line.startsWith('note:1 ')).length, 1, 'what cannot be read is said');
	},
);

test.serial(
	'what was taken in the instant before a crash is told again under the same key, and nothing is left out',
	async t => {
		const desk = await openDesk(t);
		const outside = await receiver(t);
		await desk.report(gap(5), gap(6), gap(7));
		/** A server that goes away at one of the writes. */
		class CutDatabase extends CouchDatabase {
			writeCount = 0;

			override async put(document: CouchDocument) {
				this.writeCount += 1;
				if (this.writeCount === 2) throw new Error('cut');
				return super.put(document);
			}
		}
		const stop = desk.tell(outside.address, new CutDatabase(desk.audit.couch, 'audit'));
		await desk.quiet();
		await stop();
		const counts = new Map<string, number>();
		for (const {key = ''} of outside.tellings) counts.set(key, (counts.get(key) ?? 0) + 1);
		t.deepEqual([...counts.keys()].sort(), [5, 6, 7].map(to => gap(to)._id).sort());
		t.deepEqual([...counts.values()].sort(), [1, 1, 2], 'the one whose mark was lost');
	},
);

test.serial('an address that is down is tried again, later each time, and said to be down once', async t => {
	const desk = await openDesk(t);
	const outside = await receiver(t);
	outside.answers = [500, 302, 401, 503, 'endless'];
	await desk.report(gap(5), gap(6));
	desk.tell(outside.address);
	await desk.quiet();
	t.deepEqual(
		outside.tellings.map(({key}) => key),
		[...Array.from({length: 5}, () => outside.tellings[0]?.key), outside.tellings.at(-1)?.key],
		'in their order, and a redirection is not followed',
	);
	t.deepEqual(desk.waits.slice(0, 4), [1000, 2000, 4000, 8000]);
	t.is(retryMs(1000), 60_000);
	t.deepEqual(desk.log, [
		`ALARM the webhook ${outside.address.shown} takes no reports, they wait: it answered 500`,
		`the webhook ${outside.address.shown} takes reports again`,
	]);
});

test.serial('a report that the address refuses again and again is put aside, and the others are told', async t => {
	const desk = await openDesk(t);
	const outside = await receiver(t);
	outside.answers = [422, 422, 400, 413, 422];
	await desk.report(gap(5), gap(6));
	desk.tell(outside.address);
	await desk.quiet();
	const [refused] = outside.tellings;
	t.is(outside.tellings.length, 6);
	t.true(desk.log.some(line => line.startsWith('ALARM') && line.includes(`does not take ${refused?.key}`)));
});

test.serial('who is stopped while nobody answers ends at once, and the report is told by the next', async t => {
	const desk = await openDesk(t);
	const outside = await receiver(t);
	outside.answers = ['silence'];
	await desk.report(gap(5));
	const stop = desk.tell(outside.address);
	await eventually(
		async () => outside.tellings.length,
		count => count === 1,
	);
	await stop();
	t.deepEqual(desk.log, []);
	desk.tell(outside.address);
	await desk.quiet();
	t.deepEqual(
		outside.tellings.map(({key}) => key),
		[gap(5)._id, gap(5)._id],
	);
});

test.serial('reports that were put back from a backup are read from their beginning', async t => {
	const desk = await openDesk(t);
	const outside = await receiver(t);
	await desk.audit.put({_id: '_local/webhook', since: '99999-lost'});
	await desk.report(gap(5));
	desk.tell(outside.address);
	await eventually(
		async () => outside.tellings.length,
		count => count === 1,
	);
	t.is(outside.tellings[0]?.body.id, gap(5)._id);
});

test.serial('a watcher tells what it finds, and does not wait for an address that says nothing', async t => {
	const shop = await openShop(t);
	const outside = await receiver(t);
	outside.answers = ['silence'];
	const watcher = shop.start(shop.server.url, {webhook: outside.address});
	await watcher.watching;
	const book = new Book(tillName());
	const [first, second] = [book.receipt(), book.receipt()];
	for (const receipt of [first, second]) {
		await shop.send([receipt]);
		await eventually(
			() => shop.seen(receipt._id),
			rev => rev !== undefined,
		);
		await shop.send([alteredTo('higher', receipt)]);
		await eventually(
			() => shop.differences(receipt._id),
			found => found.length === 1,
		);
	}
	await eventually(
		async () => outside.tellings.length,
		count => count === 1,
	);
	await watcher.stop();
	const again = shop.start(shop.server.url, {webhook: outside.address});
	const wanted = await Promise.all([first, second].map(async ({_id: id}) => (await shop.differences(id))[0]?._id));
	await eventually(
		async () => outside.tellings.map(({key}) => key),
		keys => wanted.every(id => keys.includes(id)),
	);
	await again.stop();
	const told = outside.tellings.find(({key}) => key === wanted[0])?.body;
	t.is(told?.till, book.till);
	t.is(told?.money?.totalGrosze, 999 - 1299);
});

test.serial('the program refuses an address that is neither http nor https', async t => {
	const program = spawn(
		process.execPath,
		['--import=tsx', 'couch/conflict-watcher/main.ts', '--url', 'http://127.0.0.1:1', '--webhook', 'ftp://example.org'],
		{stdio: ['ignore', 'ignore', 'pipe']},
	);
	const [said, [code]] = await Promise.all([text(program.stderr), once(program, 'exit')]);
	t.is(code, 1);
	t.regex(said, /--webhook.*is neither http:\/\/ nor https:\/\//);
});
