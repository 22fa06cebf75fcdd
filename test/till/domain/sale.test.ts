import test from 'ava';
import {addGoods, checkAge, emptyBasket, lineCountMax, showCard} from '../../../till/domain/basket.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {PrintState} from '../../../till/domain/print-job.ts';
import {grams} from '../../../till/domain/quantity.ts';
import type {Sale, SaleEvent} from '../../../till/domain/sale.ts';
import {stepSale} from '../../../till/domain/sale-step.ts';
import {
	applesToWeigh,
	basketOf,
	counted,
	date,
	fresh,
	halina,
	mixedBasket,
	paid,
	printedAs,
	printingAt,
	weighedApples,
} from './sales.ts';
import {milk, pet, vodka, water} from './shop.ts';
import {documentOf, quiet} from './slips.ts';

const at = '2026-11-23T15:05:00+01:00';
const basket = basketOf(counted(milk, 2));
const payment = paid(basket);
const reason = {code: 'paper-out', detail: 'no paper'};
const stopped: PrintState = {at: 'stopped', reason};
const [onlySlip] = payment.slips;
const jobs = onlySlip === undefined ? [] : [{slip: onlySlip, before: quiet, state: {at: 'closing'} as const}];

const sales: {readonly [A in Sale['at']]: Sale} = {
	idle: {at: 'idle'},
	selling: {at: 'selling', basket},
	weighing: {
		at: 'weighing',
		basket,
		goods: applesToWeigh,
		tareGrams: grams(0),
		reading: {state: 'stable', netGrams: grams(1234), totalGrosze: grosze(492)},
	},
	'asking-age': {at: 'asking-age', basket, goods: counted(vodka)},
	paying: {at: 'paying', basket},
	parked: {at: 'parked', basket, parkedAt: at},
	preparing: {at: 'preparing', basket, payment},
	printing: {at: 'printing', basket, payment, date, jobs},
	suspended: {at: 'suspended', basket, payment, date, jobs},
	sealing: {at: 'sealing', basket, payment, date, jobs},
	closed: {at: 'closed', basket, payment, jobs, entry: 7},
};

const events: {readonly [E in SaleEvent['on']]: Extract<SaleEvent, {on: E}>} = {
	add: {on: 'add', goods: counted(milk), fresh},
	weigh: {on: 'weigh', goods: applesToWeigh, fresh},
	tare: {on: 'tare', tareGrams: grams(20)},
	reading: {on: 'reading', reading: {state: 'waiting', reason: 'moving'}},
	'add-weighed': {on: 'add-weighed'},
	'age-answer': {on: 'age-answer', answer: 'adult'},
	'more-pieces': {on: 'more-pieces', line: 1, count: 2},
	'void-line': {on: 'void-line', line: 1, count: 1},
	'void-sale': {on: 'void-sale'},
	card: {on: 'card', card: halina, fresh},
	packages: {on: 'packages', packages: {deposit: pet, pieces: 3}, fresh},
	buyer: {on: 'buyer', nip: '5260250274', fresh},
	discount: {on: 'discount', lines: [1], manual: {percentHundredths: 1000}},
	total: {on: 'total'},
	back: {on: 'back'},
	pay: {on: 'pay', payment},
	prepared: {on: 'prepared', before: [quiet], date},
	'not-prepared': {on: 'not-prepared'},
	print: {on: 'print', route: 'main', event: {on: 'closed', fiscalNumber: 43, at}},
	park: {on: 'park', parkedAt: at},
	'take-up': {on: 'take-up'},
	suspend: {on: 'suspend', suspendedAt: '2026-11-23T15:04:05+01:00'},
	resume: {on: 'resume'},
	restart: {on: 'restart'},
	sealed: {on: 'sealed', entry: 7},
	next: {on: 'next'},
};

