/**
 * One state of the screen, named by the address: `#sale`, `#payment+dark+en`. Keys do what they do before the till
 * hears of it; commands go nowhere. `[` and `]` turn to the state before and after.
 */
import {signal} from '@preact/signals';
import {render} from 'preact';
import {assortment} from '../../test/till/ui/fixtures/goods.ts';
import {stateNames, states} from '../../test/till/ui/fixtures/snapshots.ts';
import {listenToKeys, pressHotkey} from '../../till/ui/hardware-keys.ts';
import type {ConnectionState} from '../../till/ui/models/desk.ts';
import {Desk} from '../../till/ui/models/desk.ts';
import {Wedge} from '../../till/ui/models/wedge.ts';
import {Till} from '../../till/ui/screens/till.tsx';

const timers = {
	now: () => performance.now(),
	later: (delayMs: number, task: () => void) => {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};
const columns = innerWidth >= 1800 ? 5 : innerWidth >= 1200 ? 4 : 3;
const nothingKept = {getItem: () => null, setItem: () => {}};

/** What a cashier would have touched to be where the name says. */
const touches: Readonly<Record<string, (desk: Desk) => void>> = {
	storno: desk => desk.sale.selectLine(4),
	search: desk => {
		desk.sale.toggle('search');
		for (const letter of 'po') desk.sale.type(letter);
	},
	price: desk => {
		desk.sale.toggle('price');
		desk.sale.pick('101');
	},
	shared: desk => {
		const roll = desk.goods.find('202');
		const goods = roll === undefined ? [] : [{...roll, barcodes: ['5909999500018']}];
		desk.goods.apply({complete: false, groups: [], quickProducts: [], goods, removed: []});
		desk.sale.toggle('price');
		desk.sale.checkScanned('5909999500018');
		desk.sale.pick('201');
	},
	more: desk => desk.sale.toggle('more'),
	discount: desk => {
		desk.sale.turnToDiscount();
		desk.sale.discount.choose('amount');
		desk.sale.discount.chooseReason(desk.words.value.discount.reasons[3] ?? '');
		desk.sale.discount.line.press('5');
	},
	return: desk => desk.returns.chooseReason('damaged'),
	'wrong-payment': desk => desk.returns.chooseReason('wrong-payment'),
	mistake: desk => desk.returns.chooseReason('wrong-quantity'),
	parked: desk => desk.sale.toggle('parked'),
	doubt: desk => desk.sale.takeUp({sale: 'a', state: 'unsure'}),
	void: desk => desk.sale.turnTo({on: 'void-sale'}),
	vegetables: desk => desk.sale.chooseTab({kind: 'group', code: '01'}),
	given: desk => {
		desk.payment.addNote(100);
		desk.payment.addNote(50);
	},
	card: desk => desk.payment.choose('card'),
	transfer: desk => desk.payment.choose('transfer'),
	'mixed-transfer': desk => {
		desk.payment.choose('mixed');
		desk.payment.entry.press('100');
		desk.payment.put('transfer');
		desk.payment.putForeign('EUR');
	},
	mixed: desk => {
		desk.payment.choose('mixed');
		desk.payment.entry.press('10');
		desk.payment.put('voucher');
		desk.payment.put('card');
	},
	foreign: desk => {
		desk.payment.choose('foreign');
		desk.payment.foreign.addNote(2000);
		desk.payment.foreign.addNote(2000);
	},
	koruny: desk => {
		desk.payment.choose('foreign');
		desk.payment.chooseCurrency('CZK');
	},
	voucher: desk => desk.payment.choose('voucher'),
	gift: desk => {
		desk.payment.choose('voucher');
		desk.payment.vouchers.choose('gifts');
	},
	'mixed-vouchers': desk => {
		desk.payment.choose('mixed');
		desk.payment.putVoucher('meals');
		desk.payment.entry.press('1');
		desk.payment.putVoucher('gifts');
	},
	'mixed-foreign': desk => {
		desk.payment.choose('mixed');
		desk.payment.entry.press('20');
		desk.payment.putForeign('EUR');
		desk.payment.put('card');
	},
	'count-foreign': desk => {
		desk.shift.turnTo('counting');
		desk.shift.chooseKind(10_000);
		desk.shift.count.press('3');
		desk.shift.chooseCurrency('EUR');
		desk.shift.foreign.amount.press('340');
	},
	pin: desk => {
		desk.login.choose('anna');
		desk.login.pin.press('1234');
	},
	count: desk => {
		desk.shift.turnTo('counting');
		desk.shift.chooseKind(10_000);
		desk.shift.count.press('3');
		desk.shift.chooseKind(200);
		desk.shift.count.press('14');
	},
	float: desk => {
		desk.shift.turnTo('counting');
		desk.shift.chooseKind(5000);
		desk.shift.count.press('4');
	},
	out: desk => {
		desk.shift.turnTo('out');
		desk.shift.chooseReason(desk.words.value.shift.reasonsOut[0] ?? '');
		desk.shift.amount.press('500');
	},
	badge: desk => {
		const {screen} = desk.snapshot.value ?? {};
		const last = screen?.at === 'approval' ? screen.approvers.at(-1) : undefined;
		if (last !== undefined) desk.approval.choose(last);
	},
	aside: desk => {
		const {value} = desk.snapshot;
		if (value !== undefined) desk.show({...value, parked: states['sale-parked'].parked});
	},
	training: desk => {
		const {value} = desk.snapshot;
		if (value !== undefined) desk.show({...value, training: true});
	},
	dark: desk => desk.preferences.toggleDark(),
	en: desk => desk.preferences.toggleLanguage(),
	keys: desk => desk.preferences.toggleHotkeys(),
	'next-page': desk => desk.findingPages.turn(2),
	lost: () => {
		connectionState.value = 'lost';
	},
};

const connectionState = signal<ConnectionState>('connected');
let stop = () => {};

function show(): void {
	stop();
	const [name = 'sale', ...touched] = decodeURIComponent(location.hash.slice(1)).split('+');
	const state = stateNames.find(known => known === name) ?? 'sale';
	connectionState.value = 'connected';
	const desk = new Desk({
		line: {state: connectionState, queuedCount: signal(0), send: command => console.log(command)},
		timers,
		memory: nothingKept,
		columns: signal(columns),
	});
	desk.goods.apply(assortment);
	desk.show(states[state]);
	for (const touch of touched) touches[touch]?.(desk);
	const wedge = new Wedge({timers, onScan: code => desk.scan(code), onTyped: key => typed(key, state)});

	function typed(key: string, shown: (typeof stateNames)[number]): void {
		const step = key === ']' ? 1 : key === '[' ? -1 : 0;
		if (step === 0) pressHotkey(document, key);
		else location.hash = stateNames.at((stateNames.indexOf(shown) + step) % stateNames.length) ?? 'sale';
	}

	stop = listenToKeys(window, stroke => wedge.stroke(stroke));
	const place = document.querySelector('#till');
	if (place === null) return;
	render(null, place);
	render(<Till desk={desk} />, place);
}

addEventListener('hashchange', show);
show();
