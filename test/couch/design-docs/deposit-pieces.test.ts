import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {compiled, office, refusalBy, refusedField} from './compiled.ts';

const catalogue = await compiled('catalogue');

const sixPack = {
	_id: 'product:000006',
	type: 'product',
	schema: 1,
	code: '000006',
	name: 'Woda 6 x 1,5 l',
	barcodes: ['5901234123457'],
	unit: 'szt',
	vat: 'A',
	priceGrosze: 1199,
	group: '10',
	age18: false,
	discountable: true,
	deposit: 'PET050',
	depositPieces: 6,
};

test('packages of a pack are 1 to 100, and only where there is a deposit; schema and validator agree', t => {
	const {deposit: _none, ...alone} = sixPack;
	for (const depositPieces of [1, 6, 100]) {
		const newDoc = {...sixPack, depositPieces};
		t.is(refusalBy(catalogue, {newDoc, user: office}), undefined);
		t.true(readCatalogueDocument(newDoc).ok);
	}
	for (const newDoc of [...[0, 101, 1.5, '6', null].map(depositPieces => ({...sixPack, depositPieces})), alone]) {
		t.is(refusedField(refusalBy(catalogue, {newDoc, user: office})), 'depositPieces');
		t.false(readCatalogueDocument(newDoc).ok);
	}
});
