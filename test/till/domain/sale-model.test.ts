/**
 * Random customers, random failures: the sale against two printers that only count and a book that only collects.
 *
 *   M1  what came out of the printers for a sale is in exactly one receipt, or the sale is still at the printers
 *   M2  one slip at a time; a slip is opened only when the journal says so
 *   M3  a closed sale has its receipt, with the sums of the slips that came out
 *   M4  scanning changes nothing while a sale is paid, printed or sealed
 *   M5  a till that ends loses nothing of a basket; a power cut takes at most what came into it last
 */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import {type BasketGoods, isEmpty, sumsOf} from '../../../till/domain/basket.ts';
import {canonicalForm} from '../../../till/domain/chain.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {grams} from '../../../till/domain/quantity.ts';
import {type ReceiptContent, receiptOf} from '../../../till/domain/receipt.ts';
import type {Sale, SaleEffect, SaleEvent} from '../../../till/domain/sale.ts';
import {stepSale} from '../../../till/domain/sale-step.ts';
import type {Slip} from '../../../till/domain/slip.ts';
import {ModelPrinter} from './model-printer.ts';
import {applesToWeigh, counted, date, halina, paid, weighedApples} from './sales.ts';
import {milk, vodka, water} from './shop.ts';

const at = '2026-11-23T15:05:00+01:00';
const reason = {code: 'silent', detail: 'the test says so'};

type Luck = 'well' | 'lost before' | 'lost after';

class Shop {
	readonly printers = {main: new ModelPrinter(), alcohol: new ModelPrinter()};
	readonly book: ReceiptContent[] = [];
	sale: Sale = {at: 'idle'};
	/** Put aside before they were paid, the oldest first. */
	aside: Extract<Sale, {at: 'parked'}>[] = [];
	/** Each sale as the journal has it after a power cut. */
	disk = new Map<string, string>();
	/** As it has them after the till alone has ended: what is kept soon is in it. */
	journal = new Map<string, string>();
	toDo: {readonly effect: SaleEffect; readonly slips: readonly Slip[]}[] = [];
	saleCount = 0;

	tell(event: SaleEvent): void {
		const {sale, effects, refusal} = stepSale(this.sale, event);
		if (refusal !== undefined) assert.deepEqual([sale, effects], [this.sale, []]);
		this.sale = sale;
		const slips = 'payment' in sale ? sale.payment.slips : [];
		for (const effect of effects) {
			if (effect.do === 'keep-soon' || effect.do === 'keep') this.#keep(sale, effect.do);
			else if (effect.do === 'forget') this.#forget(effect.saleId);
			else if (effect.do !== 'remember') this.toDo.push({effect, slips});
		}
	}

