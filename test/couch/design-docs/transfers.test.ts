/** Money by transfer in the catalogue: whether the shop takes it, and from whose hands. */
import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {compiled, office, refusalBy, refusedField} from './compiled.ts';

const catalogue = await compiled('catalogue');

const shop = {
	_id: 'shop:settings',
	type: 'shop',
	schema: 1,
	name: 'Sklep Pod Lipą',
	vat: {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'},
	weightBarcodes: [],
	deposits: [],
	quickProducts: [],
};
const anna = {
	_id: 'cashier:anna',
	type: 'cashier',
	schema: 1,
	id: 'anna',
	name: 'Anna Kowalczyk',
	pinHash: 'scrypt$1024$8$1$c2FsdA$aGFzaA',
	permissions: ['sell', 'take-transfer'],
};

for (const [title, document, field] of [
	['a shop takes transfers', {...shop, transfers: true}, undefined],
	['a shop takes none', {...shop, transfers: false}, undefined],
	['a shop does not say', shop, undefined],
	['a yes in words is none', {...shop, transfers: 'tak'}, 'transfers'],
	['a cashier takes them', anna, undefined],
	['a cashier takes them up to a sum', {...anna, limits: {transferGroszeMax: 50_000}}, undefined],
	['a sum in złoty is none', {...anna, limits: {transferGroszeMax: '500,00'}}, 'limits/transferGroszeMax'],
	['nobody owes less than nothing', {...anna, limits: {transferGroszeMax: -1}}, 'limits/transferGroszeMax'],
] as const) {
	test(`${title}: the server and the till say the same`, t => {
		const read = readCatalogueDocument(document);
		t.is(read.ok ? undefined : read.fault.field, field);
		t.is(refusedField(refusalBy(catalogue, {newDoc: document, user: office})), field);
	});
}
