/**
 * Three tills, one server, and whatever may happen between them: baskets are put aside, taken up, paid; lines are cut,
 * questions and answers get lost or arrive late; tills die at any step and are switched on again.
 *
 *   M1  a basket that nobody took up unasked is sold once and no more
 *   M2  one that somebody did is sold, and where it was sold twice a till's book says so
 *   M3  when the troubles are over every basket that was not sold can be, at any till that looks for it
 *   M4  and then neither the server nor any till remembers anything of them
 *
 * A tape of numbers decides what happens, so that a failure shrinks to a short one.
 */
import assert from 'node:assert/strict';
import {setImmediate as nextRound} from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import {MemoryCouch, type Passage} from './memory-couch.ts';
import {newWorld, PowerOff, Till, type World} from './sharing-tills.ts';

type Move = (shop: Shop, next: () => number) => void;

interface Shop {
	readonly world: World & {readonly couch: MemoryCouch};
	readonly tills: readonly Till[];
}

const passages: readonly Passage[] = ['well', 'well', 'well', 'well', 'lost', 'deaf', 'late'];
const anyTill = ({tills}: Shop, next: () => number): Till => tills[next() % tills.length] ?? assert.fail();

const letThrough: Move = ({world: {couch}, tills}, next) => {
	const [question] = couch.waiting.splice(next() % Math.max(1, couch.waiting.length), 1);
	if (question === undefined) return;
	const isLinked = tills.find(({id}) => id === question.till)?.isLinked;
	question.pass(isLinked ? (passages[next() % passages.length] ?? 'well') : 'lost');
};
const park: Move = (shop, next) => {
	const {life} = anyTill(shop, next);
	life.scan();
	life.park();
};
const takeUp: Move = (shop, next) => {
	const {life} = anyTill(shop, next);
	life.takeUp(next()).catch((error: unknown) => assert.ok(error instanceof PowerOff));
};
const moves: readonly Move[] = [
	...Array.from({length: 8}, () => letThrough),
	park,
	park,
	takeUp,
	takeUp,
	takeUp,
	(shop, next) => anyTill(shop, next).life.park(),
	(shop, next) => anyTill(shop, next).life.pay(),
	(shop, next) => anyTill(shop, next).life.pay(),
	(shop, next) => void anyTill(shop, next).life.desk.look(),
	(shop, next) => void anyTill(shop, next).life.desk.look(),
	(shop, next) => anyTill(shop, next).link(next() % 3 !== 0),
	(shop, next) => anyTill(shop, next).restart(),
	(shop, next) => {
		anyTill(shop, next).life.writesLeft = next() % 4;
	},
	(shop, next) => anyTill(shop, next).life.passTime(),
	({world: {couch}}) => couch.overdue.shift()?.(),
];

/** Nothing is lost any more, and everybody gets to do what is due. */
async function settle({world: {couch}, tills}: Shop): Promise<void> {
	for (const till of tills) {
		till.life.writesLeft = Number.POSITIVE_INFINITY;
		till.link(true);
	}
	for (let quiet = 0; quiet < 3; quiet += 1) {
		for (const overdue of couch.overdue.splice(0)) overdue();
		for (const {life} of tills) {
			life.passTime();
			life.evaluate();
		}
		await nextRound();
		while (couch.waiting.length > 0) {
			couch.waiting.shift()?.pass('well');
			await nextRound();
			quiet = 0;
		}
	}
}

async function answered(shop: Shop, work: Promise<unknown>): Promise<void> {
	let isOver = false;
	const over = work.finally(() => {
		isOver = true;
	});
	while (!isOver) {
		shop.world.couch.waiting.shift()?.pass('well');
		await nextRound();
	}
	await over;
}

/** At one till after the other everything that lies on its counter or can be taken up is paid. */
async function sellOut(shop: Shop): Promise<void> {
	for (const {life} of shop.tills) {
		life.pay();
		await answered(shop, life.desk.look());
		for (let left = life.parked.all.length + life.desk.others.length; left > 0; left -= 1) {
			await answered(shop, life.takeUp(0));
			life.pay();
		}
		await settle(shop);
	}
}

async function playTape(tape: readonly number[]): Promise<void> {
	const couch = new MemoryCouch();
	const lineOf = (till: string) => couch.lineOf(till);
	const world = {couch, lineOf, ...newWorld()};
	const shop = {world, tills: ['anna', 'berta', 'celina'].map(id => new Till(id, world))};
	let place = 0;
	const next = () => {
		place += 1;
		return tape[place - 1] ?? 0;
	};
	while (place < tape.length) {
		try {
			moves[next() % moves.length]?.(shop, next);
		} catch (error) {
			if (!(error instanceof PowerOff)) throw error;
		}
		await nextRound();
		for (const till of shop.tills) if (!till.life.isAlive) till.restart();
		holdSold(world);
	}
	await settle(shop);
	await sellOut(shop);
	holdSold(world);
	const sales = Array.from({length: world.saleCount}, (_, count) => `sale-${count + 1}`);
	assert.deepEqual([...new Set(world.sold)].toSorted(), sales.toSorted(), 'M3');
	assert.deepEqual(couch.live, [], 'M4');
	for (const {disk} of shop.tills) assert.deepEqual([...disk.keys()], [], 'M4');
	for (const {life} of shop.tills) life.desk.stop();
	for (const saleId of sales) {
		if (timesSold(world, saleId) > 1)
			assert.ok(
				world.told.some(({event, saleId: about}) => event === 'basket-taken-twice' && about === saleId),
				'M2',
			);
	}
}

function timesSold({sold}: World, saleId: string): number {
	return sold.filter(each => each === saleId).length;
}

function holdSold(world: World): void {
	for (const saleId of world.sold) if (!world.unasked.has(saleId)) assert.equal(timesSold(world, saleId), 1, 'M1');
}

test('whatever happens between three tills and their server, a basket is sold once, and none is lost', async t => {
	const day = fc.asyncProperty(fc.array(fc.nat(1000), {minLength: 20, maxLength: 260, size: 'max'}), playTape);
	await t.notThrowsAsync(fc.assert(day, {numRuns: 400}));
});
