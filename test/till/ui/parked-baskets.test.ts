import test from 'ava';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

test('at the end of a shift and of a day the till says what is aside and not paid', t => {
	const {parked} = states['sale-parked'];
	for (const state of ['shift-running', 'shift-closed', 'service'] as const) {
		t.is(element(page(deskAt(states[state]).desk), 'parked-note'), undefined, state);
		const html = page(deskAt({...states[state], parked}).desk);
		t.regex(textOf(element(html, 'parked-note')?.after ?? ''), /Odłożone i nieopłacone: 2 koszyki, 1 085,24 zł/, state);
		t.is(html.split('data-testid="parked-note"').length, 2, 'once');
	}
});

test('baskets put aside stand with their time, who put them aside and what they come to; goods on the counter come first', t => {
	const {desk} = deskAt(states['sale-parked']);
	t.true(textOf(page(desk)).includes('2 koszyki'));
	desk.sale.toggle('parked');
	t.false(isDisabled(page(desk), 'take-up-a'));
	for (const told of ['19.11 19:48', 'Barbara Nowak', '12 pozycji', '14:21', '42,07'])
		t.true(textOf(page(desk)).includes(told), told);
	const {desk: busy} = deskAt({...states.sale, parked: states['sale-parked'].parked});
	t.true(isDisabled(page(busy), 'parked'));
	busy.sale.toggle('more');
	t.false(isDisabled(page(busy), 'park'));
	t.true(isDisabled(page(busy), 'open-parked'));
});
