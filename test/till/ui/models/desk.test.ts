import test from 'ava';
import {grosze} from '../../../../till/domain/money.ts';
import {deskAt} from '../fixtures/desk.ts';
import {emptySale} from '../fixtures/sales.ts';
import {snapshot, stateNames, states} from '../fixtures/snapshots.ts';

const saleScreen = {at: 'sale'} as const;

test('a scan sells at the sale and opens the next receipt at the change', t => {
	for (const state of ['sale', 'change'] as const) {
		const {desk, sent} = deskAt(states[state]);
		desk.scan('5909999500018');
		t.deepEqual(sent, [{do: 'scan', code: '5909999500018'}], state);
	}
});

test('a slip that is scanned where goods come back is looked for', t => {
	const {desk, sent} = deskAt(states.return);
	desk.scan('sale-1-2');
	t.deepEqual(sent, [{do: 'find-by-code', code: 'sale-1-2'}]);
});

test('what is scanned while goods are weighed, age is asked about or money is taken may be a card: the till knows', t => {
	for (const state of stateNames.filter(name => ['weighing', 'age', 'payment'].includes(states[name].screen.at))) {
		const {desk, sent} = deskAt(states[state]);
		desk.scan('7770000001');
		t.deepEqual(sent, [{do: 'scan', code: '7770000001'}], state);
	}
});

test('a scan never pays, answers or prints: where nothing is sold it is only a word', t => {
	const taking = ['sale', 'change', 'day-start', 'return', 'approval', 'weighing', 'age', 'payment'];
	for (const state of stateNames.filter(name => !taking.includes(states[name].screen.at))) {
		const {desk, sent} = deskAt(states[state]);
		desk.scan('5909999500018');
		t.deepEqual(sent, [], state);
		if (states[state].screen.at !== 'starting') t.regex(desk.notices.current.value?.code ?? '', /^scan-/, state);
	}
});

test('a scan looks for a receipt where goods come back, and is a badge where somebody is asked', t => {
	for (const [state, wish] of [
		['return', 'find-by-code'],
		['approval', 'approve-badge'],
	] as const) {
		const {desk, sent} = deskAt(states[state]);
		desk.scan('ostoja-badge-7f3c9a1e');
		t.deepEqual(sent, [{do: wish, code: 'ostoja-badge-7f3c9a1e'}], state);
	}
});

test('keys are deaf just after the screen changed, digits are not', t => {
	const {desk, timers} = deskAt(states.sale);
	desk.show(states.payment);
	const pressed: string[] = [];
	desk.press(() => pressed.push('main'));
	desk.press(() => pressed.push('digit'), {guarded: false});
	timers.pass(400);
	desk.press(() => pressed.push('main later'));
	t.deepEqual(pressed, ['digit', 'main later']);
});

test('a new snapshot of the same screen leaves the keys alone', t => {
	const {desk} = deskAt(states.sale);
	desk.show(states['own-work']);
	t.true(desk.guard.settled.value);
});

test('the question which goods a code means is not answered by the touch before it', t => {
	const {desk} = deskAt(states.sale);
	desk.show(states.choice);
	t.false(desk.guard.settled.value);
});

test('a touched line is removed, whole or in part', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(4);
	t.is(desk.sale.selected.value?.name, 'Masło ekstra 82% 200 g');
	desk.sale.removeSelected();
	t.is(desk.sale.focus.value.on, 'goods');
	desk.sale.selectLine(2);
	desk.sale.pieces.press('2');
	desk.sale.removeSelected();
	t.deepEqual(sent, [
		{do: 'void-line', line: 4},
		{do: 'void-line', line: 2, pieces: 2},
	]);
});

test('more pieces than the line has are not taken off', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(2);
	desk.sale.pieces.press('7');
	t.is(desk.sale.piecesToVoid.value, 0);
	desk.sale.removeSelected();
	t.deepEqual(sent, []);
});

