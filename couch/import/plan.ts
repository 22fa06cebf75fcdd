/**
 * Goods of a file against what the catalogue has → the documents to write, each whole, and what to tell about it.
 *
 *   the file decides      name, group, unit, VAT letter, price, age mark, deposit, PLU, its barcode, its receipt name
 *   the office keeps      further barcodes, `discountable` (except of alcohol), fields the import does not know, a
 *                         receipt name the file leaves empty, as long as the name is the same, the letters of a
 *                         name where the file has nothing but `?`, and how many packages a pack has, as long as it
 *                         has a deposit, where the file has no column for it
 *   nobody is deleted     goods and groups that the file does not mention stay as they are
 *
 * A document that would be the same is not written, so that importing a file again changes nothing and reaches no till.
 */
import {isDeepStrictEqual} from 'node:util';
import {assert} from '../../till/domain/assert.ts';
import type {Group, Product} from '../../till/domain/catalogue.ts';
import {gtinKey} from '../../till/domain/gtin.ts';
import {
	type CatalogueItem,
	catalogueDocument,
	catalogueSchema,
	readCatalogueDocument,
	withoutRepeatedName,
} from '../documents/catalogue.ts';
import type {CouchDocument, StoredDocument} from '../server.ts';
import {isWindows1250} from './encoding.ts';
import type {Good, RowFault} from './goods.ts';
import {type GroupUse, groupCode, groupSlug, newGroups} from './groups.ts';
import {deriveReceiptName} from './receipt-name.ts';

export interface Plan {
	/** What to write: groups before the goods that are in them. */
	readonly documents: readonly CouchDocument[];
	readonly groupsNew: readonly Group[];
	readonly productsNew: number;
	readonly productsChanged: number;
	readonly productsUnchanged: number;
	/** Rows that clash with goods the server has and the file does not. */
	readonly faults: readonly RowFault[];
	/** Groups of alcohol that the office sends to the main printer. */
	readonly alcoholOnMain: readonly string[];
	/** How many goods print a name that another one of the file prints too. */
	readonly receiptNamesShared: number;
}

/** What the catalogue has now; empty for a server never imported to, or when only looking at a file. */
export interface StoredCatalogue {
	readonly products: readonly StoredDocument[];
	readonly groups: readonly StoredDocument[];
}

export function planImport(goods: readonly Good[], stored: StoredCatalogue): Plan {
	const storedByCode = new Map(stored.products.map(document => [document._id.slice('product:'.length), document]));
	const {accepted, faults} = withoutClashes(goods, storedByCode);
	const claimedByFile = new Set(accepted.flatMap(({barcode}) => (barcode === undefined ? [] : [gtinKey(barcode)])));

	const uses = groupUses(accepted);
	const existingGroups = stored.groups.flatMap(document => readAs(document, 'group'));
	// A group that somebody broke is not ours to mend: it keeps its place until the office looks at it.
	const unreadableGroups = new Set(
		stored.groups.filter(document => readAs(document, 'group').length === 0).map(({_id}) => _id.slice('group:'.length)),
	);
	const groupsNew = newGroups(uses, existingGroups).filter(({code}) => !unreadableGroups.has(code));

	const documents: CouchDocument[] = groupsNew.map(value => checked({kind: 'group', value}));
	const receiptNames = new Map<string, number>();
	let productsNew = 0;
	let productsChanged = 0;
	for (const good of accepted) {
		const before = storedByCode.get(good.code);
		const known = before === undefined ? undefined : readAs(before, 'product')[0];
		const product = productOf(good, known, claimedByFile);
		receiptNames.set(product.receiptName, (receiptNames.get(product.receiptName) ?? 0) + 1);
		const document = mergedDocument(before, product);
		if (before === undefined) productsNew += 1;
		else if (isDeepStrictEqual(withoutRepeatedName(before), document)) continue;
		else productsChanged += 1;
		documents.push(document);
	}

	const shared = [...receiptNames.values()].filter(count => count > 1);
	return {
		documents,
		groupsNew,
		productsNew,
		productsChanged,
		productsUnchanged: accepted.length - productsNew - productsChanged,
		faults,
		alcoholOnMain: existingGroups
			.filter(({code, route}) => route === 'main' && uses.some(use => use.alcohol && use.code === code))
			.map(({code}) => code),
		receiptNamesShared: shared.reduce((sum, count) => sum + count, 0),
	};
}

/**
 * A barcode or PLU may mean one good only. Those of goods which the file does not mention are taken; a row refused for
 * that leaves its stored self as it is, whose barcodes are then taken too, so this is repeated until nobody clashes.
 */
