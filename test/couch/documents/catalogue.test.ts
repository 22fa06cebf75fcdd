import test from 'ava';
import {catalogueDocument, readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {compiled, office, refusalBy, refusedField} from '../design-docs/compiled.ts';

const bread = {
	_id: 'product:000123',
	type: 'product',
	schema: 1,
	code: '000123',
	name: 'Chleb żytni',
	barcodes: [],
	unit: 'szt',
	vat: 'C',
	priceGrosze: 499,
	group: '10',
	age18: false,
	discountable: true,
};

test('a product without a receipt name is printed under its name, and is written down as short again', t => {
	const read = readCatalogueDocument(bread);
	if (!read.ok) return t.fail(read.fault.reason);
	t.like(read.value.value, {receiptName: 'Chleb żytni'});
	t.deepEqual(catalogueDocument(read.value), bread as ReturnType<typeof catalogueDocument>);
});

test('a name longer than a printer prints needs a receipt name, for the till as for the server', async t => {
	const long = {...bread, name: 'Chleb żytni na zakwasie z ziarnami słonecznika'};
	const read = readCatalogueDocument(long);
	t.like(read, {ok: false, fault: {code: 'malformed', field: 'receiptName'}});
	const catalogue = await compiled('catalogue');
	t.is(refusedField(refusalBy(catalogue, {newDoc: long, user: office})), 'receiptName');
	t.true(readCatalogueDocument({...long, receiptName: 'Chleb żyt. na zakw. z ziar. słon.'}).ok);
});
