/** A scale that is away, or does not weigh: somebody types the weight and answers for it. */
import test from 'ava';
import type {TillEvent} from '../../../till/domain/entry.ts';
import {apples} from '../domain/shop.ts';
import {openShop, type Shop} from './shop-till.ts';

async function eventsOf(shop: Shop): Promise<readonly TillEvent[]> {
	await shop.until('the book is written', () => !shop.disk.busy);
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
}

test('who may take a line off types a weight, and the book says so; the receipt has the grams', async t => {
	const shop = await openShop(t);
	await shop.logIn('2');
	await shop.command({do: 'pick', product: apples.code});
	t.is(shop.snapshot().screen.at, 'weighing');
	await shop.command({do: 'add-weighed'});
	t.like(shop.snapshot(), {screen: {at: 'weighing'}, message: {code: 'not-now'}});
	await shop.command({do: 'add-weighed', typedGrams: 1234});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {0: {weightGrams: 1234, totalGrosze: 492}}}});
	await shop.payCash();
	await shop.screen('change');
	t.like((await shop.receipts())[0], {lines: {0: {product: apples.code, weightGrams: 1234}}});
	t.like((await eventsOf(shop)).at(-1), {
		event: 'weight-typed',
		product: apples.code,
		name: apples.name,
		amountGrosze: 492,
	});
	await shop.audit();
});

test('whoever may not has it approved, and without that nothing is added', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	await shop.command({do: 'pick', product: apples.code});
	await shop.command({do: 'add-weighed', typedGrams: 500});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'type-weight'}, name: apples.name});
	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'weighing');
	t.deepEqual(shop.snapshot().sale.lines, []);
	await shop.command({do: 'add-weighed', typedGrams: 500});
	await shop.command({do: 'approve', approver: '2', pin: '2580'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 1}}});
	const kinds = (await eventsOf(shop)).map(({event}) => event).filter(event => event !== 'logged-in');
	t.deepEqual(kinds, ['approval-refused', 'override', 'weight-typed']);
});
