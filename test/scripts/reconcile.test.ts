/** A day reconciled from a till's folder and from a till that runs, beside simulated printers and a server. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import anyTest, {type ExecutionContext} from 'ava';
import {receiptsDatabase} from '../../couch/documents/databases.ts';
import {type ReconcileRequest, runReconcile} from '../../scripts/reconcile/run.ts';
import type {Route} from '../../till/domain/catalogue.ts';
import {revisionOf} from '../../till/domain/chain.ts';
import type {Sealed} from '../../till/domain/entry.ts';
import {keepAddress} from '../../till/server/address-file.ts';
import {serveTill} from '../../till/server/server.ts';
import {testServer} from '../couch/test-server.ts';
import {barcodeOf, beer, milk} from '../till/app/goods.ts';
import {openShop as openTillShop, type ShopOptions} from '../till/app/shop-till.ts';
import {piecesLine, slipOf} from '../till/devices/slips.ts';

const test = anyTest.serial;
const day = '2026-11-23';
const aBeer = slipOf({lines: [piecesLine(beer.receiptName, beer.vat, 1, beer.priceGrosze)]});

async function openShop(t: ExecutionContext, options: ShopOptions = {}) {
	const shop = await openTillShop(t, options);
	const server = await testServer(t);
	const address = {url: 'http://127.0.0.1:9', user: 'anna', password: 'kasa'};
	const {dataDir} = shop;
	const config = {id: 'anna', version: '1', dataDir, port: 0, uiDir: dataDir, server: address, pushSeconds: 600};
	writeFileSync(join(dataDir, 'till.json'), JSON.stringify(config));
	writeFileSync(join(dataDir, 'index.html'), '{{token}}');

	async function reconcile(wishes: Partial<ReconcileRequest> = {}) {
		const words: string[] = [];
		const output = {write: (text: string) => words.push(text)};
		const code = await runReconcile({
			dataDir,
			day,
			url: server.url,
			prefix: server.prefix,
			json: true,
			language: 'pl',
			output,
			...wishes,
		});
		const text = words.join('').replaceAll('\u00a0', ' ');
		return {code, text, json: wishes.json === false ? {} : (JSON.parse(text) as Record<string, unknown>)};
	}

	const opened = {
		shop,
		reconcile,
		/** Milk and beer: a slip on each printer. */
		async sell(): Promise<void> {
			await shop.command({do: 'scan', code: barcodeOf(milk)});
			await shop.command({do: 'scan', code: barcodeOf(beer)});
			await shop.command({do: 'answer-age', answer: 'adult'});
			await shop.payCash();
			await shop.screen('change');
			await shop.command({do: 'next-customer'});
		},
		/** Another computer sells a beer on one of the printers. */
		async sellPast(route: Route): Promise<void> {
			await shop.besides(route, async printer => {
				const begun = await printer.open(aBeer);
				return begun.outcome === 'confirmed' ? printer.close(aBeer, {onWaiting: () => undefined}) : begun;
			});
		},
		/** One key reports on both printers, and what they said is in the book. */
		async report(): Promise<void> {
			const {main} = shop.printers;
			const reportCount = main.book().dailyReportCount + 1;
			await shop.command({do: 'daily-report'});
			await shop.until('the reports are in the book', () => {
				const {reports} = shop.snapshot().day;
				const isSaid = reports.length === 2 && reports.every(({state}) => state !== 'running' && state !== 'asking');
				return isSaid && main.book().dailyReportCount === reportCount;
			});
		},
		/** What the till's link would do. */
		async send(entries: readonly Sealed[]): Promise<void> {
			for (const month of new Set(entries.map(entry => entry.month))) {
				const receipts = server.couch.database(receiptsDatabase(month));
				await receipts.create({shards: 1});
				const documents = entries.filter(entry => entry.month === month);
				await receipts.bulk(
					documents.map(entry => ({...entry, _rev: revisionOf(entry.digest)})),
					{newEdits: false},
				);
			}
		},
		/** The till is off: its files are there for whoever wants them. */
		off: () => shop.cutPower(),
	};
	await shop.logIn();
	return opened;
}

