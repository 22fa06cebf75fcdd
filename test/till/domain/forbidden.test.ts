import test from 'ava';
import {aboutForbidden, forbiddenLines} from '../../../till/domain/forbidden.ts';
import {Goods} from '../../../till/domain/goods.ts';
import {basketOf, counted} from './sales.ts';
import {milk, product, settings, shop, shopItems, vodka, water} from './shop.ts';

const at = (iso: string) => Date.parse(iso);
const noon = at('2026-11-23T12:00:00+01:00');
const night = at('2026-11-23T22:00:00+01:00');
const dated = {...counted(milk), barcode: '(01)05900820000011(10)L7(17)261123'};
const basket = basketOf(dated, counted(vodka), counted(water));

function told(instantMs: number, catalogue = new Goods(shopItems), lines = basket) {
	return forbiddenLines(lines, catalogue, instantMs).map(({line, why}) => [line.line, why]);
}

test('by day nothing is forbidden of goods that might be scanned now', t => {
	t.deepEqual(told(noon), []);
});

test('in the hours of the ban alcohol is, on whichever printer it is printed', t => {
	t.deepEqual(told(night), [[2, {code: 'alcohol-hours'}]]);
	const onOnePrinter = basketOf({...counted(vodka), route: 'main'});
	t.deepEqual(told(night, undefined, onOnePrinter), [[1, {code: 'alcohol-hours'}]]);
	t.deepEqual(told(at('2026-11-24T06:00:00+01:00'), undefined, onOnePrinter), []);
	const allDay = new Goods([...shopItems, shop({...settings, alcoholBan: {fromHour: 0, toHour: 0}})]);
	t.deepEqual(told(night, allDay), []);
});

test('goods are forbidden from the midnight after their last day', t => {
	t.deepEqual(told(at('2026-11-23T23:59:59+01:00'), undefined, basketOf(dated)), []);
	const over = [[1, {code: 'past-date', lastDay: '2026-11-23'}]];
	t.deepEqual(told(at('2026-11-24T00:00:00+01:00'), undefined, basketOf(dated)), over);
});

test('a recall is told of every line of the goods, and before whatever else is wrong with them', t => {
	const recalled = new Goods([...shopItems, product({...milk, recalled: true}), product({...vodka, recalled: true})]);
	t.deepEqual(told(at('2026-11-24T00:30:00+01:00'), recalled, basketOf(dated, counted(milk), counted(vodka))), [
		[1, {code: 'product-recalled'}],
		[2, {code: 'product-recalled'}],
		[3, {code: 'product-recalled'}],
	]);
});

test('goods that left the catalogue are judged as they were scanned', t => {
	const catalogue = new Goods(shopItems);
	for (const {code} of [vodka, milk]) catalogue.remove(`product:${code}`);
	catalogue.remove('group:wodka');
	t.deepEqual(told(night, catalogue), [[2, {code: 'alcohol-hours'}]]);
	t.deepEqual(told(at('2026-11-24T12:00:00+01:00'), catalogue), [[1, {code: 'past-date', lastDay: '2026-11-23'}]]);
});

test('a sentence about it names the goods, and the day that is over', t => {
	t.is(aboutForbidden({code: 'alcohol-hours'}, 'Piwo'), 'Piwo');
	t.is(aboutForbidden({code: 'past-date', lastDay: '2026-11-23'}, 'Mleko'), '2026-11-23 Mleko');
});
