import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {apples, barcodeOf, beer, card, milk} from './goods.ts';
import {openShop} from './shop-till.ts';

test('a card is taken while goods are weighed and while age is asked about, and survives the end of the till', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'pick', product: apples.code});
	shop.scale.place(1234);
	await shop.until('the weight is certain', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'weighing' && screen.reading.state === 'stable';
	});
	await shop.scan(card.number);
	t.like(shop.snapshot(), {
		screen: {at: 'weighing', reading: {state: 'stable', netGrams: 1234}},
		message: {code: 'card-accepted', about: 'Pani Halina'},
		sale: {card: {name: 'Pani Halina'}, dueGrosze: grosze(429 - 43)},
	});
	await shop.command({do: 'add-weighed'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(429 - 43 + 492 - 49)}});
	await shop.command({do: 'remove-card'});

	await shop.scan(barcodeOf(beer));
	await shop.scan(card.number);
	t.like(shop.snapshot(), {
		screen: {at: 'age', name: beer.name},
		message: {code: 'card-accepted'},
		sale: {dueGrosze: grosze(429 - 43 + 492 - 49)},
	});
	await shop.clock.pass(1000);
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn();
	t.like(shop.snapshot(), {screen: {at: 'age'}, sale: {card: {name: 'Pani Halina'}}});
	await shop.command({do: 'answer-age', answer: 'document'});
	await shop.payCash();
	await shop.screen('change');
	t.like((await shop.receipts())[0], {card: card.number, lines: {length: 3}});
	await shop.audit();
});

test('goods that are scanned meanwhile are still not taken', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(beer));
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {screen: {at: 'age'}, sale: {lines: []}, message: {code: 'scan-in-age', tone: 'warning'}});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'pick', product: apples.code});
	await shop.scan('5900000000008');
	t.like(shop.snapshot(), {screen: {at: 'weighing'}, sale: {lines: {length: 1}}, message: {code: 'scan-in-weighing'}});
});
