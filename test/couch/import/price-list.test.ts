import {createHash} from 'node:crypto';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {planPriceList, planRemoval, readStoredPriceList, writePriceList} from '../../../couch/import/price-list.ts';
import type {PriceList} from '../../../till/domain/catalogue.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {milk} from '../../till/domain/shop.ts';
import {type MemoryCatalogue, memoryCatalogue} from './memory-catalogue.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const division = {sha256, pricesMax: 3};
const codes = Array.from({length: 10}, (_, number) => `00${number}`);
const now = Date.parse('2026-12-24T12:00:00+01:00');

/** Every good costs the same, so that a price tells its version. */
function winter(price: number, count = codes.length): PriceList {
	const prices = Object.fromEntries(codes.slice(0, count).map(code => [code, grosze(price)]));
	return {id: 'zima', name: 'Zima', validFrom: '2026-12-01T00:00:00+01:00', prices};
}

async function write(catalogue: MemoryCatalogue, list: PriceList) {
	const stored = await readStoredPriceList(catalogue, list.id);
	if (!stored.ok) return {fault: stored.fault};
	const plan = planPriceList(list, stored.value, division);
	return plan.ok ? writePriceList(catalogue, plan.value, {sha256}) : {fault: plan.fault};
}

async function remove(catalogue: MemoryCatalogue, id: string) {
	const stored = await readStoredPriceList(catalogue, id);
	if (!stored.ok) return {fault: stored.fault};
	const plan = planRemoval(id, stored.value);
	return plan.ok ? writePriceList(catalogue, plan.value, {sha256}) : {fault: plan.fault};
}

/** What the first so many goods cost at a till that has just what the catalogue has; a list may have fewer prices. */
function shown({documents}: MemoryCatalogue, count = codes.length): readonly number[] {
	const goods = new Goods();
	for (const document of documents.values()) {
		const read = readCatalogueDocument(document);
		if (read.ok) goods.put(read.value);
	}
	const prices = codes.slice(0, count).map(code => goods.price({...milk, code}, now).priceGrosze as number);
	return [...new Set(prices)];
}

const partsOf = ({documents}: MemoryCatalogue) => [...documents.keys()].filter(id => id.split(':').length === 3).length;

test('a list that one document holds is one document, and written once', async t => {
	const catalogue = memoryCatalogue();
	t.like(await write(catalogue, winter(100, 3)), {partsWritten: 0, saidWritten: true, partsRemoved: 0});
	t.like(await write(catalogue, winter(100, 3)), {partsWritten: 0, saidWritten: false, partsRemoved: 0});
	t.like(await write(catalogue, winter(200, 3)), {saidWritten: true});
	t.deepEqual(catalogue.writes, ['price-list:zima', 'price-list:zima']);
	t.deepEqual(shown(catalogue, 3), [200]);
});

test('a longer list is its parts, then its header; the parts of the version before stay until the one after', async t => {
	const catalogue = memoryCatalogue();
	t.like(await write(catalogue, winter(100)), {partsWritten: 4, saidWritten: true, partsRemoved: 0});
	t.is(catalogue.writes.at(-1), 'price-list:zima');
	t.like(await write(catalogue, winter(200)), {partsWritten: 4, saidWritten: true, partsRemoved: 0});
	t.like(await write(catalogue, winter(300)), {partsWritten: 4, saidWritten: true, partsRemoved: 4});
	t.is(partsOf(catalogue), 8);
	t.like(await write(catalogue, winter(400, 3)), {partsWritten: 0, saidWritten: true, partsRemoved: 8});
	t.deepEqual([...catalogue.documents.keys()], ['price-list:zima']);
});

test('the same list once more writes nothing at all, and new terms write the header only', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, winter(100));
	const count = catalogue.writes.length;
	t.like(await write(catalogue, winter(100)), {partsWritten: 0, saidWritten: false, partsRemoved: 0});
	t.is(catalogue.writes.length, count);
	await write(catalogue, {...winter(100), validTo: '2027-03-01T00:00:00+01:00'});
	t.deepEqual(catalogue.writes.slice(count), ['price-list:zima']);
});

test('lists whose ids begin alike leave each other alone', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, {...winter(50), id: 'zima-2'});
	await write(catalogue, winter(100));
	await remove(catalogue, 'zima');
	t.true([...catalogue.documents.keys()].every(id => id.startsWith('price-list:zima-2')));
	t.is(catalogue.documents.size, 5);
});

test('a list is taken out header first, with all of its parts', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, winter(100));
	await write(catalogue, winter(200));
	const count = catalogue.writes.length;
	t.like(await remove(catalogue, 'zima'), {partsRemoved: 8});
	t.is(catalogue.writes[count], '-price-list:zima');
	t.is(catalogue.documents.size, 0);
	t.like(await remove(catalogue, 'zima'), {partsRemoved: 0, saidWritten: false});
});

