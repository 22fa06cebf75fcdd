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

test('baskets of other tills lie among those of this one, each with its till, in the order in which they were put aside', t => {
	const {desk} = deskAt(states['sale-parked']);
	desk.sale.toggle('parked');
	const text = textOf(page(desk));
	const places = ['19.11 19:48', '14:10', '14:21'].map(name => text.indexOf(name));
	t.deepEqual(
		places,
		places.toSorted((one, other) => one - other),
	);
	t.true(text.includes('Kasa 5'));
	t.true(text.includes('nie umie odczytać: 1 koszyk'));
});

test('other tills are asked when the list is opened and while it is open, and not afterwards', t => {
	const {desk, sent, timers} = deskAt(states['sale-parked']);
	timers.pass(60_000);
	t.deepEqual(sent, []);
	desk.sale.toggle('parked');
	t.deepEqual(sent, [{do: 'look-for-baskets'}]);
	timers.pass(25_000);
	t.is(sent.length, 3);
	desk.sale.home();
	timers.pass(60_000);
	t.is(sent.length, 3);
	desk.sale.toggle('parked');
	desk.show(states['approval-many']);
	timers.pass(60_000);
	t.is(sent.length, 4);
});

test('asking for the list takes away nothing that the till has said', t => {
	const {desk, timers} = deskAt(states['sale-parked']);
	desk.sale.toggle('parked');
	desk.show({...states['sale-parked'], message: {code: 'basket-taken', id: 9, tone: 'warning', about: 'Kasa 5'}});
	timers.pass(25_000);
	t.is(desk.notices.current.value?.code, 'basket-taken');
});

test('without a link only this till’s baskets are shown, and one that another till may have is asked about first', t => {
	const {desk, sent} = deskAt(states['sale-parked-alone']);
	desk.sale.toggle('parked');
	t.true(textOf(page(desk)).includes('Nie ma łączności z serwerem: widać tylko koszyki tej kasy'));
	t.true(textOf(page(desk)).includes('może go już mieć inna kasa'));
	desk.sale.takeUp({sale: 'a', state: 'unsure'});
	t.true(textOf(page(desk)).includes('zostanie sprzedany dwa razy'));
	t.deepEqual(sent, [{do: 'look-for-baskets'}]);
	desk.sale.takeUpUnasked();
	t.deepEqual(sent.at(-1), {do: 'take-up-unasked', sale: 'a'});
	t.is(desk.sale.focus.value.on, 'goods');
	t.is(desk.parked.doubted.value, undefined);
});

test('whoever turns away from the question takes nothing up', t => {
	const {desk, sent} = deskAt(states['sale-parked-alone']);
	desk.sale.toggle('parked');
	desk.sale.takeUp({sale: 'a', state: 'unsure'});
	desk.sale.home();
	desk.sale.takeUpUnasked();
	t.false(sent.some(command => command.do === 'take-up-unasked'));
});

test('while the server is asked for a basket it is not asked for twice', t => {
	const asking = states['sale-parked'].parked.map(basket => ({...basket, state: 'asking'}) as const);
	const {desk} = deskAt({...states['sale-parked'], parked: asking});
	desk.sale.toggle('parked');
	t.true(isDisabled(page(desk), 'take-up-a'));
	t.true(textOf(page(desk)).includes('pytam serwer'));
});

test('nothing is put aside here, and other tills are being asked', t => {
	const {desk} = deskAt({...states['sale-parked'], parked: [], parkedElsewhere: {state: 'asking'}});
	desk.sale.toggle('parked');
	t.true(textOf(page(desk)).includes('Pytam serwer o koszyki innych kas'));
	desk.show({...states['sale-parked'], parked: [], parkedElsewhere: {state: 'no-answer'}});
	t.true(textOf(page(desk)).includes('Serwer nie odpowiada'));
	t.true(textOf(page(desk)).includes('Żaden koszyk nie jest odłożony'));
});
