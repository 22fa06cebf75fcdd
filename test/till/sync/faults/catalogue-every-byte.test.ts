/** A small catalogue over a bad cable. What is spoilt at one byte is whole after the next attempt. */
import {isDeepStrictEqual} from 'node:util';
import anyTest, {type ExecutionContext} from 'ava';
import {places} from '../../../places.ts';
import type {Fault} from './cable.ts';
import {loadCatalogue, openShortShop, type ShortShop, type TillKind, tillKinds} from './short-exchange.ts';

const test = anyTest.serial;

/** A busy machine may let a wait run out that nobody spoilt. */
const spareAttempts = 10;

async function lengthOfExchange(shop: ShortShop, kind: TillKind): Promise<number> {
	shop.cable.plug();
	await loadCatalogue(shop, kind);
	return shop.cable.byteCount;
}

async function spoil(
	t: ExecutionContext,
	shop: ShortShop,
	{kind, fault}: {readonly kind: TillKind; readonly fault: Fault},
): Promise<number> {
	shop.cable.plug(fault);
	const {documents, attemptCount, appliedCount} = await loadCatalogue(shop, kind, 2 + spareAttempts);
	if (!shop.cable.struck) throw new Error(`nothing happened at byte ${fault.atByte}`);
	const goods = shop.couch.catalogue;
	const where = `a ${kind} till: ${fault.kind} at byte ${fault.atByte}`;
	if (!isDeepStrictEqual(documents, goods)) t.deepEqual(documents, goods, where);
	if (appliedCount > 2 * goods.length) t.fail(`${where}: ${appliedCount} documents stored for ${goods.length}`);
	return attemptCount;
}

for (const [share, kind] of tillKinds.entries()) {
	test(`${kind} till: a catalogue cut at any byte is whole at the next attempt, and no more than a batch is read again`, async t => {
		t.timeout(300_000);
		const shop = await openShortShop(t);
		const length = await lengthOfExchange(shop, kind);
		let twice = 0;
		const {first, step} = places(share, 2);
		for (let atByte = first; atByte < length; atByte += step) {
			if ((await spoil(t, shop, {kind, fault: {kind: 'cut', atByte}})) === 2) twice += 1;
		}
		t.log(`${length} bytes, ${twice} times at the second attempt`);
		t.true(twice > ((length - first) / step) * 0.9);
	});

	test(`${kind} till: a catalogue that stalls is noticed wherever it stalls, and asked for anew`, async t => {
		t.timeout(300_000);
		const lanes = await Promise.all(Array.from({length: 24}, () => openShortShop(t, 1000)));
		const length = await lengthOfExchange(lanes[0] ?? (await openShortShop(t)), kind);
		let next = 0;
		const work = async (shop: ShortShop) => {
			for (;;) {
				const atByte = next;
				next += 9;
				if (atByte >= length) return;
				await spoil(t, shop, {kind, fault: {kind: 'stall', atByte}});
			}
		};
		await Promise.all(lanes.map(work));
		t.pass();
	});

	test(`${kind} till: a catalogue that is slow at any byte is only later`, async t => {
		t.timeout(300_000);
		const shop = await openShortShop(t);
		const length = await lengthOfExchange(shop, kind);
		for (let atByte = 0; atByte < length; atByte += 11) {
			t.is(await spoil(t, shop, {kind, fault: {kind: 'delay', atByte, delayMs: 5}}), 1);
		}
	});

	test(`${kind} till: on plain HTTP a row that arrives unreadable is read again`, async t => {
		t.timeout(300_000);
		const shop = await openShortShop(t);
		const length = await lengthOfExchange(shop, kind);
		// No JSON holds this character as it is, and no header should.
		const alter = () => 0x01;
		let silentCount = 0;
		for (let atByte = 0; atByte < length; atByte += 3) {
			const startedMs = performance.now();
			await spoil(t, shop, {kind, fault: {kind: 'alter', atByte, alter}});
			if (performance.now() - startedMs > shop.timings.heartbeatMs) silentCount += 1;
		}
		// Only what takes the end of the last row away leaves the till waiting for the rest of it.
		t.log(`${silentCount} times by the silence that followed`);
		t.true(silentCount < length / 30);
	});
}
