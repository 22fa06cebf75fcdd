import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import type {Card, CardRule, PriceList} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {
	cardPercentFor,
	findCard,
	levelPriceFor,
	orderPriceLists,
	priceAt,
	priceSpanAt,
} from '../../../till/domain/pricing.ts';

const butter = {code: '000123', priceGrosze: grosze(899)};
const weekend: PriceList = {
	id: '2026-47-weekend',
	name: 'Weekend',
	validFrom: '2026-11-20T06:00:00+01:00',
	validTo: '2026-11-23T00:00:00+01:00',
	prices: {'000123': grosze(699)},
};
const november: PriceList = {
	id: '2026-11',
	name: 'Listopad',
	validFrom: '2026-11-01T00:00:00+01:00',
	prices: {'000123': grosze(849), '000200': grosze(100)},
};
const at = (time: string) => Date.parse(time);
const lists = orderPriceLists([november, weekend]);

test('without a price list in force the product says its price', t => {
	t.deepEqual(priceAt(butter, lists, at('2026-10-31T23:59:59+01:00')), {
		priceGrosze: grosze(899),
		priceSource: 'product',
	});
	t.deepEqual(priceAt(butter, [], 0), {priceGrosze: grosze(899), priceSource: 'product'});
});

test('the price list that began last wins, from its first instant to just before its last', t => {
	t.is(priceAt(butter, lists, at('2026-11-20T05:59:59+01:00')).priceGrosze, grosze(849));
	t.deepEqual(priceAt(butter, lists, at('2026-11-20T05:00:00Z')), {
		priceGrosze: grosze(699),
		priceSource: 'price-list:2026-47-weekend',
	});
	t.is(priceAt(butter, lists, at('2026-11-22T23:59:59+01:00')).priceGrosze, grosze(699));
});

test('when a price list ends, the next valid one is back', t => {
	t.deepEqual(priceAt(butter, lists, at('2026-11-23T00:00:00+01:00')), {
		priceGrosze: grosze(849),
		priceSource: 'price-list:2026-11',
	});
});

test('a price list leaves alone what it does not name, whatever the code is called', t => {
	const now = at('2026-11-21T12:00:00+01:00');
	t.is(priceAt({code: '000200', priceGrosze: grosze(120)}, lists, now).priceSource, 'price-list:2026-11');
	t.is(priceAt({code: 'constructor', priceGrosze: grosze(120)}, lists, now).priceSource, 'product');
});

test('of two price lists that begin together the later id wins, in whichever order they came', t => {
	const first = {...november, id: 'a', prices: {'000123': grosze(1)}};
	const second = {...november, id: 'b', prices: {'000123': grosze(2)}, validFrom: '2026-10-31T23:00:00Z'};
	for (const order of [
		[first, second],
		[second, first],
	]) {
		t.is(priceAt(butter, orderPriceLists(order), at('2026-11-02T00:00:00Z')).priceSource, 'price-list:b');
	}
});

test('prices hold from one beginning or end to the next', t => {
	const begins = at(november.validFrom);
	const weekendBegins = at(weekend.validFrom);
	const weekendEnds = at('2026-11-22T23:00:00Z');
	t.deepEqual(priceSpanAt(lists, begins - 1), {fromMs: -Infinity, untilMs: begins});
	t.deepEqual(priceSpanAt(lists, begins), {fromMs: begins, untilMs: weekendBegins});
	t.deepEqual(priceSpanAt(lists, at('2026-11-21T00:00:00Z')), {fromMs: weekendBegins, untilMs: weekendEnds});
	t.deepEqual(priceSpanAt(lists, weekendEnds), {fromMs: weekendEnds, untilMs: Infinity});
	t.deepEqual(priceSpanAt([], 0), {fromMs: -Infinity, untilMs: Infinity});
});

test('a price list whose time cannot be read is a broken promise, not a price list of all times', t => {
	t.throws(() => orderPriceLists([{...november, validFrom: 'soon'}]), {message: /ISO 8601/});
});

