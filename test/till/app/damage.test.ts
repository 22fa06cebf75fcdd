import {rmSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {barcodeOf, milk} from './goods.ts';
import {openShop} from './shop-till.ts';

test('a lost month is told on every screen until somebody at the service screen acknowledges it', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	const before = (await shop.entries()).length;
	await shop.cutPower();
	for (const ending of ['', '-wal', '-shm']) {
		rmSync(join(shop.dataDir, `receipts-2026-11.sqlite${ending}`), {force: true});
	}
	await shop.boot();
	const lost = {part: 'receipts', lostCount: before, unsentCount: before} as const;
	t.deepEqual(shop.snapshot().damage, lost);
	t.is(shop.snapshot().sale.number, before + 1, 'no number is given again');
	await shop.logIn();
	await shop.command({do: 'acknowledge-damages'});
	t.is(shop.snapshot().message?.code, 'not-now');
	t.deepEqual(shop.snapshot().damage, lost, 'only at the service screen');
	await shop.command({do: 'log-out'});

	await shop.logIn('5');
	const {damages} = await shop.screen('service');
	t.like(damages, [{kind: 'missing', lost: [{from: 1, to: before}]}]);
	await shop.command({do: 'acknowledge-damages'});
	t.is(shop.snapshot().damage, undefined);
	t.regex(shop.log.at(-1) ?? '', /has seen what happened to the till's files/);
	const after = await shop.screen('service');
	t.is(after.damages.length, 1, 'what happened can still be read');
	await shop.cutPower();
	await shop.boot();
	t.is(shop.snapshot().damage, undefined);
});
