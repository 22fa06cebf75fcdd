/** The printer's clock: local time in Poland. */
import type {WallTime} from './printout.ts';

const format = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Warsaw',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	timeZoneName: 'longOffset',
});

export function wallTimeAt(nowMs: number): WallTime {
	const parts = Object.fromEntries(format.formatToParts(nowMs).map(({type, value}) => [type, value]));
	const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
	const minute = `${parts['hour']}:${parts['minute']}`;
	const offset = /[+-]\d\d:\d\d/.exec((parts['timeZoneName'] ?? '').replace('−', '-'))?.[0] ?? '+00:00';
	return {day, minute, iso: `${day}T${minute}:${parts['second']}${offset}`};
}
