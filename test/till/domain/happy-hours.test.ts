import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {HappyHours} from '../../../till/domain/catalogue.ts';
import {isHappyHour} from '../../../till/domain/happy-hours.ts';
import {hourOf, minuteOfDay, weekdayOf} from '../../../till/domain/local-time.ts';

const monday = 1;
const friday = 5;
const sunday = 7;
const to = (from: string, until: string, ...days: readonly number[]): HappyHours => ({
	days,
	fromHour: 0,
	toHour: 24,
	from,
	to: until,
});
const holds = (hours: HappyHours, ...times: readonly string[]) =>
	times.map(time => isHappyHour(hours, Date.parse(time)));

test('happy hours begin with their minute and end before theirs', t => {
	const hours = to('15:30', '17:45', friday);
	const day = (time: string) => `2026-11-27T${time}+01:00`;
	t.deepEqual(holds(hours, day('15:29:59'), day('15:30:00'), day('17:44:59'), day('17:45:00')), [
		false,
		true,
		true,
		false,
	]);
	t.deepEqual(holds(hours, '2026-11-26T16:00:00+01:00'), [false], 'Thursday');
});

test('whole hours go on as they were written', t => {
	const hours: HappyHours = {days: [friday], fromHour: 6, toHour: 9};
	const day = (time: string) => `2026-11-27T${time}+01:00`;
	t.deepEqual(holds(hours, day('05:59:59'), day('06:00:00'), day('08:59:59'), day('09:00:00')), [
		false,
		true,
		true,
		false,
	]);
	t.deepEqual(holds({...hours, fromHour: 23, toHour: 24}, day('23:59:59')), [true]);
});

test('past midnight they belong to the day on which they begin, Sunday night to Sunday', t => {
	const hours = to('22:30', '01:15', sunday);
	t.deepEqual(holds(hours, '2026-11-29T22:30:00+01:00', '2026-11-30T01:14:59+01:00'), [true, true]);
	t.deepEqual(holds(hours, '2026-11-30T01:15:00+01:00', '2026-11-30T22:30:00+01:00'), [false, false]);
	t.deepEqual(holds(hours, '2026-11-29T00:30:00+01:00'), [false], 'Saturday night');
	t.deepEqual(holds({days: [sunday], fromHour: 22, toHour: 2}, '2026-11-30T01:59:59+01:00'), [true]);
});

test('until 24:00 is until the end of the day', t => {
	const hours = to('22:30', '24:00', monday);
	t.deepEqual(holds(hours, '2026-11-30T23:59:59+01:00', '2026-12-01T00:00:00+01:00'), [true, false]);
});

test('in the night the clocks go forward what is left of them holds, and the day after is another day', t => {
	// 29 March 2026, a Sunday: after 1:59:59 comes 3:00.
	const hours = to('02:30', '03:30', sunday);
	t.deepEqual(holds(hours, '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'), [
		false,
		true,
		false,
	]);
	const night = to('22:30', '02:30', 6);
	t.deepEqual(holds(night, '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'), [true, false]);
});

test('in the night the clocks go back the wall shows them twice, and they hold twice', t => {
	const hours = to('02:15', '02:45', sunday);
	t.deepEqual(
		holds(hours, '2026-10-25T00:30:00Z', '2026-10-25T00:50:00Z', '2026-10-25T01:30:00Z', '2026-10-25T01:50:00Z'),
		[true, false, true, false],
	);
});

const minute = fc.nat(1439);
const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const anyInstant = fc.integer({min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01')});
const everyDay = [1, 2, 3, 4, 5, 6, 7];

testProp(
	'on every day of the week it is either within two times or within the other way round',
	[anyInstant, minute, minute],
	(t, instantMs, one, other) => {
		fc.pre(one !== other);
		const within = isHappyHour(to(clock(one), clock(other), ...everyDay), instantMs);
		t.not(isHappyHour(to(clock(other), clock(one), ...everyDay), instantMs), within);
	},
);

testProp(
	'hours written to the minute are the whole hours they could have been',
	[anyInstant, fc.nat(23), fc.integer({min: 1, max: 24}), fc.subarray(everyDay)],
	(t, instantMs, fromHour, toHour, days) => {
		const whole: HappyHours = {days, fromHour, toHour};
		t.is(
			isHappyHour({...whole, from: clock(fromHour * 60), to: clock(toHour * 60)}, instantMs),
			isHappyHour(whole, instantMs),
		);
		if (fromHour < toHour) {
			const hour = hourOf(instantMs);
			t.is(isHappyHour(whole, instantMs), days.includes(weekdayOf(instantMs)) && hour >= fromHour && hour < toHour);
		}
		t.is(Math.floor(minuteOfDay(instantMs) / 60), hourOf(instantMs));
	},
);
