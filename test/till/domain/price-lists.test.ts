import {createHash} from 'node:crypto';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import type {CatalogueItem, PriceList, PriceListPart} from '../../../till/domain/catalogue.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {grosze} from '../../../till/domain/money.ts';
import {dividePriceList, partsNamed, successorOf, type WantedPriceList} from '../../../till/domain/price-list-parts.ts';
import {milk} from './shop.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
/** So that a list of a few prices comes in parts. */
const division = {sha256, pricesMax: 3};
const now = Date.parse('2026-11-23T14:00:00+01:00');
const codes = Array.from({length: 12}, (_, number) => `00${number}`);

function listOf(prices: Readonly<Record<string, number>>, terms: Partial<PriceList> = {}): PriceList {
	return {
		id: 'zima',
		name: 'Zima',
		validFrom: '2026-11-01T00:00:00+01:00',
		...terms,
		prices: Object.fromEntries(Object.entries(prices).map(([code, price]) => [code, grosze(price)])),
	};
}

/** Every price that a list says the same. */
const uniform = (price: number, count: number) =>
	listOf(Object.fromEntries(codes.slice(0, count).map(code => [code, price])));

/** What is written for each of a list's versions, one after the other, and the parts there are by then. */
function historyOf(lists: readonly PriceList[]): readonly (WantedPriceList & {readonly removed: readonly string[]})[] {
	const parts = new Map<string, PriceListPart>();
	let stored: WantedPriceList['said'] | undefined;
	return lists.map(list => {
		const wanted = successorOf(stored, list, {...division, partNamed: name => parts.get(name)});
		stored = wanted.said;
		for (const part of wanted.parts) parts.set(part.part, part);
		const removed = [...parts.keys()].filter(name => !partsNamed(wanted.said).has(name));
		for (const name of removed) parts.delete(name);
		return {...wanted, removed};
	});
}

type Arrival = CatalogueItem | {readonly kind: 'removal'; readonly part: string};

function arrive(goods: Goods, arrival: Arrival): void {
	if (arrival.kind === 'removal') goods.remove(`price-list:zima:${arrival.part}`);
	else goods.put(arrival);
}

const itemOf = (value: WantedPriceList['said']): Arrival => ({kind: 'price-list', value});
const itemsOf = (parts: readonly PriceListPart[]): readonly Arrival[] =>
	parts.map(value => ({kind: 'price-list-part', value}));
const removalsOf = (parts: readonly string[]): readonly Arrival[] => parts.map(part => ({kind: 'removal', part}));

/** What goods cost that a list might name. */
function shown(goods: Goods): string {
	return codes.map(code => goods.price({...milk, code}, now).priceGrosze).join(' ');
}

function pricesOf({prices}: PriceList): string {
	return codes.map(code => prices[code] ?? milk.priceGrosze).join(' ');
}

test('a long list is divided in the order of its codes, whichever order it came in', t => {
	const list = listOf({b: 2, a: 1, d: 4, c: 3});
	const {header, parts} = dividePriceList(list, division);
	t.deepEqual(
		parts.map(({prices}) => Object.keys(prices)),
		[['a', 'b', 'c'], ['d']],
	);
	t.deepEqual(
		header.parts.map(({count}) => count),
		[3, 1],
	);
	t.regex(header.parts[0]?.part ?? '', /^001-[0-9a-f]{16}$/);
	t.deepEqual(dividePriceList(listOf({d: 4, c: 3, b: 2, a: 1}), division), {header, parts});
});

test('the digest of a part is SHA-256 of its canonical form, as anybody can reckon it', t => {
	const [part] = dividePriceList(listOf({b: 2, a: 1}), division).parts;
	t.is(part?.digest, sha256('{"list":"zima","prices":{"a":1,"b":2}}'));
	const [renamed] = dividePriceList(listOf({digest: 2, a: 1}), division).parts;
	t.is(renamed?.digest, sha256('{"list":"zima","prices":{"a":1,"digest":2}}'), 'whatever a code is called');
});

