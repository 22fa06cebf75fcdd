import test from 'ava';
import {readPeriod} from '../../../till/domain/period.ts';

const november = {from: '2026-11-01', to: '2026-11-30'};

test('a period is of days of the calendar, and one day is a period', t => {
	t.deepEqual(readPeriod(november), {ok: true, value: november});
	t.true(readPeriod({from: '2028-02-29', to: '2028-02-29'}).ok);
});

test('what is no day is named by the end at which it stands', t => {
	for (const no of [
		'2026-02-30',
		'2026-13-01',
		'1.11.2026',
		'2026-11-1',
		'2026-11-01T00:00',
		'',
		undefined,
		20261101,
	]) {
		t.deepEqual(readPeriod({...november, from: no}), {ok: false, fault: {code: 'no-such-day', end: 'from'}});
		t.deepEqual(readPeriod({...november, to: no}), {ok: false, fault: {code: 'no-such-day', end: 'to'}});
	}
});

test('a period does not end before it begins', t => {
	t.deepEqual(readPeriod({from: '2026-11-02', to: '2026-11-01'}), {ok: false, fault: {code: 'backwards'}});
});
