import test from 'ava';
import {findingText, reportText} from '../../../till/ui/parts/finding-card.tsx';
import {dictionaries} from '../../../till/ui/words/words.ts';
import {badDay, clockDay, reportedDay} from './fixtures/days.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {snapshot, states} from './fixtures/snapshots.ts';

test('what stops the day is one list, with its facts and what to do about each', t => {
	const text = textOf(pageOf(states['day-start']));
	t.true(text.includes('Drukarka 1 ma inną godzinę niż kasa Kasa: 06:02, drukarka: 05:51.'));
	t.true(text.includes('Kierownik sprawdza, która godzina jest dobra, i dotyka jej klawisza.'));
	t.true(text.includes('Drukarka 2 czeka na raport dobowy Sprzedaż z 19.11.2026 nie ma raportu.'));
});

test('clocks that differ by days are told with their days', t => {
	const [behindBook] = badDay.findings;
	if (behindBook === undefined) return t.fail();
	t.is(
		findingText(behindBook, 1, dictionaries.pl.day).facts,
		'Kasa: 20.10.2026 06:02, ostatni wpis: 19.11.2026 21:58.',
	);
});

test('every block and every warning has a way out of its own', t => {
	for (const words of Object.values(dictionaries).map(({day}) => day)) {
		for (const [facts, toDo] of [
			[words.blocks, words.toDoBlocked],
			[words.warnings, words.toDoWarned],
		] as const) {
			t.deepEqual(Object.keys(toDo), Object.keys(facts));
			t.is(new Set(Object.values(toDo)).size, Object.keys(facts).length);
		}
	}
	const unpaid = findingText({code: 'blocked', route: 'main', block: 'subscription'}, 1, dictionaries.pl.day);
	t.is(unpaid.toDo, 'Kierownik opłaca abonament. Potem dotknij „Sprawdź ponownie”.');
});

test('a manager touches which clock is right, which printer is new, and the report; each key says it to the till', t => {
	const {desk, sent} = deskAt(states['day-start-bad']);
	const html = page(desk);
	for (const id of ['till-is-right-book', 'printer-is-right-main', 'confirm-printer-main', 'check-day', 'log-out'])
		t.false(isDisabled(html, id), id);
	t.is(element(html, 'daily-report'), undefined, 'it is on the next page');
	desk.findingPages.turn(2);
	t.false(isDisabled(page(desk), 'daily-report'));
	t.true(textOf(page(desk)).includes('W drukarce 2 skończył się papier'), 'what came of the report stands beside it');
	t.deepEqual(sent, []);
});

test('once the printer’s clock is said to be right, the till’s is to be set', t => {
	t.true(textOf(pageOf(states['day-start-bad'])).includes('Ustaw zegar kasy, sprzedaż ruszy sama.'));
	t.false(textOf(pageOf(states['day-start'])).includes('Ustaw zegar kasy'));
});

test('goods scanned where the day is not begun are passed on: the till says why not', t => {
	const {desk, sent} = deskAt(states['day-start']);
	desk.scan('5900000000012');
	t.deepEqual(sent, [{do: 'scan', code: '5900000000012'}]);
});

test('what stops the day is seen before anybody logs in; a warning is calm there', t => {
	t.regex(element(pageOf(states['login-day']), 'fact-day')?.tag ?? '', /class="stop"/);
	t.regex(element(pageOf(states['login-warned']), 'fact-day')?.tag ?? '', /class="calm"/);
	t.is(element(pageOf(states.login), 'fact-day'), undefined);
});

test('each printer says what came of its daily report', t => {
	const [printed, refused] = reportedDay.reports;
	if (printed === undefined || refused === undefined) return t.fail();
	t.is(reportText(printed, 1, dictionaries.pl), 'Drukarka 1: wydrukowany, nr 412');
	t.is(reportText(refused, 2, dictionaries.pl), 'Drukarka 2 ma pełną pamięć. Drukarka: 384 fiscal memory full');
	t.is(reportText({route: 'main', state: 'printed'}, 1, dictionaries.en), 'Printer 1: printed');
	t.true(textOf(pageOf(states['service-reported'])).includes('Drukarka 1: wydrukowany, nr 412'));
});

test('one daily report is under way at a time, and none while goods are on the counter', t => {
	t.false(isDisabled(pageOf(states['service-reported']), 'daily-report'));
	const running = {...clockDay, reports: [{route: 'main', state: 'running'}]} as const;
	t.true(isDisabled(pageOf({...states['service-reported'], day: running}), 'daily-report'));
	t.true(isDisabled(pageOf(snapshot(states.service.screen)), 'daily-report'));
});