test('a quantity typed after the scan is set on the touched line, and a piece more or less is one touch', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(2);
	desk.sale.pieces.press('12');
	desk.sale.setPieces();
	desk.sale.changePieces(1);
	desk.sale.changePieces(-1);
	t.deepEqual(sent, [
		{do: 'set-pieces', line: 2, pieces: 12},
		{do: 'set-pieces', line: 2, pieces: 7},
		{do: 'set-pieces', line: 2, pieces: 5},
	]);
	t.is(desk.sale.focus.value.on, 'line');
});

test('a basket is put aside from behind more, and taken up from the list, and the goods are in front again', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.toggle('more');
	desk.sale.park();
	t.is(desk.sale.focus.value.on, 'goods');
	desk.sale.toggle('parked');
	desk.sale.takeUp({sale: 'a', state: 'shared'});
	t.is(desk.sale.focus.value.on, 'goods');
	t.deepEqual(sent, [{do: 'park'}, {do: 'look-for-baskets'}, {do: 'take-up', sale: 'a'}]);
});

test('setting no quantity asks for one', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(2);
	desk.sale.setPieces();
	t.deepEqual(sent, []);
	t.is(desk.notices.current.value?.code, 'type-quantity-first');
});

test('a code that no goods have turns to the search with the code above it, until goods are sold', t => {
	const {desk} = deskAt(states.sale);
	desk.show(states['unknown-code']);
	t.deepEqual(desk.sale.focus.value, {on: 'search', unknown: '5909999500018'});
	desk.sale.type('chleb');
	desk.show({...states['unknown-code'], version: states['unknown-code'].version + 1});
	t.is(desk.sale.query.value, 'chleb', 'the same message is not news');
	desk.show({...states['unknown-code'], sale: emptySale});
	t.is(desk.sale.focus.value.on, 'goods');
});

test('an unknown code turns to no search where nothing is sold', t => {
	const {desk} = deskAt(states.payment);
	desk.show({...states.payment, message: {code: 'unknown-code', id: 9, tone: 'error', about: '5909999500018'}});
	t.is(desk.sale.focus.value.on, 'goods');
});

test('all the pieces typed is the whole line', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.selectLine(2);
	desk.sale.pieces.press('6');
	desk.sale.removeSelected();
	t.deepEqual(sent, [{do: 'void-line', line: 2}]);
});

test('Storno takes the newest goods, and once more lets go', t => {
	const {desk} = deskAt(states.sale);
	desk.sale.storno();
	t.is(desk.sale.selected.value?.line, 8);
	desk.sale.storno();
	t.is(desk.sale.focus.value.on, 'goods');
});

test('a selected line that is gone is selected no more', t => {
	const {desk} = deskAt(states.sale);
	desk.sale.selectLine(4);
	desk.show(snapshot(saleScreen, {sale: {...states.sale.sale, lines: []}}));
	t.is(desk.sale.focus.value.on, 'goods');
});

test('typed digits become a quantity, a PLU or a barcode by the key that follows', t => {
	const {desk, sent} = deskAt(states.sale);
	const type = (digits: string) => desk.sale.entry.press(digits);
	type('6');
	desk.sale.quantity();
	type('1014');
	desk.sale.plu();
	type('5909999500018');
	desk.sale.plu();
	t.deepEqual(sent, [
		{do: 'quantity', pieces: 6},
		{do: 'plu', plu: '1014'},
		{do: 'scan', code: '5909999500018'},
	]);
});

test('with nothing typed the cashier is told what to type first', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.plu();
	t.is(desk.notices.current.value?.code, 'type-plu-first');
	desk.sale.quantity();
	t.is(desk.notices.current.value?.code, 'type-quantity-first');
	t.deepEqual(sent, []);
});

