import test from 'ava';
import type {ServiceScreen, Snapshot} from '../../../till/api/snapshot.ts';
import type {Damage} from '../../../till/domain/damage.ts';
import {grosze} from '../../../till/domain/money.ts';
import {railGroups} from '../../../till/ui/parts/goods-panel.tsx';
import {linkFace} from '../../../till/ui/parts/link-cell.tsx';
import {troubleOf} from '../../../till/ui/parts/printing-advice.tsx';
import {stoppedCodes} from '../../../till/ui/words/printing-kinds.ts';
import {dictionaries} from '../../../till/ui/words/words.ts';
import {approvalScreens} from './fixtures/approvals.ts';
import {deskAt} from './fixtures/desk.ts';
import {assortment} from './fixtures/goods.ts';
import {element, isDisabled, page, pageOf, textOf} from './fixtures/page.tsx';
import {snapshot, stateNames, states} from './fixtures/snapshots.ts';

for (const state of stateNames) {
	test(`${state}: every language has the same keys in the same order`, t => {
		const {desk} = deskAt(states[state]);
		const idsOf = (html: string) => [...html.matchAll(/data-testid="([^"]+)"/g)].map(([, id]) => id);
		const polish = page(desk);
		desk.preferences.toggleLanguage();
		const english = page(desk);
		t.deepEqual(idsOf(english), idsOf(polish));
		t.not(textOf(english), textOf(polish));
		t.false(/undefined|NaN|\[object/.test(polish + english));
	});
}

test('a training till says so on every screen, and one that sells on none', t => {
	for (const state of stateNames) {
		t.is(element(pageOf(states[state]), 'training'), undefined, state);
		const html = pageOf({...states[state], training: true});
		t.regex(textOf(element(html, 'training')?.after ?? ''), /SZKOLENIE nic nie jest drukowane fiskalnie/, state);
	}
});

test('a training till marks the number of each receipt, and says nothing of a server it has not got', t => {
	for (const state of ['sale', 'change'] as const) {
		const html = pageOf({...states[state], training: true});
		t.regex(textOf(element(html, 'receipt-number')?.after ?? ''), /^ ?Paragon \d+ · szkolenie/, state);
		t.regex(textOf(element(html, 'link-state')?.after ?? ''), /Kasa szkoleniowa/, state);
	}
	const html = pageOf({...states.login, training: true});
	t.truthy(element(html, 'fact-training'));
	t.is(element(html, 'fact-outbox'), undefined);
});

test('each screen has one main key in its place, or none where a question stands', t => {
	for (const state of stateNames) {
		const count = pageOf(states[state]).split('data-testid="main-key"').length - 1;
		const {screen} = states[state];
		const asks = screen.at === 'printing' && (screen.problem === undefined || screen.problem.kind === 'question');
		const searches = state === 'unknown-code';
		const none = searches || ['starting', 'age', 'service', 'day-start'].includes(screen.at) || asks;
		t.is(count, none ? 0 : 1, state);
	}
});

test('no key presses the answer to the age question or to the question about a slip', t => {
	for (const [state, ids] of [
		[states.age, ['age-yes', 'age-no', 'age-document']],
		[states['printing-question'], ['printed-yes', 'printed-no']],
	] as const) {
		const html = pageOf(state);
		for (const id of ids) {
			t.truthy(element(html, id), id);
			t.notRegex(element(html, id)?.tag ?? '', /data-hotkeys/, id);
		}
	}
});

test('Enter never commits money', t => {
	for (const state of ['sale', 'payment', 'change', 'weighing', 'printing-stopped'] as const) {
		t.notRegex(element(pageOf(states[state]), 'main-key')?.tag ?? '', /data-hotkeys="[^"]*Enter/, state);
	}
	t.regex(element(pageOf(states.login), 'main-key')?.tag ?? '', /data-hotkeys="F1 Enter"/);
});