/** `no`: the cashier is told *not now*. `-`: late news, nothing follows. Otherwise: where the sale is afterwards. */
type Outcome = Sale['at'] | 'no' | '-' | 'nothing-to-pay';
const outcomes: {readonly [E in SaleEvent['on']]: {readonly [A in Sale['at']]: Outcome}} = {
	add: row('selling', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'selling'),
	weigh: row('weighing', 'weighing', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'weighing'),
	tare: row('no', 'no', 'weighing', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	reading: row('-', '-', 'weighing', '-', '-', '-', '-', '-', '-', '-', '-'),
	'add-weighed': row('no', 'no', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	'age-answer': row('no', 'no', 'no', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	'more-pieces': row('no', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	'void-line': row('no', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	'void-sale': row('no', 'idle', 'no', 'no', 'idle', 'no', 'no', 'no', 'no', 'no', 'no'),
	card: row('selling', 'selling', 'weighing', 'asking-age', 'paying', 'no', 'no', 'no', 'no', 'no', 'selling'),
	packages: row('selling', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'selling'),
	buyer: row('selling', 'selling', 'no', 'no', 'paying', 'no', 'no', 'no', 'no', 'no', 'selling'),
	discount: row('no', 'selling', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', 'no'),
	total: row('nothing-to-pay', 'paying', 'no', 'no', '-', 'no', 'no', 'no', 'no', 'no', 'no'),
	back: row('-', '-', 'selling', 'no', 'selling', 'no', 'no', 'no', 'no', 'no', 'idle'),
	pay: row('no', 'no', 'no', 'no', 'preparing', 'no', 'no', 'no', 'no', 'no', 'no'),
	prepared: row('-', '-', '-', '-', '-', '-', 'printing', '-', '-', '-', '-'),
	'not-prepared': row('-', '-', '-', '-', '-', '-', 'paying', '-', '-', '-', '-'),
	print: row('-', '-', '-', '-', '-', '-', '-', 'sealing', '-', '-', '-'),
	park: row('no', 'parked', 'no', 'no', 'parked', '-', 'no', 'no', 'no', 'no', 'no'),
	'take-up': row('-', '-', '-', '-', '-', 'selling', '-', '-', '-', '-', '-'),
	suspend: row('no', 'no', 'no', 'no', 'no', 'no', 'no', 'no', '-', 'no', 'no'),
	resume: row('-', '-', '-', '-', '-', '-', '-', '-', 'printing', '-', '-'),
	restart: row(
		'-',
		'selling',
		'selling',
		'asking-age',
		'selling',
		'parked',
		'selling',
		'printing',
		'suspended',
		'sealing',
		'idle',
	),
	sealed: row('-', '-', '-', '-', '-', '-', '-', '-', '-', 'closed', '-'),
	next: row('-', '-', '-', '-', '-', 'no', '-', 'no', 'no', 'no', 'idle'),
};

function row(...reached: readonly Outcome[]): {readonly [A in Sale['at']]: Outcome} {
	const states = Object.keys(sales) as Sale['at'][];
	return Object.fromEntries(states.map((state, index) => [state, reached[index]])) as {[A in Sale['at']]: Outcome};
}

for (const on of Object.keys(outcomes) as SaleEvent['on'][]) {
	test(`every state has its answer to ${on}`, t => {
		for (const [state, outcome] of Object.entries(outcomes[on]) as [Sale['at'], Outcome][]) {
			const sale = sales[state];
			const step = stepSale(sale, events[on]);
			if (outcome === 'no') t.deepEqual(step, {sale, effects: [], refusal: 'not-now'}, state);
			else if (outcome === 'nothing-to-pay') t.deepEqual(step, {sale, effects: [], refusal: outcome}, state);
			else if (outcome === '-') t.deepEqual(step, {sale, effects: []}, state);
			else t.deepEqual([step.sale.at, step.refusal], [outcome, undefined], state);
		}
	});
}

test('what comes into a basket is not waited for, what leaves it and what leaves the counter is', t => {
	const keptBy = (state: keyof typeof sales, on: keyof typeof events) =>
		stepSale(sales[state], events[on]).effects.flatMap(effect => (effect.do.startsWith('keep') ? [effect.do] : []));
	for (const on of ['add', 'more-pieces', 'card', 'buyer', 'packages'] as const)
		t.deepEqual(keptBy('selling', on), ['keep-soon'], on);
	for (const on of ['add', 'card', 'buyer', 'packages'] as const) t.deepEqual(keptBy('idle', on), ['keep-soon'], on);
	for (const on of ['void-line', 'discount', 'park'] as const) t.deepEqual(keptBy('selling', on), ['keep'], on);
	t.deepEqual(keptBy('parked', 'take-up'), ['keep']);
	t.deepEqual(keptBy('preparing', 'prepared'), ['keep']);
});

test('the journal holds the sale before the first byte is printed, the counters before in it', t => {
	const {sale, effects} = stepSale(sales.preparing, events.prepared);
	t.like(sale, {at: 'printing', date, jobs: {0: {before: quiet, state: {at: 'opening'}}}});
	t.deepEqual(effects, [{do: 'keep'}, {do: 'printer', route: 'main', effect: 'open'}]);
});

test('the journal says closing before the command that closes is sent', t => {
	const opening = {...printingAt({at: 'opening'})};
	const {sale, effects} = stepSale(opening, {on: 'print', route: 'main', event: {on: 'opened'}});
	t.like(sale, {jobs: {0: {state: {at: 'closing'}}, 1: {state: {at: 'planned'}}}});
	t.deepEqual(effects, [{do: 'keep'}, {do: 'printer', route: 'main', effect: 'close'}]);
});

test('the second slip begins when the first is printed, with counters that are read anew', t => {
	const {sale, effects} = stepSale(printingAt({at: 'closing'}), events.print);
	t.like(sale, {at: 'printing', jobs: {0: {state: {at: 'printed'}}, 1: {state: {at: 'clearing'}}}});
	t.deepEqual(effects, [{do: 'keep'}, {do: 'printer', route: 'alcohol', effect: 'clear'}]);
});

test('when all slips are printed the receipt is sealed, and only then is the sale closed and forgotten', t => {
	const sealing = stepSale(printingAt(printedAs(43), {at: 'closing'}), {
		on: 'print',
		route: 'alcohol',
		event: {on: 'closed', fiscalNumber: 12, at},
	});
	t.is(sealing.sale.at, 'sealing');
	t.deepEqual(sealing.effects, [{do: 'keep'}, {do: 'seal'}]);
	const closed = stepSale(sealing.sale, events.sealed);
	t.like(closed.sale, {at: 'closed', entry: 7});
	t.deepEqual(closed.effects, [{do: 'forget', saleId: 'sale-1'}]);
});

test('a first slip that fails leads back to the basket, and is not given up by itself', t => {
	const {sale} = stepSale(printingAt({at: 'opening'}), {
		on: 'print',
		route: 'main',
		event: {on: 'open-failed', reason},
	});
	const givenUp = stepSale(sale, {on: 'print', route: 'main', event: {on: 'abandon'}});
	t.deepEqual(givenUp, {sale, effects: [], refusal: 'not-now'});
	t.deepEqual(stepSale(sale, events.back), {sale: {at: 'selling', basket: mixedBasket}, effects: [{do: 'keep'}]});
});

test('once a slip is printed or may be, nothing leads back to the basket', t => {
	for (const first of [printedAs(43), {at: 'closing'}, {at: 'asking'}, {at: 'question', now: quiet}] as const)
		t.is(stepSale(printingAt(first, stopped), events.back).refusal, 'not-now');
});

test('a second slip that is given up is remembered, and the first becomes the receipt', t => {
	const {sale, effects} = stepSale(printingAt(printedAs(43), stopped), {
		on: 'print',
		route: 'alcohol',
		event: {on: 'abandon'},
	});
	t.like(sale, {at: 'sealing', jobs: {0: {state: {at: 'printed'}}, 1: {state: {at: 'abandoned'}}}});
	t.deepEqual(effects, [
		{do: 'keep'},
		{do: 'remember', remark: 'slip-abandoned', saleId: 'sale-1', amountGrosze: vodka.priceGrosze},
		{do: 'printer', route: 'alcohol', effect: 'cancel'},
		{do: 'seal'},
	]);
});

test('after a restart each slip goes on from where the journal has it', t => {
	const asked = stepSale(printingAt({at: 'closing'}), events.restart);
	t.like(asked.sale, {jobs: {0: {state: {at: 'asking'}}, 1: {state: {at: 'planned'}}}});
	t.deepEqual(asked.effects, [{do: 'keep'}, {do: 'printer', route: 'main', effect: 'read-evidence'}]);
	const [main] = printingAt().payment.slips;
	if (main === undefined) return t.fail('the mixed basket has a main slip');
	const now = {...quiet, completedCount: 41, lastReceiptNumber: 43, lastDocument: documentOf(main)};
	const {sale} = stepSale(asked.sale, {on: 'print', route: 'main', event: {on: 'evidence', now, at}});
	t.like(sale, {jobs: {0: {state: {at: 'printed', proof: 'counters'}}, 1: {state: {at: 'clearing'}}}});
	const cancelled = stepSale(printingAt(printedAs(43), {at: 'opening'}), events.restart);
	t.like(cancelled.sale, {jobs: {0: {state: {at: 'printed'}}, 1: {state: {at: 'stopped'}}}});
	t.deepEqual(cancelled.effects.slice(1), [{do: 'printer', route: 'alcohol', effect: 'cancel'}]);
	t.deepEqual(stepSale(sales.sealing, events.restart).effects, [{do: 'seal'}]);
});

test('age is asked once a sale, before the first good that needs it', t => {
	const asked = stepSale(sales.selling, {on: 'add', goods: counted(vodka), fresh});
	t.is(asked.sale.at, 'asking-age');
	const adult = stepSale(asked.sale, {on: 'age-answer', answer: 'document'});
	t.deepEqual(adult.sale, {at: 'selling', basket: addGoods(checkAge(basket, 'document'), counted(vodka))});
	t.is(stepSale(adult.sale, {on: 'add', goods: counted(vodka), fresh}).sale.at, 'selling');
});

test('a refused good is remembered and the basket stays as it was; an empty one is no sale', t => {
	const refused = {on: 'age-answer', answer: 'refused'} as const;
	const {sale, effects} = stepSale(sales['asking-age'], refused);
	t.deepEqual(sale, sales.selling);
	t.like(effects[0], {do: 'remember', remark: 'age-refused', goods: {code: vodka.code}});
	const nothing = stepSale({at: 'asking-age', basket: emptyBasket(fresh), goods: counted(vodka)}, refused);
	t.deepEqual(nothing.sale, {at: 'idle'});
	t.deepEqual(nothing.effects.at(-1), {do: 'forget', saleId: 'sale-1'});
});

test('a voided line is remembered with what it took off, deposits too; the last one voided ends the sale', t => {
	const {sale, effects} = stepSale({at: 'selling', basket: mixedBasket}, {on: 'void-line', line: 2, count: 1});
	t.is(sale.at, 'selling');
	t.like(effects[0], {remark: 'line-voided', goods: {code: water.code}, amountGrosze: grosze(199 + 50)});
	const empty = stepSale(sales.selling, {on: 'void-line', line: 1});
	t.deepEqual(empty.sale, {at: 'idle'});
	t.deepEqual(empty.effects.at(-1), {do: 'forget', saleId: 'sale-1'});
	t.is(stepSale(sales.selling, {on: 'void-line', line: 9}).refusal, 'no-such-line');
});

test('a good is not added at a weight that is not certain', t => {
	const {sale} = stepSale(sales.weighing, events.reading);
	t.is(stepSale(sale, events['add-weighed']).refusal, 'not-now');
	const typed = stepSale(sale, {on: 'add-weighed', typedGrams: grams(870)});
	t.like(typed.sale, {at: 'selling', basket: {lines: {length: 2}}});
	const added = stepSale(sales.weighing, events['add-weighed']);
	t.deepEqual(added.sale, {at: 'selling', basket: addGoods(basket, weighedApples(1234))});
});

test('a new tare makes the weight uncertain until the scale has been asked with it', t => {
	const {sale} = stepSale(sales.weighing, events.tare);
	t.like(sale, {tareGrams: grams(20), reading: {state: 'waiting', reason: 'moving'}});
});

test('a card shown at payment reprices the basket that is paid', t => {
	const {sale, effects} = stepSale(sales.paying, events.card);
	t.deepEqual(sale, {at: 'paying', basket: showCard(basket, halina)});
	t.deepEqual(effects, [{do: 'keep'}]);
});

test('a full basket takes nothing more and stays where it is', t => {
	const full = basketOf(...Array.from({length: lineCountMax}, () => counted(milk)));
	const selling: Sale = {at: 'selling', basket: full};
	t.deepEqual(stepSale(selling, events.add), {sale: selling, effects: [], refusal: 'too-many-lines'});
	const weighing = {...sales.weighing, basket: full} as Sale;
	t.deepEqual(stepSale(weighing, events['add-weighed']), {sale: weighing, effects: [], refusal: 'too-many-lines'});
});

test('the first good after a receipt begins a new sale', t => {
	const another = {saleId: 'sale-2', openedAt: at};
	const {sale} = stepSale(sales.closed, {on: 'add', goods: counted(milk), fresh: another});
	t.deepEqual(sale, {at: 'selling', basket: addGoods(emptyBasket(another), counted(milk))});
});
