/** Kinds of vouchers in the shop's settings and on receipts: what the server takes of them, and the till reads. */
import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {readEntry} from '../../../couch/documents/entries.ts';
import {altered, Book} from '../book.ts';
import {anna, compiled, office, refusalBy, refusedField} from './compiled.ts';

const catalogue = await compiled('catalogue');
const receipts = await compiled('receipts');

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
const meals = {id: 'meals', name: 'Bon żywieniowy', food: true};
const gifts = {id: 'gifts', name: 'Bon towarowy'};

test('one kind to five, no two of one id; what is wrong is refused by the name of its field', t => {
	const said = (...vouchers: readonly object[]) => {
		const newDoc = {...shop, vouchers} as Readonly<Record<string, unknown>>;
		const read = readCatalogueDocument(newDoc);
		const field = read.ok ? undefined : read.fault.field;
		t.is(refusedField(refusalBy(catalogue, {newDoc, user: office})), field);
		return field;
	};
	const many = ['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({...gifts, id}));
	t.is(said(meals), undefined);
	t.is(said(meals, {...gifts, food: false}), undefined);
	t.is(said(...many.slice(1)), undefined);
	t.is(said(), 'vouchers');
	t.is(said(...many), 'vouchers');
	t.is(said(meals, {...gifts, id: 'meals'}), 'vouchers');
	t.is(said(meals, {...gifts, id: 'two words'}), 'vouchers/1/id');
	t.is(said({...meals, name: ''}), 'vouchers/0/name');
	t.is(said({...meals, name: 'B'.repeat(31)}), 'vouchers/0/name');
	t.is(said({...meals, food: 'yes'}), 'vouchers/0/food');
});

test('a shop that says nothing of kinds reads as before', t => {
	const read = readCatalogueDocument(shop);
	t.true(read.ok && read.value.kind === 'shop' && !('vouchers' in read.value.value));
});

test('a receipt says of which kinds the vouchers were, or nothing', t => {
	const receipt = new Book('till-01').receipt();
	const paid = (...vouchers: readonly object[]) => altered(receipt, {vouchers});
	const meal = {voucher: 'meals', name: 'Bon żywieniowy', amountGrosze: 500};
	const refused = (entry: object) => refusedField(refusalBy(receipts, {newDoc: entry, user: anna}));
	for (const entry of [receipt, paid(meal, {...meal, voucher: 'gifts', name: 'Bon towarowy'})]) {
		t.is(refused(entry), undefined);
		t.true(readEntry({...entry}).ok);
	}
	const half = paid({...meal, amountGrosze: '5,00'});
	t.is(refused(half), 'vouchers/0/amountGrosze');
	t.like(readEntry({...half}), {fault: {field: 'vouchers/0/amountGrosze'}});
});