test('a code with several goods shows each with its price, and Esc leaves the question', t => {
	const html = pageOf(states.choice);
	t.regex(textOf(html), /Dotknij właściwego towaru, kod 5909999500018/);
	for (const [code, shown] of [
		['000101', /Chleb wiejski krojony.*6,49.*szt/],
		['000988', /bochenek.*10,99/],
		['001204', /na wagę.*8,99.*kg/],
	] as const) {
		t.regex(textOf(element(html, `choice-${code}`)?.after ?? ''), shown, code);
	}
	t.regex(element(html, 'back')?.tag ?? '', /data-hotkeys="Escape"/);
	t.true(isDisabled(html, 'main-key'));
});

test('the newest goods stand in the display, and the rest in the list above', t => {
	const html = pageOf(states.sale);
	const [list = '', display = ''] = html.split('class="display"');
	t.false(list.includes('Ser gouda'));
	t.true(display.includes('Ser gouda'));
	t.true(textOf(list).includes('2 × 0,50 · do poz. 7'));
	t.regex(textOf(list), /rabat 20%, stały klient −3,00/);
	t.regex(element(html, 'total')?.after ?? '', /133,22/);
	t.true(textOf(html).includes('Paragon 2, alkohol 24,99 zł'));
});

test('a long receipt shows its last eight lines and the way to the earlier ones', t => {
	const {desk} = deskAt(states['sale-long']);
	t.false(isDisabled(page(desk), 'earlier-lines'));
	t.truthy(element(page(desk), 'line-13'));
	t.is(element(page(desk), 'line-12'), undefined);
	desk.sale.receipt.earlier();
	t.truthy(element(page(desk), 'line-12'));
	t.true(textOf(page(desk)).includes('12 599,79'));
});

test('an empty receipt can neither be totalled nor voided', t => {
	const {desk} = deskAt(states['sale-empty']);
	t.true(isDisabled(page(desk), 'main-key'));
	t.true(isDisabled(page(desk), 'storno'));
	desk.sale.toggle('more');
	t.true(isDisabled(page(desk), 'void-sale'));
	t.true(textOf(page(desk)).includes('6 ×'), 'the waiting quantity is seen');
});

test('the key of a voided line says what goes and how much of it', t => {
	const {desk} = deskAt(states.sale);
	desk.sale.selectLine(2);
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /USUŃ 6 szt\. · Mleko UHT/);
	desk.sale.pieces.press('2');
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /USUŃ 2 szt\. · Mleko UHT/);
	desk.sale.pieces.press('0');
	t.true(isDisabled(page(desk), 'main-key'), 'twenty are not there');
	t.true(textOf(page(desk)).includes('Na paragonie jest 6 szt.'));
});

test('a part of weighed goods is not taken off', t => {
	const {desk} = deskAt(states.sale);
	desk.sale.selectLine(3);
	t.true(isDisabled(page(desk), 'digit-5'));
	t.false(isDisabled(page(desk), 'main-key'));
});

test('who approves is chosen, types a PIN or shows a badge, and no key of the scanner’s end does it', t => {
	const {desk} = deskAt(states.approval);
	t.regex(
		textOf(page(desk)),
		/Storno pozycji 24,99 zł Wino czerwone wytrawne 0,75 l To więcej, niż wynosi Twój limit\. Potrzebny identyfikator albo PIN z co najmniej 6 cyfr\./,
	);
	t.false(textOf(pageOf(states['approval-many'])).includes('z co najmniej'), 'a short PIN is enough');
	t.true(isDisabled(page(desk), 'digit-1'));
	const [barbara, irena] = approvalScreens.approval.approvers;
	desk.approval.choose(irena);
	t.true(isDisabled(page(desk), 'digit-1'), 'a badge only');
	t.true(textOf(page(desk)).includes('Zeskanuj identyfikator, Irena Pawlak'));
	desk.approval.choose(barbara);
	t.true(isDisabled(page(desk), 'main-key'));
	desk.approval.pin.press('147036');
	t.false(isDisabled(page(desk), 'main-key'));
	t.notRegex(element(page(desk), 'main-key')?.tag ?? '', /data-hotkeys="[^"]*Enter/);
});

