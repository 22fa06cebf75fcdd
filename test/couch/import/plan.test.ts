import test from 'ava';
import {catalogueDocument, readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {Good} from '../../../couch/import/goods.ts';
import {planImport, type StoredCatalogue} from '../../../couch/import/plan.ts';
import type {CouchDocument, StoredDocument} from '../../../couch/server.ts';
import type {Group, Product} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';

const empty: StoredCatalogue = {products: [], groups: []};

function good(code: string, rest: Partial<Good> = {}): Good {
	return {
		row: Number(code) + 1,
		line: Number(code) + 1,
		code,
		name: `Towar ${code}`,
		groupName: 'inne',
		unit: 'szt',
		vat: 'A',
		priceGrosze: grosze(499),
		alcohol: false,
		age18: false,
		...rest,
	};
}

function stored(documents: readonly CouchDocument[]): StoredCatalogue {
	const all = documents.map((document): StoredDocument => ({...document, _rev: '1-a'}));
	return {
		products: all.filter(({_id}) => _id.startsWith('product:')),
		groups: all.filter(({_id}) => _id.startsWith('group:')),
	};
}

const group = (value: Partial<Group> & {readonly code: string}) =>
	catalogueDocument({kind: 'group', value: {name: value.code, route: 'main', colour: 'pack', order: 1, ...value}});

function product(plan: {readonly documents: readonly CouchDocument[]}, code: string): Product | undefined {
	const document = plan.documents.find(({_id}) => _id === `product:${code}`);
	const read = document === undefined ? undefined : readCatalogueDocument(document);
	return read?.ok === true && read.value.kind === 'product' ? read.value.value : undefined;
}

test('importing the same goods again writes nothing', t => {
	const goods = [good('1'), good('2', {alcohol: true, age18: true, groupName: 'piwo'}), good('3', {groupName: 'piwo'})];
	const first = planImport(goods, empty);
	t.is(first.documents.length, 6);
	const second = planImport(goods, stored(first.documents));
	t.like(second, {productsNew: 0, productsChanged: 0, productsUnchanged: 3});
	t.deepEqual(second.documents, []);
});

test('beer with alcohol and without go to two groups, and the larger one has the plain name', t => {
	const plan = planImport(
		[
			good('1', {groupName: 'piwo', alcohol: true, age18: true}),
			good('2', {groupName: 'piwo', alcohol: true, age18: true}),
			good('3', {groupName: 'piwo'}),
			good('4', {groupName: 'wódka', alcohol: true, age18: true}),
		],
		empty,
	);
	t.deepEqual(
		plan.groupsNew.map(({code, name, route, colour, order}) => [code, name, route, colour, order]),
		[
			['piwo-alkohol', 'Piwo', 'alcohol', 'spirit', 10],
			['piwo', 'Piwo bez alkoholu', 'main', 'drink', 20],
			['wodka-alkohol', 'Wódka', 'alcohol', 'spirit', 30],
		],
	);
	t.is(product(plan, '3')?.group, 'piwo');
	t.is(product(plan, '4')?.group, 'wodka-alkohol');
});

test('a group of the catalogue keeps what the office gave it, and new ones come after it', t => {
	const office = group({code: 'inne', name: 'Różne rzeczy', colour: 'quick', order: 500});
	const plan = planImport([good('1'), good('2', {groupName: 'nabiał'})], stored([office]));
	t.deepEqual(
		plan.groupsNew.map(({code, order}) => [code, order]),
		[['nabial', 510]],
	);
});

test('a plain name the catalogue has for another group is not given twice', t => {
	const plan = planImport(
		[good('1', {groupName: 'piwo'})],
		stored([group({code: 'piwo-alkohol', name: 'Piwo', route: 'alcohol'})]),
	);
	t.is(plan.groupsNew[0]?.name, 'Piwo bez alkoholu');
});

test('alcohol that the office sends to the main printer is pointed out', t => {
	const goods = [good('1', {groupName: 'piwo', alcohol: true, age18: true})];
	t.deepEqual(planImport(goods, stored([group({code: 'piwo-alkohol', route: 'main'})])).alcoholOnMain, [
		'piwo-alkohol',
	]);
	t.deepEqual(planImport(goods, stored([group({code: 'piwo-alkohol', route: 'alcohol'})])).alcoholOnMain, []);
});

test('the file decides the price; what only the office knows stays', t => {
	const [before] = planImport([good('1', {barcode: '5901234123457'})], empty).documents.slice(-1);
	t.truthy(before);
	const catalogue = stored([
		{
			...before,
			_id: 'product:1',
			barcodes: ['5901234123457', '96385074'],
			discountable: false,
			receiptName: 'TOWAR JEDEN',
			shelf: 'B7',
		},
	]);
	const plan = planImport([good('1', {barcode: '5901234123457', priceGrosze: grosze(599)})], catalogue);
	t.like(plan, {productsChanged: 1, productsNew: 0});
	t.like(plan.documents.at(-1), {
		_rev: '1-a',
		priceGrosze: 599,
		barcodes: ['5901234123457', '96385074'],
		discountable: false,
		receiptName: 'TOWAR JEDEN',
		shelf: 'B7',
	});
});

test('how many packages a pack has is the office’s, as long as it has a deposit at all', t => {
	const [before] = planImport([good('1', {deposit: 'PET050'})], empty).documents.filter(({_id}) => _id === 'product:1');
	const pack = {...before, depositPieces: 6} as CouchDocument;
	const dearer = planImport([good('1', {deposit: 'PET050', priceGrosze: grosze(999)})], stored([pack]));
	t.like(product(dearer, '1'), {depositPieces: 6});
	const without = planImport([good('1')], stored([pack])).documents.find(({_id}) => _id === 'product:1');
	t.truthy(without);
	t.false(Object.hasOwn(without ?? {}, 'depositPieces'));
});

test('a good that gets another name gets another receipt name; one that loses its deposit loses it', t => {
	const before = planImport([good('1', {deposit: 'PET050'})], empty).documents;
	const after = planImport([good('1', {name: 'Woda'})], stored(before));
	t.is(product(after, '1')?.receiptName, 'Woda');
	t.false(Object.hasOwn(after.documents[0] ?? {}, 'deposit'));
});

test('a receipt name that is the name is not written, and where it was written nothing is written again', t => {
	const plan = planImport([good('1'), good('2', {receiptName: 'TOWAR DWA'})], empty);
	t.deepEqual(
		plan.documents.slice(-2).map(document => document['receiptName']),
		[undefined, 'TOWAR DWA'],
	);
	t.is(product(plan, '1')?.receiptName, 'Towar 1');
	const longer = plan.documents.map(document => ({receiptName: document['name'], ...document}));
	t.like(planImport([good('1'), good('2', {receiptName: 'TOWAR DWA'})], stored(longer)), {productsUnchanged: 2});
});

test('question marks for letters a back office cannot write are no new name', t => {
	const catalogue = stored(planImport([good('1', {name: 'Crème brûlée'}), good('2', {name: 'Lody'})], empty).documents);
	const plan = planImport([good('1', {name: 'Cr?me br?lée'}), good('2', {name: 'L?dy'})], catalogue);
	t.deepEqual(
		plan.documents.map(({_id, name}) => [_id, name]),
		[['product:2', 'L?dy']],
	);
});

test('alcohol is never discountable, whatever the catalogue said', t => {
	const beer = good('1', {groupName: 'piwo', alcohol: true, age18: true});
	const [groupDocument, beerDocument] = planImport([beer], empty).documents;
	t.is(beerDocument?.['discountable'], false);
	const changed = stored([groupDocument, {...beerDocument, discountable: true}] as CouchDocument[]);
	t.is(product(planImport([beer], changed), '1')?.discountable, false);
});

test('a four-digit code without a barcode is typed at the till; longer ones and barcoded goods are not', t => {
	const plan = planImport([good('1001', {unit: 'kg'}), good('000002'), good('1003', {barcode: '96385074'})], empty);
	t.is(product(plan, '1001')?.plu, '1001');
	t.is(product(plan, '000002')?.plu, undefined);
	t.is(product(plan, '1003')?.plu, undefined);
});

test('a barcode of another good of the catalogue is refused; the refused row keeps its own as well', t => {
	const catalogue = stored(
		planImport([good('8', {barcode: '5901234123457'}), good('9', {barcode: '96385074'})], empty).documents,
	);
	const plan = planImport(
		[good('1', {barcode: '96385074'}), good('2'), good('9', {barcode: '5901234123457'})],
		catalogue,
	);
	t.deepEqual(
		plan.faults.map(({row, code, value}) => [row, code, value]),
		[
			[2, 'barcode-on-server', '9'],
			[10, 'barcode-on-server', '8'],
		],
	);
	t.deepEqual(
		plan.documents.map(({_id}) => _id),
		['product:2'],
	);
});

test('a barcode that moves between two goods of the file moves', t => {
	const catalogue = stored(planImport([good('1', {barcode: '96385074'}), good('2')], empty).documents);
	const plan = planImport([good('1'), good('2', {barcode: '96385074'})], catalogue);
	t.deepEqual(product(plan, '1')?.barcodes, []);
	t.deepEqual(product(plan, '2')?.barcodes, ['96385074']);
});

test('a product that a newer program wrote is left alone', t => {
	const [document] = planImport([good('1')], empty).documents.slice(-1);
	const plan = planImport([good('1')], stored([{...document, _id: 'product:1', schema: 99}]));
	t.deepEqual(
		plan.faults.map(({code}) => code),
		['newer-on-server'],
	);
	t.is(plan.productsChanged, 0);
});

test('goods that share a receipt name are counted', t => {
	const plan = planImport([good('1', {name: 'Lody'}), good('2', {name: 'Lody'}), good('3')], empty);
	t.is(plan.receiptNamesShared, 2);
});