test('a header without all of its parts is no list yet, and says which part it waits for', t => {
	const {header, parts} = dividePriceList(uniform(7, 5), division);
	const goods = new Goods([{kind: 'price-list', value: header}]);
	t.is(shown(goods), pricesOf(listOf({})));
	t.like(goods.waitingPriceLists(), [{id: 'zima', place: 0, missing: header.parts[0]}]);
	for (const arrival of itemsOf(parts)) arrive(goods, arrival);
	t.is(shown(goods), pricesOf(uniform(7, 5)));
	t.deepEqual(goods.waitingPriceLists(), []);
});

test('a part under the right name with another digest or another count is not the one that was meant', t => {
	const {header, parts} = dividePriceList(uniform(7, 5), division);
	const [first, second] = parts;
	if (first === undefined || second === undefined) return t.fail('two parts');
	for (const wrong of [{digest: 'f'.repeat(64)}, {prices: {'000': grosze(7)}}]) {
		const goods = new Goods([{kind: 'price-list', value: header}]);
		for (const arrival of itemsOf([{...first, ...wrong}, second])) arrive(goods, arrival);
		t.is(shown(goods), pricesOf(listOf({})));
		arrive(goods, {kind: 'price-list-part', value: first});
		t.is(shown(goods), pricesOf(uniform(7, 5)));
	}
});

test('a part that is taken away changes nothing, and a list that is taken away is gone', t => {
	const {header, parts} = dividePriceList(uniform(7, 5), division);
	const goods = new Goods([...parts.map(value => ({kind: 'price-list-part', value}) as const)]);
	goods.put({kind: 'price-list', value: header});
	goods.remove(`price-list:zima:${parts[0]?.part}`);
	t.is(shown(goods), pricesOf(uniform(7, 5)));
	t.is(goods.waitingPriceLists().length, 1);
	goods.remove('price-list:zima');
	t.is(shown(goods), pricesOf(listOf({})));
	t.deepEqual(goods.waitingPriceLists(), []);
});

test('a version that was whole once is not given up for the one before it', t => {
	const [older, newer] = historyOf([uniform(6, 5), uniform(7, 5)]);
	if (older === undefined || newer === undefined) return t.fail('two versions');
	const goods = new Goods();
	for (const arrival of [...itemsOf(older.parts), ...itemsOf(newer.parts), itemOf(newer.said)]) arrive(goods, arrival);
	const before = goods.priceLists();
	goods.remove(`price-list:zima:${newer.parts[0]?.part}`);
	arrive(goods, itemOf(newer.said));
	t.is(goods.priceLists(), before);
	t.is(shown(goods), pricesOf(uniform(7, 5)));
});

test('new terms for the same prices need no new parts', t => {
	const later = {...uniform(7, 5), validFrom: '2027-01-01T00:00:00+01:00'};
	const [first, second] = historyOf([uniform(7, 5), later]);
	const goods = new Goods();
	for (const arrival of [...itemsOf(first?.parts ?? []), itemOf(first?.said ?? later)]) arrive(goods, arrival);
	t.is(shown(goods), pricesOf(uniform(7, 5)));
	arrive(goods, itemOf(second?.said ?? later));
	t.is(shown(goods), pricesOf(listOf({})), 'not before it begins');
	t.is(goods.priceSpan(now).untilMs, Date.parse(later.validFrom));
});

test('wanted once more, a list is what is stored already', t => {
	const [, once, twice] = historyOf([uniform(6, 5), uniform(7, 5), uniform(7, 5)]);
	t.truthy(once && 'former' in once.said && once.said.former);
	t.deepEqual(twice?.said, once?.said);
	t.deepEqual(twice?.removed, []);
});

