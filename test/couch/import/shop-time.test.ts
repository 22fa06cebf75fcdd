import test from 'ava';
import {readShopTime} from '../../../couch/import/shop-time.ts';

test('a day is its first instant in the shop, and a time is the one on the shop’s clock', t => {
	const read = (text: string) => {
		const time = readShopTime(text);
		return time.ok ? time.value : time.fault;
	};
	t.is(read('2026-12-01'), '2026-12-01T00:00:00+01:00');
	t.is(read('2026-07-01'), '2026-07-01T00:00:00+02:00');
	t.is(read(' 2026-12-01 06:30 '), '2026-12-01T06:30:00+01:00');
	t.is(read('2026-12-01T06:30:15'), '2026-12-01T06:30:15+01:00');
	t.is(read('2026-12-01T05:30:00Z'), '2026-12-01T06:30:00+01:00');
	t.is(read('2026-12-01T06:30+01:00'), '2026-12-01T06:30:00+01:00');
});

test('an hour that a night skips or has twice is nobody’s guess', t => {
	t.like(readShopTime('2027-03-28T02:30'), {ok: false, fault: 'time-skipped'});
	t.like(readShopTime('2026-10-25T02:30'), {ok: false, fault: 'time-double'});
	t.like(readShopTime('2026-10-25T02:30+02:00'), {ok: true, value: '2026-10-25T02:30:00+02:00'});
	t.like(readShopTime('2026-10-25T02:30+01:00'), {ok: true, value: '2026-10-25T02:30:00+01:00'});
	t.like(readShopTime('2026-10-25T01:59'), {ok: true, value: '2026-10-25T01:59:00+02:00'});
	t.like(readShopTime('2026-10-25T03:00'), {ok: true, value: '2026-10-25T03:00:00+01:00'});
});

test('what is no day is not moved to another one', t => {
	for (const text of ['', 'jutro', '1.12.2026', '2026-02-29', '2026-13-01', '2026-12-01T25:00', '2026-12-01T06'])
		t.like(readShopTime(text), {ok: false, fault: 'time-form'}, text);
});
