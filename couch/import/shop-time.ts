/**
 * A time as an office writes it → ISO 8601 with offset.
 *
 *   2026-12-01                       the first instant of that day in the shop
 *   2026-12-01T06:00[:00]            the shop's clock; a space will do for the T
 *   2026-12-01T06:00:00+01:00, …Z    any clock
 *
 * In the night in which clocks go back an hour exists twice, and in the one in which they go forward it does not exist:
 * nobody guesses which was meant.
 */
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';

export type TimeFault = 'time-form' | 'time-skipped' | 'time-double';

const hourMs = 3_600_000;

export function readShopTime(text: string): Result<string, TimeFault> {
	const [, day, time = '00:00', seconds = '00', offset] =
		/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?$/.exec(text.trim()) ?? [];
	if (day === undefined) return fail('time-form');
	const local = `${day}T${time}:${seconds}`;
	const asUtcMs = Date.parse(`${local}Z`);
	// A day that a month does not have is moved into the next month by the parser, or is none.
	if (Number.isNaN(asUtcMs) || !new Date(asUtcMs).toISOString().startsWith(local)) return fail('time-form');
	if (offset !== undefined) {
		const instantMs = Date.parse(`${local}${offset}`);
		return Number.isNaN(instantMs) ? fail('time-form') : ok(isoWithOffset(instantMs));
	}
	// Poland is one hour ahead of UTC, or two.
	const fitting = [2, 1].map(hours => isoWithOffset(asUtcMs - hours * hourMs)).filter(iso => iso.startsWith(local));
	const [only] = fitting;
	if (only === undefined) return fail('time-skipped');
	return fitting.length > 1 ? fail('time-double') : ok(only);
}
