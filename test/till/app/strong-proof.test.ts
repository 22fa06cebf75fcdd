/** Approvals for which a short PIN is not enough: beyond a limit, and from the shop's own amount on. */
import {createHash} from 'node:crypto';
import test, {type ExecutionContext} from 'ava';
import type {Cashier, CatalogueItem, ShopSettings} from '../../../till/domain/catalogue.ts';
import type {TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, manager, marek, milk, pinHashOf, pinOf, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

/** Whoever has 4 zł for a limit may not take milk for 4.29 zł off alone. */
const limited: Cashier = {...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 400}};

const badgeCode = 'ostoja-badge-7f3c9a1e';
const withBadge: Cashier = {...manager, badge: createHash('sha256').update(badgeCode).digest('hex')};
const six: Cashier = {...manager, id: '6', name: 'Irena', pinHash: pinHashOf('147036'), pinLength: 6};
const fourDigits = {do: 'approve', approver: manager.id, pin: pinOf[manager.id] ?? ''} as const;
const sixDigits = {do: 'approve', approver: '6', pin: '147036'} as const;
const fromGrosze = (amount: number) => ({strongProofFromGrosze: grosze(amount)});

/** Marek, or who is in his place, at a receipt with milk on it. */
async function atMilk(
	t: ExecutionContext,
	people: readonly Cashier[],
	changed: Partial<ShopSettings> = {},
): Promise<Shop> {
	const settings = shopCatalogue.flatMap((item): CatalogueItem[] =>
		item.kind === 'shop' ? [{...item, value: {...item.value, ...changed}}] : [],
	);
	const cashiers = people.map((value): CatalogueItem => ({kind: 'cashier', value}));
	const shop = await openShop(t, {items: [...shopCatalogue, ...settings, ...cashiers]});
	await shop.logIn(marek.id);
	await shop.scan(barcodeOf(milk));
	return shop;
}

async function eventsOf(shop: Shop): Promise<readonly TillEvent[]> {
	await shop.until('the book is written', () => !shop.disk.busy);
	const events = (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
	return events.filter(({event}) => event !== 'logged-in');
}

test('where those who may approve have short PINs alone, the till says what is missing, and so does the book', async t => {
	const shop = await atMilk(t, [limited]);
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'no-strong-proof', tone: 'error'}});
	t.like(await eventsOf(shop), [
		{
			event: 'approval-refused',
			cashier: {name: 'Marek'},
			amountGrosze: grosze(429),
			approval: {operation: 'void-line', cause: 'limit', refusal: 'no-strong-proof'},
		},
	]);
});

test('a badge of somebody who may not approve, or of the cashier, is not the one that is missing', async t => {
	const badge = 'b'.repeat(64);
	const shop = await atMilk(t, [
		{...limited, badge, pinLength: 6},
		{...zaneta, permissions: ['sell'], badge},
	]);
	await shop.command({do: 'void-line', line: 1});
	t.is(shop.snapshot().message?.code, 'no-strong-proof');
	await shop.put({kind: 'cashier', value: {...manager, permissions: []}});
	await shop.command({do: 'void-line', line: 1});
	t.is(shop.snapshot().message?.code, 'nobody-approves');
});

test('the question says that a short PIN is not enough, and leaves out who has nothing else', async t => {
	const shop = await atMilk(t, [limited, six]);
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot().screen, {at: 'approval', needsStrongProof: true, approvers: {length: 1, 0: {name: 'Irena'}}});
	const other = await atMilk(t, [six]);
	await other.command({do: 'void-line', line: 1});
	t.like(other.snapshot().screen, {cause: 'permission', needsStrongProof: false, approvers: {length: 3}});
});

for (const [amount, of] of [
	[430, 'below the shop’s amount'],
	[undefined, 'where the shop has none'],
] as const) {
	test(`${of} four digits approve as always`, async t => {
		const shop = await atMilk(t, [], amount === undefined ? {} : fromGrosze(amount));
		await shop.command({do: 'void-line', line: 1});
		t.like(shop.snapshot().screen, {at: 'approval', needsStrongProof: false, approvers: {length: 2}});
		await shop.command(fourDigits);
		t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
		t.like(await eventsOf(shop), [
			{event: 'override', approval: {cause: 'permission', proof: 'pin'}},
			{event: 'line-voided'},
		]);
	});
}

for (const [amount, of] of [
	[429, 'at'],
	[428, 'above'],
] as const) {
	test(`${of} the shop’s amount four digits approve nothing; six do, and so does a badge`, async t => {
		const shop = await atMilk(t, [withBadge, six], fromGrosze(amount));
		await shop.command({do: 'void-line', line: 1});
		t.like(shop.snapshot().screen, {
			cause: 'permission',
			needsStrongProof: true,
			approvers: {
				length: 2,
				0: {name: 'Ewa z biura', byPin: false, byBadge: true},
				1: {name: 'Irena', byPin: true, byBadge: false},
			},
		});
		await shop.command(fourDigits);
		t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'not-permitted'}, sale: {lines: {length: 1}}});
		await shop.command(sixDigits);
		t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
		await shop.scan(barcodeOf(milk));
		await shop.command({do: 'void-line', line: 1});
		await shop.scan(badgeCode);
		t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
		const overrides = (await eventsOf(shop)).filter(({event}) => event === 'override');
		t.deepEqual(
			overrides.map(({approval}) => [approval?.approver?.name, approval?.proof]),
			[
				['Irena', 'pin'],
				['Ewa z biura', 'badge'],
			],
		);
	});
}

test('a shop with an amount and no badge or long PIN hears at the till that this is missing', async t => {
	const shop = await atMilk(t, [], fromGrosze(429));
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'no-strong-proof'}, sale: {lines: {length: 1}}});
	t.like(await eventsOf(shop), [
		{event: 'approval-refused', approval: {cause: 'permission', refusal: 'no-strong-proof'}},
	]);
	await shop.put({kind: 'cashier', value: withBadge});
	await shop.command({do: 'void-line', line: 1});
	await shop.scan(badgeCode);
	t.is(shop.snapshot().sale.lines.length, 0, 'and as soon as the office has given one, it is done');
});

test('what the cashier does alone is asked of nobody, however much more it is than the shop’s amount', async t => {
	const trusted: Cashier = {...limited, limits: {voidGroszeMax: 429}};
	const shop = await atMilk(t, [trusted], fromGrosze(1));
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'line-voided'}, sale: {lines: []}});
	t.like(await eventsOf(shop), [{event: 'line-voided', cashier: {name: 'Marek'}}]);
});
