/** Before anything is given back the screen says which register of the office it is written into. */
import test from 'ava';
import {returnRegisters} from '../../../till/domain/entry.ts';
import {reasonsOf, returnReasons} from '../../../till/domain/return-reasons.ts';
import {englishReturn} from '../../../till/ui/words/english-return.ts';
import {polishReturn} from '../../../till/ui/words/polish-return.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, page, pageOf, textOf} from './fixtures/page.tsx';
import {cardWays} from './fixtures/returns.ts';
import {states} from './fixtures/snapshots.ts';

test('every reason is of one register, and of its own words in both languages', t => {
	t.deepEqual(returnRegisters.flatMap(reasonsOf), [...returnReasons]);
	for (const {reasons} of [polishReturn, englishReturn])
		t.is(new Set(Object.values(reasons)).size, returnReasons.length);
});

for (const [reason, register] of [
	['damaged', 'returns'],
	['wrong-nip', 'mistakes'],
] as const) {
	test(`${reason} goes into the register of ${register}, by what it is and not by what it is called`, t => {
		const {desk, sent} = deskAt(states['return-choosing']);
		desk.returns.chooseReason(reason);
		for (const language of ['pl', 'en']) {
			t.regex(element(page(desk), `register-${register}`)?.tag ?? '', /data-written="true"/, language);
			desk.preferences.toggleLanguage();
		}
		desk.returns.give(cardWays, polishReturn.reasons);
		t.deepEqual(sent.at(-1), {
			do: 'give-back',
			kind: register === 'returns' ? 'cash' : 'card',
			reason: polishReturn.reasons[reason],
			register,
		});
	});
}

test('what was given back says its register and its number in the book', t => {
	t.regex(textOf(pageOf(states['return-given'])), /Ewidencja zwrotów · Wpis nr 519/);
	const mistake = textOf(pageOf(states['mistake-given']));
	t.regex(mistake, /Ewidencja oczywistych pomyłek · Wpis nr 519.*nabij sprzedaż jeszcze raz/);
});

test('where the form of payment was wrong, the screen does not send money twice', t => {
	const {desk} = deskAt(states['mistake-given']);
	t.is(element(page(desk), 'paid-otherwise'), undefined);
	desk.returns.chooseReason('wrong-payment');
	t.regex(element(page(desk), 'paid-otherwise')?.after ?? '', /pieniądze zostają tam, gdzie są/);
});

test('the reason and the way are as they were chosen while a second person is asked, and afterwards', t => {
	const {desk, sent} = deskAt(states['return-choosing']);
	desk.returns.chooseReason('wrong-payment');
	desk.returns.chooseKind('cash');
	desk.show(states['approval-cash-instead']);
	desk.show(states['return-choosing']);
	desk.returns.give(cardWays, polishReturn.reasons);
	t.like(sent.at(-1), {kind: 'cash', register: 'mistakes'});
	desk.show(states['approval-cash-instead']);
	desk.show(states['mistake-given']);
	t.is(desk.returns.reason.value, 'wrong-payment');
	desk.show(states['return-searching']);
	desk.show(states['return-choosing']);
	t.is(desk.returns.reason.value, undefined);
});
