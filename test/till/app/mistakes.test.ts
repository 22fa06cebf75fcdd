/** Two registers stand beside the receipts: what came back, and what was rung up by mistake. */
import test from 'ava';
import {readEntry} from '../../../couch/documents/entries.ts';
import {readCommand} from '../../../till/api/commands.ts';
import type {Return, ReturnRegister, Sealed} from '../../../till/domain/entry.ts';
import {barcodeOf, milk, pinOf} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const manager = '5';

async function takeBack(shop: Shop, register?: ReturnRegister): Promise<Sealed<Return> | undefined> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'begin-return'});
	await shop.command({do: 'find-receipt', till: 'anna', day: '2026-11-23', fiscalNumber: 1});
	await shop.until('it was found', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'return' && screen.step.at === 'choosing';
	});
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	const why = {reason: 'Pomyłka przy kasie', ...(register !== undefined && {register})};
	await shop.command({do: 'give-back', kind: 'cash', ...why});
	await shop.command({do: 'approve', approver: manager, pin: pinOf[manager] ?? ''});
	await shop.until('the return is written', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'return' && screen.step.at === 'given';
	});
	return (await shop.entries()).find((entry): entry is Sealed<Return> => entry.type === 'return');
}

for (const register of ['returns', 'mistakes'] as const) {
	test(`what belongs to the register of ${register} says so, against the receipt and its lines`, async t => {
		const shop = await openShop(t);
		await shop.logIn();
		const entry = await takeBack(shop, register);
		t.like(entry, {register, lines: [{line: 1}], reason: 'Pomyłka przy kasie'});
		t.regex(entry?.original.receipt ?? '', /^receipt:anna:/);
		await shop.audit();
	});
}

test('what an older screen gives back is of returns, as an entry without the field is; another register is refused', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	const entry = await takeBack(shop);
	t.is(entry?.register, 'returns');
	const {register: _, ...former} = entry ?? {};
	t.true(readEntry(former).ok);
	t.like(readEntry({...entry, register: 'losses'}), {ok: false, fault: {field: 'register'}});
	const command = {do: 'give-back', kind: 'cash', reason: 'Pomyłka'};
	t.like(readCommand({...command, register: 'mistakes'}), {ok: true, value: {register: 'mistakes'}});
	t.like(readCommand({...command, register: 'losses'}), {ok: false, fault: {field: 'register'}});
	await shop.audit();
});