test('a drawer is counted note by note, and no shift ends before something was touched', t => {
	const {desk, sent} = deskAt(states['shift-running']);
	t.false(textOf(page(desk)).includes('Powinno być'), 'who counts is not told what has to be there');
	desk.shift.turnTo('counting');
	t.true(isDisabled(page(desk), 'main-key'));
	desk.shift.chooseKind(10_000);
	desk.shift.count.press('3');
	desk.shift.chooseKind(200);
	desk.shift.count.press('14');
	t.true(textOf(element(page(desk), 'main-key')?.after ?? '').startsWith(' ZAKOŃCZ ZMIANĘ 328,00 zł'));
	desk.shift.chooseKind(10_000);
	desk.shift.clearKind();
	desk.shift.close();
	t.deepEqual(sent, [{do: 'close-shift', counted: [{valueGrosze: 200, count: 14}]}]);
});

test('cash goes to the safe with a reason and an amount', t => {
	const {desk, sent} = deskAt(states['shift-running']);
	desk.shift.turnTo('out');
	desk.shift.amount.press('500');
	t.true(isDisabled(page(desk), 'main-key'));
	desk.shift.chooseReason('Wypłata do sejfu');
	t.false(isDisabled(page(desk), 'main-key'));
	desk.shift.move('out');
	t.deepEqual(sent, [{do: 'move-cash', direction: 'out', amountGrosze: grosze(50_000), reason: 'Wypłata do sejfu'}]);
});

test('a difference is said plainly, and the daily report is next', t => {
	const html = pageOf(states['shift-closed']);
	t.true(textOf(html).includes('Brakuje gotówki: 2,00 zł'));
	t.truthy(element(html, 'daily-report'));
});

test('where one person may approve, that person is meant', t => {
	t.false(isDisabled(pageOf(states['approval-age']), 'digit-1'));
});

test('nothing is added before the scale is sure', t => {
	t.true(isDisabled(pageOf(states['weighing-moving']), 'main-key'));
	t.true(isDisabled(pageOf(states['weighing-moving']), 'type-weight'), 'nothing is typed yet');
	const stable = pageOf(states.weighing);
	t.false(isDisabled(stable, 'main-key'));
	t.true(textOf(element(stable, 'main-key')?.after ?? '').includes('DODAJ 0,452 kg · 5,87 zł'));
});

test('accepting waits for enough money and then says the change', t => {
	const {desk} = deskAt(states.payment);
	t.true(isDisabled(page(desk), 'main-key'));
	desk.payment.addNote(100);
	t.true(isDisabled(page(desk), 'main-key'));
	t.true(textOf(page(desk)).includes('brakuje 33,22 zł'));
	desk.payment.addNote(50);
	t.false(isDisabled(page(desk), 'main-key'));
	t.true(textOf(element(page(desk), 'main-key')?.after ?? '').includes('PRZYJMIJ reszta 16,78 zł'));
});

test('likely amounts stand ready, the exact one on its own key', t => {
	const html = pageOf(states.payment);
	t.truthy(element(html, 'give-14000'));
	t.is(element(html, 'give-13322'), undefined);
	t.true(textOf(element(html, 'exact')?.after ?? '').startsWith(' 133,22 równo'));
});

test('a printer out of paper is one problem with numbered steps, and the first slip stands', t => {
	const text = textOf(pageOf(states['printing-paper']));
	t.true(text.includes('W drukarce 2 skończył się papier'));
	t.true(text.includes('Załóż nową rolkę w drukarce 2 (alkohol). Zamknij pokrywę drukarki. Drukarka ruszy sama.'));
	t.true(text.includes('Paragon 1 jest ważny i zostaje.'));
	t.true(text.includes('Nic nie wydrukuje się drugi raz.'));
	t.true(isDisabled(pageOf(states['printing-paper']), 'main-key'), 'the printer goes on by itself');
});

test('a stopped slip is printed on, given up, or the sale is gone back to, as the till allows', t => {
	const second = pageOf(states['printing-stopped']);
	t.false(isDisabled(second, 'main-key'));
	t.truthy(element(second, 'abandon-slip'));
	t.is(element(second, 'back'), undefined);
	const first = pageOf(states['printing-refused']);
	t.is(element(first, 'abandon-slip'), undefined);
	t.truthy(element(first, 'back'));
});

