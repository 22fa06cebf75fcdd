/** Approvals for which a short PIN is not enough: beyond a limit, and from the shop's own amount on. */
import test, {type ExecutionContext} from 'ava';
import type {Cashier, CatalogueItem, ShopSettings} from '../../../till/domain/catalogue.ts';
import type {TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, manager, marek, milk, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

/** Whoever has 4 zł for a limit may not take milk for 4.29 zł off alone. */
const limited: Cashier = {...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 400}};

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
	const six: Cashier = {...manager, id: '6', name: 'Irena', pinLength: 6};
	const shop = await atMilk(t, [limited, six]);
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot().screen, {at: 'approval', needsStrongProof: true, approvers: {length: 1, 0: {name: 'Irena'}}});
	const other = await atMilk(t, [six]);
	await other.command({do: 'void-line', line: 1});
	t.like(other.snapshot().screen, {cause: 'permission', needsStrongProof: false, approvers: {length: 3}});
});
