/**
 * Long exchanges over a bad cable, in plain HTTP and under TLS. More rounds from another seed:
 * `npm run soak -- --wire --rounds 500 --seed 7`.
 */
import anyTest, {type ExecutionContext} from 'ava';
import {openShop} from '../shop.ts';
import {layCable} from './cable.ts';
import {startFarTill} from './far-till.ts';
import {Storm, type StormReport} from './storm.ts';
import {putTlsInFront} from './tls-front.ts';

const test = anyTest.serial;

const seed = Number(process.env['OSTOJA_WIRE_SEED'] ?? 20261126);
const roundCount = Number(process.env['OSTOJA_WIRE_ROUNDS'] ?? 24);
const roundMsMax = 20_000;

function tell(t: ExecutionContext, {faultCount, soldCount, liveAgainMsWorst}: StormReport): void {
	t.log(`seed ${seed}: ${faultCount} faults, ${soldCount} receipts, live again after ${liveAgainMsWorst} ms at worst`);
}

test('through any storm of cuts, delays and silences nothing is lost and nothing is twice', async t => {
	t.timeout(60_000 + roundCount * roundMsMax);
	const shop = await openShop(t);
	const cable = await layCable(t, Number(new URL(shop.url).port));
	const url = `http://127.0.0.1:${cable.port}`;
	const till = await startFarTill(t, {url, serverUrl: shop.url, prefix: shop.prefix, seed});
	tell(t, await new Storm(t, {shop, cable, till, seed, roundCount, kinds: ['cut', 'stall', 'delay']}).rage());
});

test('under TLS the cable may alter bytes as well, and no altered one is ever believed', async t => {
	t.timeout(60_000 + roundCount * roundMsMax);
	const shop = await openShop(t);
	const front = await putTlsInFront(t, Number(new URL(shop.url).port));
	const cable = await layCable(t, front.port);
	const {certificateFile} = front;
	const url = `https://127.0.0.1:${cable.port}`;
	const till = await startFarTill(t, {url, serverUrl: shop.url, prefix: shop.prefix, seed, certificateFile});
	tell(t, await new Storm(t, {shop, cable, till, seed, roundCount, kinds: ['alter', 'alter', 'cut', 'stall']}).rage());
	t.true(front.rejectedCount > 0);
});
