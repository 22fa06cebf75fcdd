import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {HttpRequest} from '../../../../till/devices/noviapi/http-door.ts';
import {createNoviApiSimulator, type NoviApiSimulatorOptions} from '../../../../till/devices/noviapi/simulator.ts';
import {createVirtualClock} from '../virtual-clock.ts';
import {shopPrinter} from './bench.ts';

const bread = {
	items: [{article: {name: 'Chleb', ptu: 'C', price: '4.50', quantity: '2', value: '9.00'}}],
	summary: {total: '9.00', pay_in: '10.00'},
};

/** Somebody at the printer's port who knows the API, and no driver. */
async function counter(options: Partial<NoviApiSimulatorOptions> = {}) {
	const clock = createVirtualClock();
	const simulator = createNoviApiSimulator({...shopPrinter, clock, ...options});
	let token = '';
	async function ask(method: HttpRequest['method'], path: string, json?: unknown, bearer: string = token) {
		const body = json === undefined ? {} : {body: typeof json === 'string' ? json : JSON.stringify(json)};
		const answer = await clock.until(
			simulator.handle({method, path: `/api/v1/${path}`, token: bearer, timeoutMs: 0, ...body}),
		);
		return {status: answer?.status ?? 0, json: answer === undefined ? undefined : JSON.parse(answer.body)};
	}
	async function takeToken() {
		token = (await ask('GET', 'token')).json.token;
	}
	await takeToken();
	const store = async (receipt: unknown = bread) => (await ask('POST', 'receipt', {receipt})).json.request.id as string;
	async function print(receipt: unknown = bread) {
		const id = await store(receipt);
		await ask('PUT', `receipt/${id}`);
		return (await ask('GET', `receipt/${id}`)).json.request;
	}
	return {clock, simulator, ask, takeToken, store, print, token: () => token};
}

test('the manufacturer’s smallest receipt is stored, confirmed and done', async t => {
	const {ask, simulator} = await counter();
	const article = {name: 'towar', ptu: 'A', price: '1.00', quantity: '1', value: '1.00'};
	const receipt = {items: [{article}], summary: {total: '1.00', pay_in: '1.00'}};
	const stored = await ask('POST', 'receipt', {receipt});
	t.is(stored.status, 201);
	t.is(stored.json.request.status, 'STORED');
	const {id} = stored.json.request;
	t.deepEqual((await ask('PUT', `receipt/${id}`)).json, {request: {status: 'CONFIRMED', id}});
	t.deepEqual((await ask('GET', `receipt/${id}`)).json, {
		device: {status: 'OK'},
		request: {id, status: 'DONE', jpkid: 1},
	});
	t.is(simulator.book().allReceiptCount, 1);
});

test('confirming again prints nothing again', async t => {
	const {ask, store, simulator} = await counter();
	const id = await store();
	for (let times = 0; times < 3; times++) t.is((await ask('PUT', `receipt/${id}`)).status, 200);
	t.is(simulator.book().allReceiptCount, 1);
});

test('what is not confirmed is not printed, and can be taken back; what is done cannot', async t => {
	const {ask, store, print, simulator} = await counter();
	const id = await store();
	t.is((await ask('GET', 'queue')).json.requests_in_queue, 1);
	t.is((await ask('DELETE', `receipt/${id}`)).json.request.status, 'DELETED');
	t.is((await ask('PUT', `receipt/${id}`)).json.exception.code, 1);
	t.is(simulator.book().allReceiptCount, 0);
	const {id: doneId} = await print();
	const refusal = await ask('DELETE', `receipt/${doneId}`);
	t.is(refusal.status, 400);
	t.is(refusal.json.exception.code, 9);
});

test('a body of a wrong shape is refused with the path of what is wrong', async t => {
	const {ask} = await counter();
	const post = async (changes: object) =>
		(await ask('POST', 'receipt', {receipt: {...bread, ...changes}})).json.exception;
	const articleWith = (changes: object) => ({items: [{article: {...bread.items[0]?.article, ...changes}}]});
	const cases: readonly (readonly [object, string])[] = [
		[articleWith({ptu: 'AB'}), 'receipt/items/[0]/article/ptu : Length'],
		[articleWith({name: ''}), 'receipt/items/[0]/article/name : Length'],
		[articleWith({name: 'x'.repeat(61)}), 'receipt/items/[0]/article/name : Length'],
		[articleWith({price: '4,50'}), 'receipt/items/[0]/article/price : Pattern'],
		[articleWith({price: 4.5}), 'receipt/items/[0]/article/price : Pattern'],
		[articleWith({colour: 'red'}), 'receipt/items/[0]/article/colour : Additional'],
		[{items: []}, 'receipt/items : Length'],
		[{items: [{container: {number: 10_000, value: '1.00'}}]}, 'receipt/items/[0]/container/number : Range'],
		[{summary: {total: '9.00'}}, 'receipt/summary/pay_in : Required'],
		[{payments: [{cash: {value: '10.00'}, card: {value: '10.00'}}]}, 'receipt/payments/[0] : OneOf'],
		[{buyer: {nip: '1'.repeat(17)}}, 'receipt/buyer/nip : Length'],
	];
	for (const [changes, path] of cases)
		t.deepEqual(await post(changes), {code: 8, description: 'JSON Validation Error', errors: [path]});
	t.is((await ask('POST', 'receipt', '{"receipt":')).json.exception.code, 7);
});

