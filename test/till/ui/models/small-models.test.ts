import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {TillClock} from '../../../../till/ui/models/clock.ts';
import {EntryLine, entryPatterns} from '../../../../till/ui/models/entry-line.ts';
import {Guard} from '../../../../till/ui/models/guard.ts';
import {Notices} from '../../../../till/ui/models/notices.ts';
import {Pages, Tail} from '../../../../till/ui/models/pages.ts';
import {Preferences} from '../../../../till/ui/models/preferences.ts';
import {ServiceDesk} from '../../../../till/ui/models/service-desk.ts';
import {FakeMemory, FakeTimers} from '../fixtures/desk.ts';

const typed = (line: EntryLine, keys: readonly string[]) => {
	for (const key of keys) line.press(key);
	return line.text.value;
};

test('an amount takes one comma and two digits after it', t => {
	t.is(typed(new EntryLine(entryPatterns.amount), ['1', '5', ',', ',', '3', '0', '9']), '15,30');
	t.is(typed(new EntryLine(entryPatterns.amount), [',', '5']), '0,5', 'a comma first stands after a nought');
});

test('a quantity to take off is from 1 to 999', t => {
	t.is(typed(new EntryLine(entryPatterns.pieces), ['0', '00', '1', '00', '5']), '100');
});

test('what is taken from the entry line is no longer in it', t => {
	const line = new EntryLine(entryPatterns.code);
	typed(line, ['6']);
	t.is(line.take(), '6');
	t.is(line.text.value, '');
});

testProp(
	'whatever is pressed, the entry line holds only what it may',
	[fc.array(fc.constantFrom('0', '00', '7', ','))],
	(t, keys) => {
		for (const pattern of Object.values(entryPatterns)) t.regex(typed(new EntryLine(pattern), keys), pattern);
	},
);

test('keys are deaf for 400 ms after the screen changed, and again after it changed anew', t => {
	const timers = new FakeTimers();
	const guard = new Guard(timers);
	t.true(guard.settled.value);
	guard.raise();
	timers.pass(300);
	guard.raise();
	timers.pass(300);
	t.false(guard.settled.value);
	timers.pass(100);
	t.true(guard.settled.value);
});

test('the clock goes on between snapshots and shows whole minutes', t => {
	const timers = new FakeTimers();
	const clock = new TillClock(timers);
	t.is(clock.minute.value, 0);
	clock.set('2026-11-20T14:32:50+01:00');
	t.is(clock.minute.value, Date.parse('2026-11-20T14:32:00+01:00'));
	const stop = clock.run();
	timers.pass(11_000);
	t.is(clock.minute.value, Date.parse('2026-11-20T14:33:00+01:00'));
	stop();
	timers.pass(120_000);
	t.is(clock.minute.value, Date.parse('2026-11-20T14:33:00+01:00'));
});

test('pages are turned within their count', t => {
	const pages = new Pages();
	const things = Array.from({length: 25}, (_, index) => index);
	t.deepEqual(pages.show(things, 11), {
		items: things.slice(0, 11),
		number: 1,
		count: 3,
		hasPrevious: false,
		hasNext: true,
	});
	pages.turn(3);
	t.deepEqual(pages.show(things, 11).items, [22, 23, 24]);
	t.is(pages.show(things.slice(0, 5), 11).number, 1, 'a shorter list has its own last page');
});

test('the receipt shows its newest rows and looks back by pages', t => {
	const tail = new Tail();
	const rows = Array.from({length: 20}, (_, index) => index + 1);
	t.deepEqual(tail.show(rows, 8), {items: rows.slice(12), hasEarlier: true, hasLater: false});
	tail.earlier();
	t.deepEqual(tail.show(rows, 8).items, rows.slice(4, 12));
	tail.earlier();
	t.deepEqual(tail.show(rows, 8), {items: rows.slice(0, 8), hasEarlier: false, hasLater: true});
	tail.newest();
	t.deepEqual(tail.show(rows, 8).items, rows.slice(12));
});

testProp(
	'however far one looks back, eight rows are shown where there are eight',
	[fc.nat({max: 60}), fc.nat({max: 10})],
	(t, length, back) => {
		const tail = new Tail();
		for (let step = 0; step < back; step += 1) tail.earlier();
		t.is(tail.show(Array.from({length}), 8).items.length, Math.min(8, length));
	},
);

test('the newest word is shown: the till’s after the screen’s own, and the screen’s own after the till’s', t => {
	const notices = new Notices();
	notices.say('scan-in-printing');
	notices.hear({code: 'unknown-code', id: 1, tone: 'error', about: '123'});
	t.is(notices.current.value?.code, 'unknown-code');
	notices.say('type-plu-first');
	notices.hear({code: 'unknown-code', id: 1, tone: 'error'});
	t.is(notices.current.value?.code, 'type-plu-first');
	notices.dismiss();
	t.is(notices.current.value, undefined);
	notices.hear({code: 'unknown-code', id: 2, tone: 'error'});
	t.is(notices.current.value?.code, 'unknown-code', 'the same words again are seen again');
});

test('preferences outlive a restart', t => {
	const memory = new FakeMemory();
	const before = new Preferences(memory);
	before.toggleLanguage();
	before.toggleDark();
	const after = new Preferences(memory);
	t.is(after.language.value, 'en');
	t.true(after.dark.value);
	t.false(after.hotkeys.value);
});

test('the period to send again ends today at the latest, and its ends never cross', t => {
	const sent: unknown[] = [];
	const desk = new ServiceDesk(command => sent.push(command));
	desk.reset('2026-11-20');
	desk.move('to', 1);
	t.is(desk.to.value, '2026-11-20');
	desk.move('from', -3);
	desk.move('to', -1);
	t.deepEqual([desk.from.value, desk.to.value], ['2026-11-17', '2026-11-19']);
	desk.move('to', -5);
	t.deepEqual([desk.from.value, desk.to.value], ['2026-11-14', '2026-11-14']);
	desk.move('from', 2);
	t.deepEqual([desk.from.value, desk.to.value], ['2026-11-16', '2026-11-16']);
	desk.resend();
	t.deepEqual(sent, [{do: 'resend', from: '2026-11-16', to: '2026-11-16'}]);
});