function withoutClashes(goods: readonly Good[], storedByCode: ReadonlyMap<string, StoredDocument>) {
	const faults: RowFault[] = [];
	let accepted = goods.filter(good => {
		const schema = storedByCode.get(good.code)?.['schema'];
		if (typeof schema !== 'number' || schema <= catalogueSchema) return true;
		faults.push({row: good.row, line: good.line, column: 'code', code: 'newer-on-server', value: good.code});
		return false;
	});
	for (;;) {
		const inFile = new Set(accepted.map(({code}) => code));
		const barcodes = new Map<string, string>();
		const plus = new Map<string, string>();
		for (const [code, document] of storedByCode) {
			if (inFile.has(code)) continue;
			for (const {barcodes: taken, plu} of readAs(document, 'product')) {
				for (const barcode of taken) barcodes.set(gtinKey(barcode), code);
				if (plu !== undefined) plus.set(plu, code);
			}
		}
		const clashing = accepted.flatMap((good): RowFault[] => {
			const {row, line} = good;
			const barcodeOf = good.barcode === undefined ? undefined : barcodes.get(gtinKey(good.barcode));
			if (barcodeOf !== undefined) return [{row, line, column: 'ean', code: 'barcode-on-server', value: barcodeOf}];
			const plu = pluOf(good);
			const pluAt = plu === undefined ? undefined : plus.get(plu);
			return pluAt === undefined ? [] : [{row, line, column: 'code', code: 'plu-on-server', value: pluAt}];
		});
		if (clashing.length === 0) return {accepted, faults: faults.sort((one, other) => one.row - other.row)};
		faults.push(...clashing);
		const refused = new Set(clashing.map(({row}) => row));
		accepted = accepted.filter(({row}) => !refused.has(row));
	}
}

/** Goods without a barcode are sold by their four-digit code. */
function pluOf({code, barcode}: Good): string | undefined {
	return barcode === undefined && /^\d{4}$/.test(code) ? code : undefined;
}

function productOf(good: Good, known: Product | undefined, claimedByFile: ReadonlySet<string>): Product {
	const {code, unit, vat, priceGrosze, age18, barcode, deposit} = good;
	const name = known !== undefined && isPoorerCopy(good.name, known.name) ? known.name : good.name;
	const plu = pluOf(good);
	const keptReceiptName = known?.name === name ? known.receiptName : undefined;
	const depositPieces = good.depositPieces ?? known?.depositPieces ?? 1;
	const keptBarcodes = (known?.barcodes ?? []).filter(other => !claimedByFile.has(gtinKey(other)));
	return {
		code,
		name,
		receiptName: good.receiptName ?? keptReceiptName ?? deriveReceiptName(name, code),
		barcodes: barcode === undefined ? keptBarcodes : [barcode, ...keptBarcodes],
		...(plu === undefined ? {} : {plu}),
		unit,
		vat,
		priceGrosze,
		group: groupOf(good),
		age18,
		// The law forbids promotion of alcohol, so a card or a promotion never reprices it.
		discountable: !good.alcohol && (known?.discountable ?? true),
		...(deposit === undefined ? {} : {deposit}),
		...(deposit !== undefined && depositPieces > 1 && {depositPieces}),
	};
}

/** Whether a name is another one with `?` for every letter that Windows-1250 lacks: a back office wrote it down so. */
function isPoorerCopy(name: string, rich: string): boolean {
	return name !== rich && name === [...rich].map(letter => (isWindows1250(letter) ? letter : '?')).join('');
}

function mergedDocument(before: StoredDocument | undefined, product: Product): CouchDocument {
	const document = checked({kind: 'product', value: product});
	if (before === undefined) return document;
	const {plu: _plu, deposit: _deposit, depositPieces: _depositPieces, receiptName: _receiptName, ...kept} = before;
	return {...kept, ...document};
}

/** Nothing is written that a till would set aside. */
function checked(item: CatalogueItem): CouchDocument {
	const {_rev: _none, ...document} = catalogueDocument(item);
	const read = readCatalogueDocument(document);
	assert(read.ok, `the import writes documents that tills read, and not ${JSON.stringify(item)}`);
	return document;
}

function readAs(document: StoredDocument, kind: 'product'): readonly Product[];
function readAs(document: StoredDocument, kind: 'group'): readonly Group[];
function readAs(document: StoredDocument, kind: 'product' | 'group'): readonly (Product | Group)[] {
	const read = readCatalogueDocument(document);
	if (!read.ok || read.value.kind !== kind) return [];
	return [read.value.value];
}

function slugOf({groupName}: Good): string {
	const slug = groupSlug(groupName);
	assert(slug.ok, 'a good has a group with letters');
	return slug.value;
}

function groupOf(good: Good): string {
	return groupCode(slugOf(good), good.alcohol);
}

function groupUses(goods: readonly Good[]): readonly GroupUse[] {
	const uses = new Map<string, GroupUse>();
	for (const good of goods) {
		const code = groupOf(good);
		const use = uses.get(code);
		uses.set(
			code,
			use === undefined
				? {code, slug: slugOf(good), fileName: good.groupName, alcohol: good.alcohol, goodsCount: 1}
				: {...use, goodsCount: use.goodsCount + 1},
		);
	}
	return [...uses.values()];
}
