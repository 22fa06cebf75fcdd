import test from 'ava';
import {provision} from '../../../couch/provision.ts';
import {connectCouch} from '../../../couch/server.ts';
import {digestOf} from '../../../till/domain/chain.ts';
import type {Receipt, Return, Sealed} from '../../../till/domain/entry.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {leftOf, returnedGoods, returnOf} from '../../../till/domain/return.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {soldReceipt} from '../domain/sales.ts';
import {isLive, openShop, openTill, type Shop, until} from './shop.ts';

const bySlip = {by: 'slip', till: 'berta', day: '2026-11-23', fiscalNumber: 101} as const;

/** With the digest its content has. */
function sealed<E extends Receipt | Return>(entry: E): Sealed<E> {
	return {...entry, digest: digestOf({...entry}, sha256), signature: ''};
}

function receiptOf(number: number, {businessDay = '2026-11-23'} = {}): Sealed<Receipt> {
	const {digest: _digest, signature: _signature, ...receipt} = soldReceipt();
	const _id = `receipt:berta:${String(number).padStart(8, '0')}:0123abcd`;
	return sealed({...receipt, _id, till: 'berta', entry: number, saleId: `sale-${number}`, businessDay});
}

function returnedFrom(receipt: Sealed<Receipt>, number: number, month = receipt.month): Sealed<Return> {
	const goods = returnedGoods(receipt, leftOf(receipt, []), [{line: 2, quantity: {pieces: pieces(1)}}]);
	if (!goods.ok) throw new Error(goods.fault.code);
	const people = {cashier: {id: '2', name: 'Żaneta'}, approvedBy: {id: '9', name: 'Hanna'}};
	const day = `${month}-23`;
	const when = {month, businessDay: day, writtenAt: `${day}T15:05:01+01:00`};
	const tenders = [{kind: 'cash' as const, amountGrosze: goods.value.refundGrosze}];
	const why = {reason: 'Po terminie', register: 'returns' as const};
	const content = returnOf({receipt, goods: goods.value, ...people, tenders, ...why, ...when});
	const _id = `return:anna:${String(number).padStart(8, '0')}:0123abcd`;
	return sealed({...content, _id, schema: 1, till: 'anna', entry: number, previous: '0'.repeat(64)});
}

async function openServer(t: Parameters<typeof openShop>[0]): Promise<Shop> {
	const shop = await openShop(t);
	const server = connectCouch({url: shop.url, prefix: shop.prefix});
	for (const now of ['2026-10-23', '2026-11-23'])
		await provision({server, now: new Date(`${now}T10:00:00Z`), users: false});
	return shop;
}

test('a receipt of another till is found by its slip or its sale, with what came back of it in any month', async t => {
	const shop = await openServer(t);
	const receipt = receiptOf(7);
	const inNovember = returnedFrom(receipt, 3);
	for (const entry of [receipt, receiptOf(8, {businessDay: '2026-11-22'}), inNovember])
		await shop.put('receipts-2026-11', {...entry});
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	const found = {ok: true, value: [{receipt, returns: [inNovember]}]};
	t.deepEqual(await till.link.findReceipts(bySlip), found);
	t.deepEqual(await till.link.findReceipts({by: 'sale', saleId: 'sale-7'}), found);
	t.deepEqual(await till.link.findReceipts({...bySlip, fiscalNumber: 17}), {ok: true, value: []});
	t.deepEqual(await till.link.findReceipts({by: 'sale', saleId: 'sale-17'}), {ok: true, value: []});
});

test('money is given back for no receipt whose digest is not its content’s', async t => {
	const shop = await openServer(t);
	await shop.put('receipts-2026-11', {...receiptOf(7), reason: 'written over in the database'});
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	t.deepEqual(await till.link.findReceipts(bySlip), {ok: true, value: []});
});

test('a server that does not answer is no server that has nothing', async t => {
	const shop = await openServer(t);
	await shop.put('receipts-2026-11', {...receiptOf(7)});
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	shop.wire.away = true;
	t.like(await till.link.findReceipts(bySlip), {ok: false});
});
