/**
 * One import, from the bytes of a file to the summary: it says how it understood the file, what is wrong with which
 * rows, what is new, and only then writes.
 *
 * The answer is the exit code: 0 when everything in the file is now in the catalogue, 1 when anything is not.
 */
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import {type CatalogueDatabase, type CouchFault, openCatalogue} from '../../couch/import/catalogue.ts';
import {readGoods, type ShopRules} from '../../couch/import/goods.ts';
import {planImport, type StoredCatalogue} from '../../couch/import/plan.ts';
import {writeDocuments} from '../../couch/import/write.ts';
import {connectCouch} from '../../couch/server.ts';
import type {ShopSettings} from '../../till/domain/catalogue.ts';
import {ok, type Result} from '../../till/domain/result.ts';
import {vatLetters} from '../../till/domain/vat.ts';
import {type Output, progressOn} from './progress.ts';
import {isWebAddress, readTableFile, shown} from './table-file.ts';
import {type Language, words} from './words.ts';

export interface ImportRequest {
	readonly file: string;
	/** Absent: only `dryRun` can be done. */
	readonly url?: string;
	/** What the names of the shop's databases begin with, where several shops share a server. */
	readonly prefix?: string;
	readonly dryRun: boolean;
	readonly language: Language;
	readonly output: Output;
}

interface CatalogueNow extends StoredCatalogue {
	readonly settings?: ShopSettings;
}

const nothingStored: CatalogueNow = {products: [], groups: []};
const usualDeposits = ['PET050', 'CAN050', 'GLASS100'];

export async function runImport({file, url, prefix = '', dryRun, language, output}: ImportRequest): Promise<0 | 1> {
	const say = words[language];
	const print = (line: string) => output.write(`${line}\n`);
	const give = (line: string): 1 => {
		print(line);
		return 1;
	};

	const table = await readTableFile(file, say);
	if (!table.ok) return give(table.fault);
	for (const line of table.value.lines) print(line);

	if (url === undefined && !dryRun) return give(say.noUrl);
	if (url !== undefined && !isWebAddress(url)) return give(say.badUrl);
	const couch = url === undefined ? undefined : connectCouch({url, prefix});
	const database = couch === undefined ? undefined : openCatalogue(couch);
	const stored = database === undefined ? ok(nothingStored) : await readCatalogue(database);
	const address = couch?.shownUrl ?? '';
	if (!stored.ok) {
		const sentence = say.couch(stored.fault, address);
		if (!dryRun) return give(sentence);
		print(say.notCompared(sentence));
	}
	const now = stored.ok ? stored.value : nothingStored;

	const {goods, faults, warnings} = readGoods(table.value.table, rulesOf(now.settings));
	const plan = planImport(goods, now);
	const rowFaults = [...faults, ...plan.faults].sort((one, other) => one.row - other.row);
	const {titleOf: title} = table.value;
	for (const {row, line, column, code, value} of rowFaults) {
		print(
			[say.row(row, line), ...(column === undefined ? [] : [title(column)]), say.fault[code](shown(value))].join(': '),
		);
	}
	for (const {row, line, column, code, value} of warnings) {
		print(`${say.row(row, line)}: ${title(column)}: ${say.warningMark}: ${say.warning[code](value)}`);
	}
	for (const {code, name, route} of plan.groupsNew) print(say.newGroup(code, name, route));
	for (const code of plan.alcoholOnMain) print(`${say.warningMark}: ${say.alcoholOnMain(code)}`);
	if (plan.receiptNamesShared > 0) print(say.sharedReceiptNames(plan.receiptNamesShared));

	const rejected = new Set(rowFaults.map(({row}) => row)).size;
	const {productsNew: added, productsChanged: changed, productsUnchanged: unchanged} = plan;
	const summary = say.summary({added, changed, unchanged, rejected});
	if (dryRun || database === undefined) {
		print(summary);
		print(say.dryRunEnd);
		return rejected > 0 ? 1 : 0;
	}

	const report = await writeDocuments(database, plan.documents, progressOn(output, plan.documents.length));
	for (const {id, reason} of report.refused) print(say.refused(id, reason));
	if (report.stopped !== undefined) print(say.couch(report.stopped, address));
	print(summary);
	print(say.written(report.writtenCount, plan.documents.length));
	const complete = report.writtenCount === plan.documents.length;
	if (!complete) print(say.runAgain);
	return complete && rejected === 0 ? 0 : 1;
}

async function readCatalogue(database: CatalogueDatabase): Promise<Result<CatalogueNow, CouchFault>> {
	const shop = await database.documentsFrom('shop:');
	if (!shop.ok) return shop;
	const products = await database.documentsFrom('product:');
	if (!products.ok) return products;
	const groups = await database.documentsFrom('group:');
	if (!groups.ok) return groups;
	const settings = shop.value
		.map(readCatalogueDocument)
		.flatMap(read => (read.ok && read.value.kind === 'shop' ? [read.value.value] : []))[0];
	const stored = {products: products.value, groups: groups.value};
	return ok(settings === undefined ? stored : {...stored, settings});
}

/** What the shop's settings allow; before there are any, every VAT letter and the three deposits of the law. */
function rulesOf(settings: ShopSettings | undefined): ShopRules {
	if (settings === undefined) return {deposits: new Set(usualDeposits), vatLetters: new Set(vatLetters)};
	return {
		deposits: new Set(settings.deposits.map(({id}) => id)),
		vatLetters: new Set(vatLetters.filter(letter => settings.vat[letter] !== 'inactive')),
	};
}
