/** The command for price lists against a provisioned server, with the rights the office has there and no more. */
import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import anyTest, {type ExecutionContext} from 'ava';
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {provision} from '../../couch/provision.ts';
import type {Couch} from '../../couch/server.ts';
import {type PriceListRequest, runPriceList} from '../../scripts/price-list/run.ts';
import {preparedServer, refusalOf, testUser} from '../couch/test-server.ts';
import {milk, product, water} from '../till/domain/shop.ts';

const test = anyTest.serial;

async function csv(t: ExecutionContext, rows: readonly string[], header = 'Kod;EAN;Cena'): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'ostoja-prices-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	const file = join(folder, 'ceny.csv');
	await writeFile(file, [header, ...rows, ''].join('\r\n'));
	return file;
}

const winter = {id: 'zima', name: 'Zima', validFrom: '2026-12-01'};

async function writing(request: Partial<PriceListRequest>) {
	const lines: string[] = [];
	const code = await runPriceList({
		...winter,
		dryRun: false,
		remove: false,
		withoutFaulty: false,
		language: 'pl',
		...request,
		output: {write: text => lines.push(text.trimEnd())},
	});
	return {code, lines, text: lines.join('\n')};
}

const provisionShop = (server: Couch) => provision({server, now: new Date('2026-11-20T10:00:00Z'), users: false});

async function shop(t: ExecutionContext) {
	const server = await preparedServer(t, provisionShop);
	const office = await testUser(t, server, {name: `${server.prefix}biuro`, role: 'office'});
	const catalogue = office.database(catalogueDatabase);
	t.deepEqual(await catalogue.bulk([product(milk), product(water)].map(catalogueDocument)), []);
	const {url, prefix} = office;
	const ids = async () => (await catalogue.range({from: 'price-list:', to: 'price-list:\u{fff0}'})).map(({id}) => id);
	return {catalogue, ids, office: {url, prefix}};
}

const rows = (count: number, price: string) =>
	Array.from({length: count}, (_, code) => `${String(code).padStart(6, '0')};;${price}`);

test('a short list is one document, in the words of the shop', async t => {
	const {catalogue, office} = await shop(t);
	const file = await csv(t, ['000001;;3,99', ';012345678905;1,49']);
	const {code, text} = await writing({...office, file, validTo: '2027-01-01 06:00'});
	t.is(code, 0, text);
	const [line] = text.match(/^Cennik.*$/m) ?? [];
	t.is(
		line,
		'Cennik zima „Zima”, od 2026-12-01T00:00:00+01:00 do 2027-01-01T06:00:00+01:00. Ceny: 2, odrzucone wiersze: 0',
	);
	t.like(await catalogue.get('price-list:zima'), {
		type: 'price-list',
		validFrom: '2026-12-01T00:00:00+01:00',
		prices: {'000001': 399, '000002': 149},
	});
});

test('twelve thousand prices are three parts and a header; the same file again is nothing to write', async t => {
	const {catalogue, ids, office} = await shop(t);
	const file = await csv(t, rows(12_000, '9,99'));
	const first = await writing({...office, file});
	t.is(first.code, 0, first.lines.slice(-4).join('\n'));
	t.true(first.lines.includes('Nowe części: 3, zbędne części: 0'));
	t.is(first.lines.at(-1), 'Zapisano dokumentów: 4 z 4');
	const header = await catalogue.get('price-list:zima');
	const parts = header?.['parts'] as readonly {part: string; count: number}[];
	t.deepEqual(
		parts.map(({count}) => count),
		[5000, 5000, 2000],
	);
	t.deepEqual(await ids(), ['price-list:zima', ...parts.map(({part}) => `price-list:zima:${part}`)]);

	const again = await writing({...office, file});
	t.is(again.code, 0);
	t.true(again.lines.includes('Katalog ma już ten cennik, cały.'));
	t.is((await catalogue.get('price-list:zima'))?._rev, header?._rev);

	const removed = await writing({...office, remove: true});
	t.is(removed.code, 0, removed.text);
	t.deepEqual(await ids(), []);
	t.true((await writing({...office, remove: true})).lines.includes('W katalogu nie ma takiego cennika.'));
});

