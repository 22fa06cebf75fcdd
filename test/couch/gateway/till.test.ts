/** A till behind the gateway: it trusts the shop's own certificate, follows, sends, and outlives what happens to it. */
import test from 'ava';
import {startFarTill} from '../../till/sync/faults/far-till.ts';
import {month, openShop, until} from '../../till/sync/shop.ts';
import {isNginxMissing, startGateway} from './nginx.ts';

test.serial(
	'a till lives through the gateway: it is live, hears of prices, sends, and comes back after a restart',
	async t => {
		if (isNginxMissing(t)) return;
		const shop = await openShop(t);
		await shop.put('catalogue', {_id: 'product:1', type: 'product', name: 'Mleko', priceGrosze: 349});
		const gateway = await startGateway(t, {serverUrl: shop.url});
		const till = await startFarTill(t, {
			url: gateway.url,
			serverUrl: shop.url,
			prefix: shop.prefix,
			seed: 1,
			certificateFile: gateway.certificateFile,
		});
		const has = async (id: string) => (await till.report()).catalogue.some(document => document['_id'] === id);
		const receiptCount = async () => {
			const {body} = await shop.ask('GET', shop.database(`receipts-${month}`));
			return (body as {readonly doc_count: number}).doc_count;
		};
		await until('the till is live', async () => (await till.report()).state === 'live');
		t.true(await has('product:1'));
		await shop.put('catalogue', {_id: 'product:2', type: 'product', name: 'Chleb', priceGrosze: 599});
		await until('it heard of the price', () => has('product:2'));
		// A backlog of more than one batch, packed.
		await till.sell(450);
		await until('all is sent', async () => (await receiptCount()) === 450);

		await gateway.stop();
		await until('the till works by itself', async () => (await till.report()).state !== 'live');
		await till.sell(5);
		const again = await startGateway(t, {serverUrl: shop.url, port: gateway.port, made: gateway.made});
		await until('the till is live again', async () => (await till.report()).state === 'live');
		await until('what it sold meanwhile is there', async () => (await receiptCount()) === 455);
		await shop.put('catalogue', {_id: 'product:3', type: 'product', name: 'Masło', priceGrosze: 799});
		await until('it follows again', () => has('product:3'));
		t.is(again.port, gateway.port);
		await till.stop();
	},
);