test('the printer reckons for itself, and refuses what comes to something else', async t => {
	const {print, simulator} = await counter();
	const article = {...bread.items[0]?.article};
	const withArticle = (changes: object) => ({...bread, items: [{article: {...article, ...changes}}]});
	const cases: readonly (readonly [object, number])[] = [
		[withArticle({name: '  -- '}), 16],
		[withArticle({quantity: '0'}), 17],
		[withArticle({ptu: 'F'}), 18],
		[withArticle({price: '0.00'}), 19],
		[withArticle({value: '9.01'}), 20],
		[withArticle({discount_markup: {type: 'value_discount', value: '9.01'}}), 20],
		[{...bread, summary: {total: '9.01', pay_in: '10.00'}}, 27],
		[{...bread, summary: {total: '9.00', pay_in: '8.99'}}, 26],
		[{...bread, summary: {total: '9.00', pay_in: '10.00', change: '0.99'}}, 26],
		[{...bread, payments: [{cash: {value: '9.99'}}]}, 91],
		[{...bread, items: [{container: {value: '1.00'}}], summary: {total: '0.00', pay_in: '1.00'}}, 23],
	];
	for (const [receipt, code] of cases) {
		const request = await print(receipt);
		t.is(request.status, 'ERROR');
		t.is(request.error.code, code, JSON.stringify(receipt));
	}
	t.is(simulator.book().documentCount, 0);
	t.is((await print(withArticle({discount_markup: {type: 'percent_discount', value: '10.00'}}))).status, 'ERROR');
	const discounted = {
		...withArticle({discount_markup: {type: 'percent_discount', value: '10.00'}}),
		summary: {total: '8.10', pay_in: '10'},
	};
	t.is((await print(discounted)).status, 'DONE');
});

test('a token is good until another one is taken, or for twenty minutes', async t => {
	const {ask, takeToken, clock, token} = await counter();
	const former = token();
	await takeToken();
	t.is((await ask('GET', 'queue', undefined, former)).json.exception.code, 4);
	t.is((await ask('GET', 'queue')).status, 200);
	await clock.pass(21 * 60_000);
	t.is((await ask('GET', 'queue')).status, 401);
	const prolonged = await ask('PATCH', 'token');
	t.is(prolonged.status, 200);
	t.is((await ask('GET', 'queue', undefined, prolonged.json.token)).status, 200);
	t.is((await ask('PATCH', 'token', undefined, former)).status, 401);
});

test('an eleventh token in an hour is refused, and takes the tenth away', async t => {
	const {ask, takeToken} = await counter();
	for (let taken = 1; taken < 10; taken++) await takeToken();
	t.is((await ask('GET', 'queue')).status, 200);
	const refusal = await ask('GET', 'token');
	t.is(refusal.status, 429);
	t.is(refusal.json.exception.allowed_refresh_date, '2026-11-23T14:03:00Z');
	t.is((await ask('GET', 'queue')).status, 401);
});

test('a second confirmed request is refused, and costs the token', async t => {
	const {ask, store, simulator} = await counter();
	const [first, second] = [await store(), await store()];
	simulator.setFault({kind: 'paper-out'});
	await ask('PUT', `receipt/${first}`);
	const refusal = await ask('PUT', `receipt/${second}`);
	t.is(refusal.status, 403);
	t.is(refusal.json.exception.code, 6);
	t.is((await ask('GET', `receipt/${first}`)).status, 401);
});

test('a question with a time is answered as soon as something changes, or when the time is over', async t => {
	const {ask, store, simulator, clock} = await counter();
	const id = await store();
	simulator.setFault({kind: 'paper-out'});
	await ask('PUT', `receipt/${id}`);
	const begunAtMs = clock.now();
	const held = await ask('GET', `receipt/${id}?timeout=5000`);
	t.is(clock.now() - begunAtMs, 5000);
	t.deepEqual(held.json.device, {status: 'ERROR', error: {code: 1037, description: 'Brak papieru'}});
	t.is(held.json.request.status, 'PENDING');
	clock.after(700, () => simulator.clearFault('paper-out'));
	t.is((await ask('GET', `receipt/${id}?timeout=5000`)).json.request.status, 'DONE');
	t.is(clock.now() - begunAtMs, 5700);
});

