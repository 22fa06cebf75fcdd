import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {runImport} from '../../scripts/import/run.ts';
import {languageOf} from '../../scripts/import/words.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';
import {fakeCouch} from './fake-couch.ts';

const header = 'code,ean,name,receipt_name,group,unit,vat,price,alcohol,age18,deposit';

function rows(count: number, priceText = '4.99'): string {
	return Array.from({length: count}, (_, place) => {
		const ean = `5909998${String(place).padStart(5, '0')}`;
		return `${String(place).padStart(6, '0')},${ean}${gtinCheckDigit(ean)},Towar ${place},,inne,szt,A,${priceText},0,0,`;
	}).join('\n');
}

async function file(t: ExecutionContext, text: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'ostoja-import-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	const path = join(folder, 'towary.csv');
	await writeFile(path, text);
	return path;
}

async function importing(request: {
	readonly file: string;
	readonly url?: string;
	readonly dryRun?: boolean;
	readonly language?: 'pl' | 'en';
}) {
	const lines: string[] = [];
	const code = await runImport({
		dryRun: false,
		language: 'en',
		...request,
		output: {write: text => lines.push(...text.split('\n').filter(line => line !== ''))},
	});
	return {code, lines, text: lines.join('\n')};
}

test('the first import writes everything, the second nothing, and a new price one document', async t => {
	const couch = await fakeCouch(t);
	const path = await file(t, `${header}\n${rows(1203)}\n`);
	const first = await importing({file: path, url: couch.url});
	t.is(first.code, 0, first.text);
	t.true(first.lines.includes('New: 1203, changed: 0, unchanged: 0, rejected: 0'));
	t.is(couch.documents.size, 1204);
	t.is(couch.writes[0], 'group:inne');

	const second = await importing({file: path, url: couch.url});
	t.is(second.code, 0);
	t.true(second.lines.includes('New: 0, changed: 0, unchanged: 1203, rejected: 0'));
	t.is(couch.writes.length, 1204);

	const dearer = await file(t, `${header}\n${rows(1203).replace('4.99', '5.99')}\n`);
	t.true(
		(await importing({file: dearer, url: couch.url})).lines.includes(
			'New: 0, changed: 1, unchanged: 1202, rejected: 0',
		),
	);
	t.deepEqual(couch.writes.slice(1204), ['product:000000']);
	t.is(couch.documents.get('product:000000')?.['priceGrosze'], 599);
});

test('good rows of a file with faults are written, the others are told, and the exit code is 1', async t => {
	const couch = await fakeCouch(t);
	const path = await file(t, `${header}\n${rows(2)}\n000009,,Zły,,inne,szt,A,abc,0,0,\n`);
	const {code, lines} = await importing({file: path, url: couch.url, language: 'pl'});
	t.is(code, 1);
	t.true(
		lines.includes('wiersz 4: price: „abc” nie jest kwotą taką jak 4,99 (bez waluty, spacji i wykładnika)'),
		lines.join('\n'),
	);
	t.true(lines.includes('Nowe: 2, zmienione: 0, bez zmian: 0, odrzucone: 1'));
	t.deepEqual([...couch.documents.keys()], ['group:inne', 'product:000000', 'product:000001']);
});

test('how the file was understood is said before anything is written', async t => {
	const couch = await fakeCouch(t);
	const path = await file(t, `\u{feff}${header.replaceAll(',', ';')};uwagi\r\n1;;Mleko;;nabiał;szt;C;3,49;0;0;;\r\n`);
	const {lines} = await importing({file: path, url: couch.url});
	t.deepEqual(lines.slice(1, 3), [
		'Read as: UTF-8 (BOM), semicolon, decimal comma, English headers, CRLF',
		'Columns not used: uwagi',
	]);
});

test('a server that goes away half-way leaves whole documents, and importing again writes the rest', async t => {
	const couch = await fakeCouch(t);
	couch.dieAfterBatches = 1;
	const path = await file(t, `${header}\n${rows(1203)}\n`);
	const broken = await importing({file: path, url: couch.url});
	t.is(broken.code, 1);
	t.true(broken.lines.includes('Written: 500 of 1204 documents'), broken.text);
	t.regex(broken.text, /does not answer/);
	t.regex(broken.text, /Import the same file again/);

	couch.dieAfterBatches = Number.POSITIVE_INFINITY;
	const again = await importing({file: path, url: couch.url});
	t.is(again.code, 0, again.text);
	t.is(couch.documents.size, 1204);
	t.is(new Set(couch.writes).size, couch.writes.length, 'nothing was written twice');
});

test('a document the server refuses is named, and the exit code is 1', async t => {
	const couch = await fakeCouch(t);
	couch.forbidden.add('product:000001');
	const path = await file(t, `${header}\n${rows(3)}\n`);
	const {code, lines} = await importing({file: path, url: couch.url});
	t.is(code, 1);
	t.true(lines.includes('product:000001 was not written: forbidden: not today'), lines.join('\n'));
	t.true(lines.includes('Written: 3 of 4 documents'));
});

