/**
 * One price list, from the bytes of a file to the summary: how the file was understood, what is wrong with which rows,
 * what will be written, and only then the writing.
 *
 * A price list is one change of prices, so a file with a faulty row is not written at all, unless that is asked for. The
 * answer is the exit code: 0 when everything in the file is now in the catalogue, 1 when anything is not.
 */
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import {type CatalogueDatabase, type CouchFault, openCatalogue} from '../../couch/import/catalogue.ts';
import {
	type PriceListPlan,
	planPriceList,
	planRemoval,
	readStoredPriceList,
	writePriceList,
} from '../../couch/import/price-list.ts';
import {priceColumns, readPrices} from '../../couch/import/prices.ts';
import {connectCouch} from '../../couch/server.ts';
import {
	type PriceList,
	type PriceListTerms,
	type Product,
	partCountMax,
	pricesInDocumentMax,
} from '../../till/domain/catalogue.ts';
import {ok, type Result} from '../../till/domain/result.ts';
import {sha256} from '../../till/replica/sha256.ts';
import {type Output, progressOn} from '../import/progress.ts';
import {isWebAddress, readTableFile, shown} from '../import/table-file.ts';
import {words as importWords, type Language} from '../import/words.ts';
import {readListId, readTerms, type TermsAsked} from './terms.ts';
import {faultSentence, rowSentence, words} from './words.ts';

export interface PriceListRequest extends TermsAsked {
	/** Absent: only to remove the list. */
	readonly file?: string;
	readonly id: string;
	/** Absent: only `dryRun` can be done. */
	readonly url?: string;
	readonly prefix?: string;
	readonly dryRun: boolean;
	readonly remove: boolean;
	/** Writes the list without the rows that are not taken. */
	readonly withoutFaulty: boolean;
	readonly language: Language;
	readonly output: Output;
}

export async function runPriceList(request: PriceListRequest): Promise<0 | 1> {
	const {url, prefix = '', dryRun, remove, language, output} = request;
	const say = words[language];
	const sayImport = importWords[language];
	const give = (line: string): 1 => {
		output.write(`${line}\n`);
		return 1;
	};
	const id = readListId(request.id, say);
	if (!id.ok) return give(id.fault);
	if (url === undefined && !dryRun) return give(sayImport.noUrl);
	if (url !== undefined && !isWebAddress(url)) return give(sayImport.badUrl);
	const couch = url === undefined ? undefined : connectCouch({url, prefix});
	const database = couch && openCatalogue(couch);
	const writing = new Writing(request, {id: id.value, address: couch?.shownUrl ?? '', ...(database && {database})});
	if (remove) return writing.remove();
	const terms = readTerms(request, say);
	return terms.ok ? writing.write(terms.value) : give(terms.fault);
}

interface Aim {
	readonly id: string;
	readonly address: string;
	readonly database?: CatalogueDatabase;
}

class Writing {
	readonly #request: PriceListRequest;
	readonly #aim: Aim;

	constructor(request: PriceListRequest, aim: Aim) {
		this.#request = request;
		this.#aim = aim;
	}

	async write(terms: PriceListTerms): Promise<0 | 1> {
		const {file, language, withoutFaulty, dryRun} = this.#request;
		const {id, address, database} = this.#aim;
		const say = words[language];
		const sayImport = importWords[language];
		if (file === undefined) return this.#give(say.noFile);
		const read = await readTableFile(file, sayImport, priceColumns);
		if (!read.ok) return this.#give(read.fault);
		const {table, lines, titleOf} = read.value;
		for (const line of lines) this.#print(line);

		const products = database === undefined ? undefined : await readProducts(database);
		if (products?.ok === false) {
			const sentence = sayImport.couch(products.fault, address);
			if (!dryRun) return this.#give(sentence);
			this.#print(sayImport.notCompared(sentence));
		}
		const {prices, faults, waiting} = readPrices(table, products?.ok ? products.value : undefined);
		for (const fault of faults) this.#print(rowSentence({...fault, value: shown(fault.value)}, titleOf, language));
		for (const {row, line, code} of waiting) {
			this.#print(`${sayImport.row(row, line)}: ${sayImport.warningMark}: ${say.waitingPrice(code)}`);
		}
		const count = Object.keys(prices).length;
		const rejected = new Set(faults.map(({row}) => row)).size;
		this.#print(say.summary({id, ...terms, count, rejected}));
		if (count === 0) return this.#give(say.noPrices);
		if (count > pricesInDocumentMax * partCountMax)
			return this.#give(say.tooManyPrices(pricesInDocumentMax * partCountMax));
		if (rejected > 0 && !withoutFaulty && !dryRun) return this.#give(say.nothingWritten);

		const list: PriceList = {id, ...terms, prices};
		const code = await this.#perform(stored => planPriceList(list, stored, {sha256}), products?.ok !== false);
		return rejected > 0 ? 1 : code;
	}

	async remove(): Promise<0 | 1> {
		return this.#perform(stored => planRemoval(this.#aim.id, stored), true);
	}

	async #perform(
		planOf: (stored: Parameters<typeof planRemoval>[1]) => ReturnType<typeof planRemoval>,
		isServerThere: boolean,
	): Promise<0 | 1> {
		const {language, dryRun, remove, output} = this.#request;
		const {id, address, database} = this.#aim;
		const say = words[language];
		const sayImport = importWords[language];
		if (database === undefined || !isServerThere) return this.#endDryRun();
		const stored = await readStoredPriceList(database, id);
		if (!stored.ok) {
			const sentence = sayImport.couch(stored.fault, address);
			if (!dryRun) return this.#give(sentence);
			this.#print(sayImport.notCompared(sentence));
			return this.#endDryRun();
		}
		const plan = planOf(stored.value);
		if (!plan.ok) return this.#give(faultSentence(plan.fault, address, language));
		const planned = countOf(plan.value);
		this.#print(
			planned === 0
				? remove
					? say.nothingToRemove
					: say.nothingToDo
				: say.plan(plan.value.parts.length, plan.value.unused.length),
		);
		if (dryRun) return this.#endDryRun();
		const onProgress = planned > 1 ? progressOn(output, planned) : () => undefined;
		const {fault, ...report} = await writePriceList(database, plan.value, {sha256, onProgress});
		const written = report.partsWritten + Number(report.saidWritten) + report.partsRemoved;
		if (fault !== undefined) {
			this.#print(faultSentence(fault, address, language));
			return this.#give(report.saidWritten ? say.runAgainToTidy : say.runAgain);
		}
		this.#print(sayImport.written(written, planned));
		return 0;
	}

	#endDryRun(): 0 {
		this.#print(importWords[this.#request.language].dryRunEnd);
		return 0;
	}

	#print(line: string): void {
		this.#request.output.write(`${line}\n`);
	}

	#give(line: string): 1 {
		this.#print(line);
		return 1;
	}
}

function countOf({parts, said, unused}: PriceListPlan): number {
	return parts.length + (said === undefined ? 0 : 1) + unused.length;
}

async function readProducts(database: CatalogueDatabase): Promise<Result<readonly Product[], CouchFault>> {
	const documents = await database.documentsFrom('product:');
	if (!documents.ok) return documents;
	const read = documents.value.map(readCatalogueDocument);
	return ok(read.flatMap(each => (each.ok && each.value.kind === 'product' ? [each.value.value] : [])));
}
