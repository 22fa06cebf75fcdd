/** What one of the printers has no word for is said at the payment, before the other one prints anything. */
import test from 'ava';
import {barcodeOf, beer, milk} from './goods.ts';
import {openShop} from './shop-till.ts';

test('a buyer’s NIP that the second printer cannot print: nothing is printed, and without it both slips are', async t => {
	const shop = await openShop(t, {
		alcoholUntold: ({buyerNip}) => (buyerNip === undefined ? undefined : {code: 'nip', detail: 'no place for it'}),
	});
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'set-nip', nip: '5260250274'});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'next-customer'});

	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'set-nip', nip: '5260250274'});
	await shop.payCash();
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'untold-nip', about: 'alcohol'}});
	t.deepEqual([shop.printed('main').length, shop.printed('alcohol').length], [1, 0]);
	await shop.command({do: 'remove-nip'});
	await shop.payCash();
	await shop.screen('change');
	t.deepEqual([shop.printed('main').length, shop.printed('alcohol').length], [2, 1]);
	await shop.audit();
});
