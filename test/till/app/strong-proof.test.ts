/** From which amount a short PIN approves nothing, where a shop says so. */
import {createHash} from 'node:crypto';
import test, {type ExecutionContext} from 'ava';
import type {Cashier, CatalogueItem} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {settings, shop as shopOf} from '../domain/shop.ts';
import {barcodeOf, manager, marek, milk, pinHashOf, pinOf, shopCatalogue} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const badgeCode = 'ostoja-badge-7f3c9a1e';
const badge = createHash('sha256').update(badgeCode).digest('hex');
const sixDigits = '147036';
const irena: Cashier = {
	id: '6',
	name: 'Irena',
	pinHash: pinHashOf(sixDigits),
	pinLength: 6,
	permissions: ['void-sale', 'void-line'],
};
const person = (value: Cashier): CatalogueItem => ({kind: 'cashier', value});

/** Marek, who may void nothing, would void milk for 4.29 in a shop with this amount and these people besides. */
async function marekVoids(
	t: ExecutionContext,
	{from, people = []}: {readonly from?: number; readonly people?: readonly Cashier[]},
): Promise<Shop> {
	const strict = shopOf({...settings, ...(from !== undefined && {strongProofFromGrosze: grosze(from)})});
	const shop = await openShop(t, {items: [...shopCatalogue, strict, ...people.map(person)]});
	await shop.logIn('3');
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	return shop;
}

async function refusals(shop: Shop): Promise<readonly unknown[]> {
	await shop.until('the book is written', () => shop.disk.book.head().entry > 1);
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry.approval?.refusal] : [])).slice(1);
}

for (const [what, from] of [
	['below the amount four digits are enough', 430],
	['a shop that sets no amount is as it was', undefined],
] as const) {
	test(what, async t => {
		const shop = await marekVoids(t, from === undefined ? {} : {from});
		await shop.command({do: 'approve', approver: '5', pin: pinOf['5'] ?? ''});
		t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}, message: {code: 'line-voided'}});
	});
}

for (const [what, from] of [
	['at the amount four digits are not enough', 429],
	['above it neither', 1],
] as const) {
	test(what, async t => {
		const shop = await marekVoids(t, {from});
		t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 1}}, message: {code: 'no-strong-proof'}});
	});
}

test('somebody may, and nobody can show enough of who they are: the till says what it takes, and the book why', async t => {
	const shop = await marekVoids(t, {from: 400});
	t.is(shop.snapshot().message?.code, 'no-strong-proof');
	t.deepEqual(await refusals(shop), ['no-strong-proof']);
});

test('who has six digits or a badge is asked, and nobody else', async t => {
	const ewa: Cashier = {...manager, badge};
	const shop = await marekVoids(t, {from: 400, people: [irena, ewa]});
	t.like(shop.snapshot().screen, {
		at: 'approval',
		cause: 'permission',
		approvers: [
			{name: 'Ewa z biura', byPin: false, byBadge: true},
			{name: 'Irena', byPin: true, byBadge: false},
		],
	});
	await shop.command({do: 'approve', approver: '5', pin: pinOf['5'] ?? ''});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'not-permitted'}});
	await shop.command({do: 'approve', approver: '6', pin: sixDigits});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'line-voided'}});
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-sale'});
	await shop.scan(badgeCode);
	t.is(shop.snapshot().message?.code, 'sale-voided');
});

test('what a cashier may do alone asks nobody, whatever it comes to', async t => {
	const items = [
		...shopCatalogue,
		shopOf({...settings, strongProofFromGrosze: grosze(1)}),
		person({...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 500}}),
	];
	const shop = await openShop(t, {items});
	await shop.logIn('3');
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'line-voided'}});
});

test('nobody who may is another sentence than nobody who can show it', async t => {
	const shop = await marekVoids(t, {
		from: 400,
		people: [
			{...manager, permissions: []},
			{...irena, id: '2', permissions: ['sell']},
		],
	});
	t.is(shop.snapshot().message?.code, 'nobody-approves');
	t.deepEqual(await refusals(shop), ['no-approver']);
});

test('where nobody may go beyond their limit with what they can show, the till says so as well', async t => {
	const limited: Cashier = {...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 400}};
	const shop = await marekVoids(t, {people: [limited]});
	t.is(shop.snapshot().message?.code, 'no-strong-proof');
});