test('the prices in use are the same value until a list in use changes', t => {
	const {header, parts} = dividePriceList(uniform(7, 5), division);
	const goods = new Goods([{kind: 'price-list', value: uniform(6, 2)}]);
	const before = goods.priceLists();
	for (const arrival of [itemOf(header), ...itemsOf(parts.slice(1))]) arrive(goods, arrival);
	t.is(goods.priceLists(), before);
	for (const arrival of itemsOf(parts.slice(0, 1))) arrive(goods, arrival);
	t.not(goods.priceLists(), before);
});

/** Up to three prices are one document, more are parts. */
const version = fc
	.uniqueArray(fc.tuple(fc.constantFrom(...codes), fc.integer({min: 1, max: 9})), {
		selector: ([code]) => code,
		minLength: 1,
	})
	.map(prices => listOf(Object.fromEntries(prices)));

const change = fc
	.tuple(version, version, version)
	.map(lists => ({lists, history: historyOf(lists)}))
	.chain(({lists, history}) => {
		const [older, old, wanted] = history;
		if (older === undefined || old === undefined || wanted === undefined) throw new Error('three versions');
		const removals = removalsOf(wanted.removed);
		const documents = [itemOf(wanted.said), ...itemsOf(wanted.parts)];
		const isDocument = 'prices' in wanted.said;
		// A list of one document does not know of the parts before it: they are removed once it is there.
		const mixed = isDocument ? documents : [...documents, ...removals];
		return fc.record({
			lists: fc.constant(lists),
			before: fc.constant([
				...itemsOf(older.parts),
				...itemsOf(old.parts),
				...removalsOf(old.removed),
				itemOf(old.said),
			]),
			arrivals: fc
				.shuffledSubarray(mixed, {minLength: mixed.length})
				.map(order => (isDocument ? [...order, ...removals] : order)),
		});
	});

testProp(
	'in whatever order a new version comes, all goods have the old prices or all have the new ones',
	[change],
	(t, {lists: [, old, wanted], before, arrivals}) => {
		const till = new Goods();
		for (const arrival of before) arrive(till, arrival);
		t.is(shown(till), pricesOf(old));
		const seen = [shown(till)];
		for (const [count, arrival] of arrivals.entries()) {
			arrive(till, arrival);
			// A till that starts anew has nothing but the documents that are there.
			const restarted = new Goods();
			const there = [...before.filter(item => item.kind !== 'price-list'), ...arrivals.slice(0, count + 1)];
			const said = there.findLast(({kind}) => kind === 'price-list') ?? before.at(-1);
			for (const item of [...there, ...(said ? [said] : [])]) arrive(restarted, item);
			t.true([pricesOf(old), pricesOf(wanted)].includes(shown(restarted)));
			seen.push(shown(till));
		}
		t.is(seen.at(-1), pricesOf(wanted));
		const firstNew = seen.indexOf(pricesOf(wanted));
		t.true(seen.slice(0, firstNew).every(prices => prices === pricesOf(old)));
		t.true(seen.slice(firstNew).every(prices => prices === pricesOf(wanted)));
	},
	{numRuns: 400},
);

testProp(
	'however many versions are on their way at once, a till never shows some prices of one and some of another',
	[fc.array(version, {minLength: 2, maxLength: 5}), fc.infiniteStream(fc.nat())],
	(t, lists, draws) => {
		const history = historyOf(lists);
		const parts = history.flatMap(({parts: own, removed}) => [...itemsOf(own), ...removalsOf(removed)]);
		const headers = history.map(({said}) => itemOf(said));
		const till = new Goods();
		const allowed = new Set([pricesOf(listOf({})), ...lists.map(pricesOf)]);
		while (parts.length + headers.length > 0) {
			const place = (draws.next().value ?? 0) % (parts.length + 1);
			// Documents come in any order, but of one document only newer ones come later.
			const arrival = place === parts.length ? headers.shift() : parts.splice(place, 1)[0];
			if (arrival !== undefined) arrive(till, arrival);
			t.true(allowed.has(shown(till)), shown(till));
		}
	},
);
