/**
 * The shop's clock: what day, month and hour an instant is in Europe/Warsaw, whatever the machine's own zone is.
 *
 * The instant is an argument, because the domain has no clock.
 */
import {broken} from './assert.ts';

const warsaw = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Warsaw',
	calendar: 'iso8601',
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
});

const hourMs = 3_600_000;

/** Clocks change on the hour of UTC: until then an answer stands, and the calendar need not be asked at every line. */
let lastAsked = {hour: Number.NaN, offsetMs: 0};

function offsetMsAt(instantMs: number): number {
	if (!Number.isFinite(instantMs)) broken(`an instant is milliseconds since 1970, not ${instantMs}`);
	const hour = Math.floor(instantMs / hourMs);
	if (hour !== lastAsked.hour) lastAsked = {hour, offsetMs: wallClockMsAt(hour * hourMs) - hour * hourMs};
	return lastAsked.offsetMs;
}

/** What the clock on the wall shows, as if it were UTC. */
function wallClockMsAt(instantMs: number): number {
	const parts = new Map(warsaw.formatToParts(instantMs).map(({type, value}) => [type, value]));
	const joined = (separator: string, ...types: readonly Intl.DateTimeFormatPartTypes[]) =>
		types.map(type => parts.get(type)).join(separator);
	return Date.parse(`${joined('-', 'year', 'month', 'day')}T${joined(':', 'hour', 'minute', 'second')}Z`);
}

/** One scan asks for it several times within a second. */
let lastTold = {second: Number.NaN, text: ''};

/** `YYYY-MM-DDTHH:MM:SS` in the shop. */
function localTimeOf(instantMs: number): string {
	const second = Math.floor(instantMs / 1000);
	if (second !== lastTold.second) {
		lastTold = {second, text: new Date(instantMs + offsetMsAt(instantMs)).toISOString().slice(0, 19)};
	}
	return lastTold.text;
}

/** The calendar day, `YYYY-MM-DD`. */
export function businessDayOf(instantMs: number): string {
	return localTimeOf(instantMs).slice(0, 10);
}

/** `YYYY-MM`: names the database an entry goes to. */
export function monthOf(instantMs: number): string {
	return businessDayOf(instantMs).slice(0, 7);
}

/** A clock that was put back must not take the book back to a month that is sealed. */
export function monthNotBefore(previousMonth: string | undefined, month: string): string {
	return previousMonth !== undefined && previousMonth > month ? previousMonth : month;
}

/** ISO 8601 to the second, with the offset of the shop: `2026-11-23T15:04:05+01:00`. */
export function isoWithOffset(instantMs: number): string {
	const offsetMinutes = offsetMsAt(instantMs) / 60_000;
	const size = Math.abs(offsetMinutes);
	const twoDigits = (count: number) => String(count).padStart(2, '0');
	const offset = `${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
	return `${localTimeOf(instantMs)}${offsetMinutes < 0 ? '-' : '+'}${offset}`;
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(instantMs: number): number {
	return new Date(`${businessDayOf(instantMs)}T12:00:00Z`).getUTCDay() || 7;
}

/** 0..23. */
export function hourOf(instantMs: number): number {
	return Number(localTimeOf(instantMs).slice(11, 13));
}

/** 0..1439. */
export function minuteOfDay(instantMs: number): number {
	return hourOf(instantMs) * 60 + Number(localTimeOf(instantMs).slice(14, 16));
}

/**
 * Whether an instant is within hours such as 22 to 6: from the first to just before the second, past midnight where
 * the second is smaller. Equal hours are no time at all.
 */
export function isWithinHours(
	instantMs: number,
	{fromHour, toHour}: {readonly fromHour: number; readonly toHour: number},
): boolean {
	const hour = hourOf(instantMs);
	return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** The last day, `YYYY-MM-DD`, on which a person may have been born who is of an age on `day`. */
export function bornOnOrBefore(day: string, ageYears: number): string {
	const year = String(Number(day.slice(0, 4)) - ageYears).padStart(4, '0');
	const born = `${year}${day.slice(4)}`;
	// The year of birth had no such day: who was born on the 28th is of age, who was born on 1 March is not yet.
	return born.endsWith('-02-29') && !isLeapYear(Number(year)) ? `${year}-02-28` : born;
}

function isLeapYear(year: number): boolean {
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
