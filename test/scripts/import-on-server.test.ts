/** The import against a provisioned server, with the rights the office has there and no more. */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {provision} from '../../couch/provision.ts';
import type {Couch} from '../../couch/server.ts';
import {demoCatalogue} from '../../scripts/demo/catalogue.ts';
import {runImport} from '../../scripts/import/run.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';
import {preparedServer, testUser} from '../couch/test-server.ts';

const header = 'Kod;EAN;Nazwa;Nazwa na paragonie;Grupa;JM;PTU;Cena;Alkohol;Wiek18;Kaucja';

const provisionShop = (server: Couch) => provision({server, now: new Date('2026-11-20T10:00:00Z'), users: false});

async function shop(t: ExecutionContext) {
	const server = await preparedServer(t, provisionShop);
	const office = await testUser(t, server, {name: `${server.prefix}biuro`, role: 'office'});
	const folder = await mkdtemp(join(tmpdir(), 'ostoja-import-'));
	t.teardown(() => rm(folder, {recursive: true, force: true}));
	const importing = async (rows: readonly string[]) => {
		const file = join(folder, 'towary.csv');
		await writeFile(file, [header, ...rows, ''].join('\r\n'));
		const lines: string[] = [];
		const output = {write: (text: string) => lines.push(text.trimEnd())};
		const {url, prefix} = office;
		const code = await runImport({file, url, prefix, dryRun: false, language: 'en', output});
		return {code, lines};
	};
	return {catalogue: office.database(catalogueDatabase), importing};
}

function rows(count: number): readonly string[] {
	return Array.from({length: count}, (_, place) => {
		const ean = `5909998${String(place).padStart(5, '0')}`;
		return `${String(place).padStart(6, '0')};${ean}${gtinCheckDigit(ean)};Towar ${place};;inne;szt;A;4,99;0;0;`;
	});
}

test.serial('more goods than one page holds are imported, and once more to no effect', async t => {
	const {catalogue, importing} = await shop(t);
	const first = await importing(rows(2100));
	t.is(first.code, 0, first.lines.join('\n'));
	t.is(first.lines.at(-1), 'Written: 2101 of 2101 documents');
	const before = await catalogue.info();
	const second = await importing(rows(2100));
	t.true(second.lines.includes('New: 0, changed: 0, unchanged: 2100, rejected: 0'), second.lines.join('\n'));
	t.is((await catalogue.info())?.updateSeq, before?.updateSeq);
});

test.serial('a file is imported into the demonstration shop beside its goods and into its groups', async t => {
	const {catalogue, importing} = await shop(t);
	const items = demoCatalogue({hashPin: () => 'scrypt$16384$8$1$c2FsdA$aGFzaA'});
	t.deepEqual(await catalogue.bulk(items.map(catalogueDocument)), []);
	const {code, lines} = await importing([
		'000001;5901234123457;Piwo próbne 0,5 l;;piwo;szt;A;4,99;1;1;GLASS100',
		'000002;4006381333931;Woda próbna 1,5 l;;napoje;szt;A;1,99;0;0;PET050',
		'000003;2000001000014;Cudzy kod;;inne;szt;A;1,99;0;0;',
		'000004;;Nieczynna stawka;;inne;szt;G;1,99;0;0;',
	]);
	t.is(code, 1);
	t.true(lines.includes('New: 2, changed: 0, unchanged: 0, rejected: 2'), lines.join('\n'));
	t.true(lines.includes('row 4: EAN: the catalogue has this barcode at product 100001'), lines.join('\n'));
	t.is((await catalogue.get('product:000001'))?.['group'], 'piwo-alkohol');
	t.is((await catalogue.get('group:piwo-alkohol'))?.['name'], 'Piwo');
	t.is(await catalogue.get('product:000003'), undefined);
});
