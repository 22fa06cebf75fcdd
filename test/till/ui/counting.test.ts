import test from 'ava';
import {deskAt} from './fixtures/desk.ts';
import {element, isDisabled, page, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

test('a float is typed as a sum, or counted with the keys that count the drawer at the end', t => {
	const {desk, sent} = deskAt(states['shift-none']);
	desk.shift.amount.press('200');
	desk.shift.open();
	t.deepEqual(sent, [{do: 'open-shift', floatGrosze: 20_000}]);
	desk.shift.turnTo('counting');
	t.true(isDisabled(page(desk), 'main-key'), 'nothing was touched');
	desk.shift.chooseKind(5000);
	desk.shift.count.press('4');
	desk.shift.chooseKind(200);
	desk.shift.count.press('7');
	t.regex(textOf(element(page(desk), 'main-key')?.after ?? ''), /OTWÓRZ ZMIANĘ 214,00 zł/);
	desk.shift.openCounted();
	const counted = [
		{valueGrosze: 5000, count: 4},
		{valueGrosze: 200, count: 7},
	];
	t.deepEqual(sent.at(-1), {do: 'open-shift', floatGrosze: 21_400, counted});
});
