import test from 'ava';
import {MonthEnd} from '../../../till/app/month-end.ts';
import {createVirtualClock} from '../devices/virtual-clock.ts';

const hourMs = 3_600_000;

/** A till whose clock can be wrong, and what its bookkeeper is asked. */
function idleTill(startsAt: string) {
	const time = createVirtualClock(Date.parse(startsAt));
	const till = {wrongByMs: 0, isIdle: true, asked: [] as string[], pass: time.pass, stop: () => end.stop()};
	const end = new MonthEnd({
		clock: {now: () => time.now() + till.wrongByMs, after: time.after},
		books: {
			endMonth: async ({month, businessDay}) => {
				till.asked.push(`${month} ${businessDay}`);
			},
		},
		isIdle: () => till.isIdle,
	});
	return {till, start: () => end.start()};
}

test('a month is asked to end when the clock said so an hour ago as well', async t => {
	const {till, start} = idleTill('2026-11-30T23:30:00+01:00');
	start();
	await till.pass(hourMs);
	t.deepEqual(till.asked, [], 'it was November at the first look');
	await till.pass(hourMs);
	t.deepEqual(till.asked, ['2026-12 2026-12-01']);
});

test('a clock that is a year ahead when the till starts, and is put right soon, ends no month', async t => {
	const {till, start} = idleTill('2026-11-23T10:00:00+01:00');
	till.wrongByMs = 365 * 24 * hourMs;
	start();
	await till.pass(5 * 60_000);
	till.wrongByMs = 0;
	await till.pass(24 * hourMs);
	t.true(till.asked.length > 0);
	t.true(till.asked.every(asked => asked.startsWith('2026-11')));
});

test('nothing is ended under a sale, and the hour is counted anew after it', async t => {
	const {till, start} = idleTill('2026-12-01T00:00:00+01:00');
	start();
	till.isIdle = false;
	await till.pass(3 * hourMs);
	till.isIdle = true;
	await till.pass(hourMs);
	t.deepEqual(till.asked, []);
	await till.pass(hourMs);
	t.is(till.asked.length, 1);
	till.stop();
	await till.pass(24 * hourMs);
	t.is(till.asked.length, 1, 'a till that has stopped ends nothing');
});
