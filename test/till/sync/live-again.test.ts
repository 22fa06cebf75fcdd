/** How soon a till is live again when its link is back: by the shop's own timings, which no test here makes shorter. */
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {backOffMs, type LinkMachine, pauseMs, startLink, stepLink} from '../../../till/sync/link-machine.ts';
import {shopTimings} from '../../../till/sync/timings.ts';
import {layCable} from './faults/cable.ts';
import {isLive, openShop, openTill, until} from './shop.ts';

const liveAgainMsMax = 15_000;
/** For a login, what is missing, and a server that has twenty tills coming back at once. */
const catchingUpMs = 4000;
const silenceMs = shopTimings.heartbeatMs * 2;

const at = '2026-11-23T10:00:00Z';
const chance = fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true});
/** How long an attempt takes to fail, from a connection that is refused to one that hangs in silence. */
const failure = fc.record({tookMs: fc.oneof(fc.constantFrom(0, silenceMs), fc.nat(silenceMs)), random: chance});

testProp(
	'however attempts fail, the next one begins within eleven seconds after this one began',
	[fc.array(failure, {minLength: 1, maxLength: 20}), fc.boolean()],
	(t, failures, wasLive) => {
		let machine: LinkMachine = startLink(at);
		if (wasLive) machine = stepLink(stepLink(machine, {event: 'answered', at}), {event: 'caught-up', at});
		for (const {tookMs, random} of failures) {
			machine = stepLink(machine, {event: 'lost', at});
			// The link may come back in the very moment after an attempt began: that attempt is lost all the same.
			const lostMs = tookMs + pauseMs(machine, {tookMs, random});
			t.true(lostMs <= liveAgainMsMax - catchingUpMs, `${lostMs} ms after ${machine.failures} failures`);
		}
	},
);

test('an attempt that failed at once is paused after as before, and a clock put back makes no pause longer', t => {
	const machine: LinkMachine = {state: 'waiting', since: at, failures: 6};
	t.is(pauseMs(machine, {tookMs: 0, random: 0.5}), backOffMs(machine, 0.5));
	t.is(pauseMs(machine, {tookMs: -3_600_000, random: 0.5}), backOffMs(machine, 0.5));
	t.is(pauseMs(machine, {tookMs: 5000, random: 0.5}), backOffMs(machine, 0.5) - 5000);
	// Not all the tills of a shop in one moment, however long they had been live.
	t.is(pauseMs({...machine, failures: 1}, {tookMs: 3_600_000, random: 0}), 125);
});

test('connections that died without a word are left, and the till is live again within fifteen seconds', async t => {
	const shop = await openShop(t);
	const cable = await layCable(t, Number(new URL(shop.url).port));
	const url = `http://127.0.0.1:${cable.port}`;
	const till = await openTill(t, {...shop, wire: {...shop.wire, url}}, {timings: shopTimings});
	await until('the till is live', () => isLive(till));
	await shop.put('catalogue', {_id: 'product:tea', priceGrosze: 899});
	await until('the till follows', async () => !(await till.replica.catalogue.isEmpty()));
	cable.freeze();
	const frozenMs = Date.now();
	await shop.put('catalogue', {_id: 'product:milk', priceGrosze: 299});
	await until('the milk is there', async () => (await till.replica.catalogue.all()).length === 2);
	await until('the till is live', () => isLive(till));
	t.true(Date.now() - frozenMs <= liveAgainMsMax);
	t.true(till.sentences.some(sentence => sentence.includes(`said nothing for ${silenceMs} ms`)));
});

test('a link that was down and up again makes the till live within fifteen seconds', async t => {
	const shop = await openShop(t);
	const cable = await layCable(t, Number(new URL(shop.url).port));
	const url = `http://127.0.0.1:${cable.port}`;
	const till = await openTill(t, {...shop, wire: {...shop.wire, url}}, {timings: shopTimings});
	await until('the till is live', () => isLive(till));
	cable.unplug();
	await until('the till waits', () => till.link.status().state === 'waiting');
	await shop.put('catalogue', {_id: 'product:milk', priceGrosze: 299});
	await till.sell(3);
	cable.plug();
	const backMs = Date.now();
	await until('the till is live', () => isLive(till));
	t.true(Date.now() - backMs <= liveAgainMsMax);
	t.is((await till.replica.catalogue.all()).length, 1);
	await until('its receipts are sent', () => till.link.status().waitingCount === 0);
});
