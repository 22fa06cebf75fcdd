import test from 'ava';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

test('whoever cannot pay is voided from the payment after one question, and nothing of it is paid meanwhile', t => {
	const {desk, sent} = deskAt(states.payment);
	t.false(isDisabled(page(desk), 'storno'));
	desk.sale.turnTo({on: 'void-sale'});
	const asked = page(desk);
	t.true(textOf(asked).includes('Unieważnić cały paragon? 8 pozycji, 133,22 zł'));
	t.is(element(asked, 'park'), undefined);
	t.deepEqual(sent, []);
	desk.sale.home();
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /PRZYJMIJ/, 'the customer found the purse');
	desk.sale.turnTo({on: 'void-sale'});
	desk.sale.removeSale();
	t.deepEqual(sent, [{do: 'void-sale'}]);
});

test('a basket is put aside from the payment with one key', t => {
	const {desk, sent} = deskAt(states.payment);
	t.false(isDisabled(page(desk), 'park'));
	desk.sale.park();
	t.deepEqual(sent, [{do: 'park'}]);
});

test('no two keys of a screen answer to the same F key', t => {
	for (const [state, snapshot] of Object.entries(states)) {
		const tags = page(deskAt(snapshot).desk).match(/<button[^>]*data-hotkeys="[^"]*"[^>]*>/g) ?? [];
		const keys = tags
			.filter(tag => !/ disabled/.test(tag))
			.flatMap(tag => (/data-hotkeys="([^"]*)"/.exec(tag)?.[1] ?? '').split(' '))
			.filter(key => /^F\d+$/.test(key));
		t.deepEqual(keys.toSorted(), [...new Set(keys)].toSorted(), state);
	}
});