test('C takes back what was typed, then the waiting quantity', t => {
	const {desk, sent} = deskAt(states['sale-empty']);
	desk.sale.entry.press('5');
	desk.sale.clear();
	t.deepEqual(sent, []);
	desk.sale.clear();
	t.deepEqual(sent, [{do: 'quantity', pieces: 0}]);
});

test('the price of a code that several goods have is checked of all of them, and the one that is touched is added', t => {
	const {desk, sent} = deskAt(states.sale);
	const roll = desk.goods.find('202');
	if (roll === undefined) return t.fail('there are rolls');
	const goods = [{...roll, barcodes: ['5909999500018'], plu: '1014'}];
	desk.goods.apply({complete: false, groups: [], quickProducts: [], goods, removed: []});
	desk.sale.toggle('price');
	desk.scan('5909999500018');
	const together = () => desk.sale.checkedTogether.value?.goods.map(({code, priceGrosze}) => [code, priceGrosze]);
	t.deepEqual(together(), [
		['202', 49],
		['201', 549],
	]);
	t.is(desk.sale.checked.value, undefined, 'none of them is meant yet');
	desk.sale.pick('201');
	t.is(desk.sale.checked.value?.name, 'Chleb wiejski krojony 500 g');
	t.is(together()?.length, 2, 'the others stay to be compared');
	desk.sale.entry.press('1014');
	desk.sale.plu();
	t.deepEqual(together(), [
		['202', 49],
		['101', 1299],
	]);
	desk.sale.pick('102');
	t.is(together(), undefined, 'another good is another question');
	t.deepEqual(sent, []);
	desk.sale.pickChecked();
	t.deepEqual(sent, [{do: 'pick', product: '102'}]);
});

test('a price is checked by touch, PLU or scan without selling anything', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.toggle('price');
	desk.sale.pick('102');
	t.is(desk.sale.checked.value?.priceGrosze, grosze(599));
	desk.sale.entry.press('1014');
	desk.sale.plu();
	t.is(desk.sale.checked.value?.name, 'Pomidory malinowe');
	desk.scan('5909999500018');
	t.is(desk.sale.checked.value?.name, 'Chleb wiejski krojony 500 g');
	desk.scan('4006381333931');
	t.is(desk.notices.current.value?.code, 'price-not-known');
	t.deepEqual(sent, []);
	desk.sale.pickChecked();
	t.deepEqual(sent, [{do: 'pick', product: '201'}]);
});

test('a scan leaves the question about the whole receipt unanswered', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.turnTo({on: 'void-sale'});
	desk.scan('5909999500018');
	t.is(desk.sale.focus.value.on, 'goods');
	t.deepEqual(sent, [{do: 'scan', code: '5909999500018'}]);
});

test('a product found by its name is sold and the goods are back', t => {
	const {desk, sent} = deskAt(states.sale);
	desk.sale.toggle('search');
	for (const letter of 'ban') desk.sale.type(letter);
	const [found] = desk.goods.search(desk.sale.query.value);
	desk.sale.pick(found?.code ?? '');
	t.deepEqual(sent, [{do: 'pick', product: '102'}]);
	t.is(desk.sale.focus.value.on, 'goods');
	t.is(desk.sale.query.value, '');
});

test('a PIN goes to the till with its cashier, and not before it has four digits', t => {
	const {desk, sent} = deskAt(states.login);
	desk.login.choose('anna');
	for (const digit of '123') desk.login.pin.press(digit);
	desk.login.logIn();
	t.deepEqual(sent, []);
	desk.login.pin.press('4');
	desk.login.logIn();
	t.deepEqual(sent, [{do: 'log-in', cashier: 'anna', pin: '1234'}]);
	t.is(desk.login.pin.text.value, '', 'a PIN does not stay on the screen');
});

test('the next payment begins with nothing given', t => {
	const {desk} = deskAt(states.payment);
	desk.payment.addNote(200);
	desk.show(states.sale);
	desk.show(states.payment);
	t.is(desk.payment.givenGrosze.value, 0);
});
