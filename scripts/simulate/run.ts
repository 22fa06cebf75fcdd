/**
 * Runs worlds: one for each protocol and seed, sale after sale, until all are done or one of them is wrong.
 *
 * A sale's own chance is drawn from its number, so a shorter run of the same seed begins with the same sales.
 */

import {vatTable} from '../../test/till/domain/shop.ts';
import {type Random, seededRandom} from '../../test/till/kill/random.ts';
import type {Route} from '../../till/domain/catalogue.ts';
import {Auditor} from './auditor.ts';
import {Cashier} from './cashier.ts';
import {Customer} from './customer.ts';
import {Finding} from './finding.ts';
import {type Ground, memoryGround, realGround} from './ground.ts';
import {drawPlan, drawTroubles, type Plan} from './plan.ts';
import type {Rig, Stand} from './rig.ts';
import {rigs} from './rigs.ts';
import type {Tally} from './tally.ts';
import {Troubles} from './troubles.ts';
import {shopHeader, type Tampering, tillId, World} from './world.ts';

export interface SimulationOptions {
	readonly protocol: string;
	readonly seed: number;
	readonly saleCount: number;
	/** Real sockets and files. */
	readonly real?: boolean;
	readonly tampering?: Tampering;
}

export interface SimulationReport {
	readonly tally: Tally;
	/** The same seed and sales come to the same digest. */
	readonly digest: string;
	/** What is wrong, with the sale it was in; undefined where nothing is. */
	readonly failure?: {readonly sale: number; readonly words: string; readonly story: string};
}

export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
	const {protocol, seed, saleCount, real = false} = options;
	const rig = rigs[protocol];
	if (rig === undefined) throw new Error(`There is no protocol ${protocol}`);
	const random = seededRandom(seed);
	let troubles: Troubles | undefined;
	const startMs = startOf(random);
	const ground = real
		? realGround(startMs, tillId)
		: memoryGround(startMs, () => troubles?.fateOfWrite() ?? {outcome: 'taken'});
	const stands = await standsOf(rig, ground, random);
	const world = new World({
		ground,
		stands,
		lacks: rig.lacks ?? {},
		slipsMayMove: random.chance(0.5),
		...(options.tampering && {tampering: options.tampering}),
		onSale: sale => troubles?.onSale(sale),
		onPaid: () => troubles?.onPayment(),
	});
	troubles = new Troubles(world);
	const cashier = new Cashier(world, random);
	const auditor = new Auditor(world);
	const shop = {world, troubles, cashier, auditor};
	let sale = 0;
	let plan: Plan | undefined;
	let failure: SimulationReport['failure'];
	try {
		await ground.run(world.boot());
		for (sale = 1; sale <= saleCount; sale++) {
			const ownRandom = seededRandom(seed * 100_003 + sale);
			const planGround = {rig, commandOf: stands.main.simulator.commandOf};
			const ownPlan = drawPlan(ownRandom, planGround);
			const customer = new Customer(ownPlan.shopping);
			const back = cashier.nextAside(customer);
			if (back !== undefined) {
				plan = drawTroubles(ownRandom, planGround, back.shopping);
				await ground.run(serve({...shop, plan}, back));
			}
			plan = ownPlan;
			await ground.run(serve({...shop, plan}, customer));
		}
		for (let [back] = cashier.aside; back !== undefined; [back] = cashier.aside) {
			plan = {shopping: back.shopping, troubles: [], darkMs: 0};
			await ground.run(serve({...shop, plan}, back));
		}
		await ground.run(closeShop(world, cashier));
		await auditor.atTheEnd(ground.disk.unfinishedCount());
	} catch (error) {
		if (!(error instanceof Finding)) throw new Error(`In sale ${sale} of seed ${seed}`, {cause: error});
		failure = {sale, words: error.message, story: [JSON.stringify(plan), ...world.log].join('\n')};
	} finally {
		await world.close();
	}
	const {receiptCount, slipCount, leftCount, abandonedCount, suspendedCount, movedCount} = auditor;
	const {questionCount, absentCount, voidedCount} = cashier;
	const booked = {receiptCount, slipCount, leftCount, abandonedCount, suspendedCount, movedCount};
	const counts = {...booked, questionCount, absentCount, voidedCount};
	const tally = {
		saleCount: Math.min(sale, saleCount),
		...counts,
		killCount: world.killCount,
		troubles: Object.fromEntries(troubles.counts),
	};
	return {tally, digest: `${auditor.digest} ${world.clock.now()}`, ...(failure && {failure})};
}

interface Shop {
	readonly world: World;
	readonly troubles: Troubles;
	readonly cashier: Cashier;
	readonly auditor: Auditor;
}

async function serve(
	{world, troubles, cashier, auditor, plan}: Shop & {plan: Plan},
	customer: Customer,
): Promise<void> {
	world.mark();
	troubles.begin(plan);
	await cashier.serve(customer);
	troubles.end();
	await world.boot();
	await auditor.afterSale(customer, cashier.aside);
}

async function closeShop(world: World, cashier: Cashier): Promise<void> {
	await cashier.closeShop();
	// Long enough for whatever waits to be tried again.
	await world.pause(10_000);
}

async function standsOf(rig: Rig, ground: Ground, random: Random): Promise<Readonly<Record<Route, Stand>>> {
	const {clock, wires} = ground;
	const stand = (uniqueNumber: string) =>
		rig.stand(
			{
				uniqueNumber,
				header: shopHeader,
				vat: vatTable,
				clock,
				printMs: 40,
				receiptAfterPowerCut: random.pick(['kept', 'cancelled']),
				isOdd: random.chance(0.5),
				split: bytes => (random.chance(0.02) ? inTwo(bytes, random) : [bytes]),
			},
			wires,
		);
	return {main: await stand('ZBF 1'), alcohol: await stand('ZBF 2')};
}

function inTwo(bytes: Uint8Array, random: Random): readonly Uint8Array[] {
	const place = random.below(bytes.length + 1);
	return [bytes.subarray(0, place), bytes.subarray(place)];
}

/** Any hour of a year, and often enough the last of a month. */
function startOf(random: Random): number {
	const month = random.below(12);
	if (random.chance(0.3)) return Date.UTC(2026, month + 1, 0, 20);
	return Date.UTC(2026, month, 1 + random.below(28), random.below(24));
}