test('a file with a faulty row is not written, unless without that row; nothing is, when only looking', async t => {
	const {ids, office} = await shop(t);
	const file = await csv(t, ['000001;;3,99', '000002;;tanio', '000777;;5,00']);
	const refused = await writing({...office, file});
	t.is(refused.code, 1);
	t.true(
		refused.lines.includes('wiersz 3: Cena: „tanio” nie jest kwotą taką jak 4,99 (bez waluty, spacji i wykładnika)'),
		refused.text,
	);
	t.true(refused.lines.includes('wiersz 4: uwaga: w katalogu nie ma towaru 000777; cena będzie na niego czekać'));
	t.regex(refused.lines.at(-1) ?? '', /^Niczego nie zapisano: cennik obowiązuje cały albo wcale/);
	t.deepEqual(await ids(), []);

	const looked = await writing({...office, file, dryRun: true, withoutFaulty: true});
	t.is(looked.code, 1);
	t.is(looked.lines.at(-1), 'Niczego nie zapisano (--dry-run).');
	t.deepEqual(await ids(), []);

	const partly = await writing({...office, file, withoutFaulty: true});
	t.is(partly.code, 1);
	t.is(partly.lines.at(-1), 'Zapisano dokumentów: 1 z 1');
	t.deepEqual(await ids(), ['price-list:zima']);
});

test('a document of more than 5 000 prices is refused by the server, which names the field', async t => {
	const {catalogue} = await shop(t);
	const prices = Object.fromEntries(rows(5001, '').map(row => [row.slice(0, 6), 100]));
	const list = {id: 'zima', name: 'Zima', validFrom: '2026-12-01T00:00:00+01:00', prices};
	const {status, reason} = await refusalOf(
		catalogue.put({_id: 'price-list:zima', type: 'price-list', schema: 1, ...list}),
	);
	t.is(status, 403);
	t.is(reason, 'prices: has more than 5000 members');
});

test('what is wrong with the options is said, and nothing is asked of a server', async t => {
	const file = await csv(t, ['000001;;3,99']);
	const said = async (request: Partial<PriceListRequest>) => {
		const {code, lines} = await writing({file, url: 'http://127.0.0.1:1', language: 'en', ...request});
		t.is(code, 1);
		return lines.at(-1) ?? '';
	};
	t.regex(await said({id: 'zima: 1'}), /^--id:/);
	t.regex(await said({name: ''}), /^--name:/);
	t.regex(await said({validFrom: 'jutro'}), /^--valid-from: "jutro" is neither/);
	t.regex(await said({validFrom: '2027-03-28T02:30'}), /^--valid-from: .* does not exist/);
	t.regex(await said({validTo: '2026-12-01'}), /^--valid-to: the list would end before it begins/);
	t.regex(await said({url: 'biuro'}), /not a http/);
	t.regex(await said({}), /does not answer/);
	t.regex(await said({file: `${file}.gz`}), /cannot be read/);
});

test('the command itself: a look at a file without a server, and what it lacks', async t => {
	const file = await csv(t, rows(3, '1,00'));
	const {COUCHDB_URL: _url, ...env} = process.env;
	const run = (...args: readonly string[]) =>
		promisify(execFile)(process.execPath, ['--import=tsx', 'scripts/price-list.ts', ...args, '--lang', 'pl'], {
			env,
		}).then(
			({stdout}) => ({code: 0, stdout}),
			(error: {code: number; stdout: string}) => ({code: error.code, stdout: error.stdout}),
		);
	const looked = await run(file, '--id', 'zima', '--name', 'Zima', '--valid-from', '2026-12-01', '--dry-run');
	t.is(looked.code, 0, looked.stdout);
	t.regex(looked.stdout, /Ceny: 3, odrzucone wiersze: 0/);
	const lacking = await run(file, '--id', 'zima', '--name', 'Zima', '--dry-run');
	t.is(lacking.code, 1);
	t.regex(lacking.stdout, /--valid-from: podaj/);
});