test('every refusal of a printer has words of its own, and a new one has the general ones', t => {
	for (const {printing} of Object.values(dictionaries)) {
		for (const code of stoppedCodes) t.is(troubleOf(code, printing), printing.stopped[code]);
		t.is(troubleOf('paper-out', printing), printing.condition['paper-out']);
		t.is(troubleOf('not-connected', printing), printing.condition.disconnected);
		t.is(troubleOf('a code from next year', printing), printing.stopped.other);
	}
});

test('the question about a slip shows what the printer says in zlotys', t => {
	const text = textOf(element(pageOf(states['printing-question']), 'evidence')?.after ?? '');
	t.true(text.includes('paragony teraz 120'));
	t.true(text.includes('ostatni dokument 24,99 zł'));
});

test('the change is the largest thing, with what became of both slips', t => {
	const html = pageOf(states.change);
	t.regex(element(html, 'change')?.tag ?? '', /data-grosze="1678"/);
	t.true(textOf(html).includes('Paragon 2 wydrukowany alkohol, 24,99 zł'));
	t.true(textOf(pageOf(states['change-abandoned'])).includes('Paragon 2 niesprzedany'));
});

test('working without the server is calm, and says since when and what waits', t => {
	const nowMs = Date.parse(states['own-work'].now);
	const face = linkFace(states['own-work'].link, nowMs, dictionaries.pl.link);
	t.like(face, {tone: 'calm', icon: 'anchor', title: 'Praca samodzielna, 2\u00a0h 14\u00a0min'});
	t.is(face.detail, '37 paragonów czeka na serwer');
});

test('only what a person has to decide is red', t => {
	const nowMs = Date.parse(states.sale.now);
	const toneOf = (parts: Partial<Snapshot['link']>) =>
		linkFace({...states.sale.link, ...parts}, nowMs, dictionaries.pl.link).tone;
	t.is(toneOf({}), 'good');
	t.is(toneOf({waitingCount: 5, waitingReceiptCount: 5}), 'good');
	t.is(toneOf({state: 'catching-up'}), 'good');
	t.is(toneOf({refusedCount: 1}), 'stop');
	t.is(toneOf({state: 'own-work', refusedCount: 1}), 'stop');
	t.is(toneOf({state: 'unauthorised'}), 'stop');
});

test('the rail has five places: what does not fit stands behind the other groups', t => {
	const {groups} = assortment;
	t.is(railGroups(groups.slice(0, 4), true).others.length, 0);
	t.is(railGroups(groups.slice(0, 5), true).shown.length, 3);
	t.is(railGroups(groups.slice(0, 5), false).shown.length, 5);
});

test('the screen that lost the till says so and keeps the sum in sight', t => {
	const {desk, state} = deskAt(states.sale);
	state.value = 'lost';
	const html = page(desk);
	t.truthy(element(html, 'connection-lost'));
	t.regex(element(html, 'till')?.tag ?? '', /aria-disabled="true"/);
	t.true(textOf(html).includes('133,22'));
});

test('a queue of commands is told, a single one is not', t => {
	const {desk, queuedCount} = deskAt(states.sale);
	queuedCount.value = 1;
	t.is(element(page(desk), 'queue'), undefined);
	queuedCount.value = 3;
	t.true(textOf(page(desk)).includes('Czeka na kasę: 3'));
});

test('a message takes the place of the hint until it is read', t => {
	const message = {code: 'unknown-plu', id: 7, tone: 'error', about: '999'} as const;
	const {desk} = deskAt(snapshot({at: 'sale'}, {message}));
	t.regex(element(page(desk), 'message')?.tag ?? '', /data-code="unknown-plu"/);
	desk.notices.dismiss();
	t.truthy(element(page(desk), 'hint'));
});

test('what may be done is offered to a till without scale and scanner as well', t => {
	const {scale: _scale, scanner: _scanner, ...bare} = states.sale;
	const html = pageOf(bare);
	t.is(element(html, 'scale'), undefined);
	t.truthy(element(html, 'main-key'));
});