	#keep(sale: Sale, how: 'keep' | 'keep-soon'): void {
		assert.ok(sale.at !== 'idle');
		this.journal.set(sale.basket.saleId, JSON.stringify(sale));
		// One log: what is waited for has everything before it on the disk as well.
		if (how === 'keep') this.disk = new Map(this.journal);
	}

	#forget(saleId: string): void {
		this.journal.delete(saleId);
		this.disk = new Map(this.journal);
	}

	fresh() {
		this.saleCount += 1;
		return {saleId: `sale-${this.saleCount}`, openedAt: at};
	}

	scan(goods: BasketGoods): void {
		const former = this.sale;
		this.tell({on: 'add', goods, fresh: this.fresh()});
		if (!['idle', 'selling', 'closed'].includes(former.at)) assert.equal(this.sale, former);
	}

	weigh(weightGrams: number): void {
		this.tell({on: 'weigh', goods: applesToWeigh, fresh: this.fresh()});
		const reading = {state: 'stable', netGrams: grams(weightGrams), totalGrosze: grosze(weightGrams)} as const;
		this.tell({on: 'reading', reading});
		if (weightGrams % 3 > 0) this.tell({on: 'add-weighed'});
	}

	/** The counter is free; the desk that has it is not the sale's business. */
	park(): void {
		this.tell({on: 'park', parkedAt: at});
		if (this.sale.at !== 'parked') return;
		this.aside.push(this.sale);
		this.sale = {at: 'idle'};
	}

	takeUp(): void {
		if (this.sale.at !== 'idle' && this.sale.at !== 'closed') return;
		const [taken, ...others] = this.aside;
		if (taken === undefined) return;
		this.aside = others;
		this.sale = taken;
		this.tell({on: 'take-up'});
		assert.deepEqual('basket' in this.sale && this.sale.basket.lines, taken.basket.lines);
	}

	pay(): void {
		if (this.sale.at === 'paying') this.tell({on: 'pay', payment: paid(this.sale.basket)});
	}

	perform(luck: Luck): void {
		const next = this.toDo.shift();
		if (next === undefined) return;
		const {effect, slips} = next;
		if (effect.do === 'seal') this.#seal();
		else if (effect.do === 'prepare') this.#prepare(effect.slips, luck);
		else if (effect.do === 'printer')
			this.#print(
				effect,
				luck,
				slips.find(({route}) => route === effect.route),
			);
	}

	cutPower(): void {
		this.#startAnew(this.disk);
	}

	/** The till alone: what it wrote is still on its way to the disk. */
	kill(): void {
		const {sale, journal} = this;
		if (sale.at === 'selling' || sale.at === 'asking-age')
			assert.equal(journal.get(sale.basket.saleId), JSON.stringify(sale), 'M5');
		if (sale.at === 'weighing' && !isEmpty(sale.basket)) {
			const kept = JSON.parse(journal.get(sale.basket.saleId) ?? '{}') as {readonly basket?: unknown};
			assert.equal(JSON.stringify(kept.basket), JSON.stringify(sale.basket), 'M5');
		}
		this.#startAnew(journal);
	}

	#startAnew(found: ReadonlyMap<string, string>): void {
		const asideBefore = this.aside.map(({basket}) => basket.saleId);
		this.toDo = [];
		this.disk = new Map(found);
		this.journal = new Map(found);
		const sales = [...found.values()].map(text => JSON.parse(text) as Sale);
		this.aside = sales.filter(sale => sale.at === 'parked');
		const onCounter = sales.filter(({at}) => at !== 'parked');
		assert.ok(onCounter.length <= 1, 'two sales on one counter');
		// What was being taken up may lie aside again.
		for (const saleId of asideBefore) assert.ok(found.has(saleId), `M5 ${saleId} was aside`);
		this.sale = onCounter[0] ?? {at: 'idle'};
		this.tell({on: 'restart'});
	}

	/** What the cashier does when a slip stands still: looks at the paper, then at the screen. */
	help(wish: 'print-on' | 'abandon'): void {
		const {sale} = this;
		if (sale.at !== 'printing') return;
		const halted = sale.jobs.find(({state}) => state.at === 'stopped' || state.at === 'question');
		if (halted === undefined) return;
		const {slip, state} = halted;
		const printed = this.printers[slip.route].numbersOf(slip).length > 0;
		const event = state.at === 'question' ? ({on: 'cashier-says', printed, at} as const) : ({on: wish} as const);
		this.tell({on: 'print', route: slip.route, event});
	}

	#prepare(slips: readonly Slip[], luck: Luck): void {
		if (luck !== 'well') return this.tell({on: 'not-prepared'});
		const printers = slips.map(({route}) => this.printers[route]);
		for (const printer of printers) printer.cancel();
		this.tell({on: 'prepared', before: printers.map(printer => printer.evidence()), date});
	}

	#seal(): void {
		const {sale} = this;
		assert.equal(sale.at, 'sealing');
		if (sale.at !== 'sealing') return;
		const {basket, jobs} = sale;
		const receipt = receiptOf({basket, jobs, cashier: {id: '2', name: 'Żaneta'}, ...date, writtenAt: at});
		canonicalForm({...receipt});
		// Stored again after a power cut it is the same entry.
		if (!this.book.some(({saleId}) => saleId === receipt.saleId)) this.book.push(receipt);
		this.tell({on: 'sealed', entry: this.book.length});
	}

	#print({route, effect}: Extract<SaleEffect, {do: 'printer'}>, luck: Luck, slip: Slip | undefined): void {
		const printer = this.printers[route];
		assert.ok(slip !== undefined);
		switch (effect) {
			case 'open': {
				this.#isOnDisk(route, 'opening');
				const opened = luck !== 'lost before' && printer.open(slip);
				const event = opened && luck === 'well' ? ({on: 'opened'} as const) : ({on: 'open-failed', reason} as const);
				return this.tell({on: 'print', route, event});
			}
			case 'close': {
				this.#isOnDisk(route, 'closing');
				const fiscalNumber = luck === 'lost before' ? undefined : printer.close(slip);
				if (fiscalNumber === undefined || luck !== 'well')
					return this.tell({on: 'print', route, event: {on: 'close-silent'}});
				return this.tell({on: 'print', route, event: {on: 'closed', fiscalNumber, at}});
			}
			case 'clear':
				if (luck === 'lost before') return this.tell({on: 'print', route, event: {on: 'clear-failed', reason}});
				printer.cancel();
				return this.tell({on: 'print', route, event: {on: 'cleared', now: printer.evidence()}});
			case 'read-evidence':
				return this.tell({on: 'print', route, event: {on: 'evidence', now: printer.evidence(), at}});
			case 'cancel':
				if (luck !== 'lost before') printer.cancel();
				return;
			case 'finish-footer':
				printer.finishFooter();
		}
	}

	#isOnDisk(route: string, state: string): void {
		const saleId = 'basket' in this.sale ? this.sale.basket.saleId : '';
		const kept = JSON.parse(this.disk.get(saleId) ?? '{}') as Extract<Sale, {at: 'printing'}>;
		assert.equal(kept.at, 'printing');
		assert.equal(kept.jobs.find(({slip}) => slip.route === route)?.state.at, state);
	}
}

