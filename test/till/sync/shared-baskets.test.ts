import test from 'ava';
import {parkedId} from '../../../couch/documents/tills.ts';
import {type BasketTill, basketOf, type LineFault, openBasketShop} from './basket-shop.ts';

const name = ({id}: BasketTill, which = 'k1') => `${id}:${which}`;

test('a basket that one till shared is listed at another, claimed there, and gone when that till has it', async t => {
	const {anna, berta, openTill, stored} = await openBasketShop(t);
	const celina = await openTill('Kasa 3');
	const share = name(anna);
	t.deepEqual(await anna.baskets.share(share, basketOf(anna)), {is: 'stored'});
	t.deepEqual(await celina.baskets.list(), {
		ok: true,
		value: {baskets: [{share, ...basketOf(anna)}], unreadableCount: 0, hasMore: false},
	});
	t.deepEqual(await berta.baskets.look(share), {is: 'unclaimed'});
	t.deepEqual(await berta.baskets.claim({share, tillName: 'Kasa 2'}), {is: 'ours', basket: basketOf(anna)});
	t.like(await stored(share), {claimedBy: {till: berta.id, tillName: 'Kasa 2'}});
	t.like(await celina.baskets.list(), {value: {baskets: {length: 0}}});
	t.like(await celina.baskets.claim({share, tillName: 'Kasa 3'}), {is: 'theirs', by: 'Kasa 2'});
	t.like(await celina.baskets.remove({share, tillName: 'Kasa 3'}), {is: 'theirs', by: 'Kasa 2'});
	t.deepEqual(await berta.baskets.remove({share, tillName: 'Kasa 2'}), {is: 'removed'});
	t.is(await stored(share), undefined);
	t.like(await anna.baskets.claim({share, tillName: 'Kasa 1'}), {is: 'theirs', by: 'Kasa 2'});
	t.deepEqual(await berta.baskets.remove({share, tillName: 'Kasa 2'}), {is: 'removed'});
});

test('of tills that claim a basket at one moment one has it', async t => {
	const {anna, berta, openTill} = await openBasketShop(t);
	const celina = await openTill('Kasa 3');
	for (let round = 1; round <= 5; round += 1) {
		const share = name(anna, `k${round}`);
		await anna.baskets.share(share, basketOf(anna));
		const outcomes = await Promise.all(
			[anna, berta, celina].map(till => till.baskets.claim({share, tillName: till.tillName})),
		);
		t.deepEqual(outcomes.map(({is}) => is).toSorted(), ['ours', 'theirs', 'theirs']);
	}
});

test('a share that was never there is absent, and there is nothing of it to delete', async t => {
	const {anna} = await openBasketShop(t);
	t.deepEqual(await anna.baskets.claim({share: name(anna), tillName: 'Kasa 1'}), {is: 'absent'});
	t.deepEqual(await anna.baskets.look(name(anna)), {is: 'absent'});
	t.deepEqual(await anna.baskets.remove({share: name(anna), tillName: 'Kasa 1'}), {is: 'removed'});
});

test('what arrives late, after the basket was claimed and deleted, brings nothing back', async t => {
	const {anna, berta, stored} = await openBasketShop(t);
	const share = name(anna);
	anna.line.faults.push('late');
	t.like(await anna.baskets.share(share, basketOf(anna)), {is: 'silence'});
	t.deepEqual(await anna.baskets.share(share, basketOf(anna)), {is: 'stored'});
	await berta.baskets.claim({share, tillName: 'Kasa 2'});
	await anna.line.arrive();
	t.like(await stored(share), {claimedBy: {till: berta.id}});
	await berta.baskets.remove({share, tillName: 'Kasa 2'});
	t.deepEqual(await anna.baskets.share(share, basketOf(anna)), {is: 'stored'});
	t.is(await stored(share), undefined);
	t.like(await anna.baskets.look(share), {is: 'theirs', by: 'Kasa 2'});
});

test('a claim that arrives late is no claim when another till was quicker', async t => {
	const {anna, berta, openTill, stored} = await openBasketShop(t);
	const celina = await openTill('Kasa 3');
	const share = name(anna);
	await anna.baskets.share(share, basketOf(anna));
	berta.line.faults.push(undefined, 'late', 'lost');
	t.like(await berta.baskets.claim({share, tillName: 'Kasa 2'}), {is: 'silence'});
	t.like(await celina.baskets.claim({share, tillName: 'Kasa 3'}), {is: 'ours'});
	await berta.line.arrive();
	t.like(await stored(share), {claimedBy: {till: celina.id}});
	t.like(await berta.baskets.claim({share, tillName: 'Kasa 2'}), {is: 'theirs', by: 'Kasa 3'});
});

test('wherever the line is cut, whoever asks again is told how it is', async t => {
	const {anna, berta} = await openBasketShop(t);
	let count = 0;
	for (const fault of ['lost', 'deaf'] satisfies LineFault[]) {
		for (let cut = 0; cut < 3; cut += 1) {
			count += 1;
			const share = name(anna, `k${count}`);
			anna.line.faults.push(fault);
			t.like(await anna.baskets.share(share, basketOf(anna)), {is: 'silence'});
			t.deepEqual(await anna.baskets.share(share, basketOf(anna)), {is: 'stored'});
			berta.line.faults.push(...Array.from({length: cut}, () => undefined), fault);
			const first = await berta.baskets.claim({share, tillName: 'Kasa 2'});
			t.true(['ours', 'silence'].includes(first.is));
			berta.line.faults.length = 0;
			t.like(await berta.baskets.claim({share, tillName: 'Kasa 2'}), {is: 'ours'});
			berta.line.faults.push(...Array.from({length: cut}, () => undefined), fault);
			const removed = await berta.baskets.remove({share, tillName: 'Kasa 2'});
			t.true(['removed', 'silence'].includes(removed.is));
			berta.line.faults.length = 0;
			t.deepEqual(await berta.baskets.remove({share, tillName: 'Kasa 2'}), {is: 'removed'});
		}
	}
});

test('a basket of a later version stays where it is: it is counted, not shown, and not claimed', async t => {
	const {anna, berta, put, stored} = await openBasketShop(t);
	const share = name(anna);
	const {basket, ...rest} = basketOf(anna);
	const later = {_id: parkedId(share), type: 'parked', schema: 1, ...rest, basket: {...basket, wrapping: 'gift'}};
	await put(later);
	t.like(await berta.baskets.list(), {value: {baskets: {length: 0}, unreadableCount: 1}});
	t.deepEqual(await berta.baskets.claim({share, tillName: 'Kasa 2'}), {is: 'unreadable', why: 'malformed'});
	t.is((await stored(share))?.['claimedBy'], undefined);
});

test('a list has room for forty, and says when there are more', async t => {
	const {anna, berta} = await openBasketShop(t);
	for (let put = 0; put <= 40; put += 1) await anna.baskets.share(name(anna, `k${put}`), basketOf(anna, `sale-${put}`));
	t.like(await berta.baskets.list(), {value: {baskets: {length: 40}, hasMore: true}});
	berta.line.isCut = true;
	t.like(await berta.baskets.list(), {ok: false});
	t.is(berta.line.asked.length, 2);
});