test('a day that was sold and sent adds up, though its last report is made after midnight in another month', async t => {
	const {shop, report, send, off, reconcile} = await openShop(t, {startsAt: '2026-11-30T23:59:00+01:00'});
	const sellMilk = async () => {
		await shop.command({do: 'scan', code: barcodeOf(milk)});
		await shop.payCash();
		await shop.screen('change');
		await shop.command({do: 'next-customer'});
	};
	await sellMilk();
	await report();
	await sellMilk();
	await sellMilk();
	await shop.clock.pass(60_000);
	await report();
	const entries = await shop.entries();
	await send(entries.filter(({entry}) => entry !== 2));
	await off();
	const ofDay = (wishes: Partial<ReconcileRequest> = {}) => reconcile({day: '2026-11-30', ...wishes});
	const lacking = await ofDay();
	t.like(lacking, {code: 1, json: {verdict: 'unknown', server: {state: 'behind'}}});
	t.regex(JSON.stringify(lacking.json['server']), /"waiting":\[\{"id":"receipt:anna:00000002:/);
	await send(entries);
	const {code, json} = await ofDay();
	t.is(code, 0, JSON.stringify(json));
	t.like(json, {ok: true, way: 'opened', sums: {receiptCount: 3}, server: {state: 'equal'}});
	const spans = json['spans'] as readonly {printer: string; end: object; count: object}[];
	t.deepEqual(
		spans.filter(({printer}) => printer === 'ZBF 1').map(({end, count}) => ({...end, id: '', ...count})),
		[1, 2].map(number => ({
			kind: 'report',
			id: '',
			result: 'printed',
			reportNumber: number,
			state: 'equal',
			tillCount: number,
		})),
	);
	t.like(await reconcile({day: '2026-12-01'}), {code: 0, json: {sums: {receiptCount: 0}}});
	t.like(await reconcile({day: '2026-11-29'}), {code: 0, json: {spans: [], sums: {receiptCount: 0}}});
	const {text} = await ofDay({url: 'http://admin:secret@127.0.0.1:9', json: false});
	t.regex(text, /^Kasa anna, 2026-11-30: NIE WIADOMO\nKasa nie działa: /);
	t.regex(text, /\nSerwer: nie zapytano \(no answer from http:\/\/127\.0\.0\.1:9: /);
	t.regex(text, /\nDrukarka ZBF 1: zgadza się\n {4}od raportu event:anna:/);
});

test('what another program sold on the printer is said, and on which letter, and the slip that was given up before', async t => {
	const {shop, sellPast, report, send, off, reconcile} = await openShop(t);
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2106});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.until('the beer is refused', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'printing' && screen.problem?.kind === 'stopped';
	});
	await shop.command({do: 'abandon-slip'});
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
	await sellPast('alcohol');
	await report();
	await send(await shop.entries());
	await off();
	const {code, json} = await reconcile();
	t.is(code, 1);
	t.like(json['spans'], {
		0: {printer: 'ZBF 1', verdict: {state: 'equal'}, suspects: {length: 0}},
		1: {
			printer: 'ZBF 2',
			verdict: {state: 'differs'},
			letters: [{letter: beer.vat, state: 'differs', differenceGrosze: beer.priceGrosze}],
			count: {tillCount: 0, printerCount: 1},
			suspects: {length: 1, 0: {kind: 'given-up', amountGrosze: beer.priceGrosze, explains: true}},
		},
	});
	t.is((await reconcile({url: 'file:///etc/passwd'})).code, 2);
	t.like(await reconcile({day: '2026-02-30'}), {code: 2, json: {ok: false, code: 'no-such-day'}});
	t.like(await reconcile({dataDir: join(shop.dataDir, 'gone')}), {code: 2, json: {ok: false, code: 'no-such-folder'}});
	const {text} = await reconcile({json: false, language: 'en'});
	t.regex(text, /^Till anna, 2026-11-23: DIFFERS\n/);
	t.regex(text, /Printer ZBF 1: equal\n/);
	t.regex(text, /Printer ZBF 2: DIFFERS\n(?: {4}.*\n)+ {4}receipts +0 +1 +\+1\n/);
	t.regex(text, / {8}a slip that was given up: event:anna:\d{8}:\w+, 4,49 zł; exactly the difference\n/);
});

test('a till that runs is asked, and its printers with it, but not while a slip waits', async t => {
	const {shop, sell, sellPast, report, send, reconcile} = await openShop(t);
	const tools = {
		till: 'anna',
		token: 'of the tool',
		resend: () => Promise.reject(new Error('nobody asked for it')),
		dayAccount: (of: string) => shop.till.dayAccount(of),
	};
	const {url, close} = await serveTill({till: shop.till, tools, uiDir: shop.dataDir, port: 0, log: t.log});
	t.teardown(close);
	keepAddress(shop.dataDir, {url, token: tools.token});
	const asked = async () => {
		let outcome: Awaited<ReturnType<typeof reconcile>> | undefined;
		const asking = reconcile().then(told => {
			outcome = told;
		});
		await shop.until('the till has told', () => outcome !== undefined);
		await asking;
		return outcome;
	};
	await sell();
	await report();
	await sell();
	await send(await shop.entries());
	t.like(await asked(), {
		code: 0,
		json: {way: 'asked', verdict: 'equal', spans: {length: 4, 1: {end: {kind: 'live'}}}},
	});
	await sellPast('main');
	t.like(await asked(), {code: 1, json: {spans: {1: {printer: 'ZBF 1', verdict: {state: 'differs'}}}}});
	shop.printers.alcohol.setFault({kind: 'power-cut-after', command: 'trend'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.until('nobody knows', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'printing' && screen.problem?.kind === 'waiting';
	});
	await shop.command({do: 'suspend-sale'});
	const waiting = await asked();
	t.like(waiting, {code: 1, json: {verdict: 'unknown', unfinished: {length: 2, 1: {state: 'unknown'}}}});
	t.regex(waiting?.text ?? '', /"reason":\{"code":"not-asked","why":"slip-waits"\}/);
});
