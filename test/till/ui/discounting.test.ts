import test from 'ava';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

test('a discount by hand says how much of what and why, and is given only then', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(2);
	desk.sale.turnToDiscount();
	t.regex(textOf(page(desk)), /Rabat na pozycję 2/);
	t.true(isDisabled(page(desk), 'digit-comma'), 'percents are whole');
	desk.sale.discount.line.press('10');
	t.true(isDisabled(page(desk), 'main-key'), 'nobody has said why');
	desk.sale.discount.chooseReason('Reklamacja');
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /DAJ RABAT 10%/);
	desk.sale.discount.choose('amount');
	for (const key of ['1', ',', '5']) desk.sale.discount.line.press(key);
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /DAJ RABAT 1,50 zł/);
	desk.sale.giveDiscount();
	t.deepEqual(sent, [{do: 'discount-amount', amountGrosze: 150, line: 2, reason: 'Reklamacja'}]);
	desk.sale.turnToDiscount();
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /DAJ RABAT bez rabatu/);
	desk.sale.giveDiscount();
	t.deepEqual(sent.at(-1), {do: 'discount', percentHundredths: 0});
});
