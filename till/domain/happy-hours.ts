/**
 * Happy hours: when on a day of the week a promotion holds, by the clock on the shop's wall.
 *
 *   22:30 to 1:15 on Fridays   from Friday evening into Saturday: hours belong to the day on which they begin
 *
 * The night in which clocks change has 2:30 twice or not at all, and happy hours with it: what the wall shows is what the
 * poster says. Equal times are no time at all.
 */
import type {HappyHours} from './catalogue.ts';
import {minuteOfDay, weekdayOf} from './local-time.ts';

export function isHappyHour(hours: HappyHours, instantMs: number): boolean {
	const {days} = hours;
	const fromMinute = hours.from === undefined ? hours.fromHour * 60 : minutesIn(hours.from);
	const toMinute = hours.to === undefined ? hours.toHour * 60 : minutesIn(hours.to);
	const minute = minuteOfDay(instantMs);
	const today = weekdayOf(instantMs);
	if (fromMinute <= toMinute) return days.includes(today) && minute >= fromMinute && minute < toMinute;
	const yesterday = today === 1 ? 7 : today - 1;
	return (days.includes(today) && minute >= fromMinute) || (days.includes(yesterday) && minute < toMinute);
}

/** `HH:MM`, to 24:00. */
function minutesIn(time: string): number {
	return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