test('the service screen says from which day on a period was sent again when the till no longer has all of it', t => {
	const {screen} = states.service;
	const done = {
		state: 'done',
		checkedCount: 4,
		identicalCount: 4,
		newCount: 0,
		differentCount: 0,
		refusedCount: 0,
	} as const;
	if (screen.at !== 'service') return t.fail();
	const reportOf = (resend: ServiceScreen['resend'] & object) =>
		textOf(pageOf({...states.service, screen: {...screen, resend}}));
	t.true(reportOf({...done, heldFrom: '2026-09-01'}).includes('Wpisów sprzed 01.09.2026 kasa już nie ma'));
	t.false(reportOf(done).includes('Wpisów sprzed'));
});

test('the service screen names what was refused in the server’s words', t => {
	const text = textOf(pageOf(states.service));
	t.true(text.includes('Wpis 24102'));
	t.true(text.includes('Month 2026-10 is not there yet'));
	t.true(text.includes('2 czekają na decyzję'));
	t.true(text.includes('3 133 towary'));
});

test('what happened to the till’s files is told before anybody logs in, and on an empty receipt', t => {
	const told = 'Brakuje 3 wpisów tej kasy. Sprzedawaj dalej i wezwij kierownika.';
	t.true(textOf(pageOf(states['sale-damage'])).includes(told));
	t.true(textOf(pageOf(states['login-damage'])).includes('Plik paragonów był uszkodzony, ale nic nie zginęło.'));
	t.true(textOf(pageOf(states['starting-damage'])).includes('kasa pobiera go od nowa'));
	const damage = {part: 'receipts', lostCount: 3, unsentCount: 1} as const;
	t.is(
		element(pageOf({...states.sale, damage}), 'damage-note'),
		undefined,
		'a receipt with goods on it is not disturbed',
	);
	t.is(element(pageOf(states['sale-empty']), 'damage-note'), undefined);
});

test('lost entries that the server has are no loss', t => {
	const onServer = {...states['sale-damage'], damage: {part: 'receipts', lostCount: 2, unsentCount: 0}} as const;
	t.true(textOf(pageOf(onServer)).includes('Brakuje 2 wpisów tej kasy, ale ma je serwer.'));
});

test('the service screen says which file lies where, what was saved and what is missing, the latest first', t => {
	const {desk, sent} = deskAt(states['service-damage']);
	const latest = textOf(page(desk));
	t.true(latest.includes('Uratowano 1 841 wpisów'));
	t.true(latest.includes('Brakuje 3 wpisów: 24102-24103, 24180, serwer może nie mieć 1'));
	t.true(latest.includes('Odłożony jako receipts-2026-11.damaged-2026-11-20T13-01-12.000Z.sqlite'));
	t.false(isDisabled(page(desk), 'acknowledge-damages'));
	desk.service.damagePages.turn(2);
	t.true(textOf(page(desk)).includes('Potwierdza Halina Nowak, 20.11, 06:10'));
	t.deepEqual(sent, []);
});

test('a key that is not the one before is told to the cashier and, with who has to do what, on the service screen', t => {
	const damage = {part: 'key', lostCount: 0, unsentCount: 0} as const;
	t.true(textOf(pageOf({...states['sale-damage'], damage})).includes('Kasa podpisuje paragony nowym kluczem'));
	const {screen} = states['service-damage'];
	if (screen.at !== 'service') return t.fail();
	const [first] = screen.damages;
	const key = {...first, file: 'till-key.pem', kind: 'replaced', lostCount: 0, lost: []} as Damage;
	const told = textOf(pageOf({...states['service-damage'], screen: {...screen, damages: [key]}}));
	t.true(told.includes('Inny plik niż dotąd'));
	t.true(told.includes('biuro musi go wpisać do jej profilu'));
});

test('damages that somebody has acknowledged stay on the service screen and ask for nothing', t => {
	const {screen} = states['service-damage'];
	if (screen.at !== 'service') return t.fail();
	const seen = screen.damages.filter(({acknowledged}) => acknowledged !== undefined);
	t.true(isDisabled(pageOf({...states['service-damage'], screen: {...screen, damages: seen}}), 'acknowledge-damages'));
});