function hold(shop: Shop): void {
	const {sale, book, printers} = shop;
	const ids = book.map(({saleId}) => saleId);
	assert.equal(new Set(ids).size, ids.length, 'a sale has two receipts');
	const busy = sale.at === 'printing' ? sale.jobs.filter(({state}) => isBusy(state.at)) : [];
	assert.ok(busy.length <= 1, 'two slips at a time');
	const printedOf = (saleId: string) =>
		(['main', 'alcohol'] as const).flatMap(route =>
			(printers[route].paper.get(saleId) ?? []).map(fiscalNumber => ({route, fiscalNumber})),
		);
	for (const {saleId, slips, dueGrosze, vat, goodsGrosze} of book) {
		assert.deepEqual(
			slips.map(({route, fiscalNumber}) => ({route, fiscalNumber})),
			printedOf(saleId),
		);
		assert.equal(dueGrosze, sumGrosze(slips.flatMap(slip => [slip.goodsGrosze, slip.depositsGrosze])));
		assert.equal(goodsGrosze, sumGrosze(vat.map(({grossGrosze}) => grossGrosze)));
	}
	const atPrinters = sale.at === 'printing' || sale.at === 'sealing' ? sale.basket.saleId : undefined;
	for (const saleId of new Set([...printers.main.paper.keys(), ...printers.alcohol.paper.keys()]))
		assert.ok(ids.includes(saleId) || saleId === atPrinters, `${saleId} was printed and has no receipt`);
	if (sale.at === 'closed') assert.ok(ids.includes(sale.basket.saleId), 'closed without a receipt');
}

function isBusy(state: string): boolean {
	return state !== 'planned' && state !== 'printed' && state !== 'abandoned';
}

class Move implements fc.Command<object, Shop> {
	readonly name: string;
	readonly #make: (shop: Shop) => void;

	constructor(name: string, make: (shop: Shop) => void) {
		this.name = name;
		this.#make = make;
	}
	check(): boolean {
		return true;
	}
	run(_model: object, shop: Shop): void {
		this.#make(shop);
		hold(shop);
	}
	toString(): string {
		return this.name;
	}
}