test('the shop decides which deposits and VAT letters there are', async t => {
	const couch = await fakeCouch(t);
	couch.documents.set('shop:settings', {
		_id: 'shop:settings',
		_rev: '1-a',
		type: 'shop',
		schema: 1,
		name: 'Sklep',
		vat: {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'},
		weightBarcodes: [],
		deposits: [{id: 'PET050', name: 'Butelka', packageNumber: 1, valueGrosze: 50}],
		quickProducts: [],
	});
	const path = await file(
		t,
		`${header}\n1,,Woda,,napoje,szt,A,1.99,0,0,PET050\n2,,Piwo,,piwo,szt,A,3.99,1,1,GLASS100\n3,,Coś,,inne,szt,F,1.00,0,0,\n`,
	);
	const {code, lines} = await importing({file: path, url: couch.url});
	t.is(code, 1);
	t.true(lines.includes('row 3: deposit: the shop has no deposit "GLASS100"'), lines.join('\n'));
	t.true(lines.includes('row 4: vat: the shop does not use VAT letter F'), lines.join('\n'));
	t.true(couch.documents.has('product:1'));
});

test('a wrong password, a missing database and no server are one clear line each, without the password', async t => {
	const path = await file(t, `${header}\n${rows(1)}\n`);
	const couch = await fakeCouch(t);
	const empty = await fakeCouch(t, {hasCatalogue: false});
	const answers = [
		await importing({file: path, url: couch.wrongPassword}),
		await importing({file: path, url: empty.url}),
		await importing({file: path, url: 'http://biuro:tajne@127.0.0.1:1'}),
		await importing({file: path, url: 'biuro:tajne'}),
		await importing({file: path}),
	];
	const wanted = [/does not let this user in/, /npm run provision/, /does not answer/, /not a http/, /COUCHDB_URL/];
	for (const [place, {code, lines, text}] of answers.entries()) {
		t.is(code, 1);
		t.regex(lines.at(-1) ?? '', wanted[place] ?? /^$/, text);
		t.is(lines.length, 3, text);
		t.false(/tajne|zgadywane/.test(text), text);
	}
	t.is(couch.writes.length, 0);
});

test('a dry run needs no server and writes nothing; with a server it compares', async t => {
	const couch = await fakeCouch(t);
	const path = await file(t, `${header}\n${rows(5)}\n`);
	const alone = await importing({file: path, dryRun: true});
	t.is(alone.code, 0);
	t.true(alone.lines.includes('New: 5, changed: 0, unchanged: 0, rejected: 0'));
	const unreachable = await importing({file: path, dryRun: true, url: 'http://127.0.0.1:1'});
	t.is(unreachable.code, 0);
	t.regex(unreachable.text, /Not compared with the catalogue/);
	await importing({file: path, url: couch.url});
	const compared = await importing({file: path, dryRun: true, url: couch.url});
	t.true(compared.lines.includes('New: 0, changed: 0, unchanged: 5, rejected: 0'));
	t.is(couch.writes.length, 6);
});

test('a terminal gets a bar that fills up, a log plain lines', async t => {
	const couch = await fakeCouch(t);
	const path = await file(t, `${header}\n${rows(1203)}\n`);
	const written: string[] = [];
	const output = {isTTY: true, write: (text: string) => written.push(text)};
	await runImport({file: path, url: couch.url, dryRun: false, language: 'en', output});
	const bars = written.filter(text => text.startsWith('\r['));
	t.deepEqual(bars, [
		'\r[██████████··············] 500/1204',
		'\r[████████████████████····] 1000/1204',
		'\r[████████████████████████] 1204/1204\n',
	]);
});

test('a field with control characters cannot write on the terminal', async t => {
	const path = await file(t, `${header}\n1,,Towar,,inne,szt,A,\u001b[2J,0,0,\n`);
	const {text} = await importing({file: path, dryRun: true});
	t.false(text.includes('\u001b'));
});

test('the language follows the environment', t => {
	t.is(languageOf({LANG: 'pl_PL.UTF-8'}), 'pl');
	t.is(languageOf({LANG: 'pl_PL.UTF-8', LC_ALL: 'C'}), 'en');
	t.is(languageOf({}), 'en');
});

test('the command itself: its exit code, and its one line without a server', async t => {
	const path = await file(t, `${header}\n${rows(2)}\n`);
	const {COUCHDB_URL: _url, ...env} = process.env;
	const run = (...args: readonly string[]) =>
		promisify(execFile)(process.execPath, ['--import=tsx', 'scripts/import.ts', path, ...args], {env}).then(
			({stdout}) => ({code: 0, stdout}),
			(error: {code: number; stdout: string}) => ({code: error.code, stdout: error.stdout}),
		);
	t.like(await run('--dry-run', '--lang', 'pl'), {code: 0});
	const refused = await run('--lang', 'en');
	t.is(refused.code, 1);
	t.regex(refused.stdout, /Which server\?/);
});
