/** What the server says about a till, as the cashier and the service screen see it. */
import test from 'ava';
import type {LinkView} from '../../../till/api/snapshot.ts';
import {linkFace} from '../../../till/ui/parts/link-cell.tsx';
import {dictionaries} from '../../../till/ui/words/words.ts';
import {deskAt} from './fixtures/desk.ts';
import {longNotice, notice} from './fixtures/notices.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

test('that the server has something to say is calm, and gives way to whatever needs somebody', t => {
	const {link, now} = states['notice-own-work'];
	const nowMs = Date.parse(now);
	const told = (parts: Partial<LinkView>) => linkFace({...link, ...parts}, nowMs, dictionaries.pl.link);
	t.deepEqual(told({}), {
		tone: 'calm',
		icon: 'anchor',
		title: 'Praca samodzielna, 2\u00a0h 14\u00a0min',
		detail: 'komunikat · 37 paragonów czeka',
	});
	t.is(told({waitingReceiptCount: 0}).detail, 'komunikat serwera');
	t.like(told({state: 'live', waitingReceiptCount: 0}), {tone: 'calm', icon: 'notice', detail: 'komunikat serwera'});
	t.like(told({refusedCount: 1}), {tone: 'stop', detail: 'odrzucone 1, do wysłania 37'});
	t.like(told({state: 'unauthorised'}), {tone: 'stop', title: 'Serwer nie zna tej kasy'});
	t.like(told({trouble: {code: 'disk-full'}}), {tone: 'stop', title: 'Dysk kasy jest pełny'});
	t.like(told({trouble: {code: 'catalogue-anew'}}), {tone: 'calm', detail: 'kasa wczytuje inny katalog'});
});

test('what the server says about the till is told beside the sale, and stops nothing', t => {
	const {desk} = deskAt(states.notice);
	t.regex(element(page(desk), 'link-state')?.tag ?? '', /class="cell link calm"/);
	t.true(textOf(element(page(desk), 'link-state')?.after ?? '').startsWith(' Łączność z serwerem komunikat serwera'));
	t.is(element(page(desk), 'server-notice'), undefined, 'a receipt with goods on it is not disturbed');
	t.false(isDisabled(page(desk), 'main-key'));
	desk.preferences.toggleLanguage();
	t.true(textOf(element(page(desk), 'link-state')?.after ?? '').startsWith(' Server link notice from the server'));
});

test('between two customers, and before anybody logs in, its first sentence is read, with its time', t => {
	for (const [state, testId] of [
		['sale-notice', 'server-notice'],
		['sale-notice-damage', 'server-notice'],
		['login-notice', 'fact-notice'],
	] as const) {
		const {desk} = deskAt(states[state]);
		const polish = textOf(element(page(desk), testId)?.after ?? '');
		t.true(polish.includes('Drugie urządzenie pisze pod nazwą tej kasy albo przywrócono stary dysk (1).'), state);
		t.true(polish.includes('Komunikat serwera, 20.11, 14:12'), state);
		desk.preferences.toggleLanguage();
		const english = textOf(element(page(desk), testId)?.after ?? '');
		t.true(english.includes('Another machine writes under the name of this till'), state);
		t.true(english.includes('Notice from the server, 20.11, 14:12'), state);
	}
	t.truthy(element(pageOf(states['sale-notice-damage']), 'damage-note'));
	t.true(textOf(pageOf(states['sale-notice'])).includes('14:12 · 1 dalszy w serwisie'));
	t.is(element(pageOf(states['sale-empty']), 'server-notice'), undefined);
});

test('the service screen has all of what the server says, in pages where it is long, and asks for it anew', t => {
	const whole = textOf(element(pageOf(states['service-notice']), 'notice-card')?.after ?? '');
	for (const {pl} of notice.messages) t.true(whole.includes(pl), pl);
	t.true(whole.includes('20.11, 14:12'));
	t.is(element(pageOf(states['service-notice']), 'notice-next'), undefined);
	const {desk, sent} = deskAt(states['service-notice-long']);
	const read: string[] = [];
	for (const number of [1, 2]) {
		desk.service.noticePages.turn(number);
		const shown = textOf(element(page(desk), 'notice-card')?.after ?? '');
		t.true(shown.includes(`${number} z 2`));
		read.push(...longNotice.messages.map(({pl}) => pl).filter(sentence => shown.includes(sentence)));
	}
	t.deepEqual(
		read,
		longNotice.messages.map(({pl}) => pl),
	);
	t.false(isDisabled(page(desk), 'check-notice'));
	t.deepEqual(sent, []);
	t.is(element(pageOf(states.service), 'notice-card'), undefined);
});