test('a daily report wants an empty queue, and drops what is older than the report before it', async t => {
	const {ask, store, print} = await counter();
	async function report() {
		const stored = await ask('POST', 'daily_report', {daily_report: {date: '23/11/2026'}});
		if (stored.status !== 201) return stored.json.exception.code;
		const {id} = stored.json.request;
		await ask('PUT', `daily_report/${id}`);
		const {status, error} = (await ask('GET', `daily_report/${id}`)).json.request;
		return error?.code ?? status;
	}
	t.is(await report(), 35);
	const {id} = await print();
	await store();
	t.is(await report(), 10);
	await ask('DELETE', 'queue');
	t.is(await report(), 'DONE');
	t.is((await ask('GET', `receipt/${id}`)).status, 200);
	await print();
	t.is(await report(), 'DONE');
	t.is((await ask('GET', `receipt/${id}`)).json.exception.code, 1);
	const wrongDay = await ask('POST', 'daily_report', {daily_report: {date: '24/11/2026'}});
	await ask('PUT', `daily_report/${wrongDay.json.request.id}`);
	t.is((await ask('GET', `daily_report/${wrongDay.json.request.id}`)).json.request.error.code, 7);
});

test('a cleared memory knows of no request', async t => {
	const {ask, store, simulator} = await counter();
	const id = await store();
	simulator.setFault({kind: 'memory-clear', command: 'GET receipt'});
	t.is((await ask('GET', `receipt/${id}`)).status, 404);
});

test('packets are passed on as the manufacturer shows it, and unknown ones are refused', async t => {
	const {ask} = await counter();
	async function passOn(packet: object) {
		const {id} = (await ask('POST', 'direct_io', {direct_io: packet})).json.request;
		await ask('PUT', `direct_io/${id}`);
		return (await ask('GET', `direct_io/${id}`)).json.request;
	}
	const base64 = (text: string) => ({nov_cmd: {base64: Buffer.from(text, 'latin1').toString('base64')}});
	t.deepEqual((await passOn({nov_cmd: {base64: 'G1Ajdhtc'}})).response, {
		packet: {protocol: 'NOVITUS', value: 'G1AxI1JQT0lOVC8xLjAxG1w='},
	});
	t.is((await passOn(base64('\u001bP0#i10.00/00\u001b\\'))).error.code, 2);
	t.is((await passOn(base64('#v'))).error.code, 1022);
	t.is((await passOn({xml_cmd: {base64: 'PHg+'}})).error.code, 1022);
});

test('requests and fiscal memory are there again after a kill, and nothing is printed twice', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'noviapi-'));
	try {
		const memoryFile = join(folder, 'printer.json');
		const first = await counter({memoryFile});
		const stored = await first.store();
		const {id: done} = await first.print();
		const states = {[stored]: 'STORED', [done]: 'DONE'};
		t.deepEqual(first.simulator.requestStates(), states);
		// Killed without a word: another process reads what is on the disk.
		const second = await counter({memoryFile});
		t.deepEqual(second.simulator.requestStates(), states);
		await second.ask('PUT', `receipt/${stored}`);
		t.is((await second.ask('GET', `receipt/${stored}`)).json.request.jpkid, 2);
		t.is(second.simulator.book().allReceiptCount, 2);
		t.not(await second.store(), done);
	} finally {
		rmSync(folder, {recursive: true});
	}
});

test('a kill between the document and the note of it leaves the document, once', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'noviapi-'));
	try {
		for (const receiptAfterPowerCut of ['cancelled', 'kept'] as const) {
			for (const isPrinted of [true, false]) {
				const memoryFile = join(folder, `${receiptAfterPowerCut}-${isPrinted}.json`);
				const first = await counter({memoryFile});
				if (isPrinted) await first.print();
				const id = 'b'.repeat(32);
				const pending = {
					id,
					endpoint: 'receipt',
					body: {receipt: bread},
					state: 'PENDING',
					reportCount: 0,
					documentsBefore: 0,
				};
				writeFileSync(`${memoryFile}.requests`, JSON.stringify({count: 5, requests: [pending]}));
				const {simulator} = await counter({memoryFile, receiptAfterPowerCut});
				const isKept = isPrinted || receiptAfterPowerCut === 'kept';
				t.is(simulator.requestStates()[id], isKept ? 'DONE' : 'ERROR');
				t.is(simulator.book().allReceiptCount, isKept ? 1 : 0);
			}
		}
	} finally {
		rmSync(folder, {recursive: true});
	}
});

test('a file that holds something else is not taken for requests', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'noviapi-'));
	try {
		const memoryFile = join(folder, 'printer.json');
		writeFileSync(`${memoryFile}.requests`, '[]');
		await t.throwsAsync(counter({memoryFile}), {message: /does not hold the requests/});
	} finally {
		rmSync(folder, {recursive: true});
	}
});

const anything = fc.oneof(
	fc.json(),
	fc.string(),
	fc.jsonValue().map(receipt => JSON.stringify({receipt})),
);

testProp(
	'whatever is sent to any address, the printer answers and prints nothing',
	[
		fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
		fc.oneof(
			fc.constantFrom('receipt', 'status', 'direct_io', 'daily_report', 'queue', 'token', ''),
			fc.webPath(),
			fc.string(),
		),
		anything,
	],
	async (t, method, path, body) => {
		const {ask, simulator} = await counter();
		const {status} = await ask(method as HttpRequest['method'], path, body);
		t.true(status >= 200 && status < 600);
		t.is(simulator.book().documentCount, 0);
	},
	{numRuns: 200},
);
