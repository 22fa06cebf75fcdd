import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	bornOnOrBefore,
	businessDayOf,
	hourOf,
	isoWithOffset,
	isWithinHours,
	monthNotBefore,
	monthOf,
} from '../../../till/domain/local-time.ts';

const at = (time: string) => Date.parse(time);

test('the day begins at midnight in Warsaw, in winter and in summer', t => {
	t.is(businessDayOf(at('2026-11-22T22:59:59Z')), '2026-11-22');
	t.is(businessDayOf(at('2026-11-22T23:00:00Z')), '2026-11-23');
	t.is(businessDayOf(at('2026-07-14T21:59:59Z')), '2026-07-14');
	t.is(businessDayOf(at('2026-07-14T22:00:00Z')), '2026-07-15');
});

test('the month is the month of the day', t => {
	t.is(monthOf(at('2026-11-30T22:59:59Z')), '2026-11');
	t.is(monthOf(at('2026-11-30T23:00:00Z')), '2026-12');
	t.is(monthOf(at('2026-12-31T23:00:00Z')), '2027-01');
});

test('a clock that was put back does not take the month back', t => {
	t.is(monthNotBefore('2026-12', '2026-11'), '2026-12');
	t.is(monthNotBefore('2026-12', '2027-01'), '2027-01');
	t.is(monthNotBefore('2026-12', '2026-12'), '2026-12');
	t.is(monthNotBefore(undefined, '2026-11'), '2026-11');
});

test('times carry the offset of the season', t => {
	t.is(isoWithOffset(at('2026-11-23T14:04:05.999Z')), '2026-11-23T15:04:05+01:00');
	t.is(isoWithOffset(at('2026-07-14T14:04:05Z')), '2026-07-14T16:04:05+02:00');
	t.is(isoWithOffset(at('2026-11-22T23:00:00Z')), '2026-11-23T00:00:00+01:00');
});

test('the night the clocks go forward has no hour of two', t => {
	t.is(isoWithOffset(at('2026-03-29T00:59:59Z')), '2026-03-29T01:59:59+01:00');
	t.is(isoWithOffset(at('2026-03-29T01:00:00Z')), '2026-03-29T03:00:00+02:00');
});

test('the night the clocks go back has two hours of two, told apart by their offset', t => {
	t.is(isoWithOffset(at('2026-10-25T00:30:00Z')), '2026-10-25T02:30:00+02:00');
	t.is(isoWithOffset(at('2026-10-25T01:30:00Z')), '2026-10-25T02:30:00+01:00');
	t.is(hourOf(at('2026-10-25T00:30:00Z')), 2);
	t.is(hourOf(at('2026-10-25T01:30:00Z')), 2);
});

test('an alcohol ban from 22 to 6 lasts past midnight', t => {
	const ban = {fromHour: 22, toHour: 6};
	t.false(isWithinHours(at('2026-11-23T21:59:59+01:00'), ban));
	t.true(isWithinHours(at('2026-11-23T22:00:00+01:00'), ban));
	t.true(isWithinHours(at('2026-11-24T00:00:00+01:00'), ban));
	t.true(isWithinHours(at('2026-11-24T05:59:59+01:00'), ban));
	t.false(isWithinHours(at('2026-11-24T06:00:00+01:00'), ban));
});

test('hours within one day, up to midnight, and none at all', t => {
	const noon = at('2026-11-23T12:00:00+01:00');
	t.true(isWithinHours(noon, {fromHour: 12, toHour: 13}));
	t.false(isWithinHours(noon, {fromHour: 10, toHour: 12}));
	t.true(isWithinHours(at('2026-11-23T23:59:59+01:00'), {fromHour: 23, toHour: 0}));
	t.false(isWithinHours(at('2026-11-23T00:00:00+01:00'), {fromHour: 23, toHour: 0}));
	t.false(isWithinHours(noon, {fromHour: 12, toHour: 12}));
});

test('who is of age today was born on this day at the latest', t => {
	t.is(bornOnOrBefore('2026-11-23', 18), '2008-11-23');
	t.is(bornOnOrBefore('2028-02-29', 18), '2010-02-28');
	t.is(bornOnOrBefore('2028-02-29', 16), '2012-02-29');
	t.is(bornOnOrBefore('2018-02-29', 18), '2000-02-29');
});

const instants = fc.integer({min: at('2020-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z')});
testProp('a time read back is the same second', [instants], (t, instantMs) => {
	const iso = isoWithOffset(instantMs);
	t.regex(iso, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
	t.is(Date.parse(iso), Math.floor(instantMs / 1000) * 1000);
	t.is(iso.slice(0, 10), businessDayOf(instantMs));
	t.is(Number(iso.slice(11, 13)), hourOf(instantMs));
});

testProp('days never run backwards', [instants, fc.nat(10_000_000)], (t, instantMs, laterMs) => {
	t.true(businessDayOf(instantMs) <= businessDayOf(instantMs + laterMs));
});

testProp(
	'every hour is either within hours or within the hours that are left',
	[instants, fc.integer({min: 0, max: 23}), fc.integer({min: 0, max: 23})],
	(t, instantMs, fromHour, toHour) => {
		const within = isWithinHours(instantMs, {fromHour, toHour});
		const outside = isWithinHours(instantMs, {fromHour: toHour, toHour: fromHour});
		t.is(within !== outside, fromHour !== toHour);
	},
);
