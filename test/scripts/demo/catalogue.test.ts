import test from 'ava';
import {
	type CatalogueItem,
	catalogueDocument,
	catalogueId,
	readCatalogueDocument,
} from '../../../couch/documents/catalogue.ts';
import {isWindows1250} from '../../../couch/import/encoding.ts';
import {demoCatalogue} from '../../../scripts/demo/catalogue.ts';
import {demoPeople} from '../../../scripts/demo/people.ts';
import {badgeLengthMin} from '../../../till/domain/catalogue.ts';
import {gtinKey, isGtin} from '../../../till/domain/gtin.ts';
import {compileMask, readLabel} from '../../../till/domain/weight-label.ts';

const items = demoCatalogue({hashPin: pin => `scrypt$16384$8$1$c2FsdA$${Buffer.from(pin).toString('base64url')}`});

function all<K extends CatalogueItem['kind']>(kind: K) {
	return items
		.filter((item): item is Extract<CatalogueItem, {kind: K}> => item.kind === kind)
		.map(({value}) => value as Extract<CatalogueItem, {kind: K}>['value']);
}

const products = all('product');
const groups = new Map(all('group').map(group => [group.code, group]));
const [settings] = all('shop');

test('tills read every document of the demonstration as it was meant', t => {
	for (const item of items) {
		const document: Record<string, unknown> = JSON.parse(JSON.stringify(catalogueDocument(item)));
		t.deepEqual(readCatalogueDocument(document), {ok: true, value: item}, catalogueId(item));
	}
});

test('ids, barcodes, PLUs and names are unique', t => {
	for (const list of [
		items.map(catalogueId),
		products.flatMap(({barcodes}) => barcodes.map(gtinKey)),
		products.flatMap(({plu}) => (plu === undefined ? [] : [plu])),
		products.map(({name}) => name),
		products.map(({receiptName}) => receiptName),
	]) {
		t.deepEqual(
			list.filter((entry, place) => list.indexOf(entry) !== place),
			[],
		);
	}
});

test('there is enough of everything to show', t => {
	const count = (matches: (product: (typeof products)[number]) => boolean) => products.filter(matches).length;
	t.true(products.length >= 600, `${products.length} goods`);
	t.true(groups.size >= 12);
	t.true(count(({unit}) => unit === 'kg') >= 60);
	t.true(
		count(({group}) => groups.get(group)?.route === 'alcohol') >= 60,
		`${count(({group}) => groups.get(group)?.route === 'alcohol')} alcoholic`,
	);
	t.true(count(({deposit}) => deposit !== undefined) >= 30);
	for (const letter of ['A', 'B', 'C', 'D'] as const) t.true(count(({vat}) => vat === letter) > 0, letter);
	for (const deposit of settings?.deposits ?? [])
		t.true(count(product => product.deposit === deposit.id) > 0, deposit.id);
	t.is(all('cashier').length, 8);
});

test('every product points at a group, a VAT letter and a deposit that are there', t => {
	const deposits = new Set(settings?.deposits.map(({id}) => id));
	for (const {name, group, vat, deposit} of products) {
		t.true(groups.has(group), name);
		t.not(settings?.vat[vat], 'inactive', name);
		t.true(deposit === undefined || deposits.has(deposit), name);
	}
});

test('alcohol is for adults, never discounted, and alone on its printer', t => {
	for (const {name, group, age18, discountable} of products) {
		const isAlcohol = groups.get(group)?.route === 'alcohol';
		if (isAlcohol) t.true(age18 && !discountable, name);
		const soundsStrong = /^(Piwo (?!bezalkoholowe)|(Wino|Wódka|Radler|Cydr|Whisky|Rum|Gin|Likier) )/.test(name);
		t.false(soundsStrong && !isAlcohol, name);
	}
	for (const {excludedGroups} of [...all('card-rule'), ...all('card')]) {
		for (const [code, {route}] of groups) t.true(route === 'main' || excludedGroups.includes(code), code);
	}
});

test('barcodes have the right check digit and are mistaken for no weight label', t => {
	const masks = (settings?.weightBarcodes ?? []).map(compileMask);
	for (const {name, barcodes} of products) {
		for (const barcode of barcodes) {
			t.true(isGtin(barcode), name);
			for (const mask of masks) t.true(mask.ok && readLabel(mask.value, barcode).kind === 'no-label', name);
		}
	}
});

