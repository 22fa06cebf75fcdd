/** The money of a receipt that was rung up by mistake: it goes back as it came, and the drawer has to agree. */
import test from 'ava';
import type {Return, Sealed, Tender, TenderKind} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, milk, pinOf} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const manager = '5';
const approval = {approver: manager, pin: pinOf[manager] ?? ''};
const mistake = {reason: 'Nie ta ilość', register: 'mistakes'} as const;
const given = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
const kicks = (shop: Shop) => shop.printers.main.snapshot().drawerKicks;

const step = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'return' ? screen.step : undefined;
};

/** Two milks, paid so, and both of them wrong. */
async function wronglySold(shop: Shop, ...tenders: readonly Tender[]): Promise<void> {
	await shop.besides('main', printer => printer.moveCash({direction: 'in', amountGrosze: grosze(20_000)}));
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.pay(...tenders);
	await shop.screen('change');
	await shop.command({do: 'begin-return'});
	await shop.command({do: 'find-receipt', till: 'anna', day: '2026-11-23', fiscalNumber: 1});
	await shop.until('it was found', () => step(shop)?.at === 'choosing');
	const {lines} = step(shop) as Extract<ReturnType<typeof step>, {at: 'choosing' | 'giving'}>;
	for (const {line, left} of lines) await shop.command({do: 'return-line', line, pieces: left});
}

async function takenBack(shop: Shop): Promise<Sealed<Return> | undefined> {
	await shop.until('it is given back', () => step(shop)?.at === 'given');
	return (await shop.entries()).find((entry): entry is Sealed<Return> => entry.type === 'return');
}

test('what a voucher paid is given back as a voucher, and in cash by nobody', async t => {
	const shop = await openShop(t);
	await wronglySold(shop, given('voucher', 858));
	const before = kicks(shop);
	for (const register of ['mistakes', 'returns'] as const) {
		await shop.command({do: 'give-back', kind: 'cash', ...mistake, register});
		t.is(shop.snapshot().message?.code, 'return-not-so-paid');
	}
	await shop.command({do: 'give-back', kind: 'voucher', ...mistake});
	await shop.command({do: 'approve', ...approval});
	t.like(await takenBack(shop), {register: 'mistakes', tenders: [given('voucher', 858)]});
	t.is(kicks(shop), before, 'the drawer stays shut');
	await shop.audit();
});

test('a payment of several forms goes back in each of them, and the drawer pays its part alone', async t => {
	const shop = await openShop(t);
	await wronglySold(shop, given('voucher', 300), given('card', 358), given('cash', 200));
	await shop.command({do: 'give-back', kind: 'card', ...mistake});
	await shop.command({do: 'approve', ...approval});
	const tenders = [given('voucher', 300), given('card', 358), given('cash', 200)];
	t.like(await takenBack(shop), {tenders, refundGrosze: grosze(858)});
	t.deepEqual((step(shop) as {tenders?: readonly Tender[]}).tenders, tenders);
	const paper = () => shop.printers.main.snapshot().slips.at(-1)?.lines.join('\n') ?? '';
	await shop.until('the slip is of the cash', () => /WYPŁATA[\s\S]*2,00/i.test(paper()));
	await shop.audit();
});

test('cash instead of the card is asked of a manager beside the mistake itself, and the book has both', async t => {
	const shop = await openShop(t);
	await wronglySold(shop, given('card', 858));
	await shop.command({do: 'give-back', kind: 'cash', ...mistake});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'return', amountGrosze: grosze(858)}});
	await shop.command({do: 'approve', ...approval});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'refund-in-cash', amountGrosze: grosze(858)}});
	await shop.command({do: 'approve', ...approval});
	t.like(await takenBack(shop), {tenders: [given('cash', 858)], approvedBy: {id: manager}});
	const approved = (await shop.entries()).flatMap(entry =>
		entry.type === 'event' && entry.event === 'override' ? [entry.approval?.operation] : [],
	);
	t.deepEqual(approved, ['return', 'refund-in-cash']);
	await shop.audit();
});
