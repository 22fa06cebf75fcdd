/**
 * Two tills and a server (the embedded one, or the CouchDB at `COUCHDB_URL`): the line is cut, or the power goes, at each
 * question that one of them asks, and afterwards the basket is there once and sold once.
 */
import {setImmediate as nextRound} from 'node:timers/promises';
import test from 'ava';
import {type LineFault, openBasketShop} from '../sync/basket-shop.ts';
import {newWorld, Till} from './sharing-tills.ts';

async function untilSo(what: string, isSo: () => unknown): Promise<void> {
	const endMs = Date.now() + 20_000;
	while (!isSo()) {
		if (Date.now() > endMs) throw new Error(`it never came true that ${what}`);
		await nextRound();
	}
}

async function openTwoTills(t: Parameters<typeof openBasketShop>[0]) {
	const {anna, berta, stored} = await openBasketShop(t);
	const lines = new Map([anna, berta].map(till => [till.id, till]));
	const lineOf = (id: string) => {
		const till = lines.get(id);
		if (till === undefined) throw new Error(`nobody is ${id}`);
		return till.server;
	};
	const world = {...newWorld(), lineOf};
	const tills = {anna: new Till(anna.id, world), berta: new Till(berta.id, world)};
	t.teardown(() => {
		for (const till of Object.values(tills)) till.life.desk.stop();
	});
	return {world, tills, lines: {anna: anna.line, berta: berta.line}, stored};
}

type TwoTills = Awaited<ReturnType<typeof openTwoTills>>;

/** Anna puts a basket aside, and the server has it. */
async function shareAtAnna({tills: {anna}}: TwoTills): Promise<string> {
	anna.life.scan();
	anna.life.park();
	const saleId = anna.life.parked.all[0]?.sale.basket.saleId ?? '';
	await untilSo('it is shared', () => shareAt(anna) === 'shared');
	return saleId;
}

function shareAt({life}: Till): string | undefined {
	return life.journal.shares()[0]?.at;
}

/** What waits for a while is due. */
async function untilOver(till: Till): Promise<void> {
	await untilSo('nothing is remembered', () => {
		till.life.passTime();
		return till.life.journal.shares().length === 0;
	});
}

/** More questions than a basket on its way from one till to another asks. */
const stepCount = 6;

for (const fault of ['lost', 'deaf'] satisfies LineFault[]) {
	for (const hasPower of [true, false]) {
		const trouble = hasPower ? 'the line is cut' : 'the power goes';
		test(`${trouble} at each question of the till that takes it up, the question ${fault}`, async t => {
			const shop = await openTwoTills(t);
			const {berta, anna} = shop.tills;
			for (let step = 0; step < stepCount; step += 1) {
				const saleId = await shareAtAnna(shop);
				shop.lines.berta.faults.push(undefined, ...Array.from({length: step}, () => undefined), fault);
				await berta.life.desk.look();
				await berta.life.takeUp(0);
				if (!hasPower) berta.restart();
				shop.lines.berta.faults.length = 0;
				await untilOver(berta);
				if (berta.life.parked.all.length > 0) await berta.life.takeUp(0);
				// A power cut may leave it with nobody's claim: then it is looked for again.
				if (berta.life.sale.at === 'idle') {
					await berta.life.desk.look();
					await berta.life.takeUp(0);
				}
				berta.life.pay();
				await untilOver(berta);
				await anna.life.desk.look();
				t.deepEqual(anna.life.parked.all, []);
				t.is(shop.world.sold.at(-1), saleId);
			}
			t.is(new Set(shop.world.sold).size, stepCount);
			t.is(shop.world.sold.length, stepCount);
		});

		test(`${trouble} at each question of the till that put it aside, the question ${fault}`, async t => {
			const shop = await openTwoTills(t);
			const {berta, anna} = shop.tills;
			for (let step = 0; step < stepCount; step += 1) {
				shop.lines.anna.faults.push(...Array.from({length: step}, () => undefined), fault);
				anna.life.scan();
				anna.life.park();
				await untilSo('it was tried', () => anna.life.journal.shares().length > 0);
				if (!hasPower) anna.restart();
				if (anna.life.desk.stateOf(`sale-${step + 1}`) === 'shared') await anna.life.takeUp(0);
				shop.lines.anna.faults.length = 0;
				await berta.life.desk.look();
				await berta.life.takeUp(0);
				await untilSo('each of them knows', () => {
					anna.life.passTime();
					return !['sharing', 'reclaiming', 'leaving'].includes(shareAt(anna) ?? '');
				});
				await anna.life.desk.look();
				if (anna.life.parked.all.length > 0 && anna.life.sale.at === 'idle') await anna.life.takeUp(0);
				anna.life.pay();
				berta.life.pay();
				await untilOver(anna);
				await untilOver(berta);
			}
			t.deepEqual(
				shop.world.sold,
				Array.from({length: stepCount}, (_, sale) => `sale-${sale + 1}`),
			);
		});
	}
}