const move = (name: string, make: (shop: Shop) => void) => fc.constant(new Move(name, make));
const goods: fc.Arbitrary<BasketGoods> = fc.oneof(
	fc
		.tuple(fc.constantFrom(milk, water, vodka), fc.integer({min: 1, max: 4}))
		.map(([product, count]) => counted(product, count)),
	fc.integer({min: 40, max: 3000}).map(weighedApples),
);
const moves: fc.Arbitrary<fc.Command<object, Shop>> = fc.oneof(
	{
		weight: 5,
		arbitrary: goods.map(each => new Move(`scan ${each.product.name}`, shop => shop.scan(each))),
	},
	{
		weight: 2,
		arbitrary: fc.integer({min: 40, max: 3000}).map(each => new Move(`weigh ${each} g`, shop => shop.weigh(each))),
	},
	move('a buyer', shop => shop.tell({on: 'buyer', nip: '5260250274', fresh: shop.fresh()})),
	move('10 % off line 1', shop => shop.tell({on: 'discount', lines: [1], manual: {percentHundredths: 1000}})),
	move('put aside', shop => shop.park()),
	move('take up', shop => shop.takeUp()),
	move('an adult', shop => shop.tell({on: 'age-answer', answer: 'adult'})),
	move('too young', shop => shop.tell({on: 'age-answer', answer: 'refused'})),
	move('two more of line 1', shop => shop.tell({on: 'more-pieces', line: 1, count: 2})),
	move('put apples on the scale', shop => shop.tell({on: 'weigh', goods: applesToWeigh, fresh: shop.fresh()})),
	move('the weight is typed', shop => shop.tell({on: 'add-weighed', typedGrams: grams(450)})),
	move('a card', shop => shop.tell({on: 'card', card: halina, fresh: shop.fresh()})),
	move('no card after all', shop => shop.tell({on: 'card', card: undefined, fresh: shop.fresh()})),
	move('void line 1', shop => shop.tell({on: 'void-line', line: 1})),
	move('void the sale', shop => shop.tell({on: 'void-sale'})),
	{weight: 3, arbitrary: move('total', shop => shop.tell({on: 'total'}))},
	{weight: 3, arbitrary: move('pay', shop => shop.pay())},
	move('back', shop => shop.tell({on: 'back'})),
	move('next', shop => shop.tell({on: 'next'})),
	{weight: 8, arbitrary: move('well', shop => shop.perform('well'))},
	move('lost before', shop => shop.perform('lost before')),
	move('lost after', shop => shop.perform('lost after')),
	{weight: 2, arbitrary: move('print on', shop => shop.help('print-on'))},
	move('give up', shop => shop.help('abandon')),
	move('power cut', shop => shop.cutPower()),
	move('kill', shop => shop.kill()),
);

/** Nothing goes wrong any more: what is at the printers is finished. */
function settle(shop: Shop): void {
	for (let rounds = 0; rounds < 50; rounds += 1) {
		while (shop.toDo.length > 0) shop.perform('well');
		shop.help('print-on');
	}
}

test('whatever customers, cashiers and power do, what is printed is in one receipt and everything paid is printed', t => {
	const day = fc.property(fc.commands([moves], {maxCommands: 80, size: 'max'}), commands => {
		const shop = new Shop();
		fc.modelRun(() => ({model: {}, real: shop}), commands);
		settle(shop);
		hold(shop);
		assert.ok(['idle', 'selling', 'asking-age', 'paying', 'weighing', 'closed'].includes(shop.sale.at), shop.sale.at);
	});
	t.notThrows(() => fc.assert(day, {numRuns: 10_000}));
});

test('a sale that nothing disturbs is a receipt of all its goods', t => {
	const sale = fc.property(fc.array(goods, {minLength: 1, maxLength: 8}), list => {
		const shop = new Shop();
		for (const each of list) {
			shop.scan(each);
			shop.tell({on: 'age-answer', answer: 'adult'});
		}
		const due = 'basket' in shop.sale ? sumsOf(shop.sale.basket.lines).dueGrosze : 0;
		shop.tell({on: 'total'});
		shop.pay();
		settle(shop);
		hold(shop);
		assert.deepEqual(
			shop.book.map(({dueGrosze, lines}) => [dueGrosze, lines.length]),
			[[due, list.length]],
		);
		assert.equal(shop.sale.at, 'closed');
		assert.equal(shop.disk.size, 0);
	});
	t.notThrows(() => fc.assert(sale, {numRuns: 300}));
});