test('goods have a barcode or a PLU, weighed ones a PLU that fits a scale label', t => {
	for (const {name, unit, plu, barcodes} of products) {
		t.true(barcodes.length > 0 !== (plu !== undefined), name);
		if (unit === 'kg') t.regex(plu ?? '', /^\d{4}$/, name);
	}
});

test('printers take every receipt name', t => {
	for (const {receiptName} of products) t.true(receiptName.length <= 40 && isWindows1250(receiptName), receiptName);
});

test('quick keys and price lists name goods that are sold', t => {
	const codes = new Set(products.map(({code}) => code));
	for (const code of settings?.quickProducts ?? []) t.true(codes.has(code), code);
	for (const list of all('price-list')) {
		if (!('prices' in list)) return t.fail(`${list.id} came in parts`);
		for (const code of Object.keys(list.prices)) t.true(codes.has(code), code);
	}
});

test('there is a promotion of each kind, one at certain hours, one beside the card, and none of what may not be promoted', t => {
	const promotions = all('promotion');
	t.deepEqual(promotions.map(({terms}) => terms.kind).sort(), [
		'bundle',
		'fixed-price',
		'n-for-m',
		'percent',
		'second-cheaper',
	]);
	t.is(promotions.filter(({hours}) => hours !== undefined).length, 1);
	t.is(promotions.filter(({combinesWithCard}) => combinesWithCard === true).length, 1);
	for (const {id, terms, products: reached, groups: reachedGroups} of promotions) {
		const codes = terms.kind === 'bundle' ? terms.parts.flatMap(part => part.products) : (reached ?? []);
		t.true(codes.length > 0 || reachedGroups !== undefined, id);
		for (const group of reachedGroups ?? []) t.true(groups.has(group), `${id}: ${group}`);
		for (const code of codes)
			t.is(products.find(product => product.code === code)?.discountable, true, `${id}: ${code}`);
	}
});

test('each promotion makes something cheaper', t => {
	const priceOf = (code: string) => products.find(product => product.code === code)?.priceGrosze ?? 0;
	for (const {id, terms, products: reached = []} of all('promotion')) {
		if (terms.kind === 'fixed-price')
			for (const code of reached) t.true(priceOf(code) > terms.priceGrosze, `${id}: ${code}`);
		if (terms.kind !== 'bundle') continue;
		const cheapest = terms.parts.map(part => part.pieces * Math.min(...part.products.map(priceOf)));
		t.true(cheapest.reduce((sum, price) => sum + price, 0) > terms.priceGrosze, id);
	}
});

test('vouchers pay for food: for no alcohol, tobacco, or things of the house', t => {
	const food = [...groups.values()].filter(({mealVoucher}) => mealVoucher === true);
	t.true(food.length >= 8);
	t.true(food.every(({route}) => route === 'main'));
	for (const code of ['tyton', 'chemia', 'inne']) t.not(groups.get(code)?.mealVoucher, true, code);
});

test('a card’s percents are of groups that are there', t => {
	const cards = all('card').filter(({groupPercents}) => groupPercents !== undefined);
	t.true(cards.length > 0);
	for (const {groupPercents = {}} of cards)
		for (const code of Object.keys(groupPercents)) t.true(groups.has(code), code);
});

test('everybody has a PIN of their own, and somebody manages', t => {
	t.is(new Set(demoPeople.map(({pin}) => pin)).size, demoPeople.length);
	t.deepEqual(demoPeople.find(({permissions}) => permissions.includes('manage'))?.name, 'Barbara Nowak');
	t.true(demoPeople.every(({pin}) => /^\d{4}$/.test(pin)));
	t.true(demoPeople.every(({badgeCode}) => badgeCode === undefined || badgeCode.length >= badgeLengthMin));
});

test('every start makes the same catalogue', t => {
	t.deepEqual(demoCatalogue({hashPin: () => 'x'}), demoCatalogue({hashPin: () => 'x'}));
});

test('cards are numbers a scanner checks', t => {
	for (const {number} of all('card')) t.true(isGtin(number), number);
});
