/** Two receipts over a bad cable: nothing is lost, nothing is twice, and what was altered on the way is seen. */
import {isDeepStrictEqual} from 'node:util';
import anyTest, {type ExecutionContext} from 'ava';
import {digestOf} from '../../../../till/domain/chain.ts';
import {sha256} from '../../../../till/replica/sha256.ts';
import {places} from '../../../places.ts';
import type {Fault} from './cable.ts';
import {openSeller, openShortShop, type Seller, type ShortShop} from './short-exchange.ts';

const test = anyTest.serial;

const spareAttempts = 10;

async function lengthOfExchange(shop: ShortShop, seller: Seller): Promise<number> {
	shop.cable.plug();
	await seller.sellTwo();
	return shop.cable.byteCount;
}

/** Sells two under a fault, and holds the server to having the two as they were sealed. */
async function spoil(t: ExecutionContext, shop: ShortShop, seller: Seller, fault: Fault): Promise<number> {
	const before = shop.couch.receipts.size;
	shop.cable.plug(fault);
	const {sold, attemptCount} = await seller.sellTwo(2 + spareAttempts);
	for (const entry of sold) {
		const {_rev, ...content} = shop.couch.receipts.get(entry._id) ?? {_rev: 'nothing'};
		if (!isDeepStrictEqual(content, entry)) t.deepEqual(content, entry, `${fault.kind} at byte ${fault.atByte}`);
		if (_rev !== `1-${entry.digest.slice(0, 32)}`) t.fail(`${fault.kind} at byte ${fault.atByte}: ${_rev}`);
	}
	if (shop.couch.receipts.size !== before + 2) t.fail(`${fault.kind} at byte ${fault.atByte}: not two more`);
	return attemptCount;
}

test('receipts cut at any byte are on the server, each once', async t => {
	t.timeout(300_000);
	const shop = await openShortShop(t);
	const seller = await openSeller(t, shop);
	const length = await lengthOfExchange(shop, seller);
	let worst = 0;
	let cutCount = 0;
	const {first, step} = places(1, 2);
	for (let atByte = first; atByte < length; atByte += step) {
		cutCount += 1;
		worst = Math.max(worst, await spoil(t, shop, seller, {kind: 'cut', atByte}));
	}
	t.log(`${length} bytes, at most ${worst} attempts`);
	t.is(shop.couch.receipts.size, 2 * (cutCount + 1));
});

test('receipts that stall on their way are sent again, and are there once', async t => {
	t.timeout(300_000);
	const lanes = await Promise.all(
		Array.from({length: 24}, async () => {
			const shop = await openShortShop(t, 1000);
			return {shop, seller: await openSeller(t, shop)};
		}),
	);
	const [first] = lanes;
	if (first === undefined) return t.fail();
	const length = await lengthOfExchange(first.shop, first.seller);
	let next = 0;
	const work = async ({shop, seller}: (typeof lanes)[number]) => {
		for (;;) {
			const atByte = next;
			next += 9;
			if (atByte >= length) return;
			await spoil(t, shop, seller, {kind: 'stall', atByte});
		}
	};
	await Promise.all(lanes.map(work));
	t.pass();
});

test('an answer that arrives unreadable makes the till send again, which changes nothing', async t => {
	t.timeout(300_000);
	const shop = await openShortShop(t);
	const seller = await openSeller(t, shop);
	const length = await lengthOfExchange(shop, seller);
	shop.cable.plug();
	// The end of the exchange is the answer: `[]` and what stands before it.
	for (let back = 1; back <= 40; back++) {
		await spoil(t, shop, seller, {kind: 'alter', atByte: length - back, alter: () => 0x01});
	}
	t.pass();
});

test('on plain HTTP a compressed receipt that was altered is unreadable to the server, and is sent again', async t => {
	t.timeout(300_000);
	const shop = await openShortShop(t);
	const names = ['Zofia '.repeat(400), 'Żaneta '.repeat(400)];
	const seller = await openSeller(t, shop, names);
	await lengthOfExchange(shop, seller);
	const bodyEnd = shop.cable.tillByteCount;
	for (let atByte = bodyEnd - 300; atByte < bodyEnd; atByte += 10) {
		await spoil(t, shop, seller, {kind: 'alter', atByte, alter: byte => byte ^ 0x10});
	}
	t.is(shop.couch.unreadableCount, 30);
});

test('on plain HTTP a digit of a receipt that was altered is seen by its digest', async t => {
	t.timeout(300_000);
	const shop = await openShortShop(t);
	const seller = await openSeller(t, shop, ['Ewa', 'Jan']);
	await lengthOfExchange(shop, seller);
	const bodyEnd = shop.cable.tillByteCount;
	let digitCount = 0;
	for (let atByte = bodyEnd - 900; atByte < bodyEnd; atByte += 3) {
		let wasDigit = false;
		const alter = (byte: number) => {
			wasDigit = byte >= 0x30 && byte <= 0x39;
			return wasDigit ? 0x30 + ((byte - 0x30 + 1) % 10) : byte;
		};
		const known = new Set(shop.couch.receipts.keys());
		shop.cable.plug({kind: 'alter', atByte, alter});
		const {sold} = await seller.sellTwo();
		if (!wasDigit) continue;
		digitCount += 1;
		const arrived = [...shop.couch.receipts].flatMap(([id, document]) => (known.has(id) ? [] : [document]));
		const altered = arrived.filter(({_rev, ...content}) => !sold.some(entry => isDeepStrictEqual(content, entry)));
		for (const {_rev, ...document} of altered) {
			const digest = digestOf(document, sha256);
			const original = sold.find(({_id}) => _id === document._id);
			// The signature is the one field the digest does not cover; it speaks for itself.
			const seen = digest !== document['digest'] || original?.signature !== document['signature'];
			if (!seen) t.deepEqual(document, original, `byte ${atByte}`);
		}
		t.is(arrived.length, 2, `byte ${atByte}`);
	}
	t.log(`${digitCount} digits`);
	t.true(digitCount > 60);
});
