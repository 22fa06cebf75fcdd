/** Cash of other currencies in the shop's settings: what the server takes of it, and the till reads. */
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

test('a currency that cannot be counted in hundredths, or at no rate, is refused by the name of its field', t => {
	const euro = {code: 'EUR', rateTenThousandths: 43_000};
	const said = (...currencies: readonly object[]) => {
		const newDoc = {...shop, currencies} as Readonly<Record<string, unknown>>;
		const read = readCatalogueDocument(newDoc);
		const field = read.ok ? undefined : read.fault.field;
		t.is(refusedField(refusalBy(catalogue, {newDoc, user: office})), field);
		return field;
	};
	t.is(said(), undefined);
	t.is(said(euro, {...euro, code: 'UAH'}, {...euro, code: 'USD'}), undefined);
	t.is(said(euro, {...euro, rateTenThousandths: 1}), 'currencies');
	t.is(said(...['EUR', 'UAH', 'USD', 'GBP'].map(code => ({...euro, code}))), 'currencies');
	for (const code of ['PLN', 'JPY', 'KWD', 'eur', 'EURO', '', 978])
		t.is(said({...euro, code}), 'currencies/0/code', String(code));
	for (const rateTenThousandths of [0, -43_000, 4.3, '4.3000', 10_000_001, undefined])
		t.is(said({...euro, rateTenThousandths}), 'currencies/0/rateTenThousandths', String(rateTenThousandths));
	t.is(said(euro, {...euro, code: 'USD', amountMinorMax: 0}), 'currencies/1/amountMinorMax');
	t.is(said({...euro, denominationsMinor: []}), 'currencies/0/denominationsMinor');
	t.is(said({...euro, denominationsMinor: [500, 0.5]}), 'currencies/0/denominationsMinor/1');
	const newDoc = {...shop, currencies: [{...euro, code: 'JPY'}]};
	const reason = 'currencies/0/code: is not a currency of hundredths by ISO 4217, beside PLN';
	t.deepEqual(refusalBy(catalogue, {newDoc, user: office}), {forbidden: reason});
});
