import test from 'ava';
import {bookOf} from '../conformance/fiscal-printer.ts';
import {milkAndBottles} from '../slips.ts';
import {type MemoryBench, memoryBench} from './bench.ts';

const noWaiting = {onWaiting: () => {}};
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function tokenCalls(bench: MemoryBench): readonly string[] {
	return bench.names().filter(name => name.endsWith(' token'));
}

test('a whole day is worked with one token, prolonged in time', async t => {
	const bench = await memoryBench();
	for (let elapsedMs = 0; elapsedMs < 15 * hourMs; elapsedMs += 10 * minuteMs) {
		t.is((await bench.run(bench.printer.evidence())).outcome, 'confirmed');
		await bench.clock.pass(10 * minuteMs);
	}
	t.is(bench.simulator.tokensTaken, 1);
	t.is(tokenCalls(bench).filter(name => name === 'GET token').length, 1);
});

test('after a night without a word the token is prolonged, not taken anew', async t => {
	const bench = await memoryBench();
	await bench.run(bench.printer.evidence());
	await bench.clock.pass(9 * hourMs);
	t.is((await bench.run(bench.printer.evidence())).outcome, 'confirmed');
	t.deepEqual(tokenCalls(bench), ['GET token', 'PATCH token']);
});

test('a token that somebody else took away between opening and closing costs one more, and the slip is printed', async t => {
	const bench = await memoryBench();
	await bench.run(bench.printer.open(milkAndBottles));
	bench.simulator.takeTokenElsewhere();
	const closing = await bench.run(bench.printer.close(milkAndBottles, noWaiting));
	t.is(closing.outcome, 'confirmed');
	t.deepEqual(tokenCalls(bench), ['GET token', 'PATCH token', 'GET token']);
	t.is(bookOf(bench).receiptCount, 1);
});

test('two programs that take the token from each other do not burn the hour’s tokens', async t => {
	const bench = await memoryBench();
	const codes: string[] = [];
	for (let call = 0; call < 20; call++) {
		const outcome = await bench.run(bench.printer.openDrawer());
		codes.push(outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome);
		bench.simulator.takeTokenElsewhere();
	}
	t.deepEqual([...new Set(codes)], ['confirmed', 'busy']);
	t.is((await bench.run(bench.printer.status())).condition, 'busy');
	const tries = tokenCalls(bench).filter(name => name === 'GET token').length;
	t.true(tries <= 8);
	await bench.clock.pass(10 * minuteMs);
	await bench.run(bench.printer.openDrawer());
	t.is(tokenCalls(bench).filter(name => name === 'GET token').length, tries, 'it waits for the time it was told');
	await bench.clock.pass(hourMs);
	t.is((await bench.run(bench.printer.openDrawer())).outcome, 'confirmed');
});

test('a printer that was switched off and on twenty times in an hour is not asked for twenty tokens', async t => {
	const bench = await memoryBench();
	for (let times = 0; times < 20; times++) {
		await bench.run(bench.printer.evidence());
		bench.simulator.powerOff();
		bench.simulator.powerOn();
	}
	t.is(bench.names().filter(name => name === 'GET token').length, 8);
	const denied = await bench.run(bench.printer.open(milkAndBottles));
	t.regex(denied.outcome === 'refused' ? denied.fault.detail : '', /no token before 2026-11-23T14:03/);
});

test('a printer whose clock is years off gives tokens all the same', async t => {
	for (const expiration_date of ['2019-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 'tomorrow']) {
		const bench = await memoryBench();
		await bench.run(bench.printer.evidence());
		const {token = ''} = bench.sent.findLast(({path}) => path.includes('status')) ?? {};
		const again = await memoryBench();
		again.answerInstead('GET token', {kind: 'answered', status: 200, body: JSON.stringify({token, expiration_date})});
		for (let minutes = 0; minutes < 60; minutes++) {
			t.is((await again.run(again.printer.evidence())).outcome, 'confirmed', expiration_date);
			await again.clock.pass(minuteMs);
		}
		t.true(again.names().filter(name => name === 'GET token').length <= 2);
	}
});

test('nothing but a token goes into the header', async t => {
	const bench = await memoryBench();
	const body = JSON.stringify({token: 'abc\r\nX-Other: 1', expiration_date: '2026-11-23T15:00:00Z'});
	bench.answerInstead('GET token', {kind: 'answered', status: 200, body});
	const outcome = await bench.run(bench.printer.openDrawer());
	t.is(outcome.outcome === 'refused' ? outcome.fault.code : outcome.outcome, 'not-connected');
	t.false(bench.sent.some(({token}) => token?.includes('\r')));
});