testProp(
	'between two changes no price changes',
	[
		fc.array(fc.record({from: fc.nat(50), length: fc.option(fc.nat(20)), price: fc.integer({min: 1, max: 999})})),
		fc.nat(60),
	],
	(t, drawn, hour) => {
		const time = (hours: number) => new Date(hours * 3_600_000).toISOString();
		const ordered = orderPriceLists(
			drawn.map(({from, length, price}, index) => ({
				id: String(index),
				name: 'x',
				validFrom: time(from),
				...(length === null ? {} : {validTo: time(from + length)}),
				prices: {'000123': grosze(price)},
			})),
		);
		const now = hour * 3_600_000;
		const {fromMs, untilMs} = priceSpanAt(ordered, now);
		t.true(fromMs <= now && now < untilMs);
		const first = Math.max(fromMs, now - 100 * 3_600_000);
		const last = Math.min(untilMs, now + 100 * 3_600_000) - 1;
		t.deepEqual(priceAt(butter, ordered, first), priceAt(butter, ordered, now));
		t.deepEqual(priceAt(butter, ordered, last), priceAt(butter, ordered, now));
	},
);

const neighbours: CardRule = {
	id: 'sasiad',
	name: 'Karta sąsiada',
	prefix: '98',
	length: 13,
	percentHundredths: 500,
	excludedGroups: ['wodka'],
};
const gold: CardRule = {...neighbours, id: 'zloto', name: 'Złota', prefix: '981', percentHundredths: 1000};
const pani: Card = {
	number: '9812345000016',
	name: 'Pani Halina',
	blocked: false,
	percentHundredths: 1500,
	excludedGroups: [],
	validTo: '2026-11-23',
};
const cards = new Map([[pani.number, pani]]);
const day = '2026-11-23';

test('a card of a family gets the percent of its rule, of the longest prefix that fits', t => {
	const rules = [neighbours, gold];
	const found = findCard('9800000000003', {rules, cards, day});
	t.like(found, {ok: true, value: {name: 'Karta sąsiada', percentHundredths: 500, source: 'card-rule:sasiad'}});
	t.like(findCard('9810000000002', {rules, cards, day}), {ok: true, value: {source: 'card-rule:zloto'}});
});

test("a card's own document overrides its family", t => {
	t.deepEqual(findCard(pani.number, {rules: [gold], cards, day}), {
		ok: true,
		value: {
			number: pani.number,
			name: 'Pani Halina',
			percentHundredths: 1500,
			excludedGroups: [],
			source: 'card:9812345000016',
		},
	});
});

test('a blocked card, one that has expired and one that nobody knows take nothing off, and say why', t => {
	const rules = [gold];
	const blocked = new Map([[pani.number, {...pani, blocked: true}]]);
	t.deepEqual(findCard(pani.number, {rules, cards: blocked, day}), {ok: false, fault: 'card-blocked'});
	t.deepEqual(findCard(pani.number, {rules, cards, day: '2026-11-24'}), {ok: false, fault: 'card-expired'});
	t.deepEqual(findCard('4711', {rules, cards, day}), {ok: false, fault: 'card-unknown'});
	t.deepEqual(findCard('981000000000', {rules, cards, day}), {ok: false, fault: 'card-unknown'});
});

test('what may not be discounted and what the card leaves out stay at their price', t => {
	const card = {percentHundredths: 1000, groupPercents: {kawa: 300}, excludedGroups: ['wodka']};
	t.is(cardPercentFor({discountable: false, group: 'nabial'}, card), 0);
	t.is(cardPercentFor({discountable: true, group: 'wodka'}, card), 0);
	t.is(cardPercentFor({discountable: true, group: 'nabial'}, card), 1000);
	t.is(cardPercentFor({discountable: true, group: 'kawa'}, card), 300);
});

test('a group or a level that is called what every object has is a name like any other', t => {
	for (const name of ['constructor', 'toString', '__proto__']) {
		const goods = {discountable: true, group: name, levelPrices: {hurt: grosze(100)}};
		t.is(cardPercentFor(goods, {percentHundredths: 500, groupPercents: {nabial: 1000}, excludedGroups: []}), 500);
		t.is(levelPriceFor(goods, {percentHundredths: 500, priceLevel: name, excludedGroups: []}), undefined);
	}
});