test('a part that somebody changed by hand is written again, and a header that was spoilt too', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, winter(100));
	const part = [...catalogue.documents.values()].find(({type}) => type === 'price-list-part');
	if (part === undefined) return t.fail('a part');
	catalogue.put({...part, prices: {'000': 1}});
	t.like(await write(catalogue, winter(100)), {partsWritten: 1, saidWritten: false});
	t.deepEqual(shown(catalogue), [100]);
	const header = catalogue.documents.get('price-list:zima');
	catalogue.put({...header, _id: 'price-list:zima', parts: 'four'});
	t.like(await write(catalogue, winter(100)), {partsWritten: 0, saidWritten: true});
	t.deepEqual(shown(catalogue), [100]);
});

test('a list of a newer program is left as it is', async t => {
	const catalogue = memoryCatalogue();
	catalogue.put({_id: 'price-list:zima', type: 'price-list', schema: 2});
	t.deepEqual(await write(catalogue, winter(100)), {fault: {code: 'newer-on-server', id: 'price-list:zima'}});
	t.deepEqual(await remove(catalogue, 'zima'), {fault: {code: 'newer-on-server', id: 'price-list:zima'}});
	t.deepEqual(catalogue.writes, []);
});

test('when two offices write one list at once, the second is told, and one version is whole', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, winter(100));
	const stored = await readStoredPriceList(catalogue, 'zima');
	const plan = planPriceList(winter(200), stored.ok ? stored.value : [], division);
	await write(catalogue, winter(300));
	if (!plan.ok) return t.fail(plan.fault.code);
	t.like(await writePriceList(catalogue, plan.value, {sha256}), {
		saidWritten: false,
		fault: {code: 'document-refused', id: 'price-list:zima'},
	});
	t.deepEqual(shown(catalogue), [300]);
	t.is((await write(catalogue, winter(200))).fault, undefined);
	t.deepEqual(shown(catalogue), [200]);
	t.is(partsOf(catalogue), 8);
});

test('a header is not written while one of its parts is not there', async t => {
	const catalogue = memoryCatalogue();
	await write(catalogue, winter(100));
	const stored = await readStoredPriceList(catalogue, 'zima');
	const plan = planPriceList(winter(200), stored.ok ? stored.value : [], division);
	if (!plan.ok) return t.fail(plan.fault.code);
	const forgetful = {...plan.value, parts: plan.value.parts.slice(1)};
	const [lost] = plan.value.parts;
	t.deepEqual(await writePriceList(catalogue, forgetful, {sha256}), {
		partsWritten: 3,
		saidWritten: false,
		partsRemoved: 0,
		fault: {code: 'part-missing', id: String(lost?._id)},
	});
	t.deepEqual(shown(catalogue), [100]);
});

testProp(
	'a writer that dies at any write leaves all the old prices or all the new ones, and doing it again ends it',
	[
		// How many prices a version has: up to three are one document.
		fc.array(fc.constantFrom(2, 3, 4, 10), {minLength: 2, maxLength: 4}),
		fc.array(fc.record({after: fc.nat(9), losesLast: fc.boolean()}), {maxLength: 6}),
	],
	async (t, counts, deaths) => {
		let allowed: readonly number[] = [];
		const catalogue = memoryCatalogue(() => t.true(allowed.includes(shown(catalogue, 2)[0] ?? 0)));
		const pending = [...deaths];
		let before: number = milk.priceGrosze;
		for (const [version, count] of counts.entries()) {
			const price = 100 + version;
			allowed = [before, price];
			for (;;) {
				const death = pending.shift();
				catalogue.writesLeft = death?.after ?? Number.POSITIVE_INFINITY;
				catalogue.losesLast = death?.losesLast ?? true;
				const {fault} = await write(catalogue, winter(price, count));
				t.is(shown(catalogue, 2).length, 1);
				if (fault === undefined) break;
				t.is(fault.code, 'unreachable');
			}
			t.deepEqual(shown(catalogue, count), [price]);
			before = price;
		}
		const own = catalogue.documents.get('price-list:zima');
		const read = own && readCatalogueDocument(own);
		const said = read?.ok && read.value.kind === 'price-list' ? read.value.value : undefined;
		if (said === undefined) return t.fail('the list is there');
		const former = 'former' in said && said.former && 'parts' in said.former ? said.former.parts : [];
		const named = 'parts' in said ? [...said.parts, ...former] : [];
		t.is(partsOf(catalogue), new Set(named.map(({part}) => part)).size, 'no part is left over');
	},
);
